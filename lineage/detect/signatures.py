"""Signatures of windows and the bands they are cut into: datasketch's MinHash, over columns instead of one by one.

Permutations, their arithmetic and the bands are datasketch's own, laid over numpy columns; its `MinHash` and
`MinHashLSH` do one window at a time. A signature can be made from the running text (`Windows.bands`, a sliding minimum)
or from the words of single windows (`buckets_of`, wherever those are): both give the same buckets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from lineage.detect.counting import perhaps_repeated
from lineage.models import Int32, Int64, UInt64

UInt32 = npt.NDArray[np.uint32]

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Sketching:
    """How windows are laid and sketched.

    Attributes:
        window: Content words in a window.
        permutations: Minima in a sketch.
        threshold: Jaccard similarity from which two windows are near. Two windows of n distinct words that share k
            have k / (2n - k), so that few values make a difference: .667 and 1 for five words.

    Raises:
        ValueError: From datasketch, when bands are asked for and the threshold is so high that one band would be best.
    """

    window: int = 6
    permutations: int = 64
    threshold: float = 0.6

    @property
    def bands(self) -> int:
        """Bands of the LSH, as datasketch's optimiser chooses them."""
        return _bands_and_rows(self.threshold, self.permutations)[0]

    @property
    def rows(self) -> int:
        """Minima in each band; those left over are never computed."""
        return _bands_and_rows(self.threshold, self.permutations)[1]

    def s_curve(self) -> list[tuple[float, float]]:
        """The probability that two sets become a candidate, 1 - (1 - s^rows)^bands, at every .05 of similarity s."""
        similarities = [round(step * 0.05, 2) for step in range(21)]
        return [(s, round(1 - (1 - s**self.rows) ** self.bands, 6)) for s in similarities]


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows that are to be sketched: `V` words of the vocabulary, `N` content words, `T` windows.

    Attributes:
        hashes: uint32 `(V,)`. As `vocabulary_hashes` gives them.
        word: int64 `(N,)`. Place of each content word in `hashes`.
        begin: int64 `(T,)`. The content word that begins each window.
        item: int32 `(T,)`. The number of each window.
        sketching: How they are sketched.
    """

    hashes: UInt32
    word: Int64
    begin: Int64
    item: Int32
    sketching: Sketching

    def bands(self) -> Iterator[tuple[UInt64, Int32]]:
        """For each band the bucket and the item of every window, without most of those that have a bucket alone."""
        minima = window_minima(self.hashes, self.word, self.begin, self.sketching)
        for band in range(self.sketching.bands):
            bucket = _bucket(band, islice(minima, self.sketching.rows), len(self.item))
            shared = perhaps_repeated(bucket)
            yield bucket[shared], self.item[shared]

    def words(self, chosen: slice) -> UInt32:
        """The hashes of the words of some windows, `(windows, words)`."""
        places = self.begin[chosen, np.newaxis] + np.arange(self.sketching.window)
        return np.asarray(self.hashes[self.word[places]])


def buckets_of(words: UInt32, sketching: Sketching) -> Iterator[UInt64]:
    """For each band the bucket of every window, `(T,)`, from its words alone.

    Args:
        words: uint32 `(T, window)`. As `Windows.words` gives them.
        sketching: How windows are sketched.
    """
    minima = ((words * factor + term).min(axis=1) for factor, term in _permutations(sketching))
    for band in range(sketching.bands):
        yield _bucket(band, islice(minima, sketching.rows), len(words))


def vocabulary_hashes(words: Sequence[str]) -> UInt32:
    """What datasketch's `affine32` scheme permutes: SHA-1 to 32 bits, then the finaliser of MurmurHash3 (Appleby)."""
    from datasketch.hashfunc import sha1_hash32

    value = np.fromiter((sha1_hash32(word.encode()) for word in words), np.uint32, len(words))
    value = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    value = (value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return value ^ (value >> np.uint32(16))


def window_minima(hashes: UInt32, word: Int64, begin: Int64, sketching: Sketching) -> Iterator[UInt32]:
    """For each permutation in turn the minimum of every window, `(T,)`: a column of datasketch's signatures.

    Args:
        hashes: uint32 `(V,)`. As `vocabulary_hashes` gives them.
        word: int64 `(N,)`. Place of each content word in `hashes`.
        begin: int64 `(T,)`. The content word that begins each window.
        sketching: Gives the window and the permutations.
    """
    for factor, term in _permutations(sketching):
        yield _sliding_minimum((hashes * factor + term).take(word), sketching.window).take(begin)


def _sliding_minimum(values: UInt32, width: int) -> UInt32:
    """The minimum of every `width` values in a row, by doubling."""
    reach = 1
    while reach < width:
        step = min(reach, width - reach)
        values = np.minimum(values[:-step], values[step:])
        reach += step
    return values


def _permutations(sketching: Sketching) -> UInt32:
    """Factor and term of each, `(permutations, 2)`."""
    from datasketch import MinHash

    return np.asarray(MinHash(num_perm=sketching.permutations).permutations.T)


def _bucket(band: int, minima: Iterator[UInt32], types: int) -> UInt64:
    """A hash of the band's number and of its minima. Hashes that meet by chance are found out by verification."""
    bucket = np.full(types, band, np.uint64)
    for row in minima:
        bucket *= _MULTIPLIER
        bucket += row
    return bucket * _MULTIPLIER


@lru_cache(maxsize=8)
def _bands_and_rows(threshold: float, permutations: int) -> tuple[int, int]:
    """What datasketch's optimiser chooses, which weighs false positives and false negatives alike."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=permutations)
    return index.b, index.r
