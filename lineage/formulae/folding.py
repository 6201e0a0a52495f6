"""Folds wordings that say the same words into families, each around one label: a star, never a chain.

The label is the wording that most speeches use; a family is what `lineage.detect.rewordings` finds near the label
itself (star clustering: Aslam, Pelekhov & Rus 2004, "The star clustering algorithm"). A wording that one speech alone
has joins the formula it is near to. Where nobody repeats a wording exactly but several speeches say the same words, the
family is a formula that exact recurrence cannot see (愿与 / 愿同世界各国一道).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect import Corpus, Rewordings
from lineage.formulae.candidates import LEAST_HAN, Candidates, WordPlaces, texts_of
from lineage.formulae.edges import EdgeWords, trim
from lineage.formulae.holding import speeches_of
from lineage.models import Int64, Mask

_HAN: Final = "[\u3400-\u9fff\U00020000-\U0003ffff]"


@dataclass(frozen=True, slots=True)
class Reworded:
    """The wordings of all groups of `lineage.detect.rewordings`, `N` of them, numbered as there.

    Attributes:
        text: Canonical wording of each.
        group: int64 `(N,)`.
        first, length: int64 `(N,)`. Words of its first place.
        occurrences, speeches: int64 `(N,)`.
    """

    text: list[str]
    group: Int64
    first: Int64
    length: Int64
    occurrences: Int64
    speeches: Int64

    @classmethod
    def of(cls, corpus: Corpus, found: Rewordings) -> Reworded:
        """Looks every wording up at its first place."""
        at = np.flatnonzero(np.diff(found.wording, prepend=-1))
        first, length = found.first[at], found.length[at]
        return cls(
            texts_of(corpus, first, length),
            found.group[at],
            first,
            length,
            np.diff(np.append(at, len(found))),
            speeches_of(found.wording, corpus.speech[found.first], len(at)),
        )


@dataclass(frozen=True, slots=True)
class Star:
    """A label and the wordings that are folded around it.

    Attributes:
        label: The wording that most speeches use.
        same: Wordings that say the same words.
        altered: Wordings that alter one of them.
    """

    label: str
    same: tuple[str, ...]
    altered: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """All of them, the label first."""
        return self.label, *self.same, *self.altered


def fold(known: Sequence[str], carried: Sequence[int], near: Reworded, usable: Sequence[bool] | Mask) -> list[Star]:
    """The families of the known wordings, then those that only rewording brings together.

    Args:
        known: Wordings that several speeches repeat exactly.
        carried: How many speeches repeat each.
        near: Wordings that say the same words as others.
        usable: `(N,)`. Whether each of them may be a label or a variant of a new family.
    """
    beside = _groups(near)
    groups_of: dict[str, list[int]] = {}
    wanted = set(known)
    for text, group in zip(near.text, near.group.tolist(), strict=True):
        if text in wanted:
            groups_of.setdefault(text, []).append(group)
    taken: set[str] = set()
    # Most wordings are near no other: they take nothing, and nothing takes them.
    stars = [Star(label, ()) for label in known if label not in groups_of]
    for _, label in sorted((-count, label) for count, label in zip(carried, known, strict=True) if label in groups_of):
        if label not in taken:
            variants = {text for group in groups_of[label] for text in beside[group]}
            stars.append(_star(label, variants, taken))
    return stars + list(_new(near, usable, beside, taken))


def _groups(near: Reworded) -> list[list[str]]:
    """The wordings of each group."""
    edges = np.searchsorted(near.group, np.arange(int(near.group.max(initial=-1)) + 2)).tolist()
    return [near.text[begin:end] for begin, end in pairwise(edges)]


def _star(label: str, variants: set[str], taken: set[str]) -> Star:
    star = Star(label, tuple(sorted(text for text in variants - taken if not _holds(text, label))))
    taken.update(star.wordings)
    return star


def _holds(text: str, label: str) -> bool:
    """Whether one is a part of the other: such places are the label's own, or a part's, and no other wording of it."""
    return label in text or text in label


def _new(near: Reworded, usable: Sequence[bool] | Mask, beside: list[list[str]], taken: set[str]) -> Iterator[Star]:
    """Families of wordings that no speech shares with another exactly; the longest first, for they hold the others."""
    use = np.bincount(near.group, np.array(usable, bool), len(beside))
    size = np.bincount(near.group, minlength=len(beside))
    begin = (np.cumsum(size) - size).tolist()
    seldom, rare = (-near.speeches).tolist(), (-near.occurrences).tolist()
    for group in np.flatnonzero((size >= 2) & (use == size))[::-1].tolist():
        if taken.isdisjoint(beside[group]):
            of_group = slice(begin[group], begin[group] + len(beside[group]))
            *_, label = min(zip(seldom[of_group], rare[of_group], beside[group], strict=True))
            yield _star(label, set(beside[group]), taken)


def usable_wordings(corpus: Corpus, near: Reworded, edges: EdgeWords, min_length: int, min_speeches: int) -> Mask:
    """Which wordings may make a new family: whole at both edges, long enough, repeated exactly by too few speeches."""
    first, length = trim(corpus, edges, near.first, near.length)
    whole = (first == near.first) & (length == near.length) & (near.speeches < min_speeches)
    whole &= corpus.word_start[near.first + near.length] - corpus.word_start[near.first] >= min_length
    asked = np.flatnonzero(whole)
    texts = pa.array([near.text[at] for at in asked.tolist()], pa.string())
    whole[asked] = np.asarray(pc.count_substring_regex(texts, _HAN)) >= LEAST_HAN
    return np.asarray(whole)


def as_candidates(
    corpus: Corpus, near: Reworded, stars: Sequence[Star], found: Rewordings
) -> tuple[Candidates, WordPlaces]:
    """The labels of new families as candidates, and every place of their wordings, to be measured like all others."""
    at = dict(zip(reversed(near.text), reversed(range(len(near.text))), strict=True))
    row = np.full(len(near.text), -1, np.int64)
    for number, star in enumerate(stars):
        row[[at[text] for text in star.wordings]] = number
    rows = row[found.wording]
    places = WordPlaces(*(column[rows >= 0] for column in (rows, found.first, found.length)))
    labels = np.array([at[star.label] for star in stars], np.int64)
    candidates = Candidates(
        near.length[labels],
        np.full(len(stars), -1, np.int64),
        near.first[labels],
        np.bincount(places.row, minlength=len(stars)),
        speeches_of(places.row, corpus.speech[places.first], len(stars)),
        [star.label for star in stars],
    )
    return candidates, places


def with_edits(stars: Sequence[Star], carried: Sequence[int], near: Sequence[tuple[int, str]]) -> list[Star]:
    """The families with the wordings that alter one word of their label.

    A wording joins one family alone: that whose label most speeches carry, then the first by characters.

    Args:
        stars: The families.
        carried: How many speeches carry each label.
        near: Number of the family and wording, for every wording that alters a label.
    """
    taken = {text for star in stars for text in star.wordings}
    free = [entry for entry in near if entry[1] not in taken]
    joined: dict[int, list[str]] = {}
    for number, text in sorted(free, key=lambda entry: (-carried[entry[0]], stars[entry[0]].label, entry[1])):
        if text not in taken and not _holds(text, stars[number].label):
            taken.add(text)
            joined.setdefault(number, []).append(text)
    edited = list(stars)
    for number, texts in joined.items():
        edited[number] = replace(stars[number], altered=tuple(texts))
    return edited


def relation(label: Sequence[str], variant: Sequence[str], joining: frozenset[str]) -> str:
    """How a wording stands to the label, both as words: `shortened`, `extended`, `reordered` or `substituted`."""
    own, other = ([word for word in words if word not in joining] for words in (label, variant))
    if own == other:
        own, other = list(label), list(variant)
    elif len(own) == len(other) and sorted(own) == sorted(other):
        return "reordered"
    if _within(other, own):
        return "shortened"
    return "extended" if _within(own, other) else "substituted"


def _within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether all words of the shorter stand in the longer in the same order."""
    rest = iter(longer)
    return len(shorter) <= len(longer) and all(word in rest for word in shorter)
