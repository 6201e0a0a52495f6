"""Near windows chained into stretches and verified as bags of words."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, NearWindows, Sketching, near_windows, recurrent_grams
from lineage.detect.alignment import Alignments
from lineage.detect.reordered import align_windows
from lineage.detect.surprise import Surprise, surprise_of
from lineage.engine import DuckDBEngine

CorpusOf = Callable[..., Corpus]
Span = tuple[int, int]

FUNCTION_WORDS = {"的", "和"}
PIECES = st.sampled_from(["天", "地", "人", "天地", "山河", "的", "和", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=16).map("|".join), min_size=1, max_size=4)
SMALL = Sketching(window=3, permutations=16, threshold=0.5)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def near_in(corpus: Corpus, engine: DuckDBEngine) -> NearWindows:
    content = np.array([word not in FUNCTION_WORDS for word in corpus.vocabulary.to_pylist()], bool)
    return near_windows(corpus, content, engine, SMALL)


def worth_of(corpus: Corpus, engine: DuckDBEngine) -> Surprise:
    return surprise_of(corpus, recurrent_grams(corpus, engine, min_speeches=2, max_words=4))


def given_windows(*rows: tuple[Span, Span]) -> NearWindows:
    columns = np.array([(*first, *second) for first, second in rows], np.int64).reshape(-1, 4).T
    return NearWindows(*columns)


def spans_of(found: Alignments) -> list[tuple[Span, Span]]:
    rows = zip(*(column.tolist() for column in found.columns()[:4]), strict=True)
    return sorted((row[:2], row[2:]) for row in rows)


def test_windows_beside_each_other_are_one_stretch(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("甲|乙|丙|丁|戊", "乙|甲|丙|戊|丁")
    near = given_windows(((0, 3), (5, 8)), ((1, 4), (6, 9)), ((2, 5), (7, 10)))
    assert spans_of(align_windows(corpus, near, worth_of(corpus, engine))) == [((0, 5), (5, 10))]


def test_windows_far_apart_are_two_stretches(corpus_of: CorpusOf, engine: DuckDBEngine):
    text = "|".join(f"{number}号" for number in range(60))
    corpus = corpus_of(text, text)
    near = given_windows(((0, 3), (60, 63)), ((50, 53), (110, 113)))
    assert spans_of(align_windows(corpus, near, worth_of(corpus, engine))) == [
        ((0, 3), (60, 63)),
        ((50, 53), (110, 113)),
    ]


def test_what_the_other_side_lacks_is_cut_off_at_the_edges_and_stays_inside(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("子|甲|乙|丙|丑", "丙|寅|甲|乙|卯")
    near = given_windows(((0, 5), (5, 10)))
    assert spans_of(align_windows(corpus, near, worth_of(corpus, engine))) == [((1, 4), (5, 9))]


def usual_surprise(corpus: Corpus, surprise: Surprise, words: int) -> list[int]:
    """The mean surprise, wherever it stands, of each of the first words of the corpus."""
    return [int(surprise.following[corpus.word == word].mean()) for word in corpus.word[:words]]


def test_what_is_shared_is_worth_its_usual_surprise_in_any_order_and_the_rest_costs(
    corpus_of: CorpusOf, engine: DuckDBEngine
):
    corpus = corpus_of("甲|乙|丙|丁", "丁|丙|乙|甲", "丁|子|乙|甲", "甲|甲|乙|丁")
    surprise = worth_of(corpus, engine)
    near = given_windows(((0, 4), (4, 8)), ((0, 4), (8, 12)), ((0, 4), (12, 16)))
    found = align_windows(corpus, near, surprise)
    worth = dict(zip(found.second_begin.tolist(), found.worth.tolist(), strict=True))
    words = usual_surprise(corpus, surprise, 4)
    assert worth[4] == sum(words)
    # 丙 is missing, and so are its bits; what stands instead of it costs as a word left over. Twice 甲 is once shared.
    assert 0 < sum(words) - words[2] - worth[8] == sum(words) - words[2] - worth[12]


def test_a_word_that_both_sides_say_twice_counts_twice(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("甲|乙|甲", "甲|甲|乙", "乙|丙|甲")
    surprise = worth_of(corpus, engine)
    found = align_windows(corpus, given_windows(((0, 3), (3, 6)), ((0, 3), (6, 9))), surprise)
    worth = dict(zip(found.second_begin.tolist(), found.worth.tolist(), strict=True))
    usual = usual_surprise(corpus, surprise, 3)
    assert worth[3] == sum(usual)
    assert worth[6] < sum(usual[:2])


@given(TEXTS)
def test_stretches_lie_within_windows_and_begin_and_end_with_shared_words(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]
):
    corpus = corpus_of(*texts)
    near = near_in(corpus, engine)
    found = align_windows(corpus, near, worth_of(corpus, engine))
    assert len(found) <= len(near)
    assert (len(found) > 0) == (len(near) > 0)
    windows = list(zip(near.first_begin.tolist(), near.first_end.tolist(), strict=True))
    for first, second in spans_of(found):
        assert any(begin <= first[0] < end for begin, end in windows)
        assert corpus.speech[first[0]] == corpus.speech[first[1] - 1]
        assert corpus.speech[second[0]] == corpus.speech[second[1] - 1]
        assert corpus.speech[first[0]] < corpus.speech[second[0]]
        one, other = (corpus.word[begin:end].tolist() for begin, end in (first, second))
        assert {one[0], one[-1]} <= set(other)
        assert {other[0], other[-1]} <= set(one)


@pytest.mark.parametrize("texts", [(), ("",), ("天|地",), ("天", "地")])
def test_no_window_is_no_stretch(corpus_of: CorpusOf, engine: DuckDBEngine, texts: tuple[str, ...]):
    corpus = corpus_of(*texts)
    assert len(align_windows(corpus, given_windows(), worth_of(corpus, engine))) == 0
