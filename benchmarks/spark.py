"""The same scans by DuckDB and by Spark: answers compared, seconds, memory, bytes of each stage, and how they grow.

Each scan is a whole process, as a user starts it; memory is that of all processes of this machine that belong to it,
the Java machine and its Python workers, too (`whole_process`). What Spark was given to do is read from its event log
(`event_log`). On a cluster of several machines seconds and bytes are told of all of them, memory of the driver's alone.
The tables stand in `spark_tables`; figures may be kept in a file, from which the tables can be printed again.
"""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks.engines import DUCKDB, SPARK, EngineRun, differences, run_engine
from benchmarks.enlarging import real_broadcasts, write_copies
from benchmarks.event_log import Work
from benchmarks.spark_tables import enough_cores, growth_tables, tables_of
from benchmarks.speed import machine
from benchmarks.tables import print_table

_ARCHIVE: Final = "xwlb_2012_2016.tar.gz"
_GROWTH: Final = "growth"
#: The parts.
PARTS: Final = ("reports", "broadcasts", _GROWTH)
#: Copies of 1.4 million characters; 1.3 of them are compared.
COPIES: Final = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One corpus by both engines.

    Attributes:
        machine: What it was measured on.
        load: How many processes wanted to run there before each scan, other people's among them.
        runs: By DuckDB and by Spark.
        differing: Names of the data files that are not the same.
    """

    machine: str
    load: tuple[float, ...]
    runs: tuple[EngineRun, ...]
    differing: tuple[str, ...]

    @property
    def characters(self) -> int:
        """That were compared."""
        return self.runs[0].characters

    @property
    def verdict(self) -> str:
        """Whether both gave one answer, in words."""
        if self.differing:
            return f"THE ANSWERS DIFFER in {', '.join(self.differing)}"
        return "both engines wrote the same data files, byte for byte"


def measure_spark(
    testdata: Path,
    only: Sequence[str],
    master: Sequence[str],
    copies: Sequence[int],
    *,
    keep: Path | None,
    markdown: bool,
) -> int:
    """Prints the tables of the chosen parts, some of `PARTS`; of all where none is chosen.

    Args:
        testdata: Folder that holds `corpora/`.
        only: The parts.
        master: Options of `lineage scan` that say which cluster.
        copies: Sizes of the growing corpus, in copies of every eighth broadcast.
        keep: File that the figures are kept in; those of other corpora stay in it.
        markdown: Whether the tables are for the documents.

    Returns:
        1 if the engines did not answer the same, else 0.
    """
    same = True
    for part in only or PARTS:
        with _corpora(testdata / "corpora", part, copies) as corpora:
            taken = []
            for folders in corpora:
                taken.append(_by_both(folders, master))
                if keep:
                    _keep(keep, part, taken[-1])
        print_part(part, taken, markdown=markdown)
        same &= not any(one.differing for one in taken)
    return 0 if same else 1


@contextmanager
def _corpora(folder: Path, part: str, copies: Sequence[int]) -> Iterator[list[list[Path]]]:
    """The folders of speeches of each corpus of a part."""
    with tempfile.TemporaryDirectory() as scratch:
        if part == _GROWTH:
            real = real_broadcasts(folder / _ARCHIVE, Path(scratch, "real"))
            enlarged = write_copies(real, Path(scratch, "copies"), max(copies))
            shutil.rmtree(Path(scratch, "real"))
            yield [enlarged[:count] for count in copies]
        elif part == "broadcasts":
            with tarfile.open(folder / _ARCHIVE) as archive:
                archive.extractall(scratch, filter="data")
            yield [[Path(scratch)]]
        else:
            yield [[folder / "gwr"]]


def _by_both(folders: Sequence[Path], master: Sequence[str]) -> Comparison:
    load, runs = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for engine in (DUCKDB, SPARK):
            load.append(os.getloadavg()[0])
            runs.append(run_engine(engine, folders, Path(scratch, engine), master))
        differing = differences(*(Path(scratch, engine, "reports", "data") for engine in (DUCKDB, SPARK)))
    own = Comparison(machine(), tuple(load), tuple(runs), tuple(differing))
    print(f"{own.characters:,} characters: {own.verdict}", file=sys.stderr, flush=True)
    return own


def print_part(part: str, taken: Sequence[Comparison], *, markdown: bool) -> None:
    """Prints what was measured of a part."""
    for one in taken:
        loads = " and ".join(f"{load:.1f}" for load in one.load)
        print(f"{part}, {one.characters:,} characters: {one.verdict}. {one.machine}; load before: {loads}.")
    runs = [one.runs for one in taken]
    for title, columns, rows in growth_tables(runs) if part == _GROWTH else tables_of(*runs):
        print()
        print_table(title, columns, rows, markdown=markdown)
    if part == _GROWTH and len(taken) > 1:
        print(f"\n{enough_cores([own[-1] for own in runs])}")
    print(flush=True)


def _keep(path: Path, part: str, own: Comparison) -> None:
    """Adds a corpus to the figures of a part, in the place of what was measured before of as many characters."""
    kept = kept_figures(path) if path.is_file() else {}
    by_size = {one.characters: one for one in (*kept.get(part, ()), own)}
    kept[part] = [by_size[size] for size in sorted(by_size)]
    path.write_bytes(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))


def print_kept(kept: Path, only: Sequence[str], *, markdown: bool) -> None:
    """Prints the tables of figures that were kept."""
    figures = kept_figures(kept)
    for part in only or figures:
        print_part(part, figures[part], markdown=markdown)


def kept_figures(path: Path) -> dict[str, list[Comparison]]:
    """The figures of each part, as `measure_spark` kept them."""
    parts: Mapping[str, list[dict[str, Any]]] = orjson.loads(path.read_bytes())
    return {part: [_comparison(one) for one in own] for part, own in parts.items()}


def _comparison(kept: Mapping[str, Any]) -> Comparison:
    runs = tuple(EngineRun(**{**run, "works": tuple(Work(**work) for work in run["works"])}) for run in kept["runs"])
    return Comparison(kept["machine"], tuple(kept["load"]), runs, tuple(kept["differing"]))
