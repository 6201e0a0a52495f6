"""Groups of wordings that say the same words, against the obvious way."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, Rewordings, find_rewordings, lay_out
from lineage.models import SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

CorpusOf = Callable[..., Corpus]
Span = tuple[int, int]

JOINING, PARTING = {"的", "和", "同"}, {"和"}
PIECES = st.sampled_from(["天", "地", "人", "天地", "的", "和", "同", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=14).map("|".join), min_size=1, max_size=4)


def found_in(corpus: Corpus, min_speeches: int = 2) -> Rewordings:
    vocabulary = corpus.vocabulary.to_pylist()
    joining, parting = (np.array([word in among for word in vocabulary], bool) for among in (JOINING, PARTING))
    return find_rewordings(corpus, joining, parting, min_speeches)


def groups_of(found: Rewordings) -> list[frozenset[frozenset[Span]]]:
    """Each group as the wordings it has, each wording as the places where it stands."""
    groups: dict[int, dict[int, set[Span]]] = defaultdict(lambda: defaultdict(set))
    rows = (found.group, found.wording, found.first, found.length)
    for group, wording, first, length in zip(*(column.tolist() for column in rows), strict=True):
        groups[group][wording].add((first, first + length))
    return [frozenset(map(frozenset, wordings.values())) for wordings in groups.values()]


def texts_of(corpus: Corpus, found: Rewordings) -> set[frozenset[str]]:
    def text(span: Span) -> str:
        return corpus.text[corpus.word_start[span[0]] : corpus.word_start[span[1]]]

    return {frozenset(text(min(wording)) for wording in group) for group in groups_of(found)}


def keys_of(words: list[str], joint: list[bool]) -> Iterator[tuple[object, ...]]:
    """By which keys a window is grouped: its words in order, and its parts in any order, if it has several."""
    parts: list[list[str]] = [[]]
    turns = False
    for word, joins in zip(words, joint, strict=True):
        turns |= joins or word in PARTING
        if word not in JOINING:
            parts += [[]] if turns and parts[-1] else []
            parts[-1].append(word)
            turns = False
    kept = tuple(word for word in words if word not in JOINING)
    told_apart = len(kept) == 2 and (JOINING - PARTING) & set(words)  # 甲的乙 is not 甲乙
    if not {words[0], words[-1]} & JOINING and 2 <= len(kept) <= 8 and not told_apart:
        yield "sequence", kept
        if len(parts) > 1:
            yield "parts", len(kept), frozenset(Counter(map(tuple, parts)).items())


def expected(corpus: Corpus, min_speeches: int) -> list[frozenset[frozenset[Span]]]:
    """All groups, the obvious way."""
    vocabulary = corpus.vocabulary.to_pylist()
    words, marks = [vocabulary[word] for word in corpus.word.tolist()], corpus.word_boundary.tolist()
    groups: dict[tuple[object, ...], dict[tuple[str, ...], set[Span]]] = defaultdict(lambda: defaultdict(set))
    unparted: set[tuple[str, ...]] = set()  # what stands without a mark anywhere has no parts to turn
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            if any(mark & HARD for mark in marks[begin + 1 : end]):
                break
            joint = [False, *(mark != 0 for mark in marks[begin + 1 : end])]
            keys = list(keys_of(words[begin:end], joint))
            for key in keys:
                groups[key][tuple(words[begin:end])].add((begin, end))
            if len(keys) == 1:
                unparted.add(tuple(words[begin:end]))
    for key, wordings in groups.items():
        if key[0] == "parts":
            groups[key] = defaultdict(set, {own: at for own, at in wordings.items() if own not in unparted})
    return [
        frozenset(map(frozenset, wordings.values()))
        for wordings in groups.values()
        if len(wordings) >= 2
        and len({int(corpus.speech[begin]) for places in wordings.values() for begin, _ in places}) >= min_speeches
    ]


@given(TEXTS, st.integers(2, 3))
def test_groups_are_all_windows_that_say_the_same(corpus_of: CorpusOf, texts: list[str], min_speeches: int):
    corpus = corpus_of(*texts)
    assert Counter(groups_of(found_in(corpus, min_speeches))) == Counter(expected(corpus, min_speeches))


@given(TEXTS)
def test_places_come_by_group_and_wording_once_each(corpus_of: CorpusOf, texts: list[str]):
    found = found_in(corpus_of(*texts))
    rows = list(zip(*(column.tolist() for column in (found.group, found.wording, found.first)), strict=True))
    assert rows == sorted(set(rows))
    groups, wordings = (np.unique(column).tolist() for column in (found.group, found.wording))
    assert groups == list(range(len(groups)))
    assert wordings == list(range(len(wordings)))


@given(TEXTS)
def test_the_order_of_speeches_changes_no_group(corpus_of: CorpusOf, texts: list[str]):
    told = []
    for order in (texts, texts[::-1]):
        corpus = corpus_of(*order)
        found = found_in(corpus)
        sizes = sorted((len(group), sum(map(len, group))) for group in groups_of(found))
        told.append((texts_of(corpus, found), sizes))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("信息|和|通信|技术", "信息|通信|技术"),
        ("各国|人民|的|根本|利益", "各国|的|人民|根本|利益"),
        ("网络|犯罪|和|恐怖|主义", "恐怖|主义|和|网络|犯罪"),
        ("你|中|有|我，我|中|有|你", "我|中|有|你、你|中|有|我"),
    ],
)
def test_joining_words_come_and_go_and_parts_turn(corpus_of: CorpusOf, one: str, other: str):
    corpus = corpus_of(f"{one}。甲|乙", f"丙|丁。{other}")
    wordings = frozenset(text.translate({ord(mark): None for mark in "|，、"}) for text in (one, other))
    assert wordings in texts_of(corpus, found_in(corpus))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("发展|经济", "经济|发展"),  # nothing parts the words
        ("发展|的|经济", "经济|的|发展"),
        ("发展|经济。改善|民生", "改善|民生。发展|经济"),  # two sentences
        ("发展|经济|和|民生", "发展|经济|和|民生"),  # one wording alone
        ("发展|的|经济", "发展|经济"),  # two words alone may be joined by a conjunction, not by a particle
        ("发展", "的|发展"),
    ],
)
def test_what_says_something_else_is_no_group(corpus_of: CorpusOf, one: str, other: str):
    assert groups_of(found_in(corpus_of(one, other))) == []


def test_a_group_that_too_few_speeches_have_is_none(corpus_of: CorpusOf):
    corpus = corpus_of("信息|和|通信。信息|通信", "天|地")
    assert groups_of(found_in(corpus)) == []
    corpus = corpus_of("信息|和|通信", "信息|通信", "天|地")
    assert len(groups_of(found_in(corpus, 2))) == 1
    assert groups_of(found_in(corpus, 3)) == []


@pytest.mark.parametrize("texts", [(), ("",), ("的", "和"), ("天|地",), ("天|地", "山|河")])
def test_where_nothing_is_reworded_there_is_no_group(corpus_of: CorpusOf, texts: tuple[str, ...]):
    found = found_in(corpus_of(*texts))
    assert len(found) == len(found.first) == len(found.length) == 0


def test_a_wording_with_thousands_of_places_takes_little_time():
    # Ten words with a joining word after each in turn: nine wordings of one group, 20,000 places.
    words = [f"{number:05}" for number in range(10)]
    sentences = [[*words[:at], "的", *words[at:]] for at in range(1, 10)] * 2_222
    text = "。".join(map("".join, sentences))
    lengths = [0, *(len(word) for sentence in sentences for word in sentence)]
    columns = SpeechColumns(canonicalise(text), np.cumsum(lengths).astype(np.int32))
    corpus = lay_out([columns, columns])
    begin = process_time()
    found = found_in(corpus)
    assert process_time() - begin < 3
    places = sorted(sum(map(len, group)) for group in groups_of(found))
    assert places[-1] == 2 * 9 * 2_222
