"""Whether two stretches of a corpus say the same, of any length, at once for many pairs.

Word by word, a speech that repeats one sentence would take the square of its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks
from lineage.detect.recurrence import mix
from lineage.models import Int32, Int64, Mask, UInt64

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
#: Stretches whose numbers are made together: they stay in the processor's cache.
_AT_ONCE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Said:
    """Hashes of all that is said up to each word (Karp & Rabin 1987, modulo 2^64), for `W` words.

    Attributes:
        total: uint64 `(W + 1,)`.
        power: uint64 `(W + 1,)`. Powers of the base.
        speech: int32 `(W,)`. The speech of each word.
        first_word: int64 `(S + 1,)`. First word of each speech.
    """

    total: UInt64
    power: UInt64
    speech: Int32
    first_word: Int64

    @classmethod
    def of(cls, corpus: Corpus) -> Said:
        """The hashes of a corpus."""
        power = np.full(len(corpus.word) + 1, _BASE)
        power[0] = 1
        power = corpus.keep(np.multiply.accumulate(power, out=power))
        total = np.zeros(len(corpus.word) + 1, np.uint64)
        total[1:] = mix(corpus.word_hash)[corpus.word]
        total[1:] *= power[:-1]
        total = corpus.keep(np.cumsum(total, out=total))
        first_word = np.searchsorted(corpus.speech, np.arange(len(corpus.character_of)))
        return cls(total, power, corpus.speech, first_word)

    def same(self, first: Int64, second: Int64, length: Int64) -> Mask:
        """Whether the words from `first` and from `second`, which stands later, are the same."""
        one, other = (self.total[begin + length] - self.total[begin] for begin in (first, second))
        return np.asarray(one * self.power[second - first] == other)

    def number(self, first: Int32 | Int64, end: Int32 | Int64) -> Int64:
        """A number for what is said from one word to another, the same wherever in the corpus that stands."""
        number = np.empty(len(first), np.uint64)
        for own in blocks(len(first), _AT_ONCE):
            said = (self.total[end[own]] - self.total[first[own]]) * self.power[len(self.power) - 1 - first[own]]
            number[own] = mix(said)
        return number.view(np.int64)

    def agreement(self, first: Int64, second: Int64, step: int) -> Int64:
        """How many words agree from `first` and `second` onward (`step` 1) or right before them (-1).

        Words of other speeches never agree: `first` and `second` are edges of stretches that begin before (`step` 1) or
        end after (-1) them. Galloping: the stride doubles while the words agree, then halves.
        """
        room = self._room(first, second, step)
        reach, stride = np.zeros(len(room), np.int64), 1
        going, passed = np.arange(len(room)), []

        def further(some: Int64) -> Int64:
            some = some[reach[some] + stride <= room[some]]
            back = reach[some] if step > 0 else -reach[some] - stride
            some = some[self.same(first[some] + back, second[some] + back, np.full(len(some), stride, np.int64))]
            reach[some] += stride
            return some

        while len(going := further(going)):
            passed.append(going)
            stride *= 2
        for some in reversed(passed):
            stride //= 2
            further(some)
        return reach

    def _room(self, first: Int64, second: Int64, step: int) -> Int64:
        """How many words each pair of edges may move before one of them leaves its speech."""
        rooms = (
            edge - self.first_word[self.speech[edge]] if step < 0 else self.first_word[self.speech[edge - 1] + 1] - edge
            for edge in (first, second)
        )
        return np.asarray(np.minimum(*rooms))
