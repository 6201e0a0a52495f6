"""Speeches of an index, as far as they were asked for."""

from __future__ import annotations

from dataclasses import dataclass

from lineage.models.findings import ScanResult
from lineage.models.inheritance import Heritage


@dataclass(frozen=True, slots=True)
class ListedSpeeches:
    """Speeches of an index.

    Attributes:
        found: All speeches, and what they share.
        heritage: What each of them has from earlier ones.
        numbers: Those that were asked for, by identifier.
    """

    found: ScanResult
    heritage: Heritage
    numbers: tuple[int, ...]
