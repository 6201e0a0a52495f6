"""The journal beside an index: what a run has read so far, so that the next one goes on from there however it ended.

Readings are appended every few seconds while files are read. The file opens with a line that says what it is and by
which rules and settings was read; entries follow, each a digest, its length, and an Arrow stream of rows of the table
`reading`. Only whole entries count, and what they hold is checked as that of an index is (see `rows`). Who may write
is the business of `writer`; once an index holds the readings (see `store`), the journal goes.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa

from lineage.errors import InputError, UsageError
from lineage.index.rows import Reading, reading_table, readings_of
from lineage.index.store import FORMAT_VERSION

#: Seconds between two entries. What takes less to read is not worth a journal.
INTERVAL: float = 2.0

_MAGIC: Final = b"lineage readings "
#: What stands before an entry: its SHA-256, and its length in bytes.
_HEAD: Final = struct.Struct("<32sQ")
#: What an entry that lineage never wrote makes of our questions.
_UNREADABLE = (pa.ArrowException, OSError, ValueError, TypeError, LookupError, AttributeError)


def journal_path(index: Path) -> Path:
    """Where the journal of an index stands: beside the file itself, not beside a link to it."""
    return Path(f"{os.path.realpath(index)}.readings")


@contextmanager
def journal_beside(index: Path, fingerprint: str, tell: Callable[[str], None]) -> Iterator[Journal]:
    """The journal of an index that the caller holds; an error that ends the run is given a note of what is kept.

    But for those that would come again if the same command were run again.

    Args:
        index: The index, which need not exist yet.
        fingerprint: Of all that decides how a file is read; a journal of another one is replaced.
        tell: Is told where nothing can be kept.
    """
    journal = Journal(index, fingerprint, tell)
    try:
        yield journal
    except (InputError, UsageError):
        raise
    except BaseException as error:
        if journal.told:
            error.add_note(journal.told)
        raise


class Journal:
    """Keeps what a run reads; fits `lineage.gathering.ReadingJournal`."""

    def __init__(self, index: Path, fingerprint: str, tell: Callable[[str], None]) -> None:
        self._path = journal_path(index)
        self._header = b"%s%d %s\n" % (_MAGIC, FORMAT_VERSION, fingerprint.encode())
        self._tell, self._shown = tell, f"{index}.readings"
        self._end = 0  # of the last whole entry; 0 where there is none by these rules
        self._waiting: dict[str, Reading] = {}
        self._last = time.monotonic()
        self._done = self._kept = self._total = 0
        self._left: dict[str, Reading] = {}
        self._ours, self._usable = True, True
        if not _may_be_ours(self._path):
            self._ours = False
            self._give_up("is another kind of file, or cannot be read")
        for held, end in _entries(self._path, self._header) if self._ours else ():
            self._left |= held
            self._end = end
        self._keys = {*self._left}

    @property
    def told(self) -> str:
        """How much is kept, and how to go on; empty where nothing is, or nobody was to read."""
        if not (self._end and self._total):
            return ""
        kept = f"{self._kept:,} of {self._total:,} speeches are read and kept"
        return f"{kept}; run the same command again to go on from there."

    def take(self) -> dict[str, Reading]:
        """What runs before this one left, by key; it is given once, and not held here any longer."""
        left, self._left = self._left, {}
        return left

    def begin(self, known: int, total: int) -> None:
        """So many of so many speeches are known; the others are going to be read."""
        self._done = self._kept = known
        self._total = total
        self._last = time.monotonic()

    def add(self, key: str, reading: Reading) -> None:
        """One more is read. It is written together with others, when it is time."""
        self._waiting[key] = reading
        self._done += 1
        if time.monotonic() - self._last >= INTERVAL:
            self._write()

    def end(self) -> None:
        """No more is read: what waits is written, unless all was read so soon that there is no journal."""
        if self._end:
            self._write()

    def remove(self, held: Collection[str] | None = None) -> None:
        """An index is written, and the journal goes; where `held` is given, only if it has no other keys than those."""
        if self._ours and (held is None or (self._end and self._keys <= set(held))):
            self._end = 0
            with suppress(OSError):
                self._path.unlink()

    def _give_up(self, reason: str) -> None:
        self._usable = False
        self._tell(f"{self._shown}: {reason}; what is read from here on is not kept for another run")

    def _write(self) -> None:
        """Appends what waits. A run must not fail for its journal, nor lose what is kept already."""
        if self._usable and self._waiting:
            try:
                self._end = _append(self._path, self._header, self._end, self._waiting)
                self._keys |= self._waiting.keys()
                self._kept = self._done
            except OSError as error:
                with suppress(OSError):
                    _cut(self._path, self._end)
                self._give_up(f"cannot be written ({error.strerror or error})")
        self._waiting.clear()
        self._last = time.monotonic()


def _may_be_ours(path: Path) -> bool:
    """Whether there is a file of ours, of whatever rules, or none; one that is not ours is never written over."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) in (_MAGIC, b"")
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _entries(path: Path, header: bytes) -> Iterator[tuple[dict[str, Reading], int]]:
    """The readings of each entry, and where it ends, up to the first that is not whole: a run was killed at that."""
    try:
        with path.open("rb") as file:
            whole = os.fstat(file.fileno()).st_size
            if file.readline(len(header)) != header:
                return
            while entry := _entry(file, whole):
                table = pa.ipc.open_stream(entry).read_all()
                table.validate(full=True)
                yield readings_of(table), file.tell()
    except _UNREADABLE:
        return


def _entry(file: BinaryIO, whole: int) -> bytes:
    """The next entry of a file of so many bytes; nothing where there is none that is whole."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return b""
    digest, length = _HEAD.unpack(head)
    entry = file.read(length) if length <= whole - file.tell() else b""
    return entry if hashlib.sha256(entry).digest() == digest else b""


def _cut(path: Path, end: int) -> None:
    """Takes away what was written in part; nothing is left of a file that holds no entry."""
    if end:
        os.truncate(path, end)
    else:
        path.unlink()


def _append(path: Path, header: bytes, end: int, readings: Mapping[str, Reading]) -> int:
    """Writes an entry where the last one ended, over what was not whole; returns where this one ends.

    Raises:
        OSError: If it cannot be written.
    """
    rows = reading_table(readings)
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, rows.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(rows)
    entry = stream.getvalue()
    with path.open("r+b" if end else "wb") as file:
        file.truncate(end)
        file.seek(end)
        file.write(header if not end else b"")
        file.write(_HEAD.pack(hashlib.sha256(entry).digest(), len(entry)))
        file.write(entry)
        return file.tell()
