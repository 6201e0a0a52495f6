"""How long it takes to ask an index of one more speech, and to add it: whole processes, as a user starts them.

The speech is held out of the corpus: the Work Report of 2017 with the congress reports and resolutions, and the last
broadcast of five years of them.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.scanning import run, tell
from lineage.index import read_index

_REPORTS: Final = ("gwr", "cpc_congress", "npc_resolutions_on_gwr")
_REPORT: Final = "gwr/2017-*.txt"
_BROADCASTS: Final = "xwlb_2012_2016.tar.gz"


def measure_growth(testdata: Path, runs: int, only: Sequence[str]) -> None:
    """Prints the medians of query and add, and the bytes of the index for each character."""
    corpora = {"reports": _reports, "broadcasts": _broadcasts}
    for name in only or tuple(corpora):
        with corpora[name](testdata / "corpora") as (folders, speech):
            print(f"{name}: {speech.name} against the others")
            _measure(folders, speech, runs)


def _measure(folders: Sequence[Path], speech: Path, runs: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        out, index, kept = Path(scratch, "reports"), Path(scratch, "a.duckdb"), Path(scratch, "kept.duckdb")
        where = ["--out", str(out), "--index", str(index), "--quiet"]
        tell("scan, no index", [run(["scan", *map(str, folders), *where])])
        characters = _characters(index)
        size = index.stat().st_size
        print(f"index: {size / characters:.1f} bytes a character ({size / 1e6:.1f} MB, {characters:,} characters)")
        index.rename(kept)
        shutil.copy(kept, index)
        tell("query", [run(["query", str(speech), *where]) for _ in range(runs)])
        tell("add --dry-run", [run(["add", str(speech), "--dry-run", *where]) for _ in range(runs)])
        for options in ([], ["--no-report"]):
            added = []
            for _ in range(runs):
                shutil.copy(kept, index)
                added.append(run(["add", str(speech), *options, *where]))
            tell(" ".join(["add", *options]), added)


def _characters(index: Path) -> int:
    stored = read_index(index)
    return sum(len(own.canonical.text) for _, own in stored.readings.values()) if stored else 0


@contextmanager
def _reports(corpora: Path) -> Iterator[tuple[list[Path], Path]]:
    with tempfile.TemporaryDirectory() as scratch:
        for name in _REPORTS:
            shutil.copytree(corpora / name, Path(scratch, name))
        yield [Path(scratch, name) for name in _REPORTS], _held_out(Path(scratch), _REPORT)


@contextmanager
def _broadcasts(corpora: Path) -> Iterator[tuple[list[Path], Path]]:
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(corpora / _BROADCASTS) as archive:
            archive.extractall(Path(scratch, "broadcasts"), filter="data")
        yield [Path(scratch, "broadcasts")], _held_out(Path(scratch), "broadcasts/**/*.txt")


def _held_out(folder: Path, pattern: str) -> Path:
    speech = sorted(folder.glob(pattern))[-1]
    return speech.rename(folder / speech.name)
