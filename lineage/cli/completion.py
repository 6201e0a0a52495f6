"""What a shell offers after the tab key: phrases, speakers and speeches of the index that the command line names.

Where nothing can be told (no index, another kind of file, one that is being written), nothing is offered, in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer import Context

if TYPE_CHECKING:
    from lineage.glancing import Named

_STANDARD_INDEX: Final = Path("lineage.duckdb")


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

    named = {name for value in context.params.values() for name in (value if isinstance(value, list) else [value])}
    return [each for each in _offered(speeches_beginning, context, incomplete) if each[0] not in named]


def _offered(look: Callable[[Path, str], list[Named]], context: Context, incomplete: str) -> list[tuple[str, str]]:
    try:
        return [(found.name, found.about) for found in look(_index(context), incomplete)]
    except Exception:  # whatever it is, a line that is being typed is no place to tell it
        return []


def _index(context: Context) -> Path:
    """The index of the line, or that of variables and files, as for the command itself; else the standard one."""
    return Path(context.params.get("index") or _STANDARD_INDEX)
