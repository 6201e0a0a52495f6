"""The output folder: whose it is, and how new data takes the place of old data whole.

Data is written into a sibling of `data/` and swapped in by two renames. A run that is killed leaves the old data, or the new; what
it left half-made is cleared away by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson

from lineage.errors import OutputError


class OutputFolder:
    """A folder that lineage may write.

    It is lineage's own if it is missing, empty, holds only a README, or holds a `data/run.json` that lineage wrote.

    Args:
        path: The folder.
        force: Write even if it is not lineage's own.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path = path
        self.data = path / "data"
        self._new, self._old = path / ".data-new", path / ".data-old"
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: is a file, and the results need a folder", "Name another folder with --out.")
        if not force and not self._is_own():
            raise OutputError(
                f"{path}: holds files that lineage did not write",
                "Name another folder with --out, or write into it all the same with --force.",
            )
        if self.data.exists() and not self._holds_run(self.data) and any(self.data.iterdir()):
            raise OutputError(f"{self.data}: would be replaced, but lineage did not write it", "Move it away, or name another folder.")

    def _is_own(self) -> bool:
        try:
            names = {entry.name for entry in self.path.iterdir()}
        except FileNotFoundError:
            return True
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be listed ({error.strerror})", "Name another folder with --out.") from error
        rest = {name for name in names if not name.upper().startswith("README")}
        return not rest - {self._new.name, self._old.name, ".gitignore", ".gitkeep"} or self._holds_run(self.data) or self._holds_run(self._old)

    @staticmethod
    def _holds_run(data: Path) -> bool:
        try:
            run = orjson.loads((data / "run.json").read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return False
        return isinstance(run, dict) and run.get("tool") == "lineage"

    def check_writable(self) -> None:
        """Fails now rather than after an hour of work.

        Raises:
            OutputError: If nothing can be written here.
        """
        self._guarded(self._make_room)
        self._guarded(lambda: self._new.rmdir())

    def replace_data(self, write: Callable[[Path], None]) -> None:
        """Lets `write` fill an empty folder, then puts it in the place of `data/`.

        Raises:
            OutputError: If it cannot be written; the old data stays.
        """
        try:
            self._guarded(self._make_room)
            self._guarded(lambda: write(self._new))
            self._guarded(self._swap)
        finally:
            with suppress(OSError):
                shutil.rmtree(self._new)

    def _make_room(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        if self._old.exists() and not self.data.exists():
            self._old.rename(self.data)
        for left_over in (self._new, self._old):
            if left_over.exists():
                shutil.rmtree(left_over)
        self._new.mkdir()

    def _swap(self) -> None:
        if self.data.exists():
            self.data.rename(self._old)
        self._new.rename(self.data)
        shutil.rmtree(self._old, ignore_errors=True)

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except OSError as error:
            raise OutputError(
                f"{self.path}: cannot be written ({error.strerror or error})",
                "Free some space, mend the permissions, or name another folder with --out. What was there before is unchanged.",
            ) from error
