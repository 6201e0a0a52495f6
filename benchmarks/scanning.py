"""How long a scan takes, and how much memory: whole processes, as a user starts them."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.whole_process import WholeRun, run_whole

_WITHOUT_RJIEBA: Final = "import sys; sys.modules['rjieba'] = None; from lineage.cli.app import main; main()"


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
    command = ["-c", _WITHOUT_RJIEBA] if without_rjieba else ["-m", "lineage"]
    done = run_whole([sys.executable, *command, *arguments])
    if done.status:
        sys.exit(f"lineage {' '.join(arguments)} failed:\n{done.complained}")
    return done


def tell(what: str, measured: Sequence[tuple[float, float]]) -> None:
    """Prints the medians of seconds and megabytes."""
    seconds, megabytes = (statistics.median(column) for column in zip(*measured, strict=True))
    print(f"{what}: {seconds:.2f} s, {megabytes:.0f} MB (median of {len(measured)})")
