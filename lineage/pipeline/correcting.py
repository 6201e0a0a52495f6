"""`speeches --write-csv`: a speeches.csv of what an index knows, to correct by hand; written whole, or not at all."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from lineage.corrections import Correctable, as_csv, rows_to_correct
from lineage.doubts import doubts_among
from lineage.errors import InputError, OutputError, UsageError
from lineage.models import Doubt, Skipped, SpeechTableDraft
from lineage.pipeline.checking import today
from lineage.pipeline.keeping import added_to, roots_of
from lineage.pipeline.listing import open_selected
from lineage.pipeline.opening import Opened
from lineage.reading import TABLE_NAME, can_name, normal, read_cells
from lineage.readings import stated_encoding
from lineage.replacing import replacement
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.tracing import SpeechFilter

_NAME_ONE: Final = f"Name the file, such as speeches/{TABLE_NAME}."


def draft_speech_table(
    wanted: SpeechFilter | None = None,
    path: Path | None = None,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> SpeechTableDraft:
    """A speeches.csv of what an index knows, with the rows of the one that is there; nothing is written.

    Args:
        wanted: Which speeches; all where None. Rows that the table has for others are kept.
        path: Where it belongs; in the folder that was scanned, where None. Only what lies below its folder has a row.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens, and which speakers no speech is by.

    Raises:
        InputError: If there is no index, its folder is no more, or the table that is there cannot be read.
        UsageError: If no path is given and several were scanned, or no speech lies below its folder.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> draft = lineage.draft_speech_table(lineage.SpeechFilter(period=lineage.Days.of("2019")))
        >>> [(row["date"], row["speaker"]) for row in draft.rows if row.get("_doubt")]
        [('2019-10', '世界互聯網大會組委會')]
    """
    stages = Stages(progress or Silence())
    opened, numbers = open_selected(wanted or SpeechFilter(), stages, index=index, out=out, config=config)
    path = path or _home(opened)
    standing = _standing(path.parent)
    speeches, left_out = _correctable(opened, numbers, path.parent)
    if not speeches:
        raise UsageError(f"{path}: no speech that is asked for can have a row there", _why_none(left_out))
    columns, rows = rows_to_correct(speeches, standing)
    return SpeechTableDraft(path, columns, rows, tuple(left_out))


def write_speech_table(draft: SpeechTableDraft, *, force: bool = False) -> None:
    """Writes the table, in UTF-8 with a byte order mark, by which spreadsheets know it.

    Args:
        draft: The table.
        force: Put it in the place of a file that is there.

    Raises:
        OutputError: If a file is there, or it cannot be written; what was there is unchanged.
    """
    if draft.path.is_dir():
        raise OutputError(f"{draft.path}: is a folder", "Name a file in it.")
    if draft.path.exists() and not force:
        hint = f"Correct it there, or name another file; --force replaces it, and keeps the rows of a {TABLE_NAME}."
        raise OutputError(f"{draft.path}: is there already", hint)
    try:
        with replacement(draft.path) as new:
            new.write_bytes(as_csv(draft).encode("utf-8-sig"))
            new.replace(draft.path)
    except OSError as error:
        message = f"{draft.path}: cannot be written ({error.strerror or error})"
        raise OutputError(message, "Name another file.") from error


def _home(opened: Opened) -> Path:
    """The table of the folder that was scanned; of one file, that of its folder."""
    roots = [Path(root) for root in roots_of(opened.stored)]
    if len(roots) != 1:
        raise UsageError("several folders or files were scanned, and a table belongs to one folder", _NAME_ONE)
    if not roots[0].exists():
        raise InputError(f"{roots[0]}: was scanned, and is no more there", _NAME_ONE)
    return (roots[0] if roots[0].is_dir() else roots[0].parent) / TABLE_NAME


def _standing(folder: Path) -> dict[str, dict[str, str]]:
    """The cells of the table in a folder; none where there is no table."""
    table = folder / TABLE_NAME
    return read_cells(table) if table.is_file() else {}


def _correctable(opened: Opened, numbers: tuple[int, ...], folder: Path) -> tuple[list[Correctable], list[Skipped]]:
    """The speeches that a table in this folder can name, and the others."""
    name_of, nearer = _names(opened, folder), _nearer(opened, folder)
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in doubts_among(opened.found, numbers, today()):
        doubts[doubt.speech_id].append(doubt)
    speeches, left_out = [], []
    for number in numbers:
        own, known = opened.kept.speeches[number], opened.found.speeches[number]
        name = name_of(own.speech_id, own.file)
        if not name:
            left_out.append(Skipped(own.file, f"lies outside {folder}", "Name a table in a folder above it."))
        elif table := nearer.get(name):
            left_out.append(Skipped(own.file, f"has its row in {table}", "Correct it there."))
        elif not can_name(name):
            left_out.append(Skipped(own.file, "has a name that cannot stand in a table", "Rename the file or record."))
        else:
            encoding = stated_encoding(opened.kept.keys[number])
            identifier = own.speech_id if own.named else ""
            stated = encoding if encoding != opened.settings.encoding else ""
            speeches.append(Correctable(name, identifier, stated, own.facts, known.facts, doubts[own.speech_id]))
    return speeches, left_out


def _why_none(left_out: list[Skipped]) -> str:
    if not left_out:
        return "Ask for other speeches."
    return f"{left_out[0].file}: {left_out[0].reason}. {left_out[0].hint}"


def _names(opened: Opened, folder: Path) -> Callable[[str, str], str]:
    """What the file of a speech is called from a folder; empty where it does not lie below."""
    starts = sorted(_starts(roots_of(opened.stored), folder), key=lambda start: -len(start[0]))
    elsewhere = set(added_to(opened.stored))

    def name_of(speech_id: str, file: str) -> str:
        for prefix, before, cut in starts if speech_id not in elsewhere else ():
            below = file.removeprefix(prefix) if prefix else f"/{file}"
            if below[:1] in ("", "/", "#") and file.startswith(prefix):
                return (before + below.removeprefix(cut)).removeprefix("/") if below.startswith(cut) else ""
        return ""

    return name_of


def _starts(roots: Mapping[str, str], folder: Path) -> Iterator[tuple[str, str, str]]:
    """How the files of each root begin in the index, and how they begin from a folder: with what, and without what."""
    here = Path(os.path.realpath(folder))
    for root, prefix in roots.items():
        real = Path(os.path.realpath(root))
        if real.is_relative_to(here):
            yield prefix, "" if real == here else normal(real.relative_to(here).as_posix()), ""
        elif here.is_relative_to(real):
            yield prefix, "", f"/{normal(here.relative_to(real).as_posix())}/"


def _nearer(opened: Opened, folder: Path) -> dict[str, str]:
    """The files that have a row in a table of a folder further down, which would win; with the path of that table."""
    here = Path(os.path.realpath(folder))
    rows: dict[str, str] = {}
    for path in json.loads(opened.stored.meta["tables"]):
        home = Path(os.path.realpath(Path(path).parent))
        if home != here and home.is_relative_to(here):
            below = normal(home.relative_to(here).as_posix())
            rows |= {f"{below}/{file}": path for file in _standing(home)}
    return rows
