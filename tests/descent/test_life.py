"""Whether a formula was taken up and laid down in a corpus, or only happens not to stand before and after."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.descent import Attestation, Timeline
from lineage.descent.attestation import by_latest_day
from lineage.edtf import parse_edtf
from lineage.models import Life

SPAN = 60


def speech(when: str) -> Attestation:
    return Attestation(when, when, parse_edtf(when) if when else None, inferred=False)


def life(speeches: list[str], carriers: list[str]) -> Life:
    carried = sorted((speech(when) for when in carriers), key=by_latest_day)
    return Timeline.of(speech(when) for when in speeches).life(carried)


def days(numbers: list[int]) -> list[str]:
    """Speeches that many days apart from the first of 2000."""
    return [str(date(2000, 1, 1) + timedelta(number)) for number in numbers]


def held(speeches: int, carriers: list[int]) -> tuple[bool, bool]:
    """Whether it was taken up and laid down, if these of so many daily speeches carry it."""
    found = life(days(range(speeches)), days(carriers))
    return found.taken_up, found.laid_down


YEARS = [str(year) for year in range(1969, 2026)]


@pytest.mark.parametrize(
    ("carriers", "expected"),
    [
        ([], Life()),
        (["2001"], Life(2001, 2001)),
        (["2001", "2002"], Life(2001, 2002, taken_up=True, laid_down=True)),
        (["2001", "2005"], Life(2001, 2005)),
        (["2001", "2005", "2009"], Life(2001, 2009, taken_up=True)),
        (["2001", "2003", "2005"], Life(2001, 2005, taken_up=True, laid_down=True)),
        ([str(year) for year in range(2001, 2018)], Life(2001, 2017, taken_up=True, laid_down=True)),
        ([str(year) for year in range(2001, 2026)], Life(2001, 2025, taken_up=True)),
        ([str(year) for year in range(1969, 2018, 4)], Life(1969, 2017)),
        (YEARS, Life(1969, 2025)),
    ],
)
def test_a_formula_of_yearly_speeches(carriers: list[str], expected: Life):
    assert life(YEARS, carriers) == expected


def test_nothing_is_said_where_no_carrier_or_no_speech_is_dated():
    assert life(["", ""], ["", ""]) == Life()
    assert life([*YEARS, ""], [""]) == Life()


def test_speeches_of_the_day_of_a_carrier_are_neither_before_nor_after_it():
    crowd = ["2000-01-01"] * 30
    assert life([*crowd, "2000-01-01", "2000-01-02"], ["2000-01-01", "2000-01-02"]) == Life(2000, 2000)
    assert life([*crowd, "2000-01-02", "2000-01-03"], ["2000-01-02", "2000-01-03"]).taken_up


def test_a_speech_of_some_day_of_a_year_is_not_surely_before_a_day_of_it():
    known, coarse = ["1999-07-01"] * 30, ["2000"] * 30
    carriers = ["2000-09-18", "2000-09-19"]
    assert life([*known, *carriers], carriers).taken_up
    assert not life([*coarse, *carriers], carriers).taken_up
    assert not life([*coarse, *carriers], carriers).laid_down
    assert not life([*known, "1999", "2000"], ["1999", "2000"]).taken_up


def test_the_years_are_those_that_dates_name_and_what_is_approximate_is_surely_before_little():
    assert life(["2014~"], ["2014~"]) == Life(2014, 2014)
    assert life(["2014~", "2015-06-01"], ["2014~", "2015-06-01"]) == Life(2014, 2015)
    near, far, carriers = ["2015-02-01"] * 30, ["2013-12-31"] * 30, ["2016-06-01", "2016-06-02"]
    assert life([*near, *carriers], carriers).taken_up
    assert life([*far, *carriers], carriers).taken_up
    assert not life([*near, "2016~", "2016-06-02"], ["2016~", "2016-06-02"]).taken_up
    assert life([*far, "2016~", "2016-06-02"], ["2016~", "2016-06-02"]).taken_up


CARRIERS = st.sets(st.integers(0, SPAN - 1), min_size=1).map(sorted)


@given(CARRIERS)
def test_time_reversed_turns_beginning_and_end(carriers: list[int]):
    assert held(SPAN, [SPAN - 1 - number for number in carriers]) == held(SPAN, carriers)[::-1]


@given(CARRIERS, st.integers(0, 20))
def test_undated_speeches_say_nothing(carriers: list[int], undated: int):
    none = [""] * undated
    assert life([*days(range(SPAN)), *none], [*days(carriers), *none]) == life(days(range(SPAN)), days(carriers))


@given(CARRIERS, st.integers(0, 40))
def test_the_more_speeches_come_after_the_surer_is_the_end(carriers: list[int], more: int):
    assert held(SPAN + more, carriers)[1] >= held(SPAN, carriers)[1]


@given(st.integers(1, 5), st.data())
def test_in_a_tiny_corpus_nothing_is_said(speeches: int, data: st.DataObject):
    carriers = data.draw(st.sets(st.integers(0, speeches - 1), min_size=1).map(sorted))
    assert held(speeches, carriers) == (False, False)


@pytest.mark.parametrize(("speeches", "carriers"), [(30, 2), (60, 2), (16, 3), (14, 5), (12, 8)])
def test_even_use_is_seldom_told_to_have_ended(speeches: int, carriers: int):
    """Of all ways in which the others can follow the first carrier less than one in twenty is taken for an end."""
    ways = [[0, *others] for others in combinations(range(1, speeches), carriers - 1)]
    told = sum(held(speeches, way)[1] for way in ways)
    assert 0 < told < len(ways) / 20
