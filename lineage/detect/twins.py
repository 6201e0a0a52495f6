"""Twins: speeches that are one text, such as two transcriptions of one speech on two sites. Found by text alone.

Around the longest text of a family its twins form a star, never a chain; where several are kept, a speech goes with the
one most like it. When two texts are near each other is told in `lineage.detect.containment`. What is known of the
speeches beside their text comes in as intervals that may keep twins apart: see `lineage.descent.copies`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from typing import Final

import numpy as np

from lineage.detect.containment import Alike, find_alike
from lineage.detect.corpus import Corpus
from lineage.models import Float64, Int32, Mask

#: Canonical characters; of shorter texts too little stands to tell a copy from a set phrase.
_SHORTEST: Final = 100
#: Kept speeches of a family, the first ones, that each speech is compared with even if their share is not known yet;
#: so many that hardly a family has more, and so few that comparing stays linear in one that has thousands.
_COMPARED: Final = 32
#: The group of all kept speeches of a family, beside those of each text.
_FAMILY: Final = -1

#: First and last value, inclusive.
Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Twins:
    """Which speeches are one text: columns `(speeches,)`.

    Attributes:
        kept: int32. Number of the speech whose twin it is; -1 where it is none, and for the one that is kept itself.
        share: float64. How much of the shorter of both stands in the longer, by shingles; 0 where `kept` is -1.
        folded: Whether it is counted with the one that is kept. A twin that intervals keep apart is not.
    """

    kept: Int32
    share: Float64
    folded: Mask


def find_twins(corpus: Corpus, content_hash: Sequence[str], intervals: Sequence[Interval] | None = None) -> Twins:
    """The twins among all speeches of the corpus.

    Kept is the longest canonical text, then the smallest content hash. Speeches of one content hash differ in nothing
    but their number, which then decides.

    Args:
        corpus: All speeches.
        content_hash: Of each speech.
        intervals: Of each speech. Twins whose intervals do not meet are told, but not folded; without intervals every
            twin is.
    """
    length = np.diff(corpus.character_of)
    speeches = np.flatnonzero(length >= _SHORTEST).tolist()
    order = sorted(speeches, key=lambda speech: (-length[speech], content_hash[speech], speech))
    text_of, first = _distinct_texts(corpus, order)
    alike = find_alike(corpus, [order[place] for place in first])
    everywhere = [(0, 0)] * len(length)
    stars = _stars(text_of, alike, [(intervals or everywhere)[speech] for speech in order])
    twins = Twins(np.full(len(length), -1, np.int32), np.zeros(len(length)), np.zeros(len(length), bool))
    for place, holder, share, folded in stars:
        speech = order[place]
        twins.kept[speech], twins.share[speech], twins.folded[speech] = order[holder], share, folded
    return twins


def _distinct_texts(corpus: Corpus, order: Sequence[int]) -> tuple[list[int], list[int]]:
    """The text of each speech, texts numbered as they come, and where in the order each text comes first."""
    number: dict[str, int] = {}
    text_of: list[int] = []
    first: list[int] = []
    for place, speech in enumerate(order):
        begin, end = corpus.character_of[speech : speech + 2].tolist()
        text = number.setdefault(corpus.text[begin:end], len(number))
        text_of.append(text)
        if text == len(first):
            first.append(place)
    return text_of, first


def _stars(
    text_of: Sequence[int], alike: Alike, intervals: Sequence[Interval]
) -> Iterator[tuple[int, int, float, bool]]:
    """For each speech with a twin before it: its place in the order, its twin's, their share, whether it is folded."""
    family_of = alike.families(max(text_of, default=-1) + 1).tolist()
    families: dict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(text_of):
        families[family_of[text]].append(place)
    for places in families.values():
        if len(places) > 1:
            yield from _stars_of_family(places, text_of, alike, intervals)


def _stars_of_family(
    places: Sequence[int], text_of: Sequence[int], alike: Alike, intervals: Sequence[Interval]
) -> Iterator[tuple[int, int, float, bool]]:
    """Each speech is folded into the kept one most like it of all that it meets; if it meets none, it is kept.

    What is folded into a speech narrows its interval to what both have in common. Intervals of which every two meet
    all meet in one stretch (Helly's theorem), so no two speeches in one fold would keep each other apart.
    """
    kept = _Kept(text_of, alike, {place: intervals[place] for place in places})
    for place in places:
        if twin := kept.most_alike(text_of[place], intervals[place]):
            kept.narrow(twin[0], intervals[place])
            yield place, *twin, True
            continue
        if other := kept.most_alike(text_of[place]):
            yield place, *other, False
        kept.keep(place)


