"""Dates as Chinese text writes them, with and without a year.

What a date is, and how it is written in metadata, is told in `lineage.edtf`.
Which of the dates in a text is the speech's own is decided in `lineage.reading.inference`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lineage.edtf import EdtfDate, checked_date
from lineage.reading.writing import fold

# Whatever people type for the round zero: the ideograph, circles, Latin, Greek and Cyrillic letters, digits.
_ZERO = "〇○◯零OoＯｏОоΟο0"  # folding has made ０ a 0
_NUMERAL = "一二三四五六七八九十廿卅"
_REPUBLIC = "(?:中华)?民国"
_REPUBLIC_YEAR = rf"(?:\d{{1,3}}|元|[一二三四五六七八九十廿卅百{_ZERO}]{{1,6}})"
_YEAR = (
    rf"(?:[12](?:\s?\d){{3}}|[一二][{_ZERO}一二三四五六七八九]{{3}}|[12][{_ZERO}\d]{{3}}(?=\s?年)"
    rf"|{_REPUBLIC}\s?{_REPUBLIC_YEAR})"
)
_SMALL = rf"(?:[0-3]?\s?\d|[{_NUMERAL}]{{1,3}})"
_MONTH = rf"(?:{_SMALL}|元)"
_DAY_OF_YEAR = rf"(?:\s?{_MONTH}\s?月(?:份|\s?{_SMALL}\s?[日号])?|\s?元旦)"
DATE = rf"(?:{_YEAR}\s?年{_DAY_OF_YEAR}?|[12]\d{{3}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)"
"""A date in folded text, year first; without groups, to be set into other patterns."""

FULL_DATE = rf"(?:{_YEAR}\s?年{_DAY_OF_YEAR}|[12]\d{{3}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
"""The same, with a month at least: a year alone may be a heading or a title."""

SHORT_DATE = r"(?:\d{2,3}[-./]\d{1,2}[-./]\d{1,2}|\d{2,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
"""A day with a year of the Republic that is not called so: 113-05-20. It may as well be something else."""

MONTH_DAY = rf"{_MONTH}\s?月\s?{_SMALL}\s?[日号]"
"""A day without a year, in folded text."""

YEAR = rf"{_YEAR}\s?年"
"""A year alone; without groups."""

SHORT_NUMERALS = rf"[一二三四五六七八九十百]{{2,6}}\s?年\s?{_MONTH}\s?月\s?{_SMALL}\s?日"
"""A day with a year of the Republic that is not called so, in numerals: 五十九年十一月廿三日."""

_PARTS = re.compile(
    rf"(?:(?P<republic>{_REPUBLIC})\s?(?P<since>{_REPUBLIC_YEAR})|(?P<year>{_YEAR}))\s?年"
    rf"(?:\s?(?P<month>{_MONTH})\s?月(?:份|\s?(?P<day>{_SMALL})\s?[日号])?|\s?(?P<new_year>元旦))?"
    r"|(?<!\d)(?P<iso_year>[12]\d{3})[-./](?P<iso_month>\d{1,2})(?:[-./](?P<iso_day>\d{1,2}))?(?!\d)"
)
# 9月18日至20日, 9月28日-10月3日: held on one of these days, so that the month is what is known.
_RANGE = re.compile(rf"\s?[至到~-]{{1,2}}\s?(?:(?P<month>{_SMALL})\s?月\s?)?{_SMALL}\s?[日号]")
_LAST_DAY = re.compile(rf"(?P<day>{_SMALL})\s?[日号]$")
_SHORT = re.compile(
    r"(?<!\d)(?P<year>\d{2,3})(?:[-./]|\s?年\s?)(?P<month>\d{1,2})(?:[-./]|\s?月\s?)(?P<day>\d{1,2})(?!\d)"
    rf"|(?<![国一二三四五六七八九十百〇○零])(?P<years>[一二三四五六七八九十百]{{2,6}})\s?年\s?(?P<months>{_MONTH})\s?月"
    rf"\s?(?P<days>{_SMALL})\s?日"
)
_PRINTED = re.compile(r"(?<!\d)(?P<digits>[12](?:\s?\d){7})(?!\s?\d)")
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | dict.fromkeys(_ZERO, 0)
_VALUES |= {str(digit): digit for digit in range(10)}
_REPUBLIC_FOUNDED = 1911  # its year 1 is 1912


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text, at `[begin, end)`."""

    begin: int
    end: int
    value: EdtfDate


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """The dates with a year that stand in a text, in order; impossible ones (2月30日) are passed over.

    Of a range of days (9月18日至20日) the month or the year that holds it is known.
    """
    folded, found = fold(text), []
    for match in _PARTS.finditer(folded):
        following = _RANGE.match(folded, match.end()) if match["day"] else None
        try:
            value = _value(match)
        except ValueError:
            continue
        if following:
            last = _number(following["month"])
            value = EdtfDate(value.year, value.month if last in (None, value.month) else None)
        found.append(FoundDate(match.start(), following.end() if following else match.end(), value))
    return tuple(found)


