"""What a speech inherits, on stdout; and on stderr what was understood of it. Shared by `lineage add` and `query`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lineage.cli.output import Format, Row, write_rows
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn
from lineage.cli.terminal import clipped

if TYPE_CHECKING:
    from lineage.models import Carried, Inheritance, Speech, SpeechColumns, Stretch

#: Columns of the data, whatever the row is of: `inherited`, `altered`, `first_use`, `open`, `shared`, `passage`, `new`.
COLUMNS = (
    *("speech_id", "what", "label", "text", "places", "begin", "end", "relation", "kind", "score", "speeches"),
    *("direction", "years", "first_date", "first_speech", "latest_date", "latest_speech", "similarity"),
)
#: What each part of the table shows, and how many of its rows.
_CARRIED: Mapping[str, str] = {
    "label": "formula",
    "text": "as it stands here",
    "places": "places",
    "first_date": "first",
    "first_speech": "attested in",
    "latest_date": "last before",
    "speeches": "speeches",
}
_PASSAGE = {"text": "passage", "similarity": "alike", "first_date": "date", "first_speech": "in"}
_SHARED = {"text": "wording", "places": "places", "speeches": "speeches", "first_date": "first", "first_speech": "in"}
_NEW = {"text": "wording", "places": "places"}
_PARTS: Sequence[tuple[str, str, Mapping[str, str], int]] = (
    ("inherited", "Inherited formulae, the best first", _CARRIED, 20),
    ("altered", "Formulae whose words it alters", _CARRIED, 10),
    ("open", "Formulae it shares; dates do not tell who was earlier", _CARRIED, 10),
    ("first_use", "Formulae that the others have only later", _CARRIED, 10),
    ("passage", "Longer stretches shared with one speech, the longest first", _PASSAGE, 10),
    ("shared", "Wording that no list has yet", _SHARED, 10),
    ("new", "What it says first in this corpus, twice or in quotation marks", _NEW, 10),
)


def tell_understood(speech: Speech, own: SpeechColumns) -> None:
    """What was understood of a speech: how it was read, its metadata, what was left out, what is doubtful."""
    canonical = own.canonical
    note(
        f"{speech.speech_id}: {speech.read.encoding} ({speech.read.encoding_evidence}), {canonical.script}"
        f"{', ' + canonical.region if canonical.region else ''}, {counted(len(canonical.text), 'character')}"
    )
    facts = [f"{field} {fact.value} ({fact.provenance})" for field, fact in sorted(speech.facts.items())]
    note("  " + ("; ".join(facts) or "no metadata"))
    if not speech.value("date"):
        note("  undated: nobody can tell what it has from whom; state it with --date, or in a speeches.csv")
    if furniture := Counter(span.reason for span in speech.read.furniture):
        listed = ", ".join(f"{reason} {count:,}" for reason, count in furniture.most_common())
        note(f"  left out as furniture: {listed}")
    warn(speech.doubts())


def write_inheritance(told: Sequence[Inheritance], form: Format) -> None:
    """Writes what speeches inherit: one table for tools, one a part for eyes."""
    if form is not Format.TABLE:
        write_rows(COLUMNS, (row for one in told for row in _rows(one)), form, shown={}, most=0)
        return
    for one in told:
        _draw(one)


def tell_inheritance(told: Inheritance) -> None:
    """The sum of it."""
    if told.known_as:
        note(f"{told.speech.speech_id}: is in the index as {told.known_as}, and was held against the others")
    if told.same_text:
        note(f"{told.speech.speech_id}: has the text of {told.same_text[0]} ({int(100 * told.same_text[1])} %)")
    carried = {
        "inherited": told.inherited,
        "before all others": told.first_uses,
        "of which dates do not tell who was earlier": told.undecided,
    }
    listed = [f"{len(formulae):,} {how}" for how, formulae in carried.items() if formulae]
    note(
        f"{told.speech.speech_id}: formulae: {', '.join(listed) or 'none'}; {len(told.altered)} altered, "
        f"{counted(len(told.parallels), 'passage')}, {counted(len(told.new), 'wording')} of its own; "
        f"{100 * told.shared_share:.0f} % of its characters are shared"
    )


def _draw(told: Inheritance) -> None:
    rows = [[clipped(cell) if isinstance(cell, str) else cell for cell in row] for row in _rows(told, shown=True)]
    for what, heading, shown, most in _PARTS:
        own = [row for row in rows if row[1] == what]
        if own:
            some = f" ({most} of {len(own):,})" if len(own) > most else ""
            sys.stdout.write(f"{heading}{some}\n")
            write_rows(COLUMNS, own, Format.TABLE, shown=shown, most=most)


def _rows(told: Inheritance, *, shown: bool = False) -> Iterator[Row]:
    """A row each; texts are exact for tools, and as a reader wants them where they are shown."""
    named = (told.speech.speech_id,)
    parts = {
        "inherited": told.inherited,
        "altered": told.altered,
        "open": told.undecided,
        "first_use": told.first_uses,
    }
    for what, carried in parts.items():
        for one in carried:
            yield (*named, what, *_carried_row(one, shown))
    for parallel in sorted(told.parallels, key=lambda parallel: (-parallel.characters, parallel.place.begin)):
        place = parallel.place
        yield (
            *(*named, "passage", "", _text(place, shown), 1, place.begin, place.end, "", "", ""),
            *(1, parallel.direction, "", parallel.date, parallel.speech_id, "", "", parallel.similarity),
        )
    for shared in told.shared:
        yield (
            *(*named, "shared", shared.canonical, *_placed(shared.places, shown), "", "", "", shared.speeches),
            *(shared.direction, "", shared.first_date, shared.first_speech, "", "", ""),
        )
    for new in told.new:
        yield (
            *named,
            "new",
            new.canonical,
            *_placed(new.places, shown),
            "quoted" if new.quoted else "",
            *[""] * 10,
        )


def _carried_row(one: Carried, shown: bool) -> Row:
    formula = one.formula
    return (
        *(formula.label, *_placed(one.places, shown), one.relation, formula.kind, formula.score),
        *(one.speeches, one.direction),
        *("" if one.years is None else round(one.years, 1), one.first_date, one.first_speech),
        *(one.latest_date, one.latest_speech, ""),
    )


def _placed(places: Sequence[Stretch], shown: bool) -> tuple[str, int, int, int]:
    """What stands at the first place, how many there are, and where the first one is."""
    return _text(places[0], shown), len(places), places[0].begin, places[0].end


def _text(place: Stretch, shown: bool) -> str:
    return place.shown if shown else place.text
