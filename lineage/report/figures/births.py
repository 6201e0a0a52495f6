"""Which years take formulae up, and which lay them down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from lineage.report.data.formulae import FormulaColumns
from lineage.report.figures import Figure, counted, spec_of, ticks, year_axis
from lineage.report.site import Site

_HEIGHT = 340


def births(site: Site, listed: FormulaColumns) -> Figure | None:
    """Formulae taken up by their first year, above, and laid down by their last, below; None where there are neither.

    Only formulae of the table are counted, so that a bar leads to as many as it shows.
    """
    up = _by_year(site, listed["taken_up"], listed["first"])
    down = _by_year(site, listed["laid_down"], listed["last"])
    if not up and not down:
        return None
    steps = ticks(max(up.values(), default=0), max(down.values(), default=0), 6)
    spec = spec_of(
        [_bars(up, 1, "--line-0", "first", "taken_up"), _bars(down, -1, "--line-1", "last", "laid_down")],
        _HEIGHT,
        barmode="overlay",
        bargap=0.15,
        xaxis=year_axis([*up, *down]),
        yaxis={"automargin": True, "tickvals": steps, "ticktext": [f"{abs(step):,}" for step in steps]},
    )
    return Figure(
        name="births",
        title=site.say("births"),
        sentence=_sentence(site, up, down),
        spec=spec,
        columns=[site.say(key) for key in ("column_year", "births_up", "births_down")],
        rows=[(year, up[year], down[year]) for year in sorted(up.keys() | down.keys())],
        note=f"{site.say('births_hint')} {site.say('births_note')}",
        shown=[str, counted, counted],
    )


def _by_year(site: Site, chosen: Sequence[int], speeches: Sequence[int]) -> Counter[int]:
    """How many of the chosen formulae have this speech in each year."""
    return Counter(
        site.attestations[speech].year for each, speech in zip(chosen, speeches, strict=True) if each and speech >= 0
    )


def _sentence(site: Site, up: Counter[int], down: Counter[int]) -> str:
    """How many there are, and the years of most."""
    told = []
    for key, counts in (("births_up_alt", up), ("births_down_alt", down)):
        year = min(counts, key=lambda year: (-counts[year], year), default=0)
        told.append(
            site.say(key, count=counts.total(), year=str(year), most=counts[year])
            if counts
            else site.say(f"{key}_none")
        )
    return site.say("between").join(told)


def _bars(counts: Counter[int], sign: int, colour: str, end: str, life: str) -> dict[str, Any]:
    years = sorted(counts)
    return {
        "customdata": [f"index.html#{end}={year}&life={life}&at=formulae" for year in years],
        "hoverinfo": "text",
        "hovertext": [f"{year}: {'▴' if sign > 0 else '▾'} {counts[year]:,}" for year in years],
        "marker": {"color": colour},
        "textposition": "none",
        "type": "bar",
        "x": years,
        "y": [sign * counts[year] for year in years],
    }
