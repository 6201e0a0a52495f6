"""From the lines that the gold set's scorer prints to figures with their bars and floors.

The bars are those of the design; `floors.toml` says what is reached. What each figure means is told beside the scorer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.tables import plain

#: By name of the figure where it stands in a line. A share is `value`, or `hits` of `of`; `key` and `band` enter the
#: name.
_PATTERNS: Final = {
    "metadata": r"^metadata: (?P<hits>\d+)/(?P<of>\d+)",
    "formulae": r"^seeds formulae: (?P<hits>\d+)/(?P<of>\d+)",
    "fragments listed": r"fragments listed: (?P<value>\d+)",
    "family {key}": r"^family \w+: (?P<key>.+): (?P<hits>\d+) of (?P<of>\d+) speeches",
    "found@{key}": r"^found@(?P<key>\d+): (?P<value>[\d.]+)",
    "first attestation right": r"^first attestation right: (?P<hits>\d+)/(?P<of>\d+)",
    "fragments": r"^top \d+: fragments (?P<value>[\d.]+)",
    "repeats": r"^top \d+:.* repeats (?P<value>[\d.]+)",
    "furniture": r"^top \d+:.* furniture (?P<value>\d+)",
    "{key}, κ": r"^κ (?P<key>.+): (?P<value>[\d.]+) of (?P<of>\d+)",
    "{key}, AUC": r"^AUC (?P<key>.+): (?P<value>[\d.]+) of (?P<of>\d+)",
    "{key}, average precision": r"^average precision (?P<key>.+): (?P<value>[\d.]+) of (?P<of>\d+)",
    "top {key} defended by a reader": r"^a reader of the top (?P<key>\d+): defends (?P<hits>\d+)/(?P<of>\d+)",
    "fragments, to a reader": r"^a reader of the top \d+: fragments (?P<value>[\d.]+) of (?P<of>\d+)",
    "twins": r"^twins: (?P<hits>\d+)/(?P<of>\d+)",
    "others": r"^twins: .*others (?P<value>\d+)",
    "{key} {band}": r"^recall (?P<key>\w+) +(?P<band>\S+) +(?P<value>[\d.]+) \((?P<of>\d+)\)",
    "passages precision": r"^passages: precision (?P<value>[\d.]+) of (?P<of>\d+)",
}
#: Figures of which less is better: the bar and the floor are the most there may be.
_AT_MOST: Final = frozenset(
    {"fragments listed", "fragments", "fragments, to a reader", "repeats", "furniture", "others"}
)
_BARS: Final = {
    "metadata": 1,
    "formulae": 1,
    "fragments listed": 0,
    "family": 1,
    "found@1000": 0.6,
    "found@3000": 0.8,
    "first attestation right": 0.98,
    "fragments": 0.02,
    "fragments, to a reader": 0.02,
    "repeats": 0.02,
    "furniture": 0,
    "twins": 1,
    "others": 0,
    "exact all": 0.98,
    "marks all": 0.98,
    "script all": 0.97,
    "halves all": 0.9,
    "characters 12-20": 0.8,
    "characters 21+": 0.92,
    "words 12-20": 0.8,
    "words 21+": 0.92,
    "passages precision": 0.95,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes:
        name: As in `floors.toml`.
        value: A share, rounded to three digits, or a number of things that there should not be.
        shown: The same for a reader, with the number of cases.
        bar: What the design asks for; None where it asks for nothing.
        at_most: Whether less is better.
    """

    name: str
    value: float
    shown: str
    bar: float | None = None
    at_most: bool = False

    def reaches(self, limit: float | None) -> bool:
        """Whether it is as good as the limit, or there is none."""
        return limit is None or (self.value <= limit if self.at_most else self.value >= limit)

    def verdict(self, floor: float | None) -> str:
        """`ok`, `short` of the bar, or below its floor."""
        if not self.reaches(floor):
            return "BELOW ITS FLOOR"
        return ("ok" if self.reaches(self.bar) else "short") if self.bar is not None else ""

    def limit_shown(self, limit: float | None) -> str:
        """A bar or a floor of this figure as a reader wants it."""
        return "" if limit is None else f"{'≤' if self.at_most else '≥'} {plain(limit)}"


def read_figures(printed: str) -> Iterator[Figure]:
    """The figures that stand in what the scorer printed, in its order of lines."""
    for line in printed.splitlines():
        for name, pattern in _PATTERNS.items():
            if found := re.search(pattern, line):
                yield _figure(name, found.groupdict())


def _figure(name: str, groups: Mapping[str, str]) -> Figure:
    name = name.format_map(groups)
    bar = _BARS.get("family" if name.startswith("family ") else name)
    if "hits" in groups:
        hits, of = int(groups["hits"]), int(groups["of"])
        return Figure(name, round(hits / max(of, 1), 3), f"{hits} of {of}", bar)
    value = float(groups["value"])
    of_all = f" of {groups['of']}" if "of" in groups else ""
    shown = plain(value) if "." in groups["value"] else groups["value"]
    return Figure(name, value, shown + of_all, bar, name in _AT_MOST)


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors by section and name of the figure."""
    return {section: dict(floors) for section, floors in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def write_floors(path: Path, floors: Mapping[str, Mapping[str, float]]) -> None:
    """The floors, a line each, under the comment that opens the file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for section, own in floors.items():
        lines += ["", f'["{section}"]', *(f'"{name}" = {floor:.5g}' for name, floor in own.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def missing_figures(figures: Sequence[Figure], floors: Mapping[str, float]) -> list[str]:
    """Names that have a floor, but were not measured: the scorer's lines have changed, or it fell silent."""
    return sorted(floors.keys() - {figure.name for figure in figures})
