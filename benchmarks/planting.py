"""Planted reuse: the corpora of the frozen `gold/planted.py`, and how much of it pairs of stretches find.

Offsets are characters of the corpus (`lineage.detect.Corpus`), half open. Planted spans never overlap.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lineage.detect import Corpus
from lineage.models import Int64, Mask

#: Changes that are told one by one; all others together are the rest.
TOLD = ("halves", "characters", "words")
#: A stretch that covers this share of a planted span has found it; one with this share inside a span is right.
_HALF = 0.5


def plant(testdata: Path, out: Path, seed: int = 1) -> Path:
    """A corpus of the default size in `out`, which is returned: speeches/ and truth.csv."""
    command = [sys.executable, "-X", "utf8", str(testdata / "gold" / "planted.py"), str(out), "--seed", str(seed)]
    subprocess.run(command, check=True)
    return out


@dataclass(frozen=True, slots=True)
class Planted:
    """The planted spans, ordered by place: `(2P,)` columns for P passages that stand twice each.

    Attributes:
        begin, end: Where each span stands.
        passage: Which passage it is.
        change: How each passage was changed, `(P,)`.
    """

    begin: Int64
    end: Int64
    passage: Int64
    change: tuple[str, ...]

    @classmethod
    def read(cls, truth: Path, corpus: Corpus, speech_ids: Sequence[str]) -> Planted:
        """The truth of a corpus that was laid out of these speeches."""
        with truth.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        number = {speech_id: index for index, speech_id in enumerate(speech_ids)}
        spans = [
            (*_characters(corpus, number[row[f"speech_{side}"]], row, side), passage)
            for passage, row in enumerate(rows)
            for side in "ab"
        ]
        begin, end, passage = np.array(sorted(spans), np.int64).T
        return cls(begin, end, passage, tuple(row["change"] for row in rows))

    def holding(self, begin: Int64, end: Int64) -> Int64:
        """The passage whose span holds all of each stretch, -1 where none does."""
        where = np.maximum(np.searchsorted(self.begin, begin, side="right") - 1, 0)
        inside = (self.begin[where] <= begin) & (end <= self.end[where])
        return np.where(inside, self.passage[where], -1)

    def covered(self, begin: Int64, end: Int64) -> Iterator[set[int]]:
        """For each stretch the passages of which it covers one span by half."""
        length = (self.end - self.begin).tolist()
        for overlaps in self._overlaps(begin, end):
            yield {int(self.passage[span]) for span, common in overlaps if common >= _HALF * length[span]}

    def mostly_inside(self, begin: Int64, end: Int64) -> Mask:
        """Of which stretches a half lies inside one span."""
        most = [max((common for _, common in overlaps), default=0) for overlaps in self._overlaps(begin, end)]
        return np.asarray(np.array(most, np.int64) >= _HALF * (end - begin))

    def _overlaps(self, begin: Int64, end: Int64) -> Iterator[list[tuple[int, int]]]:
        """For each stretch the spans that it meets, and how many characters they have in common."""
        first = np.searchsorted(self.end, begin, side="right")
        beyond = np.searchsorted(self.begin, end)
        for left, right, low, high in zip(*(column.tolist() for column in (begin, end, first, beyond)), strict=True):
            edges = ((span, max(left, self.begin[span]), min(right, self.end[span])) for span in range(low, high))
            yield [(span, int(last - start)) for span, start, last in edges]

    def recall(self, found: set[int]) -> Mapping[str, float]:
        """The share of the passages that were found, by change; those not in `TOLD` as `rest`."""
        told = [change if change in TOLD else "rest" for change in self.change]
        hits, total = Counter(told[passage] for passage in found), Counter(told)
        return {change: hits[change] / max(total[change], 1) for change in (*TOLD, "rest")}


def _characters(corpus: Corpus, speech: int, row: Mapping[str, str], side: str) -> tuple[int, int]:
    """The characters of the corpus that stand for a span of the text as read."""
    first, last = corpus.character_of[speech : speech + 2].tolist()
    begin = np.searchsorted(corpus.begin[first:last], int(row[f"begin_{side}"]))
    end = np.searchsorted(corpus.begin[first:last], int(row[f"end_{side}"]))
    return first + int(begin), first + int(end)
