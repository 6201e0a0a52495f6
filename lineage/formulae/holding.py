"""Which wordings are rows of their own, and which only parts of a longer one, judged by every place of each.

A wording is held by a longer one that covers nearly all its places, in most of its speeches. 命运共同体, which five
speeches say, is not held by a longer wording that two of them repeat. What a held wording says on its own decides what
becomes of it: where enough speeches have it outside the longer one, it stays a row, linked as part of the other; where
not, it is no formula. Its places are never counted as the longer one's: who says 社会主义市场 does not attest
社会主义市场经济体制.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect import Places
from lineage.detect.counting import distinct, tally
from lineage.models import Int32, Int64, Mask

#: A wording is held by a longer one that covers this share of its places,
HELD_SHARE: Final = 0.8
#: and that stands in more than this share of its speeches.
HELD_SPEECHES: Final = 0.5


@dataclass(frozen=True, slots=True)
class Holding:
    """For each of `N` wordings, what holds it.

    Attributes:
        holder: int64 `(N,)`. The longer wording that holds it, -1 where none does.
        largest: int64 `(N,)`. The most places that any one longer wording covers.
        free: bool `(places,)`. Whether a place lies outside the wording's holder.
        outside: bool `(places,)`. Whether it lies outside every longer wording.
    """

    holder: Int64
    largest: Int64
    free: Mask
    outside: Mask


def find_holders(places: Places, wordings: list[str]) -> Holding:
    """What holds each wording.

    Args:
        places: All places of all wordings, ordered by wording.
        wordings: The wordings; of two that hold the same places equally, the first by characters counts.
    """
    count = len(wordings)
    inner, outer = nested(places)
    place, by = np.divmod(distinct(inner * count + places.wording[outer]), max(count, 1))
    pair, covered = tally(places.wording[place] * count + by)
    held, holding = np.divmod(pair, max(count, 1))
    total, speeches = np.bincount(places.wording, minlength=count), speeches_of(places.wording, places.speech, count)
    largest = np.zeros(count, np.int64)
    np.maximum.at(largest, held, covered)
    strong = (covered >= HELD_SHARE * total[held]) & (speeches[holding] > HELD_SPEECHES * speeches[held])
    held, holding, covered = held[strong], holding[strong], covered[strong]
    alphabetical = np.empty(count, np.int64)
    alphabetical[sorted(range(count), key=wordings.__getitem__)] = np.arange(count)
    holder = np.full(count, -1, np.int64)
    # The last assignment wins: the longer wording that covers most.
    order = np.lexsort((-alphabetical[holding], covered))
    holder[held[order]] = holding[order]
    free = np.ones(len(places), bool)
    free[inner[holder[places.wording[inner]] == places.wording[outer]]] = False
    outside = np.ones(len(places), bool)
    outside[inner] = False
    return Holding(holder, largest, free, outside)


def nested(places: Places) -> tuple[Int64, Int64]:
    """Pairs of places of which the first lies inside the second, which is longer, `(pairs,)` each."""
    order = np.lexsort((places.wording, -places.end, places.begin))
    begin, end = places.begin[order], places.end[order]
    longest = int((end - begin).max(initial=0))
    near = np.arange(len(order))
    inner, outer = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for distance in range(1, len(order)):
        near = near[near + distance < len(order)]
        near = near[begin[near + distance] - begin[near] < longest]
        if not len(near):
            break
        after = near + distance
        holds = (end[after] <= end[near]) & (end[after] - begin[after] < end[near] - begin[near])
        inner.append(order[after[holds]])
        outer.append(order[near[holds]])
    return np.concatenate(inner), np.concatenate(outer)


def speeches_of(row: Int64, speech: Int32, rows: int) -> Int64:
    """How many speeches each row stands in, `(rows,)`."""
    speeches = int(speech.max(initial=0)) + 1
    return np.bincount(distinct(row * speeches + speech) // speeches, minlength=rows)
