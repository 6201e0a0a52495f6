"""Who carries a formula: the speeches by date, the speakers, the earliest of them, and what the corpus holds before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from lineage.descent import Attestation
from lineage.models import Coverage, Int64, ScanResult
from lineage.report.caps import TIES
from lineage.report.places import Place
from lineage.report.site import Site


@dataclass(frozen=True, slots=True)
class Named:
    """A speech as pages name it.

    Attributes:
        number: Of the speech.
        when: Its date in words.
        is_dated: Whether a date is known.
        speaker: May be empty.
        title: Or its identifier.
        page: What its page is called.
        said_by: Date and speaker.
    """

    number: int
    when: str
    is_dated: bool
    speaker: str
    title: str
    page: str
    said_by: str


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """A speech that carries a formula.

    Attributes:
        speech: The speech.
        places: Its places in order.
        count: How many they are.
        marks: How far from its beginning each of them stands, in thousandths of its characters.
    """

    speech: Named
    places: Sequence[Place]
    count: int
    marks: str


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker, how many speeches of theirs carry a formula, and when the first and the last dated ones were held.

    Attributes:
        speaker: May be empty.
        speeches: All of them.
        places: In all of them.
        first: A date, or in words that none is known.
        last: The same.
    """

    speaker: str
    speeches: int
    places: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Earliest:
    """The speeches of which none can be told to be later than the earliest attestation.

    Attributes:
        told: One, or a tie, each with its first place and the sentence around it; as many as pages show.
        more: How many others are tied.
        before: The dated speeches that are surely earlier, all without the formula.
    """

    told: Sequence[tuple[Named, Place, tuple[str, str, str]]]
    more: int
    before: Coverage


def named_speeches(site: Site) -> tuple[Named, ...]:
    """All speeches as pages name them."""
    told = []
    for number, (speech, one, page) in enumerate(zip(site.result.speeches, site.attestations, site.names, strict=True)):
        when, speaker = one.date or site.say("undated"), speech.value("speaker")
        title = speech.value("title") or speech.speech_id
        told.append(Named(number, when, bool(one.when), speaker, title, page, f"{when} {speaker}".rstrip()))
    return tuple(told)


def thousandths_of(result: ScanResult, formulae: int) -> Int64:
    """Where in its speech each place of the first formulae stands, in thousandths of its canonical characters."""
    found = result.occurrences
    until = int(np.searchsorted(found.formula, formulae))
    at = np.zeros(until, np.int64)
    order = np.argsort(found.speech[:until], kind="stable")
    bounds = np.searchsorted(found.speech[:until][order], np.arange(len(result.speeches) + 1))
    for own, low, high in zip(result.columns, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        rows = order[low:high]
        characters = max(len(own.canonical.text), 1)
        at[rows] = 1000 * np.searchsorted(own.canonical.begin, found.begin[rows]) // characters
    return at


def carrier_rows(places: Iterable[Place], named: Sequence[Named], thousandths: Sequence[int]) -> Iterator[CarrierRow]:
    """The speeches of these places, which come by date."""
    for number, group in groupby(places, key=lambda place: place.number):
        own = list(group)
        yield CarrierRow(named[number], own, len(own), " ".join([str(thousandths[place.row]) for place in own]))


def speaker_rows(rows: Sequence[CarrierRow]) -> list[SpeakerRow]:
    """Those who carry it, those with most speeches first, then the earlier ones; unknown speakers come last.

    The rows come by date, undated ones last, which tell of no first and last unless there are no others.
    """
    by_speaker: dict[str, list[CarrierRow]] = {}
    for row in rows:
        by_speaker.setdefault(row.speech.speaker, []).append(row)
    told = []
    for speaker, own in by_speaker.items():
        when = [row.speech.when for row in own if row.speech.is_dated] or [own[0].speech.when]
        told.append(SpeakerRow(speaker, len(own), sum(row.count for row in own), when[0], when[-1]))
    return sorted(told, key=lambda each: (not each.speaker, -each.speeches))


class Before:
    """How much of a corpus is surely earlier than a day."""

    def __init__(self, speeches: Sequence[tuple[Attestation, int]]) -> None:
        dated = sorted((one.last_day, characters) for one, characters in speeches if one.when)
        self._days = np.array([day for day, _ in dated], np.int64)
        self._characters = np.cumsum([0, *(characters for _, characters in dated)])

    def coverage(self, day: int) -> Coverage:
        """The dated speeches that are surely earlier."""
        count = int(np.searchsorted(self._days, day))
        return Coverage(count, int(self._characters[count]))


def earliest_of(site: Site, rows: Sequence[CarrierRow], before: Before) -> Earliest | None:
    """The earliest attestation among these carriers, which come by date; None where none is dated."""
    first = site.attestations[rows[0].speech.number]
    if not first.when:
        return None
    tied = [row for row in rows if 0 < site.attestations[row.speech.number].first_day <= first.last_day]
    told = [(row.speech, row.places[0], site.sentence(row.places[0])) for row in tied[:TIES]]
    return Earliest(told, len(tied) - len(told), before.coverage(first.first_day))
