"""Which files are speeches: walks the folders, names the speeches, and finds the tables beside them.

What is skipped silently is no speech by its name (`lineage.reading.suffixes`); everything else that is not read is
reported. Files that hold many speeches are taken apart by `lineage.reading.containers`; how one speech is read is told
in `lineage.reading.formats`.
The order in which paths are given never matters, nor whether a path is given that lies inside another.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lineage.errors import InputError
from lineage.models import Part, Skipped, Source
from lineage.reading.containers import holds_many, take_apart
from lineage.reading.formats.records import Columns
from lineage.reading.identity import distinct_tails, in_order, normal, speech_ids, split_record
from lineage.reading.suffixes import TABLE_NAME, is_silent, not_read
from lineage.reading.table import Row, SpeechTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_DEEPEST = 200
_SAVED_PAGE = (".html", ".htm")
#: Browsers put what a page shows into a folder of its name and one of these.
_BESIDE_PAGES = ("_files", ".files", "_Files")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found under the given paths.

    Attributes:
        roots: The given paths, absolute and sorted, without those that lie inside others; and what stands before the
            files of each.
        sources: The files to be read, by speech_id.
        skipped: The files that are not read, and why.
        rows: What tables say, by `Source.file`.
        tables: What is wrong with each table, one sentence each, by its path; empty where nothing is.
        outside: The files that lie under none of the roots.
    """

    roots: Mapping[str, str]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    """One speech that a walk met: the file, what it is called, and where in the file it stands."""

    path: Path
    file: str
    part: Part | None = None
    tail: str = ""

    @property
    def place(self) -> str:
        """Where it stands, links followed; for a part with what it is called in its file."""
        return os.path.realpath(self.path) + self.tail


