"""`lineage trace`: one phrase through time. The edge of `lineage.trace`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lineage.cli.completion import phrases
from lineage.cli.options import (
    RESULTS,
    AgreeingConfig,
    EmbedOption,
    Index,
    Language,
    OutBeside,
    OutputFormat,
    Page,
    Quiet,
)
from lineage.cli.output import Format
from lineage.cli.progress import TerminalProgress
from lineage.cli.traced import tell_trace, write_trace
from lineage.cli.traced_rows import Order, Rows


def trace(
    phrase: Annotated[
        str, Argument(metavar="PHRASE", autocompletion=phrases, help="The phrase, in either script, with any marks.")
    ],
    near: Annotated[bool, Option("--near", help="Also find wordings that are only near to it.")] = False,
    sort: Annotated[
        Order,
        Option(
            metavar="ORDER",
            rich_help_panel=RESULTS,
            help="Order of the places: date; or left or right, by what stands there.",
        ),
    ] = Order.DATE,
    rows: Annotated[
        Rows | None,
        Option(
            metavar="ROWS",
            rich_help_panel=RESULTS,
            help="Only these: places, carriers, wordings, years or periods.",
            show_default="all in a table, else places",
        ),
    ] = None,
    limit: Annotated[
        int, Option(metavar="N", min=1, rich_help_panel=RESULTS, help="Places that a table shows, or rows of --rows.")
    ] = 20,
    index: Index = Path("lineage.duckdb"),
    out: OutBeside = Path("reports"),
    output_format: OutputFormat = Format.TABLE,
    page: Page = None,
    lang: Language = "en",
    embed: EmbedOption = "",
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
    from lineage.report import check_language, embed_asked

    check_language(lang)
    embed_asked(embed)
    if page:
        check_page(page)
    with TerminalProgress(quiet=quiet) as progress:
        told = run(
            phrase,
            near=near,
            order=PlaceOrder(sort),
            index=index,
            out=out,
            config=config,
            progress=progress,
        )
    if page:  # first: whoever reads the rest may stop before its end
        write_page(told, page, language=lang, embed=embed)
    write_trace(told, output_format, rows, limit)
    if not quiet:
        tell_trace(told, near=near)
