"""The pages of the output folder: made aside one by one, then put in place, each whole, the first page last.

Which pages are lineage's own is told by lists: that in `data/run.json`, and as long as a run takes pages away, another
one beside, so that a run that is killed leaves none that nobody owns. What is on no list is somebody else's: it is
never written over, and never taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

import orjson

from lineage.errors import OutputError

#: The folders of the site, and the pages that stand beside them.
SITE_FOLDERS: Final = ("assets", "compare", "formulae", "speeches")
_PAGES: Final = ("downloads.html", "index.html", "method.html")
#: Pages that every site has, so that what stands in their place is told before any work is done.
_ALWAYS: Final = (*_PAGES, "compare/index.html", "speeches/index.html")
#: The list of the pages that were there before, as long as some of them are being taken away.
_LEAVING: Final = ".pages-leaving.json"


class PlacedPages:
    """The pages that a folder holds, by the lists of those who wrote them.

    Args:
        folder: The folder.
        listed: The pages that earlier runs listed, as paths below it.

    Raises:
        OutputError: If somebody else's files stand where pages must go.
    """

    def __init__(self, folder: Path, listed: Iterable[str]) -> None:
        self.folder = folder
        self.names = frozenset(name for name in (*listed, *_left(folder / _LEAVING)) if _is_of_site(name))
        for name in SITE_FOLDERS:
            self.check_folder(PurePosixPath(name))
        for name in _ALWAYS:
            self.check(PurePosixPath(name))

    def check(self, path: PurePosixPath) -> None:
        """Refuses a place where somebody else's file stands.

        Raises:
            OutputError: If one does.
        """
        if str(path) not in self.names and _is_there(self.folder / path):
            raise self._not_ours(path)

    def check_folder(self, path: PurePosixPath) -> None:
        """Refuses a folder in whose place something else stands.

        Raises:
            OutputError: If it does.
        """
        place = self.folder / path
        if _is_there(place) and not place.is_dir():
            raise self._not_ours(path)

    def note_leaving(self, kept: Sequence[str]) -> None:
        """Notes the pages that will go, before the list that names them is replaced.

        Raises:
            OSError: If it cannot be noted.
        """
        if leaving := sorted(self.names - set(kept)):
            (self.folder / _LEAVING).write_bytes(orjson.dumps(leaving))

    def remove_others(self, kept: Sequence[str]) -> None:
        """Takes away the pages that are no more, and folders that they leave empty.

        Raises:
            OSError: If one cannot be taken away.
        """
        for name in sorted(self.names - set(kept)):
            page = self.folder / name
            page.unlink(missing_ok=True)
            with suppress(OSError):  # what others put there stays
                for above in list(PurePosixPath(name).parents)[:-1]:
                    (self.folder / above).rmdir()
        (self.folder / _LEAVING).unlink(missing_ok=True)

    def _not_ours(self, path: PurePosixPath) -> OutputError:
        hint = "Move it away, or name another folder with --out."
        return OutputError(f"{self.folder / path}: would be replaced, but lineage did not write it", hint)


class DrawnPages:
    """Pages that are drawn and lie aside, until all of them and the data are complete.

    Args:
        placed: The pages that are in place.
        aside: A fresh folder, made when it is needed.
    """

    def __init__(self, placed: PlacedPages, aside: Path) -> None:
        self._placed, self._aside = placed, aside
        self._changed: list[PurePosixPath] = []
        self._names: list[str] = []
        self._folders: set[PurePosixPath] = set()

    @property
    def names(self) -> list[str]:
        """All of them, as paths below the output folder."""
        return sorted(self._names)

    def add(self, path: PurePosixPath, content: bytes) -> None:
        """Lays a page aside; one that is in place as it is stays there.

        Raises:
            OutputError: If somebody else's file stands in its place.
            OSError: If it cannot be written.
        """
        if not _is_of_site(str(path)):
            message = f"{path} is no page of the site"
            raise ValueError(message)
        self._names.append(str(path))
        if _holds(self._placed.folder / path, content):
            return
        for above in list(path.parents)[:-1]:
            if above not in self._folders:
                self._placed.check_folder(above)
                self._folders.add(above)
        self._placed.check(path)
        self._aside.mkdir(exist_ok=True)
        (self._aside / str(len(self._changed))).write_bytes(content)
        self._changed.append(path)

    def note_leaving(self) -> None:
        """Notes which pages will go; to be called before the list of those that are there is replaced."""
        self._placed.note_leaving(self._names)

    def put(self) -> None:
        """Puts them in place, the first page last, and takes away what is no more.

        Raises:
            OSError: If that fails; every page that is there is whole.
        """
        for number, path in sorted(enumerate(self._changed), key=lambda page: _when(page[1])):
            (self._placed.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self._aside / str(number)).replace(self._placed.folder / path)
        self._placed.remove_others(self._names)


def _when(path: PurePosixPath) -> tuple[bool, bool]:
    """Folders come first, then the pages beside them, then the first page."""
    return len(path.parts) == 1, str(path) == "index.html"


def _is_of_site(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return ".." not in parts and (name in _PAGES or (len(parts) > 1 and parts[0] in SITE_FOLDERS))


def _is_there(path: Path) -> bool:
    """Whether anything stands there, a link that leads nowhere among it."""
    return path.is_symlink() or path.exists()


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file is there and has these bytes already."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _left(path: Path) -> Iterator[str]:
    """What a run that was killed was about to take away."""
    with suppress(OSError, orjson.JSONDecodeError):
        left = orjson.loads(path.read_bytes())
        yield from (name for name in left if isinstance(name, str)) if isinstance(left, list) else ()
