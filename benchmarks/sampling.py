"""Sheets of candidates for people to label: sampled over ranks and years, with places to judge them by, and no score.

The labels themselves stand in `benchmarks/labels/`, with the guideline they follow. A sheet depends on the score of its
day only in how densely each part of the ranking is sampled: `stands_for` says how many candidates each row speaks for.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.evidence import Evidence, gather_evidence
from lineage.models import Int64

#: Candidates from one rank to the next, and how many of them are drawn: densest where a reader looks first.
_STRATA: Final = ((1_000, 0.27), (3_000, 0.27), (8_000, 0.22), (20_000, 0.17), (1 << 40, 0.07))
#: Places shown of each candidate, and characters on both sides of each.
_SHOWN, _CONTEXT = 4, 22


@dataclass(frozen=True, slots=True)
class Sample:
    """Families drawn, in order of their labels: their numbers, and how many families each stands for."""

    family: Int64
    stands_for: Int64


def print_sheet(folder: Path, rows: int) -> None:
    """Prints a sheet as TSV: wording, what it stands for, speeches, places, years, and some places in context."""
    evidence = gather_evidence(folder)
    sample = draw(evidence, rows)
    writer = csv.writer(sys.stdout, "excel-tab", lineterminator="\n")
    writer.writerow(("canonical", "stands_for", "speeches", "places", "years", "examples"))
    for family, stands_for in zip(sample.family.tolist(), sample.stands_for.tolist(), strict=True):
        places = evidence.places_at(family)
        shown = np.linspace(0, len(places) - 1, min(_SHOWN, len(places))).astype(np.int64).tolist()
        examples = " ‖ ".join(evidence.context(places[at], _CONTEXT) for at in shown)
        years = " ".join(sorted({evidence.year(place) for place in places}))
        carried = int(evidence.weighed.standing[1][family])
        writer.writerow((evidence.labels[family], stands_for, carried, len(places), years, examples))


def draw(evidence: Evidence, rows: int) -> Sample:
    """A sample of this size; within a stratum every so many-th by year of the first attestation, then by rank."""
    standing = np.flatnonzero(np.diff(evidence.bound) > 0)
    ranked = standing[np.argsort(-evidence.weighed.scores[standing], kind="stable")]
    chosen, stands_for = [], []
    for stratum, wanted in _strata(ranked, rows):
        first = np.array([evidence.year(evidence.places_at(family)[0]) for family in stratum.tolist()])
        by_year = stratum[np.argsort(first, kind="stable")]
        at = (np.arange(wanted) + 0.5) * len(stratum) / wanted
        chosen.append(by_year[at.astype(np.int64)])
        stands_for.append(np.full(wanted, round(len(stratum) / wanted)))
    family, weight = np.concatenate(chosen), np.concatenate(stands_for)
    order = np.argsort(family)
    return Sample(family[order], weight[order])


def _strata(ranked: Int64, rows: int) -> Iterator[tuple[Int64, int]]:
    """The families between two ranks, and how many of them are wanted."""
    ends: Sequence[int] = [0, *(end for end, _ in _STRATA)]
    for (begin, end), (_, share) in zip(pairwise(ends), _STRATA, strict=True):
        if len(ranked) > begin:
            stratum = ranked[begin:end]
            yield stratum, min(max(round(rows * share), 1), len(stratum))
