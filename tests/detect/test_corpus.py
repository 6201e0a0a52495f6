"""Speeches laid end to end: nothing is lost, and no order of files shows."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, lay_out
from lineage.errors import OutOfRoom
from lineage.models import SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

WORDS = ["山河", "日月", "中", "互联网+", "2.5", "A", "𠮷野", "é"]
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, "，", "。"]), max_size=8).map("|".join), min_size=1, max_size=5)

CorpusOf = Callable[..., Corpus]


def words(corpus: Corpus) -> list[str]:
    starts = corpus.word_start.tolist()
    return [corpus.text[begin:end] for begin, end in pairwise(starts)]


@given(TEXTS)
def test_words_are_the_slices_of_the_text(corpus_of: CorpusOf, texts: list[str]):
    corpus = corpus_of(*texts)
    vocabulary = corpus.vocabulary.to_pylist()
    assert [vocabulary[word] for word in corpus.word.tolist()] == words(corpus)
    assert vocabulary == sorted(set(words(corpus)))


@given(TEXTS)
def test_every_word_and_character_belongs_to_its_speech(corpus_of: CorpusOf, texts: list[str]):
    corpus = corpus_of(*texts)
    for speech, text in enumerate(texts):
        alone = corpus_of(text)
        begin, end = corpus.character_of[speech : speech + 2].tolist()
        assert corpus.text[begin:end] == alone.text
        mine = [word for word, owner in zip(words(corpus), corpus.speech.tolist(), strict=True) if owner == speech]
        assert mine == words(alone)
        assert corpus.begin[begin:end].tolist() == alone.begin.tolist()
        assert corpus.end[begin:end].tolist() == alone.end.tolist()


@given(TEXTS)
def test_a_hard_boundary_stands_before_every_speech_and_at_the_end(corpus_of: CorpusOf, texts: list[str]):
    corpus = corpus_of(*texts)
    assert (corpus.boundary[corpus.character_of] & HARD).all()
    assert len(corpus.boundary) == len(corpus.text) + 1
    assert len(corpus.word_boundary) == len(corpus.word) + 1
    assert corpus.word_boundary.tolist() == corpus.boundary[corpus.word_start].tolist()


def test_what_closes_a_speech_is_kept_beside_what_opens_the_next(corpus_of: CorpusOf):
    one, other, both = corpus_of("“山河”"), corpus_of("日月，"), corpus_of("“山河”", "日月，")
    assert both.boundary[0] == one.boundary[0]
    assert both.boundary[2] == one.boundary[2] | other.boundary[0]
    assert both.boundary[4] == other.boundary[2]


@given(TEXTS, st.randoms(use_true_random=False))
def test_a_word_has_one_hash_whatever_stands_beside_it(corpus_of: CorpusOf, texts: list[str], random):
    shuffled = random.sample(texts, len(texts))
    tables = [
        dict(zip(corpus.vocabulary.to_pylist(), corpus.word_hash.tolist(), strict=True))
        for corpus in (corpus_of(*texts), corpus_of(*shuffled), corpus_of(texts[0]))
    ]
    assert tables[0] == tables[1]
    assert tables[2].items() <= tables[0].items()


def test_different_words_have_different_hashes():
    words = [f"{number:05}" for number in range(5000)]
    starts = np.arange(0, 5 * len(words) + 1, 5, dtype=np.int32)
    corpus = lay_out([SpeechColumns(canonicalise("".join(words)), starts)])
    assert corpus.vocabulary.to_pylist() == words
    assert len(set(corpus.word_hash.tolist())) == len(words)


@pytest.mark.parametrize("texts", [("",), ("", ""), ("", "山河", "")])
def test_speeches_without_words_do_no_harm(corpus_of: CorpusOf, texts: tuple[str, ...]):
    corpus = corpus_of(*texts)
    assert words(corpus) == [text for text in texts if text]
    assert len(corpus.character_of) == len(texts) + 1


def test_laying_out_changes_no_column(columns_of: Callable[[str], SpeechColumns]):
    columns = [columns_of("山河|日月"), columns_of("日月。山河")]
    before = [column.word_start.tolist() for column in columns]
    lay_out(columns)
    assert [column.word_start.tolist() for column in columns] == before


def test_more_words_than_can_be_told_apart_are_refused(corpus_of: CorpusOf, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lineage.detect.corpus._MOST_WORDS", 3)
    corpus_of("山河|日月")
    with pytest.raises(OutOfRoom, match="3 words are more than can be compared at once"):
        corpus_of("山河|日月", "中")
