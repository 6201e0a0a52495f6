"""Reads and writes the index file.

A file is written whole beside the old one and then takes its place, so that a killed run leaves the old state. It is opened
read-only, without extensions, and with its configuration locked: an index may come by mail. Nothing in it is pickled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import orjson
import pyarrow as pa

from lineage.errors import IndexMismatch, OutputError
from lineage.models import CanonicalText, Fact, Provenance, ReadText, Span, SpeechColumns

FORMAT_VERSION: Final = 1
_LOCKED_DOWN = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
_TEXT_COLUMNS = ("content_hash", "text", "encoding", "encoding_evidence", "furniture", "facts", "warnings", "script", "region", "canonical")
_ARRAY_COLUMNS = {"character_begin": np.int32, "character_end": np.int32, "boundary": np.uint8, "word_start": np.int32}


@dataclass(frozen=True, slots=True)
class StoredSpeech:
    """What the index knows of a speech beside its reading."""

    speech_id: str
    file: str
    content_hash: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class IndexContent:
    """All that an index holds: its meta data, the readings by content hash, the speeches by identifier."""

    meta: Mapping[str, str]
    readings: Mapping[str, tuple[ReadText, SpeechColumns]]
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
        columns = (*_TEXT_COLUMNS, *_ARRAY_COLUMNS)
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM reading ORDER BY content_hash").fetchall()  # noqa: S608
        speeches = connection.execute("SELECT speech_id, file, content_hash, facts FROM speech ORDER BY speech_id").fetchall()
    readings = {row[0]: _reading(dict(zip(columns, row, strict=True))) for row in rows}
    return IndexContent(meta, readings, [StoredSpeech(*row[:3], _facts(row[3])) for row in speeches])


def write_index(path: Path, content: IndexContent) -> None:
    """Writes the index whole; the file that was there stays as it is until the new one is complete.

    Raises:
        OutputError: If the file cannot be written.
    """
    beside = path.with_name(path.name + ".writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        _write(beside, content)
        beside.replace(path)
    except (OSError, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise OutputError(f"{path}: the index cannot be written ({reason})", "Free some space, or name another file with --index.") from error
    finally:
        with suppress(OSError):
            _remove(beside)


def _write(path: Path, content: IndexContent) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(files("lineage.index").joinpath("schema.sql").read_text(encoding="utf-8"))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(content.meta.items()))
        connection.register("reading_rows", _reading_table(content.readings))
        connection.execute("INSERT INTO reading SELECT * FROM reading_rows")
        connection.register("speech_rows", _speech_table(content.speeches))
        connection.execute("INSERT INTO speech SELECT * FROM speech_rows")


def _reading_table(readings: Mapping[str, tuple[ReadText, SpeechColumns]]) -> pa.Table:
    columns: dict[str, list[object]] = {name: [] for name in (*_TEXT_COLUMNS, *_ARRAY_COLUMNS)}
    for content_hash in sorted(readings):
        read, own = readings[content_hash]
        canonical = own.canonical
        furniture = [[span.begin, span.end, span.reason] for span in read.furniture]
        texts = (content_hash, read.text, read.encoding, read.encoding_evidence, _json(furniture), _json(_plain(read.facts)))
        arrays = (canonical.begin, canonical.end, canonical.boundary, own.word_start)
        values = (*texts, _json(list(read.warnings)), canonical.script, canonical.region, canonical.text, *(array.tobytes() for array in arrays))
        for name, value in zip(columns, values, strict=True):
            columns[name].append(value)
    kinds = {name: pa.large_binary() if name in _ARRAY_COLUMNS else pa.large_string() for name in columns}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


def _speech_table(speeches: Sequence[StoredSpeech]) -> pa.Table:
    rows = sorted(speeches, key=lambda speech: speech.speech_id)
    return pa.table(
        {
            "speech_id": pa.array([row.speech_id for row in rows], pa.string()),
            "file": pa.array([row.file for row in rows], pa.string()),
            "content_hash": pa.array([row.content_hash for row in rows], pa.string()),
            "facts": pa.array([_json(_plain(row.facts)) for row in rows], pa.string()),
        }
    )


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        connection = duckdb.connect(path, read_only=True, config=_LOCKED_DOWN)
    except (duckdb.Error, OSError) as error:
        reason = str(error).splitlines()[0]
        raise IndexMismatch(
            f"{path}: cannot be opened as an index ({reason})",
            "If another lineage is writing it, wait; if it is another file, name a new one with --index.",
        ) from error
    try:
        yield connection
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise IndexMismatch(f"{path}: is no index of lineage, or is damaged ({reason})", "Name another file with --index.") from error
    finally:
        connection.close()


def _meta(path: Path, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    meta = {str(key): str(value) for key, value in connection.execute("SELECT key, value FROM meta").fetchall()}
    found = meta.get("format", "none")
    if found != str(FORMAT_VERSION):
        raise IndexMismatch(
            f"{path}: has index format {found}, this lineage reads format {FORMAT_VERSION}",
            f"It was written by lineage {meta.get('writer', 'of an unknown version')}; use that version, or name another file with --index.",
        )
    return meta


def _reading(row: Mapping[str, object]) -> tuple[ReadText, SpeechColumns]:
    text = {name: str(row[name]) for name in _TEXT_COLUMNS}
    arrays = {name: np.frombuffer(row[name], kind) for name, kind in _ARRAY_COLUMNS.items()}  # type: ignore[call-overload]
    furniture = tuple(Span(*span) for span in orjson.loads(text["furniture"]))
    facts, warnings = _facts(text["facts"]), tuple(orjson.loads(text["warnings"]))
    read = ReadText(text["text"], text["encoding"], text["encoding_evidence"], furniture, facts, text["content_hash"], warnings)
    spans = (arrays["character_begin"], arrays["character_end"], arrays["boundary"])
    return read, SpeechColumns(CanonicalText(text["canonical"], *spans, text["script"], text["region"]), arrays["word_start"])


def _plain(facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    return {field: [fact.value, fact.provenance, fact.evidence] for field, fact in sorted(facts.items())}


def _facts(text: str) -> dict[str, Fact]:
    return {field: Fact(value, Provenance(provenance), evidence) for field, (value, provenance, evidence) in orjson.loads(text).items()}


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + ".wal")):
        name.unlink(missing_ok=True)
