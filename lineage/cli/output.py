"""Data on stdout, in the format that is asked for: a table for eyes, JSON, JSON lines, CSV or TSV for tools."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import islice


_SIX_DIGITS = re.compile(r"\d\.\d{6}")
#: Columns up to this width keep every cell on one line.
_NEVER_FOLDED = 12


class Format(StrEnum):
    """The formats of `--format`."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[object]], form: Format, *, shown: Mapping[str, str], most: int) -> None:
    """Writes rows to stdout.

    Args:
        columns: Names of all columns.
        rows: The rows.
        form: The format. Tools get every row and column, a table the first `most` rows and the columns in `shown`.
        shown: Columns of the table, and what stands above them.
        most: Rows of the table.
    """
    if form is Format.TABLE:
        _table(columns, islice(rows, most), shown)
    elif form in (Format.CSV, Format.TSV):
        writer = csv.writer(sys.stdout, delimiter="," if form is Format.CSV else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        _json(columns, rows, lines=form is Format.JSONL)
    sys.stdout.flush()


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]], headings: Mapping[str, str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from lineage.cli.terminal import shown

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    where = [columns.index(name) for name in headings]
    cells = [[shown(_short(row[at])) for at in where] for row in rows]
    for place, heading in enumerate(headings.values()):
        numeric = bool(cells) and all(_is_number(row[place].plain) for row in cells)
        # Only the longest column may be folded: figures and dates stay whole.
        widest = max((row[place].cell_len for row in cells), default=0)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold", no_wrap=widest <= _NEVER_FOLDED)
    for row in cells:
        table.add_row(*row)
    Console(highlight=False).print(table)


def _short(value: object) -> object:
    """A figure of six digits as eyes want it: two."""
    text = str(value)
    return text[:-4] if _SIX_DIGITS.fullmatch(text) else value


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _json(columns: Sequence[str], rows: Iterable[Sequence[object]], *, lines: bool) -> None:
    import orjson

    records = (dict(zip(columns, row, strict=True)) for row in rows)
    if lines:
        for record in records:
            sys.stdout.write(orjson.dumps(record).decode() + "\n")
    else:
        sys.stdout.write(orjson.dumps(list(records), option=orjson.OPT_INDENT_2).decode() + "\n")
