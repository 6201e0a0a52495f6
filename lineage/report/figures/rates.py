"""How often a phrase is said by year, and how much text each year holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lineage.models import Course
from lineage.report.figures import Figure, counted, spec_of, tenths

_HEIGHT = 340


def rates(course: Course, say: Callable[..., str]) -> Figure:
    """Places in a million characters by year, and the coverage under the same axis."""
    years = [year.first_year for year in course.years]
    traces = [
        _bars("--line-0", years, [year.per_million for year in course.years], "y", "%{x}: %{y:.1f}"),
        _bars("--quiet", years, [year.characters / 1000 for year in course.years], "y2", "%{x}: %{y:.0f}"),
    ]
    spec = spec_of(
        traces,
        _HEIGHT,
        bargap=0.15,
        margin={"b": 30, "l": 10, "r": 10, "t": 10},
        xaxis={"anchor": "y2", "automargin": True, "tickformat": "d"},
        yaxis={"automargin": True, "domain": [0.34, 1], "rangemode": "tozero"},
        yaxis2={"automargin": True, "domain": [0, 0.24], "autorange": "reversed", "nticks": 3},
    )
    columns = ("year", "speeches", "characters", "carriers", "places", "per_million")
    rows = [
        (y.first_year, y.speeches, y.characters, y.carriers, y.occurrences, round(y.per_million, 3))
        for y in course.years
        if y.speeches
    ]
    return Figure(
        "by-year", say("by_year"), rates_told(course, say), spec, [say(f"column_{name}") for name in columns], rows,
        say("by_year_note"), shown=[str, counted, counted, counted, counted, tenths],
    )  # fmt: skip


def rates_told(course: Course, say: Callable[..., str]) -> str:
    """What the figure shows, as a sentence."""
    said = [year for year in course.years if year.occurrences]
    if not said:
        return say("by_year_never")
    highest = max(said, key=lambda year: year.per_million)
    rate = f"{highest.per_million:.1f}"
    if len(said) == 1:
        return say("by_year_alt_one", year=str(highest.first_year), rate=rate)
    first, last = str(said[0].first_year), str(said[-1].first_year)
    return say("by_year_alt", first=first, last=last, highest=str(highest.first_year), rate=rate)


def _bars(colour: str, years: Sequence[int], heights: Sequence[float], axis: str, hover: str) -> dict[str, Any]:
    return {
        "hovertemplate": f"{hover}<extra></extra>",
        "marker": {"color": colour},
        "type": "bar",
        "x": list(years),
        "y": [round(height, 3) for height in heights],
        "yaxis": axis,
    }
