"""Speeches of an index, as far as they were asked for, what of them is doubtful, a table to correct them; exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lineage.models.findings import ScanResult
from lineage.models.inheritance import Heritage
from lineage.models.speeches import Skipped


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


class Grade(StrEnum):
    """How much a doubt weighs, heaviest first."""

    MISSING = "missing"
    DOUBTFUL = "doubtful"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that somebody should look at.

    Attributes:
        grade: How much it weighs.
        speech_id: The speech; empty where a file was not read, or a table is wrong.
        file: Its file; or the file that was not read, or the path of the table.
        field: What is doubtful: `date`, `speaker`, `title`, `encoding`, `text`; `file` or `table`.
        doubt: What of it, in a word: `missing`, `coarse`, `conflicting`, `inferred` …
        found: What is taken for true now; empty where nothing is.
        why: Why that is doubtful.
        evidence: Where it comes from, and the words it rests on.
        advice: What to do next.
    """

    grade: Grade
    speech_id: str
    file: str
    field: str
    doubt: str
    found: str
    why: str
    evidence: str
    advice: str


@dataclass(frozen=True, slots=True)
class CheckedSpeeches:
    """Speeches of an index, and what of them is missing or doubtful.

    Attributes:
        listed: The speeches.
        doubts: The heaviest grade first, then by identifier; what is said of tables and files that were not read
            stands first in its grade.
    """

    listed: ListedSpeeches
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class SpeechTableDraft:
    """A speeches.csv to correct by hand; what its columns mean is told in `lineage.corrections`.

    Attributes:
        path: Where it belongs; files are named from its folder.
        columns: The headings.
        rows: For each file the cells by heading; those that are empty may be left out.
        left_out: The speeches that have no row in it, and why.
    """

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    left_out: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has written.

    Attributes:
        paths: The files.
        told: What a user should know of them, one sentence each.
    """

    paths: tuple[Path, ...]
    told: tuple[str, ...]
