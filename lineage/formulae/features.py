"""What speaks for a candidate being a formula, measured: one column a feature, all between 0 and 1.

range: how many speeches carry it, on a logarithmic scale up to all of them.
cohesion: its weakest split is still bound; normalised pointwise mutual information (Bouma 2009, eq. 4) at the weakest
    split (after Silva & Lopes 1999).
freedom: branching entropy of the neighbours, on the poorer side (Jin & Tanaka-Ishii 2006); 0 for what runs across a
    comma from the middle of a clause.
completeness: share of its places that do not lie inside one longer candidate (after the C-value of Frantzi & Ananiadou
    1996).
shape: 1 for four characters and for parallel parts between marks, 0 for unlike parts, ½ for the rest.
quotation: share of its places in quotation marks or 《》.
rarity: how rare its words are in general Chinese (jieba's counts).
extent: its length in characters, on a logarithmic scale up to 20.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from lineage.detect import Corpus, Level
from lineage.detect.counting import tally
from lineage.formulae.candidates import Candidates, WordPlaces
from lineage.formulae.compounds import Compounds, find_compounds
from lineage.formulae.edges import EdgeWords
from lineage.models import Flags, Float64, Int32, Int64, Mask
from lineage.text.lexicon import Lexicon
from lineage.text.marks import CLOSES, COMMA, OPENS

#: Entropy (nats) from which on a side counts as wholly free: about twenty neighbours used alike.
_FULL_ENTROPY = 3.0
#: Places that run across a comma must begin and end where clauses do; so must this share of all places be whole.
_WHOLE_SHARE = 0.5
#: Powers of ten between an everyday word (1 in 1,000) and a rare one (1 in 10,000,000).
_RARITY_RANGE = (3.0, 7.0)
#: More parts between marks than this are an enumeration, not parallel halves.
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Features:
    """The columns told above, float64 `(N,)` each."""

    range: Float64
    cohesion: Float64
    freedom: Float64
    completeness: Float64
    shape: Float64
    quotation: Float64
    rarity: Float64
    extent: Float64

    def only(self, chosen: Int64) -> Features:
        """The features of the chosen candidates."""
        return Features(**{name: getattr(self, name)[chosen] for name in self.names()})

    def joined(self, others: Features) -> Features:
        """These features and those of others."""
        return Features(**{name: np.append(getattr(self, name), getattr(others, name)) for name in self.names()})

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The columns, in order."""
        return tuple(field.name for field in fields(cls))


def measure(
    corpus: Corpus,
    levels: Sequence[Level],
    candidates: Candidates,
    places: WordPlaces,
    edges: EdgeWords,
    lexicon: Lexicon,
) -> Features:
    """The features of all candidates, counted by whole words; completeness takes every place to tell, so it is 1 here.

    Args:
        corpus: The speeches.
        levels: The recurrent grams.
        candidates: What is measured, `N`.
        places: Where they stand.
        edges: What the words of the vocabulary do at an edge.
        lexicon: Frequencies of general Chinese.
    """
    speeches = len(corpus.character_of) - 1
    characters = corpus.word_start[candidates.first + candidates.length] - corpus.word_start[candidates.first]
    compounds = find_compounds(corpus.vocabulary, lexicon)
    word_share = lexicon.frequency(corpus.vocabulary)
    word_share[compounds.word] = compounds.share
    freedom, quotation = _neighbours(corpus, places, len(candidates), edges)
    return Features(
        range=np.log(candidates.speeches) / np.log(max(speeches, 2)),
        cohesion=_cohesion(corpus, levels, candidates, compounds),
        freedom=freedom,
        completeness=np.ones(len(candidates)),
        shape=_shape(corpus, candidates, characters),
        quotation=quotation,
        rarity=_rarity(corpus, candidates, word_share),
        extent=np.minimum(np.log(characters / 3) / np.log(20 / 3), 1.0),
    )


def _cohesion(corpus: Corpus, levels: Sequence[Level], candidates: Candidates, compounds: Compounds) -> Float64:
    """Weakest split by normalised mutual information; a word that is no compound has no split and is wholly bound."""
    total = max(len(corpus.word), 2)
    cohesion = np.ones(len(candidates))
    for length in np.unique(candidates.length).tolist():
        chosen = candidates.of_length(length)
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


