"""What pages of one file hold of texts that have owners: as much as those of a site, see `embedding`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from lineage.models import Comparison, SharedPassage, Speech, Stretch, Trace, TracedPlace
from lineage.report.embedding import Embed, embed_of, stretches_held
from lineage.report.wording import say


def trace_held(told: Trace, asked: Embed | None) -> Trace:
    """A phrase through time with so much of each text as its page may hold.

    Args:
        told: The phrase.
        asked: How much of every text; None where the table of each says.
    """
    places = tuple(_held(place) if is_withheld(place, asked) else place for place in told.places)
    how = "inside" if told.cut_out else "exact"
    standing = [is_withheld(place, asked) for place in told.places if place.how == how]
    return replace(told, places=places, within="" if all(standing) else told.within)


def is_withheld(place: TracedPlace, asked: Embed | None) -> bool:
    """Whether nothing but the wording may be shown of this place."""
    return (asked or place.embed) is Embed.NONE


def _held(place: TracedPlace) -> TracedPlace:
    return replace(place, left="", right="", sentence=("", place.sentence[1], ""))


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A passage as a page shows it.

    Attributes:
        first, second: What stands on each side, each stretch with its kind: `same`, or what one side alone has.
        aligned: Whether all of both is shown, so that they are compared character by character.
    """

    first: Sequence[tuple[str, str]]
    second: Sequence[tuple[str, str]]
    aligned: bool


def passages_held(told: Comparison, asked: Embed | None, language: str) -> Iterator[HeldPassage]:
    """The passages of two speeches, so much of each as their page may hold, in their order.

    Under `context` the longest ones are, until they are a third of a text.
    """
    first = _Side(told.first, asked, [passage.first for passage in told.passages], language)
    second = _Side(told.second, asked, [passage.second for passage in told.passages], language)
    for passage in told.passages:
        if first.is_whole(passage.first) and second.is_whole(passage.second):
            yield _aligned(passage)
        else:
            yield HeldPassage(
                [("same", first.shown(passage.first))], [("same", second.shown(passage.second))], aligned=False
            )


def _aligned(passage: SharedPassage) -> HeldPassage:
    first = [(edit.kind, edit.older) for edit in passage.edits if edit.kind != "added"]
    second = [(edit.kind, edit.text) for edit in passage.edits if edit.kind != "dropped"]
    return HeldPassage(first, second, aligned=True)


class _Side:
    """One of the two speeches, and what the page holds of it."""

    def __init__(self, speech: Speech, asked: Embed | None, passages: Sequence[Stretch], language: str) -> None:
        self._read = speech.read
        self._gap = partial(say, language, "compare_gap")
        self._pieces = _pieces(len(speech.read.text), embed_of(speech, asked), passages)

    def is_whole(self, place: Stretch) -> bool:
        return any(begin <= place.begin and place.end <= end for begin, end in self._pieces)

    def shown(self, place: Stretch) -> str:
        """What stands there, and how much of it the page does not hold."""
        told, at = "", place.begin
        for begin, end in self._pieces:
            first, last = max(begin, at), min(end, place.end)
            if first < last:
                told += (self._gap(count=first - at) if first > at else "") + self._read.shown(first, last)
                at = last
        return told + (self._gap(count=place.end - at) if at < place.end else "")


def _pieces(length: int, embed: Embed, passages: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The stretches of a text that the page holds, by begin."""
    match embed:
        case Embed.TEXT:
            return [(0, length)]
        case Embed.NONE:
            return []
        case Embed.CONTEXT:
            longest = sorted(passages, key=lambda place: place.begin - place.end)
            edges = np.array([(place.begin, place.end) for place in longest], np.int64).reshape(-1, 2)
            return stretches_held(length, edges[:, 0], edges[:, 1])
