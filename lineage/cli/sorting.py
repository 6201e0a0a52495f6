"""The order of rows by one of their columns, for `--sort` and `--reverse`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from typer import Option

from lineage.cli.options import RESULTS
from lineage.cli.output import Row
from lineage.edtf import parse_edtf

Reverse = Annotated[
    bool,
    Option("--reverse", rich_help_panel=RESULTS, help="The other way round; what is unknown comes last all the same."),
]


def in_order(columns: Sequence[str], rows: Iterable[Row], column: str, *, reverse: bool) -> list[Row]:
    """Rows by one of their columns: figures downwards, ranks and texts upwards, dates by the last day they can mean.

    What is unknown comes last, whichever way round; rows that are equal stay as they are.
    """
    at = columns.index(column)
    every = list(rows)
    known = sorted((row for row in every if row[at] != ""), key=lambda row: _key(column, row[at]), reverse=reverse)
    return [*known, *(row for row in every if row[at] == "")]


def _key(column: str, cell: object) -> tuple[float, float, str]:
    """What a cell is sorted by, upwards."""
    if isinstance(cell, int | float):
        return cell if column == "rank" else -cell, 0, ""
    text = str(cell)
    if column == "date" or column.endswith("_date"):
        latest, longest = parse_edtf(text).order()
        return latest.toordinal(), longest, text
    return 0, 0, text
