"""The figures of the pages, as plotly sees them. Colours and fonts come from the page: `assets/figures.js` sets them.

Plotly reads a little markup in its labels, so every label from the corpus is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from lineage.edtf import EdtfDate
from lineage.report.data import Entry, Place

_LINE_HEIGHT, _MARGINS = 26, 110
_LONGEST_LABEL, _HOVER_WIDTH = 16, 30

if TYPE_CHECKING:
    from plotly.graph_objects import Scatter

#: Without these, plotly 7 offers to upload the figure, and shows its logo.
CONFIG: Final = {"showSendToCloud": False, "displaylogo": False, "responsive": True, "displayModeBar": False}


def timeline(entries: Sequence[Entry]) -> dict[str, object]:
    """One line a formula from its first to its last attestation, one mark a speech: `{"data", "layout", "config"}`.

    Hollow marks are parts of the formula that stand alone: another wording, which attests nothing for it.
    """
    from plotly import graph_objects

    traces = []
    for entry in entries:
        own, beside = one_a_speech(entry.attesting), one_a_speech(entry.beside)
        if own:
            traces.append(_trace(entry, own, "lines+markers", "circle"))
            traces += [_trace(entry, beside, "markers", "diamond-open")] if beside else []
    lines = len({trace.name for trace in traces})
    layout = graph_objects.Layout(
        height=_MARGINS + _LINE_HEIGHT * max(lines, 1),
        margin={"l": 10, "r": 20, "t": 10, "b": 40},
        showlegend=False,
        hovermode="closest",
        xaxis={"type": "date", "automargin": True},
        yaxis={"type": "category", "autorange": "reversed", "automargin": True},
        template="none",
    )
    figure = graph_objects.Figure(traces, layout).to_plotly_json()
    return {"data": figure["data"], "layout": figure["layout"], "config": CONFIG}


def _trace(entry: Entry, places: Sequence[Place], mode: str, symbol: str) -> Scatter:
    from plotly import graph_objects

    return graph_objects.Scatter(
        x=[_middle(place.when) for place in places if place.when],
        y=[_label(entry)] * len(places),
        mode=mode,
        name=_label(entry),
        hoverinfo="text",
        hovertext=[_hover(place) for place in places],
        marker={"symbol": symbol, "size": 10},
        meta=entry.formula.formula_id,
    )


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
