"""Who said it earlier: one speech against those that have a wording, by their dates.

A date is an interval (`lineage.descent.attestation`), so that two speeches may be out of any order: of a year and a day
in it nobody knows which came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.descent.attestation import Attestation, attest, by_latest_day
from lineage.models import AGES, Direction, Int32, Int64

_DAYS_IN_A_YEAR: Final = 365.25
#: So many days old is what was said on the same day so many years ago, whatever leap years lie between.
_AGE_ENDS: Final = np.ceil(np.array(AGES) * _DAYS_IN_A_YEAR)


def age_class(days: Int64) -> Int64:
    """Which of `AGES` so old ones are up to: its number; one more for the oldest."""
    return np.searchsorted(_AGE_ENDS, days)


def by_age(days: Int64) -> Int64:
    """How many of so old ones are up to each of `AGES` years old, and how many more."""
    return np.bincount(age_class(days), minlength=len(AGES) + 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the carriers of a wording stand to one speech.

    Attributes:
        speeches: How many they are.
        direction: Whether one of them is earlier, all are later, or dates do not tell.
        days: From the first of them to the speech, 0 where none is earlier.
        first: The earliest attestation among them, None where none is dated.
        latest: The last of those that are earlier, None where none is.
        earlier: Numbers of those that are earlier, in the order of time.
        certainty: What limits the claim of the first to be the earliest; see `lineage.descent.attestation`.
    """

    speeches: int
    direction: Direction
    days: int
    first: Attestation | None
    latest: Attestation | None
    earlier: Int64
    certainty: str

    @property
    def years(self) -> float | None:
        """From the first of them to the speech; None where none is earlier."""
        return self.days / _DAYS_IN_A_YEAR if self.days else None


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
        in_time = carriers[np.argsort(self._place[carriers])].astype(np.int64)
        ordered = [self._attestations[number] for number in in_time.tolist()]
        dated = [carrier for carrier in ordered if carrier.when]
        is_before = [self._is_before(carrier, self._speech) for carrier in ordered]
        earlier = [carrier for carrier, before in zip(ordered, is_before, strict=True) if before]
        return Standing(
            speeches=len(ordered),
            direction=self._direction(ordered, earlier),
            days=self._speech.first_day - earlier[0].last_day if earlier else 0,
            first=dated[0] if dated else None,
            latest=earlier[-1] if earlier else None,
            earlier=in_time[np.array(is_before, bool)],
            certainty=attest(ordered).certainty,
        )

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
