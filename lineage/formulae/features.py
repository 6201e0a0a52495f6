"""What speaks for a candidate being a formula, measured: one column a feature, all between 0 and 1.

range: how many speeches carry it, on a logarithmic scale up to all of them.
frequency: how often it stands, on a logarithmic scale up to a thousand places.
adoption: whether it is taken up and laid down, or always there (`lineage.formulae.adoption`).
cohesion: its weakest split is still bound (`lineage.formulae.cohesion`).
freedom, closure, quotation, upheld: what stands around it (`lineage.formulae.surroundings`).
completeness: share of its places that do not lie inside one longer candidate (after the C-value of Frantzi & Ananiadou
    1996).
policy: 1 where its first word holds to something (坚持…), or its last names a line (…方针).
shape: 1 for four characters and for parallel parts between marks, 0 for unlike parts, ½ for the rest.
coinage: 0 for a single word of the general dictionary, 1 for everything else.
rarity: how rare its words are in general Chinese (jieba's counts).
extent: its length in characters, on a logarithmic scale up to 20.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from lineage.detect import Corpus, Level
from lineage.formulae.adoption import Periods, adoption_of
from lineage.formulae.candidates import Candidates, WordPlaces
from lineage.formulae.cohesion import cohesion_of
from lineage.formulae.compounds import Compounds, find_compounds
from lineage.formulae.edges import EdgeWords
from lineage.formulae.policy import PolicyWords
from lineage.formulae.surroundings import look_around
from lineage.models import Float64, Int64
from lineage.text.lexicon import Lexicon

#: Powers of ten between an everyday word (1 in 1,000) and a rare one (1 in 10,000,000).
_RARITY_RANGE: Final = (3.0, 7.0)
#: More parts between marks than this are an enumeration, not parallel halves.
_MOST_PARTS: Final = 6
#: So many places are as many as count.
_MANY_PLACES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Features:
    """The columns told above, float64 `(N,)` each."""

    range: Float64
    frequency: Float64
    adoption: Float64
    cohesion: Float64
    freedom: Float64
    closure: Float64
    completeness: Float64
    quotation: Float64
    upheld: Float64
    policy: Float64
    shape: Float64
    coinage: Float64
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


@dataclass(frozen=True, slots=True)
class Measures:
    """What candidates are measured by: columns of the vocabulary, the dictionary, the time of the speeches.

    Attributes:
        edges: What the words of the vocabulary do at an edge.
        policy: Which of them call something a line.
        lexicon: Frequencies of general Chinese.
        compounds: Which of the words are really two.
        word_share: float64 `(V,)`. Share of each word in general Chinese, of a compound that of its parts.
        periods: When each speech was held.
    """

    edges: EdgeWords
    policy: PolicyWords
    lexicon: Lexicon
    compounds: Compounds
    word_share: Float64
    periods: Periods

    @classmethod
    def of(cls, corpus: Corpus, lexicon: Lexicon, days: Int64) -> Measures:
        """The measures of a corpus whose speeches were held on these days; see `Periods.of`."""
        edges, policy = EdgeWords.of(corpus.vocabulary), PolicyWords.of(corpus.vocabulary)
        compounds, share = find_compounds(corpus.vocabulary, lexicon), lexicon.frequency(corpus.vocabulary)
        share[compounds.word] = compounds.share
        return cls(edges, policy, lexicon, compounds, share, Periods.of(days, np.diff(corpus.character_of)))


def measure(
    corpus: Corpus, levels: Sequence[Level], candidates: Candidates, places: WordPlaces, by: Measures
) -> Features:
    """The features of all candidates, counted by whole words; completeness takes every place to tell, so it is 1 here.

    Args:
        corpus: The speeches.
        levels: The recurrent grams.
        candidates: What is measured, `N`.
        places: Where they stand.
        by: What they are measured by.
    """
    count = len(candidates)
    characters = corpus.word_start[candidates.first + candidates.length] - corpus.word_start[candidates.first]
    around = look_around(corpus, places, count, by.edges, by.policy)
    speech = corpus.speech[places.first]
    return Features(
        range=range_of(candidates.speeches, len(corpus.character_of) - 1),
        frequency=frequency_of(candidates.occurrences),
        adoption=adoption_of(places.row, speech, count, by.periods),
        cohesion=cohesion_of(corpus, levels, candidates, by.compounds),
        freedom=around.freedom,
        closure=around.closure,
        completeness=np.ones(count),
        quotation=around.quotation,
        upheld=around.upheld,
        policy=_policy(corpus, candidates, by.policy),
        shape=_shape(corpus, candidates, characters),
        coinage=(candidates.length > 1).astype(np.float64),
        rarity=_rarity(corpus, candidates, by.word_share),
        extent=np.minimum(np.log(characters / 3) / np.log(20 / 3), 1.0),
    )


def range_of(speeches: Int64, of: int) -> Float64:
    """The range of wordings that so many of all speeches carry."""
    return np.asarray(np.log(np.maximum(speeches, 1)) / np.log(max(of, 2)))


def frequency_of(places: Int64) -> Float64:
    """The frequency of wordings with so many places."""
    return np.asarray(np.minimum(np.log(np.maximum(places, 1)) / np.log(_MANY_PLACES), 1.0))


def _policy(corpus: Corpus, candidates: Candidates, policy: PolicyWords) -> Float64:
    """Whether a word at an edge calls the rest a line; a single word has no rest."""
    first, last = candidates.first, candidates.first + candidates.length - 1
    called = policy.upholds[corpus.word[first]] | policy.names[corpus.word[last]]
    return np.asarray(1.0 * (called & (candidates.length > 1)))


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
