"""What is kept of a speech ↔ rows of the index: lists are JSON, number columns are raw bytes; nothing is pickled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from operator import attrgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from lineage.edtf import parse_edtf
from lineage.models import CanonicalText, Fact, Int32, Provenance, ReadText, Span, SpeechColumns
from lineage.reading.reasons import Reason

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
_ARRAYS: Final[Mapping[str, Callable[[SpeechColumns], npt.NDArray[Any]]]] = {
    "character_begin": attrgetter("canonical.begin"),
    "character_end": attrgetter("canonical.end"),
    "boundary": attrgetter("canonical.boundary"),
    "word_start": attrgetter("word_start"),
}
READING_COLUMNS: Final = (*_TEXT_COLUMNS, *_ARRAY_COLUMNS)
_READING: Final = pa.schema(
    [pa.field(name, pa.large_string(), nullable=False) for name in _TEXT_COLUMNS]
    + [pa.field(name, pa.large_binary(), nullable=False) for name in _ARRAY_COLUMNS]
)
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
    rows = [(key, *readings[key]) for key in sorted(readings)]
    texts = zip(*(_texts(*row) for row in rows), strict=True) if rows else repeat(())
    # Arrow would have every string hold its UTF-8 beside it as long as it lives.
    named = {name: [text.encode() for text in column] for name, column in zip(_TEXT_COLUMNS, texts, strict=False)}
    arrays = {name: [getter(own) for _, _, own in rows] for name, getter in _ARRAYS.items()}
    blobs = {name: _blobs(arrays[name], kind) for name, kind in _ARRAY_COLUMNS.items()}
    return pa.table(named | blobs, schema=_READING)


def _texts(key: str, read: ReadText, own: SpeechColumns) -> tuple[str, ...]:
    furniture = [[span.begin, span.end, span.reason] for span in read.furniture]
    return (
        *(key, read.text, read.encoding, read.encoding_evidence, _json(furniture), _facts_as_json(read.facts)),
        *(_json(list(read.warnings)), own.canonical.script, own.canonical.region, own.canonical.text),
    )


def _blobs(arrays: Sequence[npt.NDArray[Any]], kind: np.dtype[Any]) -> pa.Array:
    """The bytes of each array, copied once."""
    data = np.concatenate([np.empty(0, kind), *arrays], dtype=kind, casting="same_kind")
    offsets = np.cumsum([0, *map(len, arrays)], dtype=np.int64) * kind.itemsize
    return pa.Array.from_buffers(pa.large_binary(), len(arrays), [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def readings_of(table: pa.Table) -> dict[str, Reading]:
    """The readings that rows of `READING_COLUMNS` hold, by key; their number columns stay where Arrow has them.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: If a row is none that lineage wrote.
    """
    rows = table.cast(_READING)
    texts = [rows[name].to_pylist() for name in _TEXT_COLUMNS]
    arrays = [_arrays(rows[name], kind) for name, kind in _ARRAY_COLUMNS.items()]
    return {row[0]: _reading(row[: len(texts)], row[len(texts) :]) for row in zip(*texts, *arrays, strict=True)}


def _arrays(blobs: pa.ChunkedArray, kind: np.dtype[Any]) -> Iterator[npt.NDArray[Any]]:
    for chunk in blobs.chunks:
        _, offsets, data = chunk.buffers()
        bounds = np.frombuffer(offsets, np.int64)[chunk.offset :][: len(chunk) + 1].tolist()
        held = memoryview(data or b"")
        yield from (np.frombuffer(held[begin:end], kind) for begin, end in pairwise(bounds))


def _reading(texts: Sequence[str], arrays: Sequence[npt.NDArray[Any]]) -> Reading:
    key, text, encoding, evidence, furniture, facts, warnings, script, region, folded = texts
    begin, end, boundary, word_start = arrays
    spans = tuple(Span(begin, end, Reason(reason).value) for begin, end, reason in orjson.loads(furniture))
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


def check_meta(meta: Mapping[str, str]) -> None:
    """Whether an index says of itself what it must.

    Raises:
        ValueError, TypeError, LookupError: If it does not.
    """
    for name in ("writer", "fingerprint", "column_fingerprint", "generation"):
        str(meta[name])
    kinds = dict.fromkeys(("settings", "rules", "roots", "tables", "run"), dict) | {"skipped": list, "added": list}
    held = {name: orjson.loads(meta[name]) for name in kinds}
    wrong = [name for name, kind in kinds.items() if not isinstance(held[name], kind)]
    texts = [*held["added"], *held["roots"].values(), *held["rules"].values()]
    for skip in held["skipped"]:
        texts += [skip["file"], skip["reason"], skip["hint"]]
        wrong += [name for name in skip if name not in ("file", "reason", "hint")]
    for warnings in held["tables"].values():
        texts += warnings
    if held["run"]:
        texts += [*held["run"]["warnings"], *held["run"]["versions"].values(), held["run"]["fingerprint"]]
    if wrong or not all(isinstance(text, str) for text in texts):
        message = "what it says of itself does not fit together"
        raise ValueError(message)


def facts_of(text: str) -> dict[str, Fact]:
    """The facts that a cell of either table holds."""
    stored = orjson.loads(text)
    if "date" in stored:
        parse_edtf(stored["date"][0])
    return {
        field: Fact(value, Provenance(provenance), evidence) for field, (value, provenance, evidence) in stored.items()
    }


def _facts_as_json(facts: Mapping[str, Fact]) -> str:
    return _json({field: [fact.value, fact.provenance, fact.evidence] for field, fact in sorted(facts.items())})


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
