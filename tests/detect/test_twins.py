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

    def test_a_copy_goes_with_the_twin_most_like_it_of_those_it_meets(self):
        # The third may be of the day of either; the fourth is of neither, and is told as what it is most like.
        longest, other = edited(REPORT, 60) + "完了了。", REPORT + "完。"
        found = twins_of([longest, other, REPORT, REPORT], [(5, 5), (9, 9), (0, 99), (7, 7)])
        assert found.kept.tolist() == [-1, 0, 1, 1]
        assert found.folded.tolist() == [False, False, True, False]
        assert found.share[1] < 0.95 < found.share[2:].min()

    def test_a_text_of_another_date_is_a_reissue_of_itself_and_not_of_a_longer_one(self):
        longer = edited(REPORT, 60) + "完了了。"
        found = twins_of([longer, REPORT, REPORT], [(1, 1), (2, 2), (3, 3)], hashes=["c", "b", "a"])
        assert (found.kept.tolist(), found.folded.tolist()) == ([-1, 2, 0], [False, False, False])
        assert found.share[1] == 1 > found.share[2] > 0

    @given(st.data())
    def test_stars_are_those_of_a_plain_search(self, data: st.DataObject):
        chosen = data.draw(st.lists(st.tuples(st.sampled_from(_EDITIONS), st.sampled_from(_TIMES)), max_size=12))
        texts, intervals = [text for text, _ in chosen], [interval for _, interval in chosen]
        hashes = data.draw(st.permutations([f"{number:02}" for number in range(len(texts))]))
        found = find_twins(lay_out([unmarked(text) for text in texts]), hashes, intervals)
        told = zip(found.kept.tolist(), found.share.tolist(), found.folded.tolist(), strict=True)
        assert list(told) == searched_plainly(texts, hashes, intervals)

    def test_in_a_family_too_large_to_compare_all_a_copy_still_finds_its_own(self):
        # Every edition has much of its own, so that pairs of one are known; days are met in any number.
        editions = [SHARED + prose(number, 30).replace("。", "") for number in range(60)]
        texts = [edition + "一二三四" for edition in editions] + editions
        found = twins_of(texts, [*((day, day) for day in range(60)), *[(0, 99)] * 60])
        assert found.kept[60:].tolist() == list(range(60))
        assert found.folded.tolist() == [False] * 60 + [True] * 60

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


SHARED = prose("shared", 300).replace("。", "")
#: All of them near one another, some more than others, some of one length, one standing whole in another.
_EDITIONS = [
    SHARED + prose(number, length).replace("。", "") for number, length in ((1, 12), (2, 12), (3, 20), (4, 30))
]
_EDITIONS += [_EDITIONS[3] + "完了", _EDITIONS[3][:-20] + _EDITIONS[1][:20], SHARED[:280], SHARED[60:]]
_TIMES = [(0, 9), (0, 0), (3, 3), (5, 5), (3, 5), (5, 9), (9, 9), (2, 7)]


def contained(one: str, other: str) -> float:
    """How much of the smaller stands in the larger of two texts without marks, 0 where they are not near."""
    runs = [{text[at : at + 6] for at in range(0, len(text) // 2 * 2 - 4, 2)} for text in (one, other)]
    smaller, larger = sorted(runs, key=len)
    shared = len(smaller & larger)
    return shared / len(smaller) if shared >= max(0.85 * len(smaller), 0.4 * len(larger)) else 0.0


def searched_plainly(
    texts: Sequence[str], hashes: Sequence[str], intervals: Sequence[Interval]
) -> list[tuple[int, float, bool]]:
    """The twin of each text, its share, and whether it is folded, by comparing all with all."""
    low, high = map(list, zip(*intervals, strict=True)) if intervals else ([], [])
    found, kept = [(-1, 0.0, False)] * len(texts), []
    for speech in sorted(range(len(texts)), key=lambda at: (-len(texts[at]), hashes[at])):
        near = [(contained(texts[speech], texts[other]), -rank, other) for rank, other in enumerate(kept)]
        near = [one for one in near if one[0]]
        meeting = [one for one in near if low[one[2]] <= high[speech] and low[speech] <= high[one[2]]]
        if near:
            share, _, other = max(meeting or near)
            found[speech] = (other, share, bool(meeting))
        if meeting:
            low[other], high[other] = max(low[other], low[speech]), min(high[other], high[speech])
        else:
            kept.append(speech)
    return found


def timed(texts: Sequence[str], intervals: Sequence[Interval] | None = None) -> tuple[float, Twins]:
    """Seconds, and the twins of texts without marks."""
    corpus = lay_out([unmarked(text) for text in texts])
    begun = time.perf_counter()
    found = find_twins(corpus, texts, intervals)
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
    taken, found = timed([SHARED + prose(number, 19) for number in range(5_000)])
    assert found.folded.sum() == 4_999
    assert taken < 20


def test_one_text_of_very_many_dates():
    taken, found = timed([SHARED[:125]] * 20_000, [(day, day + 1) for day in range(0, 40_000, 2)])
    assert (found.kept.tolist(), found.folded.any()) == ([-1] + [0] * 19_999, False)
    assert taken < 10  # about one; with a look at all kept ones for each, half a minute


def test_one_text_of_many_dates_and_often_of_none():
    days = [(day, day) for day in range(10_000)]
    random.Random("days").shuffle(days)
    taken, found = timed([SHARED[:125]] * 20_000, [*days, *[(0, 99_999)] * 10_000])
    assert found.kept[10_000:].tolist() == [0] * 10_000
    assert found.folded.tolist() == [False] * 10_000 + [True] * 10_000
    assert taken < 10


def test_a_family_of_many_dates_whose_texts_are_not_quite_one():
    days = [(day, day) for day in range(2_000)]
    texts = [SHARED + prose(number, length) for length in (19, 17) for number in range(2_000)]
    taken, found = timed(texts, [*days, *days])
    assert (found.kept[2_000:].tolist(), found.folded.sum()) == (list(range(2_000)), 2_000)
    assert taken < 20  # about three
