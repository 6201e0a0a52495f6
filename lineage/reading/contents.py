"""The bytes of one speech: of a file, of a record in it, or of a file in an archive; within limits of size.

What a file of many speeches holds is told in `lineage.reading.containers`; what the bytes say in
`lineage.reading.formats`.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from lineage.errors import InputError
from lineage.models import Source
from lineage.reading.guessing import guess

#: No speech is longer. What is longer is no speech, or many, and would take the memory of all others.
MOST_BYTES: Final = 64 << 20
#: All files of an archive together grow to so much at most.
_MOST_UNPACKED: Final = 2 << 30
#: A file of an archive that grows to more than so many times its packed size is no text but a trap.
_MOST_RATIO: Final = 200
#: Below so many bytes a ratio says nothing: a line of blanks is packed into very little.
_LEAST_OF_RATIO: Final = 1 << 20
#: An archive's list of its files, about 80 bytes each, is read into memory whole before anything else.
_MOST_DIRECTORY: Final = 16 << 20
_END_OF_ARCHIVE: Final = struct.Struct("<4s4H2LH")
_END_OF_LARGE_ARCHIVE: Final = struct.Struct("<4sQ2H2L4Q")
_PLACE_OF_LARGE_END: Final = struct.Struct("<4sLQL")

_TOO_LONG = f"is longer than {MOST_BYTES >> 20} MB, and no speech is"
_HOW_TO_SPLIT = "Leave it out; or, where it holds many speeches, make each a file or a record of its own."
_HOW_TO_UNPACK = "Unpack the archive, and scan the folder."
#: Of these `zipfile` unpacks no more than the archive says that there is; of others it unpacks whatever comes.
_BOUNDED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What `zipfile` raises on archives that are damaged, locked, or packed in a way that it does not know.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError),
    *(KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError),
)


def content_of(source: Source) -> bytes:
    """The bytes of a speech.

    Raises:
        InputError: It is too long, or its archive is damaged, locked or a trap.
        OSError: The file cannot be read.
    """
    part, path = source.part, Path(source.path)
    if part and part.member:
        data = read_member(path, part.member)
        return data[: part.head] + data[part.begin : part.end] if part.end else data
    if part and part.end:
        return _stretch(path, 0, part.head) + _stretch(path, part.begin, part.end)
    if path.stat().st_size > MOST_BYTES:
        raise InputError(_TOO_LONG, _HOW_TO_SPLIT)
    return path.read_bytes()


def _stretch(path: Path, begin: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(begin)
        return file.read(end - begin)


def read_member(path: Path, member: str) -> bytes:
    """A file of an archive.

    Raises:
        InputError: It is too long, a trap, damaged or locked.
        OSError: The archive cannot be read.
    """
    return _unpacked(path, path.stat().st_mtime_ns, member)


@lru_cache(maxsize=1)
def _unpacked(path: Path, changed: int, member: str) -> bytes:
    """A file of an archive; its records come one after the other, so the last one is kept."""
    archive = _opened(path, changed)
    try:
        entry = archive.getinfo(member)
        if obstacle := trap(entry):
            raise InputError(obstacle, _HOW_TO_SPLIT)
        with archive.open(entry) as file:
            return file.read()  # never more than the entry says
    except _BROKEN as error:
        raise InputError(f"cannot be unpacked ({error})", _HOW_TO_UNPACK) from error


@lru_cache(maxsize=2)
def _opened(path: Path, changed: int) -> zipfile.ZipFile:  # noqa: ARG001 -- an archive that has changed is another one
    if _directory_bytes(path) > _MOST_DIRECTORY:
        raise InputError("holds too many files for one archive", _HOW_TO_UNPACK)
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        raise InputError(f"is no archive that can be read ({error})", _HOW_TO_UNPACK) from error


def _directory_bytes(path: Path) -> int:
    """How long an archive says its list of files is; 0 where it says nothing, and `zipfile` will tell."""
    size = path.stat().st_size
    end = _stretch(path, max(0, size - (1 << 16) - _END_OF_ARCHIVE.size), size)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + _END_OF_ARCHIVE.size:
        return 0
    plain: int = _END_OF_ARCHIVE.unpack_from(end, at)[5]
    before = at - _PLACE_OF_LARGE_END.size
    if before < 0 or not end.startswith(b"PK\x06\x07", before):
        return plain
    place: int = _PLACE_OF_LARGE_END.unpack_from(end, before)[2]
    large = _stretch(path, place, place + _END_OF_LARGE_ARCHIVE.size) if place < size else b""
    if len(large) < _END_OF_LARGE_ARCHIVE.size:
        return plain
    told: int = _END_OF_LARGE_ARCHIVE.unpack(large)[8]
    return max(told, 0 if plain == 0xFFFFFFFF else plain)


def entries_of(path: Path) -> list[zipfile.ZipInfo]:
    """The files of an archive.

    Raises:
        InputError: It cannot be read, or is a trap.
        OSError: The file cannot be read.
    """
    entries = [entry for entry in _opened(path, path.stat().st_mtime_ns).infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise InputError(f"would grow to more than {_MOST_UNPACKED >> 30} GB", _HOW_TO_UNPACK)
    return entries


def member_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of files in an archive; old archivers write them in a local encoding, and do not say which.

    It is told from all of them together, since one name is short.
    """
    undeclared = [entry.filename for entry in entries if not entry.flag_bits & 0x800 and not entry.filename.isascii()]
    raw = b"\n".join(name.encode("cp437", "replace") for name in undeclared)
    encoding = _encoding_of(raw)
    decoded = raw.decode(encoding, "replace").split("\n") if encoding else undeclared
    names = dict(zip(undeclared, decoded, strict=True)) if len(decoded) == len(undeclared) else {}
    return [
        entry.filename if entry.flag_bits & 0x800 else names.get(entry.filename, entry.filename) for entry in entries
    ]


def _encoding_of(names: bytes) -> str:
    try:
        names.decode("utf-8")
    except UnicodeDecodeError:
        return next((found.encoding for found in guess(names) if not found.encoding.startswith("utf")), "")
    return "utf-8"


def trap(entry: zipfile.ZipInfo) -> str:
    """Why a file of an archive is not unpacked; empty where it may be."""
    if entry.file_size > MOST_BYTES:
        return _TOO_LONG
    if entry.file_size > max(_LEAST_OF_RATIO, _MOST_RATIO * entry.compress_size):
        return f"would grow to more than {_MOST_RATIO} times its packed size"
    if entry.compress_type not in _BOUNDED:
        return "is packed by a method other than deflate"
    return "is locked with a password" if entry.flag_bits & 1 else ""
