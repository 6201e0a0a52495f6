"""One speech against others: wordings and carriers against a naive search, passages against those of a whole corpus."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, Level, Overlap, PassagePlaces, lay_out, look_up, recurrent_grams
from lineage.detect.alignment import Padded, align
from lineage.detect.passages import passages_among
from lineage.detect.said import Said
from lineage.detect.seeds import Runs, shared_runs
from lineage.detect.surprise import WordCounts, surprise_of
from lineage.engine import DuckDBEngine
from lineage.models import SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

ColumnsOf = Callable[[str], SpeechColumns]
Words = tuple[str, ...]
Rows = list[tuple[float, ...]]

# Few words, so that runs repeat and overlap themselves; 天|地人 and 天地|人 are the same characters.
PIECES = st.sampled_from(["天", "地", "人", "天地", "地人", "山河", "，", "。"])
TEXT = st.lists(PIECES, max_size=14).map("|".join)
TEXTS = st.lists(TEXT, max_size=4)
LONG = 40

NAMES = [chr(0x6000 + number // 50) + chr(0x7000 + number % 50) for number in range(5_000)]
SENTENCE = "我们|要|维护|网络|空间|的|和平|与|安全，推动|制定|各国|普遍|接受|的|国际|规则"


def host(own: int) -> str:
    """Two hundred words that stand nowhere else."""
    return "。".join("|".join(NAMES[at : at + 10]) for at in range(200 * own, 200 * own + 200, 10))


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def runs_of(speech: SpeechColumns) -> dict[Words, list[int]]:
    """Every run of words that crosses no hard boundary, and the words it begins with; the obvious way."""
    start, text = speech.word_start.tolist(), speech.canonical.text
    words = [text[a:b] for a, b in pairwise(start)]
    hard = ((speech.canonical.boundary[speech.word_start] & HARD) != 0).tolist()
    found: dict[Words, list[int]] = {}
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            if any(hard[begin + 1 : end]):
                break
            found.setdefault(tuple(words[begin:end]), []).append(begin)
    return found


def counted(new: SpeechColumns, others: Sequence[SpeechColumns]) -> dict[Words, tuple[list[int], Counter[int]]]:
    """Every run of the new speech that others share: its places there, and how often each of the others has it."""
    theirs = [runs_of(other) for other in others]
    own = runs_of(new)
    carriers = {run: Counter({at: len(there[run]) for at, there in enumerate(theirs) if run in there}) for run in own}
    return {run: (places, carriers[run]) for run, places in own.items() if carriers[run]}


def closed(new: SpeechColumns, others: Sequence[SpeechColumns]) -> dict[Words, tuple[list[int], int, int]]:
    """Those that go on nowhere without losing a place: places, occurrences and speeches elsewhere."""
    shared = counted(new, others)
    total = {run: len(places) + carriers.total() for run, (places, carriers) in shared.items()}
    goes_on = {inner for run in shared for inner in (run[1:], run[:-1]) if inner and total[inner] == total[run]}
    return {
        run: (places, carriers.total(), len(carriers))
        for run, (places, carriers) in shared.items()
        if run not in goes_on
    }


def cut(speech: SpeechColumns, first: int, length: int) -> Words:
    start = speech.word_start.tolist()[first : first + length + 1]
    return tuple(speech.canonical.text[a:b] for a, b in pairwise(start))


def listed(new: SpeechColumns, overlap: Overlap) -> dict[Words, tuple[list[int], int, int]]:
    found, start = overlap.wordings, new.word_start.tolist()
    rows = {}
    for number, wording in enumerate(found.wording):
        run = cut(new, int(found.first[number]), int(found.length[number]))
        assert "".join(run) == wording
        assert run not in rows
        here = found.place == number
        places = [start.index(begin) for begin in found.begin[here].tolist()]
        assert places[0] == found.first[number]
        assert {new.canonical.text[a:b] for a, b in zip(found.begin[here], found.end[here], strict=True)} == {wording}
        rows[run] = (places, int(found.occurrences[number]), int(found.speeches[number]))
    return rows


@given(TEXT, TEXTS)
def test_the_wordings_are_all_closed_runs_with_all_their_places(columns_of: ColumnsOf, text: str, texts: list[str]):
    new, others = columns_of(text), [columns_of(other) for other in texts]
    overlap = look_up(new, others, max_words=LONG)
    assert listed(new, overlap) == closed(new, others)
    found = overlap.wordings
    keys = list(zip(found.length.tolist(), found.first.tolist(), strict=True))
    assert keys == sorted(keys)
    places = list(zip(found.place.tolist(), found.begin.tolist(), strict=True))
    assert places == sorted(places)


@given(TEXT, TEXTS)
def test_any_run_of_words_has_its_carriers(columns_of: ColumnsOf, text: str, texts: list[str]):
    new, others = columns_of(text), [columns_of(other) for other in texts]
    overlap = look_up(new, others, max_words=LONG)
    shared, words = counted(new, others), len(new.word_start) - 1
    asked = [(first, length) for first in range(words) for length in range(words - first + 1)]
    first, length = np.array([*zip(*asked, strict=True)], np.int64).reshape(2, len(asked))
    found = overlap.carriers(first, length)
    rows = list(zip(found.run.tolist(), found.speech.tolist(), found.occurrences.tolist(), strict=True))
    assert rows == sorted(rows)
    expected = {
        (run, speech, count)
        for run, (at, words_in_it) in enumerate(asked)
        # A run that crosses a full stop may stand elsewhere without one, but is no run here.
        if at in shared.get(wording := cut(new, at, words_in_it), ([], Counter()))[0]
        for speech, count in shared[wording][1].items()
    }
    assert set(rows) == expected
    assert len(rows) == len(expected)


@given(TEXT, TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_others_changes_nothing_but_their_numbers(
    columns_of: ColumnsOf, text: str, texts: list[str], random
):
    new = columns_of(text)
    order = random.sample(range(len(texts)), len(texts))
    one = look_up(new, [columns_of(other) for other in texts], max_words=LONG)
    other = look_up(new, [columns_of(texts[at]) for at in order], max_words=LONG)
    assert listed(new, one) == listed(new, other)
    assert one.wordings.wording == other.wordings.wording
    carried = [overlap.carriers(overlap.wordings.first, overlap.wordings.length) for overlap in (one, other)]
    told = {(run, order[speech], count) for run, speech, count in zip(*columns(carried[1]), strict=True)}
    assert set(zip(*columns(carried[0]), strict=True)) == told


def columns(found) -> list[list[int]]:
    return [found.run.tolist(), found.speech.tolist(), found.occurrences.tolist()]


def rows_of(corpus: Corpus, found: PassagePlaces) -> Rows:
    """Passages by speech and by place in the texts as read."""
    speech = np.searchsorted(corpus.character_of, found.first_begin, side="right") - 1
    places = (found.first_begin, found.first_end - 1, found.second_begin, found.second_end - 1)
    edges = [side[place] for side, place in zip((corpus.begin, corpus.end) * 2, places, strict=True)]
    return sorted(zip(*(column.tolist() for column in (speech, *edges, found.worth, found.similarity)), strict=True))


def of_the_whole(new: SpeechColumns, others: Sequence[SpeechColumns], engine: DuckDBEngine, overlap: Overlap) -> Rows:
    """The passages with the new speech that the whole corpus yields, if it forgets what the new speech cannot tell."""
    corpus = lay_out([*others, new])
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=LONG)
    runs, _ = shared_runs(corpus, levels, Said.of(corpus))
    own = corpus.speech[runs.second] == len(others)
    surprise = surprise_of(corpus, known_pairs(corpus, levels, len(others)), counts_left(corpus, overlap))
    aligned = align(
        corpus, Runs(runs.first[own], runs.second[own], runs.length[own]), surprise, Padded.of(corpus, surprise)
    )
    return rows_of(corpus, passages_among(corpus, Said.of(corpus), aligned))


def known_pairs(corpus: Corpus, levels: list[Level], new: int) -> list[Level]:
    """The levels, that of two words with the places of the new speech's grams only."""
    if len(levels) < 2:
        return levels
    pairs = levels[1]
    known = np.isin(pairs.gram, pairs.gram[corpus.speech[pairs.position] == new])
    return [levels[0], replace(pairs, position=pairs.position[known], gram=pairs.gram[known]), *levels[2:]]


