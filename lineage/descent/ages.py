"""How old what stands at each place is, and what each speech leaves out: asked of all speeches at once.

For one speech that is held against others see `lineage.inheritance`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from lineage.descent.attestation import by_latest_day
from lineage.descent.carriers import attestation_of
from lineage.descent.direction import age_class
from lineage.detect.counting import distinct, ranked, unranked
from lineage.models import Int32, Int64, Mask, ScanResult

#: Instead of an age: the speech is the earliest attestation, or dates do not tell.
EARLIEST: Final = -1
UNTOLD: Final = -2
#: A formula is missed where so many of so many speeches that come last before one carry it.
MISSED_FROM: Final = 3
BEFORE: Final = 5

_NEVER: Final = np.iinfo(np.int64).max


class Absences(NamedTuple):
    """What speeches leave out, as columns ordered by speech, then those of most carriers first, then by rank.

    Attributes:
        speech, formula: Numbers of the two.
        carriers: How many of the last speeches before it carry the formula.
        among: How many last speeches there are, at most `BEFORE`.
    """

    speech: Int64
    formula: Int64
    carriers: Int64
    among: Int64


def attesting(result: ScanResult) -> Mask:
    """Which places attest their formula, `(places,)`."""
    sizes = [len(formula.variants) for formula in result.formulae]
    return _of_places(result, [variant.attests for formula in result.formulae for variant in formula.variants], sizes)


def since_when(formulae: int, formula: Int64, last_day: Int64) -> Int64:
    """The last day that the earliest attestation of each formula can mean; never, where it has none.

    Args:
        formulae: How many there are.
        formula: Numbers of formulae, one for each carrier.
        last_day: The last day that the date of this carrier can mean; 0 where it has none.
    """
    since = np.full(formulae, _NEVER)
    dated = last_day > 0
    np.minimum.at(since, formula[dated], last_day[dated])
    return since


def ages_of(result: ScanResult) -> Int64:
    """How old the formula of each place is when its speech is held, `(places,)`.

    The number of its class among `lineage.models.AGES`, from the earliest attestation in this corpus: 0 for up to the
    first of them, and so on; `EARLIEST` where this speech is the earliest attestation, and no other may be as early;
    `UNTOLD` where dates do not tell. What alters a formula has the age of the formula.
    """
    places = result.occurrences
    first_day, last_day = _days(result)
    own = attesting(result)
    since = since_when(len(result.formulae), places.formula[own], last_day[places.speech[own]])
    days = first_day[places.speech] - since[places.formula]
    numbers = {speech.speech_id: number for number, speech in enumerate(result.speeches)}
    alone = [
        -1 if "tied" in formula.first_certainty else numbers.get(formula.first_speech, -1)
        for formula in result.formulae
    ]
    is_earliest = np.array(alone, np.int64)[places.formula] == places.speech
    return np.where(days > 0, age_class(days), np.where(is_earliest, EARLIEST, UNTOLD))


def absences_of(result: ScanResult) -> Absences:
    """The formulae that most of the last speeches before each one carry, and it neither says nor alters.

    Mere copies are neither asked nor held against others; of an undated speech nobody can say what it leaves out.
    """
    places, formulae = result.occurrences, len(result.formulae)
    own = attesting(result)
    carried = _by_speech(result, own)
    said = _by_speech(result, own | _altering(result))
    found = [np.zeros((4, 0), np.int64)]
    for speech, last in _last_before(result):
        count = np.bincount(np.concatenate([carried[each] for each in last]), minlength=formulae)
        count[said[speech]] = 0
        missed = np.flatnonzero(count >= MISSED_FROM)
        missed = missed[np.argsort(-count[missed], kind="stable")]
        same = np.ones_like(missed)
        found.append(np.stack((speech * same, missed, count[missed], len(last) * same)))
    return Absences(*np.concatenate(found, axis=1)) if len(places) else Absences(*found[0])


def _of_places(result: ScanResult, of_variants: list[bool], sizes: list[int]) -> Mask:
    """What holds of the variant of each place."""
    places = result.occurrences
    first = np.cumsum([0, *sizes])[:-1]
    return np.array(of_variants, bool)[first[places.formula] + places.variant] if len(places) else np.zeros(0, bool)


def _altering(result: ScanResult) -> Mask:
    """Which places say their formula, if in other words, `(places,)`; a part that stands alone does not."""
    sizes = [len(formula.variants) for formula in result.formulae]
    altering = [variant.relation != "part" for formula in result.formulae for variant in formula.variants]
    return _of_places(result, altering, sizes)


def _by_speech(result: ScanResult, some: Mask) -> list[Int64]:
    """The formulae of some places of each speech, each once."""
    places = result.occurrences
    speech, formula = unranked(distinct(ranked(places.speech[some].astype(np.int64), places.formula[some])))
    return np.split(formula, np.searchsorted(speech, np.arange(1, len(result.speeches))))


def _last_before(result: ScanResult) -> list[tuple[int, Int32]]:
    """Each counted speech of which enough are surely earlier, and the last of these in the order of time."""
    dated = [
        (number, attestation)
        for number, attestation in enumerate(map(attestation_of, result.speeches))
        if attestation.when and (number not in result.twins or result.twins[number].counted)
    ]
    in_time = sorted(dated, key=lambda each: by_latest_day(each[1]))
    numbers = np.array([number for number, _ in in_time], np.int32)
    last_days = np.array([attestation.last_day for _, attestation in in_time], np.int64)
    earlier = np.searchsorted(last_days, [attestation.first_day for _, attestation in dated])
    return [
        (number, numbers[max(0, end - BEFORE) : end])
        for (number, _), end in zip(dated, earlier.tolist(), strict=True)
        if end >= MISSED_FROM
    ]


def _days(result: ScanResult) -> tuple[Int64, Int64]:
    """The first and the last day that the date of each speech can mean; 0 where it has none."""
    days = [(one.first_day, one.last_day) for one in map(attestation_of, result.speeches)]
    first, last = np.array(days, np.int64).reshape(-1, 2).T
    return first, last
