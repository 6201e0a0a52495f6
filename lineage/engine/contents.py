"""The files that workers are to read, handed over go by go: what is read of one go is kept before the next begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from lineage.engine.mapped import CONTENTS
from lineage.models import Skipped
from lineage.readings import ReadingTask, content

#: Bytes of files in the first go, so that something is kept soon, and in any: each holds twice as much as the last.
_FIRST_GO, _LARGEST_GO = 1 << 26, 1 << 30
#: Bytes of files that are handed over together: at first so few that all workers have something to do.
_LEAST_BYTES, _MOST_BYTES, _FILES_OF_ONE_SIZE = 1 << 20, 1 << 26, 32

_Row = tuple[object, ...]


class Go:
    """Some of the files that wait, until there are enough bytes of them.

    Args:
        tasks: All files.
        waiting: Numbers of those that wait, which it takes.
        limit: Bytes.

    Attributes:
        skipped: What could not be had, once its tables are taken.
        numbers: What is in the tables, once they are taken.
        ended: Whether no file waits any more.
    """

    def __init__(self, tasks: Sequence[ReadingTask], waiting: Iterator[int], limit: int) -> None:
        self._tasks, self._waiting, self._limit = tasks, waiting, limit
        self.skipped: list[tuple[int, Skipped]] = []
        self.numbers: set[int] = set()
        self.ended = False

    def tables(self) -> Iterator[pa.Table]:
        """The contents of the files, a table at a time: rows of `CONTENTS`."""
        rows: list[_Row] = []
        size = total = made = 0
        for number, data in self._contents():
            rows.append(self._row(number, data))
            size, total = size + len(data), total + len(data)
            full = total >= self._limit
            if full or size >= min(_LEAST_BYTES << made // _FILES_OF_ONE_SIZE, _MOST_BYTES):
                yield _table(rows)
                rows, size, made = [], 0, made + 1
            if full:
                return
        self.ended = True
        if rows:
            yield _table(rows)

    def _contents(self) -> Iterator[tuple[int, bytes]]:
        for number in self._waiting:
            data = content(self._tasks[number])
            if isinstance(data, Skipped):
                self.skipped.append((number, data))
            else:
                self.numbers.add(number)
                yield number, data

    def _row(self, number: int, data: bytes) -> _Row:
        task = self._tasks[number]
        return number, task.source.file, task.source.suffix, task.encoding, data


def goes(tasks: Sequence[ReadingTask]) -> Iterator[Go]:
    """All files, go by go; the tables of one are to be taken before the next is asked for."""
    waiting, limit = iter(range(len(tasks))), _FIRST_GO
    while True:
        go = Go(tasks, waiting, limit)
        yield go
        if go.ended:
            return
        limit = min(2 * limit, _LARGEST_GO)


def _table(rows: Sequence[_Row]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, CONTENTS, strict=True)], CONTENTS)
