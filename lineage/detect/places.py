"""Every place where a given canonical wording stands, also inside a longer formula or half-way through a word.

An edge may fall inside a jieba word only if both parts of that word are words of two characters or more: 自主创新
stands in 自主/创新能力, but 有中国特色 does not stand in 具有/中国特色. No place crosses a hard boundary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import ahocorasick_rs
import numpy as np
import pyarrow as pa

from lineage.detect.corpus import Corpus
from lineage.models import Int32, Int64, Mask
from lineage.text.marks import HARD

#: Tells of an array of strings which are words of the general dictionary.
IsWord = Callable[[pa.Array], Mask]


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
    found = _matches(corpus, wordings)
    inner = np.cumsum((corpus.boundary & HARD) != 0)
    found = found.only(inner[found.end - 1] == inner[found.begin])
    found = found.only(_edges_stand(corpus, is_word, found.begin) & _edges_stand(corpus, is_word, found.end))
    return found.only(found.order(found.wording))


def _matches(corpus: Corpus, wordings: Sequence[str]) -> Places:
    """Every match by characters alone, speech by speech (Aho & Corasick 1975)."""
    automaton = ahocorasick_rs.AhoCorasick(wordings, store_patterns=False)
    parts = [np.zeros((3, 0), np.int64)]
    for begin, end in pairwise(corpus.character_of.tolist()):
        matches = automaton.find_matches_as_indexes(corpus.text[begin:end], overlapping=True)
        # One number after the other is read several times faster than a list of tuples.
        numbers = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches))
        parts.append(numbers.reshape(-1, 3).T + np.array([[0], [begin], [begin]]))
    speech = np.repeat(np.arange(len(parts) - 1, dtype=np.int32), [part.shape[1] for part in parts[1:]])
    wording, begins, ends = np.concatenate(parts, axis=1)
    return Places(wording, speech, begins, ends)


def _edges_stand(corpus: Corpus, is_word: IsWord, edge: Int64) -> Mask:
    """Whether a wording may begin or end at each character: not in a folded unit, nor in a word but as told above."""
    last = len(corpus.text)
    inside = np.clip(edge, 1, last - 1)
    in_unit = (
        (edge > 0)
        & (edge < last)
        & (corpus.begin[inside] == corpus.begin[inside - 1])
        & (corpus.end[inside] == corpus.end[inside - 1])
    )
    word = np.searchsorted(corpus.word_start, edge, side="right") - 1
    in_unit &= ~np.isin(edge, corpus.character_of)
    stands = corpus.word_start[word] == edge
    cut = np.flatnonzero(~stands & ~in_unit)
    if len(cut):
        begin, end = corpus.word_start[word[cut]].tolist(), corpus.word_start[word[cut] + 1].tolist()
        parts = [(corpus.text[a:e], corpus.text[e:b]) for a, e, b in zip(begin, edge[cut].tolist(), end, strict=True)]
        known = [is_word(pa.array(side, pa.string())) for side in zip(*parts, strict=True)]
        long = np.array([len(left) >= 2 and len(right) >= 2 for left, right in parts])
        stands[cut] = known[0] & known[1] & long
    return np.asarray(stands & ~in_unit)
