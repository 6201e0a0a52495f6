"""What is kept of a speech ↔ rows of the index: lists are JSON, number columns are raw bytes; nothing is pickled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from lineage.models import CanonicalText, Fact, Int32, Provenance, ReadText, Span, SpeechColumns

Reading = tuple[ReadText, SpeechColumns]

_TEXT_COLUMNS: Final = (
    "content_hash", "text", "encoding", "encoding_evidence", "furniture", "facts", "warnings", "script", "region",
    "canonical",
)  # fmt: skip
_ARRAY_COLUMNS: Final[dict[str, np.dtype[Any]]] = {
    "character_begin": np.dtype("<i4"),
    "character_end": np.dtype("<i4"),
    "boundary": np.dtype("u1"),
    "word_start": np.dtype("<i4"),
}
READING_COLUMNS: Final = (*_TEXT_COLUMNS, *_ARRAY_COLUMNS)
SPEECH_COLUMNS: Final = ("speech_id", "file", "content_hash", "facts", "conflicts", "named")


@dataclass(frozen=True, slots=True)
class StoredSpeech:
    """What the index knows of a speech beside its reading."""

    speech_id: str
    file: str
    content_hash: str
    facts: Mapping[str, Fact]
    conflicts: tuple[str, ...] = ()
    named: bool = False


def reading_table(readings: Mapping[str, Reading]) -> pa.Table:
    """The rows of the table `reading`, by key."""
    rows = [_texts(key, *readings[key]) + _arrays(readings[key][1]) for key in sorted(readings)]
    kinds = [pa.large_binary() if name in _ARRAY_COLUMNS else pa.large_string() for name in READING_COLUMNS]
    columns = zip(*rows, strict=True) if rows else [()] * len(kinds)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, kinds, strict=True)]
    return pa.table(arrays, names=list(READING_COLUMNS))


def _texts(key: str, read: ReadText, own: SpeechColumns) -> tuple[str, ...]:
    furniture = [[span.begin, span.end, span.reason] for span in read.furniture]
    return (
        *(key, read.text, read.encoding, read.encoding_evidence, _json(furniture), _facts_as_json(read.facts)),
        *(_json(list(read.warnings)), own.canonical.script, own.canonical.region, own.canonical.text),
    )


def _arrays(own: SpeechColumns) -> tuple[bytes, ...]:
    canonical = own.canonical
    kinds = _ARRAY_COLUMNS.values()
    arrays: list[npt.NDArray[Any]] = [canonical.begin, canonical.end, canonical.boundary, own.word_start]
    return tuple(array.astype(kind).tobytes() for array, kind in zip(arrays, kinds, strict=True))


def reading_of(row: Sequence[object]) -> Reading:
    """The reading that a row of `READING_COLUMNS` holds.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: If the row is none that lineage wrote.
    """
    texts = [str(value) for value in row[: len(_TEXT_COLUMNS)]]
    key, text, encoding, evidence, furniture, facts, warnings, script, region, folded = texts
    begin, end, boundary, word_start = (
        np.frombuffer(value, kind)  # type: ignore[call-overload]
        for value, kind in zip(row[len(_TEXT_COLUMNS) :], _ARRAY_COLUMNS.values(), strict=True)
    )
    spans = tuple(Span(*span) for span in orjson.loads(furniture))
    read = ReadText(text, encoding, evidence, spans, facts_of(facts), key, tuple(orjson.loads(warnings)))
    canonical = CanonicalText(folded, begin, end, boundary, script, region)
    _check(read, canonical, word_start)
    return read, SpeechColumns(canonical, word_start)


def _check(read: ReadText, canonical: CanonicalText, word_start: Int32) -> None:
    """An index may be damaged or made up; whatever comes after relies on columns that fit together."""
    characters = len(canonical.text)
    counts = {len(canonical.begin), len(canonical.end), len(canonical.boundary) - 1}
    in_text = (canonical.begin >= 0) & (canonical.begin < canonical.end) & (canonical.end <= len(read.text))
    edges = word_start[[0, -1]].tolist()
    if counts != {characters} or edges != [0, characters] or np.any(np.diff(word_start) <= 0) or not np.all(in_text):
        message = f"the columns of reading {read.content_hash} do not fit together"
        raise ValueError(message)


def speech_table(speeches: Sequence[StoredSpeech]) -> pa.Table:
    """The rows of the table `speech`, by identifier."""
    rows = sorted(speeches, key=lambda speech: speech.speech_id)
    columns = {
        "speech_id": [row.speech_id for row in rows],
        "file": [row.file for row in rows],
        "content_hash": [row.content_hash for row in rows],
        "facts": [_facts_as_json(row.facts) for row in rows],
        "conflicts": [_json(list(row.conflicts)) for row in rows],
    }
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return table.append_column("named", pa.array([row.named for row in rows], pa.bool_()))


def speech_of(row: Sequence[Any]) -> StoredSpeech:
    """The speech that a row of `SPEECH_COLUMNS` holds.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: If the row is none that lineage wrote.
    """
    name, file, key, facts, conflicts, named = row
    return StoredSpeech(str(name), str(file), str(key), facts_of(facts), tuple(orjson.loads(conflicts)), bool(named))


def facts_of(text: str) -> dict[str, Fact]:
    """The facts that a cell of either table holds."""
    stored = orjson.loads(text)
    return {
        field: Fact(value, Provenance(provenance), evidence) for field, (value, provenance, evidence) in stored.items()
    }


def _facts_as_json(facts: Mapping[str, Fact]) -> str:
    return _json({field: [fact.value, fact.provenance, fact.evidence] for field, fact in sorted(facts.items())})


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
