"""What the kernels are given: each the outcome of the kernels before it, made once and outside of the clock."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pytest

from benchmarks.kernels.speeches import made_speeches
from lineage.detect import Corpus, Level, NearWindows, Sketching, lay_out, near_windows, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae import content_words
from lineage.index import IndexContent, read_index
from lineage.models import Int64, Mask, SpeechColumns
from lineage.pipeline import scan
from lineage.settings import Settings
from lineage.text import Lexicon, Segmenter, canonicalise

_FIVE: Final = Path(__file__).resolve().parents[2] / "corpus"
#: About 200,000 characters in all: every kernel takes from 10 to 500 milliseconds.
_SPEECHES, _CLAUSES = 60, 300


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """The texts as read of the made speeches."""
    return made_speeches(_FIVE, _SPEECHES, _CLAUSES)


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """With its dictionary loaded."""
    segmenter = Segmenter()
    segmenter.columns(canonicalise("网络空间是人类的共同家园。"))
    return segmenter


@pytest.fixture(scope="session")
def columns(texts: list[str], segmenter: Segmenter) -> list[SpeechColumns]:
    """Their columns."""
    return [segmenter.columns(canonicalise(text)) for text in texts]


@pytest.fixture(scope="session")
def corpus(columns: list[SpeechColumns]) -> Corpus:
    """The columns laid out."""
    return lay_out(columns)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Those of a scan that is told nothing."""
    return Settings()


@pytest.fixture(scope="session")
def levels(corpus: Corpus, settings: Settings) -> list[Level]:
    """The grams that two of them share."""
    with DuckDBEngine() as engine:
        return recurrent_grams(corpus, engine, min_speeches=settings.min_speeches, max_words=settings.max_words)


@pytest.fixture(scope="session")
def content(corpus: Corpus) -> Mask:
    """Which words of the corpus windows are laid of."""
    return content_words(corpus.vocabulary)


@pytest.fixture(scope="session")
def near(corpus: Corpus, content: Mask) -> NearWindows:
    """Their near windows."""
    with DuckDBEngine() as engine:
        return near_windows(corpus, content, engine, Sketching())


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The general dictionary."""
    return Lexicon.general()


@pytest.fixture(scope="session")
def days() -> Int64:
    """When they were held: one a year."""
    return np.arange(1, _SPEECHES + 1, dtype=np.int64) * 365


@pytest.fixture(scope="session")
def index(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index that a scan of the texts writes."""
    home = tmp_path_factory.mktemp("kernels")
    speeches = home / "speeches"
    speeches.mkdir()
    for year, text in enumerate(texts, 1950):
        (speeches / f"{year}-03-05.txt").write_text(text, encoding="utf-8")
    scan([speeches], out=home / "reports", index=home / "lineage.duckdb")
    return home / "lineage.duckdb"


@pytest.fixture(scope="session")
def stored(index: Path) -> IndexContent:
    """What it holds."""
    content = read_index(index, findings=True)
    assert content is not None
    return content
