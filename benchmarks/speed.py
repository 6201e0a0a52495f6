"""Every bar of speed and memory: whole processes, medians of several runs, each ratio taken side by side in one go.

Memory is that of all processes of a command together (`whole_process`). What the peers are asked to do is told in
`peers`, how text is made larger in `enlarging`; query and add are measured in `growing`, detection in `detection`. The
figures that have a bar (`bars`) stand once more in a table with their verdicts.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import psutil

from benchmarks import bars
from benchmarks.bars import Bar, gigabytes, print_bars
from benchmarks.detection import measure_detection
from benchmarks.enlarging import real_broadcasts, write_copies
from benchmarks.growing import measure_growth
from benchmarks.peers import measure_peers, write_texts
from benchmarks.scanning import medians, run_lineage
from benchmarks.tables import print_table
from benchmarks.whole_process import lies_in_memory

#: Copies of 1.4 million characters, up to 45 million.
_COPIES: Final = (1, 2, 4, 8, 16, 32)
_LIMIT: Final = f"{bars.LIMIT.limit:g}GB"
_ARCHIVE: Final = "xwlb_2012_2016.tar.gz"
_OURS, _WITHOUT = "lineage scan", "lineage scan, without rjieba"
_QHCHINA: Final = "qhchina"
_PEERS: Final = (_QHCHINA, "text-dedup", "jieba", "rjieba")
PARTS: Final = ("reports", "detection", "broadcasts", "growth", "limit")


class Scan(NamedTuple):
    """What a scan took as a whole and by stage (memory: the peak until its end), or medians of several scans.

    Attributes:
        characters: That it compared.
        seconds, megabytes, own_megabytes: See `WholeRun`.
        stage_seconds, stage_megabytes: By name of the stage.
    """

    characters: int
    seconds: float
    megabytes: float
    own_megabytes: float
    stage_seconds: dict[str, float]
    stage_megabytes: dict[str, float]


def measure_speed(testdata: Path, runs: int, only: Sequence[str], peers: Path | None, *, markdown: bool) -> None:
    """Prints the tables of the chosen parts, some of `PARTS`; of all where none is chosen."""
    if "limit" in (only or PARTS):
        _refuse_memory_for_disk()
    print(f"{machine()}\n")
    corpora = testdata / "corpora"
    for part in only or PARTS:
        if part == "reports":
            _reports(corpora / "gwr", runs, peers, markdown=markdown)
        elif part == "detection":
            for segmenter in ("rjieba", "jieba"):
                measure_detection(corpora / "gwr", runs, segmenter, markdown=markdown)
        elif part == "broadcasts":
            measure_growth(testdata, runs, ["broadcasts"], markdown=markdown)
        elif part == "growth":
            _growth(corpora / _ARCHIVE, runs, markdown=markdown)
        elif part == "limit":
            _limit(corpora / _ARCHIVE, runs, markdown=markdown)
        print()


def machine() -> str:
    """What figures were taken on."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _refuse_memory_for_disk() -> None:
    """Ends here where what bounded memory cannot hold would go to memory again."""
    scratch = Path(tempfile.gettempdir())
    if lies_in_memory(scratch):
        sys.exit(f"{scratch}: lies in memory, where no bound can be measured; name a folder on a disk by TMPDIR")


def _reports(folder: Path, runs: int, peers: Path | None, *, markdown: bool) -> None:
    """The Work Reports: scans with and without rjieba, and the peers, by turns."""
    taken: dict[str, list[tuple[float, float]]] = {}
    told: dict[str, tuple[str, str]] = {}
    with tempfile.TemporaryDirectory() as texts:
        write_texts(folder, Path(texts))
        for _ in range(runs):
            for name in (_OURS, _WITHOUT):
                own = _fresh_scan([folder], without_rjieba=name == _WITHOUT)
                taken.setdefault(name, []).append((own.seconds, own.megabytes))
            for figure in measure_peers(Path(texts), _PEERS, 1, environment=peers):
                told[figure.name] = figure.found, figure.note
                if figure.seconds is not None and figure.megabytes is not None:
                    taken.setdefault(figure.name, []).append((figure.seconds, figure.megabytes))
    middle = {name: medians(own) for name, own in taken.items()}
    ours = middle[_OURS]
    rows = []
    for name in dict.fromkeys([*middle, *told]):
        seconds, megabytes = middle.get(name, (np.nan, np.nan))
        times = (f"{seconds / ours[0]:.1f}", f"{megabytes / ours[1]:.1f}")
        rows.append((name, f"{seconds:.2f}", f"{megabytes:,.0f}", *times, *told.get(name, ("", ""))))
    columns = ("what", "seconds", "MB", "times the seconds", "times the MB", "found", "asked")
    print_table(f"{folder.name}, whole processes, medians of {runs}", columns, rows, markdown=markdown)
    print()
    print_bars(_reports_against_bars(middle), markdown=markdown)


def _reports_against_bars(middle: Mapping[str, tuple[float, float]]) -> dict[Bar, float | None]:
    """The bars of the Work Reports and what was reached; None where qhchina could not be run."""
    (seconds, megabytes), theirs = middle[_OURS], middle.get(_QHCHINA)
    return {
        bars.SCAN: seconds,
        bars.SCAN_WITHOUT_RJIEBA: middle[_WITHOUT][0],
        bars.FASTER: theirs and theirs[0] / seconds,
        bars.LEANER: theirs and theirs[1] / megabytes,
    }


