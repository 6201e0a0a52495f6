"""Who said it earlier: one speech against those that have a wording, by their dates.

A date is an interval (`lineage.descent.attestation`), so that two speeches may be out of any order: of a year and a day
in it nobody knows which came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.descent.attestation import Attestation, by_latest_day
from lineage.models import Direction, Int32, Int64

_DAYS_IN_A_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class Standing:
    """How the carriers of a wording stand to one speech.

    Attributes:
        speeches: How many they are.
        direction: Whether one of them is earlier, all are later, or dates do not tell.
        years: From the first of them to the speech, where one is earlier.
        first: The earliest attestation among them, None where none is dated.
        latest: The last of those that are earlier, None where none is.
    """

    speeches: int
    direction: Direction
    years: float | None
    first: Attestation | None
    latest: Attestation | None


class Others:
    """The speeches that one speech is held against.

    Args:
        attestations: When each of them was held, `(S,)`.
        speech: The one.
    """

    def __init__(self, attestations: Sequence[Attestation], speech: Attestation) -> None:
        self._attestations = attestations
        self._speech = speech
        order = sorted(range(len(attestations)), key=lambda number: by_latest_day(attestations[number]))
        self._place: Int64 = np.empty(len(order), np.int64)
        self._place[order] = np.arange(len(order))

    def standing(self, carriers: Int64 | Int32) -> Standing:
        """How carriers, distinct numbers of the others, stand to the speech."""
        ordered = [self._attestations[number] for number in carriers[np.argsort(self._place[carriers])].tolist()]
        dated = [carrier for carrier in ordered if carrier.when]
        earlier = [carrier for carrier in dated if self._is_before(carrier, self._speech)]
        first = dated[0] if dated else None
        years = (self._speech.first_day - earlier[0].last_day) / _DAYS_IN_A_YEAR if earlier else None
        return Standing(len(ordered), self._direction(ordered, earlier), years, first, earlier[-1] if earlier else None)

    def _direction(self, carriers: Sequence[Attestation], earlier: Sequence[Attestation]) -> Direction:
        if earlier:
            return Direction.EARLIER
        if carriers and all(self._is_before(self._speech, carrier) for carrier in carriers):
            return Direction.LATER
        return Direction.OPEN

    @staticmethod
    def _is_before(one: Attestation, other: Attestation) -> bool:
        """Whether every day that one can mean is before every day that the other can mean."""
        return bool(one.when and other.when and one.last_day < other.first_day)
