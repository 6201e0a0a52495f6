"""Passages end to end: what two speeches share, the same or edited, each told once and whole."""

from collections.abc import Callable, Iterator, Sequence
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from lineage.detect import (
    Corpus,
    PassagePlaces,
    Sketching,
    find_edits,
    find_passages,
    find_rewordings,
    lay_out,
    near_windows,
    recurrent_grams,
)
from lineage.detect.said import Said
from lineage.detect.seeds import shared_runs
from lineage.engine import DuckDBEngine
from lineage.models import CanonicalText, SpeechColumns
from lineage.text.marks import HARD

CorpusOf = Callable[..., Corpus]
Pair = tuple[str, str]
Words = Sequence[str]

FUNCTION_WORDS = {"的", "和", "在"}
PIECES = st.sampled_from(["天", "地", "人", "天地", "山河", "日月", "的", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=20).map("|".join), min_size=1, max_size=4)
SENTENCE = "我们|要|维护|网络|空间|的|和平|与|安全，推动|制定|各国|普遍|接受|的|国际|规则"


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def found_in(corpus: Corpus, engine: DuckDBEngine, sketching: Sketching | None = None) -> PassagePlaces:
    content = np.array([word not in FUNCTION_WORDS for word in corpus.vocabulary.to_pylist()], bool)
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    return find_passages(corpus, levels, near_windows(corpus, content, engine, sketching or Sketching()))[0]


def rows_of(found: PassagePlaces) -> list[tuple[int, int, int, int]]:
    columns = (found.first_begin, found.first_end, found.second_begin, found.second_end)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def texts_of(corpus: Corpus, found: PassagePlaces) -> list[Pair]:
    return [(corpus.text[a:b], corpus.text[c:d]) for a, b, c, d in rows_of(found)]


def plain(parted: str) -> str:
    return "".join(character for character in parted if character not in "|，、。“”！")