def _neighbours(corpus: Corpus, places: WordPlaces, count: int, edges: EdgeWords) -> tuple[Float64, Float64]:
    """Freedom on the poorer side, and the share of places in quotation marks."""
    boundary = corpus.word_boundary
    word = np.append(corpus.word, 0)
    commas = np.cumsum((boundary & COMMA) != 0)
    row, begin, end = places.row, places.first, places.first + places.length
    total = np.maximum(np.bincount(row, minlength=count), 1)
    quoted = ((boundary[begin] & OPENS) != 0) & ((boundary[end] & CLOSES) != 0)
    quotation = np.bincount(row, quoted, count) / total
    sides = ((begin - 1, begin), (end, end))
    left, right = (_entropy(row, word[beside], boundary[edge] != 0, edges, count) for beside, edge in sides)
    ceiling = np.minimum(np.log(np.maximum(total, 2)), _FULL_ENTROPY)
    torn = (commas[end - 1] > commas[begin]) & ~_is_framed(boundary, word, edges, begin, end)
    whole = np.bincount(row, ~torn, count) >= _WHOLE_SHARE * total
    return np.where(whole, np.minimum(np.minimum(left, right) / ceiling, 1.0), 0.0), quotation


def _is_framed(boundary: Flags, word: Int32, edges: EdgeWords, begin: Int64, end: Int64) -> Mask:
    """Whether a place begins and ends where clauses do; a particle (的) may follow."""
    return np.asarray((boundary[begin] != 0) & ((boundary[end] != 0) | edges.particle[word[end]]))


def _entropy(gram: Int64, neighbour: Int32, at_mark: Mask, edges: EdgeWords, grams: int) -> Float64:
    """Entropy (nats) of each gram's neighbours on one side.

    A mark or a function word is an outcome of its own, all numbers are one.
    """
    total = np.maximum(np.bincount(gram, minlength=grams), 1).astype(float)
    free = at_mark | edges.free[neighbour]
    free_share = np.bincount(gram[free], minlength=grams) / total
    code = np.where(edges.number[neighbour], -1, neighbour)[~free]
    words = len(edges.number) + 1
    pair, count = tally(gram[~free] * words + code + 1)
    owner = pair // words
    share = count / total[owner]
    return np.asarray(free_share * np.log(total) - np.bincount(owner, share * np.log(share), grams))


def _shape(corpus: Corpus, candidates: Candidates, characters: Int64) -> Float64:
    """1 for four characters and parts of equal length (资源共享、责任共担), 0 for unlike parts, else ½."""
    marks = np.flatnonzero(corpus.word_boundary)
    begin = np.searchsorted(marks, candidates.first, side="right")
    parts = np.searchsorted(marks, candidates.first + candidates.length) - begin + 1
    shape = np.where(parts > 1, 0.0, np.where(characters == 4, 1.0, 0.5))
    for count in range(2, _MOST_PARTS + 1):
        chosen = np.flatnonzero(parts == count)
        inner = corpus.word_start[marks[begin[chosen, None] + np.arange(count - 1)]]
        ends = [corpus.word_start[candidates.first[chosen]][:, None], inner]
        ends.append(corpus.word_start[candidates.first[chosen] + candidates.length[chosen]][:, None])
        lengths = np.diff(np.hstack(ends), axis=1)
        shape[chosen] = np.maximum(shape[chosen], lengths.max(axis=1, initial=0) == lengths.min(axis=1, initial=99))
    return shape


def _rarity(corpus: Corpus, candidates: Candidates, word_share: Float64) -> Float64:
    """Mean rarity of its words in powers of ten, scaled to `_RARITY_RANGE`."""
    rareness = np.concatenate(([0.0], np.cumsum(-np.log10(word_share[corpus.word]))))
    mean = (rareness[candidates.first + candidates.length] - rareness[candidates.first]) / candidates.length
    low, high = _RARITY_RANGE
    return np.asarray(np.clip((mean - low) / (high - low), 0.0, 1.0))
