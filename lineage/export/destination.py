"""Where an export goes: a file, or a folder of files, each put in place whole; what others wrote stays.

A file that is there is replaced on request only, as nothing in it says who wrote it. In a folder `export.json` lists
what was written with its SHA-256, so that the next export may replace what is as it was left, and take away what is no
more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson

from lineage.errors import OutputError
from lineage.replacing import check_place, replacement

MANIFEST: Final = "export.json"
_HOW: Final = "Name another place with --out, or replace it all the same with --force."


class ExportFile:
    """A file that an export may write.

    Args:
        path: The file.
        force: Replace what is there.

    Raises:
        OutputError: If it cannot be written, or something else is there.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        self.path = path
        if path.is_dir() or not path.name:
            raise OutputError(f"{path}: is a folder, and this export is one file", "Name a file with --out.")
        if path.exists() and not force:
            raise OutputError(f"{path}: is there already", _HOW)
        with _told(path):
            check_place(path)

    def write(self, files: Iterable[tuple[str, Iterable[bytes]]]) -> tuple[Path, ...]:
        """Writes the one file there is.

        Raises:
            OutputError: If it cannot be written.
        """
        ((_, parts),) = files
        with _told(self.path), replacement(self.path) as new:
            _written(new, parts)
            new.replace(self.path)
        return (self.path,)


class ExportFolder:
    """A folder that an export may fill.

    Args:
        path: The folder.
        force: Write into it even if it holds files that no export wrote.

    Raises:
        OutputError: If it cannot be written, or holds other files.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        self.path, self._force = path, force
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: is a file, and this export is a folder", "Name a folder with --out.")
        with _told(path):
            check_place(path / MANIFEST)
            self._before = _listed(path)
            if not force and not self._before and any(not each.name.startswith(".") for each in _entries(path)):
                raise OutputError(f"{path}: holds files that no export wrote", _HOW)

    def write(self, files: Iterable[tuple[str, Iterable[bytes]]]) -> tuple[Path, ...]:
        """Makes all files beside the folder, then moves each to its place; the list of them comes first.

        Raises:
            OutputError: If they cannot be written, or one would take the place of something else.
        """
        with _told(self.path), replacement(self.path) as new:
            new.mkdir()
            hashes = {name: _written(new / name, parts) for name, parts in files}
            self._refuse_others(hashes)
            self.path.mkdir(parents=True, exist_ok=True)
            self._list({**self._before, **hashes}, new)
            for name in hashes:
                (new / name).replace(self.path / name)
            for name, known in self._before.items():
                if name not in hashes and _is(self.path / name, known):
                    (self.path / name).unlink()
            self._list(hashes, new)
        return tuple(self.path / name for name in hashes)

    def _refuse_others(self, hashes: Mapping[str, str]) -> None:
        for name, wanted in hashes.items():
            place = self.path / name
            ours = self._force or not place.exists() or _is(place, self._before.get(name, "")) or _is(place, wanted)
            if place.is_dir() or not ours:
                raise OutputError(f"{place}: is not as an export left it, and would be replaced", _HOW)

    def _list(self, hashes: Mapping[str, str], new: Path) -> None:
        listed = {"tool": "lineage", "files": dict(sorted(hashes.items()))}
        (new / MANIFEST).write_bytes(orjson.dumps(listed, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        (new / MANIFEST).replace(self.path / MANIFEST)


def _written(path: Path, parts: Iterable[bytes]) -> str:
    """The SHA-256 of what was written."""
    known = hashlib.sha256()
    with path.open("wb") as handle:
        for part in parts:
            known.update(part)
            handle.write(part)
    return known.hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _is(path: Path, known: str) -> bool:
    return path.is_file() and _hash(path) == known


def _entries(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.exists() else []


def _listed(path: Path) -> dict[str, str]:
    """What the last export wrote into the folder; nothing where there was none."""
    try:
        listed = orjson.loads((path / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    ours = isinstance(listed, dict) and listed.get("tool") == "lineage" and isinstance(listed.get("files"), dict)
    if not ours:
        return {}
    # The list can be edited: no name may lead out of the folder.
    return {name: str(known) for name, known in listed["files"].items() if Path(name).name == name}


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error})",
            "Free some space, mend the permissions, or name another place with --out.",
        ) from error
