"""Which share of each speech is inherited, by age: a bar a speech, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from lineage.models import AGES, Float64
from lineage.report.caps import BARS
from lineage.report.figures import Figure, as_label, counted, percent, spec_of
from lineage.report.site import Site

_HEIGHT: Final = 360
_TICKS: Final = 10
#: Ages differ in pattern, too, so that colour alone tells nothing.
_PATTERNS: Final = (".", "/", "", "x", "-")


class _Bar(NamedTuple):
    """One speech, or the speeches of one year, and how many they are; shares are of characters."""

    date: str
    speeches: int
    told: str
    path: str
    shares: Sequence[float]


def inherited(site: Site) -> Figure | None:
    """The shares of all dated speeches that are counted; of their years where speeches are many. None without any."""
    bars = _bars(site)
    if not bars:
        return None
    names = age_names(site.say)
    totals = [sum(bar.shares) for bar in bars]
    low, high = int(np.argmin(totals)), int(np.argmax(totals))
    columns = ["column_date", "column_speech" if bars[0].path else "column_speeches"]
    return Figure(
        name="inherited",
        title=site.say("inherited_figure"),
        sentence=site.say(
            "inherited_alt",
            low=percent(totals[low]),
            low_date=bars[low].date,
            high=percent(totals[high]),
            high_date=bars[high].date,
            last=percent(totals[-1]),
            last_date=bars[-1].date,
        ),
        spec=_spec(bars, names),
        columns=[*(site.say(key) for key in columns), *names, site.say("column_inherited")],
        rows=[
            (bar.date, bar.told if bar.path else bar.speeches, *(round(share, 6) for share in (*bar.shares, total)))
            for bar, total in zip(bars, totals, strict=True)
        ],
        note=site.say("inherited_note" if bars[0].path else "inherited_note_years"),
        shown=[str, str if bars[0].path else counted, *[percent] * (len(names) + 1)],
    )


def age_names(say: Callable[..., str]) -> list[str]:
    """What the classes of age are called, the youngest first."""
    between = [say("age_up_to", years=years) for years in AGES[1:]]
    return [say("age_first", years=AGES[0]), *between, say("age_more", years=AGES[-1])]


def _bars(site: Site) -> list[_Bar]:
    twins, shares = site.result.twins, site.heritage.by_age
    numbers = [
        number
        for number in site.in_time
        if site.attestations[number].when and (number not in twins or twins[number].counted)
    ]
    if len(numbers) > BARS:
        return _by_year(site, numbers)
    return [
        _Bar(
            site.attestations[number].date,
            1,
            " · ".join(filter(None, map(site.result.speeches[number].value, ("speaker", "title")))),
            f"speeches/{site.names[number]}.html",
            shares[number].tolist(),
        )
        for number in numbers
    ]


def _by_year(site: Site, numbers: Sequence[int]) -> list[_Bar]:
    """The shares of the characters of each year."""
    length = np.array([len(site.result.columns[number].canonical.text) for number in numbers], np.float64)
    years, at = np.unique([site.attestations[number].year for number in numbers], return_inverse=True)
    inherited: Float64 = np.zeros((len(years), len(AGES) + 1))
    np.add.at(inherited, at, site.heritage.by_age[numbers] * length[:, None])
    characters = np.maximum(np.bincount(at, length), 1)
    counts = np.bincount(at).tolist()
    return [
        _Bar(str(year), speeches, counted(speeches), "", own)
        for year, speeches, own in zip(years.tolist(), counts, (inherited / characters[:, None]).tolist(), strict=True)
    ]


def _spec(bars: Sequence[_Bar], names: Sequence[str]) -> dict[str, Any]:
    paths = [bar.path or None for bar in bars]
    traces = [
        {
            "customdata": paths,
            "hovertemplate": f"%{{text}}<br>{name}: %{{y:.1f}} %<extra></extra>",
            "marker": {
                "color": f"--line-{age}",
                "pattern": {
                    "fgcolor": "--paper",
                    "fillmode": "overlay",
                    "shape": _PATTERNS[age],
                    "size": 5,
                    "solidity": 0.25,
                },
            },
            "name": name,
            "text": [as_label(f"{bar.date} {bar.told}", 40) for bar in bars],
            "textposition": "none",
            "type": "bar",
            "x": list(range(len(bars))),
            "y": [round(100 * bar.shares[age], 2) for bar in bars],
        }
        for age, name in reversed(list(enumerate(names)))
    ]
    ticks = list(range(0, len(bars), -(-len(bars) // _TICKS)))
    return spec_of(
        traces,
        _HEIGHT,
        bargap=0.15,
        barmode="stack",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "reversed"},
        margin={"b": 40, "l": 10, "r": 10, "t": 60},
        showlegend=True,
        xaxis={"automargin": True, "tickvals": ticks, "ticktext": [bars[tick].date[:7] for tick in ticks]},
        yaxis={"automargin": True, "rangemode": "tozero", "ticksuffix": " %"},
    )
