"""What the tests of this room share: the dictionary, and everything measured of a small corpus."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pytest

from lineage.detect import Corpus, Level, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae import FormulaSet, find_formulae
from lineage.formulae.candidates import Candidates, find_candidates, places_of
from lineage.formulae.edges import EdgeWords
from lineage.formulae.features import Features, measure
from lineage.settings import Settings
from lineage.text import Lexicon


@dataclass(frozen=True)
class Measured:
    """A small corpus and what comes of it on the way to its formulae."""

    corpus: Corpus
    levels: list[Level]
    edges: EdgeWords
    candidates: Candidates
    lexicon: Lexicon

    @cached_property
    def features(self) -> Features:
        places = places_of(self.levels, self.candidates)
        return measure(self.corpus, self.levels, self.candidates, places, self.edges, self.lexicon)

    def feature(self, name: str, wording: str) -> float:
        """One feature of one candidate."""
        return float(getattr(self.features, name)[self.candidates.wording.index(wording)])


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

    def of(*parted: str, min_length: int = 4, max_words: int = 40, dictionary: Lexicon | None = None) -> Measured:
        corpus = corpus_of(*parted)
        levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=max_words)
        edges = EdgeWords.of(corpus.vocabulary)
        candidates = find_candidates(corpus, levels, edges, min_length)
        return Measured(corpus, levels, edges, candidates, dictionary or small)

    return of


@pytest.fixture(scope="session")
def formulae_of(
    corpus_of: Callable[..., Corpus], engine: DuckDBEngine, small: Lexicon
) -> Callable[..., tuple[Corpus, FormulaSet]]:
    """The formulae of speeches whose words are parted by hand."""

    def of(*parted: str, **settings: object) -> tuple[Corpus, FormulaSet]:
        chosen = Settings(**{"min_score": 0.0, **settings})
        corpus = corpus_of(*parted)
        levels = recurrent_grams(corpus, engine, min_speeches=chosen.min_speeches, max_words=chosen.max_words)
        return corpus, find_formulae(corpus, levels, small, chosen)

    return of
