"""The same scans by DuckDB and by Spark: answers compared, seconds, memory, bytes of each stage, and how they grow.

Each scan is a whole process, as a user starts it; memory is that of all processes of this machine that belong to it,
the Java machine and its Python workers, too (`whole_process`). What Spark was given to do is read from its event log
(`event_log`). On a cluster of several machines seconds and bytes are told of all of them, memory of the driver's alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.engines import DUCKDB, SPARK, EngineRun, differences, run_engine
from benchmarks.enlarging import real_broadcasts, write_copies
from benchmarks.event_log import Work
from benchmarks.reckoning import ASKED, LIMITS, Grown, reached_rows, reckoned_rows
from benchmarks.speed import exponent, machine
from benchmarks.tables import print_table

_ARCHIVE: Final = "xwlb_2012_2016.tar.gz"
#: The parts.
PARTS: Final = ("reports", "broadcasts", "growth")
#: Copies of 1.4 million characters; 1.3 of them are compared.
COPIES: Final = (1, 2, 4, 8, 16)


def measure_spark(
    testdata: Path, only: Sequence[str], master: Sequence[str], copies: Sequence[int], *, markdown: bool
) -> int:
    """Prints the tables of the chosen parts, some of `PARTS`; of all where none is chosen.

    Args:
        testdata: Folder that holds `corpora/`.
        only: The parts.
        master: Options of `lineage scan` that say which cluster.
        copies: Sizes of the growing corpus, in copies of every eighth broadcast.
        markdown: Whether the tables are for the documents.

    Returns:
        1 if the engines did not answer the same, else 0.
    """
    print(f"{machine()}\n")
    same = True
    for part in only or PARTS:
        print(f"{part}, {load()}")
        if part == "growth":
            same &= _growth(testdata / "corpora" / _ARCHIVE, master, copies, markdown=markdown)
        else:
            with _folder(testdata / "corpora", part) as folder:
                same &= _both(part, folder, master, markdown=markdown)
        print(flush=True)
    return 0 if same else 1


def load() -> str:
    """How many processes wanted to run, beside which figures were taken."""
    return "load of the machine before: " + " ".join(f"{value:.2f}" for value in os.getloadavg())


@contextmanager
def _folder(corpora: Path, part: str) -> Iterator[Path]:
    """The speeches of a part."""
    if part == "reports":
        yield corpora / "gwr"
        return
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(corpora / _ARCHIVE) as archive:
            archive.extractall(scratch, filter="data")
        yield Path(scratch)


def _both(part: str, folder: Path, master: Sequence[str], *, markdown: bool) -> bool:
    """One corpus by both engines."""
    runs, differing = _by_both([folder], master)
    print(f"{part}: {_verdict(differing)}\n")
    print_table("whole processes", *whole_table(runs), markdown=markdown)
    print()
    print_table("seconds by stage of lineage", *stage_table(runs), markdown=markdown)
    print()
    print_table("what Spark was given to do", *work_table(runs[-1].works), markdown=markdown)
    return not differing


def _by_both(folders: Sequence[Path], master: Sequence[str]) -> tuple[list[EngineRun], list[str]]:
    """Scans by DuckDB and by Spark, and the names of data files in which they differ."""
    with tempfile.TemporaryDirectory() as scratch:
        places = [Path(scratch, engine) for engine in (DUCKDB, SPARK)]
        runs = [run_engine(engine, folders, Path(scratch, engine), master) for engine in (DUCKDB, SPARK)]
        return runs, differences(*(place / "reports" / "data" for place in places))


def _verdict(differing: Sequence[str]) -> str:
    if differing:
        return f"THE ANSWERS DIFFER in {', '.join(differing)}"
    return "both engines wrote the same data files, byte for byte"


def _growth(archive: Path, master: Sequence[str], copies: Sequence[int], *, markdown: bool) -> bool:
    """Corpora of several sizes by both engines, and what larger ones are reckoned to cost."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = write_copies(real_broadcasts(archive, Path(scratch, "real")), Path(scratch, "copies"), max(copies))
        shutil.rmtree(Path(scratch, "real"))
        taken = []
        for count in copies:
            runs, differing = _by_both(folders[:count], master)
            print(f"{runs[0].characters:,} characters: {_verdict(differing)}; {load()}", file=sys.stderr, flush=True)
            taken.append((runs, differing))
    differing = sorted({name for _, names in taken for name in names})
    print(f"all sizes: {_verdict(differing)}\n")
    sparks, ducks = ([runs[number] for runs, _ in taken] for number in (1, 0))
    print_table("growth", *growth_table(ducks, sparks), markdown=markdown)
    print()
    figures = costs(sparks)
    columns = ("what", "a million characters", "exponent", *ASKED)
    print_table("what larger corpora would cost", columns, reckoned_rows(figures), markdown=markdown)
    print()
    columns = ("what", "its limit", "a million characters", "exponent", "reached at, characters")
    print_table("what would break first", columns, reached_rows(LIMITS, limited(sparks)), markdown=markdown)
    return not differing


Table = tuple[Sequence[str], list[Sequence[str]]]


def whole_table(runs: Sequence[EngineRun]) -> Table:
    """Seconds and memory of whole processes, by engine."""

    def row(name: str, told: Callable[[EngineRun], float], digits: int = 0) -> tuple[str, ...]:
        return (name, *(f"{told(run):,.{digits}f}" for run in runs))

    rows: list[Sequence[str]] = [
        row("characters compared", lambda run: run.characters),
        row("seconds", lambda run: run.seconds, 1),
        row("of these, seconds in which Spark works", lambda run: run.on_cluster, 1),
        row("seconds of processors, all processes", lambda run: run.cpu_seconds, 1),
        row("of these, by the driver (Python)", lambda run: run.driver_cpu_seconds, 1),
        row("peak MB, all processes", lambda run: run.megabytes),
        row("peak MB, driver (Python)", lambda run: run.driver_megabytes),
        row("peak MB, Java", lambda run: run.java_megabytes),
        row("peak MB, Python workers", lambda run: run.worker_megabytes),
        row("peak MB of the storage", lambda run: run.storage / 2**20),
        row("MB of the index", lambda run: run.index / 2**20),
    ]
    return ("what", *(run.engine for run in runs)), rows


