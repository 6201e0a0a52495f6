"""What the pages show, gathered from a result: plain records, no markup, no language.

Pages show the leading formulae; how many there are in all is told beside them, and the data files hold the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from lineage.edtf import EdtfDate, parse_edtf
from lineage.export.tables import CONTEXT
from lineage.models import Formula, ScanResult, Speech

#: Rows of the table, formulae with a page of their own, lines of the timeline, places on one page.
ROWS: Final = 1000
PAGES: Final = 200
LINES: Final = 30
PLACES: Final = 300

#: A speech, the one whose text it has, and how much of the shorter text stands in the longer.
Twins = tuple[Speech, Speech, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The corpus in figures, and what a reader should know of it.

    Attributes:
        period: First and last date, empty where no speech is dated.
        speeches, characters: Of all speeches, copies among them.
        counted: Speeches without copies.
        undated, inferred: Speeches without a date, and with a date that only the text or a copy of it tells; copies
            are not counted.
        guessed: Speeches whose encoding was guessed.
        furniture: Spans left out, by reason.
        copies, reissues: Speeches with the text of another, that one, and their share: those that are not counted, and
            those that are, since their dates differ.
    """

    speeches: int
    counted: int
    characters: int
    formulae: int
    places: int
    passages: int
    period: tuple[str, str]
    undated: int
    inferred: int
    guessed: int
    furniture: Mapping[str, int]
    skipped: Sequence[tuple[str, str]]
    warnings: Sequence[str]
    copies: Sequence[Twins]
    reissues: Sequence[Twins]


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


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything the pages show: `rows` in the table, `entries` with a page of their own."""

    corpus: Corpus
    rows: tuple[Formula, ...]
    entries: tuple[Entry, ...]
    run: Mapping[str, object]


def gather(result: ScanResult) -> ReportData:
    """What the pages of this result show."""
    known = {formula.formula_id: formula for formula in result.formulae}
    dates = [parse_edtf(value) if value else None for value in (speech.value("date") for speech in result.speeches)]
    entries = tuple(_entry(result, number, dates, known) for number in range(min(PAGES, len(result.formulae))))
    return ReportData(_corpus(result), result.formulae[:ROWS], entries, result.run)


def _corpus(result: ScanResult) -> Corpus:
    counted = result.counted()
    dates = [speech.facts["date"] for speech in counted if "date" in speech.facts]
    values = sorted((fact.value for fact in dates), key=lambda value: (*parse_edtf(value).order(), value))
    return Corpus(
        speeches=len(result.speeches),
        counted=len(counted),
        characters=sum(len(own.canonical.text) for own in result.columns),
        formulae=len(result.formulae),
        places=len(result.occurrences),
        passages=len(result.passages),
        period=(values[0], values[-1]) if values else ("", ""),
        undated=len(counted) - len(dates),
        inferred=sum(fact.inferred for fact in dates),
        guessed=sum(speech.read.encoding_evidence.startswith("guess") for speech in result.speeches),
        furniture=result.furniture_counts(),
        skipped=[(skip.file, skip.reason) for skip in result.skipped],
        warnings=result.warnings,
        copies=result.twins_by_kind("copy"),
        reissues=result.twins_by_kind("reissue"),
    )


def _entry(result: ScanResult, number: int, dates: Sequence[EdtfDate | None], known: Mapping[str, Formula]) -> Entry:
    found = result.occurrences
    own = slice(*np.searchsorted(found.formula, (number, number + 1)).tolist())
    columns = (column[own].tolist() for column in (found.speech, found.variant, found.begin, found.end))
    places = [Place(result.speeches[speech], dates[speech], *place) for speech, *place in zip(*columns, strict=True)]
    formula = result.formulae[number]
    return Entry(formula, tuple(sorted(places, key=_by_date)), known.get(formula.part_of))


def _by_date(place: Place) -> tuple[date, int, str, int]:
    return (*(place.when.order() if place.when else (date.max, 0)), place.speech.speech_id, place.begin)
