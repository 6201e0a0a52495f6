"""The default engine: DuckDB inside the process. It spills to disk by itself when memory is short."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from types import TracebackType
from typing import Final, Self

import duckdb
import numpy as np
import pyarrow as pa

from lineage.detect.counting import distinct, ranked, unranked
from lineage.detect.signatures import Windows
from lineage.errors import OutOfRoom
from lineage.models import GramFrequency, Int32, Int64

_LOW_HALF: Final = (1 << 32) - 1


class DuckDBEngine:
    """Runs the big joins in memory; a context manager, for DuckDB complains of connections open at exit.

    Its methods raise OutOfRoom where neither memory nor disk has room for a join.

    Args:
        threads: At once; as many as there are processors, where None.
        bounds: Further settings of DuckDB: how much memory it may use, and where what it needs beyond goes.
    """

    def __init__(self, *, threads: int | None = None, bounds: Mapping[str, str] | None = None) -> None:
        # The statements that need an order ask for one; to keep that of the input takes memory.
        own = {"preserve_insertion_order": "false", **({"threads": str(threads)} if threads else {})}
        self._connection = duckdb.connect(":memory:", config={**own, **(bounds or {})})
        # Where Python runs no file, DuckDB takes it for a notebook and draws on the standard output, where results go.
        self._connection.execute("SET enable_progress_bar = false")
        names = ("gram_frequency", "crowded_buckets", "bucket_pairs")
        self._frequency, self._crowded, self._pairs = map(sql, names)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def gram_frequency(self, gram: Int64, speech: Int32, min_speeches: int) -> GramFrequency:
        """Occurrences and speeches of each gram in at least `min_speeches` speeches, ordered by gram.

        Args:
            gram: Hash of the gram at each place, `(places,)`.
            speech: Number of the speech at each place, `(places,)`.
            min_speeches: The least number of speeches.
        """
        grams = pa.table({"gram": gram, "speech": speech})
        found = self._run(self._frequency, [min_speeches], grams=grams)
        return GramFrequency(*(column_of(found, name) for name in ("gram", "occurrences", "speeches")))

    def bucket_pairs(self, bucket: Int64, item: Int32 | Int64, cap: int) -> tuple[Int64, Int64, int]:
        """The pairs of items that share a bucket, each once and the smaller item first, ordered.

        Args:
            bucket: Hash of a bucket, `(rows,)`.
            item: Number of an item in it, `(rows,)`, below 2^31; distinct in each bucket.
            cap: In a bucket of more items each meets only the smallest, so that pairs grow no faster than rows.

        Returns:
            The smaller items, the larger items, and the number of buckets of more than `cap` items.
        """
        if len(item) < 2:  # nothing can be joined, as in most bands of a small corpus
            return no_pairs()
        rows = pa.table({"bucket": bucket, "item": item})
        crowded = self._run(self._crowded, [cap], buckets=rows)
        return pairs_in(self._run(self._pairs, [], buckets=rows, crowded=crowded), len(crowded))

    def near_pairs(self, windows: Windows, cap: int, step: Callable[[], None]) -> tuple[Int64, Int64, int]:
        """The pairs of windows that share a bucket in any band, each once and the smaller first, ordered.

        Args:
            windows: What is sketched, band by band: a band's buckets are let go of before the next is made.
            cap: As in `bucket_pairs`.
            step: Called when a band is done.

        Returns:
            The smaller items, the larger items, and the number of buckets of more than `cap` items.
        """
        pairs, starred = np.zeros(0, np.int64), 0
        for bucket, item in windows.bands():
            one, other, crowded = self.bucket_pairs(bucket.view(np.int64), item, cap)
            pairs = distinct(np.append(pairs, ranked(one, other)))
            starred += crowded
            step()
        return *unranked(pairs), starred

    def _run(self, query: str, values: Sequence[int], **tables: pa.Table) -> pa.Table:
        """What the query gives over tables registered under their names for as long as it runs."""
        for name, table in tables.items():
            self._connection.register(name, table)
        try:
            found = self._connection.sql(query, params=values).to_arrow_table()
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            reason = str(error).partition("\n")[0]
            hint = "Allow more with --memory-limit, or free some space beside the index."
            raise OutOfRoom(f"what the speeches share cannot be looked up: {reason}", hint) from error
        for name in tables:
            self._connection.unregister(name)
        return found


def column_of(table: pa.Table, name: str) -> Int64:
    """A column of whole numbers."""
    return np.asarray(table.column(name).combine_chunks())


def pairs_in(table: pa.Table, crowded: int) -> tuple[Int64, Int64, int]:
    """What bucket_pairs.sql gives, taken apart; with the number of crowded buckets."""
    pair = column_of(table, "pair")
    return pair >> 32, pair & _LOW_HALF, crowded


def no_pairs() -> tuple[Int64, Int64, int]:
    """The pairs of no buckets."""
    return np.zeros(0, np.int64), np.zeros(0, np.int64), 0


def sql(name: str) -> str:
    """The text of a join, for any engine."""
    return files("lineage.engine").joinpath(f"{name}.sql").read_text(encoding="utf-8")
