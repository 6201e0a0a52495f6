"""The figures of the site, as plotly sees them: plain records, a sentence that tells each, and its data as a table.

Records, since plotly's own classes take longer to load and to check than all else on the pages. A colour is told by the
name of a variable of `assets/page.css`, such as `--line-0`; `assets/figures.js` puts in what the theme says. Plotly
reads a little markup in its labels, so every label from the corpus goes through `as_label`. A point whose `customdata`
is a path of the site, such as `formulae/….html`, leads there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, NamedTuple

#: Without these, plotly 7 offers to upload the figure, and shows its logo.
CONFIG: Final = {"showSendToCloud": False, "displaylogo": False, "responsive": True, "displayModeBar": False}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what tells it to those who do not see it.

    Attributes:
        name: Its identifier on the page, and the name of the files that it is saved as.
        title: What it shows, in a few words.
        sentence: What it shows here, generated from its data.
        spec: What plotly draws: `{"data", "layout", "config"}`; the layout has a height.
        columns: The headings of its table.
        rows: The data, as plain values.
        note: How to read it; may be empty.
        shown: How readers want the values of each column; left out where they are words or years.
        paths: Where the first cell of each row leads, as a path of the site; empty where nowhere.
        cut: What the table leaves out, and which data file holds it; may be empty.
    """

    name: str
    title: str
    sentence: str
    spec: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    note: str = ""
    shown: Sequence[Callable[[Any], str]] = ()
    paths: Sequence[str] = ()
    cut: str = ""

    @property
    def cells(self) -> Iterator[list[Cell]]:
        """The rows of its table as a page shows them."""
        shown = self.shown or [str] * len(self.columns)
        for at, row in enumerate(self.rows):
            told = [Cell(value, tell(value), "") for value, tell in zip(row, shown, strict=True)]
            if self.paths:
                told[0] = told[0]._replace(path=self.paths[at])
            yield told


class Cell(NamedTuple):
    """A value, how readers want it, and where it leads; that may be empty."""

    value: object
    told: str
    path: str


def counted(number: int) -> str:
    """A number of things as readers want it."""
    return f"{number:,}"


def tenths(number: float) -> str:
    """A measure as readers want it."""
    return f"{number:,.1f}"


def percent(share: float) -> str:
    """A share as readers want it."""
    return f"{100 * share:.1f} %"


def spec_of(data: Sequence[Mapping[str, Any]], height: int, **layout: object) -> dict[str, Any]:
    """What plotly draws, with what all figures have in common."""
    # An empty template of the first trace's type keeps plotly from its own, which knows nothing of our colours.
    kind = str(data[0]["type"]) if data else "scatter"
    common = {
        "height": height,
        "hovermode": "closest",
        "margin": {"b": 40, "l": 10, "r": 20, "t": 10},
        "showlegend": False,
        "template": {"data": {kind: [{"type": kind}]}},
    }
    return {"data": list(data), "layout": common | layout, "config": CONFIG}


def as_label(text: str, longest: int | None = None) -> str:
    """A text of the corpus as plotly may show it: at most so many characters, and no markup."""
    return escape(text if longest is None or len(text) <= longest else text[: longest - 1] + "…")


def ticks(above: int, below: int, about: int) -> list[int]:
    """Round whole numbers from below an axis to above it, about so many: counts have no halves."""
    steps = (first * 10**power for power in range(18) for first in (1, 2, 5))
    step = next(step for step in steps if about * step >= above + below)
    return [step * at for at in range(-(below // step), above // step + 1)]


def year_axis(years: Sequence[int]) -> dict[str, Any]:
    """An axis of years; a few are all named, since a year has no halves."""
    few = max(years) - min(years) < 12
    told = {"tickvals": list(range(min(years), max(years) + 1))} if few else {"nticks": 12}
    return {"automargin": True, "tickformat": "d"} | told
