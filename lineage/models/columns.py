"""What is compared: numbers in columns, and the canonical text of a speech with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
UInt64 = npt.NDArray[np.uint64]
Float64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
_Number = TypeVar("_Number", bound=np.generic)


class Keep(Protocol):
    """Puts a large column where there is room for it, and gives it back to be read, never to be written."""

    def __call__(self, column: npt.NDArray[_Number], /) -> npt.NDArray[_Number]:
        """The same column, kept."""
        ...


def in_memory(column: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """The `Keep` of a machine with memory enough: leaves the column where it is."""
    return column


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """What is compared of one speech, with the map back to the text as read.

    Attributes:
        text: The canonical text, `n` code points: simplified, width folded, no marks.
        begin, end: int32 `(n,)`. Character i stands for `[begin[i], end[i])` of the text as read. Characters that were
            folded as one unit (网际网路→互联网) share one span.
        boundary: uint8 `(n + 1,)`. Flags (`lineage.text.marks`) of the boundary before character i; the last one
        closes the text.
        script: `"Hans"`, `"Hant"` or `"mixed"`.
        region: `""`, `"Taiwan"` or `"Hong Kong"`.
    """

    text: str
    begin: Int32
    end: Int32
    boundary: Flags
    script: str
    region: str


@dataclass(frozen=True, slots=True)
class SpeechColumns:
    """The own columns of one speech: a pure function of its bytes and the settings, never rewritten.

    Attributes:
        canonical: What is compared.
        word_start: int32 `(words + 1,)`. Where each word begins in the canonical text; the last entry is its length.
    """

    canonical: CanonicalText
    word_start: Int32


@dataclass(frozen=True, slots=True)
class GramFrequency:
    """Grams that enough speeches share, ordered by hash: parallel columns `(grams,)`."""

    gram: Int64
    occurrences: Int64
    speeches: Int64
