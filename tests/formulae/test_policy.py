"""Words that call something a line."""

from importlib.resources import files

import pyarrow as pa
import pytest

from lineage.formulae.policy import PolicyWords
from lineage.text import Segmenter, canonicalise

CLASSES = ("upholds", "names")


@pytest.fixture(scope="module")
def words() -> dict[str, list[str]]:
    """The word list as it stands in the file, by class."""
    text = files("lineage.formulae").joinpath("policy_words.tsv").read_text(encoding="utf-8")
    header, *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert header == ["class", "words"]
    return {name: listed.split() for name, listed in rows}


def test_words_are_looked_up_each_by_itself():
    looked_up = PolicyWords.of(pa.array(["坚持", "方针", "山河", "主张", "坚持方针", ""]))
    assert looked_up.upholds.tolist() == [True, False, False, True, False, False]
    assert looked_up.names.tolist() == [False, True, False, True, False, False]


def test_an_empty_vocabulary_has_no_words():
    looked_up = PolicyWords.of(pa.array([], pa.string()))
    assert looked_up.upholds.shape == looked_up.names.shape == (0,)


@pytest.mark.parametrize("name", CLASSES)
def test_every_word_of_the_list_is_found(words: dict[str, list[str]], name: str):
    assert set(words) == set(CLASSES)
    assert getattr(PolicyWords.of(pa.array(words[name])), name).all()


@pytest.mark.parametrize("name", CLASSES)
def test_no_word_stands_in_the_list_twice(words: dict[str, list[str]], name: str):
    assert len(words[name]) == len(set(words[name])) > 20


@pytest.mark.parametrize("name", CLASSES)
def test_every_word_of_the_list_is_a_word_to_the_segmenter(words: dict[str, list[str]], name: str):
    segmenter = Segmenter()
    cut = {word: len(segmenter.columns(canonicalise(word)).word_start) - 1 for word in words[name]}
    assert [word for word, pieces in cut.items() if pieces != 1] == []
