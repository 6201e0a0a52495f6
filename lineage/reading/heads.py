"""Bylines, datelines and signatures: who, when and where, in lines of their own around a speech.

Finds the lines only; what they say is read in `lineage.reading.inference`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lineage.reading import furniture_rules as rules
from lineage.reading.dates import FULL_DATE, MONTH_DAY, SHORT_DATE, SHORT_NUMERALS, YEAR
from lineage.reading.names import (
    is_body,
    is_labelled,
    is_name,
    is_office,
    office_and_name,
    side_by_side,
    signing,
    spaced_name,
)
from lineage.reading.reasons import Reason
from lineage.reading.writing import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lineage.reading.page import Line

_DATELINE = re.compile(rules.DATELINE)
_PLACE = "[^,。:;!?《》“”]"
# Days that only stand so in a line of their own: without a year, by the moon, or with a year of the Republic.
_BARE_DAYS = re.compile(
    rf"[(\[]?(?:{MONTH_DAY}|(?:{SHORT_DATE})[\s,]{{1,4}}(?!\d){_PLACE}{{2,30}}|(?:{SHORT_DATE}))[)\]]?"
    rf"|[(\[]?{SHORT_NUMERALS}[\s,]{{0,4}}(?:[于在]{_PLACE}{{2,30}})?[)\]]?"
    rf"|[(\[]?{YEAR}[\s,(]{{0,4}}(?:(?:农历|旧历|夏历|阴历)|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)"
    rf"{_PLACE}{{0,12}}(?:\s{{1,4}}[于在]?{_PLACE}{{2,30}})?[)\]]?"
)
_LONE_DATE = re.compile(rf"[(\[\- ]*{FULL_DATE}[)\] ]*")
_SIGNER = re.compile(rules.SIGNER)
_SPEECH = re.compile(rf".*{rules.KIND_OF_SPEECH}")
_ISSUE = re.compile("第.{1,6}[期卷号版]|[月周季]刊|[日晚周]报")
_SALUTATION = re.compile(rules.SALUTATION)
_NEAR_NAMES = frozenset({Reason.DATELINE, Reason.SOURCE, Reason.BYLINE, Reason.NOTE})
DATED_BEHIND = re.compile(rf"(?:[\s,]{{1,8}}[(]?|[(]){FULL_DATE}[)]?$")
"""The day that stands behind a name in a byline: 某某大学校长 王文 2014年9月18日, 王文（2014年9月18日）."""
DATED_BEFORE = re.compile(rf"^[(]?{FULL_DATE}[)\s,]{{1,8}}")
"""The day that stands before a name in a byline: 2014年9月18日　王文."""
_SHORT_NAME = 2
_LONGEST = 60


def is_dateline(line: Line) -> bool:
    """Whether the line says nothing but when, and perhaps where or before whom."""
    if len(line.folded) > _LONGEST:
        return False
    if not _DATELINE.fullmatch(line.folded):
        return bool(_BARE_DAYS.fullmatch(line.folded))
    if _SPEECH.fullmatch(line.folded) or _ISSUE.search(line.folded):
        return False
    return not _names_one(_without_day(line.folded))


def _without_day(folded: str) -> str:
    """A line without the day that stands before or behind a name."""
    undated = DATED_BEFORE.sub("", DATED_BEHIND.sub("", folded))
    return undated if undated == folded else undated.strip("() ")


def _names_one(folded: str) -> bool:
    """Whether the words are office and name."""
    return office_and_name(squeeze(folded)) is not None or spaced_name(folded) is not None


def find_signatures(lines: Sequence[Line], taken: Mapping[int, Reason]) -> dict[int, Reason]:
    """A signer behind a dash and the date below, wherever they stand: a preface is signed too."""
    found = {}
    for index in range(len(lines) - 1):
        signed = lines[index].folded[0] == "-" and _SIGNER.fullmatch(lines[index].folded)
        if signed and not {index, index + 1} & taken.keys() and _LONE_DATE.fullmatch(lines[index + 1].folded):
            found[index] = Reason.BYLINE
            found[index + 1] = Reason.DATELINE
    return found


def find_bylines(lines: Sequence[Line], taken: Mapping[int, Reason], head: int, tail: int) -> dict[int, Reason]:
    """The bylines and datelines among the first `head` lines, and the signature from line `tail` on."""
    found: dict[int, Reason] = {}
    free = [index for index in range(head) if index not in taken]
    for place, index in enumerate(free):
        if is_dateline(lines[index]):
            found[index] = Reason.DATELINE
        elif (place and side_by_side(lines[index].folded)) or _is_byline(
            _Place.of(lines, index, free[place - 1] if place else None, taken), place
        ):
            found[index] = Reason.BYLINE
    found.update(_signature(lines, [index for index in range(tail, len(lines)) if index not in taken]))
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """A line and what stands next to it.

    Attributes:
        line: The line itself.
        above: The line above that is not furniture so far.
        below: The line below.
        beside_page: Whether the line above or below tells of day or source, and is furniture.
    """

    line: Line
    above: Line | None
    below: Line | None
    beside_page: bool

    @classmethod
    def of(cls, lines: Sequence[Line], index: int, above: int | None, taken: Mapping[int, Reason]) -> _Place:
        """The place of a line."""
        beside = any(taken.get(near) in _NEAR_NAMES for near in (index - 1, index + 1))
        below = lines[index + 1] if index + 1 < len(lines) else None
        return cls(lines[index], None if above is None else lines[above], below, beside)


def _is_byline(here: _Place, place: int) -> bool:
    """Whether a line before the speech names who speaks. The first line is a title, unless it can be nothing else."""
    undated = _without_day(here.line.folded)
    words = squeeze(undated)
    if not words or len(words) > _LONGEST:
        return False
    if office_and_name(words) or is_labelled(words) or (place and spaced_name(undated)):
        return True
    if is_name(words):
        dated = place and words != squeeze(here.line.folded).strip("()")  # in the same line: 王文（2014年9月18日）
        if place == 1 and (len(words) > _SHORT_NAME or words != here.line.folded):
            return True  # right below the title; what has two characters may be a heading
        return (
            bool(dated)
            or (place > 0 and here.beside_page)
            or any(_goes_with_name(near) for near in (here.above, here.below) if near)
        )
    if is_office(words):
        return here.below is not None and is_name(here.below.folded)
    return place == 1 and is_body(words)


def _goes_with_name(line: Line) -> bool:
    """Whether a bare name can stand beside this line."""
    return (
        is_dateline(line) or is_office(line.folded) or line.folded[0] == "-" or bool(_SALUTATION.fullmatch(line.folded))
    )


def _signature(lines: Sequence[Line], free: Sequence[int]) -> dict[int, Reason]:
    """The date at the very end, and the signers above or below it."""
    dates = [index for index in free if is_dateline(lines[index])]
    found = dict.fromkeys(dates, Reason.DATELINE)
    if not dates:
        found.update(dict.fromkeys((index for index in free[-2:] if _signs_alone(lines[index].folded)), Reason.BYLINE))
    near = set(dates)
    for index in [*reversed(free), *free]:
        if index not in found and {index - 1, index + 1} & near and _signs(lines[index].folded):
            found[index] = Reason.BYLINE
            near.add(index)
    return found


def _signs_alone(folded: str) -> bool:
    """Whether a line without a day below signs: a name in brackets or behind a dash, or with words of respect."""
    if len(folded) > _LONGEST:
        return False
    bracketed = folded[0] in "[(-" and is_name(folded.strip("[]()- "))
    return bracketed or bool(signing(folded)) or spaced_name(folded) is not None


def _signs(folded: str) -> bool:
    """Whether a line holds nothing but who signs."""
    undated = _without_day(folded)
    words = squeeze(undated)
    if not words or len(words) > _LONGEST:
        return False
    if signing(folded) or spaced_name(undated) or is_labelled(undated) or is_name(words.strip("[]-")):
        return True
    named = is_name(words) or is_body(words) or office_and_name(words) is not None
    return named or bool(side_by_side(folded)) or is_office(words)
