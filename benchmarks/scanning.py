"""How long a scan takes, and how much memory: whole processes, as a user starts them."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.whole_process import WholeRun, run_whole

#: Python runs a module of this name at its start.
_AT_START: Final = "sitecustomize.py"
_NO_RJIEBA: Final = "import sys\n\nsys.modules['rjieba'] = None\n"


def measure_scan(folder: Path, runs: int) -> None:
    """Prints the medians of fresh scans, of scans with their index, and of `lineage --help`."""
    with tempfile.TemporaryDirectory() as scratch:
        out, index = Path(scratch, "reports"), Path(scratch, "index.duckdb")
        command = ["scan", str(folder), "--out", str(out), "--index", str(index), "--quiet"]
        fresh = []
        for _ in range(runs):
            index.unlink(missing_ok=True)
            fresh.append(run(command))
        tell("scan, no index", fresh)
        tell("scan, with its index", [run(command) for _ in range(runs)])
    tell("--help", [run(["--help"]) for _ in range(runs)])


def run(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds, and peak megabytes of all its processes together."""
    done = run_lineage(arguments)
    return done.seconds, done.megabytes


def run_lineage(arguments: Sequence[str], *, without_rjieba: bool = False) -> WholeRun:
    """Runs a command of lineage to its end, as if rjieba were not installed where asked."""
    command = [sys.executable, "-m", "lineage", *arguments]
    if without_rjieba:
        with no_rjieba() as variables:
            done = run_whole(command, variables)
    else:
        done = run_whole(command)
    if done.status:
        sys.exit(f"lineage {' '.join(arguments)} failed:\n{done.complained}")
    return done


@contextmanager
def no_rjieba() -> Iterator[Mapping[str, str]]:
    """Variables with which Python, and every Python that it starts in turn, finds no rjieba while in the block."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, _AT_START).write_text(_NO_RJIEBA, encoding="utf-8")
        before = os.environ.get("PYTHONPATH")
        yield {"PYTHONPATH": os.pathsep.join((folder, before) if before else (folder,))}


def tell(what: str, measured: Sequence[tuple[float, float]]) -> None:
    """Prints the medians of seconds and megabytes."""
    seconds, megabytes = medians(measured)
    print(f"{what}: {seconds:.2f} s, {megabytes:.0f} MB (median of {len(measured)})")


def medians(measured: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of the seconds, and of the megabytes."""
    seconds, megabytes = (statistics.median(column) for column in zip(*measured, strict=True))
    return seconds, megabytes
