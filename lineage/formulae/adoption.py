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

from lineage.models import Float64, Int32, Int64

#: Time is cut into at most so many periods, alike in text, and into at least so many, or nothing is said.
_MOST_PERIODS, _LEAST_PERIODS = 32, 8
#: What is told where nothing can be said: a middling value (`python -m benchmarks fit` prints the mean).
ABSTAINS: Final = 0.4
#: Wordings looked at together: few enough for the processor's cache.
_BLOCK: Final = 1024
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
    places = np.bincount(row[dated] * count + period[dated], minlength=rows * count).reshape(rows, count)
    adoption = np.minimum(np.log1p(_best_ratio(places, periods.share)) / np.log1p(_FULL_RATIO), 1.0)
    return np.where(places.any(axis=1), adoption, ABSTAINS)


def _best_ratio(places: Int64, share: Float64) -> Float64:
    """The greatest likelihood ratio (nats) of any stretch of periods that holds more than its part, `(rows,)`.

    Args:
        places: `(rows, P)`. Places in each period.
        share: `(P,)`. Share of the text in each period.
    """
    numbers = np.arange(int(places.sum(axis=1).max(initial=0)) + 1)
    by_log = np.asarray(numbers * np.log(np.maximum(numbers, 1)), np.float64)
    blocks = [_best_of_block(places[at : at + _BLOCK], share, by_log) for at in range(0, len(places), _BLOCK)]
    return np.concatenate([np.zeros(0), *blocks])


def _best_of_block(places: Int64, share: Float64, by_log: Float64) -> Float64:
    before = np.zeros((len(share) + 1, len(places)), np.int64)
    np.cumsum(places.T, axis=0, out=before[1:])
    expected = np.append(0.0, np.cumsum(share))
    total = before[-1]
    best = np.zeros(len(places))
    for begin in range(len(share)):
        # From the beginning on, the stretch up to the end would be all there is.
        ends = slice(begin + 1, len(share) + (begin > 0))
        part = (expected[ends] - expected[begin])[:, None]
        inside = before[ends] - before[begin]
        outside = total - inside
        ratio = by_log[inside] + by_log[outside] - inside * np.log(part) - outside * np.log1p(-part)
        ratio[inside <= total * part] = 0.0
        np.maximum(best, ratio.max(axis=0, initial=0.0), out=best)
    return np.asarray(np.maximum(best - by_log[total], 0.0))
