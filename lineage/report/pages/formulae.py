"""A page for each of the leading formulae."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import numpy as np

from lineage.descent import Courses
from lineage.models import Course
from lineage.report.caps import CARRIER_ROWS, FORMULA_PAGES, SPEAKERS
from lineage.report.data.coverage import said
from lineage.report.figures.rates import rates_told
from lineage.report.life import life_told
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
        self._courses, self._before = Courses(site.spoken), Before(site.spoken)
        self._named = named_speeches(site)
        self._thousandths = thousandths_of(site.result, count).tolist()
        self._related = Related(site.result.formulae, count)

    def values(self, entry: Entry) -> dict[str, object]:
        """What the template of a page names."""
        site, attesting = self._site, entry.attesting
        rows = list(carrier_rows(attesting, self._named, self._thousandths))
        course, speakers = self._course(rows), speaker_rows(rows)
        told = Teller(entry.formula, site.corpus.counted, site.say)
        return {
            "lead": told.lead(),
            "parts": told.parts(),
            "earliest": earliest_of(site, rows, self._before),
            "life": list(life_told(course, site.say)),
            "rates": rates_told(course, site.say) if course.periods else "",
            "said": said(course),
            "ladder": ladder_told(entry, site.attestations),
            "speakers": speakers[:SPEAKERS],
            "all_speakers": len(speakers),
            "carriers": rows[:CARRIER_ROWS],
            "all_carriers": len(rows),
            "contexts": concordance_of(site, self._named, attesting),
            "beside": concordance_of(site, self._named, entry.beside),
            "related": self._related.to(entry.formula),
        }

    def _course(self, rows: Iterable[CarrierRow]) -> Course:
        speeches = self._site.result.speeches
        return self._courses.of({speeches[row.speech.number].speech_id: row.count for row in rows})
