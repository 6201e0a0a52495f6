"""One record of a .jsonl or .csv: its column `text` is the speech, the others say what is known of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson

from lineage.errors import InputError
from lineage.models import Fact, Provenance
from lineage.reading.contents import MOST_BYTES
from lineage.reading.decode import settled
from lineage.reading.formats.extracted import Extracted
from lineage.reading.front_matter import FIELD_NAMES

if TYPE_CHECKING:
    from _csv import Reader

#: How a record is called and what it says is no statement about the speech.
_NO_FACTS: Final = ("id", "text")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of records mean.

    Attributes:
        named: The column of each field, where it is called otherwise: `{"text": "content"}`. A record that has no such
            column means by each column what its name says.
    """

    named: Mapping[str, str]

    @classmethod
    def of(cls, settings: Sequence[str]) -> Columns:
        """From settings like `text=content`; `lineage.settings` has checked them."""
        pairs = (each.partition("=") for each in settings)
        return cls({field.strip(): column.strip() for field, _, column in pairs})

    def of_json(self, record: object) -> dict[str, str]:
        """The values of a JSON object by field; what is no text or number states nothing."""
        if not isinstance(record, dict):
            return {}
        return self._by_field({key: _text(value) for key, value in record.items()})

    def of_row(self, header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
        """The values of a row by field."""
        return self._by_field(dict(zip(header, cells, strict=False)))

    def _by_field(self, values: Mapping[str, str]) -> dict[str, str]:
        stated = {column.strip(): value for column, value in values.items()}
        fields = {column: field for field, column in self.named.items() if column in stated}
        found = {field: stated[column] for column, field in fields.items() if stated[column].strip()}
        for column, value in stated.items():
            field = FIELD_NAMES.get(column.lower(), column.lower())
            if value.strip() and column not in fields and field not in fields.values():
                found.setdefault(field, value)
        return found


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def rows_of(lines: Iterable[str]) -> Reader:
    """The rows of a CSV file; the module of Python has one limit for the cells of a whole process, low for a speech."""
    csv.field_size_limit(MOST_BYTES)
    return csv.reader(lines, strict=True)


def read_json_record(data: bytes, columns: Columns) -> Extracted:
    """The speech of one line of a .jsonl.

    Raises:
        InputError: It is no JSON object, or has no text.
    """
    try:
        record = columns.of_json(orjson.loads(data.removeprefix(b"\xef\xbb\xbf")))
    except orjson.JSONDecodeError as error:
        raise InputError(f"is no JSON ({error})", "Write one JSON object a line.") from error
    return _extracted(record, "JSON")


def read_row(data: bytes, columns: Columns) -> Extracted:
    """The speech of one row of a .csv, before which the head of the table stands.

    Raises:
        InputError: It has no text.
    """
    header, *rows = rows_of(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return _extracted(columns.of_row(header, rows[0]) if rows else {}, "CSV")


def _extracted(record: Mapping[str, str], form: str) -> Extracted:
    read = settled(record.get("text", ""), "utf-8", form)
    stated = {field: value.replace("\x00", "").strip() for field, value in record.items() if field not in _NO_FACTS}
    facts = {
        field: Fact(value, Provenance.DOCUMENT, f"{field}={value}"[:200]) for field, value in stated.items() if value
    }
    return Extracted(read.text, read.encoding, read.evidence, facts=facts, warnings=read.warnings)
