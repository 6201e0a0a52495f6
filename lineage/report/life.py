"""The life of a phrase in sentences: from when to when, taken up, laid down, at its peak, dormant, how warm now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lineage.models import Course, Period


def life_told(course: Course, say: Callable[..., str]) -> Iterator[str]:
    """The life in sentences; none where no carrier is dated."""
    life = course.life
    if not life.first_year:
        return
    yield say("trace_life", years=years_told(life.first_year, life.last_year))
    for name in ("taken_up", "laid_down"):
        if getattr(life, name):
            yield say(f"trace_{name}")
    if peak := course.peak:
        yield say("trace_peak", **_counted(peak))
    for before, after in course.dormant:
        yield say("trace_dormant", before=str(before), after=str(after))
    if course.periods and (now := course.periods[-1]).temperature:
        yield say("trace_now", tier=now.temperature.value, **_counted(now))


def years_told(first: int, last: int) -> str:
    """A stretch of years, or one."""
    return f"{first}–{last}" if first < last else str(first)


def _counted(period: Period) -> dict[str, str | int]:
    years = years_told(period.first_year, period.last_year)
    return {"period": years, "carriers": period.carriers, "speeches": period.speeches}
