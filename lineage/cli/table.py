"""A table for eyes: corpus text shown as text, figures with two digits, as many columns as the terminal holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from lineage.cli.consoles import for_data
from lineage.cli.terminal import shown

#: Columns up to this width keep every cell on one line; a wider one is folded, but never below it.
_NEVER_FOLDED = 12
#: Between two columns, and at the edges together.
_GAP, _EDGES = 3, 2


def draw_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[str, Sequence[str]]:
    """The table as it is written to stdout, and the last headings, which a narrow terminal has no room for."""
    rows = list(rows)
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(cell.cell_len for cell in column) for column in zip(map(Text, headings), *cells, strict=True)]
    console = for_data()
    held = _columns_held(widths, console.width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at, heading in enumerate(headings[:held]):
        justify: JustifyMethod = "right" if _numeric([row[at] for row in rows]) else "left"
        table.add_column(heading, justify=justify, overflow="fold", no_wrap=widths[at] <= _NEVER_FOLDED)
    for row in cells:
        table.add_row(*row[:held])
    with console.capture() as drawn:
        console.print(table)
    return drawn.get(), headings[held:]


def _columns_held(widths: Sequence[int], room: int) -> int:
    """How many columns fit, from the left; two at least."""
    held = len(widths)
    while held > 2 and sum(min(width, _NEVER_FOLDED) + _GAP for width in widths[:held]) - _GAP + _EDGES > room:
        held -= 1
    return held


def _numeric(column: Sequence[object]) -> bool:
    """Whether all that is known in a column are numbers."""
    known = [value for value in column if value != ""]
    return bool(known) and all(isinstance(value, int | float) for value in known)


def _cell(value: object) -> Text:
    return shown(f"{value:.2f}" if isinstance(value, float) else value)
