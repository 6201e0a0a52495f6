"""Speeches and what was found in them, held ready to be asked of one more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lineage.descent import attestation_of
from lineage.detect import lay_over, mask_of
from lineage.models import Int64, Mask, ScanResult, SpeechColumns
from lineage.settings import Settings
from lineage.text import Lexicon, Segmenter, canonicalise


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