def counts_left(corpus: Corpus, overlap: Overlap) -> WordCounts:
    """How often each word occurs: one that the new speech lacks as often as it is left in the excerpts."""
    whole = Counter(corpus.vocabulary.take(corpus.word).to_pylist())
    new = set(overlap.corpus.vocabulary.take(overlap.corpus.word[overlap.new_word :]).to_pylist())
    left = Counter(overlap.corpus.vocabulary.take(overlap.corpus.word).to_pylist())
    counts = [whole[word] if word in new else max(left[word], 1) for word in corpus.vocabulary.to_pylist()]
    return WordCounts(np.array(counts, np.int64), len(corpus.word))


# What is shared stands between long stretches of words that are not, so that most of the other speeches is cut away.
HOSTED = st.lists(
    st.one_of(st.integers(0, 3), st.sampled_from(SENTENCE.split("，")), TEXT), min_size=1, max_size=6
).map(lambda parts: "。".join(host(part) if isinstance(part, int) else part for part in parts))


@given(HOSTED, st.lists(HOSTED, max_size=4))
def test_the_passages_are_those_that_the_whole_corpus_yields(
    columns_of: ColumnsOf, engine: DuckDBEngine, text: str, texts: list[str]
):
    new, others = columns_of(text), [columns_of(other) for other in texts]
    overlap = look_up(new, others, max_words=LONG)
    assert rows_of(overlap.corpus, overlap.passages) == of_the_whole(new, others, engine, overlap)


