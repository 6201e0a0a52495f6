"""Wordings that say the same words otherwise: with other joining words between them, or with their parts turned.

信息和通信技术 / 信息通信技术, 愿与 / 愿同世界各国一道: the same words in the same order once joining words are dropped.
网络犯罪和网络恐怖主义 / 网络恐怖主义和网络犯罪: the same parts in another order, where marks or conjunctions part them.
发展经济 and 经济发展 are not the same: nothing parts their words, so that their order carries the meaning. Nor are
面对问题 and 面对的问题: where there are but two words, a particle between them makes another construction.

Every window of a few words is hashed twice, as a sequence and as a bag of parts, and windows of equal hash are a group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, distinct, perhaps_repeated, run_ends
from lineage.detect.recurrence import mix
from lineage.detect.said import Said
from lineage.models import Int32, Int64, Mask, UInt64
from lineage.text.marks import HARD

#: A window has at most so many words, joining words not counted.
_LONGEST: Final = 8
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_SLOT_BITS: Final = 22
#: Windows that are hashed together: they stay in the processor's cache.
_AT_ONCE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Rewordings:
    """Every place of every group of wordings that say the same words, ordered by group, wording, place: `(P,)` each.

    Attributes:
        group: int64. From 0; a group has at least two wordings.
        wording: int64. From 0, within all groups; a wording may be in two groups under two numbers.
        first, length: int64. Words of the corpus.
    """

    group: Int64
    wording: Int64
    first: Int64
    length: Int64

    def __len__(self) -> int:
        return len(self.group)


@dataclass(frozen=True, slots=True)
class _Windows:
    """Windows of one size: where they begin and end among the kept words, and what they say.

    Attributes:
        begin, end: int32. First and last word.
        sequence: uint64. Hash of the words in their order.
        recurs: Whether some other window says the same sequence.
        parts, last_part: uint64. Sum of the hashes of the parts that marks close, and the hash of the last one.
        parted: Whether there are several.
    """

    begin: Int32
    end: Int32
    sequence: UInt64
    recurs: Mask
    parts: UInt64
    last_part: UInt64
    parted: Mask

    def bag(self, among: Int64) -> UInt64:
        """What some windows say as a bag of parts."""
        return np.asarray(self.parts[among] + mix(self.last_part[among]))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The words that are no joining words, and what is said from one to another; asked only where a window recurs."""

    word: Int32
    said: Said

    def places(self, windows: _Windows, among: Int64) -> tuple[Int32, Int32]:
        """Where windows begin and end, as words of the corpus."""
        return self.word[windows.begin[among]], self.word[windows.end[among]] + 1

    def wording(self, windows: _Windows, among: Int64) -> Int64:
        """A number for what the windows say, joining words and all."""
        return self.said.number(*self.places(windows, among))


def find_rewordings(corpus: Corpus, joining: Mask, parting: Mask, min_speeches: int) -> Rewordings:
    """All groups that stand in enough speeches.

    Args:
        corpus: The speeches, `V` distinct words.
        joining: `(V,)`. Words that may come and go between others (的, 和, 与).
        parting: `(V,)`. Those of them that part what they join (和, 与), as marks do.
        min_speeches: A group stands in at least this many speeches, at least two.
    """
    kept = _Kept(corpus.keep(np.flatnonzero(~joining[corpus.word]).astype(np.int32)), Said.of(corpus))
    found, groups = [np.zeros((4, 0), np.int64)], 0
    groups_of = partial(_groups_of, kept=kept, min_speeches=min_speeches)
    # A loop over the windows would hold those of one size until those of the next are laid.
    for some in chain.from_iterable(map(groups_of, _windows(corpus, kept.word, joining, parting))):
        some[0] += groups
        groups = int(some[0].max(initial=groups - 1)) + 1
        found.append(some)
    group, wording, first, length = np.concatenate(found, axis=1)
    return Rewordings(group, _numbered(group, wording), first, length)


