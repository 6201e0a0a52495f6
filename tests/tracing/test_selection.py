"""Which speeches and formulae are meant, asked for and excluded."""

import pytest

import lineage
from lineage.errors import UsageError
from lineage.tracing import Days, FormulaFilter, SpeechFilter


def speeches(where, **wanted) -> list[str]:
    told = lineage.list_speeches(SpeechFilter(**wanted), **where)
    return [told.found.speeches[number].speech_id[:10] for number in told.numbers]


def formulae(where, **wanted) -> set[str]:
    return {formula.canonical for formula in lineage.list_formulae(FormulaFilter(**wanted), **where)}


def test_all_are_meant_where_nothing_is_said(where):
    assert len(speeches(where)) == 6
    assert formulae(where) == {formula.canonical for formula in lineage.list_formulae(**where)}


def test_in_a_period_is_what_surely_lies_in_it(where):
    assert speeches(where, period=Days.of("2003/2007")) == ["2003-03-05", "2007-03-05"]
    assert speeches(where, period=Days.of("2012-11")) == ["2012-11-08"]
    assert speeches(where, period=Days.of("2012/")) == ["2012-11-08", "2012_丙_四"]


def test_excluded_is_what_perhaps_lies_in_it(where):
    assert speeches(where, not_period=Days.of("2012-11/")) == ["1998-03-05", "2003-03-05", "2007-03-05"]


def test_speakers_are_asked_for_and_excluded(where):
    assert speeches(where, speakers=["乙"]) == ["2003-03-05", "2007-03-05"]
    assert "2003-03-05" not in speeches(where, not_speakers=["乙"])


def test_a_formula_is_asked_for_by_its_carriers(where):
    late = formulae(where, carried_by=SpeechFilter(period=Days.of("2012/")))
    assert {"大力发展数字经济", "实现又好又快发展"} <= late
    new = formulae(where, carried_by=SpeechFilter(period=Days.of("2012/"), not_period=Days.of("/2011")))
    assert "大力发展数字经济" in new
    assert "实现又好又快发展" not in new


def test_other_conditions(where):
    every = lineage.list_formulae(**where)
    assert formulae(where, contains="數字經濟") == {each.canonical for each in every if "数字经济" in each.canonical}
    assert formulae(where, length=(8, 8)) == {each.canonical for each in every if len(each.canonical) == 8}
    assert formulae(where, carriers=(3, 9)) == {each.canonical for each in every if each.speeches >= 3}
    assert formulae(where, kinds=["idiom"]) | formulae(where, not_kinds=["idiom"]) == {each.canonical for each in every}
    assert not formulae(where, contains="经济", not_contains="经济")


@pytest.mark.parametrize("interval", ["", "/", "soon", "2014/2012", "2014-13", "2012/2013/2014"])
def test_what_is_no_period(interval):
    with pytest.raises(UsageError, match="is no period"):
        Days.of(interval)


def test_what_is_no_kind():
    with pytest.raises(UsageError, match="slogan: is no kind"):
        FormulaFilter(kinds=["slogan"])
