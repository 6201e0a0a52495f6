"""`lineage.data("coverage")`: what each year and each period of the corpus holds, and the figure of rates without them.

The pages of formulae have these in common; each adds its own carriers and places.
"""

from __future__ import annotations

from lineage.descent import Courses
from lineage.models import Course
from lineage.report.figures.rates import rates
from lineage.report.life import years_told
from lineage.report.site import Site


def coverage_data(site: Site) -> dict[str, object]:
    """What the pages of formulae have in common.

    `figure`: what plotly draws. `years`: year, speeches, characters. `periods`: the same of each period, and its
    temperature where nothing is said.
    """
    nothing = Courses(site.spoken).nothing
    return {
        "figure": rates(nothing, site.say).spec,
        "years": [(year.first_year, year.speeches, year.characters) for year in nothing.years],
        "periods": [
            (
                years_told(period.first_year, period.last_year),
                period.speeches,
                period.characters,
                period.temperature.value if period.temperature else "",
            )
            for period in nothing.periods
        ],
    }


def said(course: Course) -> dict[str, object]:
    """What a formula adds: of the years and periods that carry it the number, carriers, places, temperature."""
    return {
        "years": [(at, year.carriers, year.occurrences) for at, year in enumerate(course.years) if year.carriers],
        "periods": [
            (at, period.carriers, period.occurrences, period.temperature.value if period.temperature else "")
            for at, period in enumerate(course.periods)
            if period.carriers
        ],
    }
