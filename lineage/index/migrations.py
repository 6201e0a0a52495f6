"""How an index of an older format becomes one of this: named steps, each from one format to the next.

They run on a copy in memory: the file that was there is kept as it is. What each format holds is told in `schema.sql`,
what a step changes in `migrations/`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import PurePath
from typing import Final

import duckdb

Migration = Callable[[duckdb.DuckDBPyConnection], None]


def keep_findings(index: duckdb.DuckDBPyConnection) -> None:
    """From 1 to 2: the findings get their tables, and each root tells what stands before the names of its files."""
    index.execute(files("lineage.index").joinpath("migrations", "keep_findings.sql").read_text(encoding="utf-8"))
    roots = json.loads(index.execute("SELECT value FROM meta WHERE key = 'roots'").fetchall()[0][0])
    named = {root: PurePath(root).name if len(roots) > 1 else "" for root in roots}
    index.execute("UPDATE meta SET value = ? WHERE key = 'roots'", [json.dumps(named)])


#: The steps; the one at place i leads from format i + 1 to the next.
MIGRATIONS: Final[tuple[Migration, ...]] = (keep_findings,)


def migrate(index: duckdb.DuckDBPyConnection, found: int) -> None:
    """Brings the tables of an index from the format found to the present one, each step whole or not at all."""
    for step in MIGRATIONS[found - 1 :]:
        index.execute("BEGIN")
        step(index)
        index.execute("COMMIT")
