"""The earliest and latest attestation of a wording in this corpus.

A date is an interval: `2014` is any day of that year, `2014~` any day up to a year before it or after. A speech dated
by the year alone never comes before one dated to a day of that year, so speeches are ordered by the last day they can
mean. Undated speeches carry a formula, but attest nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from lineage.edtf import EdtfDate

_FIRST_DAY: Final[Callable[[Attestation], int]] = attrgetter("first_day")


@dataclass(frozen=True, slots=True)
class Attestation:
    """When a speech attests what it carries.

    Attributes:
        speech_id: The speech.
        date: As EDTF, empty where unknown.
        when: The date, None where unknown.
        inferred: Whether the date rests on the text itself or a copy of it, and on nothing stated beside it.
        first_day, last_day: The days it can mean, as ordinals; 0 where it is unknown.
        year: The one it names; 0 where it is unknown.
    """

    speech_id: str
    date: str
    when: EdtfDate | None
    inferred: bool
    # Every wording asks its carriers for these, so they are reckoned once a speech.
    first_day: int = field(init=False, repr=False)
    last_day: int = field(init=False, repr=False)
    year: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first_day", self.when.first_possible().toordinal() if self.when else 0)
        object.__setattr__(self, "last_day", self.when.last_possible().toordinal() if self.when else 0)
        object.__setattr__(self, "year", self.when.year if self.when else 0)


@dataclass(frozen=True, slots=True)
class Attestations:
    """First and last attestation among some speeches; None where none of them is dated.

    Attributes:
        first, last: The speeches.
        certainty: What limits the claim to be first, joined by spaces; empty where nothing does. `inferred`: its date
            is; `coarse`: it is not known to the day; `tied`: another dated one may be as early; `undated`: one without
            a date carries it, too.
    """

    first: Attestation | None
    last: Attestation | None
    certainty: str


def by_latest_day(carrier: Attestation) -> tuple[bool, int, int, str]:
    """The order of speeches: see `lineage.edtf.EdtfDate.order`; then by identifier; undated ones come last."""
    return carrier.when is None, carrier.last_day, -carrier.first_day, carrier.speech_id


def attest(carriers: Iterable[Attestation]) -> Attestations:
    """The first and last of the speeches that carry a wording, which come ordered `by_latest_day`; ties are told."""
    ordered = list(carriers)
    dated = [carrier for carrier in ordered if carrier.when]
    if not dated:
        return Attestations(None, None, "")
    tied = len(dated) > 1 and earliest_day(dated[1:]) <= dated[0].last_day
    return Attestations(dated[0], dated[-1], certainty(dated[0], tied=tied, undated=len(dated) < len(ordered)))


def earliest_day(carriers: Iterable[Attestation]) -> int:
    """The first day that any of them can mean."""
    return min(map(_FIRST_DAY, carriers))


def certainty(first: Attestation, *, tied: bool, undated: bool) -> str:
    """What limits the claim of this speech to be the first of some; see `Attestations`."""
    coarse = first.when is not None and (first.when.precision != "day" or bool(first.when.qualifier))
    found = {"inferred": first.inferred, "coarse": coarse, "tied": tied, "undated": undated}
    return " ".join(doubt for doubt, holds in found.items() if holds)
