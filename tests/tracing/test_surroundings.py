"""Which places cut a word, and what stands around all places of a phrase."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import find_places, lay_out
from lineage.models import SpeechColumns
from lineage.text import Lexicon, Segmenter, canonicalise, fold_phrase
from lineage.tracing.spoken import Place, find_exact
from lineage.tracing.surroundings import common_around, find_whole


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.general()


def stands(spoken: Mapping[int, SpeechColumns], phrase: str) -> dict[int, list[Place]]:
    return {number: list(find_exact(own.canonical, fold_phrase(phrase))) for number, own in spoken.items()}


def whole(segmenter, lexicon, text: str, phrase: str) -> bool:
    spoken = {0: segmenter.columns(canonicalise(text))}
    places = stands(spoken, phrase)
    assert len(places[0]) == 1
    return bool(find_whole(spoken, places, lambda: lexicon.has))


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("建设有中国特色的社会主义。", "有中国特色", True),
        ("走出具有中国特色的道路。", "有中国特色", False),
        ("贯彻新发展理念。", "新发展理念", True),
        ("推动创新发展理念深入人心。", "新发展理念", False),
        ("增长12.5%。", "2.5", False),
        ("提高自主创新能力。", "自主创新", True),
    ],
)
def test_a_place_may_not_cut_a_word_but_in_words(segmenter, lexicon, text, phrase, expected):
    assert whole(segmenter, lexicon, text, phrase) is expected


def test_the_dictionary_is_asked_for_only_where_a_word_is_cut(segmenter):
    spoken = {0: segmenter.columns(canonicalise("贯彻新发展理念。"))}
    asked: list[bool] = []
    assert find_whole(spoken, stands(spoken, "发展理念"), lambda: asked.append(True)) == {(0, (3, 7))}
    assert asked == []


TEXTS = st.lists(
    st.sampled_from(["具有", "有", "中国", "特色", "国有", "企业", "企业家", "自主", "创新能力", "，", "。"]),
    max_size=12,
).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(["有中国", "国有企业", "自主创新", "有中国特色"]))
def test_the_places_are_those_that_a_scan_counts(segmenter, lexicon, texts, phrase):
    spoken = {number: segmenter.columns(canonicalise(text)) for number, text in enumerate(texts)}
    corpus = lay_out(list(spoken.values()))
    found = find_places(corpus, [phrase], lexicon.has)
    begins = (found.begin - corpus.character_of[found.speech]).tolist()
    counted = {
        (speech, (begin, begin + len(phrase))) for speech, begin in zip(found.speech.tolist(), begins, strict=True)
    }
    assert find_whole(spoken, stands(spoken, phrase), lambda: lexicon.has) == counted


def test_what_stands_around_all_places_ends_at_hard_marks(segmenter):
    texts = ("又多又快又好又省地发展。", "凡事要又多、又快、又好、又省地扩大。", "又多又快又好又省地。")
    spoken = {number: segmenter.columns(canonicalise(text)) for number, text in enumerate(texts)}
    assert common_around(spoken, stands(spoken, "又快又好")) == ("又多", "又省地")
    assert common_around({0: spoken[0]}, stands({0: spoken[0]}, "又快又好")) == ("又多", "又省地发展")
    parted = {0: segmenter.columns(canonicalise("又多。又快又好！又省地"))}
    assert common_around(parted, stands(parted, "又快又好")) == ("", "")
