"""Which candidates lie inside which longer ones, counted by whole words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineage.detect import Level
from lineage.formulae.candidates import Candidates
from lineage.models import Float64, Int64


@dataclass(frozen=True, slots=True)
class Containment:
    """Pairs of candidates, ordered by inner, then outer: `inner[i]` stands inside `outer[i]`.

    Attributes:
        inner, outer: int64 `(pairs,)`. Numbers of candidates.
        share: float64 `(pairs,)`. The share of the inner's places that lie inside the outer.
    """

    inner: Int64
    outer: Int64
    share: Float64


def find_containment(candidates: Candidates, levels: Sequence[Level]) -> Containment:
    """All pairs of candidates of which one contains the other at whole words."""
    numbers = _candidate_of_gram(candidates, levels)
    pairs = [np.zeros((0, 2), np.int64)]
    for length in np.unique(candidates.length).tolist():
        outer = candidates.of_length(length)
        for shorter in range(1, length):
            for offset in range(length - shorter + 1):
                gram = levels[shorter - 1].gram_at(candidates.first[outer] + offset)
                inner = np.where(gram >= 0, numbers[shorter - 1][gram], -1)
                pairs.append(np.column_stack((inner, outer))[inner >= 0])
    inner, outer = np.unique(np.concatenate(pairs), axis=0).T
    return Containment(inner, outer, np.minimum(candidates.occurrences[outer] / candidates.occurrences[inner], 1.0))


def _candidate_of_gram(candidates: Candidates, levels: Sequence[Level]) -> list[Int64]:
    """For every level the number of the candidate that each gram is, -1 where it is none."""
    maps = []
    for level in levels:
        numbers = np.full(len(level.first) + 1, -1, np.int64)
        of_length = candidates.of_length(level.length)
        numbers[candidates.gram[of_length]] = of_length
        maps.append(numbers)
    return maps
