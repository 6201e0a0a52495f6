"""The closest earlier parallel of a place: where an earlier speech has the formula in the most similar surroundings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from lineage.inheritance.earlier import Earlier, KnownPlaces
from lineage.models import Closest, Int64, Stretch

#: Canonical characters on each side that are compared.
_BESIDE: Final = 20


def closest_parallels(
    earlier: Earlier, formula: int, before: Int64, text: str, places: Sequence[tuple[int, int]]
) -> Iterator[Closest]:
    """Where earlier speeches have a formula in surroundings most like those of each place, the latest of equal ones.

    Args:
        earlier: The others, and their formulae.
        formula: The number of the formula.
        before: Numbers of the earlier speeches that carry it, in the order of time.
        text: Canonical text of the speech.
        places: Where it has the formula, in characters of it; one is told for each, if any speech is earlier.
    """
    known = earlier.places(formula, before)
    if not len(known.speech):
        return
    stands = list(zip(known.speech.tolist(), known.first.tolist(), known.last.tolist(), strict=True))

    @cache
    def around(left: int, right: int) -> list[str]:
        return [
            earlier.found.columns[speech].canonical.text[max(0, first - left) : last + right]
            for speech, first, last in stands
        ]

    for begin, end in places:
        # Where the speech ends nothing can be alike, nor unlike.
        left, right = min(_BESIDE, begin), min(_BESIDE, len(text) - end)
        likeness = process.cdist([text[begin - left : end + right]], around(left, right), scorer=fuzz.ratio)[0]
        at = len(stands) - 1 - int(np.argmax(likeness[::-1]))
        yield _closest(earlier, known, at, float(likeness[at]) / 100)


def _closest(earlier: Earlier, known: KnownPlaces, at: int, likeness: float) -> Closest:
    number, begin, end, first, last = (int(column[at]) for column in known)
    speech, canonical = earlier.found.speeches[number], earlier.found.columns[number].canonical
    stretch = Stretch(begin, end, speech.read.text[begin:end], speech.read.shown(begin, end))
    return Closest(speech.speech_id, speech.value("date"), stretch, canonical.text[first:last], likeness)