@dataclass(slots=True)
class _Walk:
    """A walk over all roots: what was met so far."""

    excluded: frozenset[str]
    columns: Columns
    files: list[_Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    tables: dict[Path, str] = field(default_factory=dict)  # a table's path, and the prefix of the files it names
    seen: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def skip(self, file: str, reason: str, hint: str = "") -> None:
        """Report a file that is not read."""
        self.skipped.append(Skipped(file, reason, hint))

    def take(self, path: Path, file: str) -> None:
        """A file that is read: as one speech, or as all those that it holds."""
        self.seen.add(os.path.realpath(path))
        if not holds_many(path.name):
            self._speech(_Found(path, file))
            return
        try:
            for each in take_apart(path, file, self.columns):
                if isinstance(each, Skipped):
                    self.skipped.append(each)
                else:
                    self._speech(_Found(path, file + each.name, each.part, each.name))
        except InputError as error:
            self.skip(file, error.message, error.hint)
        except OSError as error:
            self.skip(file, _reason(error), "Check that the file may be read.")

    def _speech(self, found: _Found) -> None:
        """One more speech; a record can be called like a file."""
        if found.file in self.names:
            self.skip(f"{found.file}, again", "another speech is called the same", "Rename the file or record.")
        else:
            self.names.add(found.file)
            self.files.append(found)


def discover(paths: Sequence[Path], *, exclude: Sequence[Path] = (), columns: Sequence[str] = ()) -> Discovery:
    """The speeches under the paths, in the order of their ids.

    Args:
        paths: Folders, which are searched through, and files, which are read whatever their name.
        exclude: Folders that are left out, such as the output folder.
        columns: What columns of records mean, such as `text=content`.

    Raises:
        InputError: A path does not exist, or two files cannot be told apart.
    """
    roots, inner = _outer_and_inner(paths)
    prefixes = dict(zip(roots, _prefixes(roots), strict=True))
    walk = _Walk(frozenset(map(os.path.realpath, exclude)), Columns.of(columns))
    for root, prefix in prefixes.items():
        _given(walk, root, prefix)
        for path in inner[root]:
            _given_again(walk, path, prefix, root)
    return _discovery(walk, {str(root): prefix for root, prefix in prefixes.items()})


def discover_further(
    paths: Sequence[Path], roots: Mapping[str, str], *, exclude: Sequence[Path] = (), columns: Sequence[str] = ()
) -> Discovery:
    """The speeches under paths that are added to others: named as if the roots had been searched with them in place.

    Args:
        paths: Folders and files. What lies under none of the roots goes by its own name.
        roots: Where the others were found, and what stands before the files of each: `Discovery.roots`.
        exclude: Folders that are left out.
        columns: What columns of records mean.

    Raises:
        InputError: A path does not exist, or two files cannot be told apart.
    """
    walk = _Walk(frozenset(map(os.path.realpath, exclude)), Columns.of(columns))
    outside: set[str] = set()
    for path in _outer_and_inner(paths)[0]:
        home = next((root for root in roots if _below(path, root)), None)
        if home:
            path = Path(home, _below(path, home))  # noqa: PLW2901 -- as the walk through the root comes to it
            _given_again(walk, path, roots[home], Path(home))
            walk.tables.update(_tables_above(path, Path(home)))
        else:
            before = len(walk.files)
            _given(walk, path, normal(path.name))
            outside.update(found.file for found in walk.files[before:])
    return replace(_discovery(walk, roots), outside=frozenset(outside))


def _discovery(walk: _Walk, roots: Mapping[str, str]) -> Discovery:
    rows, tables = _rows(walk)
    skipped = tuple(sorted(walk.skipped, key=lambda skip: skip.file))
    return Discovery(roots, _sources(walk.files, rows), skipped, rows, tables)


def _below(path: Path, root: str) -> str:
    """The way from a root to a path, `.` where they are one; empty where the path does not lie under it."""
    way = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
    return "" if way.startswith("..") else way


def _tables_above(path: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """The tables in the folders from the one that holds a path up to a root."""
    for folder in path.parents:
        if folder.is_relative_to(root) and (folder / TABLE_NAME).is_file():
            yield folder / TABLE_NAME, ""


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
    below = Path(os.path.relpath(target, os.path.realpath(root))).as_posix()
    file = normal("/".join(part for part in (prefix, below) if part not in ("", ".")))
    walk.skipped = [skip for skip in walk.skipped if skip.file != file]
    _given(walk, path, file)


def _folder(walk: _Walk, folder: Path, prefix: str, root: str) -> None:
    """Go through a folder and the folders in it, in the order of names."""
    walk.seen.add(os.path.realpath(folder))
    if prefix.count("/") > _DEEPEST:
        walk.skip(prefix, f"lies more than {_DEEPEST} folders deep", "Name the folder itself on the command line.")
        return
    try:
        names = {path.name: None for path in sorted(folder.iterdir(), key=lambda path: normal(path.name))}
    except OSError as error:
        walk.skip(prefix or folder.name, _reason(error), "Check that the folder may be read.")
        return
    for name in names:
        path = folder / name
        file = normal(f"{prefix}/{name}" if prefix else name)
        if name == TABLE_NAME:
            walk.tables[path] = prefix
        if is_silent(name) or os.path.realpath(path) in walk.excluded or _belongs_to_page(name, names):
            continue
        obstacle = _obstacle(walk, path, name, root)
        if obstacle:
            walk.skip(file.encode("utf-8", "replace").decode("utf-8"), *obstacle)
        elif path.is_dir():
            _folder(walk, path, file, root)
        else:
            walk.take(path, file)


def _belongs_to_page(name: str, names: Collection[str]) -> bool:
    """Whether it is the folder of pictures and scripts that a browser saved with a page."""
    stems = [name.removesuffix(ending) for ending in _BESIDE_PAGES if name.endswith(ending)]
    return any(stem + suffix in names for stem in stems for suffix in _SAVED_PAGE)


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
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return _reason(error), "Check that the file may be read."
    if not regular:
        return "not a regular file", ""
    if unread := not_read(path.name, given=given):
        return unread
    if not os.access(path, os.R_OK):
        return "may not be read (permission denied)", "Check the permissions of the file."
    return None


def _given_file(walk: _Walk, path: Path, file: str) -> None:
    if os.path.realpath(path) in walk.seen:
        return
    obstacle = _file_obstacle(path, given=True)
    if obstacle:
        walk.skip(file, *obstacle)
        return
    walk.take(path, file)
    table = path.parent / TABLE_NAME
    if table.is_file():
        walk.tables.setdefault(table, file.rpartition("/")[0])


def _reason(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error})"


def _rows(walk: _Walk) -> tuple[dict[str, Row], dict[str, tuple[str, ...]]]:
    """What the tables say, by file, the nearer one where two name it; and what is wrong with each, by its path."""
    rows: dict[str, Row] = {}
    wrong: dict[str, tuple[str, ...]] = {}
    by_place = {normal(found.place): found.file for found in walk.files}
    for path in sorted(walk.tables, key=lambda path: (len(path.parts), str(path))):
        table = SpeechTable.load(path)
        missing = []
        for name, row in table.rows.items():
            container, record = split_record(name)
            on_disk = _on_disk(path.parent, container)
            file = by_place.get(normal(os.path.realpath(on_disk) + record))
            known = on_disk.exists() and not record
            if file is None and not known:
                missing.append(f"{path}, row {row.number}: there is no file {name}, and none of an archive or table")
            elif file and file in rows:
                nearer = f"it stands in two tables; {path}, which is nearer, wins"
                rows[file] = replace(row, conflicts=(*rows[file].conflicts, nearer))
            elif file:
                rows[file] = row
        wrong[str(path)] = (*missing, *table.warnings)
    return rows, wrong


def _on_disk(folder: Path, name: str) -> Path:
    """The file of that name; file systems may hold it in another composition than NFC."""
    path = folder / name
    if path.exists():
        return path
    return next((near for near in _entries(path.parent) if normal(near.name) == path.name), path)


def _entries(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _sources(files: Sequence[_Found], rows: Mapping[str, Row]) -> tuple[Source, ...]:
    """The files with their ids, sorted; a table's own id goes before the path."""
    own = [_own_id(found.file, rows) for found in files]
    names = speech_ids([found.file for found in files], own)
    sources = [
        Source(str(found.path), found.file, name, bool(given), found.part)
        for found, name, given in zip(files, names, own, strict=True)
    ]
    return tuple(in_order(sources))


def _own_id(file: str, rows: Mapping[str, Row]) -> str:
    row = rows.get(file)
    return normal(row.identifier) if row else ""
