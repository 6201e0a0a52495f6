"""What a speech inherits, on stdout; and on stderr what was understood of it. Shared by `lineage add` and `query`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lineage.cli.edits import marked
from lineage.cli.output import Format, Row, write_line, write_rows
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn
from lineage.cli.terminal import clipped

if TYPE_CHECKING:
    from lineage.models import Carried, Closest, Formula, Inheritance, Parallel, Speech, SpeechColumns, Stretch

#: Columns of the data, whatever the row is of: `inherited`, `altered`, `first_use`, `open`, `shared`, `passage`, `new`,
#: `absent`.
COLUMNS = (
    *("speech_id", "what", "label", "text", "places", "begin", "end", "relation", "kind", "score", "speeches"),
    *("direction", "years", "first_date", "first_speech", "latest_date", "latest_speech", "similarity"),
    *("closest_date", "closest_speech", "closest_begin", "closest_end", "closest_text", "closest_likeness"),
    *("first_certainty", "edits", "change", "among"),
)
#: Characters that the table shows of each stretch of an edited wording.
_STRETCH = 20
#: What each part of the table shows, and how many of its rows.
_CARRIED: Mapping[str, str] = {
    "label": "formula",
    "text": "as it stands here",
    "places": "places",
    "first_date": "first",
    "first_speech": "attested in",
    "latest_date": "last before",
    "speeches": "speeches",
    "closest_speech": "closest earlier",
}
_ALTERED = {
    "label": "formula",
    "edits": "against the closest earlier one",
    "places": "places",
    "closest_date": "of",
    "closest_speech": "closest earlier",
}
_PASSAGE = {"text": "passage", "similarity": "alike", "first_date": "date", "first_speech": "in"}
_SHARED = {"text": "wording", "places": "places", "speeches": "speeches", "first_date": "first", "first_speech": "in"}
_NEW = {"text": "wording", "places": "places"}
_ABSENT = {"label": "formula", "speeches": "carriers", "among": "of", "latest_date": "last", "latest_speech": "in"}
_PARTS: Sequence[tuple[str, str, Mapping[str, str], int]] = (
    ("inherited", "Inherited formulae, the best first", _CARRIED, 20),
    ("altered", "Formulae whose words it alters: [-left out-], {+put in+}", _ALTERED, 10),
    ("open", "Formulae it shares; dates do not tell who was earlier", _CARRIED, 10),
    ("first_use", "Formulae that the others have only later", _CARRIED, 10),
    ("passage", "Longer stretches shared with one speech, the longest first", _PASSAGE, 10),
    ("shared", "Wording that no list has yet", _SHARED, 10),
    ("new", "What it says first in this corpus, twice or in quotation marks", _NEW, 10),
    (
        "absent",
        "What it leaves out: formulae of at least three of the last speeches before it, five at most",
        _ABSENT,
        20,
    ),
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
    from lineage.models import AGES

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
        f"{counted(len(told.parallels), 'passage')}, {counted(len(told.new), 'wording')} of its own, "
        f"{len(told.absent):,} left out; {100 * told.shared_share:.0f} % of its characters are shared"
    )
    if any(told.by_age):
        names = [f"up to {counted(years, 'year')}" for years in AGES] + [f"more than {AGES[-1]}"]
        ages = ", ".join(f"{name} {100 * share:.0f} %" for name, share in zip(names, told.by_age, strict=True) if share)
        note(f"{told.speech.speech_id}: {100 * sum(told.by_age):.0f} % inherited, by age: {ages}")


def _draw(told: Inheritance) -> None:
    rows = [[*map(_short, COLUMNS, row)] for row in _rows(told, shown=True)]
    for what, heading, shown, most in _PARTS:
        own = [row for row in rows if row[1] == what]
        if own:
            some = f" ({most} of {len(own):,})" if len(own) > most else ""
            write_line(f"{heading}{some}")
            write_rows(COLUMNS, own, Format.TABLE, shown=shown, most=most)


def _short(column: str, cell: object) -> object:
    """A cell as a line of a table has room for it; edits are shortened stretch by stretch, so that their marks stay."""
    return clipped(cell) if isinstance(cell, str) and column != "edits" else cell


def _rows(told: Inheritance, *, shown: bool = False) -> Iterator[Row]:
    """A row each; texts are exact for tools, and as a reader wants them where they are shown."""
    for what, cells in _cells(told, shown):
        row = {"speech_id": told.speech.speech_id, "what": what} | cells
        yield [row.get(column, "") for column in COLUMNS]


def _cells(told: Inheritance, shown: bool) -> Iterator[tuple[str, dict[str, object]]]:
    """What each row is of, and its cells by column; the others are empty."""
    parts = {
        "inherited": told.inherited,
        "altered": told.altered,
        "open": told.undecided,
        "first_use": told.first_uses,
    }
    for what, carried in parts.items():
        yield from ((what, _carried(one, shown)) for one in carried)
    for parallel in sorted(told.parallels, key=lambda parallel: (-parallel.characters, parallel.place.begin)):
        yield "passage", _passage(parallel, shown)
    for shared in told.shared:
        yield (
            "shared",
            {
                "label": shared.canonical,
                **_placed(shared.places, shown),
                "speeches": shared.speeches,
                "direction": shared.direction,
                "first_date": shared.first_date,
                "first_speech": shared.first_speech,
            },
        )
    for new in told.new:
        quoted = {"relation": "quoted"} if new.quoted else {}
        yield "new", {"label": new.canonical, **_placed(new.places, shown), **quoted}
    for absent in told.absent:
        yield (
            "absent",
            {
                **_formula(absent.formula),
                "speeches": absent.carriers,
                "among": absent.among,
                "latest_date": absent.latest_date,
                "latest_speech": absent.latest_speech,
            },
        )


def _carried(one: Carried, shown: bool) -> dict[str, object]:
    return {
        **_formula(one.formula),
        **_placed(one.places, shown),
        "relation": one.relation,
        "speeches": one.speeches,
        "direction": one.direction,
        "years": "" if one.years is None else round(one.years, 1),
        "first_date": one.first_date,
        "first_speech": one.first_speech,
        "latest_date": one.latest_date,
        "latest_speech": one.latest_speech,
        "first_certainty": one.first_certainty,
        "edits": marked(one.edits, _STRETCH if shown else None),
        "change": one.change,
        **(_closest(one.closest[0], shown) if one.closest else {}),
    }


def _formula(formula: Formula) -> dict[str, object]:
    return {"label": formula.label, "kind": formula.kind, "score": formula.score}


def _closest(closest: Closest, shown: bool) -> dict[str, object]:
    """The closest earlier parallel of the first place."""
    return {
        "closest_date": closest.date,
        "closest_speech": closest.speech_id,
        "closest_begin": closest.place.begin,
        "closest_end": closest.place.end,
        "closest_text": _text(closest.place, shown),
        "closest_likeness": closest.likeness,
    }


def _passage(parallel: Parallel, shown: bool) -> dict[str, object]:
    return {
        **_placed((parallel.place,), shown),
        "speeches": 1,
        "direction": parallel.direction,
        "first_date": parallel.date,
        "first_speech": parallel.speech_id,
        "similarity": parallel.similarity,
        "closest_date": parallel.date,
        "closest_speech": parallel.speech_id,
        "closest_begin": parallel.other.begin,
        "closest_end": parallel.other.end,
        "closest_text": _text(parallel.other, shown),
    }


def _placed(places: Sequence[Stretch], shown: bool) -> dict[str, object]:
    """What stands at the first place, how many there are, and where the first one is."""
    first = places[0]
    return {"text": _text(first, shown), "places": len(places), "begin": first.begin, "end": first.end}


def _text(place: Stretch, shown: bool) -> str:
    return place.shown if shown else place.text
