"""The output folder: whose it is, and how new data takes the place of old data whole.

Data is written into a sibling of `data/` and swapped in by two renames. A run that is killed leaves the old data, or
the new; what it left half-made is cleared away by a later one. Files that somebody else put into `data/` (a workbook,
a note) are kept. Pages take their place one by one; `run.json` lists them, so that a later run knows which are its own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

import orjson

from lineage.errors import OutputError
from lineage.replacing import check_place, replacement

#: What the site puts beside `data/`.
PAGES: Final = ("assets", "compare", "downloads.html", "formulae", "index.html", "method.html", "speeches")
#: How the page of a formula is named.
_NAMED_BY_HASH = re.compile(r"[0-9a-f]{12}\.html")
#: How the first page says of which generation it is, within so many characters.
_GENERATION, _HEAD = re.compile(r'<meta name="generation" content="(\w+)">'), 2000


class OutputFolder:
    """A folder that lineage may write.

    It is lineage's own if it is missing, empty, holds only a README, or holds a `data/run.json` that lineage wrote.

    Args:
        path: The folder.
        force: Write even if it is not lineage's own.

    Raises:
        OutputError: If it is not, or is no folder; if its `data/` would be lost, also with `force`.
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
        for page in (name for name in PAGES if name.endswith(".html") and (path / name).exists()):
            if page not in self.pages_before():
                hint = "Move it away, or name another folder with --out."
                raise OutputError(f"{path / page}: would be replaced, but lineage did not write it", hint)
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

    def replace_pages(self, files: Mapping[PurePosixPath, bytes], before: Sequence[str]) -> None:
        """Puts the pages in place, each whole, the first page last; of those written before, what is no more goes.

        Pages that stay as they are are not touched. Files that somebody else put beside them are kept. A run that is
        killed here leaves old pages among new ones, each of them whole; `lineage report` writes them again.

        Args:
            files: Paths below this folder, and what stands there.
            before: The pages that the last run wrote.

        Raises:
            OutputError: If they cannot be written.
        """
        if any(path.is_absolute() or ".." in path.parts for path in files):
            message = "a page would lie outside the folder"
            raise ValueError(message)
        try:
            with replacement(self.path / "pages") as new:
                changed = [(path, content) for path, content in files.items() if not _holds(self.path / path, content)]
                first_page_last = sorted(changed, key=lambda file: len(file[0].parts) == 1)
                for number, (path, content) in enumerate(first_page_last):
                    new.mkdir(exist_ok=True)
                    (new / str(number)).write_bytes(content)
                    (self.path / path).parent.mkdir(parents=True, exist_ok=True)
                    (new / str(number)).replace(self.path / path)
            for path in map(PurePosixPath, before):
                if path not in files and path.parts[0] in PAGES and ".." not in path.parts:
                    (self.path / path).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{self.path}: the pages cannot be written ({error.strerror or error}); the data files are new",
                "Free some space or mend the permissions, then run `lineage report`.",
            ) from error

    def pages_before(self) -> list[str]:
        """The pages that were written before, also by runs that did not come to their end."""
        listed = {str(path) for data in (self.data, self._old) for path in _run(data).get("pages", ())}
        left = (path for path in (self.path / "formulae").glob("*.html") if _NAMED_BY_HASH.fullmatch(path.name))
        return sorted(listed | {path.relative_to(self.path).as_posix() for path in left})

    @staticmethod
    def generations_in(path: Path) -> set[str]:
        """The generations of data files and first page in a folder: one, unless a run was killed; none if not ours.

        The first page is written last, so that it tells whether the others are of the same scan.
        """
        runs = (_run(path / name) for name in ("data", ".data-old"))
        return {str(run["generation"]) for run in runs if "generation" in run} | _generation_of_page(
            path / "index.html"
        )

    @property
    def language(self) -> str:
        """The language of the pages that are there; English where there are none."""
        try:
            head = (self.path / "index.html").read_text(encoding="utf-8", errors="replace")[:_HEAD]
        except OSError:
            return "en"
        return "zh" if '<html lang="zh' in head else "en"

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


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file is there and has these bytes already."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _generation_of_page(page: Path) -> set[str]:
    try:
        return set(_GENERATION.findall(page.read_text(encoding="utf-8", errors="replace")[:_HEAD]))
    except OSError:
        return set()


def _is_empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


def _run(data: Path) -> dict[str, Any]:
    """What the folder's run.json says; nothing where there is none, or where lineage did not write it."""
    try:
        run = orjson.loads((data / "run.json").read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return run if isinstance(run, dict) and run.get("tool") == "lineage" else {}
