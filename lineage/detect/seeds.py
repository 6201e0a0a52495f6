"""Runs of words that two speeches share, from seeds as long as they must be to be rare.

A fixed length of seed is either deaf or drowned: 社会主义 stands everywhere, 柳树 nowhere else. So at every word the
seed is the shortest gram that at most `most` places have (adaptive seeds: Kiełbasa et al. 2011, "Adaptive seeds tame
genomic sequence comparison"), which bounds the pairs by the length of the corpus. Where even the longest shared gram is
more common than that, each place is linked to the first one only, a star instead of all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, ranked
from lineage.detect.recurrence import Level
from lineage.detect.said import Said
from lineage.models import Int64, Mask

#: A seed has at most so many places, unless there is none as rare.
SEED_CAP: Final = 8
#: Common grams of fewer words than this are the business of formulae, and are not linked.
_SHORTEST_STAR: Final = 4
#: Runs that are grown together; bounds memory.
_AT_ONCE: Final = 1 << 20


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

    def only(self, chosen: Int64 | slice) -> Runs:
        """The runs that a slice or a list of numbers picks."""
        return Runs(self.first[chosen], self.second[chosen], self.length[chosen])


def shared_runs(corpus: Corpus, levels: Sequence[Level], said: Said, *, most: int = SEED_CAP) -> tuple[Runs, int]:
    """All runs that the seeds lead to, and how many places were too common and only linked to the first of their kind.

    Args:
        corpus: The speeches.
        levels: The grams that at least two speeches share.
        said: The speeches, for comparison.
        most: A seed has at most this many places.
    """
    runs, starred = _seeds(corpus, levels, most)
    runs = _joined(corpus, runs)
    # Growth goes along the diagonal, and no run passes another, so that they stay in order.
    runs = _grown(said, runs)
    return _sorted(_joined(corpus, runs), _place), starred


def _seeds(corpus: Corpus, levels: Sequence[Level], most: int) -> tuple[Runs, int]:
    """The seeds that stand in two speeches, ordered by diagonal, and how many places are linked to one alone."""
    seeded = np.zeros(len(corpus.word), bool)
    pairs = [np.zeros((3, 0), np.int64)]
    for level in levels:
        rare = (level.occurrences[level.gram] <= most) & ~seeded[level.position]
        seeded[level.position[rare]] = True
        pairs += [_apart(corpus, found) for found in _all_pairs(level, rare, most)]
    stars = list(_stars(levels, seeded))
    pairs += [_apart(corpus, star) for star in stars]
    return _sorted(Runs(*np.concatenate(pairs, axis=1)), _diagonal), sum(star.shape[1] for star in stars)


def _apart(corpus: Corpus, pairs: Int64) -> Int64:
    """The pairs whose places stand in two speeches."""
    return pairs[:, corpus.speech[pairs[0]] != corpus.speech[pairs[1]]]


def _all_pairs(level: Level, chosen: Mask, most: int) -> Iterator[Int64]:
    """All pairs of places of each gram, as rows first, second, length."""
    position, gram = level.position[chosen], level.gram[chosen]
    order = np.argsort(gram, kind="stable")
    position, gram = position[order], gram[order]
    for distance in range(1, min(most, len(gram))):
        same = gram[distance:] == gram[:-distance]
        first, second = position[:-distance][same], position[distance:][same]
        yield np.stack((first, second, np.full(len(first), level.length, np.int64)))


def linked_places(levels: Sequence[Level], *, most: int = SEED_CAP) -> Int64:
    """The places that `shared_runs` may link with another one, and some more: distinct, ascending."""
    rare = [level.position[(level.occurrences <= most)[level.gram]] for level in levels]
    common = [level.first for level in levels if level.length >= _SHORTEST_STAR]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *rare, *common]))


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


def _diagonal(runs: Runs) -> Int64:
    """A number that orders runs by diagonal, and by place along it."""
    return ranked(runs.second - runs.first, runs.first)


def _place(runs: Runs) -> Int64:
    """A number that orders runs by place."""
    return ranked(runs.first, runs.second)


def _sorted(runs: Runs, by: Callable[[Runs], Int64]) -> Runs:
    return runs.only(np.argsort(by(runs)))


def _joined(corpus: Corpus, runs: Runs) -> Runs:
    """Runs that touch or overlap on one diagonal, as one; both ordered by diagonal."""
    if not len(runs):
        return runs
    begin = _diagonal(runs)
    reach = np.maximum.accumulate(begin + runs.length)
    apart = begin[1:] > reach[:-1]
    for place in (runs.first, runs.second):
        apart |= np.diff(corpus.speech[place]) != 0
    begins = np.flatnonzero(np.append(True, apart))
    length = np.maximum.reduceat(begin + runs.length, begins) - begin[begins]
    return Runs(runs.first[begins], runs.second[begins], length)


def _grown(said: Said, runs: Runs) -> Runs:
    """The runs, grown on both sides as long as the words are equal; they may cross marks, never speeches."""
    columns = np.stack((runs.first, runs.second, runs.length))
    for own in blocks(len(runs), _AT_ONCE):
        first, second, length = columns[:, own]
        before = said.agreement(first, second, -1)
        after = said.agreement(first + length, second + length, 1)
        columns[:, own] += np.stack((-before, -before, before + after))
    return Runs(*columns)
