"""The words of many speeches, told apart only as far as they are words of one new speech.

To ask what one speech shares, nobody needs the vocabulary of the others: a word that the new speech lacks is foreign,
whichever it is. Words are hashed speech by speech, so that all that is worked on stays in the processor's cache. What
they make together is found in `lineage.detect.against`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.models import Int32, Int64, Mask, SpeechColumns, UInt64
from lineage.text.marks import HARD

#: No word of the new speech.
FOREIGN: Final = -1
_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
#: High bits of a value by which its place in the order is looked up.
_BITS: Final = 16


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of the other speeches, in the order given, then those of the new one: `W` words, `S` speeches with it.

    Attributes:
        word: int32 `(W,)`. Number of the word among the distinct words of the new speech, `FOREIGN` where it lacks it.
        hard: bool `(W + 1,)`. Whether a hard boundary stands before each word; it does at both ends of a speech.
        first_word: int64 `(S + 1,)`. First word of each speech.
    """

    word: Int32
    hard: Mask
    first_word: Int64

    @property
    def new(self) -> int:
        """First word of the new speech."""
        return int(self.first_word[-2])

    def speech(self, position: Int64) -> Int64:
        """The speech of each word; these ascend."""
        ends = np.searchsorted(position, self.first_word)
        return np.repeat(np.arange(len(self.first_word) - 1), np.diff(ends))


@dataclass(frozen=True, slots=True)
class Numbering:
    """Distinct 64-bit values in their order, `N` of them, evenly spread, and where each range of values begins.

    Attributes:
        ordered: uint64 `(N + 1,)`, closed by the greatest value there is.
        first: int32 `(2 ** 16,)`. The first value with each row of high bits, or the first after these.
    """

    ordered: UInt64
    first: Int32

    @classmethod
    def of(cls, values: UInt64) -> Numbering:
        """Numbers the distinct values."""
        ordered = np.append(np.unique(values), np.iinfo(np.uint64).max)
        ranges = np.arange(1 << _BITS, dtype=np.uint64) << np.uint64(64 - _BITS)
        return cls(ordered, np.searchsorted(ordered, ranges).astype(np.int32))

    def number(self, values: UInt64) -> Int32:
        """The number of each value, `FOREIGN` where it is none of them.

        A few comparisons a value, while a binary search takes a dozen that no processor foretells.
        """
        number = self.first[(values >> np.uint64(64 - _BITS)).view(np.int64)]
        behind = np.flatnonzero(self.ordered[number] < values)
        while len(behind):
            number[behind] += 1
            behind = behind[self.ordered[number[behind]] < values[behind]]
        number[self.ordered[number] != values] = FOREIGN
        return number


def recognise(new: SpeechColumns, others: Sequence[SpeechColumns]) -> Recognised:
    """The words of the others as words of the new speech.

    Args:
        new: The new speech.
        others: What it is compared with.
    """
    speeches = [*others, new]
    words = [len(speech.word_start) - 1 for speech in speeches]
    longest = max(len(speech.canonical.text) for speech in speeches)
    powers, inverses = _powers(_BASE, longest + 1), _powers(_INVERSE, longest + 1)
    numbering = Numbering.of(_word_hashes(new, powers, inverses))
    word = [numbering.number(_word_hashes(speech, powers, inverses)) for speech in speeches]
    first_word = np.cumsum([0, *words], dtype=np.int64)
    hard = [(speech.canonical.boundary[speech.word_start[:-1]] & HARD) != 0 for speech in speeches]
    breaks = np.concatenate((*hard, [True]))
    breaks[first_word] = True
    return Recognised(np.concatenate(word), breaks, first_word)


def _powers(base: int, count: int) -> UInt64:
    return np.multiply.accumulate(np.append(np.uint64(1), np.full(count, base, np.uint64)))


def _word_hashes(speech: SpeechColumns, powers: UInt64, inverses: UInt64) -> UInt64:
    """A hash of the characters of each word: differences of what is hashed up to each of its edges (Karp & Rabin 1987).

    Of two words with one or two characters no hashes meet; of longer ones by a chance of one to 2^64.
    """
    points = np.frombuffer(speech.canonical.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    total = np.zeros(len(points) + 1, np.uint64)
    # From the first power on, for the high bits of a word of one character must tell it from others.
    np.cumsum(points * powers[1 : len(points) + 1], out=total[1:])
    return np.diff(total[speech.word_start]) * inverses[speech.word_start[:-1]]
