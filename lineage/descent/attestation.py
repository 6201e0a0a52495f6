"""The earliest and latest attestation of a wording in this corpus.

A date is an interval: `2014` is any day of that year. A speech dated by the year alone never comes before one dated to
a day of
that year, so speeches are ordered by the last day they can mean. Undated speeches carry a formula, but attest nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lineage.edtf import EdtfDate


@dataclass(frozen=True, slots=True)
class Attestation:
    """When a speech attests what it carries.

    Attributes:
        speech_id: The speech.
        date: As EDTF, empty where unknown.
        when: The date, None where unknown.
        inferred: Whether the date rests on the text itself or a copy of it, and on nothing stated beside it.
    """

    speech_id: str
    date: str
    when: EdtfDate | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class Attestations:
    """First and last attestation among some speeches; None where none of them is dated.

    Attributes:
        first, last: The speeches.
        certainty: What limits the claim to be first: `inferred`, `coarse`, `tied`, joined by spaces; empty where
        nothing does.
    """

    first: Attestation | None
    last: Attestation | None
    certainty: str


def attest(carriers: Collection[Attestation]) -> Attestations:
    """The first and last of the speeches that carry a wording; ties are broken by identifier, and told."""
    dated = sorted((carrier for carrier in carriers if carrier.when), key=_by_latest_day)
    if not dated:
        return Attestations(None, None, "")
    first = dated[0]
    return Attestations(first, max(dated, key=_by_latest_day), " ".join(_doubts(first, dated)))


def _by_latest_day(carrier: Attestation) -> tuple[date, int, str]:
    return (*(carrier.when.order() if carrier.when else (date.max, 0)), carrier.speech_id)


def _doubts(first: Attestation, dated: Sequence[Attestation]) -> list[str]:
    when = first.when
    if when is None:
        return []
    rivals = [other for other in dated if other is not first and other.when and other.when.earliest() <= when.latest()]
    found = {
        "inferred": first.inferred,
        "coarse": when.precision != "day" or bool(when.qualifier),
        "tied": bool(rivals),
    }
    return [doubt for doubt, holds in found.items() if holds]
