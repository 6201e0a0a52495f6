"""Passages as they stand in the speeches: from characters of the corpus to code points of the texts as read."""

from __future__ import annotations

import numpy as np

from lineage.detect import Corpus, PassagePlaces
from lineage.detect.surprise import BIT
from lineage.models import Int32, Passages


def passages_of(found: PassagePlaces, corpus: Corpus, number: Int32) -> Passages:
    """The passages, ordered by place in the first speech, then in the second.

    Args:
        found: Passages of the corpus, ordered by place.
        corpus: The speeches that were compared.
        number: int32. Number of each of them among all speeches.
    """
    first, second = (
        number[np.searchsorted(corpus.character_of, begin, side="right") - 1]
        for begin in (found.first_begin, found.second_begin)
    )
    characters = np.maximum(found.first_end - found.first_begin, found.second_end - found.second_begin)
    return Passages(
        first,
        corpus.begin[found.first_begin],
        corpus.end[found.first_end - 1],
        second,
        corpus.begin[found.second_begin],
        corpus.end[found.second_end - 1],
        characters.astype(np.int32),
        found.similarity,
        found.worth / BIT,
    )
