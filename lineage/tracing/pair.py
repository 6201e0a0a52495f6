"""Two speeches side by side, from what a scan has listed: shared formulae, aligned passages, and what one alone has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lineage.descent import Others, attestation_of, edits_between
from lineage.models import Comparison, ScanResult, SharedFormula, SharedPassage, Stretch


def compare_pair(found: ScanResult, first: int, second: int) -> Comparison:
    """Two speeches side by side.

    Args:
        found: The speeches, and what they share.
        first: Number of the one.
        second: Number of the other.
    """
    one, other = _formulae_of(found, first), _formulae_of(found, second)
    shared = tuple(SharedFormula(found.formulae[at], tuple(one[at]), tuple(other[at])) for at in one if at in other)
    passages = tuple(_passages(found, first, second))
    here = [place for formula in shared for place in formula.first] + [passage.first for passage in passages]
    there = [place for formula in shared for place in formula.second] + [passage.second for passage in passages]
    others = Others([attestation_of(found.speeches[first])], attestation_of(found.speeches[second]))
    return Comparison(
        first=found.speeches[first],
        second=found.speeches[second],
        direction=others.standing(np.zeros(1, np.int64)).direction,
        shared=shared,
        passages=passages,
        only_first=tuple(found.formulae[at] for at in one if at not in other),
        only_second=tuple(found.formulae[at] for at in other if at not in one),
        shares=(_share(found, first, here), _share(found, second, there)),
    )


def _formulae_of(found: ScanResult, speech: int) -> Mapping[int, list[Stretch]]:
    """Where a speech says each of its formulae, by rank; what merely alters one says it not."""
    places = found.occurrences
    own = np.flatnonzero(places.speech == speech)
    said: dict[int, list[Stretch]] = defaultdict(list)
    columns = (column[own].tolist() for column in (places.formula, places.variant, places.begin, places.end))
    for formula, variant, begin, end in zip(*columns, strict=True):
        if found.formulae[formula].variants[variant].attests:
            said[formula].append(_stretch(found, speech, begin, end))
    return said


def _passages(found: ScanResult, first: int, second: int) -> Iterator[SharedPassage]:
    """The passages of the two, in the order of the first one."""
    told = found.passages
    ends = ((told.first, told.first_begin, told.first_end), (told.second, told.second_begin, told.second_end))
    one, other = ends if first < second else ends[::-1]
    own = np.flatnonzero((one[0] == first) & (other[0] == second))
    for at in own[np.lexsort((other[1][own], one[1][own]))].tolist():
        here, there = (
            _stretch(found, number, int(begin[at]), int(end[at]))
            for number, (_, begin, end) in ((first, one), (second, other))
        )
        edits = edits_between(here.shown, there.shown)
        yield SharedPassage(here, there, int(told.characters[at]), float(told.similarity[at]), edits)


def _stretch(found: ScanResult, speech: int, begin: int, end: int) -> Stretch:
    read = found.speeches[speech].read
    return Stretch(begin, end, read.text[begin:end], read.shown(begin, end))


def _share(found: ScanResult, speech: int, places: Sequence[Stretch]) -> float:
    """Which share of the characters of a speech stands in these places."""
    canonical = found.columns[speech].canonical
    covered = np.zeros(len(canonical.text), bool)
    for place in places:
        begin, end = np.searchsorted(canonical.begin, (place.begin, place.end)).tolist()
        covered[begin:end] = True
    return float(covered.mean()) if len(covered) else 0.0
