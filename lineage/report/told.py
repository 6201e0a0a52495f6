"""What is told alike on several pages: the tiers of temperature, and how the encoding of a file was told."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from lineage.descent.course import ENOUGH, TIERS

#: The evidence for an encoding, as the reading room words it. What it may say beside stands on the page as it is.
_EVIDENCE: Final = {
    "BOM": "evidence_mark",
    "given": "evidence_given",
    "strict UTF-8": "evidence_strict",
    "damaged UTF-8": "evidence_damaged",
    "escape sequences": "evidence_escapes",
}
_GUESSED: Final = re.compile(r"guessed: (\d+)% common characters")


def tiers_told(say: Callable[..., str]) -> str:
    """From which share on each tier of temperature holds."""
    return say("comma").join(say("tier", tier=tier.value, share=str(Fraction(least))) for least, tier in TIERS)


def temperature_told(say: Callable[..., str]) -> str:
    """What temperature means, in a note."""
    return say("temperature_note", tiers=tiers_told(say), enough=ENOUGH)


def evidence_told(say: Callable[..., str], evidence: str) -> str:
    """How the encoding of a file was told."""
    if guessed := _GUESSED.fullmatch(evidence):
        return say("evidence_guessed", share=f"{guessed[1]} %")
    return say(_EVIDENCE[evidence]) if evidence in _EVIDENCE else evidence
