"""The files that a command line names: one by one, by patterns that no shell expanded, in lists (`--files-from`)."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

from typer import Option

from lineage.errors import InputError, UsageError

FilesFrom = Annotated[
    list[Path] | None,
    Option(
        metavar="LIST",
        help="File that names more of them, one a line; `-` for standard input; may be given again.",
    ),
]
#: Standard input, in place of the name of a file.
STDIN: Final = "-"


def named_files(names: Sequence[str], lists: Sequence[Path] | None, *, example: str) -> list[str]:
    """All names, each once, in the order in which they come; patterns such as `*.txt` and `**` as what they match.

    Args:
        names: Those of the command line.
        lists: Files that hold more; a path in them is taken from the current folder, as on the command line.
        example: A call that names some, for the hint where there are none.

    Raises:
        UsageError: If there is no name, a pattern matches nothing, or standard input is to be read twice.
        InputError: If a list cannot be read.
    """
    if [*names, *map(str, lists or ())].count(STDIN) > 1:
        raise UsageError(f"{STDIN}: there is one standard input", "Name it once, as a speech or as a list of files.")
    every = [*names, *(name for path in lists or () for name in _listed(path))]
    if not every:
        raise UsageError("no file and no folder is named", f"For example: `{example}`.")
    return list(dict.fromkeys(found for name in every for found in _expanded(name)))


def _listed(path: Path) -> Iterator[str]:
    try:
        text = (sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})", "Check the path of --files-from.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is no list of files in UTF-8", "Save it as UTF-8, one path a line.") from error
    yield from filter(None, (line.strip("\r") for line in text.split("\n")))


def _expanded(name: str) -> list[str]:
    """What a pattern matches, but what is no speech by its name; the name itself if it is none, or a file's."""
    from lineage.reading import is_silent

    if not glob.has_magic(name) or Path(name).exists():
        return [name]
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 -- a path knows no absolute patterns
    if speeches := [path for path in found if not is_silent(Path(path).name)]:
        return speeches
    raise UsageError(f"{name}: matches no speech", "Check the pattern, or name the folder: what it holds is read.")
