"""Dates: in metadata, in Chinese text, and days that a story leaves to be worked out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.reading import find_dates, parse_edtf, resolve_day


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "precision"),
    [
        ("2013-11-05", date(2013, 11, 5), date(2013, 11, 5), "day"),
        ("2019-10", date(2019, 10, 1), date(2019, 10, 31), "month"),
        ("2014", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("2014~", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "month"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(value: str, earliest: date, latest: date, precision: str):
    found = parse_edtf(value)
    assert (found.earliest(), found.latest(), found.precision) == (earliest, latest, precision)
    assert str(found) == value


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014?", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014~", date(2012, 12, 31), date(2016, 1, 1)),
        ("2014-06-05%", date(2013, 6, 4), date(2015, 6, 6)),
        ("0001~", date.min, date(3, 1, 1)),
        ("9999~", date(9997, 12, 31), date.max),
    ],
)
def test_what_is_approximate_can_mean_days_of_its_neighbourhood(value: str, first: date, last: date):
    found = parse_edtf(value)
    assert (found.first_possible(), found.last_possible()) == (first, last)


def test_the_order_is_by_the_last_day_that_a_date_can_mean():
    dates = ["2014-12-31", "2014", "2015-02-01", "2015", "2016-01-01", "2014~", "2016-01-02"]
    assert sorted(set(dates), key=lambda value: parse_edtf(value).order()) == dates


@pytest.mark.parametrize(
    "value", ["", "2014-13", "2014-02-30", "2014-2-3", "14", "2014/05", "２０１４", "0000", "201X", "5 Nov 2013"]
)
def test_what_is_no_date_is_refused(value: str):
    with pytest.raises(ValueError, match=r".+"):
        parse_edtf(value)


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_can_be_written(day: date):
    found = parse_edtf(day.isoformat())
    assert found.earliest() == found.latest() == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2013年11月5日 斯坦福大学", "2013-11-05"),
        ("——１９９０年３月２０日在第七届全国人民代表大会", "1990-03-20"),
        ("1 9 9 8 年3 月5 日", "1998-03-05"),
        ("二○一四年九月十八日", "2014-09-18"),
        ("二〇一四年九月十八日", "2014-09-18"),
        ("二零一四年九月", "2014-09"),
        ("二O一四年十二月三十一日", "2014-12-31"),
        ("二０一四年十月廿三日", "2014-10-23"),
        ("一九四九年九月二十一日", "1949-09-21"),
        ("2019年10月", "2019-10"),
        ("2011年向聯合國提交", "2011"),
        ("發佈時間:2014-09-18 20:57:33", "2014-09-18"),
        ("2016/3/5", "2016-03-05"),
        *((f"二{zero}一四年九月十八日", "2014-09-18") for zero in "〇○◯零OoＯｏОоΟο０0"),
        ("（2O14年3月27日）", "2014-03-27"),
        ("中華民國113年5月20日", "2024-05-20"),
        ("民國一百一十三年五月二十日", "2024-05-20"),
        ("中華民國八十五年五月", "1996-05"),
        ("民國元年一月一日", "1912-01-01"),
        ("民國廿七年歲次戊寅", "1938"),
        ("二〇二四年元旦", "2024-01-01"),
        ("2014年正月初一", "2014"),
        ("2014年9月18日至20日", "2014-09"),
        ("2014年9月28日—10月3日", "2014"),
    ],
)
def test_dates_are_found_in_every_writing(text: str, value: str):
    (found,) = find_dates(text)
    assert str(found.value) == value


@pytest.mark.parametrize("text", ["2013年2月30日", "1234567-12-12", "五年来", "9月18日", "第2013号"])
def test_what_only_looks_like_a_date_is_none(text: str):
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("published", "day", "month", "value"),
    [
        (date(2021, 7, 1), 29, None, "2021-06-29"),
        (date(2021, 7, 1), 1, None, "2021-07-01"),
        (date(2021, 1, 2), 30, 12, "2020-12-30"),
        (date(2021, 3, 1), 30, None, "2021-01-30"),
        (date(2014, 9, 18), 18, 9, "2014-09-18"),
        (date(2023, 3, 1), 29, 2, "2020-02-29"),
    ],
)
def test_a_day_is_the_latest_such_day_before_the_story(published: date, day: int, month: int | None, value: str):
    assert str(resolve_day(published, day, month)) == value


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(0, 40), st.none() | st.integers(1, 12))
def test_a_resolved_day_is_never_after_the_story(published: date, day: int, month: int | None):
    found = resolve_day(published, day, month)
    if found is None:
        assert not 1 <= day <= 28
    else:
        assert found.earliest() <= published
        assert found.day == day
        assert month in (None, found.month)
