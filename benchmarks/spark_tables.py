"""Tables of what both engines took: whole scans, stages, work of Spark, growth, and what more would cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from benchmarks.engines import EngineRun
from benchmarks.event_log import Work
from benchmarks.reckoning import ASKED, LIMITS, Grown, reached_rows, reckoned_rows
from benchmarks.speed import exponent
from benchmarks.tables import Rows

#: Title, columns, rows.
Titled = tuple[str, Sequence[str], Rows]
Table = tuple[Sequence[str], Rows]


def tables_of(runs: Sequence[EngineRun]) -> Iterator[Titled]:
    """The tables of one corpus by DuckDB and by Spark."""
    yield "whole processes", *whole_table(runs)
    yield "seconds by stage of lineage", *stage_table(runs)
    yield "what Spark was given to do", *work_table(runs[-1].works)


def growth_tables(runs: Sequence[Sequence[EngineRun]]) -> Iterator[Titled]:
    """The tables of corpora of several sizes, each by DuckDB and by Spark."""
    ducks, sparks = zip(*runs, strict=True)
    yield "growth", *growth_table(ducks, sparks)
    if len(sparks) == 1:  # of which nothing can be reckoned
        return
    columns = ("what", "a further million characters", "exponent", *ASKED)
    yield "what larger corpora would cost", columns, reckoned_rows(costs(sparks))
    columns = ("what", "a further million characters", "exponent", "reached at, characters")
    yield "what would break first", columns, reached_rows(LIMITS, limited(sparks))


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
        row("what stays on the driver, of DuckDB's seconds of processors", _staying(ducks, sparks), 2),
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


def enough_cores(runs: Sequence[EngineRun]) -> str:
    """With how many cores the cluster takes no longer than the driver, in words."""
    cluster, driver, *_ = costs(runs)
    cores = cluster.a_character / driver.a_character
    return f"For further characters {cores:.1f} cores of a cluster need as long as the driver needs alone."


def limited(runs: Sequence[EngineRun]) -> dict[str, Grown]:
    """What has a limit, by the name that `LIMITS` gives it."""
    sizes = [run.characters for run in runs]
    return {own.what: own for own in (Grown("characters", "", sizes, sizes), *costs(runs))}


def _staying(ducks: Sequence[EngineRun], sparks: Sequence[EngineRun]) -> list[float]:
    """What no number of workers takes off the driver."""
    return [spark.driver_cpu_seconds / duck.cpu_seconds for duck, spark in zip(ducks, sparks, strict=True)]


def _alone(run: EngineRun) -> float:
    """Seconds in which Spark had nothing to do."""
    return run.seconds - run.on_cluster
