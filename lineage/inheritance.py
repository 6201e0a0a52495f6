"""From the columns of one speech, and what was found in others, to what it takes from them.

Joins `detect` (where known wordings stand, what one speech shares with all others), `formulae` (edges) and `descent`
(who was earlier). It looks only where the speech itself leads, so that an answer takes seconds where finding all that
the others share takes minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lineage.descent import attestation_of
from lineage.models import Carried, Inheritance, Int64, Mask, ScanResult, Speech, SpeechColumns
from lineage.settings import Settings
from lineage.text import Lexicon


class Earlier:
    """What was found in some speeches, to be asked of one more at a time.

    Args:
        found: What they share.
        settings: Those it was found with.
    """

    def __init__(self, found: ScanResult, settings: Settings) -> None:
        self._found, self._settings = found, settings
        self._lexicon = Lexicon.general(settings.user_words)
        self._attestations = [attestation_of(speech) for speech in found.speeches]
        variants = [
            (number, variant)
            for number, formula in enumerate(found.formulae)
            for variant in formula.variants
            if variant.relation != "part"
        ]
        self._variants = [variant for _, variant in variants]
        self._formula: Int64 = np.array([number for number, _ in variants], np.int64)
        self._attests: Mask = np.array([variant.attests for _, variant in variants], bool)
        self._edges: Int64 = np.searchsorted(found.occurrences.formula, np.arange(len(found.formulae) + 1))

    def inheritance_of(self, speech: Speech, own: SpeechColumns) -> Inheritance:
        """What a speech takes from them; from the others of them, where it is one of them itself."""
        against = _Against(self, speech, own)
        return Inheritance(speech, own, tuple(against.carried()), (), (), (), 0, None)


class _Against:
    def __init__(self, earlier: Earlier, speech: Speech, own: SpeechColumns) -> None:
        self._earlier, self._speech, self._own = earlier, speech, own

    def carried(self) -> Iterator[Carried]:
        yield from ()
