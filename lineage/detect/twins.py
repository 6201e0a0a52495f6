"""Twins: speeches that are one text, such as two transcriptions of one speech on two sites. Found by text alone.

Around the longest text of a family its twins form a star, never a chain. When two texts are near each other is told
in `lineage.detect.containment`. What is known of the speeches beside their text comes in as intervals that may keep
twins apart: see `lineage.descent.copies`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect.containment import Alike, find_alike
from lineage.detect.corpus import Corpus
from lineage.models import Float64, Int32, Mask

#: Canonical characters; of shorter texts too little stands to tell a copy from a set phrase.
_SHORTEST: Final = 100

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
    """For each speech with a twin before it: its place in the order, its twin's, their share, whether it is folded.

    What is folded into a speech narrows its interval to what both have in common. Intervals of which every two meet
    all meet in one stretch (Helly's theorem), so no two speeches in one fold would keep each other apart.
    """
    low, high = (np.array(bounds, np.int64) for bounds in (zip(*intervals, strict=True) if intervals else ((), ())))
    kept: dict[int, list[int]] = defaultdict(list)  # by text
    apart: dict[int, list[int]] = defaultdict(list)  # by the twin they were kept apart from
    for place, text in enumerate(text_of):
        near = sorted(holder for other in (text, *alike.near.get(text, ())) for holder in kept[other])
        holders = np.array([*near, *(other for holder in near for other in apart[holder])], np.int64)
        meeting = holders[(low[holders] <= high[place]) & (low[place] <= high[holders])].tolist()
        shares = ((holder, alike.share(text, text_of[holder])) for holder in meeting)
        if twin := next((twin for twin in shares if twin[1]), None):
            low[twin[0]], high[twin[0]] = max(low[twin[0]], low[place]), min(high[twin[0]], high[place])
            yield place, *twin, True
            continue
        kept[text].append(place)
        if near:
            apart[near[0]].append(place)
            yield place, near[0], alike.share(text, text_of[near[0]]), False
