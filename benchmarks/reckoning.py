"""What larger corpora would cost, reckoned from what corpora of several sizes took.

A start-up weighs on small corpora: what a corpus takes, divided by its size, would say too much of larger ones, and an
exponent fitted to all sizes too little. So a figure of size s is what was measured of the largest corpus, and for
every further character what the further characters of the largest corpus took beyond the second largest. Whether these
took more than those before is told by an exponent: where it is above 1, the figure is too low.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.tables import Rows

#: Sizes that are asked for, in characters.
ASKED: Final[Mapping[str, float]] = {"1 G": 1e9, "10 G": 1e10, "100 G": 1e11}
#: Sizes from which an exponent can be told.
_NEEDED: Final = 3
_PREFIXES: Final = (("P", 1e15), ("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3))
_LENGTHS: Final = ((" years", 365.25 * 86400.0), (" days", 86400.0), (" hours", 3600.0), (" minutes", 60.0))


@dataclass(frozen=True, slots=True)
class Grown:
    """A figure that was measured of corpora of several sizes.

    Attributes:
        what: Its name.
        unit: `s`, `B`, or empty for a number of things.
        sizes: Characters of each corpus, ascending.
        values: The figure of each.
    """

    what: str
    unit: str
    sizes: Sequence[float]
    values: Sequence[float]

    @property
    def a_character(self) -> float:
        """What each character took that the largest corpus has beyond the second largest."""
        return (self.values[-1] - self.values[-2]) / (self.sizes[-1] - self.sizes[-2])

    @property
    def power(self) -> float | None:
        """How what further characters take grows with their number: 1 in proportion; None where it did not grow."""
        if len(self.sizes) < _NEEDED:
            return None
        (earlier, later), (fewer, more) = (
            (column[-2] - column[-3], column[-1] - column[-2]) for column in (self.values, self.sizes)
        )
        if min(earlier, later) <= 0 or fewer == more:
            return None
        return math.log(later / earlier) / math.log(more / fewer)

    def at(self, size: float) -> float:
        """What a corpus of so many characters is reckoned to take."""
        return self.values[-1] + self.a_character * (size - self.sizes[-1])

    def reaches(self, limit: float) -> float:
        """Characters of the corpus that is reckoned to take as much as this; infinite where it does not grow."""
        if self.a_character <= 0:
            return float("inf")
        return self.sizes[-1] + (limit - self.values[-1]) / self.a_character


def reckoned_rows(figures: Sequence[Grown]) -> Rows:
    """One row for each figure: what further characters take, the exponent, and what the sizes asked for would take."""
    return [
        (
            figure.what,
            shown(figure.a_character * 1e6, figure.unit),
            _told(figure.power),
            *(shown(figure.at(size), figure.unit) for size in ASKED.values()),
        )
        for figure in figures
    ]


def _told(power: float | None) -> str:
    return "" if power is None else f"{power:.2f}"


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
        most: The limit, in the unit of the figure.
    """

    what: str
    of: str
    most: float


#: Where larger corpora end: what is refused (`lineage.detect.corpus`), and memory that machines are sold with.
LIMITS: Final = (
    Limit("characters compared: more than 2,147,483,647 are refused", "characters", 2**31 - 1),
    Limit("memory of a driver with 64 GB", "memory of the driver", 64e9),
    Limit("memory of a driver with 256 GB", "memory of the driver", 256e9),
    Limit("memory of a driver with 1 TB", "memory of the driver", 1e12),
)


def reached_rows(limits: Sequence[Limit], figures: Mapping[str, Grown]) -> Rows:
    """One row for each limit, the one that is reached first at the top."""
    reached = sorted((figures[limit.of].reaches(limit.most), limit.what, limit) for limit in limits)
    return [
        (
            limit.what,
            shown(figures[limit.of].a_character * 1e6, figures[limit.of].unit),
            _told(figures[limit.of].power),
            shown(size, ""),
        )
        for size, _, limit in reached
    ]