def stage_table(runs: Sequence[EngineRun]) -> Table:
    """Seconds of every stage that run.json names, by engine."""
    stages = dict.fromkeys(stage for run in runs for stage in run.stages)
    rows: list[Sequence[str]] = [
        (stage, *(f"{run.stages[stage]:.2f}" if stage in run.stages else "" for run in runs)) for stage in stages
    ]
    return ("stage", *(run.engine for run in runs)), rows


def work_table(works: Sequence[Work]) -> Table:
    """What Spark did, a row for each description; memory where anybody looked while it was at work."""
    columns = (
        *("work", "tasks", "seconds", "seconds of tasks", "records read", "largest task, records"),
        *("MB written", "MB shuffled", "MB spilled", "peak MB Java", "peak MB Python"),
    )
    rows: list[Sequence[str]] = [
        (
            work.name,
            f"{work.tasks:,}",
            f"{work.seconds:.1f}",
            f"{work.task_seconds:.1f}",
            f"{work.records:,}",
            f"{work.largest:,}",
            *(f"{value / 2**20:,.1f}" for value in (work.written, work.shuffled, work.spilled)),
            *(f"{value / 2**20:,.0f}" if value else "" for value in (work.jvm, work.python)),
        )
        for work in works
    ]
    return columns, rows


def growth_table(ducks: Sequence[EngineRun], sparks: Sequence[EngineRun]) -> Table:
    """Figures of both engines by size, with the exponents over all sizes."""
    sizes = [run.characters for run in sparks]

    def row(name: str, values: Sequence[float], digits: int = 0) -> tuple[str, ...]:
        slope = exponent(sizes, values)
        return (name, *(f"{value:,.{digits}f}" for value in values), "" if slope is None else f"{slope:.2f}")

    rows: list[Sequence[str]] = [
        row("DuckDB: seconds", [run.seconds for run in ducks], 1),
        row("DuckDB: seconds of processors", [run.cpu_seconds for run in ducks], 1),
        row("DuckDB: peak MB", [run.megabytes for run in ducks]),
        (),
        row("Spark: seconds", [run.seconds for run in sparks], 1),
        row("Spark: seconds of the driver alone", [_alone(run) for run in sparks], 1),
        row("Spark: seconds of tasks", [run.of_works(lambda work: work.task_seconds) for run in sparks], 1),
        row("Spark: seconds of processors, driver", [run.driver_cpu_seconds for run in sparks], 1),
        row("Spark: seconds of processors, all else", [run.cluster_cpu_seconds for run in sparks], 1),
        row("Spark: peak MB, all processes", [run.megabytes for run in sparks]),
        row("Spark: peak MB, driver", [run.driver_megabytes for run in sparks]),
        row("Spark: peak MB, Java", [run.java_megabytes for run in sparks]),
        row("Spark: peak MB, Python workers", [run.worker_megabytes for run in sparks]),
        row("Spark: MB shuffled", [run.of_works(lambda work: work.shuffled) / 2**20 for run in sparks], 1),
        row("Spark: peak MB of the storage", [run.storage / 2**20 for run in sparks], 1),
        row("MB of the index", [run.index / 2**20 for run in sparks], 1),
        (),
    ]
    names = dict.fromkeys(work.name for run in sparks for work in run.works)
    for name in names:
        own = [next((work for work in run.works if work.name == name), Work(name)) for run in sparks]
        rows += [
            row(f"{name}: seconds of tasks", [work.task_seconds for work in own], 1),
            row(f"{name}: MB shuffled", [work.shuffled / 2**20 for work in own], 1),
        ]
    return ("what", *(f"{size / 1e6:.1f} M" for size in sizes), "exponent"), rows


def costs(runs: Sequence[EngineRun]) -> list[Grown]:
    """What a scan by Spark takes that grows with the corpus."""

    def grown(what: str, unit: str, told: Callable[[EngineRun], float]) -> Grown:
        return Grown(what, unit, [run.characters for run in runs], [told(run) for run in runs])

    return [
        grown("seconds of processors on the cluster, shared by its cores", "s", lambda run: run.cluster_cpu_seconds),
        grown("seconds of processors on the driver, shared by nobody", "s", lambda run: run.driver_cpu_seconds),
        grown("bytes shuffled", "B", lambda run: run.of_works(lambda work: work.shuffled)),
        grown("bytes in the storage, at most", "B", lambda run: run.storage),
        grown("memory of the driver", "B", lambda run: run.driver_megabytes * 2**20),
        grown("bytes of the index", "B", lambda run: run.index),
    ]


def limited(runs: Sequence[EngineRun]) -> dict[str, Grown]:
    """What has a limit, by the name that `LIMITS` gives it."""
    sizes = [run.characters for run in runs]
    found = {name: Grown(name, "", sizes, [run.counts[name] for run in runs]) for name in ("words", "window_types")}
    found["characters"] = Grown("characters", "", sizes, sizes)
    found["driver"] = Grown("driver", "B", sizes, [run.driver_megabytes * 2**20 for run in runs])
    return found


def _alone(run: EngineRun) -> float:
    """Seconds in which Spark had nothing to do."""
    return run.seconds - run.on_cluster