# Common words are as common as in a language (Zipf & Mandelbrot): the first is every thirtieth, and most are rare.
CHANCE = 1 / (np.arange(5_000) + 3.7)
NAMES = [chr(0x6000 + number // 50) + chr(0x7000 + number % 50) for number in range(5_000)]


# Around what is shared stand words that stand nowhere else.
HOSTS = ["。".join("|".join(NAMES[at : at + 15]) for at in range(own, own + 60, 15)) for own in range(0, 480, 60)]


@pytest.mark.parametrize(
    "copy",
    [
        SENTENCE,
        SENTENCE.replace("，", "。").replace("空间|的", "空间、的"),  # marks changed
        SENTENCE.replace("我们|要|维护", "我們|要|維護").replace("网络", "網絡").replace("国际|规则", "國際|規則"),
        SENTENCE.replace("|普遍", ""),  # a word dropped,
        SENTENCE.replace("推动", "推动|早日"),  # added,
        SENTENCE.replace("推动", "促进"),  # replaced
        SENTENCE.replace("推动", "促进").replace("和平|与|安全", "安全"),
        "推动|制定|各国|普遍|接受|的|国际|规则，我们|要|维护|网络|空间|的|和平|与|安全",  # halves swapped
    ],
)
def test_a_sentence_and_its_copy_are_one_passage(corpus_of: CorpusOf, engine: DuckDBEngine, copy: str):
    one, other, *rest = HOSTS
    corpus = corpus_of(f"{one}。{SENTENCE}。{rest[0]}", *rest[2:], f"{other}。{copy}。{rest[1]}")
    found = found_in(corpus, engine)
    simple = corpus_of(copy).text
    assert texts_of(corpus, found) == [(plain(SENTENCE), simple)]
    assert found.similarity[0] == pytest.approx(Levenshtein.normalized_similarity(plain(SENTENCE), simple))


def test_halves_that_are_parted_by_words_turn_too(corpus_of: CorpusOf, engine: DuckDBEngine):
    words = ["打击", "一切", "网络", "犯罪", "活动", "防范", "网络", "恐怖", "主义", "蔓延"]
    one, other = "|".join(words), "|".join(words[5:] + words[:5])
    corpus = corpus_of(f"{HOSTS[0]}。{one}。{HOSTS[1]}", f"{HOSTS[2]}。{other}。{HOSTS[3]}")
    assert texts_of(corpus, found_in(corpus, engine)) == [(plain(one), plain(other))]


def test_what_is_said_in_another_order_throughout_is_found_by_its_windows(corpus_of: CorpusOf, engine: DuckDBEngine):
    one, other = "打击|犯罪|防范|恐怖|维护|稳定", "稳定|恐怖|打击|维护|犯罪|防范"
    corpus = corpus_of(f"{HOSTS[0]}。{one}。{HOSTS[1]}", f"{HOSTS[2]}。{other}。{HOSTS[3]}")
    assert texts_of(corpus, found_in(corpus, engine, Sketching(window=6))) == [(plain(one), plain(other))]


def test_a_phrase_inside_longer_sentences_is_no_passage(corpus_of: CorpusOf, engine: DuckDBEngine):
    phrase, around = "和平|与|发展", HOSTS[0].split("。")
    inside = [f"{around[number]}|{phrase}|{around[number + 1]}" for number in (0, 2)]
    whole = [f"{around[number]}。{phrase}|时代|主题。{around[number + 1]}" for number in (0, 2)]
    assert rows_of(found_in(corpus_of(*inside), engine)) == []
    corpus = corpus_of(*whole)
    assert texts_of(corpus, found_in(corpus, engine)) == [("和平与发展时代主题",) * 2]


def test_no_passage_crosses_from_one_speech_into_the_next(corpus_of: CorpusOf, engine: DuckDBEngine):
    first, second = SENTENCE.split("，")
    corpus = corpus_of(f"{HOSTS[0]}。{first}", f"{second}。{HOSTS[1]}", f"{HOSTS[2]}。{first}", f"{second}。{HOSTS[3]}")
    assert set(texts_of(corpus, found_in(corpus, engine))) == {(plain(half),) * 2 for half in (first, second)}


def test_each_passage_is_told_once_and_the_places_of_a_repeated_one_apart(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of(f"{HOSTS[0]}。{SENTENCE}", f"{SENTENCE}。{HOSTS[1]}。{HOSTS[2]}。{HOSTS[3]}。{SENTENCE}")
    rows = rows_of(found_in(corpus, engine))
    assert len({row[:2] for row in rows}) == 1
    assert len({row[2:] for row in rows}) == len(rows) == 2


def test_speeches_with_nothing_in_common_but_words_share_hardly_a_passage(engine: DuckDBEngine):
    numbers = np.random.default_rng(7).choice(5_000, (60, 25, 15), p=CHANCE / CHANCE.sum()).tolist()
    corpus = lay_out([speech_of(*([NAMES[at] for at in row] for row in sentences)) for sentences in numbers])
    assert len(found_in(corpus, engine)) <= 3  # in 1,770 pairs of speeches


@given(TEXTS)
def test_passages_lie_in_two_speeches_once_each_and_by_place(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]
):
    corpus = corpus_of(*texts)
    found = found_in(corpus, engine, Sketching(window=3, permutations=16, threshold=0.5))
    rows = rows_of(found)
    assert rows == sorted(set(rows))
    owner = np.repeat(np.arange(len(texts)), np.diff(corpus.character_of))
    for row in rows:
        assert set(row) <= set(corpus.word_start.tolist())
        one, other = (set(owner[begin:end].tolist()) for begin, end in (row[:2], row[2:]))
        assert len(one) == len(other) == 1
        assert one < other or max(one) < min(other)
        assert min(row[1] - row[0], row[3] - row[2]) >= 6
    expected = [Levenshtein.normalized_similarity(*pair) for pair in texts_of(corpus, found)]
    assert found.similarity.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(8))
def test_no_passage_covers_half_of_another_on_both_sides(engine: DuckDBEngine, seed: int):
    # Twelve words of two characters, so that much is alike and half of the words is half of the characters.
    generator = np.random.default_rng(seed)
    texts = [[NAMES[at] for at in generator.integers(0, 12, 120)] for _ in range(3)]
    corpus = lay_out([speech_of(*(text[at : at + 12] for at in range(0, 120, 12))) for text in texts])
    found = found_in(corpus, engine, Sketching(window=4, permutations=16, threshold=0.5))
    rows = rows_of(found)
    assert len(rows) > 3
    for a, b, c, d in rows:
        for e, f, g, h in set(rows) - {(a, b, c, d)}:
            covered = min(b, f) - max(a, e) >= (f - e) / 2 and min(d, h) - max(c, g) >= (h - g) / 2
            covering = min(b, f) - max(a, e) >= (b - a) / 2 and min(d, h) - max(c, g) >= (d - c) / 2
            assert not (covered and covering)


def edited_twins(seed: int, words: int, share: float) -> Corpus:
    """Two speeches of random words in sentences of twelve; the second has another word in some places."""
    random = np.random.default_rng(seed)
    own = random.integers(0, 2000, words)
    other = np.where(random.random(words) < share, random.integers(2000, 4000, words), own)
    parted = [
        "。".join("|".join(NAMES[number] for number in side[at : at + 12]) for at in range(0, words, 12))
        for side in (own.tolist(), other.tolist())
    ]
    return lay_out([speech_of(*(sentence.split("|") for sentence in text.split("。"))) for text in parted])


@pytest.mark.parametrize("seed", range(4))
def test_no_passage_can_be_lengthened_or_continued_by_another(engine: DuckDBEngine, seed: int):
    corpus = edited_twins(seed, 4000, 0.03)
    rows = rows_of(found_in(corpus, engine))
    edge = corpus.character_of[1]
    for begin, end, other_begin, other_end in rows:
        before = (
            not corpus.boundary[[begin, other_begin]].any() and corpus.text[begin - 1] == corpus.text[other_begin - 1]
        )
        after = not corpus.boundary[[end, other_end]].any() and corpus.text[end] == corpus.text[other_end]
        assert (before, after) == (False, False)
    copied = [row for row in rows if row[2] - row[0] == edge]
    assert len(copied) == 1, "the copy is one passage"
    assert copied[0][1] - copied[0][0] > 0.99 * edge


def test_long_copies_with_few_edits_are_compared_in_little_time(engine: DuckDBEngine):
    corpus = edited_twins(5, 150_000, 0.01)
    begin = process_time()
    found = found_in(corpus, engine)
    assert process_time() - begin < 20
    assert max(found.first_end - found.first_begin) > 0.99 * corpus.character_of[1]


def test_a_passage_has_six_characters_at_least(corpus_of: CorpusOf, engine: DuckDBEngine):
    for sentence, count in (("柳树|落日|桥", 0), ("柳树|落日|小桥", 1)):
        corpus = corpus_of(f"{HOSTS[0]}。{sentence}。{HOSTS[1]}", f"{HOSTS[2]}。{sentence}。{HOSTS[3]}")
        assert len(found_in(corpus, engine)) == count


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("天|地",), ("天|地", "山河|日月"), ("的|和", "的|和")])
def test_where_nothing_is_shared_there_is_no_passage(corpus_of: CorpusOf, engine: DuckDBEngine, texts: tuple[str, ...]):
    corpus = corpus_of(*texts)
    found = found_in(corpus, engine)
    assert rows_of(found) == []
    assert len(found.similarity) == len(found.worth) == 0


