"""What one speech itself makes much of: wordings that several of its sentences say, or that it sets in quotation marks.

No other speech is needed for that; whether others have them, too, is asked in `lineage.inheritance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lineage.detect import Corpus, recurrent_grams
from lineage.detect.recurrence import FrequencyEngine
from lineage.formulae.candidates import find_candidates, places_of
from lineage.formulae.edges import EdgeWords
from lineage.models import Int64
from lineage.text.marks import CLOSES, HARD, OPENS

#: What stands in quotation marks is a wording up to so many characters; beyond that somebody is quoted.
_LONGEST_QUOTED: Final = 16
#: Sentences that say a wording.
_SENTENCES: Final = 2


@dataclass(frozen=True, slots=True)
class Emphasised:
    """A wording, and its places as words of the speech.

    Attributes:
        canonical: The wording.
        first: Words with which its places begin, ascending.
        length: Words.
        quoted: Whether it stands in quotation marks or 《》.
    """

    canonical: str
    first: tuple[int, ...]
    length: int
    quoted: bool


def find_emphasised(
    corpus: Corpus, edges: EdgeWords, engine: FrequencyEngine, *, min_length: int, max_words: int
) -> list[Emphasised]:
    """The wordings that a speech makes much of: quoted ones first, then by places, length and characters.

    Args:
        corpus: One speech.
        edges: What the words of its vocabulary do at an edge.
        engine: Counts grams.
        min_length: Fewest characters.
        max_words: Most words.
    """
    found = {each.canonical: each for each in _said_again(corpus, edges, engine, min_length, max_words)}
    for quoted in _quoted(corpus, min_length):
        again = found.get(quoted.canonical)
        found[quoted.canonical] = replace(again, quoted=True) if again else quoted
    return sorted(
        found.values(), key=lambda each: (not each.quoted, -len(each.first), -len(each.canonical), each.canonical)
    )


def _said_again(
    corpus: Corpus, edges: EdgeWords, engine: FrequencyEngine, min_length: int, max_words: int
) -> Iterator[Emphasised]:
    """What several sentences say: candidates as of a corpus whose speeches are the sentences."""
    sentence = np.cumsum((corpus.word_boundary[:-1] & HARD) != 0).astype(np.int32)
    apart = replace(corpus, speech=sentence - sentence[:1].sum())
    levels = recurrent_grams(apart, engine, min_speeches=_SENTENCES, max_words=max_words)
    candidates = find_candidates(apart, levels, edges, min_length)
    places = places_of(corpus, levels, candidates)
    order = np.lexsort((places.first, places.row))
    rows = np.searchsorted(places.row[order], np.arange(len(candidates) + 1)).tolist()
    first = places.first[order].tolist()
    for number, (wording, length) in enumerate(zip(candidates.wording, candidates.length.tolist(), strict=True)):
        yield Emphasised(wording, tuple(first[rows[number] : rows[number + 1]]), length, quoted=False)


def _quoted(corpus: Corpus, min_length: int) -> Iterator[Emphasised]:
    """What stands between an opening mark and the next closing one, in one sentence."""
    boundary = corpus.word_boundary
    opens, closes, hard = (np.flatnonzero(boundary & mark) for mark in (OPENS, CLOSES, HARD))
    places: dict[str, list[tuple[int, int]]] = {}
    for first, end in zip(opens.tolist(), _next_after(closes, opens), strict=True):
        begin, stop = int(corpus.word_start[first]), int(corpus.word_start[end]) if end else 0
        crosses = np.searchsorted(hard, first, "right") < np.searchsorted(hard, end)
        if min_length <= stop - begin <= _LONGEST_QUOTED and not crosses:
            places.setdefault(corpus.text[begin:stop], []).append((first, end - first))
    for wording, stretches in places.items():
        yield Emphasised(wording, tuple(first for first, _ in stretches), stretches[0][1], quoted=True)


def _next_after(closes: Int64, opens: Int64) -> list[int]:
    """The first closing mark after each opening one, 0 where there is none."""
    return [int(end) for end in np.append(closes, 0)[np.searchsorted(closes, opens, side="right")]]
