"""Who inherits how much from whom: a heat map of later speeches by earlier ones, or of periods where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from lineage.models import Int64
from lineage.report.caps import MAP_PERIODS, MAP_SPEECHES, TABLE_LINKS
from lineage.report.figures import Figure, as_label, counted, percent, spec_of
from lineage.report.links import Links, compare_path, dated_of, drawn_day, label_of, links_cut, links_of
from lineage.report.site import Site

_LONGEST_LABEL: Final = 40
#: Lengths of periods in months; the shortest is taken that gives few enough.
_PERIODS: Final = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 12000)
_TICKS: Final = 12
_LEAST_HEIGHT, _MOST_HEIGHT, _CELL, _MARGINS = 260, 760, 12, 130
#: Cividis, from the colours of the theme: the more is shared, the further from the paper.
_COLOURS: Final = [[step / 4, f"--heat-{step}"] for step in range(5)]


def inheritance_map(site: Site) -> Figure | None:
    """The map; None where no two dated speeches share anything."""
    links, dated = links_of(site), dated_of(site)
    if not len(links):
        return None
    trace, note = (_of_speeches if len(dated) <= MAP_SPEECHES else _of_periods)(site, links, dated)
    height = min(max(_CELL * len(trace["y"]) + _MARGINS, _LEAST_HEIGHT), _MOST_HEIGHT)
    undated = site.corpus.counted - len(dated)
    told = links.by_share()[:TABLE_LINKS].tolist()
    return Figure(
        name="inheritance-map",
        title=site.say("map"),
        sentence=_sentence(site, links, dated),
        spec=spec_of([trace], height, margin={"b": 64, "l": 10, "r": 10, "t": 50}, **_axes(site, trace)),
        columns=[site.say(f"column_{name}") for name in ("later", "earlier", "shared_share", "shared_formulae")],
        rows=_rows(site, links, told),
        note=note + (site.say("map_undated", count=undated) if undated else ""),
        shown=[str, str, percent, counted],
        paths=[compare_path(site, *links.pair(at)) for at in told],
        cut=links_cut(site, len(told), len(links)),
    )


def _of_speeches(site: Site, links: Links, dated: Sequence[int]) -> tuple[dict[str, Any], str]:
    """A row and a column for each speech."""
    place = np.zeros(len(site.names), np.int64)
    place[list(dated)] = np.arange(len(dated))
    cells = list(zip(place[links.later].tolist(), place[links.earlier].tolist(), strict=True))
    labels = _apart([as_label(label_of(site, number), _LONGEST_LABEL) for number in dated])
    trace = _trace(site, labels, cells, links.share.tolist(), links.formulae.tolist(), "map_hover")
    # A path for each cell would be longer than all else: the script puts it together.
    names = [site.names[number] for number in dated]
    trace["meta"] = {"path": "compare/index.html#a={row}&b={column}", "names": names}
    return trace, site.say("map_note", speeches=len(dated))


def _of_periods(site: Site, links: Links, dated: Sequence[int]) -> tuple[dict[str, Any], str]:
    """A row and a column for each period; a cell is the mean over its later speeches of what each shares most."""
    months = {number: _month(site, number) for number in dated}
    first, last = min(months.values()), max(months.values())
    length = next(length for length in _PERIODS if last // length - first // length < MAP_PERIODS)
    begin = first // length
    period = np.zeros(len(site.names), np.int64)
    for number, month in months.items():
        period[number] = month // length - begin
    held = Counter(period[list(dated)].tolist())
    order = np.lexsort((links.earlier, -links.weight, -links.share, period[links.earlier], links.later))
    best = order[_firsts(links.later[order], period[links.earlier][order])]
    sums: dict[tuple[int, int], float] = {}
    top: dict[tuple[int, int], int] = {}
    for at in best.tolist():
        cell = int(period[links.later[at]]), int(period[links.earlier[at]])
        sums[cell] = sums.get(cell, 0.0) + float(links.share[at])
        top[cell] = max(top.get(cell, at), at, key=lambda one: (links.share[one], -one))
    labels = [_period_label((begin + step) * length, length) for step in range(last // length - begin + 1)]
    means = [total / held[row] for (row, _), total in sums.items()]
    trace = _trace(site, labels, list(sums), means, [held[row] for row, _ in sums], "map_hover_periods")
    paths = {cell: compare_path(site, *links.pair(at)) for cell, at in top.items()}
    trace["customdata"] = [[paths.get((row, column)) for column in range(len(labels))] for row in range(len(labels))]
    period_told = site.say(f"map_period_{length}") if length <= 12 else site.say("map_years", count=length // 12)
    return trace, site.say("map_note_periods", speeches=len(dated), most=MAP_SPEECHES, period=period_told)


def _firsts(one: Int64, other: Int64) -> Int64:
    """Places where a new pair of both begins."""
    return np.flatnonzero(np.append(True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])))


def _trace(
    site: Site,
    labels: Sequence[str],
    cells: Sequence[tuple[int, int]],
    shares: Sequence[float],
    counts: Sequence[int],
    hover: str,
) -> dict[str, Any]:
    values: list[list[float | None]] = [[None] * len(labels) for _ in labels]
    texts: list[list[int | None]] = [[None] * len(labels) for _ in labels]
    for (row, column), share, count in zip(cells, shares, counts, strict=True):
        values[row][column], texts[row][column] = round(share, 3), count
    bar = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "len": 0.4, "thickness": 10}
    return {
        "type": "heatmap",
        "x": list(labels),
        "y": list(labels),
        "z": values,
        "text": texts,
        "zmin": 0,
        "zmax": round(max(shares), 3),
        "colorscale": _COLOURS,
        "colorbar": bar | {"tickformat": ".0%", "tickangle": 0, "outlinewidth": 0, "nticks": 4},
        "hoverongaps": False,
        "hovertemplate": site.say(hover) + "<extra></extra>",
        "xgap": int(len(labels) <= MAP_PERIODS),
        "ygap": int(len(labels) <= MAP_PERIODS),
    }


def _axes(site: Site, trace: dict[str, Any]) -> dict[str, object]:
    """Both axes with a few ticks: the date that a label begins with."""
    labels = trace["y"]
    step = -(-len(labels) // _TICKS)
    shown = labels[::step]
    ticks = {
        "automargin": True,
        "showgrid": False,
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [label.partition(" · ")[0].partition("-")[0] if "meta" in trace else label for label in shown],
        "type": "category",
    }
    return {
        "xaxis": ticks | {"title": {"text": site.say("map_earlier"), "standoff": 12}},
        "yaxis": ticks | {"title": {"text": site.say("map_later"), "standoff": 12}, "autorange": "reversed"},
    }


def _sentence(site: Site, links: Links, dated: Sequence[int]) -> str:
    """Which pair shares most, and from which one the latest speech has most."""
    best = links.best()
    most = int(best[np.argmax(links.share[best])])
    known = dict(zip(links.later[best].tolist(), best.tolist(), strict=True))
    latest = known.get(dated[-1], most)
    told = _told(site, links, most, "map_alt")
    return told if latest == most else told + _told(site, links, latest, "map_alt_latest")


def _told(site: Site, links: Links, at: int, key: str) -> str:
    later, earlier = (label_of(site, number) for number in links.pair(at))
    share, formulae = f"{100 * links.share[at]:.0f} %", int(links.formulae[at])
    return site.say(key, later=later, earlier=earlier, share=share, formulae=formulae)


def _rows(site: Site, links: Links, told: Sequence[int]) -> list[tuple[str, str, float, int]]:
    pairs = [(*links.pair(at), round(float(links.share[at]), 6), int(links.formulae[at])) for at in told]
    return [
        (label_of(site, later), label_of(site, earlier), measure, shared) for later, earlier, measure, shared in pairs
    ]


def _apart(labels: Sequence[str]) -> list[str]:
    """Labels that are alike would fall on one line: from the second on they are numbered."""
    seen: Counter[str] = Counter()
    told = []
    for label in labels:
        seen[label] += 1
        told.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return told


def _month(site: Site, number: int) -> int:
    """The month that a speech is drawn in, from year 0."""
    day = drawn_day(site, number)
    return 12 * day.year + day.month - 1


def _period_label(month: int, length: int) -> str:
    year, end = month // 12, (month + length - 1) // 12
    if length < 12:
        last = (month + length - 1) % 12 + 1
        return f"{year}-{month % 12 + 1:02}" + (f"–{last:02}" if length > 1 else "")
    return f"{year}" if end == year else f"{year}–{end}"
