"""What a shell offers after the tab key: phrases, speakers and speeches of the index that the command line names.

Where nothing can be told (no index, another kind of file, one that is being written), nothing is offered, in silence.

An index may come by mail, and what is offered goes into a line that a shell runs; what Typer quotes of it is not
enough. So a name is offered only if it means itself to every shell.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import ascii_letters, digits, punctuation
from typing import TYPE_CHECKING, Final

from typer import Context

from lineage.cli.terminal import plain

if TYPE_CHECKING:
    from lineage.glancing import Named

_STANDARD_INDEX: Final = Path("lineage.duckdb")
#: The characters of ASCII that mean themselves to bash, zsh, fish and PowerShell; a blank parts words.
_HARMLESS: Final = frozenset(ascii_letters + digits + "_-.,+%/")
#: The others are shown full-width beside a name: zsh evaluates that text, Typer reads markup in it (`[/red]`).
_FULL_WIDTH: Final = {ord(mark): ord(mark) + 0xFEE0 for mark in punctuation if mark not in _HARMLESS}


def phrases(context: Context, incomplete: str) -> list[tuple[str, str]]:
    """The listed formulae that begin so."""
    from lineage.glancing import phrases_beginning

    return _offered(phrases_beginning, context, incomplete)


def speakers(context: Context, incomplete: str) -> list[tuple[str, str]]:
    """The speakers whose names begin so."""
    from lineage.glancing import speakers_beginning

    return _offered(speakers_beginning, context, incomplete)


def speeches(context: Context, incomplete: str) -> list[tuple[str, str]]:
    """The speeches whose identifiers begin so, without those that stand on the line already."""
    from lineage.glancing import speeches_beginning

    named = {
        name for value in context.params.values() for name in (value if isinstance(value, list | tuple) else [value])
    }
    return [each for each in _offered(speeches_beginning, context, incomplete) if each[0] not in named]


def _offered(look: Callable[[Path, str], list[Named]], context: Context, incomplete: str) -> list[tuple[str, str]]:
    try:
        found = look(_index(context), incomplete)
        return [(each.name, plain(each.about).translate(_FULL_WIDTH)) for each in found if _means_itself(each.name)]
    except Exception:  # whatever it is, a line that is being typed is no place to tell it
        return []


def _means_itself(name: str) -> bool:
    """Whether no shell takes any of it for more than a character, nor a command the whole of it for an option."""
    harmless = all(character in _HARMLESS or not character.isascii() for character in name)
    return harmless and name.isprintable() and not name.startswith("-")


def _index(context: Context) -> Path:
    """The index of the line, or that of variables and files, as for the command itself; else the standard one."""
    return Path(context.params.get("index") or _STANDARD_INDEX)
