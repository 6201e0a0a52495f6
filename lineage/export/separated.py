"""Tables for spreadsheets and scripts: CSV and TSV, with a byte order mark and harmless cells where asked for.

Without options they are the data files of a scan, to the byte. A spreadsheet takes what begins with `=`, `+`, `-` or
`@`, in full width, too, or with a tab or line end, for a formula; such cells get a `'` before them, as OWASP advises
("CSV Injection"). One that parts cells at other marks than the file does, as it may where decimals have a comma, finds
the beginning of a cell inside one: what stands there is defused, too. Numbers stay as they are; the identifier of a
formula that looks like one (twelve digits, or digits with one `e` among them) gets the mark, in every table alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.tables import TABLES, in_blocks, table_lines
from lineage.models import ScanResult

_BOM: Final = "\ufeff"
#: A cell of a data file, and what ends it; see `lineage.export.tables`, which quotes no other cells.
_CELL: Final = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^,"]*))(?:,|\n\Z)')
#: Where a formula may begin: at the beginning of a cell, or after what may part cells; blanks may stand before it.
_STEERS: Final = re.compile(r"(?:\A|(?<=[,;|\t\r\n]))(?=[\s\u200b\ufeff]*[=+\-@＝＋－＠])|\A(?=[\t\r\n])")
#: What Excel takes of a cell and of a table.
_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_576
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
#: An identifier of a formula that a spreadsheet would round, or whose zeros it would take off.
_LIKE_A_NUMBER: Final = re.compile(r"(?=.{12}\Z)\d+(?:e\d+)?", re.ASCII)


def export_csv(material: Material, options: ExportOptions) -> Produced:
    """One table, or all of them."""
    suffix = "tsv" if options.delimiter == "tab" else "csv"
    tables = (options.table,) if options.table else TABLES
    told = tuple(_too_much(material.result, tables)) if options.excel else ()
    return Produced(((f"{table}.{suffix}", _table(table, material, options)) for table in tables), told)


def _too_much(result: ScanResult, tables: Sequence[str]) -> Iterator[str]:
    """What Excel cuts off."""
    found = result.passages
    lengths = {
        "passages": [
            *(found.first_end - found.first_begin).tolist(),
            *(found.second_end - found.second_begin).tolist(),
        ],
        "furniture": [span.end - span.begin for _, spans in result.left_out() for span in spans],
    }
    for table, own in lengths.items():
        if table in tables and (long := sum(length > _LONGEST for length in own)):
            yield f"{table}: {long:,} cells hold more than the {_LONGEST:,} characters that Excel takes"
    if "occurrences" in tables and len(result.occurrences) >= _MOST_ROWS:
        rows = f"{len(result.occurrences):,} rows"
        yield f"occurrences: has {rows}, and Excel takes {_MOST_ROWS:,}; lineage export parquet writes it for others"


def _table(table: str, material: Material, options: ExportOptions) -> Iterator[bytes]:
    lines = table_lines(table, material.result, material.heritage)
    if options.excel or options.delimiter == "tab":
        return separated(map(_cells, lines), options, "comma")
    return in_blocks(_marked(lines, options))


def separated(rows: Iterable[Sequence[str]], options: ExportOptions, delimiter: str) -> Iterator[bytes]:
    """Rows as these options want them; `delimiter` where they do not say.

    Args:
        rows: The header and the rows, numbers as they are written.
        options: What is asked for.
        delimiter: `comma` or `tab`.
    """
    between = "\t" if (options.delimiter or delimiter) == "tab" else ","
    cell = _defused if options.excel else str
    lines = (between.join(_quoted(cell(text), between) for text in row) + "\n" for row in rows)
    return in_blocks(_marked(lines, options))


def _marked(lines: Iterator[str], options: ExportOptions) -> Iterator[str]:
    if options.bom or options.excel:
        yield _BOM
    yield from lines


def _cells(line: str) -> list[str]:
    """The cells of a line of a data file."""
    return [plain or quoted.replace('""', '"') for quoted, plain in _CELL.findall(line)]


def _quoted(text: str, between: str) -> str:
    if not any(mark in text for mark in (between, '"', "\n", "\r")):
        return text
    return '"' + text.replace('"', '""') + '"'


def _defused(text: str) -> str:
    if _LIKE_A_NUMBER.fullmatch(text):
        return f"'{text}"
    return text if _NUMBER.fullmatch(text) else _STEERS.sub("'", text)
