"""Two speeches side by side, on stdout: for eyes a table of each sort, for tools every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lineage.cli.edits import marked
from lineage.cli.output import Format, Row, write_line, write_rows
from lineage.cli.summary import counted
from lineage.cli.talk import note

if TYPE_CHECKING:
    from lineage.models import Comparison, Formula, Stretch

#: Columns of the data, whatever the row is of: `passage`, `shared`, `only_a`, `only_b`; `a` and `b` are as asked for.
COLUMNS = (
    *("what", "label", "kind", "score", "places_a", "begin_a", "end_a", "text_a"),
    *("places_b", "begin_b", "end_b", "text_b", "characters", "similarity", "edits"),
)
_SHARED = {"label": "formula", "places_a": "in A", "places_b": "in B", "text_a": "as A has it", "text_b": "as B has it"}
_PASSAGE = {"similarity": "alike", "edits": "passage"}
_ORDER = {"earlier": "A is earlier", "later": "B is earlier", "open": "dates do not tell which is earlier"}
_ONLY = {"label": "formula", "kind": "kind", "score": "score"}
_PARTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "passage",
        "Passages that both have, in the order of A: [-A alone-], {+B alone+}",
        _PASSAGE,
    ),
    ("shared", "Formulae that both have, the best first", _SHARED),
    ("only_a", "Formulae of A that B has not", _ONLY),
    ("only_b", "Formulae of B that A has not", _ONLY),
)


def write_comparison(told: Comparison, form: Format, limit: int) -> None:
    """Writes a comparison: one table for tools, one of each sort for eyes."""
    if form is not Format.TABLE:
        write_rows(COLUMNS, _rows(told, shown=False), form, shown={}, most=0)
        return
    rows = list(_rows(told, shown=True))
    for what, heading, shown in _PARTS:
        own = [row for row in rows if row[0] == what]
        if own:
            some = f" ({limit} of {len(own):,})" if len(own) > limit else ""
            write_line(f"{heading}{some}")
            write_rows(COLUMNS, own, Format.TABLE, shown=shown, most=limit)


def tell_comparison(told: Comparison) -> None:
    """Which speeches they are, and the sum of what they share."""
    ends = (("A", told.first, told.shares[0], told.only_first), ("B", told.second, told.shares[1], told.only_second))
    for name, speech, share, alone in ends:
        date = speech.value("date") or "undated"
        note(
            f"{name}: {speech.speech_id}, {date}: {100 * share:.0f} % of its characters are shared, "
            f"{counted(len(alone), 'formula', 'formulae')} of its own"
        )
    passages = counted(len(told.passages), "passage")
    note(f"shared: {counted(len(told.shared), 'formula', 'formulae')}, {passages}; {_ORDER[told.direction]}")


def _rows(told: Comparison, *, shown: bool) -> Iterator[Row]:
    """A row each; texts are exact for tools, and as a reader wants them where they are shown."""
    for what, cells in _cells(told, shown=shown):
        yield [({"what": what} | cells).get(column, "") for column in COLUMNS]


def _cells(told: Comparison, *, shown: bool) -> Iterator[tuple[str, dict[str, object]]]:
    for passage in told.passages:
        ends = {**_end("a", passage.first, 1, shown=shown), **_end("b", passage.second, 1, shown=shown)}
        size = {"characters": passage.characters, "similarity": passage.similarity, "edits": marked(passage.edits)}
        yield "passage", ends | size
    for shared in told.shared:
        yield (
            "shared",
            {
                **_formula(shared.formula),
                **_end("a", shared.first[0], len(shared.first), shown=shown),
                **_end("b", shared.second[0], len(shared.second), shown=shown),
            },
        )
    for what, formulae in (("only_a", told.only_first), ("only_b", told.only_second)):
        yield from ((what, _formula(formula)) for formula in formulae)


def _end(side: str, place: Stretch, places: int, *, shown: bool) -> dict[str, object]:
    """The first place on one side, and how many there are."""
    text = place.shown if shown else place.text
    return {f"places_{side}": places, f"begin_{side}": place.begin, f"end_{side}": place.end, f"text_{side}": text}


def _formula(formula: Formula) -> dict[str, object]:
    return {"label": formula.label, "kind": formula.kind, "score": formula.score}
