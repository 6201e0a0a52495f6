"""The places of a formula, and what stands around them as a reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lineage.edtf import EdtfDate
from lineage.export.tables import CONTEXT
from lineage.models import Formula, ScanResult, Speech


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence in its context; furniture (glosses, line breaks) is left out of what is shown.

    Attributes:
        when: The speech's date, None where unknown.
        variant: Number of the variant, from 0; 0 is the label.
        begin, end: Code points in the text as read, half open.
    """

    speech: Speech
    when: EdtfDate | None
    variant: int
    begin: int
    end: int

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


def entry_of(result: ScanResult, number: int, dates: Sequence[EdtfDate | None], holder: Formula | None) -> Entry:
    """The formula of this number, its places by date; `dates` are those of the speeches."""
    found = result.occurrences
    own = slice(*np.searchsorted(found.formula, (number, number + 1)).tolist())
    columns = (column[own].tolist() for column in (found.speech, found.variant, found.begin, found.end))
    places = [Place(result.speeches[speech], dates[speech], *place) for speech, *place in zip(*columns, strict=True)]
    formula = result.formulae[number]
    return Entry(formula, tuple(sorted(places, key=_by_date)), holder)


def _by_date(place: Place) -> tuple[date, int, str, int]:
    return (*(place.when.order() if place.when else (date.max, 0)), place.speech.speech_id, place.begin)
