"""How many bits a shared word is worth: what the corpus itself makes of its standing there.

Common property is no sign of copying, so that a word counts for little where the word before it foretells it
(社会主义 | 市场经济), and for much where nothing does. Amounts are whole hundredths of a bit, so that sums are the same
in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks
from lineage.detect.recurrence import Level
from lineage.models import Float64, Int32, Int64
from lineage.text.marks import HARD

#: Hundredths of a bit in a bit.
BIT: Final = 100
#: Weight of a word's own frequency against its frequency after the word before it, in occurrences.
_PRIOR: Final = 5.0
#: No word is worth less than this many bits, so that a long stretch copied by many still counts.
_LEAST: Final = 1.0
#: Words that are weighed together: they stay in the processor's cache.
_AT_ONCE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each word of a vocabulary occurs, int64 `(V,)`, among how many words in all."""

    occurrences: Int64
    words: int

    @classmethod
    def of(cls, corpus: Corpus) -> WordCounts:
        """Counts the words of a corpus."""
        return cls(np.bincount(corpus.word, minlength=len(corpus.vocabulary)), len(corpus.word))


@dataclass(frozen=True, slots=True)
class Surprise:
    """Hundredths of a bit for every word of a corpus, int32 `(W,)` each.

    Attributes:
        alone: By the frequency of the word, whatever stands before it.
        following: By its frequency after the word before it; `alone` where it opens a sentence.
    """

    alone: Int32
    following: Int32


def surprise_of(corpus: Corpus, levels: Sequence[Level], counts: WordCounts | None = None) -> Surprise:
    """The surprise of every word under a bigram model of the corpus with the two places compared left out.

    Smoothed towards the unigram model (MacKay & Peto 1995, "A hierarchical Dirichlet language model", eq. 16).

    Args:
        corpus: The speeches, `W` words.
        levels: Their shared grams; pairs of words in one speech alone count as none.
        counts: How often its words occur, where it is but a part of what is counted.
    """
    counts = counts or WordCounts.of(corpus)
    together = np.zeros(len(corpus.word), np.int32)
    if len(levels) > 1:
        together[levels[1].position + 1] = levels[1].occurrences[levels[1].gram]
    alone, following = np.empty((2, len(corpus.word)), np.int32)
    occurrences = counts.occurrences.astype(float)
    boundary = corpus.word_boundary
    for own in blocks(len(corpus.word), _AT_ONCE):
        count = occurrences[corpus.word[own]]
        ahead = occurrences[corpus.word[own.start - 1]] if own.start else 0.0
        before = np.append(ahead, count[:-1])
        share = count / max(counts.words, 1)
        likely = (np.maximum(together[own] - 2, 0) + _PRIOR * share) / (np.maximum(before - 2, 0) + _PRIOR)
        alone[own] = _hundredths(share)
        following[own] = _hundredths(np.where(boundary[own] & HARD != 0, share, likely))
    return Surprise(corpus.keep(alone), corpus.keep(following))


def _hundredths(probability: Float64) -> Int32:
    return np.round(BIT * np.maximum(-np.log2(np.minimum(probability, 1.0)), _LEAST)).astype(np.int32)
