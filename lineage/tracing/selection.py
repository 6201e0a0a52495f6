"""Which speeches and formulae of an index are meant: by period, speaker and the like, each to be had or not to be had.

A speech lies in a period if every day that its date can mean does, and perhaps lies in it if any does: what is asked
for must surely be there, what is excluded must surely not. A formula is asked for by its carriers: one of them at least
is among the speeches that are asked for, and none among those that are excluded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.descent import attestation_of
from lineage.edtf import parse_edtf
from lineage.errors import UsageError
from lineage.models import Formula, Mask, ScanResult
from lineage.naming import did_you_mean
from lineage.settings import KINDS
from lineage.text import fold_phrase

_HOW: Final = "Write it like 2012, 2012-11/2017-10, 2012/ or /1978."


@dataclass(frozen=True, slots=True)
class Days:
    """Days from the first to the last one, as ordinals, both included."""

    first_day: int
    last_day: int

    @classmethod
    def of(cls, interval: str) -> Days:
        """The period that an EDTF date or interval means: `2012`, `2012-11/2017-10`, `2012/`, `/1978`.

        Raises:
            UsageError: If it means none.
        """
        begin, slash, end = interval.partition("/")
        try:
            first = parse_edtf(begin).earliest().toordinal() if begin else 1
            last = parse_edtf(end if slash else begin).latest().toordinal() if end or not slash else 10**7
        except ValueError as error:
            raise UsageError(f"{interval}: is no period ({error})", _HOW) from error
        if first > last or interval == "/":
            raise UsageError(f"{interval}: is no period", _HOW)
        return cls(first, last)


@dataclass(frozen=True, slots=True)
class SpeechFilter:
    """Which speeches are asked for, and which are excluded; what is empty does not matter.

    Attributes:
        period, not_period: When they were held.
        speakers, not_speakers: Who held them, in either script, with any marks.
    """

    period: Days | None = None
    not_period: Days | None = None
    speakers: Collection[str] = ()
    not_speakers: Collection[str] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether all speeches are meant."""
        return not (self.period or self.not_period or self.speakers or self.not_speakers)


@dataclass(frozen=True, slots=True)
class FormulaFilter:
    """Which formulae are asked for; what is empty does not matter.

    Attributes:
        carried_by: Which speeches carry them.
        kinds, not_kinds: Of `lineage.settings.KINDS`.
        length: The least and the most characters of the label.
        carriers: The least and the most speeches that carry them.
        variants: The least and the most wordings.
        contains, not_contains: What the label holds, in either script, with any marks.
    """

    carried_by: SpeechFilter = SpeechFilter()
    kinds: Collection[str] = ()
    not_kinds: Collection[str] = ()
    length: tuple[int, int] = (0, 10**9)
    carriers: tuple[int, int] = (0, 10**9)
    variants: tuple[int, int] = (0, 10**9)
    contains: str = ""
    not_contains: str = ""

    def __post_init__(self) -> None:
        """Refuses what can mean nothing.

        Raises:
            UsageError: If there is no such kind, or a text holds nothing that is compared.
        """
        if empty := [text for text in (self.contains, self.not_contains) if text and not fold_phrase(text)]:
            raise UsageError(f"{empty[0]!r}: holds nothing that is compared", "Name a part of a wording.")
        if wrong := [kind for kind in (*self.kinds, *self.not_kinds) if kind not in KINDS]:
            raise UsageError(
                f"{', '.join(wrong)}: is no kind of formulae",
                f"{did_you_mean(wrong[0], KINDS)} The kinds are {', '.join(KINDS)}.".strip(),
            )


def select_speeches(found: ScanResult, wanted: SpeechFilter) -> tuple[Mask, Mask]:
    """Which speeches are asked for, and which are excluded, `(S,)` each; one may be neither."""
    asked, excluded = np.ones(len(found.speeches), bool), np.zeros(len(found.speeches), bool)
    for number, speech in enumerate(found.speeches):
        one = attestation_of(speech)
        if period := wanted.period:
            asked[number] &= bool(one.when) and period.first_day <= one.first_day and one.last_day <= period.last_day
        if period := wanted.not_period:
            # Of an undated speech nobody knows that it was held at another time.
            excluded[number] |= not one.when or (one.first_day <= period.last_day and period.first_day <= one.last_day)
    if wanted.speakers:
        asked &= _held_by(found, wanted.speakers)
    if wanted.not_speakers:
        excluded |= _held_by(found, wanted.not_speakers)
    return asked & ~excluded, excluded


def _held_by(found: ScanResult, speakers: Collection[str]) -> Mask:
    """Which speeches one of these speakers held, `(S,)`."""
    names, wanted = [speech.value("speaker") for speech in found.speeches], set(map(fold_phrase, speakers))
    meant = {name for name in set(names) if fold_phrase(name) in wanted}
    return np.array([name in meant for name in names], bool)


def speakers_by_name(found: ScanResult) -> dict[str, str]:
    """Who held the speeches: what is compared of a name → the name as it is written; of several, any one."""
    return {fold_phrase(name): name for name in sorted({speech.value("speaker") for speech in found.speeches})}


def select_formulae(found: ScanResult, wanted: FormulaFilter) -> list[Formula]:
    """The formulae that are asked for, by rank."""
    carried = _carried_as_wanted(found, wanted.carried_by)
    held, not_held = fold_phrase(wanted.contains), fold_phrase(wanted.not_contains)
    tests: list[Callable[[Formula], bool]] = [
        lambda formula: not wanted.kinds or formula.kind in wanted.kinds,
        lambda formula: formula.kind not in wanted.not_kinds,
        lambda formula: _within(len(formula.canonical), wanted.length),
        lambda formula: _within(formula.speeches, wanted.carriers),
        lambda formula: _within(len(formula.variants), wanted.variants),
        lambda formula: held in formula.canonical,
        lambda formula: not (not_held and not_held in formula.canonical),
    ]
    chosen = (formula for formula, is_carried in zip(found.formulae, carried.tolist(), strict=True) if is_carried)
    return [formula for formula in chosen if all(test(formula) for test in tests)]


def _carried_as_wanted(found: ScanResult, wanted: SpeechFilter) -> Mask:
    """Which formulae have a carrier that is asked for, and none that is excluded."""
    if wanted.says_nothing:
        return np.ones(len(found.formulae), bool)
    asked, excluded = select_speeches(found, wanted)
    attests = [np.array([variant.attests for variant in formula.variants], bool) for formula in found.formulae]
    first = np.cumsum([0, *map(len, attests)])[:-1]
    places = found.occurrences
    own = np.concatenate([*attests, np.zeros(0, bool)])[first[places.formula] + places.variant]
    formula, speech = places.formula[own], places.speech[own]
    carried, barred = (np.bincount(formula[which[speech]], minlength=len(first)) > 0 for which in (asked, excluded))
    return np.asarray(carried & ~barred)


def _within(number: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= number <= bounds[1]
