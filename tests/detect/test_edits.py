"""Places where one word of a wording is altered, against the obvious way."""

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, Edits, find_edits, lay_out
from lineage.models import SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

CorpusOf = Callable[..., Corpus]

JOINING, NUMERALS = {"的", "和"}, {"三", "四"}
PIECES = st.sampled_from(["天", "地", "人", "天地", "的", "和", "三", "四", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=16).map("|".join), min_size=1, max_size=3)


def found_in(corpus: Corpus, spans: list[tuple[int, int]]) -> Edits:
    vocabulary = corpus.vocabulary.to_pylist()
    joining, numeral = (np.array([word in among for word in vocabulary], bool) for among in (JOINING, NUMERALS))
    first, length = np.array(spans, np.int64).reshape(-1, 2).T
    return find_edits(corpus, joining, numeral, first, length)


def rows_of(found: Edits) -> list[tuple[int, int, int]]:
    return list(zip(found.wording.tolist(), found.first.tolist(), found.length.tolist(), strict=True))


def altered(own: list[str], other: list[str]) -> bool:
    """Whether one word inside is left out, added or replaced, the obvious way."""
    if min(len(own), len(other)) < 3 or (own[0], own[-1]) != (other[0], other[-1]):
        return False
    shorter, longer = sorted((own, other), key=len)
    if len(own) == len(other):
        changed = [(a, b) for a, b in zip(own, other, strict=True) if a != b]
        return len(own) >= 5 and len(changed) == 1 and not NUMERALS & set(changed[0])
    if len(longer) - len(shorter) != 1 or len(own) < 4:
        return False
    gone = [at for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == shorter]
    return bool(gone) and not NUMERALS & {longer[at] for at in gone}


def expected(corpus: Corpus, spans: list[tuple[int, int]]) -> set[tuple[int, int, int]]:
    vocabulary = corpus.vocabulary.to_pylist()
    words = [vocabulary[word] for word in corpus.word.tolist()]
    hard = ((corpus.word_boundary & HARD) != 0).tolist()

    def whole(begin: int, end: int) -> bool:
        return not {words[begin], words[end - 1]} & JOINING

    def kept(begin: int, end: int) -> list[str]:
        return [word for word in words[begin:end] if word not in JOINING]

    rows = set()
    for number, (first, length) in enumerate(spans):
        own = kept(first, first + length)
        for begin in range(len(words)):
            for end in range(begin + 1, len(words) + 1):
                if any(hard[begin + 1 : end]):
                    break
                fits = 4 <= len(own) <= 12 and whole(first, first + length) and whole(begin, end)
                if fits and altered(own, kept(begin, end)):
                    rows.add((number, begin, end - begin))
    return rows


@given(TEXTS, st.data())
def test_all_places_with_one_word_altered_are_found(corpus_of: CorpusOf, texts: list[str], data: st.DataObject):
    corpus = corpus_of(*texts)
    count = len(corpus.word)
    spans = []
    if count:
        begins = data.draw(st.lists(st.integers(0, count - 1), max_size=6))
        spans = [(begin, data.draw(st.integers(1, min(count - begin, 9)))) for begin in begins]
    rows = rows_of(found_in(corpus, spans))
    assert rows == sorted(set(rows))
    assert set(rows) == expected(corpus, spans)


LABEL = "坚决|打击|一切|网络|犯罪|活动"


@pytest.mark.parametrize(
    "text",
    [
        LABEL.replace("|一切", ""),
        LABEL.replace("一切", "一切|国际"),
        LABEL.replace("一切", "各种"),
        LABEL.replace("一切", "各种|的"),
        LABEL.replace("打击", "惩治"),
        LABEL.replace("犯罪", "违法"),
        LABEL.replace("|一切", "，"),
    ],
)
def test_one_word_inside_may_be_left_out_added_or_replaced(corpus_of: CorpusOf, text: str):
    corpus = corpus_of(LABEL, f"我们|{text}。好")
    words = len(corpus.word) - 6 - 2
    assert rows_of(found_in(corpus, [(0, 6)])) == [(0, 7, words)]


@pytest.mark.parametrize(
    "text",
    [
        LABEL,
        LABEL.replace("打击", "惩治").replace("犯罪", "违法"),  # two words
        LABEL.replace("坚决", "依法"),  # at the edge
        LABEL.replace("|活动", ""),
        LABEL.replace("一切|网络", "网络|一切"),
        LABEL.replace("一切", "一切。"),  # another sentence
        LABEL.replace("一切", "三"),  # a numeral
        LABEL.replace("一切", "一切|三"),
    ],
)
def test_what_is_altered_otherwise_is_no_edit(corpus_of: CorpusOf, text: str):
    assert rows_of(found_in(corpus_of(LABEL, text), [(0, 6)])) == []


def test_a_numeral_is_never_altered(corpus_of: CorpusOf):
    corpus = corpus_of("全面|实施|三|五|规划|纲要", "全面|实施|四|五|规划|纲要", "全面|实施|五|规划|纲要")
    assert rows_of(found_in(corpus, [(0, 6), (6, 6), (12, 5)])) == []


def test_short_wordings_are_not_altered(corpus_of: CorpusOf):
    corpus = corpus_of("天|地|人", "天|人", "天|山|人", "天|地|山|人", "天|地|河|人")
    assert rows_of(found_in(corpus, [(0, 3)])) == []
    # One of four words may be left out, but not replaced.
    assert rows_of(found_in(corpus, [(8, 4)])) == [(0, 0, 3), (0, 5, 3)]


@pytest.mark.parametrize("texts", [(), ("",), ("的",), ("天|地",), ("天|地|人|山|河", "")])
def test_where_nothing_is_altered_nothing_is_found(corpus_of: CorpusOf, texts: tuple[str, ...]):
    corpus = corpus_of(*texts)
    assert rows_of(found_in(corpus, [])) == []
    assert rows_of(found_in(corpus, [(0, len(corpus.word))] if len(corpus.word) else [])) == []


def forms(first: int, last: int) -> SpeechColumns:
    """Sentences of six words, in numbers for words, that differ in the fourth."""
    text = "。".join(f"000010000200003{number:05}0000400005" for number in range(first, last))
    canonical = canonicalise(text)
    return SpeechColumns(canonical, np.arange(0, len(canonical.text) + 1, 5, dtype=np.int32))


def test_a_form_filled_in_thousands_of_times_takes_little_time():
    # Each of 3,000 wordings alters each other one: of so many at a place the first ones are told.
    corpus = lay_out([forms(1_000, 4_000)] * 2)
    spans = [(6 * number, 6) for number in range(3_000)]
    begin = process_time()
    found = found_in(corpus, spans)
    assert process_time() - begin < 3
    assert len(found.first) < 100 * 6_000
    assert set(found.first.tolist()) == set(range(0, len(corpus.word), 6))


def test_a_wording_altered_at_thousands_of_places_is_found_at_all_of_them():
    corpus = lay_out([forms(1_000, 1_001), forms(2_000, 12_000)])
    begin = process_time()
    found = found_in(corpus, [(0, 6)])
    assert process_time() - begin < 1
    assert found.first.tolist() == list(range(6, len(corpus.word), 6))
