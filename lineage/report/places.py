"""The places of a formula, and what stands around them as a reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineage.edtf import EdtfDate
from lineage.export.tables import CONTEXT
from lineage.models import Formula, Int64, ScanResult, Speech


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence in its context; furniture (glosses, line breaks) is left out of what is shown.

    Attributes:
        number: Of the speech.
        when: The speech's date, None where unknown.
        variant: Number of the variant, from 0; 0 is the label.
        begin, end: Code points in the text as read, half open.
        row: Its place in the occurrences of the result.
    """

    number: int
    speech: Speech
    when: EdtfDate | None
    variant: int
    begin: int
    end: int
    row: int

    # Most places are only counted, so what is shown of them is cut out when it is asked for.
    @property
    def left(self) -> str:
        """What stands before it."""
        return self.speech.read.shown(max(0, self.begin - CONTEXT), self.begin)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.speech.read.shown(self.begin, self.end)

    @property
    def right(self) -> str:
        """What stands after it."""
        return self.speech.read.shown(self.end, self.end + CONTEXT)

    @property
    def sentence(self) -> tuple[str, str, str]:
        """What stands before the place, the place, what stands after; `…` where the sentence goes on."""
        return self.speech.read.sentence(self.begin, self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """A formula with a page of its own.

    Attributes:
        formula: The formula.
        places: Its places by date, undated ones last; those that attest nothing among them.
        holder: The longer formula that most of its places lie inside, if any.
    """

    formula: Formula
    places: tuple[Place, ...]
    holder: Formula | None

    @property
    def attesting(self) -> tuple[Place, ...]:
        """The places of the formula itself."""
        return tuple(place for place in self.places if self._attests(place))

    @property
    def beside(self) -> tuple[Place, ...]:
        """The places where it is altered, or where a part of it stands alone: they attest nothing for it."""
        return tuple(place for place in self.places if not self._attests(place))

    def _attests(self, place: Place) -> bool:
        return self.formula.variants[place.variant].attests


def entry_of(
    result: ScanResult, number: int, dates: Sequence[EdtfDate | None], rank: Int64, holder: Formula | None
) -> Entry:
    """The formula of this number, its places by date.

    Args:
        result: What a scan found.
        number: Of the formula.
        dates: Of the speeches.
        rank: Of the speeches in time.
        holder: See `Entry`.
    """
    found = result.occurrences
    low, high = np.searchsorted(found.formula, (number, number + 1)).tolist()
    rows = low + np.argsort(rank[found.speech[low:high]], kind="stable")
    columns = (column[rows].tolist() for column in (found.speech, found.variant, found.begin, found.end))
    places = tuple(
        Place(speech, result.speeches[speech], dates[speech], *place)
        for speech, *place in zip(*columns, rows.tolist(), strict=True)
    )
    return Entry(result.formulae[number], places, holder)
