"""Exact recurrence: the grams (runs of words that cross no hard boundary) that several speeches share.

Grams grow word by word. A gram of n + 1 words can only be shared if both grams of n words in it are, so each level
looks only where two survivors overlap (the a-priori rule of Agrawal & Srikant 1994, "Fast algorithms for mining
association rules"). Grams are 64-bit hashes before any engine sees them; counting is one group-by, handed in as
`FrequencyEngine`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, perhaps_repeated
from lineage.models import GramFrequency, Int32, Int64, Mask, UInt64
from lineage.text.marks import HARD

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
#: Grams that are hashed together: they stay in the processor's cache.
_AT_ONCE: Final = 1 << 16
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)


class FrequencyEngine(Protocol):
    """Counts grams; see `lineage.engine`."""

    def gram_frequency(self, gram: Int64, speech: Int32, min_speeches: int) -> GramFrequency:
        """Occurrences and speeches of each gram in at least `min_speeches` speeches, ordered by gram."""
        ...


@dataclass(frozen=True, slots=True)
class Level:
    """The shared grams of `length` words: `P` places, `G` grams.

    Attributes:
        length: Words in each gram.
        position: int64 `(P,)`. First word of each place, ascending.
        gram: int64 `(P,)`. Number of the gram at each place.
        first: int64 `(G,)`. The first place of each gram (a position).
        occurrences, speeches: int64 `(G,)`.
    """

    length: int
    position: Int64
    gram: Int64
    first: Int64
    occurrences: Int64
    speeches: Int64

    @classmethod
    def of(cls, length: int, position: Int64, gram: Int64, occurrences: Int64, speeches: Int64) -> Level:
        """The level of these places; every gram has one."""
        return cls(length, position, gram, _first_places(gram, position, len(occurrences)), occurrences, speeches)

    def gram_at(self, position: Int64) -> Int64:
        """The gram that begins at each position, -1 where none does."""
        if not len(self.position):
            return np.full(len(position), -1, np.int64)
        where = np.minimum(np.searchsorted(self.position, position), len(self.position) - 1)
        return np.where(self.position[where] == position, self.gram[where], -1)


def recurrent_grams(
    corpus: Corpus,
    engine: FrequencyEngine,
    *,
    min_speeches: int,
    max_words: int,
    step: Callable[[int], None] = lambda _: None,
) -> list[Level]:
    """The shared grams by length: entry i holds those of i + 1 words, the last entry one word more than a candidate.

    Args:
        corpus: The speeches.
        engine: Counts the grams.
        min_speeches: A gram stands in at least this many speeches, at least two.
        max_words: The longest gram that may be a candidate; one level more is made, so that it can be seen which of
        those go on.
        step: Told the length of each level when it is done.
    """
    levels = []
    for level in _grow(corpus, engine, min_speeches):
        levels.append(level)
        step(level.length)
        if level.length > max_words:
            break
    return levels


def _grow(corpus: Corpus, engine: FrequencyEngine, min_speeches: int) -> Iterator[Level]:
    word_hash = corpus.keep(corpus.word_hash[corpus.word])
    hard = (corpus.word_boundary & HARD) != 0
    position = np.arange(len(corpus.word), dtype=np.int64)
    gram_hash = mix(corpus.word_hash)[corpus.word]
    length = 1
    while True:
        frequency = engine.gram_frequency(gram_hash.view(np.int64), corpus.speech[position], min_speeches)
        alive, gram = _number(gram_hash.view(np.int64), frequency)
        position, gram_hash = corpus.keep(position[alive]), gram_hash[alive]
        yield Level(
            length,
            position,
            corpus.keep(gram),
            corpus.keep(_first_places(gram, position, len(frequency.gram))),
            corpus.keep(frequency.occurrences),
            corpus.keep(frequency.speeches),
        )
        if not len(position):
            return
        del frequency, gram  # what is kept of them needs no second place
        grows = _overlapping(position) & ~hard[position + length]
        position = position[grows]
        gram_hash = gram_hash[grows]
        for own in blocks(len(position), _AT_ONCE):
            gram_hash[own] = mix(gram_hash[own] * _MULTIPLIER + word_hash[position[own] + length])
        again = perhaps_repeated(gram_hash)  # the engine is slower to find out what stands once
        position = position[again]
        gram_hash = gram_hash[again]
        length += 1


def _overlapping(position: Int64) -> Mask:
    """Where the next word begins a survivor too."""
    return np.append(np.diff(position) == 1, np.zeros(min(len(position), 1), bool))


def _number(gram_hash: Int64, frequency: GramFrequency) -> tuple[Mask, Int64]:
    """Which places hold a survivor, and its number there."""
    number = pc.index_in(pa.array(gram_hash), value_set=pa.array(frequency.gram))
    return np.asarray(number.is_valid()), np.asarray(number.drop_null()).astype(np.int64)


def _first_places(gram: Int64, position: Int64, grams: int) -> Int64:
    first = np.empty(grams, np.int64)
    first[gram[::-1]] = position[::-1]
    return first


def mix(value: UInt64) -> UInt64:
    """The finaliser of SplitMix64 (Steele, Lea & Flood 2014), so that nearby sums end far apart."""
    mixed = value ^ (value >> np.uint64(30))
    # In place: new memory for millions of numbers costs more than the arithmetic.
    mixed *= _MIX_1
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MIX_2
    mixed ^= mixed >> np.uint64(31)
    return mixed
