"""Adoption: what is carried from one date to another stands out from what is always there."""

from itertools import combinations
from math import log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.adoption import ABSTAINS, Periods, adoption_of

MOST = 32  # periods
FULL = 150  # nats of the likelihood ratio that are as much as counts

DAYS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 300)), max_size=80)
#: Places in each of some periods, and the text of each period.
SPREADS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=8, max_size=14)


def periods_of(text: list[int]) -> Periods:
    """One speech a period, of so much text."""
    return Periods(np.arange(len(text)), np.array(text) / sum(text))


def adoption(*wordings: list[int], text: list[int] | None = None) -> list[float]:
    """The adoption of wordings with so many places in each of these periods, alike in text where none is told."""
    row = np.repeat(np.arange(len(wordings)), [sum(places) for places in wordings])
    speech = np.concatenate([np.repeat(np.arange(len(places), dtype=np.int32), places) for places in wordings])
    return adoption_of(row, speech, len(wordings), periods_of(text or [1] * len(wordings[0]))).tolist()


def likelihood_ratio(places: list[int], text: list[int]) -> float:
    """The best of all stretches of time, by Kulldorff's formula as it is printed."""
    best, total = 0.0, sum(places)
    for begin, end in combinations(range(len(places) + 1), 2):
        inside, part = sum(places[begin:end]), sum(text[begin:end]) / sum(text)
        outside = total - inside
        if end - begin < len(places) and inside * sum(text) > total * sum(text[begin:end]):
            ratio = inside * log(inside / (total * part))
            if outside:
                ratio += outside * log(outside / (total * (1 - part)))
            best = max(best, ratio)
    return best


@given(st.lists(SPREADS, min_size=1, max_size=3))
def test_adoption_is_the_best_likelihood_ratio_of_any_stretch_of_time(spreads: list[list[tuple[int, int]]]):
    count = min(map(len, spreads))
    text = [part for _, part in spreads[0][:count]]
    wordings = [[places for places, _ in spread[:count]] for spread in spreads]
    expected = [min(log1p(likelihood_ratio(places, text)) / log1p(FULL), 1) for places in wordings if sum(places)]
    found = [value for value, places in zip(adoption(*wordings, text=text), wordings, strict=True) if sum(places)]
    assert found == pytest.approx(expected, abs=1e-6)


@given(SPREADS)
def test_what_is_laid_down_counts_like_what_is_taken_up(spread: list[tuple[int, int]]):
    places, text = ([row[at] for row in spread] for at in (0, 1))
    assert adoption(places, text=text) == pytest.approx(adoption(places[::-1], text=text[::-1]), abs=1e-6)


@given(SPREADS)
def test_the_same_spread_told_more_often_is_no_less_adopted(spread: list[tuple[int, int]]):
    places, text = ([row[at] for row in spread] for at in (0, 1))
    once, thrice = adoption(places, [3 * count for count in places], text=text)
    assert thrice >= once - 1e-9


@pytest.mark.parametrize("first", [0, 7, 15])
def test_a_wording_of_some_years_is_more_adopted_than_one_of_all_years(first: int):
    of_some_years = [2 * (first <= period < first + 5) for period in range(20)]
    always, everywhere = [1, 0] * 10, [1] * 20
    some, spread, even = adoption(of_some_years, always, everywhere)
    assert sum(of_some_years) == sum(always) == 10
    assert some > 0.5 > spread > even == pytest.approx(0, abs=1e-9)


