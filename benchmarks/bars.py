"""The bars of speed and memory, from the design's section 12, and whether what was measured reaches them.

They hold for two processors. Gigabytes are those of the design, 10⁹ bytes; the tables' megabytes are 2²⁰ bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.tables import print_table


@dataclass(frozen=True, slots=True)
class Bar:
    """What is asked of one figure.

    Attributes:
        what: The figure, in words.
        limit: The most that it may be.
        unit: Of the limit.
        at_least: Whether the limit is the least that it may be.
    """

    what: str
    limit: float
    unit: str
    at_least: bool = False

    def shown(self) -> str:
        """The limit as a reader wants it."""
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}".rstrip()

    def verdict(self, measured: float) -> str:
        """`ok`, or `short` of the bar; no number is short."""
        return "ok" if (measured >= self.limit if self.at_least else measured <= self.limit) else "short"


SCAN: Final = Bar("scan of the Work Reports", 8, "s")
SCAN_WITHOUT_RJIEBA: Final = Bar("scan of the Work Reports, without rjieba", 12, "s")
FASTER: Final = Bar("the same scan is faster than qhchina", 2, "times", at_least=True)
LEANER: Final = Bar("the same scan takes less memory than qhchina", 4, "times", at_least=True)
#: How many times faster detection is than the obvious code, which always uses jieba, by the segmenter of ours.
DETECTION: Final = {
    "rjieba": Bar("ours is faster, with rjieba", 12, "times", at_least=True),
    "jieba": Bar("ours is faster, with jieba", 4, "times", at_least=True),
}
BROADCASTS: Final = Bar("scan of the broadcasts", 90, "s")
BROADCASTS_MEMORY: Final = Bar("memory of that scan", 4, "GB")
QUERY: Final = Bar("query of one speech", 2.5, "s")
ADD: Final = Bar("add --no-report of one speech", 30, "s")
GROWTH: Final = Bar("growth exponent of the seconds, fitted to all sizes", 1.1, "")
LAST_DOUBLING: Final = Bar("growth exponent of the seconds, last doubling", 1.1, "")
#: No bar of the design, but what `--memory-limit` promises.
LIMIT: Final = Bar("own memory of a scan with a limit", 2, "GB")
LIMIT_AGAIN: Final = Bar("own memory of a scan with a limit and its index", LIMIT.limit, "GB")


def gigabytes(megabytes: float) -> float:
    """Megabytes of 2²⁰ bytes as gigabytes of 10⁹."""
    return megabytes * 2**20 / 1e9


def print_bars(measured: Mapping[Bar, float | None], *, markdown: bool) -> None:
    """Prints the verdict on each figure; one that could not be measured gets none."""
    rows = [
        (bar.what, bar.shown(), *(("not measured", "") if value is None else (f"{value:.2f}", bar.verdict(value))))
        for bar, value in measured.items()
    ]
    print_table("bars", ("what", "bar", "measured", ""), rows, markdown=markdown)
