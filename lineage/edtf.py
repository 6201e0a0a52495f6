"""Dates as precise as they are known: the part of EDTF (ISO 8601-2, levels 0 and 1) that speeches need.

A date is a day, a month or a year, and may be marked uncertain (`?`), approximate (`~`) or both (`%`). What is
approximate may be meant of the neighbourhood of a year: `2014~` names 2014, and can mean any day from the end of 2012
to the beginning of 2016. How Chinese text writes dates is told in `lineage.reading.dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

#: So many days before and after can be meant by what is approximate.
_SLACK: Final = 366


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as precise as it is known.

    Attributes:
        year: Four digits.
        month: 1 to 12, or None where only the year is known.
        day: The day of the month, or None.
        qualifier: Empty, `?` (uncertain), `~` (approximate) or `%` (both).
    """

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    def earliest(self) -> date:
        """The first day it names."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day it names."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def first_possible(self) -> date:
        """The first day it can mean."""
        return date.fromordinal(max(self.earliest().toordinal() - self._slack, date.min.toordinal()))

    def last_possible(self) -> date:
        """The last day it can mean."""
        return date.fromordinal(min(self.latest().toordinal() + self._slack, date.max.toordinal()))

    def order(self) -> tuple[date, int]:
        """By the last day it can mean; of those that end alike the more precise one first: 2014-12-31 before 2014."""
        return self.last_possible(), -self.first_possible().toordinal()

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        if self.day:
            return "day"
        return "month" if self.month else "year"

    def agrees_with(self, other: EdtfDate) -> bool:
        """Whether both can mean the same day."""
        return self.first_possible() <= other.last_possible() and other.first_possible() <= self.last_possible()

    @property
    def _slack(self) -> int:
        return _SLACK if self.qualifier in ("~", "%") else 0

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts) + self.qualifier


_TIME_OF_DAY = r"(?:[T ]\d{1,2}:\d{2}[\d:.,]*\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
_SAVED = re.compile(
    rf"(\d{{4}})(?:/(\d{{1,2}})/(\d{{1,2}})|(\d{{2}})(\d{{2}})|-(\d{{2}})-(\d{{2}})){_TIME_OF_DAY}", re.ASCII
)
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)


def parse_edtf(value: str) -> EdtfDate:
    """The date that an EDTF value such as `2013-11-05`, `2019-10`, `2014` or `2014~` stands for.

    Raises:
        ValueError: The value is no such date; the message says why.
    """
    match = _EDTF.fullmatch(value.strip())
    if not match:
        message = f"{value!r} is not a date like 2013-11-05, 2019-10, 2014 or 2014~"
        raise ValueError(message)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    return checked_date(int(year or 0), month, day, match[4])


def parse_stated(value: str) -> EdtfDate:
    """The date that a table or a record states: EDTF, or a day as spreadsheets and programs save it.

    `2014/9/18`, `20140918` and `2014-09-18T08:00:00+08:00` are taken; where the day stands first, nobody could tell it
    from the month.

    Raises:
        ValueError: The value is no such date; the message says why.
    """
    saved = _SAVED.fullmatch(value.strip())
    if not saved:
        return parse_edtf(value)
    year, month, day = (int(part) for part in saved.groups() if part)
    return checked_date(year, month, day)


def checked_date(year: int, month: int | None, day: int | None, qualifier: str = "") -> EdtfDate:
    """The date with these parts.

    Raises:
        ValueError: There is no such day.
    """
    if year == 0:
        message = "there is no year 0000 in a corpus"
        raise ValueError(message)
    if month is not None and not 1 <= month <= 12:
        message = f"there is no month {month}"
        raise ValueError(message)
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        message = f"month {year:04d}-{month:02d} has no day {day}"
        raise ValueError(message)
    return EdtfDate(year, month, day, qualifier)
