"""The corpus in other shingles, so that the near windows of the package can be measured on them.

What `lineage.detect.near_windows` takes for words may be pairs of words or characters: the columns of a corpus are
laid anew, the windows they yield are told in words of the real corpus. A window of n content words has n - 1 pairs,
and counts as 2n characters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect import Corpus, NearWindows
from lineage.detect.recurrence import mix
from lineage.models import Int64, Mask
from lineage.text.marks import HARD


@dataclass(frozen=True, slots=True)
class Shingled:
    """A corpus laid in shingles.

    Attributes:
        corpus: What near windows are looked for in.
        content: Which of its shingles count, `(V,)`.
        size: How many shingles a window of so many words has.
        first_word, last_word: The words of the real corpus that each shingle begins and ends in.
    """

    corpus: Corpus
    content: Mask
    size: Callable[[int], int]
    first_word: Int64
    last_word: Int64

    def in_words(self, near: NearWindows) -> NearWindows:
        """The windows in words of the real corpus."""
        return replace(
            near,
            first_begin=self.first_word[near.first_begin],
            first_end=self.last_word[near.first_end - 1] + 1,
            second_begin=self.first_word[near.second_begin],
            second_end=self.last_word[near.second_end - 1] + 1,
        )


def words(corpus: Corpus, content: Mask) -> Shingled:
    """The corpus as it is."""
    own = np.arange(len(corpus.word))
    return Shingled(corpus, content, lambda window: window, own, own)


def ordered_pairs(corpus: Corpus, content: Mask) -> Shingled:
    """Content words with the next one of their sentence."""
    return _pairs(corpus, content, lambda one, other: (one, other))


def unordered_pairs(corpus: Corpus, content: Mask) -> Shingled:
    """The same, whichever of both comes first."""
    return _pairs(corpus, content, lambda one, other: (np.minimum(one, other), np.maximum(one, other)))


def _pairs(corpus: Corpus, content: Mask, sides: Callable[[Int64, Int64], tuple[Int64, Int64]]) -> Shingled:
    """A pair stands at its first word; words that begin none hold a shingle that does not count."""
    position = np.flatnonzero(content[corpus.word])
    sentence = np.cumsum((corpus.word_boundary[:-1] & HARD) != 0)[position]
    same = sentence[1:] == sentence[:-1]
    at, following = position[:-1][same], position[1:][same]
    one, other = sides(corpus.word[at].astype(np.int64), corpus.word[following].astype(np.int64))
    code, pair = np.unique(one * len(corpus.vocabulary) + other, return_inverse=True)
    one, other = np.divmod(code, len(corpus.vocabulary))
    names = pc.binary_join_element_wise(corpus.vocabulary.take(one), corpus.vocabulary.take(other), " ")
    hashes = mix(corpus.word_hash[one] * np.uint64(3) + corpus.word_hash[other])
    last = np.arange(len(corpus.word))
    last[at] = following
    word = np.full(len(corpus.word), len(code), np.int32)
    word[at] = pair
    laid = replace(corpus, word=word, vocabulary=_with_empty(names), word_hash=np.append(hashes, np.uint64(0)))
    return Shingled(laid, _all_but_empty(len(code)), lambda window: window - 1, np.arange(len(word)), last)


def characters(corpus: Corpus, content: Mask) -> Shingled:
    """The characters of the content words."""
    points, word = np.unique(np.frombuffer(corpus.text.encode("utf-32-le"), np.uint32), return_inverse=True)
    word_of = np.repeat(np.arange(len(corpus.word)), np.diff(corpus.word_start))
    laid = replace(
        corpus,
        word=np.where(content[corpus.word[word_of]], word, len(points)).astype(np.int32),
        word_start=np.arange(len(corpus.text) + 1, dtype=np.int64),
        speech=corpus.speech[word_of],
        vocabulary=_with_empty(pa.array([chr(point) for point in points.tolist()])),
        word_hash=np.append(mix(points.astype(np.uint64)), np.uint64(0)),
    )
    return Shingled(laid, _all_but_empty(len(points)), lambda window: 2 * window, word_of, word_of)


def _with_empty(names: pa.Array) -> pa.Array:
    """The vocabulary with one entry more, for what does not count."""
    return pa.concat_arrays([names, pa.array([""], names.type)])


def _all_but_empty(count: int) -> Mask:
    return np.append(np.ones(count, bool), False)


SHINGLES: dict[str, Callable[[Corpus, Mask], Shingled]] = {
    "words": words,
    "ordered pairs": ordered_pairs,
    "unordered pairs": unordered_pairs,
    "characters": characters,
}
