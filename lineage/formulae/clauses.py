"""What of a stretch of words is a wording: its clauses, trimmed at both edges."""

from __future__ import annotations

import numpy as np

from lineage.detect import Corpus
from lineage.formulae.edges import EdgeWords, trim
from lineage.models import Int64
from lineage.text.marks import COMMA


def clauses_of(corpus: Corpus, edges: EdgeWords, first: Int64, end: Int64) -> tuple[Int64, Int64]:
    """The clauses of stretches that cross no hard boundary, each once, by place: what commas part, trimmed.

    Args:
        corpus: The speeches.
        edges: What the words of its vocabulary do at an edge.
        first: First word of each stretch.
        end: The word after its last.

    Returns:
        Words of each clause, half open.
    """
    commas = np.flatnonzero((corpus.word_boundary & COMMA) != 0)
    low, high = np.searchsorted(commas, first, side="right"), np.searchsorted(commas, end)
    inside = high - low
    place = np.arange(inside.sum()) - np.repeat(np.cumsum(inside) - inside, inside)
    cut, stretch = commas[np.repeat(low, inside) + place], np.repeat(np.arange(len(first)), inside)
    every = np.append(np.arange(len(first)), stretch)
    begins, ends = (np.append(edge, cut)[np.lexsort((np.append(edge, cut), every))] for edge in (first, end))
    begin, length = trim(corpus, edges, begins, ends - begins)
    words = len(corpus.word) + 1
    distinct = np.unique((begin * words + length)[length > 0])
    return distinct // words, distinct // words + distinct % words
