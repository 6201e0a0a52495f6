"""The default engine: DuckDB inside the process. It spills to disk by itself when memory is short."""

from __future__ import annotations

from importlib.resources import files
from types import TracebackType
from typing import Self

import duckdb
import numpy as np
import pyarrow as pa

from lineage.models import GramFrequency, Int32, Int64


class DuckDBEngine:
    """Runs the big joins in memory; a context manager, for DuckDB complains of connections open at exit."""

    def __init__(self, threads: int | None = None) -> None:
        self._connection = duckdb.connect(":memory:")
        if threads:
            self._connection.execute(f"SET threads = {int(threads)}")
        self._frequency = files("lineage.engine").joinpath("gram_frequency.sql").read_text(encoding="utf-8")

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
        self._connection.register("grams", pa.table({"gram": gram, "speech": speech}))
        found = self._connection.sql(self._frequency, params={"min_speeches": min_speeches}).to_arrow_table()
        self._connection.unregister("grams")
        return GramFrequency(
            *(np.asarray(found.column(name).combine_chunks()) for name in ("gram", "occurrences", "speeches"))
        )
