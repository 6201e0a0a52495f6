"""The Parquet files that stages on a cluster hand to each other, in a folder that it and this process share."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from lineage.errors import EngineFailed, OutputError

#: Rows of numbers in a file: Spark gives each of them to one worker at least.
_ROWS: Final = 1 << 18
#: There are no more files than this for one table, whatever its length.
_MOST_FILES: Final = 1024
#: Hashes repeat too seldom for a dictionary.
_AS_NUMBERS: Final = {"compression": "zstd", "compression_level": 1, "use_dictionary": False}
#: What Hadoop takes for a pattern in the name of a folder that is read.
_PATTERN: Final = re.compile(r"([\\*?\[\]{}])")


class Storage:
    """A folder of its own, whose tables are folders of Parquet files.

    Args:
        folder: Exists, and is empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()  # workers know it by this name, and not by what a link leads to

    def put(self, name: str, tables: Iterable[pa.Table]) -> None:
        """Writes a table, a file for each of its parts.

        Raises:
            OutputError: If it cannot be written.
        """
        place = self.folder / name
        try:
            place.mkdir()
            for number, table in enumerate(tables):
                pq.write_table(table, place / f"part-{number:05}.parquet", **_AS_NUMBERS)
        except OSError as error:
            raise OutputError(
                f"{place}: what goes to the cluster cannot be written there ({error.strerror or error})",
                "Free some space, or name another folder with --storage.",
            ) from error

    def check(self, name: str, rows: int) -> None:
        """Whether all that the workers wrote is here.

        Raises:
            EngineFailed: If it is not.
        """
        if (here := sum(pq.read_metadata(file).num_rows for file in self._files(name))) != rows:
            raise EngineFailed(
                f"{self.folder / name}: {here:,} of the {rows:,} rows that the workers wrote are there",
                "Name a folder with --storage that this machine and every worker reach under the same path.",
            )

    def take(self, name: str) -> pa.Table:
        """The whole of a table that workers wrote, its parts in their order."""
        return pa.concat_tables(self.parts(name))

    def parts(self, name: str) -> Iterator[pa.Table]:
        """The parts of a table that workers wrote, in their order."""
        return map(pq.read_table, self._files(name))

    def _files(self, name: str) -> list[Path]:
        return sorted((self.folder / name).glob("*.parquet"))

    def drop(self, *names: str) -> None:
        """Removes tables that nobody needs any more."""
        for name in names:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def place(self, name: str) -> str:
        """Where Spark writes a table."""
        path = (self.folder / name).as_posix()
        return f"file://{path}" if path.startswith("/") else f"file:///{path}"

    def pattern(self, name: str) -> str:
        """Where Spark reads a table."""
        return _PATTERN.sub(r"\\\1", self.place(name))


def in_parts(table: pa.Table) -> Iterator[pa.Table]:
    """Parts of a table of numbers, so that several workers have something to do; one where it is empty."""
    rows = max(_ROWS, -(-len(table) // _MOST_FILES))
    return (table.slice(begin, rows) for begin in range(0, max(len(table), 1), rows))
