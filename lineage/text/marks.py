"""Which characters are kept in the canonical text, and how strong a boundary every other character is.

Kept are letters and numbers of any script, `+`, `%`, and `.` between digits (互联网+, 30%, 2.5). Everything else is
dropped and
remembered as a boundary: hard at the end of a sentence or paragraph, light elsewhere. Format characters (zero width
space and
its kin) are dropped without a trace.

Boundaries are bit flags, so that several marks between two words add up: `LIGHT`, `HARD`, `OPENS` and `CLOSES` for
quotation marks and 《》, and `COMMA` for the light marks that part clauses (，：) and not members of a list (、).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

LIGHT: Final = 1
HARD: Final = 2
OPENS: Final = 4
COMMA: Final = 8
CLOSES: Final = 16

KEPT: Final = 0
DROPPED: Final = 128
"""Flag of a character that leaves no trace."""

_FULL_STOP, _DASHES = ord("."), "—―⸺⸻–-─━"
_HARD_MARKS = frozenset("。｡！？；;!?…⋯\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_OPENING_MARKS = frozenset("“‘「『﹁﹃《〈«‹„‟〝\"'＂＇")
_CLOSING_MARKS = frozenset("”’」』﹂﹄》〉»›〞\"'＂＇")
_COMMA_MARKS = frozenset("，,：:﹐﹕︐︓")
_KEPT_MARKS = frozenset("+%")
_ELLIPSES = frozenset("․‥…︙︰")
"""Characters that NFKC would turn into full stops."""


@lru_cache(maxsize=65536)
def fold_width(unit: str) -> str:
    """NFKC of one code point, or of one base character with its combining marks; ellipses stay one mark."""
    return "…" if unit in _ELLIPSES else unicodedata.normalize("NFKC", unit)


@lru_cache(maxsize=65536)
def _flag(character: str) -> int:
    category = unicodedata.category(character)
    if character in _KEPT_MARKS or category[0] in "LN":
        return KEPT
    if category == "Cf" or category[0] == "M":
        return DROPPED
    if character in _OPENING_MARKS | _CLOSING_MARKS:
        return LIGHT | OPENS * (character in _OPENING_MARKS) | CLOSES * (character in _CLOSING_MARKS)
    if character in _COMMA_MARKS:
        return LIGHT | COMMA
    return HARD if character in _HARD_MARKS else LIGHT


def flags(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """For every code point `KEPT`, `DROPPED`, or the flags of the boundary it leaves."""
    distinct, where = np.unique(points, return_inverse=True)
    table = np.fromiter((_flag(chr(point)) for point in distinct.tolist()), np.uint8, len(distinct))
    result = table[where]
    _judge_full_stops(points, result)
    _judge_dashes(points, result)
    return result


def _judge_full_stops(points: npt.NDArray[np.uint32], result: npt.NDArray[np.uint8]) -> None:
    """A full stop between digits is part of a number (2.5); any other ends a sentence."""
    stops = np.flatnonzero(points == _FULL_STOP)
    if not len(stops):
        return
    padded = np.concatenate(([0], points, [0]))
    digits = (padded >= ord("0")) & (padded <= ord("9"))
    result[stops] = np.where(digits[stops] & digits[stops + 2], KEPT, HARD)


def _judge_dashes(points: npt.NDArray[np.uint32], result: npt.NDArray[np.uint8]) -> None:
    """Two dashes in a row (——, --) break a sentence; a single one (中国—东盟) is light."""
    dashes = np.isin(points, [ord(dash) for dash in _DASHES])
    doubled = np.zeros(len(points) + 1, bool)
    doubled[1:-1] = dashes[1:] & dashes[:-1]
    result[dashes & (doubled[1:] | doubled[:-1])] = HARD
