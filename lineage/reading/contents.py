"""The bytes of one speech: of a file, of a record in it, or of a file in an archive."""

from __future__ import annotations

import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from lineage.errors import InputError
from lineage.models import Source

#: No speech is longer. What is longer is no speech, or many, and would take the memory of all others.
MOST_BYTES: Final = 64 << 20
#: A file of an archive that grows to more than so many times its packed size is no text but a trap.
_MOST_RATIO: Final = 200
#: Below so many bytes a ratio says nothing: a line of blanks is packed into very little.
_LEAST_OF_RATIO: Final = 1 << 20

_TOO_LONG = f"is longer than {MOST_BYTES >> 20} MB, and no speech is"
_HOW_TO_SPLIT = "Leave it out; or, where it holds many speeches, make each a file or a record of its own."


def content_of(source: Source) -> bytes:
    """The bytes of a speech.

    Raises:
        InputError: It is too long, or its archive is damaged, locked or a trap.
        OSError: The file cannot be read.
    """
    part, path = source.part, Path(source.path)
    if part and part.member:
        return _record(read_member(path, part.member), part.begin, part.end, part.head)
    if part and part.end:
        return _stretch(path, 0, part.head) + _stretch(path, part.begin, part.end)
    if path.stat().st_size > MOST_BYTES:
        raise InputError(_TOO_LONG, _HOW_TO_SPLIT)
    return path.read_bytes()


def _stretch(path: Path, begin: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(begin)
        return file.read(end - begin)


def _record(data: bytes, begin: int, end: int, head: int) -> bytes:
    return data[:head] + data[begin:end] if end else data


@lru_cache(maxsize=2)
def _opened(path: Path, changed: int) -> zipfile.ZipFile:  # noqa: ARG001 -- an archive that has changed is another one
    return zipfile.ZipFile(path)


@lru_cache(maxsize=1)
def _unpacked(path: Path, changed: int, member: str) -> bytes:
    """A file of an archive; its records come one after the other, so the last one is kept."""
    try:
        entry = _opened(path, changed).getinfo(member)
        if obstacle := trap(entry):
            raise InputError(obstacle, _HOW_TO_SPLIT)
        with _opened(path, changed).open(entry) as file:
            data = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"cannot be unpacked ({error})", "Unpack the archive, and scan the folder.") from error
    if len(data) > MOST_BYTES:  # whatever the archive says of its size
        raise InputError(_TOO_LONG, _HOW_TO_SPLIT)
    return data


def read_member(path: Path, member: str) -> bytes:
    """A file of an archive.

    Raises:
        InputError: It is too long, a trap, damaged or locked.
        OSError: The archive cannot be read.
    """
    return _unpacked(path, path.stat().st_mtime_ns, member)


def trap(entry: zipfile.ZipInfo) -> str:
    """Why a file of an archive is not unpacked; empty where it may be."""
    if entry.file_size > MOST_BYTES:
        return _TOO_LONG
    if entry.file_size > max(_LEAST_OF_RATIO, _MOST_RATIO * entry.compress_size):
        return f"would grow to more than {_MOST_RATIO} times its packed size"
    return "is locked with a password" if entry.flag_bits & 1 else ""
