"""Which texts nearly contain one another.

A text is compared as the set of its shingles, runs of three words, by containment: the share of the smaller set that
stands in the larger one (Broder 1997, "On the resemblance and containment of documents"). Pairs worth comparing meet
in the smallest hashes of their sets, as in Broder's sketches; what meets is verified by the whole sets. What follows
for the speeches that have these texts is told in `lineage.detect.twins`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import distinct
from lineage.models import Int32, Int64, UInt64

# Measured on two transcriptions of 53 Work Reports, 20 resolutions on them, 15 congress reports and 1,636 broadcasts.
# The least alike transcriptions share .972 of their shingles; of two texts that are not one, the most alike share .735
# (a resolution and the report that it repeats) and, of about one length, .610. Longer shingles part them a little
# further, but of a copy with one character in fifty changed they leave .85 (four words) where three words leave .89.
_WORDS: Final = 3
_SHARE: Final = 0.85
#: This share of the larger set stands in the smaller one, too: a text that is cut keeps .68 of the whole one, and a
#: resolution would keep .04 of the report that quotes it whole.
_WHOLE: Final = 0.4
#: Hashes in a sketch, and how many holders of a hash the others meet: all pairs of a few, and linear beyond.
_SKETCH: Final = 128
_HUBS: Final = 8
#: Pairs are verified whose sketches meet in this share of the smaller one; of twins about a third meets at the least.
_PROMISING: Final = 0.05

_WEIGHTS: Final = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts that are alike.

    Attributes:
        near: The texts near each text, by number, with their share. Of a large family only the pairs with its first
            texts are sure to stand here.
        shingles: The sets of all texts that were worth comparing.
    """

    near: Mapping[int, Mapping[int, float]]
    shingles: Mapping[int, UInt64]

    def share(self, one: int, other: int) -> float:
        """How much of the smaller text stands in the larger, 0 where they are not near."""
        if one == other:
            return 1.0
        known = self.near.get(one, {}).get(other)
        return _share(self.shingles[one], self.shingles[other]) if known is None else known

    def by_share(self, text: int) -> list[tuple[float, list[int]]]:
        """The texts known to be near a text, and itself, by their share, the largest first."""
        shares = {text: 1.0, **self.near.get(text, {})}
        ranked = sorted(shares, key=lambda one: -shares[one])
        return [(share, list(texts)) for share, texts in groupby(ranked, shares.__getitem__)]

    def families(self, texts: int) -> Int32:
        """A number for each text; texts that nearness joins, be it through others, have one."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        pairs = np.array([(one, other) for one in self.near for other in self.near[one]], np.int64).reshape(-1, 2)
        graph = coo_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(texts, texts))
        return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def find_alike(corpus: Corpus, speeches: Sequence[int]) -> Alike:
    """The texts that are near one another; text i is that of `speeches[i]`, and texts come in order of precedence."""
    word_of = np.searchsorted(corpus.speech, np.arange(len(corpus.character_of)))
    spans = [(int(word_of[speech]), int(word_of[speech + 1])) for speech in speeches]
    sketches, sizes = [], np.zeros(len(spans), np.int64)
    for text, span in enumerate(spans):
        shingles = _shingles(corpus, *span)
        sketches.append(shingles[:_SKETCH].copy())  # a view would keep all of them
        sizes[text] = len(shingles)
    pairs = _promising(sketches)
    smaller, larger = np.sort(sizes[pairs], axis=1).T
    pairs = pairs[smaller >= _WHOLE * larger]
    sets = {text: _shingles(corpus, *spans[text]) for text in np.unique(pairs).tolist()}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other in pairs.tolist():
        if share := _share(sets[one], sets[other]):
            near[one][other] = near[other][one] = share
    return Alike(near, sets)


def _shingles(corpus: Corpus, begin: int, end: int) -> UInt64:
    """The distinct shingles of the words `[begin, end)`, sorted."""
    words = corpus.word_hash[corpus.word[begin:end]]
    count = max(len(words) - _WORDS + 1, 0)
    # Word hashes are spread evenly, so their weighted sum is, too.
    shingles = np.zeros(count, np.uint64)
    for at, weight in enumerate(_WEIGHTS):
        shingles += words[at : at + count] * np.uint64(weight)
    return distinct(shingles)


def _promising(sketches: Sequence[UInt64]) -> Int64:
    """The pairs of texts `(pairs, 2)` whose sketches meet often enough, the earlier text first.

    A hash that many texts hold leads each of them to the first few of its holders alone: those that take precedence.
    """
    size = np.array([len(sketch) for sketch in sketches], np.int64)
    value = np.concatenate([np.zeros(0, np.uint64), *sketches])
    text = np.repeat(np.arange(len(sketches)), size)
    by_value = np.argsort(value, kind="stable")  # stable, so that the holders of a hash stay in order
    value, text = value[by_value], text[by_value]
    begins = np.flatnonzero(np.append(True, value[1:] != value[:-1])[: len(value)])
    first = np.repeat(begins, np.diff(np.append(begins, len(value))))
    place = np.arange(len(value)) - first
    met = [text[first[place > hub] + hub] * len(sketches) + text[place > hub] for hub in range(_HUBS)]
    pair, count = np.unique(np.concatenate(met), return_counts=True)
    pairs = np.stack(np.divmod(pair, max(len(sketches), 1)), axis=1)
    return np.asarray(pairs[count >= _PROMISING * size[pairs].min(axis=1)])


def _share(one: UInt64, other: UInt64) -> float:
    """How much of the smaller set stands in the larger; 0 where too little of either stands in the other."""
    smaller, larger = sorted((one, other), key=len)
    where = np.minimum(np.searchsorted(larger, smaller), len(larger) - 1)
    shared = int((larger[where] == smaller).sum())
    return shared / len(smaller) if shared >= max(_SHARE * len(smaller), _WHOLE * len(larger)) else 0.0
