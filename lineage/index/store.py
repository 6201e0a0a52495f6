"""Reads and writes the index file.

A file is written whole beside the old one and then takes its place, so that a killed run leaves the old state. It is
opened read-only, without extensions, and with its configuration locked: an index may come by mail. What cannot be read
is told apart: no database at all, another database, a damaged one, one of a newer format. One of an older format is
read through `migrations`, and kept beside the new one when that is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from lineage.errors import IndexMismatch, OutputError
from lineage.index.findings import FINDING_COLUMNS, finding_tables, findings_of
from lineage.index.migrations import MIGRATIONS, migrate
from lineage.index.rows import (
    READING_COLUMNS,
    SPEECH_COLUMNS,
    Reading,
    StoredSpeech,
    check_meta,
    reading_table,
    readings_of,
    speech_of,
    speech_table,
)
from lineage.index_file import LOCKED_DOWN, is_database
from lineage.models import Findings, Int64
from lineage.replacing import check_place, replacement

FORMAT_VERSION: Final = len(MIGRATIONS) + 1
_OPENED: Final[dict[str, str | bool | int | float | list[str]]] = LOCKED_DOWN | {
    "arrow_large_buffer_size": "true",  # the texts of a large corpus are more than 2 GiB
    "preserve_insertion_order": "true",
}
#: Readings that are turned into rows together; bounds memory.
_READINGS_AT_ONCE: Final = 256
#: What a file that is no index, or a damaged one, makes of our questions.
_UNREADABLE = (duckdb.Error, OSError, ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class IndexContent:
    """What an index holds.

    Attributes:
        meta: What it says of itself.
        readings: What was read, by content hash.
        speeches: By identifier.
        found: What was found in them; None where it was not asked for.
    """

    meta: Mapping[str, str]
    readings: Mapping[str, Reading]
    speeches: Sequence[StoredSpeech]
    found: Findings | None = None


def read_index(path: Path, *, findings: bool = False) -> IndexContent | None:
    """The content of the index, or None where there is no such file.

    Args:
        path: The file.
        findings: Whether what was found is wanted, too.

    Raises:
        IndexMismatch: If the file is no index of lineage, is damaged, or was written in a newer format.
    """
    if not path.exists():
        return None
    with _opened(path) as connection:
        meta = {key: value for key, value in _rows(connection, "meta", ("key", "value"))}  # noqa: C416 -- for the types
        readings = readings_of(_table(connection, "reading", READING_COLUMNS))
        speeches = [speech_of(row) for row in _rows(connection, "speech", SPEECH_COLUMNS)]
        missing = {speech.content_hash for speech in speeches} - readings.keys()
        if missing:
            message = f"there is no reading {missing.pop()}"
            raise ValueError(message)
        check_meta(meta)
        lengths = np.array([len(readings[speech.content_hash][0].text) for speech in speeches], np.int64)
        found = _findings(connection, lengths) if findings else None
        return IndexContent(meta, readings, speeches, found)


def _findings(connection: duckdb.DuckDBPyConnection, lengths: Int64) -> Findings:
    tables = {name: _table(connection, name, columns) for name, columns in FINDING_COLUMNS.items()}
    return findings_of(tables, lengths)


def _table(connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str]) -> pa.Table:
    """The rows in the order they were written; to sort them would move all the text once more."""
    return connection.sql(_select(name, columns)).to_arrow_table()


def _rows(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
    return connection.execute(f"{_select(table, columns)} ORDER BY 1").fetchall()


def _select(table: str, columns: Sequence[str]) -> str:
    named = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {named} FROM {table}"  # noqa: S608 -- our own names


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The index in the present format."""
    with _stored(path) as (connection, found):
        if found == FORMAT_VERSION:
            yield connection
            return
        with _migrated(connection, found) as migrated:
            yield migrated


