"""When the leading formulae are attested: a line each, a mark a speech."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from lineage.edtf import EdtfDate
from lineage.report.figures import Figure, as_label, spec_of
from lineage.report.places import Entry, Place
from lineage.report.site import Site

_LINE_HEIGHT, _MARGINS = 26, 60
_LONGEST_LABEL, _HOVER_WIDTH = 16, 30
#: So many colours take turns.
_COLOURS: Final = 5


def timeline(site: Site, entries: Sequence[Entry]) -> Figure | None:
    """One line a formula from its first to its last attestation, one mark a speech; None where none is dated.

    Hollow marks are parts of the formula that stand alone: another wording, which attests nothing for it.
    """
    dated = [(entry, own) for entry in entries if (own := one_a_speech(entry.attesting))]
    if not dated:
        return None
    traces = [trace for number, (entry, own) in enumerate(dated) for trace in _traces(site, entry, own, number)]
    rows = [
        (entry.formula.label, entry.formula.first_date, entry.formula.last_date, " · ".join(str(p.when) for p in own))
        for entry, own in dated
    ]
    dates = sorted(str(place.when) for _, own in dated for place in own)
    return Figure(
        name="timeline",
        title=site.say("timeline"),
        sentence=site.say("timeline_alt", lines=len(rows), first=dates[0], last=dates[-1]),
        spec=spec_of(
            traces,
            _MARGINS + _LINE_HEIGHT * len(rows),
            xaxis={"automargin": True, "type": "date"},
            yaxis={"automargin": True, "autorange": "reversed", "type": "category"},
        ),
        columns=[site.say(key) for key in ("column_label", "column_first", "column_last", "timeline_dates")],
        rows=rows,
        note=site.say("timeline_note", lines=len(rows)),
    )


def _traces(site: Site, entry: Entry, own: Sequence[Place], number: int) -> list[dict[str, Any]]:
    beside = one_a_speech(entry.beside)
    hollow = [_trace(site, entry, beside, number, "markers", "diamond-open")] if beside else []
    return [_trace(site, entry, own, number, "lines+markers", "circle"), *hollow]


def _trace(site: Site, entry: Entry, places: Sequence[Place], number: int, mode: str, symbol: str) -> dict[str, Any]:
    colour = f"--line-{number % _COLOURS}"
    # Two long labels may begin alike; the rank keeps their lines apart.
    name = f"{as_label(entry.formula.label, _LONGEST_LABEL)} {entry.formula.rank}"
    return {
        "customdata": [f"formulae/{entry.formula.formula_id}.html"] * len(places),
        "hoverinfo": "text",
        "hovertext": [_hover(site, place) for place in places],
        "line": {"color": colour, "width": 1.5},
        "marker": {"color": colour, "size": 10, "symbol": symbol},
        "mode": mode,
        "name": name,
        "x": [middle_of(place.when) for place in places if place.when],
        "y": [name] * len(places),
        "type": "scatter",
    }


def one_a_speech(places: Sequence[Place]) -> list[Place]:
    """The first place of each dated speech; places come by date, then by speech."""
    dated = [place for place in places if place.when]
    return [next(group) for _, group in groupby(dated, key=lambda place: place.speech.speech_id)]


def middle_of(when: EdtfDate) -> str:
    """Where a date is drawn: a month or a year in its middle."""
    earliest, latest = when.earliest(), when.latest()
    return (earliest + (latest - earliest) / 2).isoformat()


def _hover(site: Site, place: Place) -> str:
    speech = place.speech
    head = " · ".join(part for part in (str(place.when), speech.value("speaker"), speech.value("title")) if part)
    lines = [head, *_wrapped("".join(site.sentence(place)))]
    return "<br>".join(map(as_label, lines))


def _wrapped(text: str) -> list[str]:
    return [text[at : at + _HOVER_WIDTH] for at in range(0, len(text), _HOVER_WIDTH)]
