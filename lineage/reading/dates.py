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

_ZERO = "〇○零OoＯ0"  # folding has made ０ a 0
_NUMERAL = "一二三四五六七八九十廿卅"
_YEAR = rf"(?:[12](?:\s?\d){{3}}|[一二][{_ZERO}一二三四五六七八九]{{3}})"
_SMALL = rf"(?:[0-3]?\s?\d|[{_NUMERAL}]{{1,3}})"
DATE = (
    rf"(?:{_YEAR}\s?年(?:\s?{_SMALL}\s?月(?:份|\s?{_SMALL}\s?[日号])?)?|[12]\d{{3}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)"
)
"""A date in folded text, year first; without groups, to be set into other patterns."""

FULL_DATE = rf"(?:{_YEAR}\s?年\s?{_SMALL}\s?月(?:份|\s?{_SMALL}\s?[日号])?|[12]\d{{3}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
"""The same, with a month at least: a year alone may be a heading or a title."""

_PARTS = re.compile(
    rf"(?P<year>{_YEAR})\s?年(?:\s?(?P<month>{_SMALL})\s?月(?:份|\s?(?P<day>{_SMALL})\s?[日号])?)?"
    r"|(?<!\d)(?P<iso_year>[12]\d{3})[-./](?P<iso_month>\d{1,2})(?:[-./](?P<iso_day>\d{1,2}))?(?!\d)"
)
_PRINTED = re.compile(r"(?<!\d)(?P<digits>[12](?:\s?\d){7})(?!\s?\d)")
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | dict.fromkeys(_ZERO, 0)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text, at `[begin, end)`."""

    begin: int
    end: int
    value: EdtfDate


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """The dates with a year that stand in a text, in order; impossible ones (2月30日) are passed over."""
    found = []
    for match in _PARTS.finditer(fold(text)):
        parts = match.groupdict()
        year, month, day = (_number(parts[name] or parts[f"iso_{name}"]) for name in ("year", "month", "day"))
        try:
            value = checked_date(year or 0, month, day)
        except ValueError:
            continue
        found.append(FoundDate(*match.span(), value))
    return tuple(found)


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
    """What digits or Chinese numerals say: 一九五四 digit by digit, 二十三 by place."""
    if words is None:
        return None
    words = "".join(words.split())
    if words.isdecimal():
        return int(words)
    words = words.replace("廿", "二十").replace("卅", "三十")
    if "十" in words:
        tens, _, ones = words.partition("十")
        return 10 * _VALUES.get(tens, 1) + _VALUES.get(ones, 0)
    return int("".join(str(_VALUES.get(character, character)) for character in words))


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
