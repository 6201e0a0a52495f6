"""`lineage report`: writes data files and pages anew from the index. The edge of `lineage.write_report`."""

from __future__ import annotations

from pathlib import Path

from lineage.cli.options import Force, Index, Language, Out, Quiet
from lineage.cli.progress import TerminalProgress
from lineage.cli.talk import note


def report(
    out: Out = Path("reports"),
    index: Index = Path("lineage.duckdb"),
    lang: Language = "en",
    force: Force = False,
    quiet: Quiet = False,
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
