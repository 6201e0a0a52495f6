"""The output folder: whose it is, and how new data takes the place of old data whole.

Data is written into a sibling of `data/` and swapped in by two renames. A run that is killed leaves the old data, or
the new; what it left half-made is cleared away by a later one. Files that somebody else put into `data/` (a workbook,
a note) are kept. Pages are told in `pages`; `run.json` lists them, so that a later run knows which are its own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import orjson

from lineage.errors import OutputError
from lineage.export.pages import DrawnPages, PlacedPages
from lineage.replacing import check_place, replacement

#: How the first page says of which generation it is, and how much of texts was asked for, within so many characters.
_GENERATION: Final = re.compile(r'<meta name="generation" content="(\w+)">')
_EMBED: Final = re.compile(r'<meta name="embed" content="(\w+)">')
_HEAD: Final = 2000


class OutputFolder:
    """A folder that lineage may write.

    It is lineage's own if it is missing, empty, holds only a README, or holds a `data/run.json` that lineage wrote.

    Args:
        path: The folder.
        force: Write even if it is not lineage's own.

    Raises:
        OutputError: If it is not, or is no folder; if its `data/`, or a file in the place of a page, would be
            lost, also with `force`.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path = path
        self.data = path / "data"
        self._old = path / ".data-old"
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: is a file, and the results need a folder", "Name another folder with --out.")
        if not force and not self._is_own():
            raise OutputError(
                f"{path}: holds files that lineage did not write",
                "Name another folder with --out, or write into it all the same with --force.",
            )
        self._pages()
        if self.data.exists() and not _run(self.data) and not (self.data.is_dir() and _is_empty(self.data)):
            hint = "Move it away, or name another folder with --out."
            raise OutputError(f"{self.data}: would be replaced, but lineage did not write it", hint)

    def _is_own(self) -> bool:
        try:
            names = [entry.name for entry in self.path.iterdir()] if self.path.exists() else []
        except OSError as error:
            raise self._unusable("listed", error) from error
        return all(map(_is_harmless, names)) or bool(_run(self.data) or _run(self._old))

    def check_writable(self) -> None:
        """Fails now rather than after an hour of work.

        Raises:
            OutputError: If nothing can be written here.
        """
        with self._told():
            check_place(self.data)

    def replace_data(self, write: Callable[[Path], None]) -> None:
        """Lets `write` fill an empty folder, then puts it in the place of `data/`.

        Raises:
            OutputError: If it cannot be written; the old data stays.
        """
        with self._told(), replacement(self.data) as new:
            self._finish_swap()
            new.mkdir()
            write(new)
            self._swap(new)

    @contextmanager
    def drawing(self) -> Iterator[DrawnPages]:
        """Where pages are laid aside until `replace` puts them in place; what is not put there goes.

        Raises:
            OutputError: If one cannot be written, or would take the place of what lineage did not write.
        """
        with self._told(), replacement(self.path / "pages") as aside:
            yield DrawnPages(self._pages(), aside)

    def replace(self, write: Callable[[Path], None], pages: DrawnPages) -> None:
        """Replaces the data as `replace_data` does, then puts the pages in place; those that are no more go.

        A run that is killed among the pages leaves old ones among new ones, each of them whole; `lineage report` writes
        them again. Files that somebody else put beside them are kept.

        Args:
            write: Fills an empty folder with the data, and lists the pages in its `run.json`.
            pages: The pages.

        Raises:
            OutputError: If something cannot be written.
        """
        with self._told():
            pages.note_leaving()
        self.replace_data(write)
        try:
            pages.put()
        except OSError as error:
            raise OutputError(
                f"{self.path}: the pages cannot be written ({error.strerror or error}); the data files are new",
                "Free some space or mend the permissions, then run `lineage report`.",
            ) from error

    def _pages(self) -> PlacedPages:
        """The pages that were written before, also by runs that did not come to their end."""
        return PlacedPages(self.path, (str(page) for data in (self.data, self._old) for page in _pages_of(data)))

    @staticmethod
    def generations_in(path: Path) -> set[str]:
        """The generations of data files and first page in a folder: one, unless a run was killed; none if not ours.

        The first page is written last, so that it tells whether the others are of the same scan.
        """
        runs = (_run(path / name) for name in ("data", ".data-old"))
        told = {str(run["generation"]) for run in runs if "generation" in run}
        return told | set(_GENERATION.findall(_head_of(path / "index.html")))

    @property
    def language(self) -> str:
        """The language of the pages that are there; English where there are none."""
        return self.language_in(self.path)

    @staticmethod
    def language_in(path: Path) -> str:
        """The language of the pages in a folder, whosever it is; English where there are none."""
        return "zh" if '<html lang="zh' in _head_of(path / "index.html") else "en"

    @property
    def embed(self) -> str:
        """How much of every text the pages that are there were asked to hold; empty where its table says."""
        found = _EMBED.search(_head_of(self.path / "index.html"))
        return found[1] if found else ""

    def _finish_swap(self) -> None:
        """Mends what a run left that was killed in the middle of a swap."""
        if self._old.exists() and self.data.exists():
            self._clear_old()
        elif self._old.exists():
            self._old.rename(self.data)

    def _swap(self, new: Path) -> None:
        replaces = self.data.exists()
        if replaces:
            self.data.rename(self._old)
        try:
            new.rename(self.data)
        except BaseException:
            if replaces:
                self._old.rename(self.data)
            raise
        if replaces:
            with suppress(OSError):  # the new data is in place; the next run clears away what is left
                self._clear_old()

    def _clear_old(self) -> None:
        ours = _run(self._old).get("files", ())
        for entry in self._old.iterdir():
            if entry.name not in ours and not (self.data / entry.name).exists():
                entry.rename(self.data / entry.name)
        shutil.rmtree(self._old)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._unusable("written", error) from error

    def _unusable(self, what: str, error: OSError) -> OutputError:
        return OutputError(
            f"{self.path}: cannot be {what} ({error.strerror or error})",
            "Free some space, mend the permissions, or name another folder with --out. "
            "The results that were there are unchanged.",
        )


def _is_harmless(name: str) -> bool:
    """Whether it is a README, what git or a desktop leaves in an empty folder, or our own half-made data."""
    return (
        name.upper().startswith("README")
        or name in (".gitignore", ".gitkeep", ".DS_Store")
        or name.startswith((".data", ".pages"))
    )


def _head_of(page: Path) -> str:
    try:
        with page.open(encoding="utf-8", errors="replace") as handle:
            return handle.read(_HEAD)
    except OSError:
        return ""


def _pages_of(data: Path) -> Sequence[object]:
    pages = _run(data).get("pages", ())
    return pages if isinstance(pages, list) else ()


def _is_empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


def _run(data: Path) -> dict[str, Any]:
    """What the folder's run.json says; nothing where there is none, or where lineage did not write it."""
    try:
        run = orjson.loads((data / "run.json").read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return run if isinstance(run, dict) and run.get("tool") == "lineage" else {}