@pytest.mark.parametrize(
    "copy",
    [
        SENTENCE,
        SENTENCE.replace("，", "。").replace("空间|的", "空间、的"),  # marks changed
        SENTENCE.replace("我们|要|维护", "我們|要|維護").replace("网络", "網絡"),  # other script
        SENTENCE.replace("|普遍", ""),
        SENTENCE.replace("推动", "促进"),
        "推动|制定|各国|普遍|接受|的|国际|规则，我们|要|维护|网络|空间|的|和平|与|安全",
    ],
)
def test_a_sentence_and_its_copy_are_one_passage(columns_of: ColumnsOf, copy: str):
    new = columns_of(f"{host(0)}。{copy}。{host(1)}")
    others = [columns_of(text) for text in (host(2), f"{host(3)}。{SENTENCE}。{host(4)}", host(5), "")]
    overlap = look_up(new, others, max_words=LONG)
    found = overlap.passages
    assert len(found) == 1
    text, (begin, end) = overlap.corpus.text, (int(found.first_begin[0]), int(found.first_end[0]))
    assert text[begin:end] == columns_of(SENTENCE).canonical.text
    assert text[int(found.second_begin[0]) : int(found.second_end[0])] == columns_of(copy).canonical.text
    assert np.searchsorted(overlap.corpus.character_of, begin, side="right") - 1 == 1
    assert overlap.corpus.begin[begin] == others[1].canonical.begin[len(columns_of(host(3)).canonical.text)]
    assert len(text) < len(new.canonical.text) + 300  # of 1,630 characters in the others


def test_a_light_mark_is_crossed_and_a_hard_one_is_not(columns_of: ColumnsOf):
    new = columns_of("山河|日月")
    for mark, crossed in (("，", True), ("”", True), ("。", False), ("\n", False), ("……", False)):
        for one, other in ((new, columns_of(f"山河{mark}日月")), (columns_of(f"山河{mark}日月"), new)):
            assert ("山河日月" in look_up(one, [other], max_words=LONG).wordings.wording) is crossed


def test_a_wording_begins_and_ends_with_words_there_too(columns_of: ColumnsOf):
    overlap = look_up(columns_of("特色|社会"), [columns_of("有特色|社会"), columns_of("特色|社会主义")], max_words=LONG)
    assert overlap.wordings.wording == ["特色", "社会"]
    assert overlap.wordings.speeches.tolist() == [1, 1]


def test_no_run_goes_from_one_speech_into_the_next(columns_of: ColumnsOf):
    overlap = look_up(columns_of("山河|日月"), [columns_of("山河"), columns_of("日月")], max_words=LONG)
    assert overlap.wordings.wording == ["山河", "日月"]


def test_wordings_are_no_longer_than_asked(columns_of: ColumnsOf):
    speech = columns_of(SENTENCE)
    overlap = look_up(speech, [speech], max_words=3)
    # What goes on by a fourth word is no wording, but its carriers are known.
    assert len(overlap.wordings) == sum(len(run) <= 3 for run in closed(speech, [speech]))
    assert len(overlap.carriers(np.array([0, 0]), np.array([4, 5]))) == 1


@pytest.mark.parametrize(
    ("text", "texts"), [("", []), ("", ["天|地"]), ("天|地", []), ("天|地", ["", ""]), ("天", ["地"])]
)
def test_where_nothing_is_shared_there_is_nothing(columns_of: ColumnsOf, text: str, texts: list[str]):
    overlap = look_up(columns_of(text), [columns_of(other) for other in texts], max_words=LONG)
    assert (len(overlap.wordings), len(overlap.passages)) == (0, 0)
    assert len(overlap.carriers(np.zeros(1, np.int64), np.ones(1, np.int64))) == 0
    assert len(overlap.corpus.character_of) == len(texts) + 2


def test_many_words_keep_apart():
    def numbered(numbers: range) -> SpeechColumns:
        canonical = canonicalise("".join(f"{number:05}" for number in numbers))
        return SpeechColumns(canonical, np.arange(0, len(canonical.text) + 1, 5, dtype=np.int32))

    # Of 20,000 words of the other speech, told by their hashes alone, one in four is one of the new one's.
    overlap = look_up(numbered(range(0, 20_000, 4)), [numbered(range(20_000))], max_words=1)
    assert overlap.wordings.first.tolist() == list(range(5_000))
    assert set(overlap.wordings.occurrences.tolist()) == {1}
