"""Dictionary words that are really two: jieba lists 大力发展 beside 发展, and would call it rare and wholly bound.

Such words are measured by their parts. The dictionary's own counts tell them apart: the parts of 深入开展 are each a
thousand times as frequent as the whole, those of 独立自主 four times. Its word classes do not: both are tagged as
idioms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.models import Float64, Int64
from lineage.text.lexicon import Lexicon

_SHORTEST = 4
_SHORTEST_PART = 2
#: A word falls apart if each part is so many times as frequent as the whole.
_TIMES_AS_FREQUENT = 10


@dataclass(frozen=True, slots=True)
class Compounds:
    """The compounds of a vocabulary, `K` of them.

    Attributes:
        word: int64 `(K,)`. Place in the vocabulary.
        left, right: int64 `(K,)`. Places of the parts, -1 where the vocabulary lacks one.
        share: float64 `(K,)`. Geometric mean of the parts' shares in general Chinese.
    """

    word: Int64
    left: Int64
    right: Int64
    share: Float64


def find_compounds(vocabulary: pa.Array, lexicon: Lexicon) -> Compounds:
    """The words of four characters and more that fall into two far commoner words of the dictionary."""
    long = np.flatnonzero(np.asarray(pc.greater_equal(pc.utf8_length(vocabulary), _SHORTEST)))
    words = vocabulary.take(pa.array(long))
    cuts = [
        (at, word[:cut], word[cut:])
        for at, word in zip(long.tolist(), words.to_pylist(), strict=True)
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    ]
    place = np.array([at for at, _, _ in cuts], np.int64)
    left, right = (pa.array([cut[side] for cut in cuts], pa.string()) for side in (1, 2))
    part = np.minimum(lexicon.frequency(left), lexicon.frequency(right))
    apart = part >= _TIMES_AS_FREQUENT * lexicon.frequency(vocabulary)[place]
    known = np.flatnonzero(lexicon.has(left) & lexicon.has(right) & apart)
    share = np.sqrt(lexicon.frequency(left) * lexicon.frequency(right))
    # Of several ways to fall apart the one with the commonest parts is taken, then the shorter left part.
    best = known[np.lexsort((known, -share[known], place[known]))]
    best = best[np.unique(place[best], return_index=True)[1]]
    left_place, right_place = (_places(side, vocabulary)[best] for side in (left, right))
    return Compounds(place[best], left_place, right_place, share[best])


def _places(words: pa.Array, vocabulary: pa.Array) -> Int64:
    return np.asarray(pc.fill_null(pc.index_in(words, value_set=vocabulary), -1), np.int64)
