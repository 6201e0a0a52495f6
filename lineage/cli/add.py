"""`lineage add`: adds speeches to an index and tells what they inherit. The edge of `lineage.add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from lineage.cli.incoming import incoming
from lineage.cli.inheritance import tell_inheritance, tell_understood, write_inheritance
from lineage.cli.output import Format
from lineage.cli.progress import TerminalProgress
from lineage.cli.settings_file import settings_beside
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn
from lineage.errors import ExitCode, how_to_report

if TYPE_CHECKING:
    from lineage.models import Addition


def add(
    files: Annotated[
        list[str], Argument(metavar="FILE", help="Files of speeches, or folders; `-` reads one from standard input.")
    ],
    date: Annotated[str, Option(help="When it was held: 2013-11-05, 2019-10, 2014 or 2014~.")] = "",
    speaker: Annotated[str, Option(help="Who held it.")] = "",
    title: Annotated[str, Option(help="What it is called.")] = "",
    venue: Annotated[str, Option(help="Where it was held.")] = "",
    speech_id: Annotated[str, Option("--id", help="What it is to be called in the index.")] = "",
    index: Annotated[Path, Option(help="Index that a scan wrote.")] = Path("lineage.duckdb"),
    out: Annotated[Path, Option("--out", "-o", help="Folder for the results.")] = Path("reports"),
    dry_run: Annotated[bool, Option("--dry-run", help="Only tell what would be understood; write nothing.")] = False,
    no_report: Annotated[
        bool, Option("--no-report", help="Leave data files and pages as they are; `lineage report` renews them.")
    ] = False,
    jobs: Annotated[
        int | None, Option("--jobs", "-j", min=1, help="Processes at once; the results are the same.")
    ] = None,
    memory_limit: Annotated[
        str | None,
        Option(help="Memory to get along with, like 2GB; the rest goes to disk. Slower; the results are the same."),
    ] = None,
    output_format: Annotated[
        Format, Option("--format", "-f", help="How what they inherit is written to stdout.")
    ] = Format.TABLE,
    lang: Annotated[
        str, Option("--lang", help="Language of the pages: en or zh.", show_default="that of the pages there")
    ] = "",
    config: Annotated[
        Path | None,
        Option(help="Settings file, which the index must agree with.", show_default="lineage.toml"),
    ] = None,
    strict: Annotated[bool, Option("--strict", help="Leave with 3 if any file could not be read.")] = False,
    force: Annotated[bool, Option("--force", help="Write into the folder even if it holds other files.")] = False,
    quiet: Annotated[bool, Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Add speeches to the index, tell what they inherit, and renew data files and pages.

    It is the same as scanning all anew with them in place. For example:

        lineage add new.txt

        lineage add speech.txt --date 2021-06-29 --speaker 黄坤明

        curl … | lineage add - --id 2021-speech --dry-run
    """
    from lineage.machine import bytes_of
    from lineage.pipeline import add as run

    with incoming(files, speech_id) as paths, TerminalProgress(quiet=quiet) as progress:
        came = run(
            paths,
            date=date,
            speaker=speaker,
            title=title,
            venue=venue,
            speech_id=speech_id,
            out=out,
            index=index,
            dry_run=dry_run,
            memory_limit=bytes_of(memory_limit) if memory_limit else None,
            report=not no_report,
            force=force,
            language=lang,
            jobs=jobs,
            config=config or settings_beside(),
            progress=progress,
        )
    for speech, own in zip(came.speeches, came.columns, strict=True) if not quiet else ():
        tell_understood(speech, own)
    write_inheritance(came.inheritances, output_format)
    if not quiet:
        _tell(came, index, out, report=not no_report)
    if strict and came.skipped:
        raise Exit(ExitCode.SKIPPED)


def _tell(came: Addition, index: Path, out: Path, *, report: bool) -> None:
    warn(came.warnings)
    warn([f"{skip.file}: not read, {skip.reason}. {skip.hint}".strip() for skip in came.skipped])
    for told in came.inheritances:
        tell_inheritance(told)
    if not came.inheritances:
        note("What they inherit is told for a few at once; `lineage query FILE` tells it of any.")
    if came.result is None:
        note("Dry run: nothing was written.")
        return
    speeches, formulae = len(came.result.speeches), len(came.result.formulae)
    where = f"{index} and {out / 'data'}" if report else f"{index}; {how_to_report(index, out)} renews {out}"
    note(
        f"Added {counted(len(came.speeches), 'speech', 'speeches')}: now {speeches:,}, with "
        f"{counted(formulae, 'formula', 'formulae')} → {where}"
    )
