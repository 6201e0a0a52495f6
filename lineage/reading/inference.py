"""What a text itself says about its title, speaker, date, role and venue.

Everything here is inferred and carries the words it rests on. The rules keep silent when in doubt: a year inside a
speech is not its date, the day a page was printed or published is not the day it was given, a reporter is no speaker.
`infer` gives what is found; `examine` also says what was found and not believed. The title is found in
`lineage.reading.titles`, who speaks in `lineage.reading.speakers`, when in `lineage.reading.occasions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lineage.edtf import EdtfDate
from lineage.models import Fact, Span
from lineage.reading.dates import find_dates
from lineage.reading.occasions import contradiction, find_date, misprint, published_day, uncounted
from lineage.reading.reasons import Reason
from lineage.reading.speakers import find_speaker
from lineage.reading.surroundings import Surroundings, fact, is_agency
from lineage.reading.titles import find_title, wiki_title
from lineage.reading.writing import BLANKS, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIKI_YEAR = re.compile(r"(?P<year>[12]\d{3})年(?:\s.*)?→")
_CLOCK = re.compile(r"\d:\d\d")
_IN_THE_MIDST = re.compile(r"在(?P<venue>[^,。]{4,60})上的?(?:.{0,6})$")


@dataclass(frozen=True, slots=True)
class Inference:
    """What a text yields: facts by field name, and a sentence for each that was found and not believed."""

    facts: Mapping[str, Fact]
    warnings: tuple[str, ...] = ()


def infer(text: str, furniture: Sequence[Span]) -> dict[str, Fact]:
    """The metadata that a text yields, by field name: title, speaker, role, date, venue."""
    return dict(examine(text, furniture).facts)


def examine(text: str, furniture: Sequence[Span]) -> Inference:
    """The metadata that a text yields, and what in it is doubtful."""
    page = Surroundings.of(text, furniture)
    facts: dict[str, Fact] = {}
    title = find_title(page)
    if title:
        facts["title"] = fact(title, title)
    speaker, several = find_speaker(page, title)
    date, doubt = _date(page)
    facts |= speaker | date | _venue(page, title)
    return Inference(facts, tuple(filter(None, (several, doubt))))


def _date(page: Surroundings) -> tuple[dict[str, Fact], str]:
    """The day of the speech, or a sentence on why what was found is not believed."""
    found = find_date(page) or _wiki_year(page)
    if found:
        doubt = misprint(page, *found)
        dated = {"date": fact(str(found[0]), found[1])}
        return ({}, doubt) if doubt else (dated, contradiction(page, *found))
    published = published_day(page)
    counted = uncounted(page)
    if published is None:
        told = f"says {counted}, and the page tells no day to count from: no date is taken from the text"
        return {}, told if counted else ""
    return {}, f"tells when it was published ({published}), and not when the speech was held: no date is taken"


def _wiki_year(page: Surroundings) -> tuple[EdtfDate, str] | None:
    """The year that the name of a Wikisource page or its head gives."""
    year = wiki_title(page)[1]
    if year:
        return EdtfDate(int(year)), next(page.words(Reason.NAVIGATION))
    headed = any("维基文库" in fold(words) for words in page.words(Reason.NAVIGATION))
    for line in page.lines(Reason.NAVIGATION, Reason.DATELINE) if headed else ():
        match = _WIKI_YEAR.match(fold(line))
        if match:
            return EdtfDate(int(match["year"])), line
    return None


def _venue(page: Surroundings, title: str) -> dict[str, Fact]:
    """Where it was given: behind the date of a dateline, or in the title."""
    for words in page.words(Reason.DATELINE):
        found = find_dates(words)
        place = (
            words[found[0].end :].strip(BLANKS + ",，)）]—-")
            if found and not is_agency(fold(words)) and not _CLOCK.search(fold(words))
            else ""
        )
        place = re.sub(r"^[在于於](.*?)上?$", r"\1", place)
        if len(place) >= 2 and not re.search(r"通[过過]$|星期|周.$|[:：]", place):
            return {"venue": fact(place, words)}
    match = _IN_THE_MIDST.search(fold(title))
    return {"venue": fact(title[slice(*match.span("venue"))], title)} if match else {}
