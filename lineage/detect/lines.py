"""The lines of a set of speeches, laid end to end: where each begins, how it opens, what closes it.

Which of them are furniture is decided in `lineage.detect.corpus_furniture`. Offsets are characters of all canonical
texts, one after the other, as in `lineage.detect.corpus`. Marks are looked up in the texts as read, since the columns
do not tell a colon from a comma, nor a line break from a full stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from lineage.detect.counting import distinct
from lineage.models import Flags, Int64, Mask, SpeechColumns
from lineage.text.marks import HARD

#: An opener is no longer than this, in characters.
LONGEST_OPENER: Final = 24

_BREAK, _COLON, _STOP, _CALL = 1, 2, 4, 8
_MARKS: Final = {"\n": _BREAK} | dict.fromkeys(":：﹕︰)）】]］〕", _COLON) | dict.fromkeys("。｡．.；;…⋯", _STOP)
_CALLS: Final = dict.fromkeys("!！?？", _STOP | _CALL)
_FLAG_OF: Final = np.zeros(0x10000, np.uint8)
_FLAG_OF[[ord(mark) for mark in _MARKS | _CALLS]] = list((_MARKS | _CALLS).values())


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of `S` speeches, `L` in all, none of them empty.

    Attributes:
        text: The canonical texts, one after the other.
        character_of: int64 `(S + 1,)`. First character of each speech.
        begin, end: int64 `(L,)`. Characters of each line, half open.
        speech: int64 `(L,)`. Number of the speech of each line.
        opener_end: int64 `(L,)`. Where the words end that open a line and are set off by a colon or a bracket; where
            the line begins, if none do.
        ended: Whether a line closes as a sentence does.
        called: Whether it closes in an exclamation or a question mark.
        hard: int64. Where sentences begin, ascending.
        marked: int64. Before which characters a mark stands, ascending.
    """

    text: str
    character_of: Int64
    begin: Int64
    end: Int64
    speech: Int64
    opener_end: Int64
    ended: Mask
    called: Mask
    hard: Int64
    marked: Int64

    def numbers(self) -> Int64:
        """The wording of each line, as a number; equal wordings have equal numbers."""
        return _numbers(self.text, self.begin)

    def opener_numbers(self) -> Int64:
        """The wording of each line's opener, as a number; -1 where it has none."""
        opened = self.opener_end > self.begin
        cuts = np.stack((self.begin, self.opener_end), axis=1).ravel()  # every other piece is an opener, or empty
        number = np.full(len(self.begin), -1, np.int64)
        number[opened] = _numbers(self.text, cuts, 2 * np.flatnonzero(opened))
        return number

    def sentence_numbers(self) -> Int64:
        """The wording of each sentence, as a number."""
        return _numbers(self.text, self.hard)

    def lines_in(self, speech: Int64) -> Int64:
        """How many lines each of these speeches has."""
        return np.bincount(self.speech, minlength=len(self.character_of))[speech]

    def near_edge(self, lines: int, share: float) -> Mask:
        """Which lines stand among the first or the last so many, and within this share of their text from its edge."""
        first = np.searchsorted(self.speech, self.speech)
        last = np.searchsorted(self.speech, self.speech, "right") - 1
        here = np.arange(len(self.begin))
        low, high = self.character_of[self.speech], self.character_of[self.speech + 1]
        reach = share * (high - low)
        head = (here - first < lines) & (self.end - low <= reach)
        return np.asarray(head | ((last - here < lines) & (high - self.begin <= reach)))


def lines_of(columns: Sequence[SpeechColumns], texts: Sequence[str]) -> Lines:
    """The lines of these speeches.

    Args:
        columns: The own columns of each.
        texts: The text as read of each.
    """
    counts = [len(column.canonical.text) for column in columns]
    character_of = np.cumsum([0, *counts], dtype=np.int64)
    text = "".join(column.canonical.text for column in columns)
    gaps = [_gaps(column, read) for column, read in zip(columns, texts, strict=True)]
    none = np.zeros(0, np.uint8)
    before = np.concatenate([none, *(gap[:-1] for gap in gaps)])
    after = np.concatenate([none, *(gap[1:] for gap in gaps)])
    boundary = np.concatenate([none, *(column.canonical.boundary[:-1] for column in columns)])
    starts = character_of[:-1][np.diff(character_of) > 0]
    boundary[starts] |= np.uint8(HARD)
    before[starts] |= np.uint8(_BREAK)
    hard = np.flatnonzero((boundary & HARD) != 0)  # of truth values, which numpy finds faster than those of flags
    begin = hard[(before[hard] & _BREAK) != 0]
    end = np.append(begin[1:], len(text))[: len(begin)]
    closing = after[end - 1]
    return Lines(
        text,
        character_of,
        begin,
        end,
        np.searchsorted(character_of, begin, "right") - 1,
        _opener_ends(begin, np.flatnonzero((after & _COLON) != 0) + 1, np.append(hard, len(text))),
        (closing & _STOP) != 0,
        (closing & _CALL) != 0,
        hard,
        np.flatnonzero(boundary != 0),
    )


def _gaps(column: SpeechColumns, read: str) -> Flags:
    """What stands before each character of a speech and after the last, as flags; `(characters + 1,)`."""
    points = np.frombuffer(read.encode("utf-32-le", "surrogatepass"), np.uint32)
    flags = _FLAG_OF[np.minimum(points, 0xFFFF)]
    places = np.flatnonzero(flags != 0)
    gap = np.searchsorted(column.canonical.end, places.astype(np.int32), "right")
    found = flags[places]
    # What stands further off may belong to furniture that was left out there.
    found[np.append(0, column.canonical.end)[gap] != places] &= ~np.uint8(_COLON)
    gaps = np.zeros(len(column.canonical.text) + 1, np.uint8)
    for mark in (_BREAK, _COLON, _STOP, _CALL):
        gaps[gap[(found & mark) != 0]] |= mark
    return gaps


def _opener_ends(begin: Int64, colons: Int64, hard: Int64) -> Int64:
    """Where each line's opener ends: at the first colon or bracket, if no sentence ends before."""
    first = np.append(colons, np.iinfo(np.int64).max)[np.searchsorted(colons, begin, "right")]
    stop = hard[np.searchsorted(hard, begin, "right")]
    opened = (first <= stop) & (first - begin <= LONGEST_OPENER)
    return np.where(opened, first, begin)


def _numbers(text: str, begin: Int64, chosen: Int64 | None = None) -> Int64:
    """A number for each of the pieces that begin there and go on to the next one, or for the chosen ones of them."""
    offsets = np.append(begin, len(text)).astype(np.int64) * 4
    data = pa.py_buffer(text.encode("utf-32-le", "surrogatepass"))
    pieces = pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(begin), [None, pa.py_buffer(offsets), data])
    wanted = pieces if chosen is None else pieces.take(pa.array(chosen))
    return np.asarray(wanted.dictionary_encode().indices).astype(np.int64)


def speeches_with(number: Int64, speech: Int64, weight: Int64) -> Int64:
    """The weight of all speeches that have each number, every speech counted once; negative numbers are left out."""
    known = number >= 0
    speeches = max(len(weight), 1)
    which, one = np.divmod(distinct(number[known] * speeches + speech[known]), speeches)
    return np.bincount(which, weight[one], int(number.max(initial=-1)) + 1).astype(np.int64)
