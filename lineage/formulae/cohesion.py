"""Cohesion: how firmly a wording is bound at its weakest split.

Normalised pointwise mutual information (Bouma 2009, "Normalized (pointwise) mutual information in collocation
extraction", eq. 4) of the two parts at the weakest split (after Silva & Lopes 1999).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lineage.detect import Corpus, Level
from lineage.formulae.candidates import Candidates
from lineage.formulae.compounds import Compounds
from lineage.models import Float64, Int64


def cohesion_of(corpus: Corpus, levels: Sequence[Level], candidates: Candidates, compounds: Compounds) -> Float64:
    """Weakest split by normalised mutual information; a word that is no compound has no split and is wholly bound."""
    total = max(len(corpus.word), 2)
    cohesion = np.ones(len(candidates))
    for length in np.unique(candidates.length).tolist():
        chosen = candidates.of_length(length)
        # In the order of the text, in which grams are found several times faster than in their own.
        chosen = chosen[np.argsort(candidates.first[chosen])]
        first, own = candidates.first[chosen], candidates.occurrences[chosen]
        for left in range(1, length):
            head, tail = (
                np.maximum(_occurrences(levels, start, words), own)
                for start, words in ((first, left), (first + left, length - left))
            )
            cohesion[chosen] = np.minimum(cohesion[chosen], _mutual_information(own, head, tail, total))
    frequency = np.append(np.bincount(corpus.word, minlength=len(corpus.vocabulary)), 0)
    number = np.full(len(corpus.vocabulary), -1, np.int64)
    single = candidates.of_length(1)
    number[corpus.word[candidates.first[single]]] = single
    among = number[compounds.word] >= 0
    chosen = number[compounds.word[among]]
    own = candidates.occurrences[chosen]
    cohesion[chosen] = _mutual_information(
        own, own + frequency[compounds.left[among]], own + frequency[compounds.right[among]], total
    )
    return np.clip(cohesion, 0.0, 1.0)


def _occurrences(levels: Sequence[Level], first: Int64, length: int) -> Int64:
    """How often the grams of this length that begin at these words occur, 0 for those that are not shared."""
    if length > len(levels):
        return np.zeros(len(first), np.int64)
    level = levels[length - 1]
    return np.append(level.occurrences, 0)[level.gram_at(first)]


def _mutual_information(own: Int64, left: Int64, right: Int64, total: int) -> Float64:
    """Normalised pointwise mutual information of two parts that stand together `own` times among `total` words."""
    # Two words that are all there is share nothing that can be measured: 0, not 0 / 0.
    ceiling = np.maximum(np.log(total / own), np.finfo(float).tiny)
    return np.asarray(np.log(own * (total / left) / right) / ceiling)
