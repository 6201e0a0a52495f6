"""How long a scan takes, and how much memory: whole processes, as a user starts them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path


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
    """Seconds, and peak megabytes of the process itself."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "lineage", *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"lineage {' '.join(arguments)} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def tell(what: str, measured: Sequence[tuple[float, float]]) -> None:
    """Prints the medians of seconds and megabytes."""
    seconds, megabytes = (statistics.median(column) for column in zip(*measured, strict=True))
    print(f"{what}: {seconds:.2f} s, {megabytes:.0f} MB (median of {len(measured)})")
