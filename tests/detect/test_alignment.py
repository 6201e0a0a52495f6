"""Runs chained across gaps and grown over edits."""

from collections.abc import Callable, Iterator
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, recurrent_grams
from lineage.detect.alignment import Alignments, Padded, align, chained, joined
from lineage.detect.said import Said
from lineage.detect.seeds import shared_runs
from lineage.detect.surprise import BIT, surprise_of
from lineage.engine import DuckDBEngine

CorpusOf = Callable[..., Corpus]
Pair = tuple[str, str]

PIECES = st.sampled_from(["天", "地", "人", "天地", "山河", "日月", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=16).map("|".join), min_size=1, max_size=4)
WHOLE = "甲子|乙丑|丙寅|丁卯|戊辰|己巳|庚午|辛未|壬申|癸酉"
# Words that stand once each: what they surround is rare, and nothing else is shared.
AROUND = ["|".join(f"{number}号" for number in range(first, first + 30)) for first in (100, 200, 300, 400)]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def aligned(corpus: Corpus, engine: DuckDBEngine) -> Alignments:
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    return align(
        corpus,
        shared_runs(corpus, levels, Said.of(corpus))[0],
        surprise := surprise_of(corpus, levels),
        Padded.of(corpus, surprise),
    )


def texts_of(corpus: Corpus, found: Alignments) -> list[Pair]:
    spans = [corpus.word_start[column].tolist() for column in found.columns()[:4]]
    return [(corpus.text[a:b], corpus.text[c:d]) for a, b, c, d in zip(*spans, strict=True)]


def copied(corpus_of: CorpusOf, engine: DuckDBEngine, one: str, other: str) -> list[Pair]:
    """The alignments of two stretches that stand in speeches with nothing else in common."""
    before, behind, before_other, behind_other = AROUND
    corpus = corpus_of(f"{before}|{one}|{behind}", f"{before_other}|{other}|{behind_other}")
    return texts_of(corpus, aligned(corpus, engine))


def plain(parted: str) -> str:
    return parted.replace("|", "").replace("，", "").replace("。", "")


@pytest.mark.parametrize(
    "other",
    [
        WHOLE,
        WHOLE.replace("丁卯|", "丁卯，"),  # a mark
        WHOLE.replace("丁卯|", "丁卯。"),
        WHOLE.replace("|丁卯", ""),  # a word left out,
        WHOLE.replace("|丁卯|戊辰", ""),
        WHOLE.replace("丁卯", "丁卯|山河"),  # added,
        WHOLE.replace("丁卯", "山河"),  # replaced
        WHOLE.replace("乙丑", "山河"),  # near an edge, where what is left is too little for a seed of its own
        WHOLE.replace("壬申", "山河").replace("丙寅", "日月"),
    ],
)
def test_an_edited_copy_is_one_alignment_from_end_to_end(corpus_of: CorpusOf, engine: DuckDBEngine, other: str):
    assert set(copied(corpus_of, engine, WHOLE, other)) == {(plain(WHOLE), plain(other))}


def test_halves_that_changed_places_are_one_alignment(corpus_of: CorpusOf, engine: DuckDBEngine):
    half, rest = "甲子|乙丑|丙寅|丁卯|戊辰", "己巳|庚午|辛未|壬申|癸酉"
    for between in ("，", "。", "|"):
        one, other = f"{half}{between}{rest}", f"{rest}{between}{half}"
        assert copied(corpus_of, engine, one, other) == [(plain(one), plain(other))]


@pytest.mark.parametrize(("words", "parts"), [(10, 1), (40, 2)])
def test_what_stands_far_apart_stays_apart(corpus_of: CorpusOf, engine: DuckDBEngine, words: int, parts: int):
    half, rest = "甲子|乙丑|丙寅|丁卯|戊辰", "己巳|庚午|辛未|壬申|癸酉"
    fillers = ["|".join(f"{number}乙" for number in range(first, first + words)) for first in (100, 200)]
    found = copied(corpus_of, engine, *(f"{half}|{filler}|{rest}" for filler in fillers))
    assert len(found) == parts


def test_little_that_is_shared_is_no_alignment(corpus_of: CorpusOf, engine: DuckDBEngine):
    assert copied(corpus_of, engine, "甲子", "甲子") == []
    assert copied(corpus_of, engine, "甲子|乙丑|丙寅", "甲子|乙丑|丙寅") != []


