"""The strongest links between speeches: time from left to right, a line a speaker, or kin near to kin.

Nothing is left to chance: the same links are always drawn the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from lineage.report.caps import NETWORK_LINKS, NETWORK_SPEECHES, TABLE_LINKS
from lineage.report.figures import Figure, as_label, counted, spec_of, tenths
from lineage.report.links import Links, compare_path, dated_of, drawn_day, label_of, links_cut, links_of
from lineage.report.site import Site

#: Of each speech so many earlier ones are drawn.
_BEST: Final = 2
#: More speakers than these are not told apart by lines.
_SPEAKERS: Final = 16
_LANES: Final = 18
#: Two marks of one line are at least so far from each other, as a share of the whole time.
_GAP: Final = 1 / 80
_LANE_HEIGHT, _LEAST_HEIGHT, _MARGINS = 44, 320, 70
_LEAST_MARK, _MOST_MARK = 7, 20
#: Width and opacity of the links, the strongest third first.
_STRENGTHS: Final = ((2.6, 0.85), (1.6, 0.65), (0.9, 0.5))


def network(site: Site) -> Figure | None:
    """The network; None where no two dated speeches share anything."""
    links = links_of(site)
    if not len(links):
        return None
    dated = dated_of(site)
    drawn = _strongest(links)
    ends = {number for at in drawn for number in links.pair(at)}
    shown = dated if len(dated) <= NETWORK_SPEECHES else [number for number in dated if number in ends]
    days = {number: drawn_day(site, number) for number in shown}
    lanes, names = _lanes(site, links, drawn, days)
    traces = [*_lines(links, drawn, days, lanes), _marks(site, links, shown, days, lanes)]
    speakers = {"tickvals": list(range(len(names))), "ticktext": names} if names else {"showticklabels": False}
    told = links.by_weight()[:TABLE_LINKS].tolist()
    note = site.say("network_note" if names else "network_note_kin", links=len(drawn), speeches=len(shown))
    return Figure(
        name="network",
        title=site.say("network"),
        sentence=_sentence(site, links, drawn),
        spec=spec_of(
            traces,
            max(_LANE_HEIGHT * len(set(lanes.values())) + _MARGINS, _LEAST_HEIGHT),
            xaxis={"automargin": True, "type": "date"},
            yaxis={"automargin": True, "autorange": "reversed", "zeroline": False, "showgrid": bool(names)} | speakers,
        ),
        columns=[site.say(f"column_{name}") for name in ("later", "earlier", "weight", "shared_formulae")],
        rows=_rows(site, links, told),
        note=note + (site.say("network_cut", shown=len(shown), all=len(dated)) if len(shown) < len(dated) else ""),
        shown=[str, str, tenths, counted],
        paths=[compare_path(site, *links.pair(at)) for at in told],
        cut=links_cut(site, len(told), len(links)),
    )


def _strongest(links: Links) -> list[int]:
    """The best links of each speech, the heaviest first, as long as neither they nor their speeches are too many."""
    order = links.by_weight()
    taken: Counter[int] = Counter()
    ends: set[int] = set()
    drawn: list[int] = []
    for at in order.tolist():
        later, earlier = links.pair(at)
        fresh = (later not in ends) + (earlier not in ends)
        if taken[later] == _BEST or len(ends) + fresh > NETWORK_SPEECHES:
            continue
        taken[later] += 1
        ends |= {later, earlier}
        drawn.append(at)
        if len(drawn) == NETWORK_LINKS:
            break
    return drawn


def _lanes(
    site: Site, links: Links, drawn: Sequence[int], days: Mapping[int, date]
) -> tuple[dict[int, int], list[str]]:
    """On which line each speech stands, and the names of the lines; none where they are not those of speakers."""
    speakers = {number: site.result.speeches[number].value("speaker") for number in days}
    order = {name: lane for lane, name in enumerate(dict.fromkeys(speakers.values()))}
    lanes = {number: order[name] for number, name in speakers.items()}
    if 2 <= len(order) <= _SPEAKERS and not _crowded(lanes, days):
        return lanes, [as_label(name, 12) or site.say("network_nobody") for name in order]
    return _near_kin(links, drawn, days), []


def _crowded(lanes: Mapping[int, int], days: Mapping[int, date]) -> bool:
    """Whether more than a quarter of the marks would stand on the one before."""
    gap, last, close = _gap(days), dict[int, date](), 0
    for number, day in days.items():
        lane = lanes[number]
        close += lane in last and day - last[lane] < gap
        last[lane] = day
    return close > len(days) / 4


def _near_kin(links: Links, drawn: Sequence[int], days: Mapping[int, date]) -> dict[int, int]:
    """Each speech on the free line nearest to the mean of those it is linked to, by date."""
    kin: dict[int, list[tuple[int, float]]] = {}
    for at in drawn:
        later, earlier = links.pair(at)
        kin.setdefault(later, []).append((earlier, float(links.weight[at])))
    gap = _gap(days)
    reached: list[date] = []
    lanes: dict[int, int] = {}
    for number, day in days.items():
        own = [(lanes[earlier], weight) for earlier, weight in kin.get(number, ()) if earlier in lanes]
        total = sum(weight for _, weight in own)
        wanted = sum(lane * weight for lane, weight in own) / total if total else len(reached) / 2
        free = [lane for lane, until in enumerate(reached) if day - until >= gap]
        if not free and len(reached) < _LANES:
            free = [len(reached)]
            reached.append(day)
        lane = min(free, key=lambda one: (abs(one - wanted), one)) if free else reached.index(min(reached))
        lanes[number], reached[lane] = lane, day
    return lanes


def _gap(days: Mapping[int, date]) -> timedelta:
    return (max(days.values()) - min(days.values())) * _GAP


def _lines(
    links: Links, drawn: Sequence[int], days: Mapping[int, date], lanes: Mapping[int, int]
) -> list[dict[str, Any]]:
    """A trace for each third of the links, the weakest first, so that the strongest lie above."""
    size = -(-len(drawn) // len(_STRENGTHS))
    thirds = [drawn[begin : begin + size] for begin in range(0, len(drawn), size)]
    whole = max(days.values()) - min(days.values())
    traces = []
    for third, (width, opacity) in reversed(list(zip(thirds, _STRENGTHS, strict=False))):
        x: list[str | None] = []
        y: list[float | None] = []
        for later, earlier in map(links.pair, third):
            begin, end = days[earlier], days[later]
            # Links of one line rise above it, the longer the higher, so that none runs through other marks.
            rise = 0.45 + 1.2 * ((end - begin) / whole) if lanes[earlier] == lanes[later] and whole else 0.2
            x += [begin.isoformat(), (begin + (end - begin) / 2).isoformat(), end.isoformat(), None]
            y += [lanes[earlier], round((lanes[earlier] + lanes[later]) / 2 - rise, 2), lanes[later], None]
        line = {"color": "--line-0", "shape": "spline", "width": width}
        traces.append(
            {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "opacity": opacity, "hoverinfo": "skip"}
        )
    return traces


def _marks(
    site: Site, links: Links, shown: Sequence[int], days: Mapping[int, date], lanes: Mapping[int, int]
) -> dict[str, Any]:
    lengths = {number: len(site.result.columns[number].canonical.text) for number in shown}
    longest = max(lengths.values()) or 1
    closest: dict[int, int] = {}
    for at in links.by_weight().tolist():
        closest.setdefault(int(links.later[at]), int(links.earlier[at]))
    hover = []
    for number in shown:
        lines = [label_of(site, number), site.say("network_characters", count=lengths[number])]
        if number in closest:
            lines.append(site.say("network_closest", earlier=label_of(site, closest[number])))
        hover.append("<br>".join(map(as_label, lines)))
    sizes = [round(_LEAST_MARK + (_MOST_MARK - _LEAST_MARK) * (lengths[one] / longest) ** 0.5, 1) for one in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [days[number].isoformat() for number in shown],
        "y": [lanes[number] for number in shown],
        "hoverinfo": "text",
        "hovertext": hover,
        "customdata": [f"speeches/{site.names[number]}.html" for number in shown],
        "marker": {"color": "--line-1", "size": sizes, "opacity": 1, "line": {"color": "--paper", "width": 1.5}},
    }


def _sentence(site: Site, links: Links, drawn: Sequence[int]) -> str:
    """The strongest link, and the earlier speech that most lead to."""
    later, earlier = (label_of(site, number) for number in links.pair(drawn[0]))
    told = site.say("network_alt", later=later, earlier=earlier, formulae=int(links.formulae[drawn[0]]))
    counts = Counter(int(links.earlier[at]) for at in drawn)
    most, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return told + (site.say("network_alt_most", speech=label_of(site, most), count=count) if count > 1 else "")


def _rows(site: Site, links: Links, told: Sequence[int]) -> list[tuple[str, str, float, int]]:
    pairs = [(*links.pair(at), round(float(links.weight[at]), 3), int(links.formulae[at])) for at in told]
    return [
        (label_of(site, later), label_of(site, earlier), measure, shared) for later, earlier, measure, shared in pairs
    ]
