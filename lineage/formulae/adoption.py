"""Adoption: whether a wording is taken up at some time and laid down at another, or just always there.

三个代表 is carried by the speeches of some years and by no others; 大力发展 by all, as often as there is text. Measured
is how much better "carried from one date to another, and rarely outside" explains the places than "even over time": the
likelihood ratio of Kulldorff's scan statistic (1997, "A spatial scan statistic", eq. 1) over all stretches of time.
Undated speeches are left out; where dates are too few to tell, it abstains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect.counting import tally
from lineage.models import Float64, Int32, Int64

#: Time is cut into at most so many periods, alike in text, and into at least so many, or nothing is said.
_MOST_PERIODS, _LEAST_PERIODS = 32, 8
#: What is told where nothing can be said: a middling value (`python -m benchmarks fit` prints the mean).
ABSTAINS: Final = 0.4
#: A likelihood ratio of e to this power (nats) is as much as counts; it is scaled by its logarithm.
_FULL_RATIO: Final = 150.0


@dataclass(frozen=True, slots=True)
class Periods:
    """Time cut into `P` periods, in order.

    Attributes:
        of_speech: int64 `(S,)`. The period of each speech, -1 for those that are undated or empty.
        share: float64 `(P,)`. Share of the dated text in each period.
    """

    of_speech: Int64
    share: Float64

    @classmethod
    def of(cls, days: Int64, characters: Int64) -> Periods:
        """Periods of nearly as much text each; speeches of one day are never parted.

        Args:
            days: `(S,)`. The last day that each date can mean, 0 for the undated.
            characters: `(S,)`. Of canonical text.
        """
        dated = np.flatnonzero((days > 0) & (characters > 0))
        day, number = np.unique(days[dated], return_inverse=True)
        text = np.bincount(number, characters[dated], len(day))
        middle = np.cumsum(text) - text / 2
        cut = np.minimum((middle / max(text.sum(), 1) * _MOST_PERIODS).astype(np.int64), _MOST_PERIODS - 1)
        _, period = np.unique(cut, return_inverse=True)
        of_speech = np.full(len(days), -1, np.int64)
        of_speech[dated] = period[number]
        share = np.bincount(period, text) / max(text.sum(), 1)
        return cls(of_speech, share)


def adoption_of(row: Int64, speech: Int32, rows: int, periods: Periods) -> Float64:
    """The adoption of each wording, `(rows,)`, 0 to 1.

    Args:
        row: The wording of each place.
        speech: The speech of each place.
        rows: How many wordings there are.
        periods: The periods of the speeches.
    """
    count = len(periods.share)
    if count < _LEAST_PERIODS:
        return np.full(rows, ABSTAINS)
    period = periods.of_speech[speech]
    dated = period >= 0
    # In place, and let go at once: these columns have a row for every place of every candidate.
    cells = row[dated]
    cells *= count
    cells += period[dated]
    del period
    cell, places = tally(cells)
    del cells
    ratio, told = _best_ratio(*np.divmod(cell, count), places, rows, periods.share)
    adoption = np.minimum(np.log1p(ratio) / np.log1p(_FULL_RATIO), 1.0)
    return np.where(told > 0, adoption, ABSTAINS)


def _best_ratio(row: Int64, period: Int64, places: Int64, rows: int, share: Float64) -> tuple[Float64, Int64]:
    """The greatest likelihood ratio (nats) of any stretch of periods that holds more than its part, and all places.

    The best stretch begins and ends with a period that holds places: with others it would be longer for nothing.

    Args:
        row: The wordings, each as often as there are periods in which it has places, ordered.
        period: These periods, ordered by wording.
        places: How many it has there.
        rows: How many wordings there are.
        share: `(P,)`. Share of the text in each period.
    """
    expected = np.append(0.0, np.cumsum(share))
    before = np.append(0, np.cumsum(places))
    total = np.bincount(row, places, rows).astype(np.int64)
    numbers = np.arange(int(total.max(initial=0)) + 1)
    by_log = numbers * np.log(np.maximum(numbers, 1))
    best = np.zeros(rows)
    begin = np.arange(len(row))
    for further in range(len(share)):
        begin = begin[begin + further < len(row)]
        begin = begin[row[begin + further] == row[begin]]
        owner, end = row[begin], begin + further
        part = expected[period[end] + 1] - expected[period[begin]]
        inside = before[end + 1] - before[begin]
        # All of time would be all there is.
        more = (inside > total[owner] * part) & (period[end] - period[begin] < len(share) - 1)
        owner, part, inside = owner[more], part[more], inside[more]
        outside = total[owner] - inside
        ratio = by_log[inside] + by_log[outside] - inside * np.log(part) - outside * np.log1p(-part)
        np.maximum.at(best, owner, ratio)
    return np.maximum(best - by_log[total], 0.0), total
