"""Places of a wording against plain search with the edge rule."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, Places, find_places, lay_out
from lineage.models import Mask, Span
from lineage.text import Lexicon, Segmenter, canonicalise
from lineage.text.marks import HARD

CorpusOf = Callable[..., Corpus]
WORDS = ["天地", "人和", "天", "地", "天地人和", "人和天地", "和天", "地人和天"]
KNOWN = {"天地", "人和", "和天", "地人", "天地人和"}
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, "，", "。"]), max_size=10).map("|".join), min_size=1, max_size=3)
WORDINGS = st.lists(st.text(st.sampled_from("天地人和"), min_size=1, max_size=6), min_size=1, max_size=6, unique=True)


def is_known(words: pa.Array) -> Mask:
    return np.array([word in KNOWN for word in words.to_pylist()], bool)


def rows(places: Places) -> list[tuple[int, int, int, int]]:
    columns = (places.wording, places.speech, places.begin, places.end)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def searched(corpus: Corpus, wordings: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The obvious way: every match by characters, tried against the rules one by one."""
    starts = corpus.word_start.tolist()

    def may_stand(edge: int) -> bool:
        if edge in starts:
            return True
        begin = max(start for start in starts if start < edge)
        end = min(start for start in starts if start > edge)
        parts = corpus.text[begin:edge], corpus.text[edge:end]
        return all(len(part) >= 2 and part in KNOWN for part in parts)

    found = []
    for number, wording in enumerate(wordings):
        for begin in range(len(corpus.text)):
            end = begin + len(wording)
            whole = corpus.text.startswith(wording, begin) and not (corpus.boundary[begin + 1 : end] & HARD).any()
            if whole and may_stand(begin) and may_stand(end):
                speech = int(np.searchsorted(corpus.character_of, begin, side="right")) - 1
                found.append((number, speech, begin, end))
    return found


@given(TEXTS, WORDINGS)
def test_all_places_are_found_and_no_others(corpus_of: CorpusOf, texts: list[str], wordings: list[str]):
    corpus = corpus_of(*texts)
    assert rows(find_places(corpus, wordings, is_known)) == searched(corpus, wordings)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.general()


def count(corpus: Corpus, wording: str, lexicon: Lexicon) -> int:
    return len(find_places(corpus, [wording], lexicon.has))


@pytest.mark.parametrize(
    ("parted", "wording", "stands"),
    [
        ("提高|自主|创新能力", "自主创新", True),
        ("具有|中国|特色", "有中国特色", False),
        ("有|中国|特色", "有中国特色", True),
        ("中国|有|企业家", "国有企业", False),
        ("中国|国有企业", "国有企业", True),
        ("人类|命运共同体", "命运共同体", True),
        ("命运，共同体", "命运共同体", True),
        ("命运。共同体", "命运共同体", False),
        ("命运\n共同体", "命运共同体", False),
    ],
)
def test_an_edge_stands_between_words_or_between_the_words_of_a_compound(
    corpus_of: CorpusOf, lexicon: Lexicon, parted: str, wording: str, stands: bool
):
    assert count(corpus_of(parted), wording, lexicon) == stands


def test_jieba_cuts_the_examples_as_they_are_told(lexicon: Lexicon):
    segmenter = Segmenter()
    texts = {"提高自主创新能力": "自主创新", "具有中国特色": "有中国特色", "中国有企业家": "国有企业"}
    found = {
        text: count(lay_out([segmenter.columns(canonicalise(text))]), wording, lexicon)
        for text, wording in texts.items()
    }
    assert list(found.values()) == [1, 0, 0]


def test_places_may_overlap_and_lie_inside_each_other(corpus_of: CorpusOf):
    corpus = corpus_of("天地|人和|天地|人和")
    found = rows(find_places(corpus, ["天地人和", "人和天地", "天地人和天地", "人和"], is_known))
    assert [(wording, begin) for wording, _, begin, _ in found] == [(0, 0), (0, 4), (1, 2), (2, 0), (3, 2), (3, 6)]


def test_a_wording_also_stands_in_overlap_with_itself(corpus_of: CorpusOf):
    found = find_places(corpus_of("天|天|天"), ["天天"], is_known)
    assert found.begin.tolist() == [0, 1]


def test_no_edge_falls_inside_a_folded_unit(lexicon: Lexicon):
    text = "網際網路與網路，推動數位轉型發展"
    corpus = lay_out([Segmenter(("数字化",)).columns(canonicalise(text))])
    assert corpus.text == "互联网与网络推动数字化转型发展"
    wordings = ["推动数字化", "推动数字化转型", "化转型发展", "转型发展", "互联网"]
    found = find_places(corpus, wordings, lexicon.has)
    assert [wordings[number] for number in found.wording.tolist()] == ["推动数字化转型", "互联网"]
    spans = zip(corpus.begin[found.begin].tolist(), corpus.end[found.end - 1].tolist(), strict=True)
    assert [text[begin:end] for begin, end in spans] == ["推動數位轉型", "網際網路"]


def test_a_speech_begins_free_even_where_offsets_meet_those_of_the_speech_before(corpus_of: CorpusOf):
    # The last character of the first speech and the first of the second both stand at [1, 2) of their texts.
    first = Segmenter().columns(canonicalise("国人"))
    second = Segmenter().columns(canonicalise("题中国人民", [Span(0, 1, "navigation")]))
    corpus = lay_out([first, second])
    assert corpus.begin[1] == corpus.begin[2]
    assert rows(find_places(corpus, ["中国人民", "国人"], is_known))[0] == (0, 1, 2, 6)
    assert find_places(corpus, ["国人"], is_known).begin.tolist() == [0]


def test_no_wordings_and_no_words_have_no_places(corpus_of: CorpusOf):
    assert len(find_places(corpus_of("天地|人和"), [], is_known)) == 0
    assert len(find_places(corpus_of("", ""), ["天地"], is_known)) == 0