def _groups_of(windows: _Windows, kept: _Kept, min_speeches: int) -> list[Int64]:
    """The groups of windows of one size, as rows group, wording, first, length: those of one sequence, of one bag."""
    found = []
    joined, parted = _perhaps_joined(windows, kept), _always_parted(windows, kept, min_speeches)
    for key, among in ((windows.sequence[joined], joined), (windows.bag(parted), parted)):
        member, wording, group = _groups(windows, key, among, kept, min_speeches)
        first, end = kept.places(windows, member)
        found.append(np.stack((group, wording, first, end - first)))
    return found


def _perhaps_joined(windows: _Windows, kept: _Kept) -> Int64:
    """The windows that recur and that some window of the same sequence says with joining words, and a few more.

    What is never said with them has but one wording.
    """
    among, known = np.flatnonzero(windows.recurs), np.zeros(1 << _SLOT_BITS, bool)
    for some in (among[own] for own in blocks(len(among), _AT_ONCE)):
        first, end = kept.places(windows, some)
        joined = end - first > windows.end[some] - windows.begin[some] + 1
        known[_slot(windows.sequence[some[joined]])] = True
    told = np.empty(len(among), bool)
    for own in blocks(len(among), _AT_ONCE):
        told[own] = known[_slot(windows.sequence[among[own]])]
    return among[told]


def _always_parted(windows: _Windows, kept: _Kept, min_speeches: int) -> Int64:
    """The windows that may change their parts: of a wording that is parted wherever it stands.

    农业、发展 once, in a list, does not make 农业发展 and 发展农业 the same.
    """
    among = np.flatnonzero(windows.parted)
    among = among[perhaps_repeated(windows.bag(among))]
    members = np.sort(_groups(windows, windows.bag(among), among, kept, min_speeches)[0])
    # What says the same has the same sequence, and few sequences are those of a member.
    known = np.zeros(1 << _SLOT_BITS, bool)
    known[_slot(windows.sequence[members])] = True
    unparted = np.flatnonzero(windows.recurs & ~windows.parted)
    unparted = unparted[known[_slot(windows.sequence[unparted])]]
    return members[~np.isin(kept.wording(windows, members), kept.wording(windows, unparted))]


def _windows(corpus: Corpus, kept: Int32, joining: Mask, parting: Mask) -> Iterator[_Windows]:
    """The windows of kept words within a sentence, size by size, without those that can have no group.

    If a window does not recur, no longer one that begins with it does; unless marks part it, and its parts may turn.
    But each of these must recur, for a group stands in two speeches at least.
    """
    marks = corpus.word_boundary[:-1]
    # One by one, and away as soon as it is made: there is no room for what all of them are made from.
    sentence_end = corpus.keep(run_ends(np.cumsum((marks & HARD) != 0, dtype=np.int32)[kept]).astype(np.int32))
    bound = np.cumsum((joining & ~parting)[corpus.word], dtype=np.int32)[kept]
    unbound = np.append(np.diff(bound) == 0, False)
    del bound
    joints = np.concatenate(([0], np.cumsum((marks != 0) | parting[corpus.word], dtype=np.int32)))
    joint = np.append(False, np.diff(joints[kept + 1]) > 0)[: len(kept)]
    del joints, marks
    begin = np.arange(len(kept), dtype=np.int32)
    last_joint = corpus.keep(np.maximum.accumulate(np.where(joint, begin, 0)))
    word = corpus.keep(corpus.word_hash[corpus.word[kept]])
    sequence = np.empty(len(kept), np.uint64)
    for own in blocks(len(kept), _AT_ONCE):
        sequence[own] = mix(word[own])
    part = sequence
    parts, parted = np.zeros(len(kept), np.uint64), np.zeros(len(kept), bool)
    reach = np.ones(len(kept), np.uint8)  # how many words recur from each on
    for size in range(2, _LONGEST + 1):
        end = begin + np.int32(size - 1)
        since = last_joint[np.minimum(end, len(kept) - 1)]
        fits = (end < sentence_end[begin]) & ((since <= begin) | (reach[since] > end - since))
        del since
        begin, end, parted = begin[fits], end[fits], parted[fits]
        # One by one, for there is no room for all of them twice.
        sequence = sequence[fits]
        part = part[fits]
        parts = parts[fits]
        del fits
        for own in blocks(len(begin), _AT_ONCE):
            turns = own.start + np.flatnonzero(joint[end[own]])
            parts[turns] += mix(part[turns])
            parted[turns] = True
            added = word[end[own]]
            sequence[own] = mix(sequence[own] * _MULTIPLIER + added)
            part[own] = mix(part[own] * _MULTIPLIER + added)
            part[turns] = mix(word[end[turns]])
        recurs = perhaps_repeated(sequence)
        reach[begin[recurs]] = size
        alive = recurs | parted
        begin, end, parted, recurs = begin[alive], end[alive], parted[alive], recurs[alive]
        sequence = sequence[alive]
        part = part[alive]
        parts = parts[alive]
        del alive
        told = unbound[begin] if size == 2 else np.ones(len(begin), bool)
        yield _Windows(begin, end, sequence, recurs & told, parts, part, parted & told)


