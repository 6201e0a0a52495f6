"""`lineage scan`: reads a folder of speeches and finds the formulae they share. The edge of `lineage.scan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from lineage.cli.clusters import Engine, cluster_of
from lineage.cli.named import FilesFrom, named_files
from lineage.cli.options import (
    Config,
    EmbedOption,
    EngineOption,
    Force,
    Jobs,
    Language,
    Master,
    MemoryLimit,
    Out,
    OutputFormat,
    Quiet,
    Remote,
    SparkConf,
    Storage,
    Strict,
)
from lineage.cli.output import Format, write_rows
from lineage.cli.progress import TerminalProgress
from lineage.cli.summary import tell_reading, tell_results
from lineage.errors import ExitCode

if TYPE_CHECKING:
    from lineage.gathering import Gathered
    from lineage.models import ScanResult
    from lineage.settings import Settings, StatedSettings

#: Columns of the table, and what stands above them.
_SHOWN = {
    "rank": "rank",
    "label": "formula",
    "score": "score",
    "speeches": "speeches",
    "occurrences": "places",
    "first_date": "first",
    "last_date": "last",
}
_MOST_SHOWN = 20

#: Headings of `--help`.
_READ, _COUNTS = "What is read", "What counts as a formula"

_Paths = Annotated[
    list[str] | None,
    Argument(
        metavar="PATH",
        help="Folders (read with all they hold), files of speeches, patterns of files.",
        show_default=False,
    ),
]
_KeepingIndex = Annotated[
    Path, Option(metavar="FILE", help="Index, which keeps what was read: the next scan is faster.")
]
_MinSpeeches = Annotated[
    int | None,
    Option(
        metavar="N",
        rich_help_panel=_COUNTS,
        help="A formula stands in at least so many speeches.",
        show_default="2",
    ),
]
_MinLength = Annotated[
    int | None,
    Option(
        metavar="N",
        rich_help_panel=_COUNTS,
        help="It has at least so many characters, marks not counted.",
        show_default="4",
    ),
]
_MinScore = Annotated[
    float | None,
    Option(
        metavar="SCORE",
        rich_help_panel=_COUNTS,
        help="It scores at least this, between 0 and 1, whatever its kind takes off.",
        show_default="0.04",
    ),
]
_Limit = Annotated[
    int | None,
    Option(metavar="N", rich_help_panel=_COUNTS, help="List at most so many formulae.", show_default="20000"),
]
_Kind = Annotated[
    list[str] | None,
    Option(
        metavar="KIND",
        rich_help_panel=_COUNTS,
        help="Only this kind: formula, ceremonial, idiom, name or figure; may be given again.",
    ),
]
_Ignore = Annotated[
    Path | None,
    Option(
        metavar="FILE",
        rich_help_panel=_READ,
        help="File of wordings that are no speech, one a line; `re:` begins a pattern.",
    ),
]
_Encoding = Annotated[
    str | None,
    Option(metavar="NAME", rich_help_panel=_READ, help="Encoding of every file.", show_default="told file by file"),
]
_Column = Annotated[
    list[str] | None,
    Option(
        metavar="FIELD=NAME",
        rich_help_panel=_READ,
        help="What a column of .jsonl and .csv means: text=content; may be given again.",
    ),
]
_Verbose = Annotated[
    int, Option("--verbose", "-v", count=True, show_default=False, help="Tell what was understood of every speech.")
]

_DryRun = Annotated[
    bool,
    Option(
        "--dry-run",
        help="Only list what would be read, and what is understood of it; compare and write nothing. In this process, "
        "whatever the engine.",
    ),
]


def scan(
    paths: _Paths = None,
    out: Out = Path("reports"),
    index: _KeepingIndex = Path("lineage.duckdb"),
    config: Config = None,
    min_speeches: _MinSpeeches = None,
    min_length: _MinLength = None,
    min_score: _MinScore = None,
    limit: _Limit = None,
    kind: _Kind = None,
    files_from: FilesFrom = None,
    ignore: _Ignore = None,
    encoding: _Encoding = None,
    column: _Column = None,
    dry_run: _DryRun = False,
    jobs: Jobs = None,
    memory_limit: MemoryLimit = None,
    engine: EngineOption = Engine.DUCKDB,
    master: Master = "",
    remote: Remote = "",
    storage: Storage = None,
    spark_conf: SparkConf = None,
    output_format: OutputFormat = Format.TABLE,
    lang: Language = "en",
    embed: EmbedOption = "",
    strict: Strict = False,
    force: Force = False,
    verbose: _Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Find the formulae that several speeches share.

    For example:

        lineage scan corpus

        lineage scan corpus --dry-run

        lineage scan speeches/ --out results --min-speeches 3

        lineage scan a.txt b.txt --format jsonl | jq .label

        find . -name '19*.txt' | lineage scan --files-from -
    """
    from lineage.pipeline import scan as run
    from lineage.settings import memory_of

    options = {"min_speeches": min_speeches, "min_length": min_length, "min_score": min_score, "limit": limit}
    settings = _settings(config, options | {"encoding": encoding, "kinds": kind, "columns": column}, ignore)
    no_speeches = [*(config.paths if config else ()), *([ignore] if ignore else ())]
    cluster = cluster_of(engine, master, remote, storage, spark_conf)
    named = named_files(paths or (), files_from, example="lineage scan corpus")
    if dry_run:
        read = _preview(named, out, index, settings, jobs, no_speeches, output_format, verbose, quiet=quiet)
        raise Exit(ExitCode.SKIPPED if strict and read.skipped else ExitCode.OK)
    with TerminalProgress(quiet=quiet) as progress:
        result = run(
            named,
            out=out,
            index=index,
            settings=settings,
            jobs=jobs,
            memory_limit=memory_of(memory_limit),
            cluster=cluster,
            force=force,
            exclude=no_speeches,
            language=lang,
            embed=embed,
            progress=progress,
        )
    if not quiet:
        tell_reading(result, in_full=bool(verbose))
    listed = _write(result, output_format)
    if not quiet:
        tell_results(result, out, listed=listed)
    if strict and result.skipped:
        raise Exit(ExitCode.SKIPPED)


def _preview(
    named: list[str],
    out: Path,
    index: Path,
    settings: Settings,
    jobs: int | None,
    exclude: list[Path],
    form: Format,
    verbose: int,
    *,
    quiet: bool,
) -> Gathered:
    from lineage.cli.previewed import tell_preview, write_preview
    from lineage.pipeline import preview as run

    with TerminalProgress(quiet=quiet) as progress:
        read = run(named, out=out, index=index, settings=settings, jobs=jobs, exclude=exclude, progress=progress)
    write_preview(read, form)
    if not quiet:
        tell_preview(read, in_full=bool(verbose))
    return read


def _settings(config: StatedSettings | None, options: dict[str, object], ignore: Path | None) -> Settings:
    from lineage.reading import load_ignore
    from lineage.settings import load_settings

    return load_settings(config, options | {"ignore": load_ignore(ignore) if ignore else None})


def _write(result: ScanResult, form: Format) -> int:
    """Writes the formulae to stdout; returns how many of them."""
    from lineage.export import FORMULA_COLUMNS, formula_rows

    if form is Format.TABLE and not result.formulae:
        return 0
    write_rows(FORMULA_COLUMNS, formula_rows(result.formulae), form, shown=_SHOWN, most=_MOST_SHOWN)
    return _MOST_SHOWN if form is Format.TABLE else len(result.formulae)
