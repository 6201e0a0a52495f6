"""`lineage report`: writes data files and pages anew from the index. The edge of `lineage.write_report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from lineage.cli.progress import TerminalProgress
from lineage.cli.talk import note


def report(
    out: Annotated[Path, Option("--out", "-o", help="Folder for the results.")] = Path("reports"),
    index: Annotated[Path, Option(help="Index that a scan wrote.")] = Path("lineage.duckdb"),
    lang: Annotated[str, Option("--lang", help="Language of the pages: en or zh.")] = "en",
    force: Annotated[bool, Option("--force", help="Write into the folder even if it holds other files.")] = False,
    quiet: Annotated[bool, Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Write the data files and the pages anew from the index.

    For example:

        lineage report --lang zh
    """
    from lineage.pipeline import write_report as run

    with TerminalProgress(quiet=quiet) as progress:
        result = run(out=out, index=index, force=force, language=lang, progress=progress)
    if not quiet:
        note(f"{len(result.speeches):,} speeches, {len(result.formulae):,} formulae → {out / 'index.html'}")
