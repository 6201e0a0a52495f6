"""What larger corpora would cost: measured figures carried on by the exponent with which they grew last.

A figure of size s is taken to be what was measured of the largest corpus, times (s / its size) to the power of the
exponent. The exponent is fitted to the last sizes alone, for start-up flattens what small corpora show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.speed import exponent
from benchmarks.tables import Rows

#: Sizes that are asked for, in characters.
ASKED: Final[Mapping[str, float]] = {"1 G": 1e9, "10 G": 1e10, "100 G": 1e11}
#: To so many of the largest corpora the exponent is fitted.
_LAST: Final = 3
_PREFIXES: Final = (("P", 1e15), ("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3))
_LENGTHS: Final = ((" years", 365.25 * 86400.0), (" days", 86400.0), (" hours", 3600.0), (" minutes", 60.0))
#: What grows with a smaller exponent does not grow.
_LEVEL: Final = 0.01


@dataclass(frozen=True, slots=True)
class Grown:
    """A figure that was measured of corpora of several sizes.

    Attributes:
        what: Its name.
        unit: `s`, `B`, or empty for a number of things.
        sizes: Characters of each corpus, ascending.
        values: The figure of each, above 0.
    """

    what: str
    unit: str
    sizes: Sequence[float]
    values: Sequence[float]

    @property
    def power(self) -> float:
        """The exponent of the last sizes; 0 where a figure is 0 or of one size alone, which says nothing of others."""
        return exponent(self.sizes[-_LAST:], self.values[-_LAST:]) or 0.0

    @property
    def a_character(self) -> float:
        """Of the largest corpus."""
        return self.values[-1] / self.sizes[-1]

    def at(self, size: float) -> float:
        """What a corpus of so many characters is reckoned to take."""
        return self.values[-1] * float((size / self.sizes[-1]) ** self.power)

    def reaches(self, limit: float) -> float:
        """Characters of the corpus that is reckoned to take as much as this; infinite where it does not grow."""
        if self.power < _LEVEL:
            return float("inf")
        return self.sizes[-1] * float((limit / self.values[-1]) ** (1 / self.power))


def reckoned_rows(figures: Sequence[Grown]) -> Rows:
    """One row for each figure: of a character, its exponent, and what the sizes asked for would take."""
    return [
        (
            figure.what,
            shown(figure.a_character * 1e6, figure.unit),
            f"{figure.power:.2f}",
            *(shown(figure.at(size), figure.unit) for size in ASKED.values()),
        )
        for figure in figures
    ]


def shown(value: float, unit: str) -> str:
    """Two digits and a unit that a reader can grasp: `3.1 hours`, `42 GB`, `1.2 G`."""
    if value == float("inf"):
        return "∞"
    value = float(f"{value:.2g}")
    scale = _LENGTHS if unit == "s" else [(f" {prefix}{unit}", factor) for prefix, factor in _PREFIXES]
    name, factor = next((step for step in scale if value >= step[1]), (f" {unit}", 1.0))
    return f"{float(f'{value / factor:.2g}'):g}{name}".rstrip()


@dataclass(frozen=True, slots=True)
class Limit:
    """More than this does not go.

    Attributes:
        what: In words.
        of: The name of the figure that is limited.
        most: The limit.
        unit: Of the limit.
    """

    what: str
    of: str
    most: float
    unit: str = ""


#: Where larger corpora end: what is refused (`lineage.detect.corpus`), and memory that machines are sold with.
LIMITS: Final = (
    Limit("characters compared, more of which are refused", "characters", 2**31 - 1),
    Limit("memory of a driver with 64 GB", "memory of the driver", 64e9, "B"),
    Limit("memory of a driver with 256 GB", "memory of the driver", 256e9, "B"),
    Limit("memory of a driver with 1 TB", "memory of the driver", 1e12, "B"),
)


def reached_rows(limits: Sequence[Limit], figures: Mapping[str, Grown]) -> Rows:
    """One row for each limit, the one that is reached first at the top."""
    reached = sorted((figures[limit.of].reaches(limit.most), limit.what, limit) for limit in limits)
    return [
        (
            limit.what,
            shown(limit.most, limit.unit),
            shown(figures[limit.of].a_character * 1e6, figures[limit.of].unit),
            f"{figures[limit.of].power:.2f}",
            shown(size, ""),
        )
        for size, _, limit in reached
    ]
