"""How much of the speeches' texts pages hold: texts have owners.

`text`: all of it. `context`: what stands around formulae, at most a third of each text. `none`: the wordings of
formulae alone. A speech may say so itself, in a column `embed` of its `speeches.csv`; the rest is as the call says.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from lineage.models import Speech


class Embed(StrEnum):
    """How much of a text stands in the pages."""

    TEXT = "text"
    CONTEXT = "context"
    NONE = "none"


#: The column of speeches.csv that says how much of a text may be shown.
COLUMN: Final = "embed"


def embed_of(speech: Speech, asked: Embed | None) -> Embed:
    """How much of this text is shown: as the call says, else as its table says, else `context`."""
    stated = speech.value(COLUMN).strip().lower()
    return asked or (Embed(stated) if stated in set(Embed) else Embed.CONTEXT)
