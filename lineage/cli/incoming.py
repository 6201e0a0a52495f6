"""Speeches named on the command line; what comes on standard input (`-`) stands in a file while it is read.

Its format is told from its bytes, since it has no name that says it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lineage.errors import InputError, UsageError

#: Bytes in which the mark of any format stands.
_LOOKED_AT: Final = 16 << 20


@contextmanager
def incoming(named: Sequence[str], speech_id: str) -> Iterator[list[Path]]:
    """The paths of these names, of which one may be `-`.

    Raises:
        UsageError: If no name is given for what comes there.
        InputError: If nothing comes there.
    """
    if "-" not in named:
        yield [Path(name) for name in named]
        return
    from lineage.reading import holds_many, likely_suffix

    with tempfile.TemporaryDirectory() as folder:
        arrived = Path(folder, "stdin")
        with arrived.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        with arrived.open("rb") as file:
            beginning = file.read(_LOOKED_AT)
        if not beginning.strip():
            raise InputError("standard input: is empty", "Pipe the text of a speech into the command.")
        path = arrived.rename(arrived.with_suffix(likely_suffix(beginning)))
        if not speech_id.strip() and not holds_many(path.name):
            raise UsageError("-: one speech on standard input, which needs a name", "Name it with --id.")
        yield [path if name == "-" else Path(name) for name in named]
