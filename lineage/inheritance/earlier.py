"""Speeches and what was found in them, held ready to be asked of one more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from lineage.descent import attestation_of
from lineage.detect import lay_over, mask_of
from lineage.detect.counting import distinct, ranked, unranked
from lineage.models import Int32, Int64, Mask, ScanResult, SpeechColumns
from lineage.settings import Settings
from lineage.text import Lexicon, Segmenter, canonicalise


class KnownPlaces(NamedTuple):
    """Where speeches say a formula, as parallel columns.

    Attributes:
        speech: Numbers of the speeches.
        begin, end: Code points of the text as read.
        first, last: Characters of the canonical text.
    """

    speech: Int64
    begin: Int32
    end: Int32
    first: Int64
    last: Int64


class Earlier:
    """Speeches and what was found in them, to be asked of one more at a time.

    Args:
        found: What they share.
        settings: Those it was found with.
    """

    def __init__(self, found: ScanResult, settings: Settings) -> None:
        self.found, self.settings = found, settings
        self.lexicon = Lexicon.general(settings.user_words)
        self.attestations = [attestation_of(speech) for speech in found.speeches]
        #: Every wording of every formula, and the number of its formula.
        self.variants = [variant for formula in found.formulae for variant in formula.variants]
        sizes = [len(formula.variants) for formula in found.formulae]
        self.formula: Int64 = np.repeat(np.arange(len(sizes)), sizes)
        self.known = frozenset(variant.canonical for variant in self.variants if variant.attests)
        self._attests: Mask = np.array([variant.attests for variant in self.variants], bool)
        self._first_variant: Int64 = np.cumsum([0, *sizes])
        self._first_place: Int64 = np.searchsorted(found.occurrences.formula, np.arange(len(sizes) + 1))

    def labels(self, formulae: Sequence[int]) -> SpeechColumns:
        """The labels of some formulae, one after the other, as columns of one text."""
        text = "。".join(self.found.formulae[number].label for number in formulae)
        return Segmenter(self.settings.user_words).columns(canonicalise(text))

    def carriers(self, formula: int) -> Int64:
        """Which speeches carry a formula."""
        own = slice(*self._first_place[formula : formula + 2].tolist())
        places = self.found.occurrences
        attests = self._attests[self._first_variant[formula] + places.variant[own]]
        return np.unique(places.speech[own][attests]).astype(np.int64)

    @cached_property
    def carrying(self) -> tuple[Int64, Int64]:
        """Each formula with each speech that carries it, as two columns."""
        places = self.found.occurrences
        attests = self._attests[self._first_variant[places.formula] + places.variant]
        return unranked(distinct(ranked(places.formula[attests], places.speech[attests].astype(np.int64))))

    def places(self, formula: int, speeches: Int64) -> KnownPlaces:
        """Where these speeches say a formula, in the order of these speeches."""
        own = slice(*self._first_place[formula : formula + 2].tolist())
        found = self.found.occurrences
        attests = self._attests[self._first_variant[formula] + found.variant[own]]
        rank = np.full(len(self.found.speeches), -1)
        rank[speeches] = np.arange(len(speeches))
        speech = found.speech[own].astype(np.int64)
        asked = np.flatnonzero(attests & (rank[speech] >= 0))
        asked = asked[np.argsort(rank[speech[asked]], kind="stable")]
        first, last = (column[own][asked] for column in self._stands)
        return KnownPlaces(speech[asked], found.begin[own][asked], found.end[own][asked], first, last)

    @cached_property
    def _stands(self) -> tuple[Int64, Int64]:
        """Where each place begins and ends in the canonical text of its speech."""
        found = self.found.occurrences
        first, last = np.zeros((2, len(found)), np.int64)
        order = np.argsort(found.speech, kind="stable")
        edges = np.searchsorted(found.speech[order], np.arange(len(self.found.columns) + 1))
        for number, own in enumerate(self.found.columns):
            some = order[edges[number] : edges[number + 1]]
            first[some] = np.searchsorted(own.canonical.begin, found.begin[some])
            last[some] = np.searchsorted(own.canonical.begin, found.end[some])
        return first, last

    def counted(self, apart_from: int | None) -> Int64:
        """The speeches that one is held against: not that one itself, nor mere copies."""
        twins = self.found.twins
        return np.array(
            [
                number
                for number in range(len(self.found.speeches))
                if number != apart_from and (number not in twins or twins[number].counted)
            ],
            np.int64,
        )

    def columns(self, number: int) -> SpeechColumns:
        """The columns of a speech, without what many files repeat."""
        own, repeated = self.found.columns[number], self.found.repeated[number]
        return lay_over(own, mask_of(own.canonical, repeated)) if repeated else own
