"""`lineage compare`: two speeches side by side. The edge of `lineage.compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lineage.cli.compared import tell_comparison, write_comparison
from lineage.cli.completion import speeches
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

_SPEECH = "Identifier of a speech, or a part of it that no other has, such as its date."


def compare(
    first: Annotated[str, Argument(metavar="A", autocompletion=speeches, help=_SPEECH)],
    second: Annotated[str, Argument(metavar="B", autocompletion=speeches, help=_SPEECH)],
    limit: Annotated[
        int,
        Option(metavar="N", min=1, rich_help_panel=RESULTS, help="Rows that each table shows; other formats hold all."),
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
    """Compare two speeches of an index: what both have, and what one of them has alone.

    For example:

        lineage compare 2013-11-05 2014-06-05
    """
    from lineage.pipeline import check_page, write_page
    from lineage.pipeline import compare as run
    from lineage.report import check_language, embed_asked

    check_language(lang)
    embed_asked(embed)
    if page:
        check_page(page)
    with TerminalProgress(quiet=quiet) as progress:
        told = run(first, second, index=index, out=out, config=config, progress=progress)
    if page:  # first: whoever reads the rest may stop before its end
        write_page(told, page, language=lang, embed=embed)
    if not quiet:
        tell_comparison(told)
    write_comparison(told, output_format, limit)
