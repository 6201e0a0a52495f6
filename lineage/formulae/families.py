"""Folding: what mostly lies inside one longer formula is a variant of it, not a row of its own.

Every family is a star around its label: the longer wording that nearly all places of the shorter one belong to, in
most of the
speeches that have the shorter one. 命运共同体, which five speeches say, is no variant of a longer wording that two of
them repeat.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from lineage.detect import Places
from lineage.formulae.candidates import Candidates
from lineage.formulae.containment import Containment
from lineage.models import Float64, Int64, Mask

#: A wording is folded into a longer one that holds this share of its places.
FOLDED_SHARE: Final = 0.8
#: And the longer one stands in more than this share of its speeches.
FOLDED_SPEECHES: Final = 0.5
#: Of the folded wordings only those that are this long beside the label are listed as variants; others are parts of it.
LIKENESS: Final = 0.5


def fold(candidates: Candidates, contained: Containment, score: Float64, eligible: Mask) -> Int64:
    """The label of every candidate: its own number where it is a label itself, -1 where it is not eligible.

    Args:
        candidates: `N` of them.
        contained: Which lie inside which.
        score: Their scores.
        eligible: Which may be listed at all.
    """
    speeches = candidates.speeches
    strong = (contained.share >= FOLDED_SHARE) & (
        speeches[contained.outer] > FOLDED_SPEECHES * speeches[contained.inner]
    )
    strong &= eligible[contained.inner] & eligible[contained.outer]
    inner, outer, share = contained.inner[strong], contained.outer[strong], contained.share[strong]
    label = np.where(eligible, np.arange(len(candidates)), -1)
    # The last assignment wins: the wording that holds most places, then the best score, then the first by wording.
    order = np.lexsort((-outer, score[outer], share))
    label[inner[order]] = outer[order]
    return follow(label)


def follow(label: Int64) -> Int64:
    """Each number's last label, where a label may be folded itself."""
    while True:
        further = np.where(label >= 0, label[label], -1)
        if (further == label).all():
            return label
        label = further


def nested(places: Places) -> tuple[Int64, Int64]:
    """Pairs of places of which the first lies inside the second, which is longer, `(pairs,)` each."""
    order = np.lexsort((places.wording, -places.end, places.begin))
    begin, end = places.begin[order], places.end[order]
    longest = int((end - begin).max(initial=0))
    inner, outer = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for distance in range(1, len(order)):
        apart = begin[distance:] - begin[:-distance]
        if apart.min() > longest:
            break
        holds = (end[distance:] <= end[:-distance]) & (
            end[distance:] - begin[distance:] < end[:-distance] - begin[:-distance]
        )
        where = np.flatnonzero(holds)
        inner.append(order[where + distance])
        outer.append(order[where])
    return np.concatenate(inner), np.concatenate(outer)


def fold_by_places(places: Places, row: Int64, rows: int) -> Int64:
    """As `fold`, by every place of the listed rows: which row each of `rows` belongs to in the end.

    Args:
        places: All places of all variants.
        row: The row of each place, `(places,)`.
        rows: How many rows there are.
    """
    inner, outer = nested(places)
    across = row[inner] != row[outer]
    pairs = np.unique(np.column_stack((inner[across], row[outer[across]])), axis=0)
    held, count = np.unique(np.column_stack((row[pairs[:, 0]], pairs[:, 1])), axis=0, return_counts=True)
    total = np.bincount(row, minlength=rows)
    strong = count >= FOLDED_SHARE * total[held[:, 0]]
    held, count = held[strong], count[strong]
    label = np.arange(rows)
    order = np.lexsort((-held[:, 1], count))
    label[held[order, 0]] = held[order, 1]
    return _without_circles(label)


def _without_circles(label: Int64) -> Int64:
    """Follows labels; of rows that hold each other the first stays a row."""
    for number in range(len(label)):
        path = [number]
        while label[path[-1]] != path[-1]:
            at = int(label[path[-1]])
            if at in path:
                first = min(path[path.index(at) :])
                label[first] = first
                break
            path.append(at)
    return follow(label)
