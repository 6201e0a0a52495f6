"""Twins by text alone: what is one text, what only quotes another, which one is kept, and what it costs."""

import hashlib
import random
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import lay_out
from lineage.detect.twins import Interval, Twins, find_twins
from lineage.models import CanonicalText, SpeechColumns
from lineage.text import canonicalise

CHARACTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 2000)))


def prose(seed: object, characters: int = 600) -> str:
    """Text that shares nothing with that of another seed."""
    chosen = random.Random(str(seed)).choices(CHARACTERS, k=characters)
    return "".join(character + "。" * (at % 20 == 19) for at, character in enumerate(chosen))


def edited(text: str, every: int) -> str:
    """The text with one character in `every` changed; marks stay."""
    return "".join("错" if at % every == 5 and character != "。" else character for at, character in enumerate(text))


def columns(text: str) -> SpeechColumns:
    """Words of two characters, parted at marks too."""
    canonical = canonicalise(text)
    marks = np.flatnonzero(canonical.boundary)
    length = len(canonical.text)
    return SpeechColumns(canonical, np.unique(np.concatenate((np.arange(0, length, 2), marks))).astype(np.int32))


def twins_of(texts: Sequence[str], intervals: Sequence[Interval] | None = None, hashes: Sequence[str] = ()) -> Twins:
    hashes = hashes or [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    return find_twins(lay_out([columns(text) for text in texts]), hashes, intervals)


def kept(*texts: str) -> list[int]:
    return twins_of(texts).kept.tolist()


REPORT = prose("report", 2000)


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.replace("。", "，\n"),
        edited(REPORT, 60),
        REPORT[: len(REPORT) * 2 // 3],
        REPORT[len(REPORT) // 2 :],
        prose("the page around it", 250) + REPORT[:-400],
    ],
    ids=["the same", "other marks", "small edits", "cut", "half", "in a page"],
)
def test_a_copy_is_a_twin_of_the_longer_text(copy: str):
    found = twins_of([REPORT + "完。", copy, prose("another", 2000)])
    assert found.kept.tolist() == [-1, 0, -1]
    assert found.folded.tolist() == [False, True, False]
    assert found.share[1] >= 0.85
    assert found.share[[0, 2]].tolist() == [0, 0]


def test_a_body_that_stands_twice_is_one_text():
    assert kept(REPORT, REPORT + REPORT) == [1, -1]


@pytest.mark.parametrize(
    "other",
    [
        REPORT[400:700],
        prose("much of its own", 2000) + REPORT,
        edited(REPORT, 8),
        prose("own words", 1000) + REPORT[:1000],
    ],
    ids=["a quoted resolution", "quoted whole", "rewritten", "half in common"],
)
def test_reuse_is_no_twin(other: str):
    longer_quoting = REPORT if len(other) < len(REPORT) else other + prose("more", 3000)
    assert kept(longer_quoting, other if longer_quoting is REPORT else REPORT) == [-1, -1]


def test_short_texts_are_never_twins():
    sentence = prose("short", 99)
    assert kept(sentence, sentence) == [-1, -1]
    assert kept(sentence + "一", sentence + "一") == [-1, 0]


def test_no_speeches_and_speeches_without_words():
    assert kept() == []
    word = "互" * 120
    canonical = canonicalise(word)
    one_word = SpeechColumns(canonical, np.array([0, 120], np.int32))
    found = find_twins(lay_out([one_word, one_word, columns(REPORT)]), ["a", "b", "c"])
    assert found.kept.tolist() == [-1, 0, -1]


class TestWhichIsKept:
    def test_the_longest_then_the_smallest_hash(self):
        longer, shorter = REPORT + "又一句话", REPORT
        assert kept(shorter, longer) == [1, -1]
        assert twins_of([REPORT, REPORT], hashes=["b", "a"]).kept.tolist() == [1, -1]

    def test_twins_form_a_star_and_no_chain(self):
        # Each text is near the next one, the third too far from the first.
        first, second, third = (prose("chain", 1300)[begin : begin + length] for begin, length in _STEPS)
        assert kept(first, second) == [-1, 0]
        assert kept(second, third) == [-1, 0]
        assert kept(first, third) == [-1, -1]
        assert kept(first, second, third) == [-1, 0, -1]

    @given(st.permutations(range(7)))
    def test_neither_order_nor_number_matters(self, order: list[int]):
        texts = [*_FAMILY, prose("x"), prose("y")]
        expected = {texts[at]: texts[of] if of >= 0 else "" for at, of in enumerate(kept(*texts))}
        shuffled = [texts[at] for at in order]
        assert {shuffled[at]: shuffled[of] if of >= 0 else "" for at, of in enumerate(kept(*shuffled))} == expected


_STEPS = ((0, 1000), (130, 980), (260, 960))
_FAMILY = [REPORT, edited(REPORT, 80)[:-10], REPORT[:1500], REPORT + "又一句话", edited(REPORT, 50) + "再说一句话"]


class TestIntervals:
    def test_twins_whose_intervals_do_not_meet_are_told_and_not_folded(self):
        found = twins_of([REPORT + "完。", REPORT], [(1, 2), (3, 4)])
        assert (found.kept.tolist(), found.folded.tolist()) == ([-1, 0], [False, False])

    def test_a_copy_goes_with_the_twin_whose_interval_it_meets(self):
        found = twins_of([REPORT + "完了。", REPORT + "完。", REPORT], [(1, 1), (9, 9), (9, 9)])
        assert (found.kept.tolist(), found.folded.tolist()) == ([-1, 0, 1], [False, False, True])

    def test_two_copies_of_one_text_never_disagree(self):
        # The longest may be any day, so that it agrees with both; they do not agree with each other.
        found = twins_of([REPORT + "完了。", REPORT + "完。", REPORT], [(0, 99), (1, 1), (9, 9)])
        assert found.folded.tolist() == [False, True, False]

    def test_the_same_family_in_many_years_from_two_sites(self):
        years = [prose(f"year {year}", 8) for year in range(20)]
        texts = [REPORT + year for year in years] + [edited(REPORT, 90) + year for year in years]
        found = twins_of(texts, [(year, year) for year in [*range(20), *range(20)]])
        assert found.folded.sum() == 20
        copies = np.flatnonzero(found.folded)
        assert (copies % 20 == found.kept[copies] % 20).all()


def timed(texts: Sequence[str]) -> tuple[float, Twins]:
    """Seconds, and the twins of texts without marks."""
    corpus = lay_out([unmarked(text) for text in texts])
    begun = time.perf_counter()
    found = find_twins(corpus, texts)
    return time.perf_counter() - begun, found


def unmarked(text: str) -> SpeechColumns:
    """Columns of a text that is canonical as it is, made without looking."""
    at = np.arange(len(text) + 1, dtype=np.int32)
    canonical = CanonicalText(text, at[:-1], at[1:], np.zeros(len(text) + 1, np.uint8), "Hans", "")
    return SpeechColumns(canonical, np.append(at[:-1:2], np.int32(len(text))))


def test_many_speeches_that_share_a_sentence_take_no_time_and_are_no_twins():
    shared = prose("shared", 60).replace("。", "")
    taken, found = timed([shared + prose(number, 80).replace("。", "") for number in range(20_000)])
    assert not found.folded.any()
    assert taken < 20  # about two; all pairs would take hours


def test_many_copies_of_one_text():
    shared = prose("shared", 300).replace("。", "")
    taken, found = timed([shared + prose(number, 19) for number in range(5_000)])
    assert found.folded.sum() == 4_999
    assert taken < 20
