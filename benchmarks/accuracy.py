"""Every accuracy figure that has a bar, from fresh scans, as the gold set's own scorer computes it.

The scorer and the writer of planted corpora are frozen, stand beside the development corpora, and run as they are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fitting import agreement_lines, judged_lines
from benchmarks.planting import plant
from benchmarks.reading import reading_lines
from benchmarks.score_lines import Figure, missing_figures, read_figures, read_floors, write_floors
from benchmarks.tables import print_table
from lineage import scan

_FLOORS = Path(__file__).with_name("floors.toml")
_TWINS = ("gwr", "gwr_hprc", "npc_resolutions_on_gwr")
_PLANTED_SEEDS = (1, 2)

#: Sections of figures, each with what the scorer printed.
Printed = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Moving:
    """Whether floors move to what is reached: upwards, downwards; without a word neither."""

    rise: bool = False
    lower: bool = False

    def moves(self, figure: Figure, floor: float | None) -> bool:
        """Whether the floor of this figure moves to it."""
        return self.rise if figure.reaches(floor) else self.lower


def measure_accuracy(
    testdata: Path, only: Sequence[str], moving: Moving, *, verbose: bool = False, markdown: bool = False
) -> int:
    """Prints the table; 1 if a figure fell below its floor, 2 if a group is unknown.

    Args:
        testdata: Folder that holds corpora/, gold/ and seeds/.
        only: Names of groups; all, where empty.
        moving: Whether floors move to what was measured.
        verbose: Print what the scorer printed, too.
        markdown: Print the table as the documents have it.
    """
    if unknown := set(only) - _GROUPS.keys():
        print(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(_GROUPS)}", file=sys.stderr)
        return 2
    floors = read_floors(_FLOORS)
    rows: list[tuple[str, ...]] = []
    fallen: list[str] = []
    for section, printed in _sections(testdata, only or tuple(_GROUPS)):
        if verbose:
            print(f"[{section}]\n{printed}", flush=True)
        own, figures = floors.setdefault(section, {}), list(read_figures(printed))
        rows += [(), *_rows(section, figures, own)]
        fallen += [f"{section}: {name}" for name in _fallen(figures, own)]
        own |= {figure.name: figure.value for figure in figures if moving.moves(figure, own.get(figure.name))}
    print_table("accuracy", ("what", "bar", "measured", "floor", ""), rows[1:], markdown=markdown)
    if moving.rise or moving.lower:
        write_floors(_FLOORS, floors)
    if fallen:
        print("FLOORS LOWERED:" if moving.lower else "BELOW THE FLOOR:", *fallen, sep="\n  ")
    return 1 if fallen and not moving.lower else 0


def _sections(testdata: Path, groups: Sequence[str]) -> Printed:
    """The sections of these groups, each group scanned in a folder of its own."""
    for group in groups:
        with tempfile.TemporaryDirectory() as scratch:
            yield from _GROUPS[group](testdata, Path(scratch))


def _rows(section: str, figures: Sequence[Figure], floors: dict[str, float]) -> Iterator[tuple[str, ...]]:
    """A row a figure, under the name of the section."""
    yield section, "", "", "", ""
    for figure in figures:
        floor = floors.get(figure.name)
        limits = figure.limit_shown(figure.bar), figure.limit_shown(floor)
        yield f"  {figure.name}", limits[0], figure.shown, limits[1], figure.verdict(floor)


def _fallen(figures: Sequence[Figure], floors: dict[str, float]) -> list[str]:
    """Names of the figures that fell, or that a floor waits for."""
    below = [figure.name for figure in figures if not figure.reaches(floors.get(figure.name))]
    return below + [f"{name} (not measured)" for name in missing_figures(figures, floors)]


def _seeds(testdata: Path, scratch: Path) -> Printed:
    data = _scan([testdata / "seeds"], scratch)
    yield "seeds", _score(testdata, "metadata", data) + _score(testdata, "seeds", data)


def _reports(testdata: Path, scratch: Path) -> Printed:
    data = _scan([testdata / "corpora" / "gwr"], scratch)
    printed = _score(testdata, "tifa", data) + _score(testdata, "labels", data)
    yield "Work Reports", printed + "\n".join(reading_lines(data))


def _labelled(testdata: Path, _scratch: Path) -> Printed:
    """What the weights do on labelled candidates; no scan is needed."""
    yield "labelled candidates", "\n".join([*agreement_lines(), *judged_lines(testdata)])


def _twins(testdata: Path, scratch: Path) -> Printed:
    """Several folders given to one scan lie as in one: each speech is named by its folder."""
    data = _scan([testdata / "corpora" / name for name in _TWINS], scratch)
    yield "twins", _score(testdata, "twins", data)


def _planted(testdata: Path, scratch: Path) -> Printed:
    for seed in _PLANTED_SEEDS:
        corpus = plant(testdata, scratch / f"planted{seed}", seed)
        data = _scan([corpus / "speeches"], scratch / f"scan{seed}")
        yield f"planted, seed {seed}", _score(testdata, "planted", data, str(corpus / "truth.csv"))


_GROUPS: dict[str, Callable[[Path, Path], Printed]] = {
    "seeds": _seeds,
    "reports": _reports,
    "score": _labelled,
    "twins": _twins,
    "planted": _planted,
}


def _scan(paths: Sequence[Path], scratch: Path) -> Path:
    """The data files of a fresh scan with an index of its own."""
    print(f"scanning {', '.join(path.name for path in paths)}", file=sys.stderr, flush=True)
    scratch.mkdir(exist_ok=True)
    scan(paths, out=scratch / "reports", index=scratch / "index.duckdb")
    return scratch / "reports" / "data"


def _score(testdata: Path, figure: str, data: Path, *further: str) -> str:
    """What the frozen scorer prints."""
    command = [sys.executable, "-X", "utf8", str(testdata / "gold" / "score.py"), figure, str(data), *further]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
