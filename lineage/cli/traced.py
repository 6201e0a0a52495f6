"""A phrase through time, on stdout: for eyes its life, carriers, wordings and places, for tools rows of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lineage.cli.output import Format, Row, write_line, write_rows
from lineage.cli.summary import counted
from lineage.cli.talk import note
from lineage.cli.terminal import clipped
from lineage.cli.traced_rows import COLUMNS, Rows, rows_of

if TYPE_CHECKING:
    from lineage.models import Carrier, Course, Coverage, Period, Trace

_BY_TIME = "By time; share of speeches: 沸 from 1/2, 烫 from 1/4, 热 from 1/8, 暖 from 1/16, 温 from 1/32, 冷 below"
#: What a narrow terminal has no room for comes last.
_PERIOD = ("period", "temperature", "carriers", "places", "per million", "", "characters")
_PLACE = {"date": "date", "speaker": "speaker", "left": "left", "text": "phrase", "right": "right"}
_CARRIER = {"date": "date", "speaker": "speaker", "title": "title", "places": "places", "speech_id": "speech"}
_RUNG = {
    "first_date": "first",
    "canonical": "wording",
    "edits": "against the nearest older one",
    "change": "edit",
    "speeches": "speeches",
    "occurrences": "places",
    "last_date": "last",
    "first_certainty": "first is",
}
#: So many years are shown; where there are more, so many longer periods.
_MOST_PERIODS = 30
_MOST_CARRIERS, _MOST_RUNGS = 12, 20
_BAR, _BESIDE = 12, 14


def write_trace(told: Trace, form: Format, what: Rows | None, limit: int) -> None:
    """Writes a trace: one table for tools, of places where nothing else is asked for; all of them for eyes."""
    if form is not Format.TABLE:
        rows = what or Rows.PLACES
        write_rows(COLUMNS[rows], rows_of(told, rows), form, shown={}, most=0)
    elif told.places:
        _draw(told, what, limit)


def tell_trace(told: Trace, *, near: bool) -> None:
    """The sum of it, or why there is nothing, where near wordings were asked for, too, or were not."""
    places = sum(carrier.places for carrier in told.carriers)
    similar = f"{counted(told.standing('near'), 'place')} of wordings near to it" if told.standing("near") else ""
    if told.reason:
        hint = "" if near else "--near looks for similar ones"
        note(f"{told.phrase}: " + "; ".join(filter(None, (_REASONS[told.reason], similar or hint))))
        if told.nearest:
            note(f"did you mean {' or '.join(told.nearest)}?")
        return
    known = [f"{formula.label} (rank {formula.rank:,}, {formula.kind})" for formula in told.formulae or told.holders]
    how = "listed as" if told.formulae else "not listed by itself; part of"
    note(f"{how} {', '.join(known[:3])}" if known else "not listed")
    undated = sum(1 for carrier in told.carriers if not carrier.date)
    counts = [
        f"{counted(places, 'place')} in {counted(len(told.carriers), 'speech', 'speeches')}",
        f"{undated} of them undated" if undated else "",
        counted(len(told.ladder), "wording"),
        _cut_out(told),
        similar,
    ]
    note(", ".join(filter(None, counts)))


_REASONS = {
    "nowhere": "no speech has it in these words",
    "across_sentences": "no speech has it in these words but across the end of a sentence",
    "left_out": "it stands only in what is left out, furniture or a copy",
}


def _cut_out(told: Trace) -> str:
    """What is told of places where the phrase is cut out of longer words."""
    if told.cut_out:
        return "all of them inside longer words"
    return f"{inside:,} more inside longer words, which attest nothing" if (inside := told.standing("inside")) else ""


def _draw(told: Trace, what: Rows | None, limit: int) -> None:
    """The tables, or the one that is asked for; without being asked for, none that tells nothing new."""
    if told.carriers and what is None:
        _earliest(told)
    if told.carriers and what in (None, Rows.YEARS, Rows.PERIODS):
        _draw_periods(told.course, what)
    if told.carriers and what in (None, Rows.CARRIERS):
        _draw_rows("Carriers", told, Rows.CARRIERS, _CARRIER, limit if what else _MOST_CARRIERS)
    if what is Rows.WORDINGS or (what is None and len(told.ladder) > 1):
        _draw_rows("Wordings, the oldest first", told, Rows.WORDINGS, _RUNG, limit if what else _MOST_RUNGS)
    if what in (None, Rows.PLACES):
        _draw_rows(f"In context, by {told.order}", told, Rows.PLACES, _PLACE, limit)


def _earliest(told: Trace) -> None:
    """The earliest attestation with its sentence, what limits that claim, and the life in words."""
    if told.first:
        tied = f" (and {len(told.first) - 1} more that may be as early)" if len(told.first) > 1 else ""
        _heading(f"Earliest attestation in this corpus: {_named(told.first[0])}{tied}")
        place = told.first_place
        _heading("  " + "".join(place.sentence))
        for doubt in told.first_certainty.split():
            _heading(f"  {_DOUBTS[doubt]}")
        _heading(f"  {_before(told.before)}")
        own = next((rung for rung in told.ladder if rung.canonical == told.canonical), None)
        if place.how == "variant":
            known = f"{own.first_date or 'never dated'}, {own.first_speech}" if own else "nowhere"
            _heading(f"  there as {place.text}; in the very words asked for: {known}")
    else:
        _heading("No speech that has it is dated, so none can be told to be the earliest.")
    if told.within:
        _heading(f"Always within {told.within}")
    for sentence in _life(told.course):
        _heading(sentence)
    _heading("")


def _before(earlier: Coverage) -> str:
    """How much there is in which it might have stood earlier."""
    speeches = counted(earlier.speeches, "speech is", "speeches are")
    return f"{speeches} earlier, {earlier.characters:,} characters" if earlier.speeches else "no speech is earlier"


_DOUBTS = {
    "inferred": "its date is inferred from the text itself",
    "coarse": "its date is not known to the day",
    "tied": "others may be as early",
    "undated": "a speech without a date has it, too",
}


def _named(carrier: Carrier) -> str:
    return " ".join(part for part in (carrier.date, carrier.speaker, carrier.title) if part)


def _life(course: Course) -> Iterator[str]:
    """The life in sentences."""
    life = course.life
    if not life.first_year:
        return
    ends = ["taken up"] * life.taken_up + ["laid down"] * life.laid_down
    years = "–".join(map(str, dict.fromkeys((life.first_year, life.last_year))))
    yield f"Carried {years}" + (f": {' and '.join(ends)} within this corpus" if ends else "")
    if course.peak:
        peak = course.peak
        yield f"Peak {_years(peak)}: {peak.carriers} of {counted(peak.speeches, 'speech', 'speeches')}"
    for before, after in course.dormant:
        yield f"Dormant after {before}, revived {after}"
    if course.periods and (now := course.periods[-1]).temperature:
        share = f"{now.carriers} of {counted(now.speeches, 'speech', 'speeches')}"
        yield f"Temperature {_years(now)}: {now.temperature.value}, {share}"


def _draw_periods(course: Course, what: Rows | None) -> None:
    """Rates with what they rest on: years that hold speeches, or longer periods where these are too many."""
    years = [year for year in course.years if year.speeches]
    many = what is None and len(years) > _MOST_PERIODS
    periods = list(course.periods) if many or what is Rows.PERIODS else years
    periods = periods[-_MOST_PERIODS:] if many else periods
    rows = list(_by_time(periods, telling=set(course.periods)))
    _table(_BY_TIME, _PERIOD, rows, {column: column for column in _PERIOD}, len(rows))


def _by_time(periods: Sequence[Period], telling: set[Period]) -> Iterator[Row]:
    """Rates with a bar; the temperature where the period is one that tells it."""
    most = max((period.per_million for period in periods), default=0)
    for period in periods:
        bar = "█" * round(_BAR * period.per_million / most) if most else ""
        tier = period.temperature.value if period in telling and period.temperature else ""
        carriers = f"{period.carriers:,} of {period.speeches:,}"
        yield _years(period), tier, carriers, period.occurrences, period.per_million, bar, period.characters


def _years(period: Period) -> str:
    return "–".join(map(str, dict.fromkeys((period.first_year, period.last_year))))


def _draw_rows(heading: str, told: Trace, what: Rows, shown: Mapping[str, str], most: int) -> None:
    """A table of the rows that tools get, with cells as a reader wants them."""
    columns = COLUMNS[what]
    rows = [[_readable(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows_of(told, what)]
    _table(heading, columns, rows, shown, most)


def _readable(column: str, cell: object) -> object:
    """A cell as a line of a table has room for it."""
    if column in ("date", "first_date"):
        return cell or "undated"
    if column == "left":
        return " ".join(str(cell).split())[-_BESIDE:]
    if column == "right":
        return " ".join(str(cell).split())[:_BESIDE]
    return clipped(str(cell)) if column == "text" else cell


def _heading(text: str) -> None:
    write_line(text)


def _table(heading: str, columns: Sequence[str], rows: Sequence[Row], shown: Mapping[str, str], most: int) -> None:
    _heading(heading + (f" ({most} of {len(rows):,})" if len(rows) > most else ""))
    write_rows(columns, rows, Format.TABLE, shown=shown, most=most)
