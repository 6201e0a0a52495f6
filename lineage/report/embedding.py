"""How much of the speeches' texts pages hold: texts have owners.

`text`: all of it. `context`: of each place that a page lists its sentence or 30 characters on each side, and on the
page of a speech at most a third of its text; all pages together may hold most of a text that repeats others. `none`:
the wordings of formulae alone, for texts that must not be shown. A speech may say so itself, in a column `embed` of its
`speeches.csv`; the rest is as the call says.
"""

from __future__ import annotations

from typing import Final

from lineage.errors import UsageError
from lineage.models import Embed, Speech
from lineage.naming import did_you_mean

__all__ = ["COLUMN", "Embed", "embed_asked", "embed_of"]

#: The column of speeches.csv that says how much of a text may be shown.
COLUMN: Final = "embed"


def embed_of(speech: Speech, asked: Embed | None) -> Embed:
    """How much of this text is shown: as the call says, else as its table says, else `context`."""
    stated = speech.value(COLUMN).strip().lower()
    return asked or (Embed(stated) if stated in set(Embed) else Embed.CONTEXT)


def embed_asked(value: str) -> Embed | None:
    """How much of every text a call asks for; None where it leaves that to the tables.

    Raises:
        UsageError: If it is not one of `Embed`, and not empty.
    """
    if value and value not in set(Embed):
        raise UsageError(
            f"embed {value!r} is not one of {', '.join(Embed)}",
            did_you_mean(value, Embed, "Correct the option --embed."),
        )
    return Embed(value) if value else None
