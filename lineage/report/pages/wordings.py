"""The wordings of a formula, oldest first, each against the nearest older one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lineage.descent import Attestation, Wording, ladder_of
from lineage.models import Rung, Variant
from lineage.report.places import Entry


@dataclass(frozen=True, slots=True)
class Step:
    """A wording: what it alters of the nearest older one, and how it stands to the label."""

    rung: Rung
    variant: Variant


@dataclass(frozen=True, slots=True)
class Ladder:
    """The wordings of a formula, oldest first.

    Attributes:
        own: Those that attest it.
        beside: Those that alter it, or are a part of it that stands alone.
    """

    own: Sequence[Step]
    beside: Sequence[Step]

    @property
    def oldest(self) -> Step | None:
        """The oldest wording, where that is another than the label, and older by its date."""
        first = self.own[0]
        older = first.rung.first_date and first.rung.first_date != self.label.rung.first_date
        return first if older else None

    @property
    def label(self) -> Step:
        """The label."""
        return next(step for step in self.own if step.variant.relation == "full")


def ladder_told(entry: Entry, attestations: Sequence[Attestation]) -> Ladder:
    """The wordings of a formula."""
    carriers: list[dict[int, Attestation]] = [{} for _ in entry.formula.variants]
    for place in entry.places:
        carriers[place.variant][place.number] = attestations[place.number]
    variants = {variant.canonical: variant for variant in entry.formula.variants}
    rungs = ladder_of(
        Wording(variant.canonical, variant.surface, variant.occurrences, list(own.values()))
        for variant, own in zip(entry.formula.variants, carriers, strict=True)
        if own
    )
    steps = [Step(rung, variants[rung.canonical]) for rung in rungs]
    return Ladder(
        [step for step in steps if step.variant.attests], [step for step in steps if not step.variant.attests]
    )
