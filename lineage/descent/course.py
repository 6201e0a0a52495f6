"""The life of a phrase: rates and coverage by year, temperature by period, its peak, when it lay dormant.

Temperature is the share of the dated speeches of a period that carry the phrase, in the six tiers of 语温 (the "term
temperature" of the China Media Project, which counts articles): 沸 from a half on, 烫 from a quarter, 热 from an
eighth, 暖 from a sixteenth, 温 from a thirty-second, 冷 below. So that a share means something, a period is the
shortest of 1, 2, 5, 10, 20 years of which the middling one holds five speeches; one that holds fewer all the same has
no temperature, and is no peak.

Dormant is a stretch between two carriers in which so many speeches lack the phrase that chance hardly explains it. With
`k` carriers among `m` speeches from the first to the last, both of them carriers, the chance that some gap between
neighbours holds `g` speeches or more is at most (k-1) C(m-2-g, k-2) / C(m-2, k-2), which must be less than .05: the
reasoning of `lineage.descent.life`, for the inside of a life instead of its ends. Two carriers alone are never dormant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import comb
from statistics import median
from typing import Final

from lineage.descent.attestation import Attestation, by_latest_day
from lineage.descent.life import RARELY, Timeline
from lineage.models import Course, Life, Period, Temperature

#: The least share of carriers for each tier.
_TIERS: Final = (
    (1 / 2, Temperature.BOILING),
    (1 / 4, Temperature.SCALDING),
    (1 / 8, Temperature.HOT),
    (1 / 16, Temperature.WARM),
    (1 / 32, Temperature.LUKEWARM),
)
_SPANS: Final = (1, 2, 5, 10, 20)
#: A share of so many speeches means something: a middling period is to hold them, and none tells without them.
_ENOUGH: Final = 5


def course_of(speeches: Sequence[tuple[Attestation, int]], places: Counter[str]) -> Course:
    """The course of a phrase.

    Args:
        speeches: All speeches that are counted, and their characters of canonical text.
        places: How often it stands in each of them, by identifier; in the others, it does not.
    """
    dated = sorted([each for each in speeches if each[0].when], key=lambda each: by_latest_day(each[0]))
    carriers = [one for one, _ in dated if places[one.speech_id]]
    if not carriers:
        return Course(Life(), _periods(dated, places, 1), (), None, ())
    timeline = Timeline.of(one for one, _ in dated)
    years = _periods(dated, places, 1)
    periods = _telling_periods(dated, places)
    return Course(timeline.life(carriers), years, periods, _peak(periods), _dormant(timeline, carriers))


def last_period(speeches: Iterable[Attestation]) -> set[str]:
    """The dated speeches, by identifier, of the last period that `course_of` would tell of these speeches."""
    dated = [(one, 0) for one in speeches if one.when]
    periods = _telling_periods(dated, Counter())
    return {one.speech_id for one, _ in dated if periods[-1].first_year <= one.year} if periods else set()


def temperature_of(carriers: int, speeches: int) -> Temperature | None:
    """The temperature of a phrase that so many of so many speeches carry; None where these are too few to tell."""
    if speeches < _ENOUGH:
        return None
    return next((tier for least, tier in _TIERS if carriers >= least * speeches), Temperature.COLD)


def _telling_periods(dated: Sequence[tuple[Attestation, int]], places: Counter[str]) -> tuple[Period, ...]:
    """The shortest periods that hold speeches enough to tell a temperature; the longest, where none do."""
    held = (periods for span in _SPANS if (periods := _periods(dated, places, span)) and _is_enough(periods))
    return next(held, None) or _periods(dated, places, _SPANS[-1])


def _periods(dated: Sequence[tuple[Attestation, int]], places: Counter[str], span: int) -> tuple[Period, ...]:
    """All periods of so many years, in order, that end with the last speech's year; the first may be shorter."""
    if not dated:
        return ()
    years = [one.year for one, _ in dated]
    last = max(years)
    counts: dict[int, list[int]] = {back: [0, 0, 0, 0] for back in range((last - min(years)) // span + 1)}
    for (one, characters), year in zip(dated, years, strict=True):
        told = (1, characters, int(places[one.speech_id] > 0), places[one.speech_id])
        counts[(last - year) // span] = [sum(both) for both in zip(counts[(last - year) // span], told, strict=True)]
    return tuple(
        Period(
            max(last - span * (back + 1) + 1, min(years)),
            last - span * back,
            speeches,
            characters,
            carriers,
            occurrences,
            temperature_of(carriers, speeches),
        )
        for back, (speeches, characters, carriers, occurrences) in reversed(counts.items())
    )


def _peak(periods: Sequence[Period]) -> Period | None:
    telling = [period for period in periods if period.temperature and period.carriers]
    return max(telling, key=lambda period: (period.carriers / period.speeches, period.per_million), default=None)


def _is_enough(periods: Sequence[Period]) -> bool:
    return median(period.speeches for period in periods) >= _ENOUGH


def _dormant(timeline: Timeline, carriers: Sequence[Attestation]) -> tuple[tuple[int, int], ...]:
    """The years of the carriers on both sides of each gap that chance hardly explains."""
    gaps = [(one, other, timeline.between(one, other)) for one, other in pairwise(carriers)]
    # The carriers, and what is surely between two of them: of others nobody knows that they lie within its life.
    among = len(carriers) + sum(gap for _, _, gap in gaps)
    return tuple((one.year, other.year) for one, other, gap in gaps if _is_rare(len(carriers), among, gap))


def _is_rare(carriers: int, among: int, gap: int) -> bool:
    """Exact in integers."""
    inside = carriers - 2
    if inside < 1 or gap < 1:
        return False
    return RARELY * (carriers - 1) * comb(among - 2 - gap, inside) < comb(among - 2, inside)
