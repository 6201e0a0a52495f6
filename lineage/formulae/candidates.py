"""Candidates: the closed grams, trimmed at both edges.

A gram is closed if no single word can be added left or right without losing an occurrence (Pasquier et al. 1999,
"Discovering frequent closed itemsets"; here for contiguous words). What is always part of the same longer wording is
no wording of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect import Corpus, Level
from lineage.detect.counting import distinct
from lineage.formulae.edges import EdgeWords, trim
from lineage.models import Int64, Mask
from lineage.text.marks import COMMA, HARD

#: Clauses often end with a gram if they do in this share of its places.
_OFTEN = 0.2
#: A formula has at least this many Han characters (互联网+ has three).
LEAST_HAN = 3


@dataclass(frozen=True, slots=True)
class Candidates:
    """Wordings that may be formulae, `N` of them, by length, then by gram.

    Attributes:
        length: int64 `(N,)`. Words.
        gram: int64 `(N,)`. Number of the gram in the level of that length.
        first: int64 `(N,)`. First word of the first place.
        occurrences, speeches: int64 `(N,)`. Places and speeches, counted by whole words.
        wording: The canonical wordings, distinct.
    """

    length: Int64
    gram: Int64
    first: Int64
    occurrences: Int64
    speeches: Int64
    wording: list[str]

    def __len__(self) -> int:
        return len(self.wording)

    def of_length(self, length: int) -> Int64:
        """The numbers of the candidates with so many words."""
        return np.flatnonzero(self.length == length)

    def only(self, chosen: Int64) -> Candidates:
        """The chosen candidates."""
        length, gram, first, occurrences, speeches = (column[chosen] for column in self._columns())
        wording = [self.wording[number] for number in chosen.tolist()]
        return Candidates(length, gram, first, occurrences, speeches, wording)

    def joined(self, others: Candidates) -> Candidates:
        """These candidates and the others."""
        length, gram, first, occurrences, speeches = map(np.append, self._columns(), others._columns())
        return Candidates(length, gram, first, occurrences, speeches, self.wording + others.wording)

    def _columns(self) -> tuple[Int64, ...]:
        return self.length, self.gram, self.first, self.occurrences, self.speeches


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """Places at whole words, `(P,)` each: which candidate stands at which words of the corpus.

    Attributes:
        row: int64. Number of the candidate.
        first, length: int64. Words of the corpus.
    """

    row: Int64
    first: Int64
    length: Int64


def texts_of(corpus: Corpus, first: Int64, length: Int64) -> list[str]:
    """What is said from each of these words on, for so many words."""
    begin, end = corpus.word_start[first].tolist(), corpus.word_start[first + length].tolist()
    return [corpus.text[a:b] for a, b in zip(begin, end, strict=True)]


def places_of(corpus: Corpus, levels: Sequence[Level], candidates: Candidates) -> WordPlaces:
    """Every place of every candidate, as its level tells."""
    rows, firsts, lengths = ([np.zeros(0, np.int64)] for _ in range(3))
    for length in np.unique(candidates.length).tolist():
        chosen, level = candidates.of_length(length), levels[length - 1]
        number = np.full(len(level.first), -1, np.int64)
        number[candidates.gram[chosen]] = chosen
        row = number[level.gram]
        rows.append(row[row >= 0])
        firsts.append(level.position[row >= 0])
        lengths.append(np.full(len(rows[-1]), length, np.int64))
    # One by one, for they are among the largest columns that there are.
    row = corpus.keep(np.concatenate(rows))
    first = corpus.keep(np.concatenate(firsts))
    return WordPlaces(row, first, corpus.keep(np.concatenate(lengths)))


def find_candidates(corpus: Corpus, levels: Sequence[Level], edges: EdgeWords, min_length: int) -> Candidates:
    """All candidates of at least `min_length` characters, `LEAST_HAN` of them Han."""
    closed = [np.flatnonzero(_is_closed(level, longer)) for level, longer in pairwise(levels)]
    first = np.concatenate(
        [np.zeros(0, np.int64), *(level.first[grams] for level, grams in zip(levels, closed, strict=False))]
    )
    length = np.repeat([level.length for level in levels[:-1]], [len(grams) for grams in closed]).astype(np.int64)
    ends = [_ends_clauses(corpus, level)[grams] for level, grams in zip(levels, closed, strict=False)]
    first, length = trim(corpus, edges, first, length, np.concatenate([np.zeros(0, bool), *ends]))
    long_enough = (length > 0) & (corpus.word_start[first + length] - corpus.word_start[first] >= min_length)
    return _distinct(corpus, levels, first[long_enough], length[long_enough])


def _ends_clauses(corpus: Corpus, level: Level) -> Mask:
    """With which grams of a level clauses often end."""
    ends = (corpus.word_boundary[level.position + level.length] & (COMMA | HARD)) != 0
    return np.asarray(np.bincount(level.gram, ends, len(level.first)) >= _OFTEN * level.occurrences)


def _is_closed(level: Level, longer: Level) -> Mask:
    """Whether no gram of one word more stands in every place of the gram."""
    most = np.zeros(len(level.first), np.int64)
    # In the order of the text, in which places are found several times faster than in that of grams.
    first = longer.first[longer.gram] == longer.position
    position, occurrences = longer.position[first], longer.occurrences[longer.gram[first]]
    for offset in (0, 1):
        np.maximum.at(most, level.gram_at(position + offset), occurrences)
    return most < level.occurrences


def _distinct(corpus: Corpus, levels: Sequence[Level], first: Int64, length: Int64) -> Candidates:
    """One candidate a wording: trimming makes different grams alike, and so do two ways of cutting it into words."""
    length, first = np.divmod(distinct(length * len(corpus.word) + first), max(len(corpus.word), 1))
    numbers = [distinct(level.gram_at(first[length == level.length])) for level in levels]
    length = np.repeat([level.length for level in levels], [len(number) for number in numbers]).astype(np.int64)
    gram = np.concatenate([np.zeros(0, np.int64), *numbers])
    first, occurrences, speeches = (
        np.concatenate([np.zeros(0, np.int64), *(own[number] for own, number in zip(column, numbers, strict=True))])
        for column in zip(*((level.first, level.occurrences, level.speeches) for level in levels), strict=True)
    )
    wording = pa.array(texts_of(corpus, first, length), pa.string())
    text = np.asarray(pc.dictionary_encode(wording).indices, np.int64)
    order = np.lexsort((-occurrences, text))
    best = np.sort(order[np.diff(text[order], prepend=-1) != 0])
    kept = best[np.asarray(pc.count_substring_regex(wording.take(pa.array(best)), r"\p{Han}")) >= LEAST_HAN]
    return Candidates(
        length[kept],
        gram[kept],
        first[kept],
        occurrences[kept],
        speeches[kept],
        wording.take(pa.array(kept)).to_pylist(),
    )
