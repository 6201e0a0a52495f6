"""Shared grams against a dictionary of sets."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, Level, lay_out, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.models import SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

CorpusOf = Callable[..., Corpus]
Gram = tuple[str, ...]

# Few words, so that grams repeat, overlap themselves and come close to colliding: 天|地人 and 天地|人 are two grams.
PIECES = st.sampled_from(["天", "地", "人", "天地", "地人", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=14).map("|".join), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def words_and_breaks(corpus: Corpus) -> tuple[list[str], list[bool]]:
    vocabulary = corpus.vocabulary.to_pylist()
    return [vocabulary[word] for word in corpus.word.tolist()], ((corpus.word_boundary & HARD) != 0).tolist()


def counted(corpus: Corpus, min_speeches: int) -> dict[Gram, tuple[int, int, list[int]]]:
    """Every shared gram: occurrences, speeches, places; the obvious way."""
    words, breaks = words_and_breaks(corpus)
    places: dict[Gram, list[int]] = defaultdict(list)
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            if any(breaks[begin + 1 : end]):
                break
            places[tuple(words[begin:end])].append(begin)
    found = {}
    for gram, begins in places.items():
        speeches = {int(corpus.speech[begin]) for begin in begins}
        if len(speeches) >= min_speeches:
            found[gram] = (len(begins), len(speeches), begins)
    return found


def listed(corpus: Corpus, levels: list[Level]) -> dict[Gram, tuple[int, int, list[int]]]:
    words, _ = words_and_breaks(corpus)
    found = {}
    for level in levels:
        places = defaultdict(list)
        for position, gram in zip(level.position.tolist(), level.gram.tolist(), strict=True):
            places[gram].append(position)
        for gram, first in enumerate(level.first.tolist()):
            assert first == places[gram][0]
            wording = tuple(words[first : first + level.length])
            assert wording not in found
            found[wording] = (int(level.occurrences[gram]), int(level.speeches[gram]), places[gram])
    return found


@given(TEXTS, st.integers(2, 3))
def test_all_shared_grams_are_found_with_all_their_places(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str], min_speeches: int
):
    corpus = corpus_of(*texts)
    levels = recurrent_grams(corpus, engine, min_speeches=min_speeches, max_words=40)
    assert listed(corpus, levels) == counted(corpus, min_speeches)


@given(TEXTS, st.integers(1, 4))
def test_the_last_level_is_one_past_the_longest_candidate(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str], max_words: int
):
    corpus = corpus_of(*texts)
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=max_words)
    assert [level.length for level in levels] == list(range(1, len(levels) + 1))
    assert len(levels) <= max_words + 1
    shorter = {gram: row for gram, row in counted(corpus, 2).items() if len(gram) <= max_words + 1}
    assert listed(corpus, levels) == shorter
    if len(levels) <= max_words:
        assert len(levels[-1].position) == 0


@given(TEXTS)
def test_the_order_of_speeches_changes_no_count(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    counts = []
    for order in (texts, texts[::-1]):
        corpus = corpus_of(*order)
        found = listed(corpus, recurrent_grams(corpus, engine, min_speeches=2, max_words=40))
        counts.append({gram: row[:2] for gram, row in found.items()})
    assert counts[0] == counts[1]


def test_light_marks_are_crossed_and_hard_ones_are_not(corpus_of: CorpusOf, engine: DuckDBEngine):
    for mark, crossed in (("，", True), ("、", True), ("”", True), ("。", False), ("\n", False), ("……", False)):
        corpus = corpus_of(*[f"山河{mark}日月"] * 2)
        found = listed(corpus, recurrent_grams(corpus, engine, min_speeches=2, max_words=40))
        assert (("山河", "日月") in found) is crossed


def test_no_gram_crosses_from_one_speech_into_the_next(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("山河", "日月", "山河", "日月")
    found = listed(corpus, recurrent_grams(corpus, engine, min_speeches=2, max_words=40))
    assert set(found) == {("山河",), ("日月",)}


def test_what_one_speech_repeats_is_not_shared(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("山河|山河|山河", "日月")
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    assert [len(level.first) for level in levels] == [0]


def test_each_level_is_told_when_it_is_done(corpus_of: CorpusOf, engine: DuckDBEngine):
    told: list[int] = []
    recurrent_grams(corpus_of("山河|日月", "山河|日月"), engine, min_speeches=2, max_words=40, step=told.append)
    assert told == [1, 2, 3]


def test_many_grams_keep_apart(engine: DuckDBEngine):
    # 10,000 words in 40,000 grams: if hashes met, counts would not all be two.
    canonical = canonicalise("".join(f"{number:05}" for number in range(10_000)))
    columns = SpeechColumns(canonical, np.arange(0, len(canonical.text) + 1, 5, dtype=np.int32))
    levels = recurrent_grams(lay_out([columns, columns]), engine, min_speeches=2, max_words=3)
    assert [len(level.first) for level in levels] == [10_000, 9_999, 9_998, 9_997]
    assert all(Counter(level.occurrences.tolist()).keys() == {2} for level in levels)


def test_the_gram_at_a_place(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("天|地|甲", "天|地|乙")
    level = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)[0]
    gram = level.gram_at(corpus.word_start[:6]).tolist()
    assert gram[2] == gram[5] == -1
    assert gram[:2] == gram[3:5]
    assert gram[0] != gram[1]
