"""`lineage report`: writes data files and pages anew from the index, or figures for a paper, or one file to be mailed.

The edge of `lineage.write_report`; with `--png` of `lineage.write_figures`, with `--single-file` of
`lineage.write_single_file`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from typer import Option

from lineage.cli.completion import phrases
from lineage.cli.options import AgreeingConfig, EmbedAsBefore, Force, Index, LanguageAsBefore, Out, Quiet
from lineage.cli.progress import TerminalProgress
from lineage.cli.talk import note

if TYPE_CHECKING:
    from lineage.settings import StatedSettings

#: What a site that is one file says of what it cannot hold whole.
_HOLDS: Final = {
    "speeches": "It holds the {held:,} latest of {all:,} speeches, each with its text, so that it can be mailed",
    "formulae": "It holds the pages of the first {held:,} of {all:,} formulae",
    "sentences": "It holds {held:,} of {all:,} further parts of the sentences that open in the table of formulae",
}


def report(
    out: Out = Path("reports"),
    index: Index = Path("lineage.duckdb"),
    lang: LanguageAsBefore = "",
    png: Annotated[
        Path | None,
        Option(metavar="FOLDER", help="Write the figures into this folder instead, as PNG, SVG and CSV, for a paper."),
    ] = None,
    formula: Annotated[
        list[str] | None,
        Option(
            metavar="PHRASE", autocompletion=phrases, help="With --png: also how often it is said; may be given again."
        ),
    ] = None,
    embed: EmbedAsBefore = "",
    single_file: Annotated[
        Path | None,
        Option("--single-file", metavar="FILE", help="Write only this: the whole site as one file, to be mailed."),
    ] = None,
    config: AgreeingConfig = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the data files and the pages anew from the index, in their language and with as much of texts as before.

    For example:

        lineage report --lang zh

        lineage report --png figures --formula 新发展理念

        lineage report --single-file report.html --embed none
    """
    if single_file:
        _refuse({"--png": png, "--formula": formula, "--force": force}, "--single-file writes one file of pages")
        _write_single_file(single_file, index, out, lang, embed, config, quiet=quiet)
    elif png:
        _refuse({"--embed": embed}, "--png writes figures, which hold no texts")
        _write_figures(png, formula or (), index, out, lang, config, force=force, quiet=quiet)
    else:
        _refuse_figures(formula)
        _write_pages(index, out, lang, embed, config, force=force, quiet=quiet)


def _refuse(options: Mapping[str, object], told: str) -> None:
    """Refuses options that have no meaning beside another.

    Raises:
        UsageError: If one of them was given.
    """
    from lineage.errors import UsageError

    for name, value in options.items():
        if value:
            raise UsageError(f"{told}: {name} cannot go with it", f"Leave out {name}, or call lineage report twice.")


def _refuse_figures(formulae: list[str] | None) -> None:
    """Refuses a figure where no folder for it is named.

    Raises:
        UsageError: If one was asked for.
    """
    from lineage.errors import UsageError

    if formulae:
        raise UsageError("--formula draws a figure, and no folder is named", "Name one with --png.")


def _write_pages(
    index: Path, out: Path, language: str, embed: str, config: StatedSettings | None, *, force: bool, quiet: bool
) -> None:
    from lineage.pipeline import write_report as run

    with TerminalProgress(quiet=quiet) as progress:
        result = run(
            out=out, index=index, force=force, language=language, embed=embed, config=config, progress=progress
        )
    if not quiet:
        note(f"{len(result.speeches):,} speeches, {len(result.formulae):,} formulae → {out / 'index.html'}")


def _write_figures(
    folder: Path,
    formulae: Sequence[str],
    index: Path,
    out: Path,
    language: str,
    config: StatedSettings | None,
    *,
    force: bool,
    quiet: bool,
) -> None:
    from lineage.pipeline import write_figures as run

    with TerminalProgress(quiet=quiet) as progress:
        files = run(
            folder,
            formulae=formulae,
            index=index,
            out=out,
            language=language,
            force=force,
            config=config,
            progress=progress,
        )
    if not quiet:
        note(f"{len(files):,} files → {folder}")


def _write_single_file(
    path: Path, index: Path, out: Path, language: str, embed: str, config: StatedSettings | None, *, quiet: bool
) -> None:
    from lineage.pipeline import write_single_file as run

    with TerminalProgress(quiet=quiet) as progress:
        bundle = run(path, index=index, out=out, language=language, embed=embed, config=config, progress=progress)
    if quiet:
        return
    note(f"{len(bundle.content) / 1e6:.1f} MB → {path}; the data files stay beside the full report")
    for kind, held in bundle.cut.items():
        years = f", of {held.years}," if held.years else ""
        note(
            f"{_HOLDS[kind].format(held=held.count, all=held.every)}; {held.every - held.count:,}{years} stand in the "
            "full report only."
        )
