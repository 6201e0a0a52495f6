"""Every place where a given canonical wording stands, also inside a longer formula or half-way through a word.

An edge may fall inside a jieba word only if both parts of that word are words of two characters or more: 自主创新
stands in 自主/创新能力, but 有中国特色 does not stand in 具有/中国特色. No place crosses a hard boundary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    return found.only(np.lexsort((found.end, found.begin, found.wording)))


def _matches(corpus: Corpus, wordings: Sequence[str]) -> Places:
    """Every match by characters alone, speech by speech (Aho & Corasick 1975)."""
    automaton = ahocorasick_rs.AhoCorasick(wordings, store_patterns=False)
    offsets = corpus.character_of.tolist()
    parts = [np.zeros((0, 4), np.int64)]
    for speech, (begin, end) in enumerate(pairwise(offsets)):
        matches = automaton.find_matches_as_indexes(corpus.text[begin:end], overlapping=True)
        if matches:
            table = np.array(matches, np.int64)
            parts.append(np.column_stack((table[:, 0], np.full(len(table), speech), table[:, 1:] + begin)))
    table = np.concatenate(parts)
    return Places(table[:, 0], table[:, 1].astype(np.int32), table[:, 2], table[:, 3])


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
