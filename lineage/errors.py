"""The exceptions that lineage raises on purpose, and the exit codes they carry.

    LineageError            anything a user can act upon
    ├── UsageError          the call itself is wrong (2)
    ├── InputError          a file, folder or table cannot be used (1)
    ├── OutputError         results cannot be written (1)
    ├── OutOfRoom           neither memory nor disk has room for what is to be looked up (1)
    ├── EngineFailed        the cluster cannot be reached, or could not do what it was asked (1)
    ├── IndexMismatch       the index was made by other settings or another format (4)
    └── Interrupted         somebody stopped it, and something is to be known of what is left (130)

Every message says what happened and to which file; every hint says what to do next.
Printing them is the business of `lineage.cli`.
"""

from __future__ import annotations

import shlex
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the process returns to the shell."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    SKIPPED = 3
    INCOMPATIBLE_INDEX = 4
    INTERRUPTED = 130


class LineageError(Exception):
    """Something a user can act upon: `message` says what, `hint` what to do next."""

    exit_code: ExitCode = ExitCode.FAILURE

    def __init__(self, message: str, hint: str = "", exit_code: ExitCode | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if exit_code is not None:
            self.exit_code = exit_code


class UsageError(LineageError):
    """The call itself is wrong: an unknown setting, a value out of range."""

    exit_code = ExitCode.USAGE


class InputError(LineageError):
    """A file, folder or table cannot be used."""


class OutputError(LineageError):
    """Results cannot be written where they were asked for."""


class OutOfRoom(LineageError):
    """Neither memory nor disk has room for what is to be looked up."""


class EngineFailed(LineageError):
    """The cluster cannot be reached, or could not do what it was asked."""


class IndexMismatch(LineageError):
    """The index was made with other settings, or by another version of the format."""

    exit_code = ExitCode.INCOMPATIBLE_INDEX


class Interrupted(LineageError):
    """Somebody stopped it, and something is to be known of what is left."""

    exit_code = ExitCode.INTERRUPTED


def how_to_report(index: Path, out: Path) -> str:
    """The command that writes results anew, for hints."""
    return f"`lineage report --index {shlex.quote(str(index))} --out {shlex.quote(str(out))}`"
