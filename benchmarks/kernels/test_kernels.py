"""One benchmark for each hot kernel, in the order in which a scan runs them; each looks at what came out, too."""

from __future__ import annotations

from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.kernels.speeches import FORMULA, QUOTED
from lineage.detect import (
    Corpus,
    Level,
    NearWindows,
    PassagePlaces,
    Sketching,
    find_passages,
    lay_out,
    look_up,
    near_windows,
    recurrent_grams,
)
from lineage.engine import DuckDBEngine
from lineage.formulae import find_formulae
from lineage.index import IndexContent, read_index, write_index
from lineage.models import CanonicalText, Int64, Mask, SpeechColumns
from lineage.settings import Settings
from lineage.text import Lexicon, Segmenter, canonicalise, fold_phrase

_QUOTED = fold_phrase(QUOTED)


def test_canonicalise(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    """Marks and scripts: traditional characters are folded, and what is quoted is one wording."""

    def run() -> list[CanonicalText]:
        return [canonicalise(text) for text in texts]

    found = benchmark(run)
    assert found[0].text.endswith(_QUOTED)
    assert found[-1].text.endswith(_QUOTED)
    assert "網絡" in "".join(texts)
    assert "網" not in "".join(own.text for own in found)


def test_segmenter_columns(benchmark: BenchmarkFixture, columns: list[SpeechColumns], segmenter: Segmenter) -> None:
    """Words: they begin at the first character, go on, and end at the last."""
    canonical = [own.canonical for own in columns]

    def run() -> list[SpeechColumns]:
        return [segmenter.columns(own) for own in canonical]

    for own in benchmark(run):
        assert own.word_start[0] == 0
        assert own.word_start[-1] == len(own.canonical.text)
        assert (own.word_start[1:] > own.word_start[:-1]).all()


def test_lay_out(benchmark: BenchmarkFixture, columns: list[SpeechColumns]) -> None:
    """The corpus: every word of it is the one of the vocabulary that it says."""
    corpus = benchmark(lay_out, columns)
    vocabulary = corpus.vocabulary.to_pylist()
    assert "".join(vocabulary[word] for word in corpus.word) == corpus.text
    assert len(corpus.character_of) == len(columns) + 1


def test_recurrent_grams(benchmark: BenchmarkFixture, corpus: Corpus, settings: Settings) -> None:
    """Shared grams: all stand in two speeches at least, and the words of the formula are among them."""

    def run() -> list[Level]:
        with DuckDBEngine() as engine:
            return recurrent_grams(corpus, engine, min_speeches=settings.min_speeches, max_words=settings.max_words)

    levels = benchmark(run)
    assert all((level.speeches >= settings.min_speeches).all() for level in levels)
    assert FORMULA in {_gram(corpus, level, first) for level in levels for first in level.first.tolist()}


def _gram(corpus: Corpus, level: Level, first: int) -> str:
    return corpus.text[corpus.word_start[first] : corpus.word_start[first + level.length]]


def test_near_windows(benchmark: BenchmarkFixture, corpus: Corpus, content: Mask) -> None:
    """Sketches: the pairs stand in two speeches, and some of them are not of one wording."""

    def run() -> NearWindows:
        with DuckDBEngine() as engine:
            return near_windows(corpus, content, engine, Sketching())

    near = benchmark(run)
    assert (corpus.speech[near.first_begin] < corpus.speech[near.second_begin]).all()
    columns = (near.first_begin, near.first_end, near.second_begin, near.second_end)
    spans = zip(*(corpus.word_start[column].tolist() for column in columns), strict=True)
    assert any(corpus.text[begin:end] != corpus.text[other:far] for begin, end, other, far in spans)


def test_find_passages(benchmark: BenchmarkFixture, corpus: Corpus, levels: list[Level], near: NearWindows) -> None:
    """Alignment: the quotation is a passage between the first speech and the last."""
    found, _ = benchmark(find_passages, corpus, levels, near)
    last = corpus.character_of[-2]
    quoted = (found.first_begin < corpus.character_of[1]) & (found.second_begin >= last)
    assert _QUOTED in _second_sides(corpus, found, quoted)


def _second_sides(corpus: Corpus, found: PassagePlaces, wanted: Mask) -> str:
    """The texts of some passages, in the later speech."""
    spans = zip(found.second_begin[wanted].tolist(), found.second_end[wanted].tolist(), strict=True)
    return "\n".join(corpus.text[begin:end] for begin, end in spans)


def test_find_formulae(
    benchmark: BenchmarkFixture, corpus: Corpus, levels: list[Level], lexicon: Lexicon, days: Int64, settings: Settings
) -> None:
    """Formulae: the one that is known is a wording of some formula, which has places."""
    found = benchmark(find_formulae, corpus, levels, lexicon, days, settings)
    number = found.variants.wording.index(FORMULA)
    assert (found.places.wording == number).any()


def test_look_up(benchmark: BenchmarkFixture, columns: list[SpeechColumns], settings: Settings) -> None:
    """One speech against the others: the quotation is one of the wordings it shares, and there are passages in it."""
    overlap = benchmark(look_up, columns[-1], columns[:-1], max_words=settings.max_words)
    assert _QUOTED in overlap.wordings.wording
    assert len(overlap.passages)
    assert (overlap.passages.second_begin >= overlap.corpus.character_of[-2]).all()


def test_write_index(benchmark: BenchmarkFixture, stored: IndexContent, tmp_path: Path) -> None:
    """Writing the index, over one that is there: it holds what was given."""
    path = tmp_path / "lineage.duckdb"
    benchmark(write_index, path, stored)
    assert sorted(own.name for own in tmp_path.iterdir()) == [path.name]
    again = read_index(path, findings=True)
    assert again is not None
    assert again.found is not None
    assert stored.found is not None
    assert again.found.formulae == stored.found.formulae


def test_read_index(benchmark: BenchmarkFixture, index: Path, texts: list[str]) -> None:
    """Reading it, with what was found: every text comes back, and the formula."""
    stored = benchmark(read_index, index, findings=True)
    assert stored is not None
    assert sorted(read.text for read, _ in stored.readings.values()) == sorted(texts)
    assert stored.found is not None
    assert FORMULA in {variant.canonical for formula in stored.found.formulae for variant in formula.variants}
