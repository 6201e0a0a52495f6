"""Which files are speeches: walks the folders, names the speeches, and finds the tables beside them.

What is skipped silently is no speech by its name (README, LICENSE, hidden files, the table, the index); everything
else that is not read is reported. How a file is read is told in `lineage.reading.formats`.
The order in which paths are given never matters, nor whether a path is given that lies inside another.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from lineage.errors import InputError
from lineage.models import Skipped, Source
from lineage.reading.identity import READABLE_SUFFIXES, distinct_tails, normal, speech_ids
from lineage.reading.table import TABLE_NAME, Row, SpeechTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SILENT_BEGINNINGS = (".", "_")
_SILENT_NAMES = ("readme", "license", "licence")
_SILENT_SUFFIXES = (".duckdb", ".duckdb.wal")
_HINT_CONVERT = "Only .txt and .md are read so far; save it as plain text in UTF-8."


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found under the given paths.

    Attributes:
        roots: The given paths, absolute and sorted, without those that lie inside others.
        sources: The files to be read, by speech_id.
        skipped: The files that are not read, and why.
        rows: What tables say, by `Source.file`.
        warnings: What is wrong with the tables, one sentence each.
    """

    roots: tuple[str, ...]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    """A walk over all roots: what was met so far."""

    excluded: frozenset[str]
    files: list[tuple[Path, str]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    tables: dict[Path, str] = field(default_factory=dict)  # a table's path, and the prefix of the files it names
    seen: set[str] = field(default_factory=set)

    def skip(self, file: str, reason: str, hint: str = "") -> None:
        """Report a file that is not read."""
        self.skipped.append(Skipped(file, reason, hint))


def discover(paths: Sequence[Path], *, exclude: Sequence[Path] = ()) -> Discovery:
    """The speeches under the paths, in the order of their ids.

    Args:
        paths: Folders, which are searched through, and files, which are read whatever their name.
        exclude: Folders that are left out, such as the output folder.

    Raises:
        InputError: A path does not exist, or two files cannot be told apart.
    """
    roots, inner = _outer_and_inner(paths)
    walk = _Walk(frozenset(os.path.realpath(folder) for folder in exclude))
    for root, prefix in zip(roots, _prefixes(roots), strict=True):
        _given(walk, root, prefix)
        for path in inner[root]:
            _given_again(walk, path, prefix, root)
    rows, warnings = _rows(walk)
    sources = _sources(walk.files, rows)
    return Discovery(tuple(map(str, roots)), sources, tuple(sorted(walk.skipped, key=lambda s: s.file)), rows, warnings)


def _outer_and_inner(paths: Sequence[Path]) -> tuple[list[Path], dict[Path, list[Path]]]:
    """The given paths that lie inside no other, and for each the given paths inside it; all sorted, each once."""
    real = {root: Path(os.path.realpath(root)) for root in {_root(path) for path in paths}}
    inner: dict[Path, list[Path]] = {}
    for root in sorted(real, key=lambda root: (real[root].parts, str(root))):
        home = next((outer for outer in inner if real[root].is_relative_to(real[outer])), None)
        inner.setdefault(home or root, [])
        if home:
            inner[home].append(root)
    return list(inner), inner


def _root(path: Path) -> Path:
    """The path, absolute; its last part is kept as it was given, link or not."""
    if not path.exists():
        raise InputError(f"{path}: does not exist", "Check the path; lineage reads folders and text files.")
    return Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would replace a link by its target's name


def _prefixes(roots: Sequence[Path]) -> list[str]:
    """What stands before the files of each root: nothing for one folder, names that tell several apart."""
    if len(roots) == 1:
        return ["" if roots[0].is_dir() else normal(roots[0].name)]
    return distinct_tails(roots)


def _given(walk: _Walk, path: Path, file: str) -> None:
    if path.is_dir():
        _folder(walk, path, file, os.path.realpath(path))
    else:
        _given_file(walk, path, file)


def _given_again(walk: _Walk, path: Path, prefix: str, root: Path) -> None:
    """Read what was named although it lies inside a root, if the walk through the root passed over it."""
    target = os.path.realpath(path)
    if target in walk.seen:
        return
    file = normal("/".join(filter(None, [prefix, Path(os.path.relpath(target, os.path.realpath(root))).as_posix()])))
    walk.skipped = [skip for skip in walk.skipped if skip.file != file]
    _given(walk, path, file)


def _folder(walk: _Walk, folder: Path, prefix: str, root: str) -> None:
    """Go through a folder and the folders in it, in the order of names."""
    walk.seen.add(os.path.realpath(folder))
    try:
        names = sorted((path.name for path in folder.iterdir()), key=normal)
    except OSError as error:
        walk.skip(prefix or folder.name, _reason(error), "Check that the folder may be read.")
        return
    for name in names:
        path = folder / name
        file = normal(f"{prefix}/{name}" if prefix else name)
        if name == TABLE_NAME:
            walk.tables[path] = prefix
        if _is_silent(name) or os.path.realpath(path) in walk.excluded:
            continue
        obstacle = _obstacle(walk, path, name, root)
        if obstacle:
            walk.skip(file.encode("utf-8", "replace").decode("utf-8"), *obstacle)
        elif path.is_dir():
            _folder(walk, path, file, root)
        else:
            walk.seen.add(os.path.realpath(path))
            walk.files.append((path, file))


def _obstacle(walk: _Walk, path: Path, name: str, root: str) -> tuple[str, str] | None:
    """Why an entry of a folder is not read, and what to do about it."""
    target = os.path.realpath(path)
    if not name.isprintable() or "\ufffd" in name.encode("utf-8", "replace").decode("utf-8", "replace"):
        return "its name holds characters that cannot be shown", "Rename the file."
    if path.is_symlink() and not path.exists():
        return "a link that leads nowhere", "Mend or remove the link."
    if path.is_symlink() and os.path.commonpath([root, target]) != root:
        return "a link that leads out of the corpus", "Name its target on the command line, too."
    if target in walk.seen or (path.is_symlink() and path.is_dir()):
        return "a link to something that is read anyway, or read already", ""
    return None if path.is_dir() else _file_obstacle(path, given=False)


def _file_obstacle(path: Path, *, given: bool) -> tuple[str, str] | None:
    """Why a file is not read. A file that was given by name may have any suffix but those of other formats."""
    suffix = path.suffix.lower()
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return _reason(error), "Check that the file may be read."
    if not regular:
        return "not a regular file", ""
    if suffix not in READABLE_SUFFIXES and (suffix in OTHER_FORMATS or not given):
        return f"{suffix or 'files without a suffix'} cannot be read yet", _HINT_CONVERT
    if not os.access(path, os.R_OK):
        return "may not be read (permission denied)", "Check the permissions of the file."
    return None


OTHER_FORMATS = frozenset(
    f".{suffix}"
    for suffix in (
        *("doc", "docx", "odt", "rtf", "pdf", "html", "htm", "xml", "epub", "ppt", "pptx"),
        *("json", "jsonl", "csv", "tsv", "xls", "xlsx", "parquet", "duckdb", "zip", "gz", "7z", "rar"),
        *("png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "mp3", "mp4", "wav"),
    )
)
"""Suffixes that say that a file is no plain text."""


def _given_file(walk: _Walk, path: Path, file: str) -> None:
    if os.path.realpath(path) in walk.seen:
        return
    obstacle = _file_obstacle(path, given=True)
    if obstacle:
        walk.skip(file, *obstacle)
        return
    walk.seen.add(os.path.realpath(path))
    walk.files.append((path, file))
    table = path.parent / TABLE_NAME
    if table.is_file():
        walk.tables.setdefault(table, file.rpartition("/")[0])


def _is_silent(name: str) -> bool:
    lower = name.lower()
    return (
        name.startswith(_SILENT_BEGINNINGS)
        or lower.startswith(_SILENT_NAMES)
        or lower.endswith(_SILENT_SUFFIXES)
        or name == TABLE_NAME
    )


def _reason(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error})"


def _rows(walk: _Walk) -> tuple[dict[str, Row], tuple[str, ...]]:
    """What the tables say, by file; where two name the same file, the one nearer to it wins."""
    rows: dict[str, Row] = {}
    warnings: list[str] = []
    by_path = {os.path.realpath(path): file for path, file in walk.files}
    for path in sorted(walk.tables, key=lambda path: (len(path.parts), str(path))):
        table = SpeechTable.load(path)
        warnings.extend(table.warnings)
        for name, row in table.rows.items():
            file = by_path.get(os.path.realpath(_on_disk(path.parent, name)))
            if file and file in rows:
                warnings.append(f"{path}: {name} stands in two tables; this one, which is nearer, wins")
            if file:
                rows[file] = row
    return rows, tuple(warnings)


def _on_disk(folder: Path, name: str) -> Path:
    """The file of that name; file systems may hold it in another composition than NFC."""
    path = folder / name
    if path.exists():
        return path
    return next((near for near in _entries(path.parent) if normal(near.name) == path.name), path)


def _entries(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _sources(files: Sequence[tuple[Path, str]], rows: Mapping[str, Row]) -> tuple[Source, ...]:
    """The files with their ids, sorted; a table's own id goes before the path."""
    names = speech_ids([file for _, file in files])
    sources = [Source(str(path), file, name) for (path, file), name in zip(files, names, strict=True)]
    sources = [replace(source, speech_id=_own_id(source, rows)) for source in sources]
    sources.sort(key=lambda source: source.speech_id)
    for one, other in pairwise(sources):
        if one.speech_id == other.speech_id:
            message = f"{one.file} and {other.file} would both be called {one.speech_id}"
            raise InputError(message, f"Rename one of them, or give them an `id` in {TABLE_NAME}.")
    return tuple(sources)


def _own_id(source: Source, rows: Mapping[str, Row]) -> str:
    row = rows.get(source.file)
    return normal(row.identifier) if row and row.identifier else source.speech_id
