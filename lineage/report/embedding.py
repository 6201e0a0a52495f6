"""How much of the speeches' texts pages hold: texts have owners.

`text`: all of it. `context`: of each place that a page lists its sentence or 30 characters on each side, and on the
page of a speech at most a third of its text; all pages together may hold most of a text that repeats others. `none`:
the wordings of formulae alone, for texts that must not be shown. A speech may say so itself, in a column `embed` of its
`speeches.csv`; the rest is as the call says.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from lineage.errors import UsageError
from lineage.models import Embed, Int64, Speech
from lineage.naming import did_you_mean

__all__ = ["Embed", "embed_asked", "embed_of", "stretches_held"]

#: Where contexts are shown, one in so many characters of a text is, and no single stretch takes more than half of it.
_ONE_IN: Final = 3


def embed_of(speech: Speech, asked: Embed | None) -> Embed:
    """How much of this text is shown: as the call says, else as its table says, else `context`."""
    return asked or speech.embed


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


def stretches_held(length: int, begin: Int64, end: Int64) -> list[tuple[int, int]]:
    """What is shown of a text under `context`, by begin: the first of these stretches, until a third of it is reached.

    Args:
        length: Code points of the text.
        begin: Where the stretches begin, the most telling first; one that is longer than half of that is left out.
        end: Where they end.
    """
    most = length // _ONE_IN
    short = 2 * (end - begin) <= most
    shown = bytearray(length)
    room = most
    for first, last in zip(begin[short].tolist(), end[short].tolist(), strict=True):
        room -= shown.count(0, first, last)
        if room < 0:
            break
        shown[first:last] = b"\1" * (last - first)
    edges = np.flatnonzero(np.diff(np.frombuffer(shown, np.int8), prepend=0, append=0))
    return [(first, last) for first, last in edges.reshape(-1, 2).tolist()]
