"""Where one speech says known wordings otherwise: one word altered, other joining words, or their parts turned.

What is looked for is what `families` looks for in a whole corpus; here the corpus is the speech and the list of
wordings, so that it takes no time to speak of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lineage.detect import Corpus, find_edits, find_rewordings, lay_out
from lineage.formulae.edges import EdgeWords
from lineage.formulae.folding import relation
from lineage.models import Int64, SpeechColumns
from lineage.text.marks import HARD

#: The list and the speech: what says the same words stands in both.
_BOTH = 2


@dataclass(frozen=True, slots=True, order=True)
class Alteration:
    """A place where a speech says a known wording otherwise.

    Attributes:
        begin, end: Characters of its canonical text, half open.
        known: Number of the wording.
        relation: `shortened`, `extended`, `reordered` or `substituted`.
        attests: Whether it says the same words, and alters none of them.
    """

    begin: int
    end: int
    known: int
    relation: str
    attests: bool


def find_alterations(own: SpeechColumns, known: SpeechColumns) -> list[Alteration]:
    """The altered places, in order.

    Args:
        own: The speech.
        known: The wordings, one after the other, parted by hard boundaries.
    """
    corpus = lay_out([known, own])
    return sorted(_Listed(corpus).alterations())


class _Listed:
    """A corpus of two: the wordings, and the speech."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._own = int(np.searchsorted(corpus.speech, 1))
        self._edges = EdgeWords.of(corpus.vocabulary)
        self._first: Int64 = np.flatnonzero((corpus.word_boundary[: self._own] & HARD) != 0)
        self._length: Int64 = np.diff(np.append(self._first, self._own))

    def alterations(self) -> Iterator[Alteration]:
        """Places where a word is altered, and places that say the same words."""
        edges, corpus = self._edges, self._corpus
        edits = find_edits(corpus, edges.joining, edges.numeral, self._first, self._length)
        for row in np.flatnonzero(edits.first >= self._own).tolist():
            yield self._told(int(edits.wording[row]), int(edits.first[row]), int(edits.length[row]), attests=False)
        found = find_rewordings(corpus, edges.joining, edges.parting, _BOTH)
        number = np.searchsorted(self._first, found.first, side="right") - 1
        listed = (self._first[number] == found.first) & (self._length[number] == found.length)
        listed &= found.first < self._own
        labels: dict[int, list[int]] = {}
        for group, known in zip(found.group[listed].tolist(), number[listed].tolist(), strict=True):
            labels.setdefault(group, []).append(known)
        for row in np.flatnonzero(found.first >= self._own).tolist():
            for known in labels.get(int(found.group[row]), ()):
                yield self._told(known, int(found.first[row]), int(found.length[row]), attests=True)

    def _told(self, known: int, first: int, length: int, *, attests: bool) -> Alteration:
        corpus, offset = self._corpus, int(self._corpus.character_of[1])
        begin, end = int(corpus.word_start[first]), int(corpus.word_start[first + length])
        label = self._words(int(self._first[known]), int(self._length[known]))
        told = relation(label, self._words(first, length), self._joining)
        return Alteration(begin - offset, end - offset, known, told, attests)

    def _words(self, first: int, length: int) -> list[str]:
        vocabulary = self._corpus.vocabulary
        return [vocabulary[word].as_py() for word in self._corpus.word[first : first + length].tolist()]

    @property
    def _joining(self) -> frozenset[str]:
        return frozenset(self._corpus.vocabulary.filter(pa.array(self._edges.joining)).to_pylist())
