"""What is missing or doubtful of speeches, as rows and in one line; and how a table to correct it by is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Final

from lineage.cli.output import Format, write_rows, write_text
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn
from lineage.models import Doubt, Grade, SpeechTableDraft

CHECK_COLUMNS: Final = tuple(field.name for field in fields(Doubt))
_SHOWN: Final = {
    "speech_id": "speech",
    "field": "field",
    "doubt": "doubt",
    "found": "found",
    "why": "why",
    "advice": "what to do",
    "evidence": "evidence",
}


def write_doubts(doubts: Sequence[Doubt], order: Mapping[str, int], form: Format, limit: int | None) -> None:
    """Writes them to stdout, the heaviest grade first, then in this order of speeches; what is of none comes first."""
    grades = [*Grade]
    ordered = sorted(doubts, key=lambda doubt: (grades.index(doubt.grade), order.get(doubt.speech_id, -1)))[:limit]
    if not ordered and form is Format.TABLE:
        return
    rows = [[str(cell) for cell in astuple(doubt)] for doubt in ordered]
    if form is Format.TABLE:
        for row, doubt in zip(rows, ordered, strict=True):
            row[CHECK_COLUMNS.index("speech_id")] = doubt.speech_id or doubt.file
    write_rows(CHECK_COLUMNS, rows, form, shown=_SHOWN, most=len(rows))


def in_short(doubts: Sequence[Doubt], speeches: int) -> str:
    """How many speeches have which doubt, in one line: `57 speeches: 3 without date, 12 dates inferred`."""
    weighed = sorted(doubts, key=lambda doubt: [*Grade].index(doubt.grade))
    every = dict.fromkeys((doubt.field, doubt.doubt, doubt.speech_id or doubt.file) for doubt in weighed)
    counts = Counter((field, doubt) for field, doubt, _ in every)
    told = [
        f"{number:,} without {field}" if doubt == Grade.MISSING else f"{counted(number, field)} {doubt}"
        for (field, doubt), number in counts.items()
    ]
    return f"{counted(speeches, 'speech', 'speeches')}: {', '.join(told) or 'nothing is missing or doubtful'}"


def write_table(draft: SpeechTableDraft, *, to_stdout: bool, force: bool, quiet: bool) -> None:
    """Writes the table where it belongs, or to stdout; tells what has no row in it."""
    from lineage.corrections import as_csv
    from lineage.pipeline import write_speech_table

    if to_stdout:
        write_text(as_csv(draft))
    else:
        write_speech_table(draft, force=force)
    if not quiet:
        warn([f"{left.file}: has no row, as it {left.reason}. {left.hint}" for left in draft.left_out])
        where = "standard output" if to_stdout else str(draft.path)
        note(f"{counted(len(draft.rows), 'row')} → {where}")
        if not to_stdout:
            note(f"Correct it, and scan again. Columns that begin with _ are not read; {_how_to_take(draft.path)}")


def _how_to_take(path: Path) -> str:
    moved = "move what is right in them over."
    return moved if path.name == "speeches.csv" else f"{moved} Only a file called speeches.csv is read."
