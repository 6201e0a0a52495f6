"""How much of the corpus each year holds: speeches above, characters below, under one axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lineage.report.figures import Figure, counted, spec_of, ticks, year_axis
from lineage.report.site import Site

_HEIGHT = 260
#: So many stretches without a speech are named.
_GAPS = 8


def coverage(site: Site) -> Figure | None:
    """Speeches and characters by year, copies left out; None where no speech is dated."""
    held = _held(site)
    if not held:
        return None
    years = sorted(held)
    traces = [
        _bars("--line-0", years, [held[year][0] for year in years], "y", "%{x}: %{y}"),
        _bars("--quiet", years, [held[year][1] / 1000 for year in years], "y2", "%{x}: %{y:.1f}"),
    ]
    most = max(speeches for speeches, _ in held.values())
    spec = spec_of(
        traces,
        _HEIGHT,
        bargap=0.15,
        xaxis={"anchor": "y2"} | year_axis(years),
        yaxis={"automargin": True, "domain": [0.55, 1], "rangemode": "tozero", "tickvals": ticks(most, 0, 3)},
        yaxis2={"automargin": True, "domain": [0, 0.45], "autorange": "reversed", "nticks": 3},
    )
    return Figure(
        name="coverage",
        title=site.say("coverage"),
        sentence=_sentence(site, held),
        spec=spec,
        columns=[site.say(f"column_{name}") for name in ("year", "speeches", "characters")],
        rows=[(year, *held[year]) for year in years],
        note=site.say("coverage_note"),
        shown=[str, counted, counted],
    )


def _held(site: Site) -> dict[int, tuple[int, int]]:
    """Speeches and characters of each year that has any, as the rates of formulae are over them."""
    held: dict[int, tuple[int, int]] = {}
    for attestation, own in site.spoken:
        if attestation.when:
            speeches, characters = held.get(attestation.year, (0, 0))
            held[attestation.year] = speeches + 1, characters + own
    return held


def _sentence(site: Site, held: dict[int, tuple[int, int]]) -> str:
    years = sorted(held)
    most = max(years, key=lambda year: (held[year][1], -year))
    told = site.say(
        "coverage_alt",
        speeches=sum(speeches for speeches, _ in held.values()),
        years=len(years),
        first=str(years[0]),
        last=str(years[-1]),
        most=str(most),
        characters=held[most][1],
    )
    gaps = gaps_of(years)
    if not gaps:
        return told
    named = site.say("comma").join("–".join(map(str, dict.fromkeys(gap))) for gap in gaps[:_GAPS])
    return told + site.say("coverage_gaps" if len(gaps) <= _GAPS else "coverage_gaps_cut", years=named, gaps=len(gaps))


def gaps_of(years: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches without a speech between the first year and the last, as first and last year of each."""
    return [(one + 1, other - 1) for one, other in pairwise(years) if other - one > 1]


def _bars(colour: str, years: Sequence[int], heights: Sequence[float], axis: str, hover: str) -> dict[str, Any]:
    return {
        "customdata": [f"index.html#period={year}&at=formulae" for year in years],
        "hovertemplate": f"{hover}<extra></extra>",
        "marker": {"color": colour},
        "type": "bar",
        "x": list(years),
        "y": [round(height, 3) for height in heights],
        "yaxis": axis,
    }
