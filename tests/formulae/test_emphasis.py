"""What a speech says twice or sets in quotation marks; and what of a stretch of words is a wording."""

import numpy as np
import pytest

from lineage.engine import DuckDBEngine
from lineage.formulae import EdgeWords, clauses_of, find_emphasised


@pytest.fixture
def emphasised(corpus_of):
    def find(parted: str):
        corpus = corpus_of(parted)
        with DuckDBEngine() as engine:
            found = find_emphasised(corpus, EdgeWords.of(corpus.vocabulary), engine, min_length=4, max_words=40)
        return {each.canonical: (each.first, each.length, each.quoted) for each in found}

    return find


def test_what_two_sentences_say(emphasised):
    assert emphasised("先易|后难|好。先易|后难|难。") == {"先易后难": ((0, 3), 2, False)}


def test_what_one_sentence_says_twice_is_not_enough(emphasised):
    assert emphasised("先易|后难，先易|后难。好") == {}


def test_what_stands_in_quotation_marks(emphasised):
    assert emphasised("谈|“两免|一补”|等。见|《数字|中国》。") == {
        "两免一补": ((1,), 2, True),
        "数字中国": ((5,), 2, True),
    }


def test_what_is_said_twice_and_quoted_once_keeps_all_its_places(emphasised):
    assert emphasised("谈|“两免|一补”|等。又|两免|一补|难。") == {"两免一补": ((1, 5), 2, True)}


@pytest.mark.parametrize("text", ["谈|“两免|一补。|好”|等", "谈|“两免|一补", "谈|“免”|等", "两免|一补|”等"])
def test_what_is_no_quoted_wording(emphasised, text: str):
    assert emphasised(text) == {}


@pytest.fixture
def clauses(corpus_of):
    def find(parted: str, *stretches: tuple[int, int]):
        corpus = corpus_of(parted)
        first, end = np.array(stretches, np.int64).reshape(-1, 2).T
        words = zip(
            *(edge.tolist() for edge in clauses_of(corpus, EdgeWords.of(corpus.vocabulary), first, end)), strict=True
        )
        return [corpus.text[corpus.word_start[low] : corpus.word_start[high]] for low, high in words]

    return find


def test_a_stretch_falls_into_its_clauses_and_these_are_trimmed(clauses):
    text = "先易|后难|的，稳步|推进、循序|渐进，在|前进"
    assert clauses(text, (0, 9)) == ["先易后难", "稳步推进循序渐进", "前进"]
    assert clauses(text, (1, 5), (3, 5), (4, 5)) == ["后难", "稳步推进", "推进"]
    assert clauses(text, (2, 3)) == []
    assert clauses(text) == []
