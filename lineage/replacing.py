"""How new files take the place of old ones whole: they are made beside them, and only what is complete is moved.

The name beside is a fresh one, so that two runs never write into each other's files. What a killed run left there is
swept away by the next one, once it has lain untouched for so long that nobody can be writing it.
"""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SURELY_LEFT = 3600.0  # seconds


@contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """A fresh name beside `path`, in a folder that exists; what was not moved away by the end is removed.

    Raises:
        OSError: If the folder cannot be made.
    """
    new = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.new{path.suffix}")
    with folder_of(path):
        try:
            _sweep(path)
            yield new
        finally:
            for left in path.parent.glob(f"{glob.escape(new.name)}*"):  # DuckDB may have a log beside
                _remove(left)


@contextmanager
def folder_of(path: Path) -> Iterator[None]:
    """Sees to it that the folder of `path` exists; where nothing was put into what had to be made, it goes again.

    Raises:
        OSError: If the folder cannot be made.
    """
    missing = [folder for folder in path.parents if not folder.exists()]
    try:
        _make(path.parent)
        yield
    finally:
        for folder in missing:
            with suppress(OSError):  # what is not empty stays
                folder.rmdir()


def check_place(path: Path) -> None:
    """Fails now rather than after an hour of work, and leaves no trace.

    Raises:
        OSError: If nothing can be written beside `path`.
    """
    with replacement(path) as new:
        new.touch()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f".{glob.escape(path.stem)}.*.new{glob.escape(path.suffix)}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _SURELY_LEFT:
                _remove(left)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
