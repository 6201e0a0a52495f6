"""Shared runs against a search of all pairs of places."""

from collections.abc import Callable, Iterator
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, lay_out, recurrent_grams
from lineage.detect.said import Said
from lineage.detect.seeds import Runs, shared_runs
from lineage.engine import DuckDBEngine
from lineage.models import SpeechColumns
from lineage.text import canonicalise

CorpusOf = Callable[..., Corpus]
Run = tuple[int, int, int]

PIECES = st.sampled_from(["天", "地", "人", "天地", "山河", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=12).map("|".join), min_size=1, max_size=4)
EVERY = 10**6  # so many places may a seed have: all pairs are looked at


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def found_in(corpus: Corpus, engine: DuckDBEngine, most: int = EVERY) -> tuple[Runs, int]:
    return shared_runs(
        corpus, recurrent_grams(corpus, engine, min_speeches=2, max_words=40), Said.of(corpus), most=most
    )


def listed(runs: Runs) -> list[Run]:
    return list(zip(runs.first.tolist(), runs.second.tolist(), runs.length.tolist(), strict=True))


def maximal(corpus: Corpus) -> set[Run]:
    """All pairs of equal stretches in two speeches that go on neither to the left nor to the right; the obvious way."""
    word, speech = corpus.word.tolist(), corpus.speech.tolist()

    def same(one: int, other: int, step: int) -> bool:
        inside = one + step >= 0 and other + step < len(word)
        stays = inside and speech[one + step] == speech[one] and speech[other + step] == speech[other]
        return stays and word[one + step] == word[other + step]

    runs = set()
    for first in range(len(word)):
        for second in range(first + 1, len(word)):
            if speech[first] != speech[second] and word[first] == word[second] and not same(first, second, -1):
                length = 1
                while same(first + length - 1, second + length - 1, 1):
                    length += 1
                runs.add((first, second, length))
    return runs


def numbered(*sentences: list[int]) -> SpeechColumns:
    """A speech in numbers for words."""
    canonical = canonicalise("。".join("".join(f"{number:05}" for number in sentence) for sentence in sentences))
    return SpeechColumns(canonical, np.arange(0, len(canonical.text) + 1, 5, dtype=np.int32))


@given(TEXTS)
def test_where_all_seeds_are_rare_the_runs_are_all_maximal_pairs(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]
):
    corpus = corpus_of(*texts)
    runs, starred = found_in(corpus, engine)
    assert listed(runs) == sorted(maximal(corpus))
    assert starred == 0


@given(TEXTS, st.integers(1, 3))
def test_where_seeds_are_common_the_runs_are_some_of_them(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str], most: int
):
    corpus = corpus_of(*texts)
    runs = listed(found_in(corpus, engine, most)[0])
    assert runs == sorted(set(runs))
    assert set(runs) <= maximal(corpus)


@given(TEXTS)
def test_the_order_of_speeches_changes_only_which_one_is_the_first(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]
):
    told = []
    for order in (1, -1):
        corpus = corpus_of(*texts[::order])
        name = list(range(len(texts)))[::order]
        within = np.arange(len(corpus.word)) - np.searchsorted(corpus.speech, corpus.speech)
        places = [(name[speech], place) for speech, place in zip(corpus.speech, within.tolist(), strict=True)]
        runs = listed(found_in(corpus, engine)[0])
        told.append({(frozenset((places[first], places[second])), length) for first, second, length in runs})
    assert told[0] == told[1]


def test_marks_are_crossed_but_speeches_are_not(corpus_of: CorpusOf, engine: DuckDBEngine):
    # In the corpus 日月 follows 山河 in the first two speeches as in the third, which has a full stop between.
    corpus = corpus_of("天地|山河", "日月|人", "天地|山河。日月|人")
    assert listed(found_in(corpus, engine)[0]) == [(0, 4, 2), (2, 6, 2)]
    corpus = corpus_of("天地|山河。日月|人", "天地|山河，日月|人")
    assert listed(found_in(corpus, engine)[0]) == [(0, 4, 4)]


def test_what_one_speech_repeats_is_no_run(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("天地|山河。天地|山河", "日月|人")
    assert listed(found_in(corpus, engine)[0]) == []


def test_a_rare_word_in_a_common_phrase_seeds_all_its_pairs(engine: DuckDBEngine):
    phrase = [1, 2, 3, 4, 5]
    speeches = [numbered([100 + own, *phrase, 200 + own]) for own in range(20)]
    speeches += [numbered([6, *phrase, 7]), numbered([6, *phrase, 7])]
    corpus = lay_out(speeches)
    runs, starred = found_in(corpus, engine, most=8)
    assert (20 * 7, 21 * 7, 7) in listed(runs)
    # Of the phrase itself each other place is linked with the first one, and with no other.
    common = [(first, second) for first, second, length in listed(runs) if length == 5]
    assert common == [(1, 7 * own + 1) for own in range(1, 20)]
    assert starred == 20 * 2  # where five words begin and, within them, four


def test_a_common_phrase_of_three_words_is_no_run(engine: DuckDBEngine):
    for words, linked in ((3, 0), (4, 19)):
        corpus = lay_out([numbered([100 + own, *range(words), 200 + own]) for own in range(20)])
        assert len(found_in(corpus, engine, most=8)[0]) == linked


@pytest.mark.parametrize("texts", [(), ("",), ("天|地",), ("天", "地"), ("", "天")])
def test_where_nothing_is_shared_there_is_no_run(corpus_of: CorpusOf, engine: DuckDBEngine, texts: tuple[str, ...]):
    corpus = corpus_of(*texts)
    runs, starred = found_in(corpus, engine)
    assert (len(runs), starred) == (0, 0)
    assert len(shared_runs(corpus, [], Said.of(corpus))[0]) == 0


def test_runs_as_long_as_a_speech_that_repeats_one_sentence_take_little_time(engine: DuckDBEngine):
    # Each of 20,000 places in the second speech agrees with the first place in the first one to the end of a speech.
    speech = numbered(*[list(range(5))] * 20_000)
    corpus = lay_out([speech, speech])
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    begin = process_time()
    runs, _ = shared_runs(corpus, levels, Said.of(corpus))
    assert process_time() - begin < 2
    assert len(runs) == 20_000
    assert listed(runs)[0] == (0, 100_000, 100_000)
    assert sorted(runs.length.tolist()) == list(range(5, 100_001, 5))
