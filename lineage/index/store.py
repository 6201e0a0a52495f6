"""Reads and writes the index file.

A file is written whole beside the old one and then takes its place, so that a killed run leaves the old state. It is
opened read-only, without extensions, and with its configuration locked: an index may come by mail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb

from lineage.errors import IndexMismatch, OutputError
from lineage.index.rows import READING_COLUMNS, Reading, StoredSpeech, facts_of, reading_of, reading_table, speech_table
from lineage.replacing import check_place, replacement

FORMAT_VERSION: Final = 1
_LOCKED_DOWN: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True, slots=True)
class IndexContent:
    """All that an index holds: its meta data, the readings by content hash, the speeches by identifier."""

    meta: Mapping[str, str]
    readings: Mapping[str, Reading]
    speeches: Sequence[StoredSpeech]


def read_index(path: Path) -> IndexContent | None:
    """The content of the index, or None where there is no such file.

    Raises:
        IndexMismatch: If the file is no index of lineage, is damaged, or was written in another format.
    """
    if not path.exists():
        return None
    with _opened(path) as connection:
        meta = _meta(path, connection)
        query = f"SELECT {', '.join(READING_COLUMNS)} FROM reading ORDER BY content_hash"  # noqa: S608 -- our own names
        rows = connection.execute(query).fetchall()
        query = "SELECT speech_id, file, content_hash, facts FROM speech ORDER BY speech_id"
        speeches = [(*map(str, row),) for row in connection.execute(query).fetchall()]
        stored = [StoredSpeech(name, file, key, facts_of(facts)) for name, file, key, facts in speeches]
        return IndexContent(meta, {row[0]: reading_of(row) for row in rows}, stored)


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with duckdb.connect(_target(path), read_only=True, config=_LOCKED_DOWN) as connection:
            yield connection
    except (duckdb.Error, OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise IndexMismatch(
            f"{path}: is no index of lineage, or is damaged ({_reason(error)})",
            "Name another file with --index. If another program has this one open, close that; if it is damaged, "
            "move it away.",
        ) from error


def _meta(path: Path, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    meta = {str(key): str(value) for key, value in connection.execute("SELECT key, value FROM meta").fetchall()}
    found = meta.get("format", "none")
    if found != str(FORMAT_VERSION):
        writer = meta.get("writer", "of an unknown version")
        raise IndexMismatch(
            f"{path}: has index format {found}, this lineage reads format {FORMAT_VERSION}",
            f"It was written by lineage {writer}; use that version, or name another file with --index.",
        )
    return meta


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


def write_index(path: Path, content: IndexContent) -> None:
    """Writes the index whole; the file that was there stays as it is until the new one is complete.

    Raises:
        OutputError: If the file cannot be written.
    """
    target = _target(path)
    with _told(path), replacement(target) as new:
        _write(new, content)
        new.replace(target)
        target.with_name(target.name + ".wal").unlink(missing_ok=True)  # the log of the file that was replaced


def _write(path: Path, content: IndexContent) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(files("lineage.index").joinpath("schema.sql").read_text(encoding="utf-8"))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(content.meta.items()))
        connection.register("reading_rows", reading_table(content.readings))
        connection.execute("INSERT INTO reading SELECT * FROM reading_rows")
        connection.register("speech_rows", speech_table(content.speeches))
        connection.execute("INSERT INTO speech SELECT * FROM speech_rows")


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
