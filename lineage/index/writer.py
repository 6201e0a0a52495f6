"""One writer at a time: whoever changes an index holds it from reading it to writing it.

Readers need no hold, for a new file takes the place of the old one whole. The hold is a lock of the system on a hidden
file beside the index, so that it ends with the process, however that ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from lineage.errors import OutputError
from lineage.replacing import folder_of


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Holds the index at `path`, which need not exist yet.

    Raises:
        OutputError: If another process holds it, or nothing can be written beside it.
    """
    target = Path(os.path.realpath(path))
    lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=0)
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_of(target))
            lock.acquire()
        except Timeout as error:
            hint = "Wait until it is done, or name another index with --index."
            raise OutputError(f"{path}: another lineage is writing this index", hint) from error
        except OSError as error:
            hint = "Free some space, mend the permissions, or name another file with --index."
            raise OutputError(f"{path}: the index cannot be written ({error.strerror or error})", hint) from error
        stack.callback(_let_go, lock)
        yield


def _let_go(lock: BaseFileLock) -> None:
    """Ends the hold. The file goes while it is held: who waits for it sees that it is gone, and makes a new one."""
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()
