"""What the tests of this room share: the dictionary, and everything measured of a small corpus."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pytest

from lineage.detect import Corpus, Level, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae import FormulaSet, find_formulae
from lineage.formulae.candidates import Candidates, find_candidates, places_of
from lineage.formulae.features import Features, Measures, measure
from lineage.models import Int64
from lineage.settings import Settings
from lineage.text import Lexicon


@dataclass(frozen=True)
class Measured:
    """A small corpus and what comes of it on the way to its formulae."""

    corpus: Corpus
    levels: list[Level]
    candidates: Candidates
    by: Measures

    @cached_property
    def features(self) -> Features:
        places = places_of(self.corpus, self.levels, self.candidates)
        return measure(self.corpus, self.levels, self.candidates, places, self.by)

    def feature(self, name: str, wording: str) -> float:
        """One feature of one candidate."""
        return float(getattr(self.features, name)[self.candidates.wording.index(wording)])


def days_of(corpus: Corpus, days: Sequence[int]) -> Int64:
    """A day for each speech; none is dated where no days are given."""
    given = np.array(days, np.int64)
    return given if len(given) else np.zeros(len(corpus.character_of) - 1, np.int64)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.general()


@pytest.fixture(scope="session")
def small() -> Lexicon:
    """A dictionary of four words, so that many corpora are measured in little time."""
    return Lexicon(
        pa.array(["大力发展", "大力", "发展", "山河"]), pa.array([3, 500, 80_000, 40]), pa.array(["l", "n", "vn", "n"])
    )


@pytest.fixture(scope="session")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


@pytest.fixture(scope="session")
def measured(corpus_of: Callable[..., Corpus], engine: DuckDBEngine, small: Lexicon) -> Callable[..., Measured]:
    """Measures the candidates of speeches whose words are parted by hand, as in `corpus_of`."""

    def of(
        *parted: str,
        min_length: int = 4,
        max_words: int = 40,
        dictionary: Lexicon | None = None,
        days: Sequence[int] = (),
    ) -> Measured:
        corpus = corpus_of(*parted)
        levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=max_words)
        by = Measures.of(corpus, dictionary or small, days_of(corpus, days))
        return Measured(corpus, levels, find_candidates(corpus, levels, by.edges, min_length), by)

    return of


@pytest.fixture(scope="session")
def formulae_of(
    corpus_of: Callable[..., Corpus], engine: DuckDBEngine, small: Lexicon
) -> Callable[..., tuple[Corpus, FormulaSet]]:
    """The formulae of speeches whose words are parted by hand, undated where no days are given."""

    def of(*parted: str, days: Sequence[int] = (), **settings: object) -> tuple[Corpus, FormulaSet]:
        chosen = Settings(**{"min_score": 0.0, **settings})
        corpus = corpus_of(*parted)
        levels = recurrent_grams(corpus, engine, min_speeches=chosen.min_speeches, max_words=chosen.max_words)
        return corpus, find_formulae(corpus, levels, small, days_of(corpus, days), chosen)

    return of
