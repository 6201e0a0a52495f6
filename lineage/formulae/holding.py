"""Which wordings stand inside which longer ones, and how much of them, judged by every place of each.

What follows from it, which of them become rows, is told in `lineage.formulae.selection`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lineage.detect import Places
from lineage.detect.counting import distinct, tally
from lineage.models import Int32, Int64, Mask


@dataclass(frozen=True, slots=True)
class Nesting:
    """Pairs of wordings of which one has places inside places of the other, `(K,)` each, ordered by inner, outer.

    Attributes:
        inner, outer: int64. Numbers of the wordings.
        covered: int64. How many places of the inner lie inside places of the outer.
        own: int64. In how many speeches the inner stands outside the outer, too.
    """

    inner: Int64
    outer: Int64
    covered: Int64
    own: Int64

    def largest(self, wordings: int) -> Int64:
        """For each of so many wordings the most places that any one longer wording covers."""
        largest = np.zeros(wordings, np.int64)
        np.maximum.at(largest, self.inner, self.covered)
        return largest


def find_nesting(places: Places, inside: tuple[Int64, Int64], wordings: int) -> tuple[Nesting, Mask]:
    """What lies inside what, and which places lie outside every longer wording.

    Args:
        places: All places of all wordings.
        inside: Pairs of them, the first inside the second; see `nested`.
        wordings: How many there are.
    """
    held, holding = inside
    place, by = np.divmod(distinct(held * wordings + places.wording[holding]), max(wordings, 1))
    pair_of_place = places.wording[place] * wordings + by
    pair, covered = tally(pair_of_place)
    speeches = int(places.speech.max(initial=0)) + 1
    own = speeches_of(places.wording, places.speech, wordings)[pair // max(wordings, 1)]
    in_speech, within = tally(np.searchsorted(pair, pair_of_place) * speeches + places.speech[place])
    of_wording = pair[in_speech // speeches] // max(wordings, 1) * speeches + in_speech % speeches
    key, total = tally(places.wording * speeches + places.speech)
    whole = within == total[np.searchsorted(key, of_wording)]
    own = own - np.bincount(in_speech[whole] // speeches, minlength=len(pair))
    outside = np.ones(len(places), bool)
    outside[held] = False
    inner, outer = np.divmod(pair, max(wordings, 1))
    return Nesting(inner, outer, covered, own), outside


def nested(places: Places) -> tuple[Int64, Int64]:
    """Pairs of places of which the first lies inside the second, which is longer, `(pairs,)` each."""
    longest = int((places.end - places.begin).max(initial=0))
    order = np.argsort(places.begin * (longest + 1) + longest - (places.end - places.begin), kind="stable")
    begin, end = places.begin[order], places.end[order]
    near = np.arange(len(order))
    inner, outer = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for distance in range(1, len(order)):
        near = near[near + distance < len(order)]
        # What begins behind its end lies outside, and so does all that follows.
        near = near[begin[near + distance] < end[near]]
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
