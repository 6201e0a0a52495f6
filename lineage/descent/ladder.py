"""What a wording alters of an older one, character by character, and which older one that is.

A wording is compared with the most similar one whose earliest attestation is surely before its own. What is said of
the edit (`extended`, `shortened`, `reordered`, `substituted`, `reworded`) is said of these two wordings alone; how a
variant stands to the label of its formula is told in `lineage.formulae.variants`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rapidfuzz.distance import Indel, Levenshtein

from lineage.descent.attestation import Attestation, Attestations, attest, by_latest_day
from lineage.models import Edit, Rung
from lineage.script import to_simplified

#: What is edited whole: a number, as nobody reads `2[-6-]{+4+}`, or else a character.
_UNIT: Final = re.compile(r"\d+(?:[.,．]\d+)*[%％]?|.", re.DOTALL)


def edits_between(older: str, newer: str) -> tuple[Edit, ...]:
    """Both wordings in one: what stays, what is dropped, what is added.

    As much stays as can: a longest common subsequence (Wagner & Fischer 1974, "The string-to-string correction
    problem"), as Hyyrö finds it (2004, "Bit-parallel LCS-length computation revisited"). Where both have the very same
    characters, the fewest are replaced (Levenshtein 1966): 又[-快-]{+好+}又[-好-]{+快+} tells a reordering better than
    又{+好又+}快[-又好-]. Numbers are edited whole. The script does not matter; what stays is told as both write it.
    """
    before, after = (_UNIT.findall(to_simplified(wording)) for wording in (older, newer))
    method = Levenshtein if sorted(before) == sorted(after) else Indel
    at, to = ([0, *accumulate(map(len, units))] for units in (before, after))
    edits, dropped_from, added_from = [], 0, 0
    for block in method.opcodes(before, after).as_matching_blocks():
        edits += _replaced(older[at[dropped_from] : at[block.a]], newer[to[added_from] : to[block.b]])
        dropped_from, added_from = block.a + block.size, block.b + block.size
        if block.size:
            edits.append(Edit("same", newer[to[block.b] : to[added_from]], older[at[block.a] : at[dropped_from]]))
    return tuple(edits)


def _replaced(dropped: str, added: str) -> list[Edit]:
    """One stretch instead of another; either may be empty."""
    return [Edit("dropped", dropped, dropped)] * bool(dropped) + [Edit("added", added, "")] * bool(added)


def change_between(older: str, newer: str) -> str:
    """How one wording alters another: `extended`, `shortened`, `reordered`, `substituted` or `reworded`.

    Substituted is what keeps most of both; reordered what has the very same characters. Another number is no longer
    wording, however many digits it has.
    """
    return _change(older, newer, edits_between(older, newer))


def _change(older: str, newer: str, edits: Sequence[Edit]) -> str:
    if sorted(older) == sorted(newer):
        return "reordered"
    kinds = {edit.kind for edit in edits} - {"same"}
    if kinds == {"added"}:
        return "extended"
    if kinds == {"dropped"}:
        return "shortened"
    return "substituted" if 2 * Levenshtein.distance(older, newer) <= min(len(older), len(newer)) else "reworded"


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording and who has it.

    Attributes:
        canonical: Simplified, without marks.
        surface: The most frequent form in the texts as read.
        occurrences: How often it stands anywhere.
        carriers: The speeches, each once, ordered `by_latest_day`.
    """

    canonical: str
    surface: str
    occurrences: int
    carriers: Sequence[Attestation]


def ladder_of(wordings: Iterable[Wording]) -> tuple[Rung, ...]:
    """The wordings, distinct ones, by their earliest attestation; those that are never dated come last."""
    attested = [(wording, attest(wording.carriers)) for wording in wordings]
    firsts = [(wording.canonical, told.first) for wording, told in attested if told.first]
    ordered = sorted(attested, key=lambda each: (*by_latest_day(each[0].carriers[0]), each[0].canonical))
    return tuple(
        _rung(wording, told, _nearest_older(wording.canonical, told.first, firsts)) for wording, told in ordered
    )


def _rung(wording: Wording, told: Attestations, older: str) -> Rung:
    first, last = told.first, told.last
    edits = edits_between(older, wording.canonical) if older else ()
    return Rung(
        canonical=wording.canonical,
        surface=wording.surface,
        speeches=len(wording.carriers),
        occurrences=wording.occurrences,
        first_date=first.date if first else "",
        first_speech=first.speech_id if first else "",
        first_certainty=told.certainty,
        last_date=last.date if last else "",
        older=older,
        change=_change(older, wording.canonical, edits) if older else "",
        edits=edits,
    )


def _nearest_older(wording: str, first: Attestation | None, firsts: Sequence[tuple[str, Attestation]]) -> str:
    """The most similar wording whose earliest attestation is surely before this one's; empty where none is."""
    older = [
        (-_likeness(other, wording), earliest.last_day, other)
        for other, earliest in firsts
        if first and earliest.last_day < first.first_day
    ]
    return min(older)[2] if older else ""


def _likeness(one: str, other: str) -> float:
    """0 to 1; what has the very same characters in another order is as like as can be."""
    return 1.0 if sorted(one) == sorted(other) else Levenshtein.normalized_similarity(one, other)
