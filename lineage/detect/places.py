"""Every place where a given canonical wording stands, also inside a longer formula or half-way through a word.

An edge may fall inside a jieba word only if both parts of that word are words of two characters or more: 自主创新
stands in 自主/创新能力, but 有中国特色 does not stand in 具有/中国特色. No place crosses a hard boundary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, ranked, unranked
from lineage.models import Int32, Int64, Mask, UInt64
from lineage.text.marks import HARD

#: Tells of an array of strings which are words of the general dictionary.
IsWord = Callable[[pa.Array], Mask]

Points = npt.NDArray[np.uint32]

#: Places where a wording may begin that are looked at together; bounds memory.
_AT_ONCE: Final = 1 << 22
_SHORTEST_PART: Final = 2
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_SLOT_BITS: Final = 22
#: What stands in a slot: the hash of what a wording begins with, or of a whole one.
_GOES_ON, _ENDS = np.uint8(1), np.uint8(2)
#: No character: the end of a text.
_NONE: Final = np.uint32(0)


@dataclass(frozen=True, slots=True)
class Places:
    """Parallel columns, ordered by wording, then place: which wording stands at which characters of the corpus.

    Attributes:
        wording: int64. Number of the wording.
        speech: int32. Number of the speech.
        begin, end: int64. Characters of the corpus, half open.
    """

    wording: Int64
    speech: Int32
    begin: Int64
    end: Int64

    def __len__(self) -> int:
        return len(self.wording)

    def only(self, chosen: Mask | Int64) -> Places:
        """The places that a mask or a list of numbers picks."""
        return Places(self.wording[chosen], self.speech[chosen], self.begin[chosen], self.end[chosen])

    def order(self, number: Int64) -> Int64:
        """The order of the places by a number of each, then place: one key is sorted much faster than three."""
        length = self.end - self.begin
        begins, lengths = (int(column.max(initial=0)) + 1 for column in (self.begin, length))
        return np.argsort((number * begins + self.begin) * lengths + length, kind="stable")

    def joined(self, others: Places) -> Places:
        """These places, then the others."""
        return Places(
            np.append(self.wording, others.wording),
            np.append(self.speech, others.speech),
            np.append(self.begin, others.begin),
            np.append(self.end, others.end),
        )


def find_places(corpus: Corpus, wordings: Sequence[str], is_word: IsWord) -> Places:
    """All places of the wordings.

    Args:
        corpus: The speeches.
        wordings: Canonical wordings, distinct and not empty.
        is_word: Whether strings are words of the general dictionary.
    """
    stands = _edges(corpus, is_word)
    length = np.array([len(wording) for wording in wordings], np.int64)
    found = [np.zeros(0, np.int64)]
    texts = _texts(corpus)
    begins = np.flatnonzero(stands[:-1])
    for own in blocks(len(begins), _AT_ONCE):
        for wording, begin in _matches(texts, "".join(wordings), length, begins[own]):
            ends = stands[begin + length[wording]]
            found.append(ranked(wording[ends], begin[ends]))
    wording, begin = unranked(np.sort(np.concatenate(found)))
    speech = np.searchsorted(corpus.character_of, begin, side="right") - 1
    return Places(wording, speech.astype(np.int32), begin, begin + length[wording])


def _texts(corpus: Corpus) -> tuple[Points, Points]:
    """The characters of a corpus as a wording's first one, and as its further ones, which stand before no hard mark."""
    text = np.append(_characters(corpus.text), _NONE)
    further = text.copy()
    further[np.flatnonzero(corpus.boundary & HARD)] = _NONE
    return corpus.keep(text), corpus.keep(further)


def _matches(texts: tuple[Points, Points], wordings: str, length: Int64, begin: Int64) -> Iterator[tuple[Int64, Int64]]:
    """Which wordings stand at which of these characters, by characters alone; the shorter wordings first.

    All grow character by character. What no longer begins as a wording does is dropped, and soon little is left: a
    search automaton takes several times as long to be built and to name what it finds.

    Args:
        texts: The characters of the speeches, first and further ones.
        wordings: One after the other.
        length: Characters of each.
        begin: Where one may begin.
    """
    character = _characters(wordings)
    text, further = texts
    first = np.cumsum(length) - length
    going, own, said = np.arange(len(length)), np.zeros(len(length), np.uint64), np.zeros(len(begin), np.uint64)
    for size in range(1, int(length.max(initial=0)) + 1):
        own = _grown(own, character[first[going] + size - 1])
        ends = length[going] == size
        known = np.zeros(1 << _SLOT_BITS, np.uint8)
        known[_slot(own)] = _GOES_ON
        known[_slot(own[ends])] |= _ENDS
        added = (further if size > 1 else text)[begin + size - 1]
        said = _grown(said, added)
        told = known[_slot(said)]
        told[added == _NONE] = 0
        yield _named(going[ends], own[ends], begin, said, np.flatnonzero(told & _ENDS))
        alive = told != 0
        begin, said, going, own = begin[alive], said[alive], going[~ends], own[~ends]


def _characters(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint32)


def _grown(said: UInt64, character: Points) -> UInt64:
    """The hashes of what is said with one character more (Karp & Rabin 1987, modulo 2^64)."""
    return np.asarray((said + character) * _MULTIPLIER)


def _slot(said: UInt64) -> Int64:
    """The high bits of hashes, into which all characters go."""
    return (said >> np.uint64(64 - _SLOT_BITS)).view(np.int64)


def _named(wording: Int64, own: UInt64, begin: Int64, said: UInt64, asked: Int64) -> tuple[Int64, Int64]:
    """The wordings that say exactly what stands at those places that are asked for, and these places."""
    order = np.argsort(own)
    own, wording = own[order], wording[order]
    where = np.minimum(np.searchsorted(own, said[asked]), len(own) - 1)
    stands = own[where] == said[asked]
    return wording[where[stands]], begin[asked[stands]]


def splits(left: pa.Array, right: pa.Array, is_word: IsWord) -> Mask:
    """Whether words that fall into these parts may be cut there: both parts are words of two characters or more."""
    long = [np.asarray(pc.greater_equal(pc.utf8_length(part), _SHORTEST_PART)) for part in (left, right)]
    return np.asarray(long[0] & long[1] & is_word(left) & is_word(right))


def _edges(corpus: Corpus, is_word: IsWord) -> Mask:
    """Before which characters a wording may begin or end: not in a folded unit, nor in a word but as told above."""
    stands = np.zeros(len(corpus.text) + 1, bool)
    stands[corpus.word_start] = True
    length = np.asarray(pc.utf8_length(corpus.vocabulary), np.int64)
    long = np.flatnonzero((length >= 2 * _SHORTEST_PART)[corpus.word])
    for cut in range(_SHORTEST_PART, int(length.max(initial=0)) - _SHORTEST_PART + 1):
        asked = np.flatnonzero(length >= cut + _SHORTEST_PART)
        words = corpus.vocabulary.take(pa.array(asked))
        falls_apart = np.zeros(len(length), bool)
        parts = pc.utf8_slice_codeunits(words, 0, cut), pc.utf8_slice_codeunits(words, cut)
        falls_apart[asked] = splits(*parts, is_word)
        stands[corpus.word_start[long[falls_apart[corpus.word[long]]]] + cut] = True
    in_unit = np.zeros(len(stands), bool)
    in_unit[1:-1] = (np.diff(corpus.begin) == 0) & (np.diff(corpus.end) == 0)
    in_unit[corpus.character_of] = False
    return stands & ~in_unit
