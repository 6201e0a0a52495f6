"""What workers of a cluster do, batch by batch: read files and cut them into words, sketch windows.

Nothing here knows of Spark: the functions take and give Arrow batches, and depend on nothing but what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np
import pyarrow as pa

from lineage.detect.signatures import Sketching, UInt32, buckets_of
from lineage.errors import EngineFailed
from lineage.index.rows import READING_COLUMNS, reading_table, readings_of
from lineage.models import Int32, Skipped, Source
from lineage.provenance import worker_rules
from lineage.readings import Reading, ReadingTask, reading_of
from lineage.settings import Settings

BatchMap = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

_TEXT, _BYTES = pa.string(), pa.binary()
CONTENTS: Final = pa.schema(
    {"number": pa.int64(), "file": _TEXT, "suffix": _TEXT, "encoding": _TEXT, "content": _BYTES}
)
_ARRAYS: Final = ("character_begin", "character_end", "boundary", "word_start")
#: What is read of a file, or why it was skipped.
READINGS: Final = pa.schema(
    [pa.field("number", pa.int64()), pa.field("reason", _TEXT), pa.field("hint", _TEXT)]
    + [pa.field(name, _BYTES if name in _ARRAYS else _TEXT) for name in READING_COLUMNS]
)
BUCKETS: Final = pa.schema({"bucket": pa.int64(), "item": pa.int32()})


def reading(settings: Settings) -> BatchMap:
    """Batches of `CONTENTS` → batches of `READINGS`.

    The function raises EngineFailed on a worker whose rules are not those of the caller.
    """
    expected = worker_rules()

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        check_rules(expected)
        for batch in batches:
            for row in batch.to_pylist():
                task = ReadingTask(Source(f"speech{row['suffix']}", row["file"], ""), row["encoding"], settings)
                yield _as_batch(row["number"], reading_of(task, row["content"]))

    return read


def check_rules(expected: Mapping[str, str]) -> None:
    """Refuses to work where lineage, or a package, is another than the caller's: the answer would be another.

    Raises:
        EngineFailed: If it is.
    """
    here = worker_rules()
    if differing := [name for name in sorted({*expected, *here}) if expected.get(name) != here.get(name)]:
        raise EngineFailed(
            f"a worker has another lineage, or other packages, than the machine that asks it: {', '.join(differing)}"
        )


def _as_batch(number: int, outcome: Reading | Skipped) -> pa.RecordBatch:
    nothing = dict.fromkeys(READINGS.names)
    if isinstance(outcome, Skipped):
        row = nothing | {"number": number, "reason": outcome.reason, "hint": outcome.hint}
        return pa.RecordBatch.from_pylist([row], READINGS)
    cells = reading_table({outcome[0].content_hash: outcome}).to_pylist()
    return pa.RecordBatch.from_pylist([nothing | {"number": number} | cells[0]], READINGS)


def outcomes_of(table: pa.Table, files: Callable[[int], str]) -> Iterator[tuple[int, Reading | Skipped]]:
    """The number of each task, and what became of it, from rows of `READINGS`.

    Args:
        table: The rows.
        files: The file of a task, by number.
    """
    for batch in table.to_batches(max_chunksize=1):
        number, reason, hint = (batch.column(name)[0].as_py() for name in READINGS.names[:3])
        if reason is not None:
            yield number, Skipped(files(number), reason, hint)
        else:
            yield number, next(iter(readings_of(pa.table(batch.select(READING_COLUMNS))).values()))


def sketching_of(sketching: Sketching) -> BatchMap:
    """Batches of windows, as `window_table` makes them → batches of `BUCKETS`: every band of every window.

    The function raises EngineFailed on a worker whose rules are not those of the caller.
    """
    expected = worker_rules()

    def sketch(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        check_rules(expected)
        for batch in batches:
            item, *words = batch.columns
            hashes = np.stack([np.asarray(column).view(np.uint32) for column in words], axis=1)
            for bucket in buckets_of(hashes, sketching):
                yield pa.RecordBatch.from_arrays([pa.array(bucket.view(np.int64)), item], schema=BUCKETS)

    return sketch


def window_table(item: Int32, words: UInt32) -> pa.Table:
    """Windows as columns: their numbers, and the hashes of their words, in the bits of signed numbers."""
    columns = {
        f"word_{place}": pa.array(np.ascontiguousarray(column).view(np.int32)) for place, column in enumerate(words.T)
    }
    return pa.table({"item": pa.array(item)} | columns)
