"""`lineage scan`: reads a folder of speeches and finds the formulae they share. The edge of `lineage.scan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lineage.cli.output import Format, write_rows
from lineage.cli.progress import TerminalProgress
from lineage.cli.talk import note, warn
from lineage.errors import ExitCode

if TYPE_CHECKING:
    from lineage.models import ScanResult
    from lineage.settings import Settings

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


def scan(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders (read with all they hold) and files of speeches.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")] = Path("reports"),
    index: Annotated[Path, typer.Option(help="File that keeps what was read, so that the next scan is faster.")] = Path("lineage.duckdb"),
    config: Annotated[Path | None, typer.Option(help="Settings file; ./lineage.toml where there is one.")] = None,
    min_speeches: Annotated[int | None, typer.Option(help="A formula stands in at least so many speeches. [default: 2]")] = None,
    min_length: Annotated[int | None, typer.Option(help="It has at least so many characters, marks not counted. [default: 4]")] = None,
    min_score: Annotated[float | None, typer.Option(help="It scores at least this, between 0 and 1. [default: 0.5]")] = None,
    limit: Annotated[int | None, typer.Option(help="List at most so many formulae. [default: 20000]")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind: formula, ceremonial, idiom, name, figure; may be repeated.")] = None,
    ignore: Annotated[Path | None, typer.Option(help="File of wordings that are no speech, one a line; `re:` begins a pattern.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of every file. [default: told file by file]")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read at once; the results are the same.")] = None,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How the formulae are written to stdout.")] = Format.TABLE,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with 3 if any file could not be read.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write into the folder even if it holds other files.")] = False,
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Tell what was understood of every speech.")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Find the formulae that several speeches share.

    Examples:

        lineage scan corpus

        lineage scan speeches/ --out results --min-speeches 3

        lineage scan a.txt b.txt --format jsonl | jq .label
    """
    from lineage.pipeline import scan as run

    options = {"min_speeches": min_speeches, "min_length": min_length, "min_score": min_score, "limit": limit, "encoding": encoding}
    settings = _settings(config, options | {"kinds": kind}, ignore)
    with TerminalProgress(quiet=quiet) as progress:
        result = run(paths, out=out, index=index, settings=settings, jobs=jobs, force=force, progress=progress)
    if not quiet:
        _tell(result, verbose=bool(verbose))
    _write(result, output_format)
    if not quiet:
        _tell_where(result, out, output_format)
    if strict and result.skipped:
        raise typer.Exit(ExitCode.SKIPPED)


def _settings(config: Path | None, options: dict[str, object], ignore: Path | None) -> Settings:
    from lineage.reading import load_ignore
    from lineage.settings import load_settings

    if config is None and Path("lineage.toml").is_file():
        config = Path("lineage.toml")
    lines = load_ignore(ignore) if ignore else None
    return load_settings(config, options | {"ignore": lines})


def _tell(result: ScanResult, *, verbose: bool) -> None:
    if verbose:
        for speech, own in zip(result.speeches, result.columns, strict=True):
            facts = ", ".join(f"{field} {fact.value} ({fact.provenance})" for field, fact in sorted(speech.facts.items()))
            note(f"{speech.speech_id}: {speech.read.encoding} ({speech.read.encoding_evidence}), {own.canonical.script}, {facts}")
    warn(result.warnings, all_of_them=verbose)
    warn([f"{skipped.file}: not read, {skipped.reason}. {skipped.hint}".strip() for skipped in result.skipped], all_of_them=verbose)


def _write(result: ScanResult, form: Format) -> None:
    from lineage.export import FORMULA_COLUMNS, formula_rows

    write_rows(FORMULA_COLUMNS, formula_rows(result.formulae), form, shown=_SHOWN, most=_MOST_SHOWN)


def _tell_where(result: ScanResult, out: Path, form: Format) -> None:
    characters = sum(len(own.canonical.text) for own in result.columns)
    if form is Format.TABLE and len(result.formulae) > _MOST_SHOWN:
        note(f"The first {_MOST_SHOWN} of {len(result.formulae):,} formulae; all stand in {out / 'data' / 'formulae.csv'}")
    left_out = result.furniture_counts()
    if left_out:
        note("left out as furniture: " + ", ".join(f"{reason} {count:,}" for reason, count in left_out.items()))
    note(
        f"{len(result.speeches):,} speeches, {len(result.skipped):,} files skipped, {characters:,} characters, "
        f"{len(result.formulae):,} formulae, {len(result.occurrences):,} places → {out / 'data'}"
    )
    if undated := sum(1 for speech in result.speeches if not speech.value("date")):
        note(f"{undated:,} speeches have no date: they carry formulae, but attest none. Dates may stand in a speeches.csv beside them.")
