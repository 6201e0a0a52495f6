"""Alignments made whole: what belongs to one stretch is joined, and every stretch is as long as it can be.

Runs that stand in each other's way break a chain, and growth stops at its reach; so pieces of one stretch meet or
overlap.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from lineage.detect.alignment import Alignments, united
from lineage.detect.said import Said
from lineage.models import Int64, Mask

#: Words that two pieces of one stretch may be out of step where they meet.
_DRIFT: Final = 8
#: Each piece is compared with so many after it, and diagonals so near are looked at together.
_NEIGHBOURS: Final = 8
_BAND: Final = 64


def made_whole(said: Said, found: Alignments) -> Alignments:
    """The alignments, joined and lengthened until nothing changes.

    Args:
        said: The corpus, for comparison.
        found: Alignments that do not repeat each other.
    """
    while True:
        longer = _lengthened(said, found)
        found = _joined(said, longer)
        if len(found) == len(longer):
            return longer


def _lengthened(said: Said, found: Alignments) -> Alignments:
    """The alignments with the equal words before and after them."""
    before = said.agreement(found.first_begin, found.second_begin, -1)
    after = said.agreement(found.first_end, found.second_end, 1)
    return replace(
        found,
        first_begin=found.first_begin - before,
        second_begin=found.second_begin - before,
        first_end=found.first_end + after,
        second_end=found.second_end + after,
    )


def _joined(said: Said, found: Alignments) -> Alignments:
    """Those that meet or overlap on both sides and in step as one; what they share counts once."""
    whole, part_of = united(found, _links(said, found))
    words = np.zeros(len(whole), np.int64)
    np.add.at(words, part_of, found.words())
    return replace(whole, worth=whole.worth * np.minimum(whole.words(), words) // np.maximum(words, 1))


def _links(said: Said, found: Alignments) -> Int64:
    """Numbers of pieces of one stretch, `(2, links)`: neighbours by place, and neighbours along one diagonal.

    Along a diagonal no repetition elsewhere in the speeches stands between two pieces.
    """
    pair = (said.speech[found.second_begin], said.speech[found.first_begin])
    diagonal = found.second_begin - found.first_begin
    bands = (np.zeros_like(diagonal), diagonal // _BAND, (diagonal + _BAND // 2) // _BAND)
    orders = [np.lexsort((found.second_begin, found.first_begin, band, *pair)) for band in bands]
    links = [np.zeros((2, 0), np.int64)]
    for order in orders:
        for distance in range(1, min(_NEIGHBOURS + 1, len(order))):
            one, other = order[:-distance], order[distance:]
            meets = _meet(said, found.only(one), found.only(other))
            links.append(np.stack((one[meets], other[meets])))
    return np.concatenate(links, axis=1)


def _meet(said: Said, one: Alignments, other: Alignments) -> Mask:
    """Whether each pair of pieces touches or overlaps on both sides, and in step.

    The first begins no later, unless it lies in a band before the other's.
    """
    meets = said.speech[one.first_begin] == said.speech[other.first_begin]
    meets &= said.speech[one.second_begin] == said.speech[other.second_begin]
    meets &= (other.first_begin <= one.first_end) & (one.first_begin <= other.first_end)
    meets &= (other.second_begin <= one.second_end) & (one.second_begin <= other.second_end)
    shift = other.second_begin - other.first_begin
    shifts = np.stack((one.second_begin - one.first_begin, one.second_end - one.first_end))
    return np.asarray(meets & (shift >= shifts.min(axis=0) - _DRIFT) & (shift <= shifts.max(axis=0) + _DRIFT))
