"""The figures of the pages, as plotly sees them. Colours and fonts come from the page: `assets/figures.js` sets them.

They are told as plain records: plotly's own classes take longer to load and to check them than all else on the pages.
Plotly reads a little markup in its labels, so every label from the corpus is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from lineage.edtf import EdtfDate
from lineage.models import Course
from lineage.report.data import Entry, Place

_LINE_HEIGHT, _MARGINS = 26, 110
_LONGEST_LABEL, _HOVER_WIDTH = 16, 30

#: Without these, plotly 7 offers to upload the figure, and shows its logo.
CONFIG: Final = {"showSendToCloud": False, "displaylogo": False, "responsive": True, "displayModeBar": False}


def timeline(entries: Sequence[Entry]) -> dict[str, object]:
    """One line a formula from its first to its last attestation, one mark a speech: `{"data", "layout", "config"}`.

    Hollow marks are parts of the formula that stand alone: another wording, which attests nothing for it.
    """
    traces = []
    for entry in entries:
        own, beside = one_a_speech(entry.attesting), one_a_speech(entry.beside)
        if own:
            traces.append(_trace(entry, own, "lines+markers", "circle"))
            traces += [_trace(entry, beside, "markers", "diamond-open")] if beside else []
    lines = len({trace["name"] for trace in traces})
    layout = {
        "height": _MARGINS + _LINE_HEIGHT * max(lines, 1),
        "hovermode": "closest",
        "margin": {"b": 40, "l": 10, "r": 20, "t": 10},
        "showlegend": False,
        "template": {"data": {"scatter": [{"type": "scatter"}]}},  # none
        "xaxis": {"automargin": True, "type": "date"},
        "yaxis": {"automargin": True, "autorange": "reversed", "type": "category"},
    }
    return {"data": traces, "layout": layout, "config": CONFIG}


def rates(course: Course) -> dict[str, object]:
    """Places in a million characters by year, and the coverage under the same axis: `{"data", "layout", "config"}`."""
    years = [year.first_year for year in course.years]
    traces = [
        _bars("per million", years, [year.per_million for year in course.years], "y", "%{x}: %{y:.1f}"),
        _bars("coverage", years, [year.characters / 1000 for year in course.years], "y2", "%{x}: %{y:.0f}"),
    ]
    layout = {
        "height": 340,
        "bargap": 0.15,
        "hovermode": "closest",
        "margin": {"b": 30, "l": 10, "r": 10, "t": 10},
        "showlegend": False,
        "template": {"data": {"bar": [{"type": "bar"}]}},  # none
        "xaxis": {"anchor": "y2", "automargin": True, "tickformat": "d"},
        "yaxis": {"automargin": True, "domain": [0.34, 1], "rangemode": "tozero"},
        "yaxis2": {"automargin": True, "domain": [0, 0.24], "autorange": "reversed", "nticks": 3},
    }
    return {"data": traces, "layout": layout, "config": CONFIG}


def _bars(name: str, years: Sequence[int], heights: Sequence[float], axis: str, hover: str) -> dict[str, object]:
    rounded = [round(height, 3) for height in heights]
    return {
        "hovertemplate": f"{hover}<extra></extra>",
        "marker": {},
        "name": name,
        "type": "bar",
        "x": list(years),
        "y": rounded,
        "yaxis": axis,
    }


def _trace(entry: Entry, places: Sequence[Place], mode: str, symbol: str) -> dict[str, object]:
    return {
        "hoverinfo": "text",
        "hovertext": [_hover(place) for place in places],
        "marker": {"size": 10, "symbol": symbol},
        "meta": entry.formula.formula_id,
        "mode": mode,
        "name": _label(entry),
        "x": [_middle(place.when) for place in places if place.when],
        "y": [_label(entry)] * len(places),
        "type": "scatter",
    }


def one_a_speech(places: Sequence[Place]) -> list[Place]:
    """The first place of each dated speech; places come by date, then by speech."""
    dated = [place for place in places if place.when]
    return [next(group) for _, group in groupby(dated, key=lambda place: place.speech.speech_id)]


def _middle(when: EdtfDate) -> str:
    """Where a date is drawn: a month or a year in its middle."""
    earliest, latest = when.earliest(), when.latest()
    return (earliest + (latest - earliest) / 2).isoformat()


def _label(entry: Entry) -> str:
    label = entry.formula.label
    short = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
    # Two long labels may begin alike; the rank keeps their lines apart.
    return f"{escape(short)} {entry.formula.rank}"


def _hover(place: Place) -> str:
    speech = place.speech
    head = " · ".join(part for part in (str(place.when), speech.value("speaker"), speech.value("title")) if part)
    lines = [head, *_wrapped("".join(place.sentence))]
    return "<br>".join(escape(line) for line in lines)


def _wrapped(text: str) -> list[str]:
    return [text[at : at + _HOVER_WIDTH] for at in range(0, len(text), _HOVER_WIDTH)]