def find_ranges(text: str) -> tuple[tuple[date, date], ...]:
    """The ranges of days of one year that stand in a text, as pairs of the first and the last day."""
    folded, ranges = fold(text), []
    for match in _PARTS.finditer(folded):
        following = _RANGE.match(folded, match.end()) if match["day"] else None
        last = _LAST_DAY.search(following[0]) if following else None
        if not following or not last:
            continue
        try:
            first = _value(match)
            end = checked_date(first.year, _number(following["month"]) or first.month, _number(last["day"]))
        except ValueError:
            continue
        if first.earliest() < end.earliest():
            ranges.append((first.earliest(), end.earliest()))
    return tuple(ranges)


def _value(match: re.Match[str]) -> EdtfDate:
    """The date that the parts of a match say.

    Raises:
        ValueError: There is no such day.
    """
    parts = match.groupdict()
    year, month, day = (_number(parts[name] or parts[f"iso_{name}"]) for name in ("year", "month", "day"))
    if match["republic"]:
        year = _REPUBLIC_FOUNDED + (_number(match["since"]) or 0)
    if match["new_year"]:
        month = day = 1
    return checked_date(year or 0, month, day)


def find_short_date(text: str) -> EdtfDate | None:
    """The first day with a year of the Republic that is not called so (113-05-20, 113年5月20日), if there is one."""
    for match in _SHORT.finditer(fold(text)):
        try:
            year, month, day = (_number(match[name] or match[f"{name}s"]) for name in ("year", "month", "day"))
            return checked_date(_REPUBLIC_FOUNDED + (year or 0), month, day)
        except ValueError:
            continue
    return None


def find_printed(text: str) -> EdtfDate | None:
    """The day of the newspaper that a text was taken from: 《人民日报》1 9 5 4 0 9 2 4 第1至2 版."""
    for match in _PRINTED.finditer(fold(text)):
        digits = "".join(match["digits"].split())
        try:
            return checked_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            continue
    return next((found.value for found in find_dates(text) if found.value.precision == "day"), None)


def _number(words: str | None) -> int | None:
    """What digits or Chinese numerals say: 一九五四 digit by digit, 二十三 and 一百一十三 by place."""
    if words is None:
        return None
    words = "".join(words.split())
    if words.isdecimal():
        return int(words)
    words = words.replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    hundreds, hundred, rest = words.rpartition("百")
    if hundred or "十" in rest:
        tens, ten, ones = rest.rpartition("十")
        value = 100 * _digits(hundreds or "一") if hundred else 0
        return value + (10 * _digits(tens or "一") if ten else 0) + _digits(ones)
    return _digits(words)


def read_number(words: str) -> int:
    """What digits or Chinese numerals say; 0 where they say nothing."""
    return _number(words) or 0


def _digits(words: str) -> int:
    """What numerals say digit by digit; empty words say nothing, and other characters none."""
    return int("0" + "".join(str(_VALUES[character]) for character in words if character in _VALUES))


def resolve_day(published: date, day: int, month: int | None = None) -> EdtfDate | None:
    """The latest such day that is not after the day a story was published.

    `29日` in a story of 2021-07-01 is 2021-06-29; `12月30日` in one of 2021-01-02 is 2020-12-30.
    None if no such day lies in the four years before.
    """
    candidate = published.replace(day=1)
    for _ in range(48):
        if (month is None or candidate.month == month) and 1 <= day <= monthrange(candidate.year, candidate.month)[1]:
            found = candidate.replace(day=day)
            if found <= published:
                return EdtfDate(found.year, found.month, found.day)
        if candidate.year == 1 and candidate.month == 1:
            return None
        candidate = (candidate - timedelta(days=1)).replace(day=1)
    return None