def _growth(archive: Path, runs: int, *, markdown: bool) -> None:
    """The same speeches in other words again and again: seconds and memory by characters, and the exponents."""
    with _copies(archive) as folders:
        turns = [[_fresh_scan(folders[:count]) for count in _COPIES] for _ in range(runs)]
    scans = [middle_scan(own) for own in zip(*turns, strict=True)]
    sizes = [scan.characters for scan in scans]
    seconds = [scan.seconds for scan in scans]

    def row(name: str, values: Sequence[float], digits: int) -> tuple[str, ...]:
        return (name, *(f"{value:,.{digits}f}" for value in values), _told(exponent(sizes, values)))

    stages = dict.fromkeys(stage for scan in scans for stage in scan.stage_seconds)
    rows = [
        row("seconds", seconds, 1),
        ("exponent of each doubling, seconds", "", *map(_told, doublings(sizes, seconds)), ""),
        row("MB", [scan.megabytes for scan in scans], 0),
        (),
        *(row(f"{stage}, seconds", [scan.stage_seconds.get(stage, 0.0) for scan in scans], 2) for stage in stages),
        (),
        *(
            row(f"peak MB after {stage}", [scan.stage_megabytes.get(stage, 0.0) for scan in scans], 0)
            for stage in stages
        ),
    ]
    columns = ("what", *(f"{scan.characters / 1e6:.1f} M" for scan in scans), "exponent")
    print_table(f"growth by characters compared, medians of {runs}", columns, rows, markdown=markdown)
    print()
    fitted = {bars.GROWTH: exponent(sizes, seconds), bars.LAST_DOUBLING: doublings(sizes, seconds)[-1]}
    print_bars(fitted, markdown=markdown)


def _limit(archive: Path, runs: int, *, markdown: bool) -> None:
    """The largest of these corpora within bounded memory: without an index, and again with the one that is left."""
    bounded = ["--memory-limit", _LIMIT]
    turns = []
    with _copies(archive) as folders:
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as scratch:
                turns.append([_scan(folders, Path(scratch), bounded) for _ in range(2)])
    first, again = (middle_scan(own) for own in zip(*turns, strict=True))

    def row(name: str, told: Callable[[Scan], str]) -> tuple[str, ...]:
        return name, told(first), told(again)

    rows = [
        row("characters compared", lambda scan: f"{scan.characters:,}"),
        row("seconds", lambda scan: f"{scan.seconds:.1f}"),
        row("peak MB", lambda scan: f"{scan.megabytes:,.0f}"),
        row("peak MB, without what is mapped from files", lambda scan: f"{scan.own_megabytes:,.0f}"),
    ]
    columns = ("what", "no index", "with its index")
    print_table(f"a scan with --memory-limit {_LIMIT}, medians of {runs}", columns, rows, markdown=markdown)
    print()
    own = {bars.LIMIT: gigabytes(first.own_megabytes), bars.LIMIT_AGAIN: gigabytes(again.own_megabytes)}
    print_bars(own, markdown=markdown)


@contextmanager
def _copies(archive: Path) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as scratch:
        speeches = real_broadcasts(archive, Path(scratch, "real"))
        yield write_copies(speeches, Path(scratch, "copies"), _COPIES[-1])


def _fresh_scan(folders: Sequence[Path], *, without_rjieba: bool = False) -> Scan:
    """A scan of these folders without an index."""
    with tempfile.TemporaryDirectory() as scratch:
        return _scan(folders, Path(scratch), without_rjieba=without_rjieba)


def _scan(folders: Sequence[Path], scratch: Path, options: Sequence[str] = (), *, without_rjieba: bool = False) -> Scan:
    """A scan of these folders, with the index that an earlier one left in the scratch folder, if any."""
    out, index = scratch / "reports", scratch / "index.duckdb"
    where = ["--out", str(out), "--index", str(index), "--quiet", *options]
    print(f"scanning {len(folders)} folders", file=sys.stderr, flush=True)
    whole = run_lineage(["scan", *map(str, folders), *where], without_rjieba=without_rjieba)
    record = json.loads((out / "data" / "run.json").read_bytes())
    held = whole.seconds, whole.megabytes, whole.own_megabytes
    timing = record["timing"]
    return Scan(record["counts"]["characters"], *held, timing["seconds"], timing["peak_megabytes"])


def middle_scan(scans: Sequence[Scan]) -> Scan:
    """The median of each figure of several scans of the same folders; a stage that a scan leaves out takes nothing."""

    def middle(told: Callable[[Scan], float]) -> float:
        return statistics.median(map(told, scans))

    def by_stage(taken: Sequence[Mapping[str, float]]) -> dict[str, float]:
        stages = dict.fromkeys(stage for own in taken for stage in own)
        return {stage: statistics.median(own.get(stage, 0.0) for own in taken) for stage in stages}

    return Scan(
        scans[0].characters,
        middle(lambda scan: scan.seconds),
        middle(lambda scan: scan.megabytes),
        middle(lambda scan: scan.own_megabytes),
        by_stage([scan.stage_seconds for scan in scans]),
        by_stage([scan.stage_megabytes for scan in scans]),
    )


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float | None:
    """The slope of the values over the sizes, both as logarithms, by least squares.

    None where some took no time, or there is one size alone.
    """
    if min(values) <= 0 or len(values) == 1:
        return None
    slope, _ = np.polyfit(np.log(sizes), np.log(values), 1)
    return float(slope)


def doublings(sizes: Sequence[float], values: Sequence[float]) -> list[float | None]:
    """The exponent from each size to the next.

    Start-up weighs on the small sizes and flattens the slope over all: the last is what larger corpora must expect.
    """
    return [exponent(*own) for own in zip(pairwise(sizes), pairwise(values), strict=True)]


def _told(slope: float | None) -> str:
    return "" if slope is None else f"{slope:.2f}"
