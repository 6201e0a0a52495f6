"""`report --png`: figures as images for a paper, with their data, in a folder that others may use, too.

`figures.json` says which files are ours, and what each figure shows; nothing else is replaced.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from lineage.descent import heritage_of
from lineage.errors import OutputError, UsageError
from lineage.export import OutputFolder
from lineage.models import ScanResult
from lineage.pipeline.opening import Opened, open_index
from lineage.replacing import check_place, replacement
from lineage.report import check_drawing, check_language, draw_images, paper_figures, rates_of
from lineage.report.figures import Figure
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.tracing import canonical_phrase, trace_of

_MANIFEST: Final = "figures.json"
_KINDS: Final = ("png", "svg", "csv")


def write_figures(
    folder: Path,
    *,
    formulae: Sequence[str] = (),
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    language: str = "",
    force: bool = False,
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Writes every figure of the first page, what is inherited, and the S-curve as PNG, SVG and CSV.

    Args:
        folder: Where they go; made where it is missing. `figures.json` there holds titles and captions.
        formulae: Phrases whose rates by year are drawn, too, listed or not.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand, if they do; if they are of another state, that is told.
        language: Language of the figures, one of `lineage.report.LANGUAGES`; that of the pages in `out`, where empty.
        force: Replace files that lineage did not write.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Returns:
        The images and their data, in the order in which they are shown.

    Raises:
        UsageError: If a phrase holds too little, or no dated speech has it.
        InputError: If there is no index.
        OutputError: If kaleido or a browser is missing, or the files cannot be written.
        IndexMismatch: If the index cannot be used by this version.
    """
    language = language or OutputFolder.language_in(out)
    check_language(language)
    names = {phrase: f"by-year-{canonical_phrase(phrase)}" for phrase in formulae}
    check_drawing()
    _check_folder(folder)
    stages = Stages(progress or Silence())
    opened = open_index(index, stages, out=out, config=config)
    with stages.run("telling what is inherited"):
        heritage = heritage_of(opened.found)
    figures = list(paper_figures(opened.found, heritage, language))
    figures += [_rates(opened, phrase, name, language) for phrase, name in names.items()]
    before = _manifest(folder)
    _check_files(folder, figures, before, force=force)
    with stages.run("drawing the figures"):
        drawn = draw_images(figures)
    files = {
        f"{figure.name}.{kind}": content
        for figure, own in zip(figures, drawn, strict=True)
        for kind, content in (own | {"csv": _csv(figure)}).items()
    }
    _write(folder, files | {_MANIFEST: _told(figures, before, opened.found)})
    return [folder / name for name in files]


def _rates(opened: Opened, phrase: str, name: str, language: str) -> Figure:
    told = trace_of(opened.found, phrase, user_words=opened.settings.user_words)
    if told.course.peak is None and not any(year.occurrences for year in told.course.years):
        raise UsageError(
            f"no dated speech has {phrase!r}", f"`lineage trace {phrase} --near` finds wordings that are near to it."
        )
    return rates_of(phrase, name, told.course, language)


def _csv(figure: Figure) -> bytes:
    """The table of a figure: UTF-8, LF, RFC 4180."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([figure.columns, *figure.rows])
    return text.getvalue().encode("utf-8", "replace")


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: is a file, and figures need a folder", "Name another folder with --png.")
    try:
        check_place(folder / _MANIFEST)
    except OSError as error:
        raise _unwritten(folder, error) from error


def _check_files(folder: Path, figures: Sequence[Figure], before: Mapping[str, Any], *, force: bool) -> None:
    """Refuses to replace what is not ours, before anything is drawn."""
    wanted = [f"{figure.name}.{kind}" for figure in figures for kind in _KINDS]
    ours = {name for entry in before.values() for name in entry["files"]} | ({_MANIFEST} if before else set())
    others = [name for name in (*wanted, _MANIFEST) if (folder / name).exists() and name not in ours]
    if others and not force:
        raise OutputError(
            f"{folder / others[0]}: would be replaced, but lineage did not write it",
            "Name another folder with --png, or write into it all the same with --force.",
        )


def _manifest(folder: Path) -> dict[str, Any]:
    """The figures that lineage wrote there before, by name."""
    try:
        held = orjson.loads((folder / _MANIFEST).read_bytes())
        return {entry["name"]: entry for entry in held["figures"] if held["tool"] == "lineage" and entry["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _told(figures: Sequence[Figure], before: Mapping[str, Any], result: ScanResult) -> bytes:
    """What each figure shows, and of which state of the index it is; those written before stay listed."""
    state = {name: result.run[name] for name in ("fingerprint", "generation")}
    now = {
        figure.name: state
        | {
            "name": figure.name,
            "title": figure.title,
            "caption": figure.sentence,
            "note": figure.note,
            "cut": figure.cut,
        }
        | {"files": [f"{figure.name}.{kind}" for kind in _KINDS]}
        for figure in figures
    }
    told = {"tool": "lineage", "figures": [entry for _, entry in sorted((dict(before) | now).items())]}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts each file in place whole, the list of them last."""
    try:
        for name, content in files.items():
            with replacement(folder / name) as new:
                new.write_bytes(content)
                new.replace(folder / name)
    except OSError as error:
        raise _unwritten(folder, error) from error


def _unwritten(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{folder}: the figures cannot be written ({error.strerror or error})",
        "Free some space, mend the permissions, or name another folder with --png.",
    )
