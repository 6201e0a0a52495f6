"""Where a phrase stands in all speeches: its own places, those of its listed wordings, and what is near to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from lineage.detect import IsWord
from lineage.models import ScanResult, SpeechColumns
from lineage.text import Lexicon, Segmenter, canonicalise, fold_phrase
from lineage.tracing.spoken import Place, find_exact, find_near
from lineage.tracing.surroundings import common_around, find_whole

#: Of places that overlap the stronger ones are told.
_STRENGTH: Final = ("exact", "variant", "near", "inside")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in the canonical text of a speech, and how the phrase stands there: see `lineage.models.TracedPlace`."""

    begin: int
    end: int
    how: str


class PhrasePlaces:
    """The places of a phrase.

    Args:
        found: The speeches, and what they share.
        spoken: What those speeches say that are counted, by number.
        phrase: In any script, with any marks.
        user_words: Words that the segmentation knows beside the dictionary.
    """

    def __init__(
        self, found: ScanResult, spoken: Mapping[int, SpeechColumns], phrase: str, user_words: tuple[str, ...]
    ) -> None:
        self._found, self._spoken, self._user_words = found, spoken, user_words
        folded = cache(lambda region: fold_phrase(phrase, region))
        # Where a speech shows regional wording, the phrase is read as its speaker would have meant it.
        self._wanted: dict[int, str] = {number: folded(own.canonical.region) for number, own in spoken.items()}

    def find(self, formulae: Sequence[int], *, near: bool) -> dict[int, list[Spot]]:
        """The places by number of the speech; a wording inside a longer one of them is told once.

        Args:
            formulae: Numbers of the listed formulae whose wordings count, too.
            near: Whether wordings that are only near to the phrase count.
        """
        spots: dict[int, set[Spot]] = defaultdict(set)
        for finding in (self._exact(), self._listed(formulae), self._near() if near else ()):
            for number, spot in finding:
                spots[number].add(spot)
        lengths = {number: len(self._spoken[number].canonical.text) for number in spots}
        return {number: _once(own, lengths[number]) for number, own in spots.items()}

    def _exact(self) -> Iterator[tuple[int, Spot]]:
        """The phrase itself, and whether it stands there whole or cut out of longer words."""
        stands = {number: list(find_exact(own.canonical, self._wanted[number])) for number, own in self._spoken.items()}
        whole = find_whole(self._spoken, stands, self._is_word)
        for number, places in stands.items():
            for place in places:
                yield number, Spot(*place, "exact" if (number, place) in whole else "inside")

    def _is_word(self) -> IsWord:
        return Lexicon.general(self._user_words).has

    def _listed(self, formulae: Sequence[int]) -> Iterator[tuple[int, Spot]]:
        """The places of listed formulae, in all their wordings."""
        places = self._found.occurrences
        for formula in formulae:
            low, high = np.searchsorted(places.formula, (formula, formula + 1)).tolist()
            variants = self._found.formulae[formula].variants
            columns = (places.variant, places.speech, places.begin, places.end)
            for variant, speech, begin, end in zip(*(column[low:high].tolist() for column in columns), strict=True):
                if variants[variant].attests:
                    first, last = np.searchsorted(self._spoken[speech].canonical.begin, (begin, end)).tolist()
                    yield speech, Spot(first, last, "variant")

    def _near(self) -> Iterator[tuple[int, Spot]]:
        """What is near to the phrase, by wording; each as long as what stands around all of its places says."""
        segmenter = Segmenter(self._user_words)
        edges = cache(lambda phrase: frozenset(segmenter.columns(canonicalise(phrase)).word_start.tolist()))
        stands: dict[str, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
        for number, own in self._spoken.items():
            for begin, end in find_near(own, self._wanted[number], edges(self._wanted[number])):
                stands[own.canonical.text[begin:end]][number].append((begin, end))
        for wording, places in stands.items():
            before, after = self._missing(wording, places)
            for number, own_places in places.items():
                for begin, end in own_places:
                    yield number, Spot(begin - before, end + after, "near")

    def _missing(self, wording: str, places: Mapping[int, Sequence[Place]]) -> tuple[int, int]:
        """How many characters on each side belong to a wording that is shorter than the phrase.

        What stands beside it in every speech is part of it: of 又快又好 not 快又好 was altered, but 既快又好.
        """
        room = max(map(len, self._wanted.values())) - len(wording)
        if room <= 0 or len(places) == 1:
            return 0, 0
        before, after = map(len, common_around(self._spoken, places))
        return min(before, room), min(after, max(0, room - before))


def _once(spots: Iterable[Spot], length: int) -> list[Spot]:
    """The spots in order; of those that overlap the phrase itself, else one of a listed wording, else the longest."""
    kept, taken = [], np.zeros(length, bool)
    for spot in sorted(spots, key=lambda each: (_STRENGTH.index(each.how), each.begin - each.end, each)):
        if spot.how == "exact" or not taken[spot.begin : spot.end].any():
            taken[spot.begin : spot.end] = True
            kept.append(spot)
    return sorted(kept)
