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
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus, UInt64
from lineage.detect.counting import distinct, perhaps_repeated
from lineage.detect.recurrence import mix
from lineage.detect.said import Said
from lineage.models import Int32, Int64, Mask
from lineage.text.marks import HARD

#: A window has at most so many words, joining words not counted.
_LONGEST: Final = 8
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)


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
    """Windows of one size: where they begin and end among the kept words, and what they say."""

    begin: Int64
    end: Int64
    sequence: UInt64
    parts: UInt64
    parted: Mask


def find_rewordings(corpus: Corpus, joining: Mask, parting: Mask, min_speeches: int) -> Rewordings:
    """All groups that stand in enough speeches.

    Args:
        corpus: The speeches, `V` distinct words.
        joining: `(V,)`. Words that may come and go between others (的, 和, 与).
        parting: `(V,)`. Those of them that part what they join (和, 与), as marks do.
        min_speeches: A group stands in at least this many speeches.
    """
    kept = np.flatnonzero(~joining[corpus.word])
    said = Said.of(corpus)
    columns: list[list[Int64]] = [[], [], [], []]
    groups = 0
    for windows in _windows(corpus, kept, joining, parting):
        first, end = kept[windows.begin], kept[windows.end] + 1
        wording = said.number(first, end)
        speech = corpus.speech[first]
        for key, among in (
            (windows.sequence, np.arange(len(first))),
            (windows.parts, _always_parted(windows, wording, speech, min_speeches)),
        ):
            member, group = _groups(key[among], wording[among], speech[among], min_speeches)
            member = among[member]
            for column, part in zip(
                columns, (group + groups, wording[member], first[member], end[member]), strict=True
            ):
                column.append(part)
            groups += int(group.max(initial=-1)) + 1
    group, wording, first, end = (np.concatenate([np.zeros(0, np.int64), *column]) for column in columns)
    order = np.lexsort((first, wording, group))
    group, wording, first, end = group[order], wording[order], first[order], end[order]
    return Rewordings(group, _numbered(group, wording), first, end - first)


def _always_parted(windows: _Windows, wording: Int64, speech: Int32, min_speeches: int) -> Int64:
    """The windows that may change their parts: of a wording that is parted wherever it stands.

    农业、发展 once, in a list, does not make 农业发展 and 发展农业 the same.
    """
    among = np.flatnonzero(windows.parted)
    members = among[_groups(windows.parts[among], wording[among], speech[among], min_speeches)[0]]
    asked = distinct(wording[members])
    if not len(asked):
        return members
    unparted = wording[~windows.parted]
    place = np.minimum(np.searchsorted(asked, unparted), len(asked) - 1)
    spoiled = distinct(place[asked[place] == unparted])
    return members[~np.isin(np.searchsorted(asked, wording[members]), spoiled)]


def _windows(corpus: Corpus, kept: Int64, joining: Mask, parting: Mask) -> Iterator[_Windows]:
    """All windows of kept words within a sentence, size by size."""
    marks = corpus.word_boundary[:-1]
    sentence = np.cumsum((marks & HARD) != 0)[kept]
    bound = np.cumsum((joining & ~parting)[corpus.word])
    joints = np.concatenate(([0], np.cumsum((marks != 0) | parting[corpus.word])))
    joint = np.append(False, np.diff(joints[kept + 1]) > 0)[: len(kept)]
    word = corpus.word_hash[corpus.word[kept]]
    begin = np.arange(len(kept))
    sequence = part = mix(word)
    parts, parted = np.zeros(len(kept), np.uint64), np.zeros(len(kept), bool)
    for size in range(2, _LONGEST + 1):
        longer = begin + size - 1 < len(kept)
        longer[longer] = sentence[begin[longer]] == sentence[begin[longer] + size - 1]
        begin, sequence, part = begin[longer], sequence[longer], part[longer]
        end = begin + size - 1
        turns = joint[end]
        parts = parts[longer] + np.where(turns, mix(part), np.uint64(0))
        parted = parted[longer] | turns
        sequence = mix(sequence * _MULTIPLIER + word[end])
        part = np.where(turns, mix(word[end]), mix(part * _MULTIPLIER + word[end]))
        told = np.flatnonzero(bound[kept[end]] == bound[kept[begin]]) if size == 2 else slice(None)
        yield _Windows(begin[told], end[told], sequence[told], (parts + mix(part))[told], parted[told])


def _groups(key: UInt64, wording: Int64, speech: Int32, min_speeches: int) -> tuple[Int64, Int64]:
    """The windows whose key has at least two wordings and enough speeches, and the number of each one's group."""
    order = np.flatnonzero(perhaps_repeated(key))
    order = order[np.argsort(key[order])]
    again = np.diff(key[order]) == 0
    recurs = order[np.append(False, again) | np.append(again, False)] if len(order) else order
    recurs = recurs[np.lexsort((wording[recurs], key[recurs]))]
    group = _numbered(key[recurs].view(np.int64))
    count = int(group.max(initial=-1)) + 1
    speakers = int(speech.max(initial=0)) + 1
    speeches = np.bincount(distinct(group * speakers + speech[recurs]) // speakers, minlength=count)
    worded = np.flatnonzero(np.diff(_numbered(group, wording[recurs]), prepend=-1))
    wordings = np.bincount(group[worded], minlength=count)
    chosen = (wordings >= 2) & (speeches >= min_speeches)
    number = np.cumsum(chosen) - 1
    among = chosen[group]
    return recurs[among], number[group[among]]


def _numbered(*columns: Int64) -> Int64:
    """Numbers from 0 for the runs of equal values of ordered columns."""
    changes = np.zeros(max(len(columns[0]) - 1, 0), bool)
    for column in columns:
        changes |= np.diff(column) != 0
    return np.concatenate(([0], np.cumsum(changes)))[: len(columns[0])].astype(np.int64)
