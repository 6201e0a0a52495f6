"""What every speech has from earlier ones: from whom, how much of its text, how old that is, and what it says first.

A speech is earlier than another if every day that its date can mean is before every day of the other's; undated
speeches are neither. Two speeches share a formula if both have a wording that attests it. What a shared formula
weighs is its surprise, log2((S + 1) / carriers) bits among S speeches: the idf of Spärck Jones (1972, "A statistical
interpretation of term specificity"), so that a formula of two speeches ties them closer than one of all.

All pairs of speeches are weighed, as one product of sparse tables: its work is the sum of squared numbers of carriers.

For one speech that is held against others see `lineage.inheritance`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.descent.ages import attesting, since_when
from lineage.descent.carriers import attestation_of
from lineage.descent.direction import by_age
from lineage.detect.counting import distinct, ranked, unranked
from lineage.models import AGES, Flags, Heritage, Int32, Int64, ScanResult, SpeechColumns

#: Of each speech so many earlier ones are told, those it shares most with.
MOST_EARLIER: Final = 64
#: So many speeches are held against all at once, which bounds the memory and decides nothing.
_ROWS: Final = 256
#: Bits are counted in hundredths: sums of whole numbers do not depend on their order.
_BIT: Final = 100


def heritage_of(result: ScanResult) -> Heritage:
    """What every speech has from the earlier ones of the same corpus.

    All earlier speeches are weighed, and those told that it shares most with: by weight, then by characters, then the
    latest.
    """
    held = _Held.of(result)
    speeches = range(len(result.speeches))
    by_age = np.array([held.characters_by_age(speech) for speech in speeches]).reshape(-1, len(AGES) + 1)
    links = [np.zeros((5, 0), np.int64), *map(held.links, speeches, held.shared())]
    speech, earlier, formulae, characters, weight = np.concatenate(links, axis=1)
    first = Counter(each.first_speech for each in result.formulae if "tied" not in each.first_certainty)
    return Heritage(
        speech.astype(np.int32),
        earlier.astype(np.int32),
        formulae.astype(np.int32),
        characters.astype(np.int32),
        weight / _BIT,
        by_age / np.maximum(held.length, 1)[:, None],
        np.array([first[each.speech_id] for each in result.speeches], np.int64),
    )


@dataclass(frozen=True, slots=True)
class _Spans:
    """Stretches of canonical text, by speech and where they begin; `edges` says where each speech's own begin.

    Attributes:
        of: What stands there: the number of a formula, or of the other speech of a passage.
        begin, end: Characters of the speech's canonical text.
        edges: `(S + 1,)`.
    """

    of: Int64
    begin: Int64
    end: Int64
    edges: Int64

    @classmethod
    def laid(cls, columns: list[SpeechColumns], speech: Int32, of: Int64, begin: Int32, end: Int32) -> _Spans:
        """From code points of the texts as read."""
        order = np.lexsort((end, begin, speech))
        edges = np.searchsorted(speech[order], np.arange(len(columns) + 1))
        first, last = begin[order].astype(np.int64), end[order].astype(np.int64)
        for number, own in enumerate(columns):
            some = slice(edges[number], edges[number + 1])
            # Characters that were folded as one stand at one place: the end is where the first one begins that is not.
            first[some], last[some] = (np.searchsorted(own.canonical.begin, edge[some]) for edge in (first, last))
        return cls(of[order], first, last, edges)

    def own(self, speech: int) -> tuple[Int64, Int64, Int64]:
        """What stands in one speech, where it begins, where it ends."""
        some = slice(self.edges[speech], self.edges[speech + 1])
        return self.of[some], self.begin[some], self.end[some]


@dataclass(frozen=True, slots=True)
class _Held:
    """The speeches with what they share, ready to be asked one by one.

    Attributes:
        first_day, last_day: The days that the date of each speech can mean, `(S,)`, 0 for undated ones.
        length: Characters of canonical text, `(S,)`.
        places: Where formulae stand.
        passages: Where passages stand, from both sides.
        formula, carrier: Each formula with each speech that carries it, by formula.
        has: The same as a table, `(S, F / 8)`, a bit each.
        weight: Of each formula, hundredths of a bit.
        since: The last day that the earliest attestation of each formula can mean; never, where it has none.
    """

    first_day: Int64
    last_day: Int64
    length: Int64
    places: _Spans
    passages: _Spans
    formula: Int64
    carrier: Int64
    has: Flags
    weight: Int64
    since: Int64

    @classmethod
    def of(cls, result: ScanResult) -> _Held:
        days = [(one.first_day, one.last_day) for one in map(attestation_of, result.speeches)]
        first_day, last_day = np.array(days, np.int64).reshape(-1, 2).T
        columns, formulae = list(result.columns), len(result.formulae)
        formula, speech, begin, end = _attesting(result)
        places = _Spans.laid(columns, speech, formula, begin, end)
        told = result.passages
        passages = _Spans.laid(
            columns,
            np.append(told.first, told.second),
            np.append(told.second, told.first).astype(np.int64),
            np.append(told.first_begin, told.second_begin),
            np.append(told.first_end, told.second_end),
        )
        formula, carrier = unranked(distinct(ranked(formula, speech.astype(np.int64))))
        carriers = np.bincount(formula, minlength=formulae)
        weight = np.round(_BIT * np.log2((len(result.counted()) + 1) / np.maximum(carriers, 1))).astype(np.int64)
        since = since_when(formulae, formula, last_day[carrier])
        return cls(
            first_day, last_day, np.array([len(own.canonical.text) for own in columns], np.int64), places, passages,
            formula, carrier, _bits(formula, carrier, len(columns), formulae), weight, since,
        )  # fmt: skip

    def characters_by_age(self, speech: int) -> Int64:
        """How many of its characters stand in what others have earlier, by years since the earliest attestation."""
        formula, begin, end = self.places.own(speech)
        other, *edges = self.passages.own(speech)
        since = np.append(
            self.since[formula], np.where(self.last_day[other] > 0, self.last_day[other], np.iinfo(np.int64).max)
        )
        begin, end = (np.append(*both) for both in zip((begin, end), edges, strict=True))
        days = self.first_day[speech] - since
        inherited = days > 0
        length = (end - begin)[inherited]
        place = np.arange(length.sum()) + np.repeat(begin[inherited] - np.cumsum(length) + length, length)
        oldest = np.zeros(self.length[speech], np.int64)
        np.maximum.at(oldest, place, np.repeat(days[inherited], length))
        return by_age(oldest[oldest > 0])

    def shared(self) -> Iterator[Int64]:
        """For each speech what it shares with each other, `(S,)`: weight and number of formulae, `ranked`."""
        from scipy.sparse import csr_array  # here, as its import takes longer than a small corpus

        speeches, formulae = len(self.length), len(self.weight)
        carries = csr_array((np.ones_like(self.carrier), (self.carrier, self.formula)), (speeches, formulae))
        worth = ranked(self.weight, np.ones_like(self.weight))[self.formula]
        carried = csr_array((worth, (self.formula, self.carrier)), (formulae, speeches))
        for begin in range(0, speeches, _ROWS):
            yield from (carries[begin : begin + _ROWS] @ carried).toarray()

    def links(self, speech: int, shared: Int64) -> Int64:
        """The earlier speeches it shares most with: rows speech, earlier, formulae, characters, weight; best first."""
        weight, formulae = unranked(shared)
        earlier = self._promising(speech, weight, formulae)
        characters = self._characters(speech, earlier)
        order = np.lexsort((earlier, -self.last_day[earlier], -characters, -weight[earlier]))[:MOST_EARLIER]
        told = earlier[order]
        return np.stack((np.full(len(told), speech), told, formulae[told], characters[order], weight[told]))

    def _promising(self, speech: int, weight: Int64, formulae: Int64) -> Int64:
        """The earlier speeches that may be told: all that weigh no less than the last of those that must be."""
        linked = formulae > 0
        linked[self.passages.own(speech)[0]] = True
        earlier = np.flatnonzero(linked & (self.last_day > 0) & (self.last_day < self.first_day[speech]))
        if len(earlier) <= MOST_EARLIER:
            return earlier
        least = np.partition(weight[earlier], -MOST_EARLIER)[-MOST_EARLIER]
        # Of equal weights the characters decide, so that all of them stay.
        return np.asarray(earlier[weight[earlier] >= least])

    def _characters(self, speech: int, earlier: Int64) -> Int64:
        """How many of its characters stand in what it shares with each of these."""
        formula, begin, end = self.places.own(speech)
        known, at = np.unique(formula, return_inverse=True)
        other, *edges = self.passages.own(speech)
        has = (self.has[earlier][:, known >> 3] >> (7 - (known & 7)) & 1).astype(bool)
        rows, places = np.nonzero(has[:, at])
        link, passage = np.nonzero(earlier[:, None] == other)
        return _covered(
            np.append(rows, link),
            np.append(begin[places], edges[0][passage]),
            np.append(end[places], edges[1][passage]),
            len(earlier),
        )


def _attesting(result: ScanResult) -> tuple[Int64, Int32, Int32, Int32]:
    """Formula, speech and code points of all places that attest a formula."""
    places, own = result.occurrences, attesting(result)
    return places.formula[own], places.speech[own], places.begin[own], places.end[own]


def _bits(formula: Int64, carrier: Int64, speeches: int, formulae: int) -> Flags:
    """Which speech carries which formula, `(S, F / 8)`, the first of eight in the highest bit."""
    has = np.zeros((speeches, (formulae + 7) // 8), np.uint8)
    order = np.argsort(carrier, kind="stable")
    edges = np.searchsorted(carrier[order], np.arange(speeches + 1))
    for speech in range(speeches):
        row = np.zeros(formulae, bool)
        row[formula[order[edges[speech] : edges[speech + 1]]]] = True
        has[speech] = np.packbits(row)
    return has


def _covered(row: Int64, begin: Int64, end: Int64, rows: int) -> Int64:
    """How many characters the spans of each row cover together."""
    order = np.argsort(ranked(row, begin))
    row, begin, end = row[order], begin[order], end[order]
    reached = np.maximum.accumulate(ranked(row, end))
    before = np.append(0, reached[:-1]) - ranked(row, np.zeros_like(row))
    fresh = np.maximum(end - np.maximum(begin, before), 0)
    return np.bincount(row, fresh, rows).astype(np.int64)
