"""`lineage add`: adds speeches to an index and tells what they inherit. The edge of `lineage.add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from lineage.cli.clusters import Engine, cluster_of
from lineage.cli.incoming import incoming
from lineage.cli.inheritance import tell_inheritance, tell_understood, write_inheritance
from lineage.cli.named import FilesFrom, named_files
from lineage.cli.options import (
    KNOWN,
    AgreeingConfig,
    Date,
    EmbedAsBefore,
    EngineOption,
    Force,
    Index,
    Jobs,
    LanguageAsBefore,
    Master,
    MemoryLimit,
    NoReport,
    Out,
    OutputFormat,
    Quiet,
    Remote,
    SparkConf,
    Storage,
    Strict,
)
from lineage.cli.output import Format
from lineage.cli.progress import TerminalProgress
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn
from lineage.errors import ExitCode, how_to_report

if TYPE_CHECKING:
    from lineage.models import Addition

_DryRun = Annotated[
    bool,
    Option(
        "--dry-run", help="Only tell what would be understood; write nothing. In this process, whatever the engine."
    ),
]


def add(
    files: Annotated[
        list[str] | None,
        Argument(
            metavar="FILE",
            help="Files of speeches, folders, patterns of files; `-` reads a speech from standard input.",
            show_default=False,
        ),
    ] = None,
    date: Date = "",
    speaker: Annotated[str, Option(metavar="NAME", rich_help_panel=KNOWN, help="Who held it.")] = "",
    title: Annotated[str, Option(metavar="TEXT", rich_help_panel=KNOWN, help="What it is called.")] = "",
    venue: Annotated[str, Option(metavar="PLACE", rich_help_panel=KNOWN, help="Where it was held.")] = "",
    speech_id: Annotated[
        str, Option("--id", metavar="NAME", rich_help_panel=KNOWN, help="What it is to be called in the index.")
    ] = "",
    index: Index = Path("lineage.duckdb"),
    out: Out = Path("reports"),
    files_from: FilesFrom = None,
    dry_run: _DryRun = False,
    no_report: NoReport = False,
    jobs: Jobs = None,
    memory_limit: MemoryLimit = None,
    engine: EngineOption = Engine.DUCKDB,
    master: Master = "",
    remote: Remote = "",
    storage: Storage = None,
    spark_conf: SparkConf = None,
    output_format: OutputFormat = Format.TABLE,
    lang: LanguageAsBefore = "",
    embed: EmbedAsBefore = "",
    config: AgreeingConfig = None,
    strict: Strict = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Add speeches to the index, tell what they inherit, and renew data files and pages.

    It is the same as scanning all anew with them in place. For example:

        lineage add new.txt

        lineage add speech.txt --date 2021-06-29 --speaker 黄坤明

        curl … | lineage add - --id 2021-speech --dry-run
    """
    from lineage.pipeline import add as run
    from lineage.settings import memory_of

    cluster = cluster_of(engine, master, remote, storage, spark_conf)
    named = named_files(files or (), files_from, example="lineage add new.txt")
    with incoming(named, speech_id) as paths, TerminalProgress(quiet=quiet) as progress:
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
            memory_limit=memory_of(memory_limit),
            cluster=cluster,
            report=not no_report,
            force=force,
            language=lang,
            embed=embed,
            jobs=jobs,
            config=config,
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
