"""`lineage query`: what a speech inherits, without adding it. The edge of `lineage.query`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lineage.cli.incoming import incoming
from lineage.cli.inheritance import tell_inheritance, tell_understood, write_inheritance
from lineage.cli.options import OUT_BESIDE, AgreeingConfig, Date, Index, OutputFormat, Quiet
from lineage.cli.output import Format
from lineage.cli.progress import TerminalProgress


def query(
    file: Annotated[str, Argument(metavar="FILE", help="File of one speech; `-` reads it from standard input.")],
    index: Index = Path("lineage.duckdb"),
    out: Annotated[Path, Option("--out", "-o", metavar="FOLDER", help=OUT_BESIDE)] = Path("reports"),
    date: Date = "",
    output_format: OutputFormat = Format.TABLE,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """Tell what a speech inherits from those of an index, without adding it.

    For example:

        lineage query new.txt

        pbpaste | lineage query - --date 2021-06-29 --format json
    """
    from lineage.pipeline import query as run

    with incoming([file], "stdin") as (path,), TerminalProgress(quiet=quiet) as progress:
        told = run(path, index=index, out=out, date=date, config=config, progress=progress)
    if not quiet:
        tell_understood(told.speech, told.columns)
    write_inheritance([told], output_format)
    if not quiet:
        tell_inheritance(told)
