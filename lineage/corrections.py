"""What is known of speeches as a speeches.csv to correct by hand, such as `lineage.reading.table` reads.

What is stated stands in its column. What was only inferred stands beside it, in a column whose heading begins with `_`
and which no scan reads: to move it over is to confirm it. Were it written as stated, the next scan would take a guess
of its own for the word of a person. `_doubt`, last, says what to look at. Rows and columns of a table that is there are
kept; where its cells say anything, they go before.

Cells are exact, also those that begin with `=` or `-`: the table is read back, and what is altered for a spreadsheet
would come back altered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lineage.models import Doubt, Fact, Provenance, SpeechTableDraft
from lineage.reading import NOTE

#: What a text or a copy can yield.
_INFERRED: Final = ("date", "speaker", "role", "title", "venue")
_STATED: Final = ("file", "id", *_INFERRED, "source", "encoding")
_DOUBT: Final = f"{NOTE}doubt"
#: Spreadsheets cut longer cells.
_LONGEST: Final = 32_767


@dataclass(frozen=True, slots=True)
class Correctable:
    """What is known of one speech.

    Attributes:
        name: Its file, relative to the folder of the table.
        identifier: Its id, if it was given one.
        encoding: Its encoding, if one was stated for this file.
        own: What is known from itself and what stands beside it, by field.
        known: The same, with what its copies know.
        doubts: What is doubtful.
    """

    name: str
    identifier: str
    encoding: str
    own: Mapping[str, Fact]
    known: Mapping[str, Fact]
    doubts: Sequence[Doubt]


def rows_to_correct(
    speeches: Sequence[Correctable], standing: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, ...], tuple[Mapping[str, str], ...]]:
    """The headings and rows of the table: the speeches as they come, then the rows that stand there for other files.

    Args:
        speeches: What is known of each.
        standing: The cells of the table that is there, by file and heading.
    """
    rows: list[Mapping[str, str]] = [_row(speech, standing.get(speech.name)) for speech in speeches]
    named = {speech.name for speech in speeches}
    rows += [{**cells, "file": name} for name, cells in standing.items() if name not in named]
    first = [column for field in _STATED for column in (field, *([NOTE + _of(field)] if field in _INFERRED else []))]
    known = {*first, _DOUBT}
    kept = dict.fromkeys(column for cells in standing.values() for column in cells)
    new = sorted({column for row in rows for column in row} - kept.keys())
    return (*first, *(column for column in (*kept, *new) if column not in known), _DOUBT), tuple(rows)


def as_csv(draft: SpeechTableDraft) -> str:
    """The table as text; line ends are CR LF, so that those within cells are told from them."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, draft.columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(draft.rows)
    return text.getvalue()


def _of(field: str) -> str:
    return f"inferred_{field}"


def _row(speech: Correctable, standing: Mapping[str, str] | None) -> dict[str, str]:
    # A row that stands there is how its speech came by these facts, and may have been corrected since.
    stated = {
        field: fact.value
        for field, fact in speech.own.items()
        if not fact.inferred and not (standing and fact.provenance is Provenance.TABLE) and _can_head(field)
    }
    # How a file is called and read is no fact of a speech, whatever its front matter says.
    stated |= {"id": speech.identifier, "encoding": "" if standing else speech.encoding}
    cells = {column: value for column, value in stated.items() if _comes_back(value)}
    cells |= {column: cell for column, cell in (standing or {}).items() if cell}
    return cells | {"file": speech.name} | _notes(speech)


def _notes(speech: Correctable) -> dict[str, str]:
    inferred = {
        NOTE + _of(field): fact.value if (fact := speech.known.get(field)) and fact.inferred else ""
        for field in _INFERRED
    }
    return {**inferred, _DOUBT: "; ".join(_sentences(speech.doubts))}


def _sentences(doubts: Iterable[Doubt]) -> Iterable[str]:
    for doubt in doubts:
        rests = f" ({doubt.evidence})" if doubt.evidence else ""
        yield f"{doubt.field} {doubt.doubt}: {doubt.why}{rests}"


def _can_head(field: str) -> bool:
    """Whether a column of this name would be read back as this field."""
    return bool(field) and field == field.strip().lower()


def _comes_back(value: str) -> bool:
    """Whether a value is read back from a cell as it is; what is not stays where it is stated."""
    return bool(value) and value == value.strip() and len(value) <= _LONGEST and "\0" not in value
