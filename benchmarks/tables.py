"""Prints tables: on a terminal, or as Markdown for the documents."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Columns of a terminal that no table fills.
_WIDE = 1000
#: Rows of a table; an empty row parts groups.
Rows = Sequence[Sequence[str]]


def print_table(title: str, columns: Sequence[str], rows: Rows, *, markdown: bool = False) -> None:
    """Prints the rows under their columns; the first column is text, the others stand to the right."""
    if markdown:
        print(as_markdown(columns, rows))
        return
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        if row:
            table.add_row(*(Text(cell) for cell in row))
        else:
            table.add_section()
    # Lines are as wide as they need be: rich would cut cells, and a terminal that is narrower breaks lines itself.
    console = Console(width=_WIDE)
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def as_markdown(columns: Sequence[str], rows: Rows) -> str:
    """The table as Markdown; the rows that part groups are left out."""
    lines = [columns, ["---", *("--:" for _ in columns[1:])], *filter(None, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def plain(value: float, digits: int = 3) -> str:
    """A share without the zero before its point: .983, but 1.000."""
    return f"{value:.{digits}f}".removeprefix("0") if value else "0"