# Skew: corpora in which one sentence is everywhere.

MANY = 20_000
COMMON = [f"{sign}共" for sign in "甲乙丙丁戊己庚辛壬癸"]


def speech_of(*sentences: Words) -> SpeechColumns:
    """A speech of sentences as lists of words, without the detour of a text that must be read."""
    starts = np.cumsum([0, *(len(word) for sentence in sentences for word in sentence)]).astype(np.int32)
    text = "".join(word for sentence in sentences for word in sentence)
    boundary = np.zeros(len(text) + 1, np.uint8)
    boundary[starts[np.cumsum([0, *map(len, sentences)])]] = HARD
    place = np.arange(len(text), dtype=np.int32)
    return SpeechColumns(CanonicalText(text, place, place + 1, boundary, "Hans", ""), starts)


def own_word(number: int) -> str:
    """A word that stands nowhere else."""
    return chr(0x6000 + number // 100) + chr(0x8000 + number % 100) + "独"


def altered(number: int) -> Words:
    return [*COMMON[:4], own_word(number), *COMMON[5:]]


def fillers() -> Iterator[Words]:
    numbers = np.random.default_rng(3).integers(0, 2_000, (MANY, 6))
    return ([NAMES[number] for number in row] for row in numbers.tolist())


def check_time_and_size(corpus: Corpus, engine: DuckDBEngine, runs_at_most: int) -> PassagePlaces:
    """All that detection does with a corpus, within a few seconds; the passages."""
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    nothing = np.zeros(len(corpus.vocabulary), bool)
    labels = levels[3].first
    begin = process_time()
    near = near_windows(corpus, ~nothing, engine, Sketching())
    runs, _ = shared_runs(corpus, levels, Said.of(corpus))
    found, _ = find_passages(corpus, levels, near)
    find_rewordings(corpus, nothing, nothing, 2)
    find_edits(corpus, nothing, nothing, labels, np.full(len(labels), 4))
    assert process_time() - begin < 8
    assert len(runs) <= runs_at_most
    assert len(found) <= 10 * MANY
    assert set(corpus.speech[runs.second].tolist()) == set(range(1, len(corpus.character_of) - 1))
    return found


def test_a_sentence_that_all_of_many_speeches_hold_takes_little_time(engine: DuckDBEngine):
    # Whether what everybody says is worth a passage is another question; every copy is linked with an earlier one.
    check_time_and_size(lay_out([speech_of(filler, COMMON) for filler in fillers()]), engine, 2 * MANY)


def test_a_sentence_with_another_word_in_each_copy_takes_little_time(engine: DuckDBEngine):
    speeches = [speech_of(filler, altered(number)) for number, filler in enumerate(fillers())]
    check_time_and_size(lay_out(speeches), engine, 3 * MANY)


def test_two_speeches_that_repeat_one_sentence_take_little_time(engine: DuckDBEngine):
    speech = speech_of(*[COMMON] * MANY)
    found = check_time_and_size(lay_out([speech, speech]), engine, MANY)
    length = len("".join(COMMON)) * MANY
    assert rows_of(found) == [(0, length, length, 2 * length)]


def test_two_speeches_that_repeat_one_sentence_with_other_words_take_little_time(engine: DuckDBEngine):
    speeches = [speech_of(*(altered(number + own) for number in range(MANY // 2))) for own in (0, MANY // 2)]
    check_time_and_size(lay_out(speeches), engine, 2 * MANY)


def test_two_speeches_with_thousands_of_passages_take_little_time(engine: DuckDBEngine):
    sentences = list(fillers())
    order = np.random.default_rng(4).permutation(MANY).tolist()
    corpus = lay_out([speech_of(*sentences), speech_of(*(sentences[at] for at in order))])
    found = check_time_and_size(corpus, engine, 3 * MANY)
    assert MANY * 0.9 < len(found) < MANY * 1.1