def test_the_shorter_the_stretch_the_more_adopted():
    wordings = [[12 // length * (period < length) for period in range(12)] for length in (1, 2, 3, 4, 6, 12)]
    found = adoption(*wordings)
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found)


def test_where_there_is_much_text_many_places_are_no_adoption():
    places = [8, *[1] * 8]
    (by_text,), (by_periods,) = adoption(places, text=places), adoption(places)
    assert by_text == pytest.approx(0, abs=1e-9)
    assert by_periods > 0.3


def test_a_clear_case_is_wholly_adopted():
    assert adoption([0] * 10 + [200] * 2 + [0] * 10) == [1.0]


@pytest.mark.parametrize(("periods", "abstains"), [(0, True), (1, True), (7, True), (8, False)])
def test_too_few_periods_tell_nothing(periods: int, abstains: bool):
    days = np.append(np.arange(1, periods + 1), 0)
    speech = np.zeros(4, np.int32)
    found = adoption_of(np.zeros(4, np.int64), speech, 1, Periods.of(days, np.full(len(days), 100)))
    assert bool(found[0] == ABSTAINS) is abstains


def test_of_undated_speeches_nothing_is_told():
    undated = Periods.of(np.zeros(40, np.int64), np.full(40, 100))
    assert adoption_of(np.array([0, 0, 1]), np.array([1, 2, 39], np.int32), 2, undated).tolist() == [ABSTAINS] * 2


def test_places_in_undated_speeches_do_not_count():
    periods = Periods.of(np.array([*range(1, 21), 0]), np.full(21, 100))
    dated = np.array([3, 3, 4, 5], np.int32)
    speech = np.append(dated, np.full(9, 20, np.int32))
    one = adoption_of(np.zeros(len(dated), np.int64), dated, 1, periods)
    other = adoption_of(np.zeros(len(speech), np.int64), speech, 1, periods)
    assert one.tolist() == other.tolist()
    assert one[0] > 0


def test_a_wording_that_no_dated_speech_carries_is_neither_adopted_nor_always_there():
    periods = Periods.of(np.array([*range(1, 21), 0]), np.full(21, 100))
    assert adoption_of(np.zeros(3, np.int64), np.full(3, 20, np.int32), 1, periods).tolist() == [ABSTAINS]


@pytest.mark.parametrize("empty", [0, 4, 9])
def test_a_speech_without_characters_changes_nothing(empty: int):
    characters = np.full(10, 100)
    characters[empty] = 0
    whole = Periods.of(np.delete(np.arange(1, 11), empty), np.full(9, 100))
    periods = Periods.of(np.arange(1, 11), characters)
    speech = np.flatnonzero(characters)[:2].astype(np.int32)
    found = adoption_of(np.zeros(2, np.int64), speech, 1, periods)
    assert found == pytest.approx(adoption_of(np.zeros(2, np.int64), np.array([0, 1], np.int32), 1, whole))


@given(DAYS)
def test_periods_part_no_day_and_keep_the_order_of_time(rows: list[tuple[int, int]]):
    days, characters = (np.array([row[at] for row in rows], np.int64) for at in (0, 1))
    of_speech = Periods.of(days, characters).of_speech
    assert ((of_speech == -1) == ((days == 0) | (characters == 0))).all()
    told = of_speech >= 0
    dated = sorted(set(zip(days[told].tolist(), of_speech[told].tolist(), strict=True)))
    assert len(dated) == len({day for day, _ in dated})
    assert [period for _, period in dated] == sorted(period for _, period in dated)


@given(DAYS)
def test_the_shares_of_the_periods_are_those_of_their_text(rows: list[tuple[int, int]]):
    days, characters = (np.array([row[at] for row in rows], np.int64) for at in (0, 1))
    periods = Periods.of(days, characters)
    text = int(characters[days > 0].sum())
    assert len(periods.share) <= MOST
    if text:
        assert periods.share.sum() == pytest.approx(1)
        for number, share in enumerate(periods.share.tolist()):
            assert share == pytest.approx(characters[periods.of_speech == number].sum() / text)
    else:
        assert not periods.share.any()


def test_periods_hold_as_much_text_each():
    periods = Periods.of(np.arange(1, 65), np.full(64, 500))
    assert periods.share.tolist() == [1 / MOST] * MOST
    assert np.bincount(periods.of_speech).tolist() == [2] * MOST


def test_a_day_with_much_text_is_a_period_of_its_own():
    days, characters = np.array([1, 2, 2, 3]), np.array([10, 500, 500, 10])
    assert Periods.of(days, characters).of_speech.tolist() == [0, 1, 1, 2]


@pytest.mark.parametrize("speeches", [0, 3])
def test_where_nothing_is_dated_there_are_no_periods(speeches: int):
    periods = Periods.of(np.zeros(speeches, np.int64), np.full(speeches, 100))
    assert periods.of_speech.tolist() == [-1] * speeches
    assert len(periods.share) == 0
