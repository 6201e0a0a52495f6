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

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, pairwise, takewhile
from math import comb
from statistics import median
from typing import Final

from lineage.descent.attestation import Attestation, by_latest_day
from lineage.descent.life import RARELY, Timeline
from lineage.models import Course, Life, Period, Temperature

#: The least share of carriers for each tier.
TIERS: Final = (
    (1 / 2, Temperature.BOILING),
    (1 / 4, Temperature.SCALDING),
    (1 / 8, Temperature.HOT),
    (1 / 16, Temperature.WARM),
    (1 / 32, Temperature.LUKEWARM),
)
#: A period has one of so many years.
SPANS: Final = (1, 2, 5, 10, 20)
#: A share of so many speeches means something: a middling period is to hold them, and none tells without them.
ENOUGH: Final = 5


class Courses:
    """The courses of phrases in the same speeches, whose coverage is told once for all of them.

    Args:
        speeches: All speeches that are counted, and their characters of canonical text.
    """

    def __init__(self, speeches: Iterable[tuple[Attestation, int]]) -> None:
        dated = sorted([each for each in speeches if each[0].when], key=lambda each: by_latest_day(each[0]))
        self._ordered = [one for one, _ in dated]
        self._rank = {one.speech_id: rank for rank, one in enumerate(self._ordered)}
        self._timeline = Timeline.of(self._ordered)
        self._years = _periods(dated, 1)
        self._telling = _telling_periods(dated)
        self._year_at, self._telling_at = _places(self._years), _places(self._telling)

    @property
    def nothing(self) -> Course:
        """The course of what nobody says: the coverage alone."""
        return Course(Life(), self._years, self._telling, None, ())

    def of(self, places: Mapping[str, int]) -> Course:
        """The course of a phrase.

        Args:
            places: How often it stands in each speech, by identifier; in the others, it does not.
        """
        ranks = sorted(self._rank[name] for name, count in places.items() if count and name in self._rank)
        carriers = [self._ordered[rank] for rank in ranks]
        said = [(one.year, places[one.speech_id]) for one in carriers]
        years = _carried(self._years, self._year_at, said)
        if not carriers:
            return Course(Life(), years, (), None, ())
        periods = _carried(self._telling, self._telling_at, said)
        life = self._timeline.life(carriers)
        return Course(life, years, periods, _peak(periods), _dormant(self._timeline, carriers))


def course_of(speeches: Iterable[tuple[Attestation, int]], places: Mapping[str, int]) -> Course:
    """The course of one phrase; see `Courses`."""
    return Courses(speeches).of(places)


def last_period(speeches: Iterable[Attestation]) -> set[str]:
    """The dated speeches, by identifier, of the last period that `course_of` would tell of these speeches."""
    dated = [(one, 0) for one in speeches if one.when]
    periods = _telling_periods(dated)
    return {one.speech_id for one, _ in dated if periods[-1].first_year <= one.year} if periods else set()


def temperature_of(carriers: int, speeches: int) -> Temperature | None:
    """The temperature of a phrase that so many of so many speeches carry; None where these are too few to tell."""
    if speeches < ENOUGH:
        return None
    return next((tier for least, tier in TIERS if carriers >= least * speeches), Temperature.COLD)


def _telling_periods(dated: Sequence[tuple[Attestation, int]]) -> tuple[Period, ...]:
    """The shortest periods that hold speeches enough to tell a temperature; the longest, where none do."""
    held = (periods for span in SPANS if (periods := _periods(dated, span)) and _is_enough(periods))
    return next(held, None) or _periods(dated, SPANS[-1])


def _periods(dated: Sequence[tuple[Attestation, int]], span: int) -> tuple[Period, ...]:
    """All periods of so many years, in order, that end with the last speech's year; the first may be shorter.

    They hold the coverage alone: as if nothing were said in them.
    """
    if not dated:
        return ()
    first, last = min(one.year for one, _ in dated), max(one.year for one, _ in dated)
    speeches, characters = [0] * ((last - first) // span + 1), [0] * ((last - first) // span + 1)
    for one, length in dated:
        speeches[(last - one.year) // span] += 1
        characters[(last - one.year) // span] += length
    return tuple(
        Period(max(end - span + 1, first), end, held, length, 0, 0, temperature_of(0, held))
        for end, held, length in reversed(list(zip(count(last, -span), speeches, characters, strict=False)))
    )


def _places(periods: Sequence[Period]) -> dict[int, int]:
    """In which of these periods each of their years lies."""
    return {year: at for at, period in enumerate(periods) for year in range(period.first_year, period.last_year + 1)}


def _carried(
    periods: Sequence[Period], place: Mapping[int, int], said: Iterable[tuple[int, int]]
) -> tuple[Period, ...]:
    """The same periods, with the carriers and occurrences in each.

    Args:
        periods: As `_periods` tells them.
        place: In which of them a year lies.
        said: The year of each carrier, and how often it says the phrase.
    """
    told = list(periods)
    counts: dict[int, list[int]] = defaultdict(list)
    for year, occurrences in said:
        counts[place[year]].append(occurrences)
    for at, own in counts.items():
        held = told[at]
        coverage = (held.first_year, held.last_year, held.speeches, held.characters)
        told[at] = Period(*coverage, len(own), sum(own), temperature_of(len(own), held.speeches))
    return tuple(told)


def _peak(periods: Sequence[Period]) -> Period | None:
    telling = [period for period in periods if period.temperature and period.carriers]
    return max(telling, key=lambda period: (period.carriers / period.speeches, period.per_million), default=None)


def _is_enough(periods: Sequence[Period]) -> bool:
    return median(period.speeches for period in periods) >= ENOUGH


def _dormant(timeline: Timeline, carriers: Sequence[Attestation]) -> tuple[tuple[int, int], ...]:
    """The years of the carriers on both sides of each gap that chance hardly explains."""
    if len(carriers) < 3:
        return ()
    gaps = timeline.gaps(carriers)
    # The carriers, and what is surely between two of them: of others nobody knows that they lie within its life.
    among = len(carriers) + sum(gaps)
    longest_first = sorted(set(gaps), reverse=True)
    rare = set(takewhile(lambda gap: _is_rare(len(carriers), among, gap), longest_first))
    return tuple(
        (one.year, other.year) for (one, other), gap in zip(pairwise(carriers), gaps, strict=True) if gap in rare
    )


def _is_rare(carriers: int, among: int, gap: int) -> bool:
    """Exact in integers."""
    inside = carriers - 2
    if inside < 1 or gap < 1:
        return False
    return RARELY * (carriers - 1) * comb(among - 2 - gap, inside) < comb(among - 2, inside)
