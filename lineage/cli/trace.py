"""`lineage trace`: one phrase through time. The edge of `lineage.trace`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lineage.cli.completion import phrases
from lineage.cli.options import AgreeingConfig, Index, Language, Page, Quiet
from lineage.cli.output import Format
from lineage.cli.progress import TerminalProgress
from lineage.cli.settings_file import settings_beside
from lineage.cli.traced import tell_trace, write_trace
from lineage.cli.traced_rows import Order, Rows


def trace(
    phrase: Annotated[
        str, Argument(metavar="PHRASE", autocompletion=phrases, help="The phrase, in either script, with any marks.")
    ],
    near: Annotated[bool, Option("--near", help="Also find wordings that are only near to it.")] = False,
    sort: Annotated[Order, Option(help="Order of the places: by date, or by what stands beside.")] = Order.DATE,
    rows: Annotated[
        Rows | None,
        Option(help="Only these, in any format.", show_default="all in a table, else places"),
    ] = None,
    limit: Annotated[int, Option(min=1, help="Places that a table shows, or rows of --rows.")] = 20,
    index: Index = Path("lineage.duckdb"),
    out: Annotated[Path, Option(help="Folder of its results.")] = Path("reports"),
    output_format: Annotated[Format, Option("--format", "-f", help="How it is written to stdout.")] = Format.TABLE,
    page: Page = None,
    lang: Language = "en",
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """Trace one phrase through time: who has it earliest, who carries it on, how it is reworded.

    For example:

        lineage trace 命运共同体

        lineage trace 又好又快 --near --page phrase.html

        lineage trace 三个代表 --rows years --format csv > years.csv
    """
    from lineage.models import PlaceOrder
    from lineage.pipeline import check_page, write_page
    from lineage.pipeline import trace as run
    from lineage.report import check_language

    check_language(lang)
    if page:
        check_page(page)
    with TerminalProgress(quiet=quiet) as progress:
        told = run(
            phrase,
            near=near,
            order=PlaceOrder(sort),
            index=index,
            out=out,
            config=config or settings_beside(),
            progress=progress,
        )
    if page:  # first: whoever reads the rest may stop before its end
        write_page(told, page, language=lang)
    write_trace(told, output_format, rows, limit)
    if not quiet:
        tell_trace(told, near=near)
