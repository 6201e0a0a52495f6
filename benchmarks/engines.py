"""One scan by one engine: whole process, stages, and what Spark was given to do.

Also whether two scans wrote the same.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.event_log import LOGGED, Work, covered, read_log
from benchmarks.scanning import run_lineage

DUCKDB: Final = "duckdb"
SPARK: Final = "spark"
#: Seconds between two looks at the size of a folder.
_EVERY: Final = 0.2
#: What differs from run to run, in run.json.
_RECORD, _VARIES = "run.json", "timing"


@dataclass(frozen=True, slots=True)
class EngineRun:
    """What a scan took.

    Attributes:
        engine: That ran it.
        seconds, megabytes: From start to end, and the most that all its processes held at one moment.
        driver_megabytes, java_megabytes, worker_megabytes, cpu_seconds, driver_cpu_seconds: See `WholeRun`.
        counts: What run.json counts, by name.
        stages: Seconds by stage.
        works: What Spark was given to do; nothing of DuckDB.
        storage: The most bytes that lay in the storage at one moment.
        index: Bytes of the index.
    """

    engine: str
    seconds: float
    megabytes: float
    driver_megabytes: float
    java_megabytes: float
    worker_megabytes: float
    cpu_seconds: float
    driver_cpu_seconds: float
    counts: Mapping[str, int]
    stages: Mapping[str, float]
    works: tuple[Work, ...]
    storage: int
    index: int

    @property
    def characters(self) -> int:
        """That were compared."""
        return self.counts["characters"]

    @property
    def on_cluster(self) -> float:
        """Seconds in which Spark had something to do."""
        return covered(span for work in self.works for span in work.spans)

    @property
    def cluster_cpu_seconds(self) -> float:
        """Of all processors, by what the command started."""
        return self.cpu_seconds - self.driver_cpu_seconds

    def of_works(self, told: Callable[[Work], float]) -> float:
        """The sum of a figure of all works."""
        return sum(map(told, self.works))


def run_engine(engine: str, folders: Sequence[Path], scratch: Path, options: Sequence[str] = ()) -> EngineRun:
    """A scan of these folders without an index.

    Args:
        engine: `DUCKDB` or `SPARK`.
        folders: The speeches.
        scratch: An empty folder; what the scan writes is left in `scratch/reports`.
        options: Further options of the command.
    """
    out, index, storage, log = (scratch / name for name in ("reports", "index.duckdb", "storage", "log"))
    for folder in (storage, log):
        folder.mkdir(parents=True)
    where = ["--out", str(out), "--index", str(index), "--quiet"]
    if engine == SPARK:
        settings = {**LOGGED, "spark.eventLog.dir": log.as_uri()}
        where += ["--engine", SPARK, "--storage", str(storage), *options]
        where += [part for name, value in settings.items() for part in ("--spark-conf", f"{name}={value}")]
    print(f"scanning {len(folders)} folders by {engine}", file=sys.stderr, flush=True)
    with largest_size(storage) as sizes:
        whole = run_lineage(["scan", *map(str, folders), *where])
    record = json.loads((out / "data" / _RECORD).read_bytes())
    return EngineRun(
        engine,
        *(whole.seconds, whole.megabytes, whole.driver_megabytes, whole.java_megabytes, whole.worker_megabytes),
        *(whole.cpu_seconds, whole.driver_cpu_seconds),
        record["counts"],
        record["timing"]["seconds"],
        tuple(work for path in sorted(log.iterdir()) for work in read_log(path)) if engine == SPARK else (),
        max(sizes),
        index.stat().st_size,
    )


@contextmanager
def largest_size(folder: Path) -> Iterator[list[int]]:
    """The bytes of all files below a folder, looked up from time to time while in the block."""
    done, sizes = threading.Event(), [0]

    def watch() -> None:
        while not done.wait(_EVERY):
            sizes.append(_size(folder))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield sizes
    finally:
        done.set()
        watcher.join()


def _size(folder: Path) -> int:
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it went just now
                total += Path(where, name).lstat().st_size
    return total


def differences(one: Path, other: Path) -> list[str]:
    """The files of two folders of data that are not the same byte for byte, the timing of the run left aside."""
    names = sorted({path.name for folder in (one, other) for path in folder.iterdir()})
    return [name for name in names if _said(one / name) != _said(other / name)]


def _said(path: Path) -> bytes | None:
    """The bytes of a file; None where it is not there."""
    if not path.is_file():
        return None
    if path.name != _RECORD:
        return path.read_bytes()
    record = {key: value for key, value in json.loads(path.read_bytes()).items() if key != _VARIES}
    return json.dumps(record).encode()