def test_an_alignment_grows_no_farther_than_its_speeches(corpus_of: CorpusOf, engine: DuckDBEngine):
    # What follows the first speech and the third would make the copy longer, were there no end between.
    one, other = "甲子|乙丑|丙寅|丁卯|戊辰", "己巳|庚午|辛未|壬申|癸酉"
    corpus = corpus_of(one, other, one, other)
    assert sorted(texts_of(corpus, aligned(corpus, engine))) == sorted((plain(half),) * 2 for half in (one, other))


@given(TEXTS)
def test_alignments_lie_in_two_speeches_the_earlier_one_first(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]
):
    corpus = corpus_of(*texts)
    found = aligned(corpus, engine)
    for begin, end in ((found.first_begin, found.first_end), (found.second_begin, found.second_end)):
        assert (begin < end).all()
        assert (corpus.speech[begin] == corpus.speech[end - 1]).all()
    assert (corpus.speech[found.first_begin] < corpus.speech[found.second_begin]).all()


@given(TEXTS)
def test_no_alignment_is_worth_more_than_the_words_of_its_shorter_side(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]
):
    corpus = corpus_of(*texts)
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    surprise = surprise_of(corpus, levels)
    found = align(corpus, shared_runs(corpus, levels, Said.of(corpus))[0], surprise, Padded.of(corpus, surprise))
    most = max(surprise.alone.max(initial=0), surprise.following.max(initial=0))
    shorter = np.minimum(found.first_end - found.first_begin, found.second_end - found.second_begin)
    assert (found.worth >= 14 * BIT).all()
    assert (found.worth <= most * shorter).all()


def test_what_one_side_says_once_counts_once(corpus_of: CorpusOf, engine: DuckDBEngine):
    # 万岁 thrice is not worth more because the other speech cries it out ten times.
    around = [f"{one}|{{}}|{other}" for one, other in (AROUND[:2], AROUND[2:])]
    worth = []
    for cries in (3, 10):
        texts = (around[0].format("|".join(["万岁"] * 3)), around[1].format("|".join(["万岁"] * cries)))
        found = aligned(corpus_of(*texts, "|".join(["万岁"] * (10 - cries))), engine)
        worth.append(found.worth.max(initial=0))
    assert worth[1] <= worth[0]


@given(TEXTS.map("".join), st.permutations(["子|丑|寅", "卯|辰", "", "巳"]))
def test_what_stands_between_two_speeches_changes_no_alignment(
    corpus_of: CorpusOf, engine: DuckDBEngine, copy: str, others: list[str]
):
    told = []
    for texts in ([copy, copy, *others], [*others[:2], copy, others[2], copy, others[3]]):
        corpus = corpus_of(*texts)
        told.append(texts_of(corpus, aligned(corpus, engine)))
    assert told[0] == told[1]


def stretches(*rows: tuple[int, int, int, int]) -> Alignments:
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return Alignments(*columns, np.ones(len(rows), np.int64))


def rows_of(found: Alignments) -> list[tuple[int, ...]]:
    return sorted(zip(*(column.tolist() for column in found.columns()), strict=True))


def test_a_chain_spans_its_stretches_and_is_worth_their_sum(corpus_of: CorpusOf):
    corpus = corpus_of("|".join("天" * 50), "|".join("地" * 50))
    chains, chain = chained(corpus, stretches((0, 3, 60, 63), (5, 9, 65, 69), (40, 42, 90, 92), (10, 12, 55, 58)))
    assert rows_of(chains) == [(0, 12, 55, 69, 3), (40, 42, 90, 92, 1)]
    assert chain[0] == chain[1] == chain[3] != chain[2]


def test_joined_alignments_are_all_of_the_parts():
    parts = [stretches((0, 1, 5, 6)), stretches(), stretches((1, 2, 6, 7), (2, 3, 7, 8))]
    assert len(joined(parts)) == 3


@pytest.mark.parametrize("texts", [(), ("",), ("天|地",), ("天", "地")])
def test_where_nothing_is_shared_there_is_no_alignment(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: tuple[str, ...]
):
    assert len(aligned(corpus_of(*texts), engine)) == 0


def test_many_stretches_in_two_speeches_take_little_time(corpus_of: CorpusOf):
    # Every fifth word of one speech with fifty places of the other, woven into each other.
    corpus = corpus_of("|".join("天" * 2_000), "|".join("地" * 2_000))
    first, step = np.repeat(np.arange(0, 1_990, 5), 50), np.tile(np.arange(50), 398)
    second = 2_000 + (first * 7 + step * 191) % 1_990
    begin = process_time()
    chains, chain = chained(corpus, stretches(*zip(first, first + 4, second, second + 4, strict=True)))
    assert process_time() - begin < 1
    assert len(chain) == chains.worth.sum() == 19_900
