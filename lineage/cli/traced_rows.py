"""What a trace tells as rows: its places, carriers, wordings, years and periods. How they are shown: traced.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lineage.cli.edits import marked
from lineage.cli.output import Row

if TYPE_CHECKING:
    from lineage.models import Period, Trace


class Order(StrEnum):
    """The orders of places; `lineage.models.PlaceOrder`, which `--help` shall not have to load."""

    DATE = "date"
    LEFT = "left"
    RIGHT = "right"


class Rows(StrEnum):
    """What the rows are of."""

    PLACES = "places"
    CARRIERS = "carriers"
    WORDINGS = "wordings"
    YEARS = "years"
    PERIODS = "periods"


_PERIOD = (
    *("first_year", "last_year", "speeches", "characters", "carriers", "occurrences"),
    *("per_million", "temperature"),
)
COLUMNS: Final[Mapping[Rows, tuple[str, ...]]] = {
    Rows.PLACES: (
        *("speech_id", "date", "speaker", "begin", "end", "left", "text", "right", "canonical", "how", "sentence"),
    ),
    Rows.CARRIERS: ("speech_id", "date", "speaker", "title", "places", "earliest"),
    Rows.WORDINGS: (
        *("canonical", "surface", "speeches", "occurrences", "first_date", "first_speech", "first_certainty"),
        *("last_date", "older", "change", "edits"),
    ),
    Rows.YEARS: _PERIOD,
    Rows.PERIODS: _PERIOD,
}


def rows_of(told: Trace, what: Rows) -> Iterator[Row]:
    """The rows, in the order of the trace, their cells in the order of `COLUMNS`."""
    return _ROWS[what](told)


def _places(told: Trace) -> Iterator[Row]:
    for place in told.places:
        yield [*(getattr(place, column) for column in COLUMNS[Rows.PLACES][:-1]), "".join(place.sentence)]


def _carriers(told: Trace) -> Iterator[Row]:
    """Of one that stands alone it is told that it is the earliest, of several that each may be."""
    earliest = "tied" if "tied" in told.first_certainty else "yes"
    for carrier in told.carriers:
        own = (carrier.speech_id, carrier.date, carrier.speaker, carrier.title, carrier.places)
        yield *own, earliest if carrier in told.first else ""


def _wordings(told: Trace) -> Iterator[Row]:
    for rung in told.ladder:
        yield [*(getattr(rung, column) for column in COLUMNS[Rows.WORDINGS][:-1]), marked(rung.edits)]


def _period(period: Period) -> Row:
    counts = (period.speeches, period.characters, period.carriers, period.occurrences, period.per_million)
    return period.first_year, period.last_year, *counts, period.temperature.value if period.temperature else ""


_ROWS: Final[Mapping[Rows, Callable[[Trace], Iterator[Row]]]] = {
    Rows.PLACES: _places,
    Rows.CARRIERS: _carriers,
    Rows.WORDINGS: _wordings,
    Rows.YEARS: lambda told: map(_period, told.course.years),
    Rows.PERIODS: lambda told: map(_period, told.course.periods),
}
