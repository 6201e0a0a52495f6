"""Rates with their coverage, temperature, peak, and when a phrase lay dormant."""

from collections import Counter
from itertools import combinations, pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.descent import Attestation, Timeline, by_latest_day, course_of, temperature_of
from lineage.descent.course import _is_rare
from lineage.edtf import parse_edtf
from lineage.models import Course, Temperature

YEARS = range(1990, 2026)


def course(carriers: dict[str, int], dates: list[str]) -> Course:
    """The course of a phrase in speeches of a thousand characters; carriers by date, with their places."""
    speeches = [(Attestation(date, date, parse_edtf(date) if date else None, inferred=False), 1000) for date in dates]
    return course_of(speeches, Counter(carriers))


def yearly(*carriers: int) -> Course:
    return course({str(year): 1 for year in carriers}, [str(year) for year in YEARS])


@pytest.mark.parametrize(
    ("carriers", "speeches", "tier"),
    [
        (5, 5, "沸"),
        (3, 6, "沸"),
        (49, 100, "烫"),
        (2, 8, "烫"),
        (1, 8, "热"),
        (1, 16, "暖"),
        (1, 32, "温"),
        (1, 33, "冷"),
        (0, 9, "冷"),
    ],
)
def test_temperature_goes_by_the_share_of_speeches(carriers, speeches, tier):
    assert temperature_of(carriers, speeches).value == tier


@pytest.mark.parametrize("speeches", range(5))
def test_too_few_speeches_have_no_temperature(speeches):
    assert temperature_of(0, speeches) is temperature_of(speeches, speeches) is None


def test_the_tiers_are_those_of_the_six():
    assert "".join(tier.value for tier in Temperature) == "沸烫热暖温冷"


def test_rates_stand_beside_what_they_rest_on():
    found = course({"2001-03-05": 2, "2003": 1}, ["2001-03-05", "2001-11", "2003", "2004-01-01", ""])
    assert [
        (year.first_year, year.speeches, year.characters, year.carriers, year.occurrences) for year in found.years
    ] == [
        (2001, 2, 2000, 1, 2),
        (2002, 0, 0, 0, 0),
        (2003, 1, 1000, 1, 1),
        (2004, 1, 1000, 0, 0),
    ]
    assert [year.per_million for year in found.years] == [1000.0, 0.0, 1000.0, 0.0]
    assert [year.temperature for year in found.years] == [None] * 4
    (four,) = found.periods
    assert (four.speeches, four.carriers, four.temperature, found.peak) == (4, 2, None, None)


def test_periods_are_long_enough_to_hold_speeches_and_end_with_the_last_year():
    first, *others = yearly(2000).periods
    assert (first.first_year, first.last_year) == (1990, 1990)
    assert {period.last_year - period.first_year + 1 for period in others} == {5}
    assert yearly(2000).periods[-1].last_year == 2025
    months = [f"{year}-{month:02d}" for year in (2020, 2021) for month in range(1, 13)]
    assert [period.first_year for period in course({"2020-01": 1}, months).periods] == [2020, 2021]


def test_the_peak_is_the_period_with_the_largest_share():
    peak = yearly(1998, 2011, 2012, 2013, 2020).peak
    assert (peak.first_year, peak.last_year, peak.carriers) == (2011, 2015, 3)


def test_a_period_of_few_speeches_is_no_peak_however_many_of_them_carry_it():
    crowd = [f"{year}-{month:02d}" for year in (2002, 2003, 2004) for month in range(1, 7)]
    found = course({"2001-03-05": 5, "2003-01": 1}, ["2001-03-05", *crowd])
    assert [(period.first_year, period.temperature) for period in found.periods] == [
        (2001, None),
        (2002, Temperature.COLD),
        (2003, Temperature.HOT),
        (2004, Temperature.COLD),
    ]
    assert found.peak is found.periods[2]
    assert course({"2001-03-05": 5}, ["2001-03-05", *crowd]).peak is None


def test_a_phrase_that_comes_back_after_long_was_dormant():
    assert yearly(1990, 1991, 1992, 1993, 1994, 2020, 2021).dormant == ((1994, 2020),)
    assert yearly(*YEARS[::3]).dormant == ()
    assert yearly(1990, 2025).dormant == ()


def test_a_year_holds_what_names_it_however_roughly():
    found = course({"2014~": 1}, ["2014~", "2015-02-01"])
    assert [(year.first_year, year.carriers) for year in found.years] == [(2014, 1), (2015, 0)]


def test_what_is_undated_counts_for_nothing():
    found = course({"": 3}, ["", "2001"])
    assert (found.life.first_year, found.peak, found.periods) == (0, None, ())


@given(st.integers(3, 7), st.integers(0, 6), st.integers(0, 10))
def test_a_gap_is_rare_only_where_chance_seldom_makes_one_as_long(carriers, further, gap):
    among, gap = carriers + further, min(gap, further)
    placed = [(0, *inside, among - 1) for inside in combinations(range(1, among - 1), carriers - 2)]
    as_long = sum(max(b - a - 1 for a, b in pairwise(places)) >= gap for places in placed)
    assert len(placed) == comb(among - 2, carriers - 2)
    if _is_rare(carriers, among, gap):
        assert 20 * as_long < len(placed)


def test_carriers_of_one_day_do_not_make_a_gap_rare():
    dates = ["2001-01-01", "2001-01-01", "2001-01-10", "2001-01-05"]
    speeches = [Attestation(f"{at}", date, parse_edtf(date), inferred=False) for at, date in enumerate(dates)]
    assert course_of([(speech, 9) for speech in speeches], Counter({"0": 1, "1": 1, "2": 1})).dormant == ()


def test_between_is_what_is_surely_after_the_one_and_before_the_other():
    dates = ["2014"] * 5 + [f"2014-{month:02d}-05" for month in (1, 3, 5, 7, 9, 11, 12)]
    speeches = [Attestation(f"{at}", date, parse_edtf(date), inferred=False) for at, date in enumerate(dates)]
    assert Timeline.of(speeches).gaps([speeches[5], speeches[-1]]) == [5]


def test_no_period_begins_before_the_first_speech():
    found = course({"2001-01-02": 1}, ["2001-01-01", "2001-01-02", "2001-01-03"])
    assert [(period.first_year, period.last_year) for period in found.periods] == [(2001, 2001)]


@given(
    st.lists(st.sampled_from(["2001", "2001-03", "2001-03-05", "2001~", "2002", "2002-07-01", "2003-02"]), min_size=2)
)
def test_gaps_are_what_is_surely_between_two_carriers(dates):
    speeches = [Attestation(str(at), date, parse_edtf(date), inferred=False) for at, date in enumerate(dates)]
    carriers = sorted(speeches, key=by_latest_day)[::2]
    told = Timeline.of(speeches).gaps(carriers)
    assert told == [
        sum(one.last_day < each.first_day and each.last_day < other.first_day for each in speeches)
        for one, other in pairwise(carriers)
    ]
