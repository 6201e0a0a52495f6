"""Every bar of speed and memory: whole processes, medians of several runs, each ratio taken side by side in one go.

Memory is that of all processes of a command together (`whole_process`). What the peers are asked to do is told in
`peers`, how text is made larger in `enlarging`; query and add are measured in `growing`, detection in `detection`.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import psutil

from benchmarks.detection import measure_detection
from benchmarks.enlarging import real_broadcasts, write_copies
from benchmarks.growing import measure_growth
from benchmarks.peers import measure_peers, write_texts
from benchmarks.scanning import run_lineage
from benchmarks.tables import print_table
from benchmarks.whole_process import WholeRun

#: Copies of 1.4 million characters, up to 45 million.
_COPIES: Final = (1, 2, 4, 8, 16, 32)
_LIMIT: Final = "2GB"
_ARCHIVE: Final = "xwlb_2012_2016.tar.gz"
_OURS, _WITHOUT = "lineage scan", "lineage scan, without rjieba"
_PEERS: Final = ("qhchina", "text-dedup", "jieba", "rjieba")
PARTS: Final = ("reports", "detection", "broadcasts", "growth", "limit")


@dataclass(frozen=True, slots=True)
class _Scan:
    """What a scan took, the characters that it compared, and seconds and peak memory by stage."""

    whole: WholeRun
    characters: int
    seconds: dict[str, float]
    megabytes: dict[str, float]


def measure_speed(testdata: Path, runs: int, only: Sequence[str], peers: Path | None, *, markdown: bool) -> None:
    """Prints the tables of the chosen parts; all where none is chosen."""
    print(f"{_machine()}\n")
    corpora = testdata / "corpora"
    for part in only or PARTS:
        if part == "reports":
            _reports(corpora / "gwr", runs, peers, markdown=markdown)
        elif part == "detection":
            for segmenter in ("rjieba", "jieba"):
                measure_detection(corpora / "gwr", runs, segmenter, markdown=markdown)
        elif part == "broadcasts":
            measure_growth(testdata, runs, ["broadcasts"])
        elif part == "growth":
            _growth(corpora / _ARCHIVE, markdown=markdown)
        elif part == "limit":
            _limit(corpora / _ARCHIVE, markdown=markdown)
        else:
            sys.exit(f"{part}: is none of {', '.join(PARTS)}")
        print()


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _reports(folder: Path, runs: int, peers: Path | None, *, markdown: bool) -> None:
    """The Work Reports: scans with and without rjieba, and the peers, by turns."""
    taken: dict[str, list[tuple[float, float]]] = {}
    told: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as texts:
        write_texts(folder, Path(texts))
        for _ in range(runs):
            for name in (_OURS, _WITHOUT):
                whole = _scan([folder], without_rjieba=name == _WITHOUT).whole
                taken.setdefault(name, []).append((whole.seconds, whole.megabytes))
            for figure in measure_peers(Path(texts), _PEERS, 1, environment=peers):
                told[figure.name] = figure.found or figure.note
                if figure.seconds is not None and figure.megabytes is not None:
                    taken.setdefault(figure.name, []).append((figure.seconds, figure.megabytes))
    medians = {name: tuple(map(statistics.median, zip(*own, strict=True))) for name, own in taken.items()}
    rows = []
    for name in dict.fromkeys([*medians, *told]):
        own = medians.get(name, (np.nan, np.nan))
        times = (own[0] / medians[_OURS][0], own[1] / medians[_OURS][1])
        rows.append((name, f"{own[0]:.2f}", f"{own[1]:,.0f}", *(f"{ratio:.1f}" for ratio in times), told.get(name, "")))
    columns = ("what", "seconds", "MB", "times the seconds", "times the MB", "found")
    print_table(f"{folder.name}, whole processes, medians of {runs}", columns, rows, markdown=markdown)


def _growth(archive: Path, *, markdown: bool) -> None:
    """The same speeches in other words again and again: seconds and memory by characters, and the exponent."""
    with _copies(archive) as folders:
        scans = [_scan(folders[:count]) for count in _COPIES]

    sizes = [scan.characters for scan in scans]

    def row(name: str, values: Sequence[float], digits: int) -> tuple[str, ...]:
        return (
            name,
            *(f"{value:,.{digits}f}" for value in values),
            exponent(sizes, values),
        )

    stages = dict.fromkeys(stage for scan in scans for stage in scan.seconds)
    rows = [
        row("seconds", [scan.whole.seconds for scan in scans], 1),
        row("MB", [scan.whole.megabytes for scan in scans], 0),
        (),
        *(row(f"{stage}, seconds", [scan.seconds.get(stage, 0.0) for scan in scans], 2) for stage in stages),
        (),
        *(row(f"peak MB after {stage}", [scan.megabytes.get(stage, 0.0) for scan in scans], 0) for stage in stages),
    ]
    columns = ("what", *(f"{scan.characters / 1e6:.1f} M" for scan in scans), "exponent")
    print_table("growth by characters compared, one run each", columns, rows, markdown=markdown)


def _limit(archive: Path, *, markdown: bool) -> None:
    """The largest of these corpora within bounded memory."""
    with _copies(archive) as folders:
        scan = _scan(folders[: _COPIES[-1]], options=["--memory-limit", _LIMIT])
    rows = [
        ("characters compared", f"{scan.characters:,}"),
        ("seconds", f"{scan.whole.seconds:.1f}"),
        ("peak MB", f"{scan.whole.megabytes:,.0f}"),
        ("peak MB, without what is mapped from files", f"{scan.whole.own_megabytes:,.0f}"),
    ]
    print_table(f"a scan with --memory-limit {_LIMIT}, one run", ("what", "figure"), rows, markdown=markdown)


@contextmanager
def _copies(archive: Path) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as scratch:
        speeches = real_broadcasts(archive, Path(scratch, "real"))
        yield write_copies(speeches, Path(scratch, "copies"), _COPIES[-1])


def _scan(folders: Sequence[Path], *, options: Sequence[str] = (), without_rjieba: bool = False) -> _Scan:
    """A scan of these folders without an index."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "reports")
        where = ["--out", str(out), "--index", str(Path(scratch, "index.duckdb")), "--quiet", *options]
        print(f"scanning {len(folders)} folders", file=sys.stderr, flush=True)
        whole = run_lineage(["scan", *map(str, folders), *where], without_rjieba=without_rjieba)
        record = json.loads((out / "data" / "run.json").read_bytes())
    timing = record["timing"]
    return _Scan(whole, record["counts"]["characters"], timing["seconds"], timing["peak_megabytes"])


def exponent(sizes: Sequence[float], values: Sequence[float]) -> str:
    """The slope of the values over the sizes, both as logarithms, by least squares; empty where some took no time."""
    if min(values) <= 0:
        return ""
    slope, _ = np.polyfit(np.log(sizes), np.log(values), 1)
    return f"{slope:.2f}"
