"""The engine for more than one machine: Spark runs the joins, by the same texts, and the map steps on its workers.

Every stage writes Parquet to a storage that the cluster and this process share, and the next one reads it there, so
that no stage is done twice when a worker dies, and no table passes through the memory of the driver of Spark. Only what
a session of Spark Connect can do as well is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from lineage.cluster import Cluster
from lineage.detect.counting import blocks
from lineage.detect.signatures import Windows
from lineage.engine.contents import goes
from lineage.engine.embedded import column_of, no_pairs, pairs_in, sql
from lineage.engine.failures import failures_told
from lineage.engine.mapped import (
    BUCKETS,
    READINGS,
    BatchMap,
    outcomes_of,
    reading,
    sketching_of,
    window_table,
)
from lineage.engine.session import session_on
from lineage.engine.storage import Storage, in_parts
from lineage.errors import EngineFailed
from lineage.models import GramFrequency, Int32, Int64, Skipped
from lineage.readings import Reading, ReadingTask

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Rows that a task of a join gets, about.
_ROWS_A_TASK: Final = 1 << 20
_MOST_TASKS: Final = 10_000
_SHUFFLED: Final = "spark.sql.shuffle.partitions"
#: Windows that are written together.
_WINDOWS: Final = 1 << 18
_AGAIN: Final = "Look whether workers were lost, and run it again; what was read is kept."


class SparkEngine:
    """Runs the joins and the map steps on a cluster.

    Its methods raise EngineFailed where Spark fails or something of its answer is missing, and OutputError where the
    storage cannot be written.

    Args:
        session: Of Spark.
        storage: Shared with the cluster.
        cluster: What the caller says of it wins over what is chosen here.
        log: Where Spark has its log.
    """

    def __init__(self, session: SparkSession, storage: Storage, cluster: Cluster, log: Path) -> None:
        self._session, self._storage, self._cluster, self._log = session, storage, cluster, log

    def readings(self, tasks: Sequence[ReadingTask]) -> Generator[tuple[int, Reading | Skipped], None, None]:
        """Reads files on the workers, whatever their number; fits `lineage.gathering.Readers`."""
        for go in goes(tasks):
            self._storage.put("files", go.tables())
            yield from go.skipped
            if go.numbers:
                yield from self._read(tasks, go.numbers)
            self._storage.drop("files", "readings")

    def _read(self, tasks: Sequence[ReadingTask], sent: set[int]) -> Iterator[tuple[int, Reading | Skipped]]:
        self._map("reading", "files", reading(tasks[0].settings), READINGS, "readings", rows=len(sent))
        came = set()
        for part in self._storage.parts("readings"):
            for number, outcome in outcomes_of(part, lambda number: tasks[number].source.file):
                came.add(number)
                yield number, outcome
        if came != sent:
            raise EngineFailed(f"{len(sent - came)} of {len(sent)} files did not come back from the cluster", _AGAIN)

    def gram_frequency(self, gram: Int64, speech: Int32, min_speeches: int) -> GramFrequency:
        """Occurrences and speeches of each gram in at least `min_speeches` speeches, ordered by gram.

        Args:
            gram: Hash of the gram at each place, `(places,)`.
            speech: Number of the speech at each place, `(places,)`.
            min_speeches: The least number of speeches.
        """
        if not len(gram):
            return GramFrequency(*(np.zeros(0, np.int64) for _ in range(3)))
        self._storage.put("grams", in_parts(pa.table({"gram": gram, "speech": speech})))
        self._join("counting grams", "gram_frequency", [min_speeches], len(gram), "grams", "frequency")
        found = _ordered(self._storage.take("frequency"), "gram")
        self._storage.drop("grams", "frequency")
        return GramFrequency(*(column_of(found, name) for name in ("gram", "occurrences", "speeches")))

    def bucket_pairs(self, bucket: Int64, item: Int32 | Int64, cap: int) -> tuple[Int64, Int64, int]:
        """The pairs of items that share a bucket, as `DuckDBEngine.bucket_pairs` gives them."""
        if len(item) < 2:
            return no_pairs()
        self._storage.put("buckets", in_parts(pa.table({"bucket": bucket, "item": item})))
        return self._pairs(len(bucket), cap)

    def near_pairs(self, windows: Windows, cap: int, step: Callable[[], None]) -> tuple[Int64, Int64, int]:
        """The pairs of windows that share a bucket in any band, as `DuckDBEngine.near_pairs` gives them.

        They are sketched on the workers, and all bands are joined at once; then `step` is called for each.
        """
        found = self._sketched_pairs(windows, cap) if len(windows.item) > 1 else no_pairs()
        for _ in range(windows.sketching.bands):
            step()
        return found

    def _sketched_pairs(self, windows: Windows, cap: int) -> tuple[Int64, Int64, int]:
        every = blocks(len(windows.item), _WINDOWS)
        self._storage.put("windows", (window_table(windows.item[some], windows.words(some)) for some in every))
        rows = len(windows.item) * windows.sketching.bands
        self._map("sketching", "windows", sketching_of(windows.sketching), BUCKETS, "buckets", rows=rows)
        self._storage.drop("windows")
        return self._pairs(rows, cap)

    def _pairs(self, rows: int, cap: int) -> tuple[Int64, Int64, int]:
        self._join("looking for crowded buckets", "crowded_buckets", [cap], rows, "buckets", "crowded")
        self._join("joining buckets", "bucket_pairs", [], rows, "buckets", "crowded", "pairs")
        found = pairs_in(_ordered(self._storage.take("pairs"), "pair"), len(self._storage.take("crowded")))
        self._storage.drop("buckets", "crowded", "pairs")
        return found

    def _map(
        self, description: str, table: str, function: BatchMap, schema: pa.Schema, into: str, *, rows: int
    ) -> None:
        """Has workers make as many rows as must come of a table."""
        with self._described(description):
            written = self._write(self._table(table).mapInArrow(function, _columns(schema)), into)
        if written != rows:
            raise EngineFailed(f"{description}: {written:,} rows came of {rows:,}", _AGAIN)

    def _join(self, description: str, query: str, values: list[int], rows: int, *tables: str) -> None:
        """Runs a text over tables of the storage; the last one is what it gives."""
        *given, into = tables
        with self._described(description):
            self._cut_into_tasks(rows)
            for name in given:
                self._table(name).createOrReplaceTempView(name)
            self._write(self._session.sql(sql(query), args=values), into)

    def _write(self, found: DataFrame, into: str) -> int:
        """Writes a table; how many rows it has, all of which are here."""
        seen, rows_of = _counter(found)
        found.observe(seen, rows_of).write.parquet(self._storage.place(into))
        rows: int = seen.get["rows"]
        self._storage.check(into, rows)
        return rows

    def _cut_into_tasks(self, rows: int) -> None:
        """So many tasks as rows ask for, unless somebody says otherwise."""
        if _SHUFFLED not in self._cluster.settings:
            self._session.conf.set(_SHUFFLED, str(min(max(2, rows // _ROWS_A_TASK), _MOST_TASKS)))

    def _table(self, name: str) -> DataFrame:
        return self._session.read.parquet(self._storage.pattern(name))

    @contextmanager
    def _described(self, description: str) -> Iterator[None]:
        """Says on the pages of Spark what its jobs are for, and makes its errors ours."""
        with failures_told(self._log):
            context = getattr(self._session, "sparkContext", None)  # Spark Connect has none
            if context is not None:
                context.setJobDescription(description)
            yield
            if context is not None:
                context.setJobDescription(None)


@contextmanager
def spark_engine(cluster: Cluster, folder: Path, log: Path) -> Iterator[SparkEngine]:
    """An engine on the cluster, as long as the block runs.

    Args:
        cluster: Which one.
        folder: An empty folder that it shares with this process.
        log: A file for what Spark has to say; it stays where Spark failed.

    Raises:
        UsageError: If PySpark is not installed.
        EngineFailed: If the cluster cannot be reached.
    """
    with session_on(cluster, log) as session:
        yield SparkEngine(session, Storage(folder), cluster, log)


def _counter(found: DataFrame) -> tuple[Any, Any]:
    """What sees the rows of a table pass by as they are written, and how it counts them, as `rows`."""
    # Spark Connect has both apart; PySpark would choose by the environment, and not by the table.
    of_connect = type(found).__module__.startswith("pyspark.sql.connect")
    place = "pyspark.sql.connect" if of_connect else "pyspark.sql"
    functions = import_module(f"{place}.functions")
    return import_module(f"{place}.observation").Observation(), functions.count(functions.lit(1)).alias("rows")


def _columns(schema: pa.Schema) -> str:
    """A schema as Spark writes it."""
    names = {pa.int64(): "long", pa.int32(): "int", pa.string(): "string", pa.binary(): "binary"}
    return ", ".join(f"{field.name} {names[field.type]}" for field in schema)


def _ordered(table: pa.Table, by: str) -> pa.Table:
    """The rows in order, whatever order the parts were written in."""
    values = column_of(table, by)
    return table if np.all(values[1:] >= values[:-1]) else table.sort_by(by)
