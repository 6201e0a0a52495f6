"""Runs of words that two speeches share, from seeds as long as they must be to be rare.

A fixed length of seed is either deaf or drowned: 社会主义 stands everywhere, 柳树 nowhere else. So at every word the
seed is the shortest gram that at most `most` places have (adaptive seeds: Kiełbasa et al. 2011, "Adaptive seeds tame
genomic sequence comparison"), which bounds the pairs by the length of the corpus. Where even the longest shared gram is
more common than that, each place is linked to the first one only, a star instead of all pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus, UInt64
from lineage.detect.recurrence import Level, mix
from lineage.models import Int64, Mask

#: A seed has at most so many places, unless there is none as rare.
SEED_CAP: Final = 8
#: Common grams of fewer words than this are the business of formulae, and are not linked.
_SHORTEST_STAR: Final = 4
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Runs:
    """Pairs of equal stretches in two speeches, maximal on both sides, ordered by place: int64 `(R,)` each.

    Attributes:
        first, second: First word of the stretch in the earlier and in the later speech of the corpus.
        length: Words.
    """

    first: Int64
    second: Int64
    length: Int64

    def __len__(self) -> int:
        return len(self.first)


def shared_runs(corpus: Corpus, levels: Sequence[Level], *, most: int = SEED_CAP) -> tuple[Runs, int]:
    """All runs that the seeds lead to, and how many places were too common and only linked to the first of their kind.

    Args:
        corpus: The speeches.
        levels: The grams that at least two speeches share.
        most: A seed has at most this many places.
    """
    seeded = np.zeros(len(corpus.word), bool)
    pairs = [np.zeros((3, 0), np.int64)]
    for level in levels:
        rare = (level.occurrences[level.gram] <= most) & ~seeded[level.position]
        seeded[level.position[rare]] = True
        pairs += _all_pairs(level, rare, most)
    stars = list(_stars(levels, seeded))
    first, second, length = np.concatenate(pairs + stars, axis=1)
    apart = corpus.speech[first] != corpus.speech[second]
    runs = _grown(corpus, _joined(corpus, Runs(first[apart], second[apart], length[apart])))
    return _joined(corpus, runs), sum(star.shape[1] for star in stars)


def _all_pairs(level: Level, chosen: Mask, most: int) -> Iterator[Int64]:
    """All pairs of places of each gram, as rows first, second, length."""
    position, gram = level.position[chosen], level.gram[chosen]
    order = np.argsort(gram, kind="stable")
    position, gram = position[order], gram[order]
    for distance in range(1, min(most, len(gram))):
        same = gram[distance:] == gram[:-distance]
        first, second = position[:-distance][same], position[distance:][same]
        yield np.stack((first, second, np.full(len(first), level.length, np.int64)))


def _stars(levels: Sequence[Level], seeded: Mask) -> Iterator[Int64]:
    """Each place whose longest gram is too common with the first place of that gram."""
    taken = seeded.copy()
    for level in reversed(levels):
        if level.length < _SHORTEST_STAR:
            return
        chosen = ~taken[level.position]
        position = level.position[chosen]
        taken[position] = True
        yield np.stack((level.first[level.gram[chosen]], position, np.full(len(position), level.length, np.int64)))


def _joined(corpus: Corpus, runs: Runs) -> Runs:
    """Runs that touch or overlap on one diagonal, as one."""
    if not len(runs):
        return runs
    order = np.lexsort((runs.first, runs.second - runs.first))
    first, second, length = runs.first[order], runs.second[order], runs.length[order]
    changes = np.diff(second - first) != 0
    for place in (first, second):
        changes |= np.diff(corpus.speech[place]) != 0
    stretch = np.concatenate(([0], np.cumsum(changes))) * (len(corpus.word) + 1)
    reach = np.maximum.accumulate(stretch + first + length)
    begins = np.flatnonzero(np.concatenate(([True], (stretch + first)[1:] > reach[:-1])))
    end = np.maximum.reduceat(first + length, begins)
    first, second = first[begins], second[begins]
    order = np.lexsort((second, first))
    return Runs(first[order], second[order], (end - first)[order])


def _grown(corpus: Corpus, runs: Runs) -> Runs:
    """The runs, grown on both sides as long as the words are equal; they may cross marks, never speeches."""
    said, edges = _Said.of(corpus), np.searchsorted(corpus.speech, np.arange(len(corpus.character_of)))
    home, home_beside = corpus.speech[runs.first], corpus.speech[runs.second]
    room = np.minimum(runs.first - edges[home], runs.second - edges[home_beside])
    before = _agreement(said, runs.first, runs.second, -1, room)
    first, second = runs.first + runs.length, runs.second + runs.length
    room = np.minimum(edges[home + 1] - first, edges[home_beside + 1] - second)
    after = _agreement(said, first, second, 1, room)
    return Runs(runs.first - before, runs.second - before, before + runs.length + after)


@dataclass(frozen=True, slots=True)
class _Said:
    """Hashes of all that is said up to each word, so that stretches of any length are compared at once.

    Word by word, a speech that repeats one sentence would take the square of its length.
    """

    total: UInt64
    power: UInt64

    @classmethod
    def of(cls, corpus: Corpus) -> _Said:
        """Rabin & Karp's polynomial, modulo 2^64."""
        power = np.multiply.accumulate(np.append(np.uint64(1), np.full(len(corpus.word), _BASE)))
        terms = mix(corpus.word_hash)[corpus.word] * power[:-1]
        return cls(np.append(np.uint64(0), np.cumsum(terms)), power)

    def same(self, first: Int64, second: Int64, length: Int64) -> Mask:
        """Whether the words from `first` and from `second`, which stands later, are the same."""
        one, other = (self.total[begin + length] - self.total[begin] for begin in (first, second))
        return np.asarray(one * self.power[second - first] == other)


def _agreement(said: _Said, first: Int64, second: Int64, step: int, room: Int64) -> Int64:
    """How many words agree from `first` and `second` onward (`step` 1) or before them (-1), at most `room`."""
    reach, stride = np.zeros(len(room), np.int64), 1
    going, passed = np.arange(len(room)), []

    def further(some: Int64) -> Int64:
        some = some[reach[some] + stride <= room[some]]
        back = reach[some] if step > 0 else -reach[some] - stride
        some = some[said.same(first[some] + back, second[some] + back, np.full(len(some), stride, np.int64))]
        reach[some] += stride
        return some

    while len(going := further(going)):
        passed.append(going)
        stride *= 2
    for some in reversed(passed):
        stride //= 2
        further(some)
    return reach
