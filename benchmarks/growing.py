"""How long it takes to ask an index of one more speech, and to add it: whole processes, as a user starts them.

The speech is held out of the corpus: the Work Report of 2017 with the congress reports and resolutions, and the last
broadcast of five years of them.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from benchmarks import bars
from benchmarks.bars import Bar, gigabytes, print_bars
from benchmarks.scanning import medians, run
from benchmarks.tables import print_table
from lineage.index import read_index

_REPORTS: Final = ("gwr", "cpc_congress", "npc_resolutions_on_gwr")
_REPORT: Final = "gwr/2017-*.txt"
_BROADCASTS: Final = "xwlb_2012_2016.tar.gz"
#: Commands that have a bar.
_SCAN, _QUERY, _ADD = "scan, no index", "query", "add --no-report"
#: Folders, and a speech held out of them.
_HeldOut = tuple[list[Path], Path]


def measure_growth(testdata: Path, runs: int, only: Sequence[str], *, markdown: bool = False) -> None:
    """Prints the medians of scan, query and add, the bytes of the index for each character, and the bars' verdicts.

    Args:
        testdata: Folder that holds `corpora/`.
        runs: How often each command is run.
        only: Some of `CORPORA`; all where none is chosen.
        markdown: Whether the tables are for the documents.
    """
    for name in only or CORPORA:
        with _CORPORA[name](testdata / "corpora") as (folders, speech):
            print(f"{name}: {speech.name} against the others")
            taken = _measure(folders, speech, runs)
        rows = [(what, f"{seconds:.2f}", f"{megabytes:,.0f}") for what, (seconds, megabytes) in taken.items()]
        print_table(f"medians of {runs}", ("command", "seconds", "MB"), rows, markdown=markdown)
        if name == "broadcasts":
            print_bars(_against_bars(taken), markdown=markdown)


def _against_bars(taken: Mapping[str, tuple[float, float]]) -> dict[Bar, float | None]:
    """The figures of the broadcasts that have a bar."""
    seconds, megabytes = taken[_SCAN]
    return {
        bars.BROADCASTS: seconds,
        bars.BROADCASTS_MEMORY: gigabytes(megabytes),
        bars.QUERY: taken[_QUERY][0],
        bars.ADD: taken[_ADD][0],
    }


def _measure(folders: Sequence[Path], speech: Path, runs: int) -> dict[str, tuple[float, float]]:
    """Medians of seconds and megabytes by command; tells the size of the index."""
    taken: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        out, index, kept = Path(scratch, "reports"), Path(scratch, "a.duckdb"), Path(scratch, "kept.duckdb")
        where = ["--out", str(out), "--index", str(index), "--quiet"]
        scans = []
        for _ in range(runs):
            index.unlink(missing_ok=True)
            shutil.rmtree(out, ignore_errors=True)
            scans.append(run(["scan", *map(str, folders), *where]))
        taken[_SCAN] = medians(scans)
        characters = _characters(index)
        size = index.stat().st_size
        print(f"index: {size / characters:.1f} bytes a character ({size / 1e6:.1f} MB, {characters:,} characters)")
        index.rename(kept)
        shutil.copy(kept, index)
        for told in (_QUERY, "add --dry-run"):
            asked = [*told.split(), str(speech), *where]
            taken[told] = medians([run(asked) for _ in range(runs)])
        for told in ("add", _ADD):
            added = []
            for _ in range(runs):
                shutil.copy(kept, index)
                added.append(run([*told.split(), str(speech), *where]))
            taken[told] = medians(added)
    return taken


def _characters(index: Path) -> int:
    stored = read_index(index)
    return sum(len(own.canonical.text) for _, own in stored.readings.values()) if stored else 0


@contextmanager
def _reports(corpora: Path) -> Iterator[_HeldOut]:
    with tempfile.TemporaryDirectory() as scratch:
        for name in _REPORTS:
            shutil.copytree(corpora / name, Path(scratch, name))
        yield [Path(scratch, name) for name in _REPORTS], _held_out(Path(scratch), _REPORT)


@contextmanager
def _broadcasts(corpora: Path) -> Iterator[_HeldOut]:
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(corpora / _BROADCASTS) as archive:
            archive.extractall(Path(scratch, "broadcasts"), filter="data")
        yield [Path(scratch, "broadcasts")], _held_out(Path(scratch), "broadcasts/**/*.txt")


def _held_out(folder: Path, pattern: str) -> Path:
    speech = sorted(folder.glob(pattern))[-1]
    return speech.rename(folder / speech.name)


_CORPORA: Final[Mapping[str, Callable[[Path], AbstractContextManager[_HeldOut]]]] = {
    "reports": _reports,
    "broadcasts": _broadcasts,
}
#: The names of all corpora.
CORPORA: Final = tuple(_CORPORA)