@contextmanager
def _stored(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
    """The index as it is, and its format; what goes wrong with it is told as a fault of the file."""
    try:
        _check_kind(path)
        with duckdb.connect(_target(path), read_only=True, config=_OPENED) as connection:
            yield connection, _format_of(path, connection)
    except _UNREADABLE as error:
        raise IndexMismatch(
            f"{path}: cannot be read as an index; it is damaged, or open in another program ({_reason(error)})",
            "Close that program. If the file is damaged, move it away and run `lineage scan` on the speeches again.",
        ) from error


def _check_kind(path: Path) -> None:
    if not is_database(path):
        raise IndexMismatch(
            f"{path}: is no index of lineage, but another kind of file", "Name another file with --index."
        )


def _format_of(path: Path, stored: duckdb.DuckDBPyConnection) -> int:
    """The format of an index that this lineage can read."""
    if not {"meta", "reading", "speech"} <= _tables(stored):
        raise IndexMismatch(f"{path}: is no index of lineage, but another database", "Name another file with --index.")
    meta = dict(stored.execute("SELECT key, value FROM meta").fetchall())
    found = meta.get("format", "none")
    if not found.isdigit() or not 1 <= int(found) <= FORMAT_VERSION:
        writer = meta.get("writer", "of an unknown version")
        raise IndexMismatch(
            f"{path}: has index format {found}, this lineage reads formats up to {FORMAT_VERSION}",
            f"It was written by lineage {writer}; use that version, or name another file with --index.",
        )
    return int(found)


def _tables(stored: duckdb.DuckDBPyConnection) -> set[str]:
    return {str(name) for (name,) in stored.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


@contextmanager
def _migrated(stored: duckdb.DuckDBPyConnection, found: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of an older format, brought to the present one in memory."""
    with duckdb.connect(":memory:") as memory:
        for name in _tables(stored) & {"meta", "reading", "speech", *FINDING_COLUMNS}:
            memory.register("stored_rows", stored.table(name).to_arrow_table())
            memory.execute(f"CREATE TABLE {name} AS SELECT * FROM stored_rows")  # noqa: S608 -- our own names
        migrate(memory, found)
        yield memory


def check_index_place(path: Path) -> None:
    """Fails now rather than after an hour of work.

    Raises:
        OutputError: If no index can be written there.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder, and the index needs a file", "Name a file with --index.")
    if "?" in str(path):  # DuckDB looks for the log of `a?b` at `a.wal?b`
        raise OutputError(f"{path}: an index cannot be kept where the path holds a question mark", "Rename it.")
    with _told(path):
        check_place(_target(path))


def write_index(path: Path, content: IndexContent, bounds: Mapping[str, str] | None = None) -> Path | None:
    """Writes the index whole; the file that was there stays as it is until the new one is complete.

    Args:
        path: The file.
        content: What it is to hold.
        bounds: Settings of DuckDB: how much memory it may use, and where what it needs beyond goes.

    Returns:
        Where the file that was there is kept, if that has an older format.

    Raises:
        OutputError: If the file cannot be written.
        IndexMismatch: If the file that is there is no index of lineage, is damaged, or has a newer format.
    """
    target = _target(path)
    kept = _place_for_older(path, target)
    with _told(path), replacement(target) as new:
        _write(new, content, bounds or {})
        if kept:
            _keep(target, kept)
        new.replace(target)
        target.with_name(target.name + ".wal").unlink(missing_ok=True)  # the log of the file that was replaced
    return kept


def _place_for_older(path: Path, target: Path) -> Path | None:
    """Where the file that is there is to be kept; None where there is none, or one of this format."""
    if not path.exists():
        return None
    with _stored(path) as (_, found):
        return None if found == FORMAT_VERSION else target.with_name(f"{target.stem}.format-{found}{target.suffix}")


def _keep(target: Path, kept: Path) -> None:
    """A second name for the file; where one of that name is kept already, that one stays."""
    with suppress(FileExistsError):
        try:
            kept.hardlink_to(target)
        except FileExistsError:
            raise
        except OSError:
            shutil.copy2(target, kept)


def _write(path: Path, content: IndexContent, bounds: Mapping[str, str]) -> None:
    """Writes a new file, without a log: nobody opens it before it is complete.

    One compression for all columns: to try every kind on each takes a quarter of the time, and saves little space.
    """
    tables = {"speech": speech_table(content.speeches)}
    with duckdb.connect(":memory:", config={"force_compression": "zstd", **bounds}) as connection:
        connection.execute("ATTACH ? AS new (RECOVERY_MODE 'NO_WAL_WRITES')", [str(path)])
        connection.execute("USE new")
        connection.execute(files("lineage.index").joinpath("schema.sql").read_text(encoding="utf-8"))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(content.meta.items()))
        if content.found:
            tables |= finding_tables(content.found)
        for name, rows in tables.items():
            _insert(connection, name, rows)
        for keys in _batches(sorted(content.readings)):
            _insert(connection, "reading", reading_table({key: content.readings[key] for key in keys}))
        connection.execute("CHECKPOINT new")


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[begin : begin + _READINGS_AT_ONCE] for begin in range(0, len(keys), _READINGS_AT_ONCE))


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("new_rows", rows)
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM new_rows")  # noqa: S608 -- our own names
    connection.unregister("new_rows")


def _target(path: Path) -> Path:
    """The file itself, absolute and no link: DuckDB would take some names (md:, s3://) for something on the network."""
    return Path(os.path.realpath(path))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.Error) as error:
        hint = "Free some space, mend the permissions, or name another file with --index."
        raise OutputError(f"{path}: the index cannot be written ({_reason(error)})", hint) from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or str(error).partition("\n")[0])