def _groups(windows: _Windows, key: UInt64, among: Int64, kept: _Kept, min_speeches: int) -> tuple[Int64, Int64, Int64]:
    """The windows whose key has at least two wordings and enough speeches, their wordings and groups.

    Args:
        windows: Windows of one size.
        key: The key of each that is asked for.
        among: The numbers of these, ascending.
        kept: What they say.
        min_speeches: How many speeches are enough.

    Returns:
        Window, wording and number of the group, ordered by group, wording, window.
    """
    member, wording = _varied(key, kept.wording(windows, among))
    order = np.lexsort((wording, key[member]))
    member, wording = member[order], wording[order]
    group = _numbered(key[member].view(np.int64))
    member = among[member]
    speech = kept.said.speech[kept.word[windows.begin[member]]]
    count, speakers = int(group.max(initial=-1)) + 1, int(speech.max(initial=0)) + 1
    speeches = np.bincount(distinct(group * speakers + speech) // speakers, minlength=count)
    worded = np.flatnonzero(np.diff(_numbered(group, wording), prepend=-1))
    wordings = np.bincount(group[worded], minlength=count)
    chosen = (wordings >= 2) & (speeches >= min_speeches)
    told = chosen[group]
    return member[told], wording[told], (np.cumsum(chosen) - 1)[group[told]]


def _varied(key: UInt64, wording: Int64) -> tuple[Int64, Int64]:
    """The numbers, ascending, of all whose key has at least two wordings, and of a few more, and their wordings.

    Keys are sorted with their numbers in the low bits, several times faster than by a list of numbers; what is cut off
    of a key lets very few pass that are alike above it alone.
    """
    bits = np.uint64(len(key).bit_length())
    packed = np.sort((key >> bits << bits) | np.arange(len(key), dtype=np.uint64))
    number = (packed & ((np.uint64(1) << bits) - np.uint64(1))).view(np.int64)
    packed >>= bits
    again = packed[1:] == packed[:-1]
    told = wording[number]
    varies = again & (told[1:] != told[:-1])
    run = np.concatenate(([0], np.cumsum(~again)))[: len(key)]
    varied = np.zeros(int(run.max(initial=-1)) + 1, bool)
    varied[run[1:][varies]] = True
    chosen = np.sort(number[varied[run]])
    return chosen, wording[chosen]


def _slot(hashes: UInt64) -> Int64:
    return (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.int64)


def _numbered(*columns: Int64) -> Int64:
    """Numbers from 0 for the runs of equal values of ordered columns."""
    changes = np.zeros(max(len(columns[0]) - 1, 0), bool)
    for column in columns:
        changes |= np.diff(column) != 0
    return np.concatenate(([0], np.cumsum(changes)))[: len(columns[0])].astype(np.int64)
