"""speeches.csv: the metadata that people keep beside their files.

Only the column `file` is required, a path relative to the table's own folder. Known columns are id, file, date,
speaker, role, title, venue, source, encoding and embed (how much of the text pages may show); any further column is
kept as it stands, but one whose heading begins with `_`: such a column is a note to whoever keeps the table
(`lineage.corrections` writes some), and states nothing. Metadata never changes what is found in a text.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lineage.edtf import parse_stated
from lineage.errors import InputError
from lineage.models import Embed, Fact, Provenance
from lineage.reading.identity import split_record
from lineage.reading.suffixes import TABLE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOTE = "_"
"""The heading of a column that states nothing begins so."""
_NO_FACTS = {"file", "id", "encoding"}  # how a file is read and called is no statement about the speech


@dataclass(frozen=True, slots=True)
class Row:
    """What a table says about one file.

    Attributes:
        file: The path as the table gives it, NFC, with `/`.
        facts: The values of all columns that state something, by column.
        identifier: The id that the speech is to have, or empty.
        encoding: The encoding of the file, or empty.
        conflicts: What is doubtful about the row itself, one sentence each.
        number: Which row of the table it is; the header is row 1.
    """

    file: str
    facts: Mapping[str, Fact]
    identifier: str = ""
    encoding: str = ""
    conflicts: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class SpeechTable:
    """One speeches.csv: its rows by file, and what is wrong with it that does not stop the reading."""

    path: Path
    rows: Mapping[str, Row]
    warnings: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path) -> SpeechTable:
        """The table at a path.

        Raises:
            InputError: It cannot be read, has no column `file`, or names a file twice.
        """
        rows: dict[str, Row] = {}
        warnings: list[str] = []
        for number, file, cells in _rows_by_file(path, warnings):
            rows[file], wrong = _row(file, number, cells)
            warnings.extend(f"{path}, row {number} ({file}): {sentence}" for sentence in wrong)
        return cls(path, rows, tuple(warnings))


def read_cells(path: Path) -> dict[str, dict[str, str]]:
    """The cells of a table as they are written, by file and by heading in lower case, notes included.

    Raises:
        InputError: As for `SpeechTable.load`; or a row names a file outside the table's folder, or a cell stands under
            no heading, so that it cannot be kept.
    """
    rows = {}
    for number, file, cells in _rows_by_file(path):
        if stray := cells.pop("", ""):
            hint = "Give its column a heading; one that begins with _ is a note."
            raise InputError(f"{path}, row {number}: {stray} stands under no heading, and would be lost", hint)
        rows[file] = cells
    return rows


def can_name(file: str) -> bool:
    """Whether a table can name this file, a path relative to its folder, so that it is read back as the same one."""
    try:
        return _inside(file.strip(), Path(TABLE_NAME), 0) == file
    except InputError:
        return False


class _LeadsOut(InputError):
    """A row names a file outside the table's folder."""


def _rows_by_file(path: Path, told: list[str] | None = None) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The number, the file and the cells of each row; no file has two.

    Rows that lead out of the folder are `told` and left out; where there is nobody to tell, they are an error.
    """
    seen: set[str] = set()
    for number, cells in _records(path):
        try:
            file = _inside(cells.get("file", ""), path, number)
        except _LeadsOut as error:
            if told is None:
                raise
            told.append(f"{error.message}; the row is left out")
            continue
        if file in seen:
            raise InputError(f"{path}, row {number}: {file} has a row already", "Keep one row per file.")
        seen.add(file)
        yield number, file, cells


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that are not empty, as cells by column, with their number; the header is row 1.

    What stands under no heading comes together under an empty one, where there is any.
    """
    reader = csv.reader(io.StringIO(_content(path), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if "file" not in header:
            found = ", ".join(name for name in header if name) or "none"
            raise InputError(
                f"{path}: there is no column `file`; columns found: {found}", "Name the files in a column `file`."
            )
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                named = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
                stray = [cell.strip() for name, cell in zip_longest(header, cells, fillvalue="") if not name]
                yield number, named | ({"": " ".join(stray)} if any(stray) else {})
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}", "Save the table as CSV in UTF-8.") from error


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "Save the table as CSV in UTF-8 (in Excel: CSV UTF-8)."
        raise InputError(f"{path}: is not in UTF-8 (byte at offset {error.start})", hint) from error
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror or error})", "Check that the file may be read."
        ) from error


def _inside(name: str, path: Path, number: int) -> str:
    """The file that a row names, which must lie in the table's own folder."""
    path_of, record = split_record(unicodedata.normalize("NFC", name))
    file = PurePosixPath(path_of.replace("\\", "/"))
    if not file.name:
        raise InputError(f"{path}, row {number}: names no file", "Fill the column `file`, or remove the row.")
    if file.is_absolute() or ".." in file.parts or file.parts[0].endswith(":"):
        raise _LeadsOut(
            f"{path}, row {number}: {name} lies outside the table's folder", "Name files below the table's folder."
        )
    return file.as_posix() + record


def _row(file: str, number: int, cells: Mapping[str, str]) -> tuple[Row, list[str]]:
    """The row, and a sentence for each value that cannot be used."""
    facts = {
        column: Fact(value, Provenance.TABLE, f"{column}={value}")
        for column, value in cells.items()
        if value and column and column not in _NO_FACTS and not column.startswith(NOTE)
    }
    wrong = []
    if "date" in facts:
        try:
            facts["date"] = replace(facts["date"], value=str(parse_stated(facts["date"].value)))
        except ValueError as error:
            wrong.append(f"{error}; the date is taken as unknown")
            del facts["date"]
    if "embed" in facts and (stated := facts["embed"].value.lower()) not in set(Embed):
        wrong.append(f"embed {stated} is not one of {', '.join(Embed)}; it counts as {Embed.CONTEXT}")
        facts["embed"] = replace(facts["embed"], value=str(Embed.CONTEXT))
    return Row(file, facts, cells.get("id", ""), cells.get("encoding", ""), number=number), wrong
