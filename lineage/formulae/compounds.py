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
    word, left, right = _cuts(words)
    left_share, right_share = lexicon.frequency(left), lexicon.frequency(right)
    apart = np.minimum(left_share, right_share) >= _TIMES_AS_FREQUENT * lexicon.frequency(words)[word]
    # Few fall apart, and only of those it is asked whether both parts are known.
    known = np.flatnonzero(apart)
    known = known[lexicon.has(left.take(pa.array(known))) & lexicon.has(right.take(pa.array(known)))]
    share = np.sqrt(left_share * right_share)
    # Of several ways to fall apart the one with the commonest parts is taken, then the shorter left part.
    best = known[np.lexsort((known, -share[known], word[known]))]
    best = best[np.unique(word[best], return_index=True)[1]]
    left_place, right_place = (_places(side.take(pa.array(best)), vocabulary) for side in (left, right))
    return Compounds(long[word[best]], left_place, right_place, share[best])


def _cuts(words: pa.Array) -> tuple[Int64, pa.Array, pa.Array]:
    """All ways to cut words in two: the number of the word and both parts, those with the shorter left part first."""
    length = np.asarray(pc.utf8_length(words), np.int64)
    numbers, lefts, rights = [np.zeros(0, np.int64)], [pa.array([], pa.string())], [pa.array([], pa.string())]
    for cut in range(_SHORTEST_PART, int(length.max(initial=0)) - _SHORTEST_PART + 1):
        numbers.append(np.flatnonzero(length >= cut + _SHORTEST_PART))
        long_enough = words.take(pa.array(numbers[-1]))
        lefts.append(pc.utf8_slice_codeunits(long_enough, 0, cut))
        rights.append(pc.utf8_slice_codeunits(long_enough, cut))
    return np.concatenate(numbers), pa.concat_arrays(lefts), pa.concat_arrays(rights)


def _places(words: pa.Array, vocabulary: pa.Array) -> Int64:
    return np.asarray(pc.fill_null(pc.index_in(words, value_set=vocabulary), -1), np.int64)
