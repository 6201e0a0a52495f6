"""The candidates of folders of speeches as the score sees them: wordings, features, places, years.

Copies are not looked for: the corpora that labels are made from hold none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lineage.detect import Corpus, lay_out, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae.candidates import Candidates, WordPlaces, find_candidates, places_of
from lineage.formulae.edges import EdgeWords
from lineage.formulae.features import Features, measure
from lineage.formulae.score import score
from lineage.gathering import gather
from lineage.models import Float64, Int64, Speech
from lineage.reading import discover
from lineage.settings import Settings
from lineage.stages import Silence
from lineage.text import Lexicon


@dataclass(frozen=True, slots=True)
class Evidence:
    """The candidates of some speeches, `N`.

    Attributes:
        speeches: By identifier.
        corpus: Their columns, in the same order.
        candidates, features, score: Of each candidate.
        places: Where they stand, as words.
        order: int64. The places by candidate, then by year of the speech.
        bound: int64 `(N + 1,)`. Where in `order` each candidate begins.
    """

    speeches: tuple[Speech, ...]
    corpus: Corpus
    candidates: Candidates
    features: Features
    score: Float64
    places: WordPlaces
    order: Int64
    bound: Int64

    def places_at(self, candidate: int) -> Int64:
        """The places of a candidate, the earliest first."""
        return self.order[self.bound[candidate] : self.bound[candidate + 1]]

    def years(self, places: Int64) -> list[str]:
        """The year of each place, empty where it is unknown."""
        speeches = self.corpus.speech[self.places.first[places]].tolist()
        return [self.speeches[speech].value("date")[:4] for speech in speeches]

    def context(self, place: int, characters: int) -> str:
        """A place with so many characters of the text as read on both sides, the wording between brackets 【】."""
        first = int(self.places.first[place])
        begin, end = self.corpus.word_start[first], self.corpus.word_start[first + self.places.length[place]]
        read = self.speeches[self.corpus.speech[first]].read
        begins, ends = int(self.corpus.begin[begin]), int(self.corpus.end[end - 1])
        left, right = read.shown(max(begins - characters, 0), begins), read.shown(ends, ends + characters)
        return f"{left}【{read.shown(begins, ends)}】{right}"


def gather_evidence(folders: Sequence[Path]) -> Evidence:
    """Reads the speeches and measures all their candidates."""
    settings, lexicon = Settings(), Lexicon.general()
    gathered = gather(discover(folders), settings, {}, None, Silence())
    corpus = lay_out(gathered.columns)
    with DuckDBEngine() as engine:
        levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=settings.max_words)
    edges = EdgeWords.of(corpus.vocabulary)
    candidates = find_candidates(corpus, levels, edges, settings.min_length)
    places = places_of(levels, candidates)
    features = measure(corpus, levels, candidates, places, edges, lexicon)
    year = np.array([int(speech.value("date")[:4] or 0) for speech in gathered.speeches])
    order = np.lexsort((places.first, year[corpus.speech[places.first]], places.row))
    bound = np.searchsorted(places.row[order], np.arange(len(candidates) + 1))
    return Evidence(
        gathered.speeches, corpus, candidates, features, score(features), places, order, np.asarray(bound, np.int64)
    )
