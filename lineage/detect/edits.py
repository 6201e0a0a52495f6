"""Places where a given wording stands with one word altered inside it: left out, added, or replaced by another.

Joining words (的, 和) do not count. A place begins and ends with the same words as the wording: what is added or left
out at an edge cannot be told from the words around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, run_ends
from lineage.detect.recurrence import mix
from lineage.models import Int32, Int64, Mask, UInt64
from lineage.text.marks import HARD

#: Words, joining words not counted, of which one may be left out, added or replaced: three of four stay at the least.
_LEAVE_OUT, _ADD, _REPLACE = 4, 4, 5
_LONGEST: Final = 12
#: Of more wordings than this that are alike in half their words and at both edges, only the first are tried at a place:
#: thousands of wordings that differ in one word are a form to be filled in, and would all alter each other.
_CROWD: Final = 64
_SLOT_BITS: Final = 22
#: Words whose windows are hashed together, and places that are looked up together; bounds memory.
_AT_ONCE, _MET_AT_ONCE = 1 << 21, 1 << 16
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)

_Anchor = Callable[[Int64, Int64 | int], UInt64]


@dataclass(frozen=True, slots=True)
class Edits:
    """Altered places, ordered by wording, then place: int64 `(E,)` each.

    Attributes:
        wording: Number of the wording that is altered.
        first, length: Words of the corpus.
    """

    wording: Int64
    first: Int64
    length: Int64


def find_edits(corpus: Corpus, joining: Mask, numeral: Mask, first: Int64, length: Int64) -> Edits:
    """All places with one word altered.

    Args:
        corpus: The speeches, `V` distinct words.
        joining: `(V,)`. Words that may come and go.
        numeral: `(V,)`. Words that are never altered: 第十三个五年规划 is another plan than 第十四个五年规划.
        first: `(N,)`. One place of each wording, words of the corpus; of too many alike the first wordings count.
        length: `(N,)`. Words of each wording.
    """
    kept = corpus.keep(np.flatnonzero(~joining[corpus.word]).astype(np.int32))
    before = np.append(np.int32(0), np.cumsum(~joining[corpus.word], dtype=np.int32))
    place, size = (edge.astype(np.int64) for edge in (before[first], before[first + length] - before[first]))
    whole = ~joining[corpus.word[first]] & ~joining[corpus.word[first + length - 1]]
    asked = np.flatnonzero(whole & (size >= _LEAVE_OUT) & (size <= _LONGEST))
    place, size = place[asked], size[asked]
    word = corpus.keep(corpus.word[kept])
    sentence_end = run_ends(np.cumsum((corpus.word_boundary[:-1] & HARD) != 0, dtype=np.int32)[kept]).astype(np.int32)
    sentence_end = corpus.keep(sentence_end)
    found = [np.zeros((3, 0), np.int64)]
    opens = np.zeros(len(joining), bool)
    opens[word[place]] = True
    alterable = list(_alterable(corpus.word_hash, word, place, size))
    for own in blocks(len(word), _AT_ONCE):
        begin = np.flatnonzero(opens[word[own]])
        end = sentence_end[own] - own.start
        hashes = corpus.word_hash[word[own.start : own.stop + _LONGEST + 1]]
        for (words, edges, anchors), (near, near_edges, near_anchors) in zip(_anchors(hashes), alterable, strict=True):
            begin = begin[begin + words <= end[begin]]
            # All that alters a wording stands between its first and its last word, and few windows do.
            beside = begin[_known(edges(begin, words), near_edges)]
            for anchor, near_anchor in zip(anchors, near_anchors, strict=True):
                for one, other in _joined(near_anchor, anchor(beside, words)):
                    wording, window = near[one], beside[other] + own.start
                    stands = _altered(word, numeral, (place[wording], size[wording]), (window, words))
                    wording, window = wording[stands], window[stands]
                    found.append(np.stack((asked[wording], kept[window], kept[window + words - 1] + 1 - kept[window])))
    return _distinct(*np.concatenate(found, axis=1))


def _alterable(
    word_hash: UInt64, word: Int32, place: Int64, size: Int64
) -> Iterator[tuple[Int64, UInt64, list[UInt64]]]:
    """For windows of each size the wordings that they may alter, and the hashes of these, as `_anchors` tells."""
    begin = np.cumsum(size) - size
    hashes = word_hash[word[np.arange(int(size.sum())) + np.repeat(place - begin, size)]]
    for words, edges, anchors in _anchors(hashes):
        near = np.flatnonzero(np.abs(size - words) <= 1)
        of = begin[near], size[near]
        yield near, edges(*of), [anchor(*of) for anchor in anchors]


def _distinct(wording: Int64, first: Int64, length: Int64) -> Edits:
    order = np.lexsort((length, first, wording))
    wording, first, length = wording[order], first[order], length[order]
    new = (np.diff(wording) != 0) | (np.diff(first) != 0) | (np.diff(length) != 0)
    new = np.append(True, new)[: len(order)]
    return Edits(wording[new], first[new], length[new])


def _anchors(word: UInt64) -> Iterator[tuple[int, _Anchor, list[_Anchor]]]:
    """For windows of each size a hash that a wording and what alters it share, and two of which they share one.

    The word altered stands in the one half, and leaves the other half and both edges alone.
    """
    half, width = word, 1
    for words in range(_LEAVE_OUT - 1, _LONGEST + 2):
        while width < max(words // 2, 2):
            half = mix(half[:-1] * _MULTIPLIER + word[width:])
            width += 1
        edges, front, back = (partial(_anchor, word, *of) for of in ((word, 0), (half, 0), (half, width)))
        yield words, edges, [front, back]


def _anchor(word: UInt64, half: UInt64, behind: int, begin: Int64, words: Int64 | int) -> UInt64:
    """The half at the front and the last word; with `behind` words the half at the back and the first word."""
    last = begin + words
    return np.asarray(half[last - behind if behind else begin] * _MULTIPLIER + word[begin if behind else last - 1])


def _known(hashes: UInt64, among: UInt64) -> Mask:
    """Which hashes are among the others; and a few more."""
    known = np.zeros(1 << _SLOT_BITS, bool)
    known[_slot(among)] = True
    return np.asarray(known[_slot(hashes)])


def _slot(hashes: UInt64) -> Int64:
    return (hashes * _MULTIPLIER >> np.uint64(64 - _SLOT_BITS)).view(np.int64)


def _joined(left: UInt64, right: UInt64) -> Iterator[tuple[Int64, Int64]]:
    """Numbers of pairs of equal values, part by part; each on the right meets the first `_CROWD` on the left."""
    met = np.flatnonzero(_known(right, left))
    order = np.argsort(left, kind="stable")
    ordered = left[order]
    for part in (met[own] for own in blocks(len(met), _MET_AT_ONCE)):
        low, high = (np.searchsorted(ordered, right[part], side=side) for side in ("left", "right"))
        count = np.minimum(high - low, _CROWD)
        other = np.repeat(np.arange(len(part)), count)
        offset = np.arange(len(other)) - np.repeat(np.cumsum(count) - count, count)
        yield order[low[other] + offset], part[other]


def _altered(word: Int32, numeral: Mask, wording: tuple[Int64, Int64], window: tuple[Int64, int]) -> Mask:
    """Whether a window says the words of a wording but for one."""
    (place, size), (begin, words) = wording, window
    ahead, behind = (_agreement(word, place, size, begin, words, step) for step in (1, -1))
    shorter = np.minimum(size, words)
    one = (ahead < shorter) & (ahead + behind >= np.where(size == words, size - 1, shorter))
    one |= (size != words) & (ahead + behind >= shorter)
    enough = np.where(size > words, size >= _LEAVE_OUT, np.where(size < words, size >= _ADD, size >= _REPLACE))
    last = len(word) - 1
    told = numeral[word[np.minimum(place + ahead, last)]] & (size >= words)
    told |= numeral[word[np.minimum(begin + ahead, last)]] & (size <= words)
    return np.asarray(one & enough & ~told)


def _agreement(word: Int32, place: Int64, size: Int64, begin: Int64, words: int, step: int) -> Int64:
    """How many words agree from the front (`step` 1) or from the back (-1)."""
    one, other = (place, begin) if step == 1 else (place + size - 1, begin + words - 1)
    agreed = np.zeros(len(place), np.int64)
    going = np.arange(len(place))
    while len(going):
        going = going[agreed[going] < np.minimum(size[going], words)]
        going = going[word[one[going] + step * agreed[going]] == word[other[going] + step * agreed[going]]]
        agreed[going] += 1
    return agreed
