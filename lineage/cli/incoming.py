"""Speeches named on the command line; what comes on standard input (`-`) stands in a file while it is read."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lineage.errors import InputError, UsageError


@contextmanager
def incoming(named: Sequence[str], speech_id: str) -> Iterator[list[Path]]:
    """The paths of these names.

    Raises:
        UsageError: If `-` is named twice, or no name is given for what comes there.
        InputError: If nothing comes there.
    """
    if "-" not in named:
        yield [Path(name) for name in named]
        return
    if named.count("-") > 1 or not speech_id.strip():
        raise UsageError("-: one speech on standard input, which needs a name", "Name it with --id.")
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise InputError("standard input: is empty", "Pipe the text of a speech into the command.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin.txt")
        path.write_bytes(data)
        yield [path if name == "-" else Path(name) for name in named]
