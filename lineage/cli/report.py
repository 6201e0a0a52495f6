"""`lineage report`: writes data files and pages anew from the index, or figures for a paper.

The edge of `lineage.write_report` and, with `--png`, of `lineage.write_figures`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from lineage.cli.options import EmbedOption, Force, Index, Language, Out, Quiet
from lineage.cli.progress import TerminalProgress
from lineage.cli.talk import note


def report(
    out: Out = Path("reports"),
    index: Index = Path("lineage.duckdb"),
    lang: Language = "en",
    png: Annotated[
        Path | None, Option(help="Write the figures into this folder instead, as PNG, SVG and CSV, for a paper.")
    ] = None,
    formula: Annotated[
        list[str] | None, Option(metavar="PHRASE", help="With --png: also how often it is said; may be repeated.")
    ] = None,
    embed: EmbedOption = "",
    single_file: Annotated[
        Path | None,
        Option("--single-file", metavar="FILE", help="Write only this: the whole site as one file, to be mailed."),
    ] = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the data files and the pages anew from the index.

    For example:

        lineage report --lang zh

        lineage report --png figures --formula 新发展理念

        lineage report --single-file report.html --embed none
    """
    from lineage.errors import UsageError
    from lineage.pipeline import write_figures

    if single_file:
        _write_single_file(single_file, index, lang, embed, quiet=quiet)
        return
    from lineage.pipeline import write_report as run

    if formula and not png:
        raise UsageError("--formula draws a figure, and no folder is named", "Name one with --png.")
    if png:
        with TerminalProgress(quiet=quiet) as progress:
            files = write_figures(
                png, formulae=formula or (), index=index, out=out, language=lang, force=force, progress=progress
            )
        if not quiet:
            note(f"{len(files):,} files → {png}")
        return
    with TerminalProgress(quiet=quiet) as progress:
        result = run(out=out, index=index, force=force, language=lang, embed=embed, progress=progress)
    if not quiet:
        note(f"{len(result.speeches):,} speeches, {len(result.formulae):,} formulae → {out / 'index.html'}")


def _write_single_file(path: Path, index: Path, language: str, embed: str, *, quiet: bool) -> None:
    from lineage.pipeline import write_single_file as run

    with TerminalProgress(quiet=quiet) as progress:
        bundle = run(path, index=index, language=language, embed=embed, progress=progress)
    if quiet:
        return
    note(f"{len(bundle.content) / 1e6:.1f} MB → {path}; the data files stay beside the full report")
    for folder, (held, every) in bundle.cut.items():
        note(
            f"It holds the first {held:,} of {every:,} in {folder}, so that it can be mailed; the full report has all."
        )
