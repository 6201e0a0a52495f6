"""Sets data and figures into the templates, which escape everything; scripts and data stay apart."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache, partial
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Final

import orjson
from markupsafe import Markup

from lineage.errors import UsageError
from lineage.models import Speech
from lineage.report.data import LINES, PLACES, Place, ReportData, Twins
from lineage.report.figures import one_a_speech, timeline
from lineage.report.parts import Teller

if TYPE_CHECKING:
    from jinja2 import Environment

#: The languages of the catalogue.
LANGUAGES: Final = ("en", "zh")
#: Salutations and sums of money would fill the timeline, and tell nothing.
_TIMELINE_KINDS = ("formula", "idiom", "name")


def check_language(language: str) -> None:
    """Refuses a language that the catalogue does not speak.

    Raises:
        UsageError: If it is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UsageError(f"language {language!r} is not one of {', '.join(LANGUAGES)}", "Correct the option --lang.")


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("lineage.report").joinpath("catalogue.toml").read_text(encoding="utf-8"))


def say(language: str, key: str, **values: object) -> str:
    """A sentence of the catalogue, filled in."""
    shown = {name: _number(value) if isinstance(value, int) else value for name, value in values.items()}
    return _catalogue()[key][language].format(**shown)


@lru_cache
def templates(language: str) -> Environment:
    """The templates, which are compiled once a language and not once a scan."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lineage.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=partial(say, language), kind=partial(_kind, language), json=_json, signed=_signed)
    return environment


class Pages:
    """Renders pages in one language.

    Args:
        data: What they show.
        language: `"en"` or `"zh"`.
        plotly_name: File name of plotly.js in the assets.
    """

    def __init__(self, data: ReportData, language: str, plotly_name: str) -> None:
        self._data = data
        self._language = language
        self._plotly_name = plotly_name
        self._say = partial(say, language)

    def index(self) -> str:
        """The first page."""
        drawn = [entry for entry in self._data.entries if entry.formula.kind in _TIMELINE_KINDS][:LINES]
        dated = [(entry.formula, [str(place.when) for place in one_a_speech(entry.attesting)]) for entry in drawn]
        table = [(formula.label, formula.first_date, formula.last_date, dates) for formula, dates in dated if dates]
        dates = sorted(date for row in table for date in row[3])
        return self._render(
            "index.html",
            root=".",
            data=self._data,
            figure=timeline(drawn),
            table=table,
            period_drawn=(dates[0], dates[-1]) if dates else ("", ""),
            furniture=self._furniture(),
            skipped=[f"{file}: {reason}" for file, reason in self._data.corpus.skipped],
            copies=self._twins("copy", self._data.corpus.copies),
            reissues=self._twins("reissue", self._data.corpus.reissues),
        )

    def formula(self, number: int) -> str:
        """The page of one of the leading formulae."""
        entries = self._data.entries
        entry = entries[number]
        told = Teller(entry.formula, self._data.corpus.counted, self._say)
        paged = {other.formula.formula_id for other in entries}
        return self._render(
            "formula.html",
            root="..",
            entry=entry,
            before=entries[number - 1].formula if number else None,
            after=entries[number + 1].formula if number + 1 < len(entries) else None,
            holder_has_page=bool(entry.holder and entry.holder.formula_id in paged),
            shown=min(PLACES, len(entry.attesting)),
            groups=_by_speech(entry.attesting[:PLACES]),
            beside=_by_speech(entry.beside[:PLACES]),
            lead=told.lead(),
            parts=told.parts(),
        )

    def _twins(self, key: str, twins: Sequence[Twins]) -> list[str]:
        """Which speech has the text of which other, and what follows from it."""
        return [
            self._say(key, speech=speech.speech_id, other=other.speech_id, share=f"{int(100 * share)} %")
            for speech, other, share in twins
        ]

    def _furniture(self) -> str:
        """What was left out, as a list in words."""
        counts = self._data.corpus.furniture.items()
        named = [(self._say("furniture_" + reason.replace(" ", "_")), _number(count)) for reason, count in counts]
        return self._say("comma").join(f"{name} {count}" for name, count in named)

    def _render(self, template: str, **values: object) -> str:
        common = {"language": self._language, "run": self._data.run, "plotly": self._plotly_name}
        return templates(self._language).get_template(template).render(common | values)


def _kind(language: str, name: str) -> str:
    """The name of a kind of formula."""
    return say(language, f"kind_{name}")


def _by_speech(places: Sequence[Place]) -> list[tuple[Speech, str, list[Place]]]:
    """The places of each speech under its date, in the order they come."""
    groups = (list(group) for _, group in groupby(places, key=lambda place: place.speech.speech_id))
    return [(group[0].speech, str(group[0].when or ""), group) for group in groups]


def _number(value: object) -> str:
    return f"{value:,}"


def _signed(value: float) -> str:
    """With its sign, as print sets it; what rounds to nothing has none."""
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"


def _json(value: object) -> Markup:
    """JSON for a script element of type application/json: no character of it can end the element or begin another."""
    text = orjson.dumps(value).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # made safe above
