"""Distinct values, their counts, order and repetitions in columns of millions of whole numbers.

By sorting, which is several times faster than a table of hashes (`numpy.unique`) or than sorting rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from lineage.models import Int32, Int64, Mask, UInt64

#: Hashes that are counted in one table of at most 128 megabytes.
_COUNTED_AT_ONCE: Final = 1 << 21

_Whole = TypeVar("_Whole", np.int64, np.uint64)


def blocks(length: int, at_once: int) -> Iterator[slice]:
    """Slices of at most so many rows that make up a column, in order."""
    return (slice(begin, min(begin + at_once, length)) for begin in range(0, length, at_once))


def distinct(values: npt.NDArray[_Whole]) -> npt.NDArray[_Whole]:
    """The distinct values, ascending."""
    ordered = np.sort(values)
    return np.asarray(ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]])


def tally(values: npt.NDArray[_Whole]) -> tuple[npt.NDArray[_Whole], Int64]:
    """The distinct values, ascending, and how often each occurs."""
    ordered = np.sort(values)
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    return ordered[begins], np.diff(np.append(begins, len(ordered)))


def ranked(major: Int64, minor: Int64) -> Int64:
    """One number for two, by which to sort at once; places stay below 2^31, which `lay_out` sees to."""
    return (major << 31) + minor


def unranked(number: Int64) -> tuple[Int64, Int64]:
    """The two numbers that `ranked` made one."""
    return number >> 31, number & ((1 << 31) - 1)


def among(values: Int64, others: Int64) -> Mask:
    """Which of the values stand among the others; fast where both come in nearly the same order."""
    ordered = np.append(np.sort(others), np.iinfo(np.int64).max)
    return np.asarray(ordered[np.searchsorted(ordered[:-1], values)] == values)


def run_ends(values: Int32 | Int64) -> Int64:
    """Where the run of equal values ends in which each stands; values are no less than 0."""
    begins = np.flatnonzero(np.diff(values, prepend=-1))
    length = np.diff(np.append(begins, len(values)))
    return np.repeat(begins + length, length)


def perhaps_repeated(hashes: UInt64) -> Mask:
    """Leaves out most of the hashes that stand alone, and no other.

    They are counted by their high bits, in a table of four to eight slots a hash: exact would cost a sort. Many hashes
    are counted in parts, by their highest bits, so that the table stays small.
    """
    bits = (len(hashes) // _COUNTED_AT_ONCE).bit_length()
    if not bits:
        return _perhaps_repeated(hashes)
    repeated = np.empty(len(hashes), bool)
    part_of = np.empty(len(hashes), np.uint16)
    for own in blocks(len(hashes), _COUNTED_AT_ONCE):
        part_of[own] = hashes[own] >> np.uint64(64 - bits)
    for part in range(1 << bits):
        some = np.flatnonzero(part_of == part)
        repeated[some] = _perhaps_repeated(hashes[some] << np.uint64(bits))
    return repeated


def _perhaps_repeated(hashes: UInt64) -> Mask:
    slot = (hashes >> np.uint64(62 - len(hashes).bit_length())).view(np.int64)
    return np.asarray((np.bincount(slot) > 1)[slot])
