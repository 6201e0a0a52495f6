"""A page for each of the leading formulae."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from lineage.descent import Courses
from lineage.detect import mask_of
from lineage.models import Course
from lineage.report.caps import CARRIER_ROWS, FORMULA_PAGES
from lineage.report.figures.rates import rates
from lineage.report.life import life_told, years_told
from lineage.report.pages.carriers import (
    Before,
    CarrierRow,
    carrier_rows,
    earliest_of,
    named_speeches,
    speaker_rows,
    thousandths_of,
)
from lineage.report.pages.concordance import concordance_of
from lineage.report.pages.related import Related
from lineage.report.pages.score import Teller
from lineage.report.pages.wordings import ladder_told
from lineage.report.places import Entry, entry_of
from lineage.report.site import Site


def entries_of(site: Site, numbers: Iterable[int]) -> Iterator[Entry]:
    """The formulae of these numbers with their places."""
    known = {formula.formula_id: formula for formula in site.result.formulae}
    dates = [attestation.when for attestation in site.attestations]
    rank = np.empty(len(dates), np.int64)
    rank[list(site.in_time)] = np.arange(len(rank))
    for number in numbers:
        yield entry_of(site.result, number, dates, rank, known.get(site.result.formulae[number].part_of))


def formula_pages(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The pages of the leading formulae."""
    formulae = site.result.formulae[:FORMULA_PAGES]
    pages = _Pages(site, len(formulae))
    for number, entry in enumerate(entries_of(site, range(len(formulae)))):
        yield site.page(
            f"formulae/{entry.formula.formula_id}.html",
            "formula.html",
            formula=entry.formula,
            before=formulae[number - 1] if number else None,
            after=formulae[number + 1] if number + 1 < len(formulae) else None,
            number=number,
            **pages.values(entry),
        )


class _Pages:
    """What the pages have in common, and what each of them shows.

    Args:
        site: The site.
        count: How many there are.
    """

    def __init__(self, site: Site, count: int) -> None:
        self._site = site
        spoken = list(_spoken(site))
        counted = {speech.speech_id for speech in site.result.counted()}
        speeches = [
            (one, characters)
            for one, characters in zip(site.attestations, spoken, strict=True)
            if one.speech_id in counted
        ]
        self._courses, self._before = Courses(speeches), Before(speeches)
        self._named = named_speeches(site)
        self._thousandths = thousandths_of(site.result, count).tolist()
        self._related = Related(site.result.formulae, count)

    def values(self, entry: Entry) -> dict[str, object]:
        """What the template of a page names."""
        site, attesting = self._site, entry.attesting
        rows = list(carrier_rows(attesting, self._named, self._thousandths))
        course = self._course(rows)
        told = Teller(entry.formula, site.corpus.counted, site.say)
        return {
            "lead": told.lead(),
            "parts": told.parts(),
            "earliest": earliest_of(site, rows, self._before),
            "life": list(life_told(course, site.say)),
            "figure": rates(course, site.say, all_years=False) if course.periods else None,
            "periods": list(_period_rows(course)),
            "ladder": ladder_told(entry, site.attestations),
            "speakers": speaker_rows(rows),
            "carriers": rows[:CARRIER_ROWS],
            "all_carriers": len(rows),
            "contexts": concordance_of(site, self._named, attesting),
            "beside": concordance_of(site, self._named, entry.beside),
            "related": self._related.to(entry.formula),
        }

    def _course(self, rows: Iterable[CarrierRow]) -> Course:
        speeches = self._site.result.speeches
        return self._courses.of({speeches[row.speech.number].speech_id: len(row.places) for row in rows})


@dataclass(frozen=True, slots=True)
class _PeriodRow:
    """A period as the table shows it; the thousand pages have most cells in common."""

    years: str
    speeches: int
    characters: str
    carriers: int
    places: int
    rate: str
    temperature: str


def _period_rows(course: Course) -> Iterator[_PeriodRow]:
    for period in course.periods:
        yield _PeriodRow(
            years_told(period.first_year, period.last_year),
            period.speeches,
            f"{period.characters:,}",
            period.carriers,
            period.occurrences,
            f"{period.per_million:.1f}",
            period.temperature.value if period.temperature else "",
        )


def _spoken(site: Site) -> Iterator[int]:
    """How many characters of each speech are compared: without what many files repeat."""
    for own, repeated in zip(site.result.columns, site.result.repeated, strict=True):
        yield len(own.canonical.text) - (mask_of(own.canonical, repeated).characters if repeated else 0)