class _Kept:
    """The speeches of a family that are kept, by their places in the order, and when each is."""

    def __init__(self, text_of: Sequence[int], alike: Alike, intervals: dict[int, Interval]) -> None:
        self._text_of = text_of
        self._alike = alike
        self._intervals = intervals
        self._timeline = _Timeline(intervals.values())
        self._known: dict[int, list[tuple[float, list[int]]]] = {}

    def keep(self, place: int) -> None:
        for among in (_FAMILY, self._text_of[place]):
            self._timeline.add(among, place, self._intervals[place])

    def narrow(self, place: int, interval: Interval) -> None:
        """Leave of a kept speech's interval what it has in common with another one."""
        before = self._intervals[place]
        after = max(before[0], interval[0]), min(before[1], interval[1])
        if after == before:
            return
        self._intervals[place] = after
        for among in (_FAMILY, self._text_of[place]):
            self._timeline.remove(among, place, before)
            self._timeline.add(among, place, after)

    def most_alike(self, text: int, interval: Interval | None = None) -> tuple[int, float] | None:
        """The kept speech most like a text, of equals the first, and its share; of those that meet an interval if any.

        Past the first few, only those are compared whose share is known.
        """
        found = []
        for place in islice(self._timeline.meeting(_FAMILY, interval), _COMPARED):
            found.append((self._alike.share(text, self._text_of[place]), -place))
            if found[-1][0] == 1:  # none is more alike, and of equals it is the first
                break
        if len(found) == _COMPARED:
            found += self._most_alike_known(text, interval)
        share, negative = max(found, default=(0.0, 0))
        return (-negative, share) if share else None

    def _most_alike_known(self, text: int, interval: Interval | None) -> list[tuple[float, int]]:
        if text not in self._known:
            self._known[text] = self._alike.by_share(text)
        for share, others in self._known[text]:
            places = [place for other in others for place in islice(self._timeline.meeting(other, interval), 1)]
            if places:
                return [(share, -min(places))]
        return []


class _Timeline:
    """Groups of places and their intervals: those that meet an interval come in order, without a look at the others.

    Above the bounds that occur stands a binary tree, and an interval at the few nodes that make it up. Two intervals
    meet where a node of one is a node of the other, or stands above or below it.
    """

    def __init__(self, intervals: Iterable[Interval]) -> None:
        self._bounds = sorted({bound for interval in intervals for bound in interval})
        self._leaves = 1 << (len(self._bounds) - 1).bit_length()  # leaf i is node i + leaves, node n is above 2n, 2n+1
        self._at: dict[tuple[int, int], list[int]] = defaultdict(list)  # by group and node
        self._below: dict[tuple[int, int], list[int]] = defaultdict(list)

    def add(self, group: int, place: int, interval: Interval) -> None:
        for held in self._lists(group, interval):
            insort(held, place)

    def remove(self, group: int, place: int, interval: Interval) -> None:
        for held in self._lists(group, interval):
            del held[bisect_left(held, place)]

    def meeting(self, group: int, interval: Interval | None) -> Iterator[int]:
        """The places of a group whose intervals meet the given one, or all."""
        nodes = self._nodes(interval or (self._bounds[0], self._bounds[-1]))
        here = [self._at.get((group, node), []) for node in nodes | _above(nodes)]
        below = [self._below.get((group, node), []) for node in nodes]
        return (place for place, _ in groupby(merge(*filter(None, here + below))))

    def _lists(self, group: int, interval: Interval) -> list[list[int]]:
        """Where a place of this interval stands."""
        nodes = self._nodes(interval)
        return [self._at[group, node] for node in nodes] + [self._below[group, node] for node in _above(nodes)]

    def _nodes(self, interval: Interval) -> set[int]:
        """The fewest nodes that have all leaves of an interval below them, and no other leaf."""
        begin = bisect_left(self._bounds, interval[0]) + self._leaves
        end = bisect_right(self._bounds, interval[1]) + self._leaves
        nodes = set()
        while begin < end:
            if begin % 2:
                nodes.add(begin)
            if end % 2:
                nodes.add(end - 1)
            begin, end = (begin + 1) // 2, end // 2
        return nodes


def _above(nodes: Iterable[int]) -> set[int]:
    return {node >> up for node in nodes for up in range(1, node.bit_length())}
