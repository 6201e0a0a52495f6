"""Pages that are one file, to be kept or mailed: a phrase through time, two speeches side by side.

Style and scripts stand in the page itself, each script under its hash, so that nothing else runs and nothing is loaded.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from lineage import __version__
from lineage.models import Comparison, Course, Period, PlaceOrder, Trace
from lineage.report.embedding import Embed
from lineage.report.figures.rates import rates
from lineage.report.files import assets
from lineage.report.held import is_withheld, passages_held, trace_held
from lineage.report.life import life_told
from lineage.report.plotly_code import plotly_code
from lineage.report.typeset import typeset
from lineage.report.wording import say

#: Places, or formulae, that a page shows.
_MOST: Final = 500
#: What such a page runs, in this order; plotly follows.
_SCRIPTS: Final = ("words.js", "page.js", "tables.js", "figures.js", "start.js")
#: By this a page is known as one of these.
SINGLE_PAGE: Final = b'<meta name="generator" content="lineage">'


def render_trace(told: Trace, language: str, embed: Embed | None = None) -> bytes:
    """A phrase through time, as one page.

    Args:
        told: The phrase.
        language: One of `lineage.report.LANGUAGES`.
        embed: How much of the texts it holds; None where the table of each speech says.
    """
    withheld = len({place.speech_id for place in told.places if is_withheld(place, embed)})
    told = trace_held(told, embed)
    drawn, before = bool(told.course.periods), _before(told.course)
    return _render(
        "trace.html",
        language,
        drawn,
        told=told,
        figure=rates(told.course, partial(say, language)) if drawn else None,
        periods=told.course.periods[len(before) :],
        before=_before_told(before, language),
        about=list(_about(told, language)),
        worded=_worded(told, language),
        life=list(life_told(told.course, partial(say, language))),
        places=sum(carrier.places for carrier in told.carriers),
        sentence=told.first_place.sentence if told.first else None,
        by_date=told.order is PlaceOrder.DATE,
        withheld=withheld,
        most=_MOST,
    )


def render_comparison(told: Comparison, language: str, embed: Embed | None = None) -> bytes:
    """Two speeches side by side, as one page.

    Args:
        told: The speeches.
        language: One of `lineage.report.LANGUAGES`.
        embed: How much of the texts it holds; None where the table of each speech says.
    """
    passages = list(passages_held(told, embed, language))
    withheld = sum(not passage.aligned for passage in passages)
    return _render("comparison.html", language, False, told=told, passages=passages, withheld=withheld, most=_MOST)


@dataclass(frozen=True, slots=True)
class InlineScript:
    """A script and its hash, as a content security policy names it."""

    code: Markup
    digest: str

    @classmethod
    def of(cls, code: str) -> InlineScript:
        """The script with this code."""
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        return cls(Markup(code), f"sha256-{digest}")  # noqa: S704 -- a script of ours or of plotly


def _render(template: str, language: str, drawn: bool, **values: object) -> bytes:
    """The page; where it draws a figure, plotly stands in it, too."""
    parts = {path.name: content.decode() for path, content in assets(language)}
    codes = [parts[name] for name in _SCRIPTS] + ([plotly_code().decode()] if drawn else [])
    style = Markup(parts["page.css"])  # noqa: S704 -- a file of ours
    common = {
        "version": __version__,
        "style": style,
        "scripts": list(map(InlineScript.of, codes)),
        "path": "",
        "root": ".",
    }
    return typeset(template, language, **common | values)


def _before(course: Course) -> Sequence[Period]:
    """The periods before the first that carries the phrase; none where no period does."""
    first = next((at for at, period in enumerate(course.periods) if period.carriers), 0)
    return course.periods[:first]


def _before_told(periods: Sequence[Period], language: str) -> str:
    """That they are left out, and how much they hold."""
    if not periods:
        return ""
    speeches = sum(period.speeches for period in periods)
    return say(language, "rates_before", until=str(periods[-1].last_year), speeches=speeches)


def _about(told: Trace, language: str) -> Iterator[str]:
    """What it is listed as, and what is told of places that attest nothing."""
    if known := told.formulae or told.holders:
        labels = say(language, "comma").join(formula.label for formula in known[:3])
        yield say(language, "trace_listed" if told.formulae else "trace_part_of", labels=labels)
    elif told.carriers:
        yield say(language, "trace_unlisted")
    if told.within:
        yield say(language, "trace_within", wording=told.within)
    if told.cut_out:
        yield say(language, "trace_cut_out")
    elif inside := told.standing("inside"):
        yield say(language, "trace_inside", places=inside)
    if near := told.standing("near"):
        yield say(language, "trace_near_places", places=near)


def _worded(told: Trace, language: str) -> str:
    """Where the earliest attestation has another wording than that which was asked for, which, and when that came."""
    if not told.first or told.first_place.how != "variant":
        return ""
    own = next((rung for rung in told.ladder if rung.canonical == told.canonical), None)
    known = f"{own.first_date or say(language, 'undated')}, {own.first_speech}" if own else say(language, "trace_never")
    return say(language, "trace_worded", wording=told.first_place.text, known=known)
