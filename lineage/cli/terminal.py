r"""Corpus text on a terminal: shown as text, whatever it holds.

Control characters, terminal escapes and bidi controls are shown as `\x1b` or `\u202e`; the markup of `rich` ([/red]) is
no markup here.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

_NEVER_SHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def plain(text: str) -> str:
    """The text on one line, with every character that could steer a terminal spelled out."""
    return "".join(
        _spelled(character) if unicodedata.category(character) in _NEVER_SHOWN else character for character in text
    )


def clipped(text: str, most: int = 24) -> str:
    """The text, or its first and last characters where it has more than `most`."""
    return text if len(text) <= most else f"{text[: most - 9]}…{text[-8:]}"


def shown(value: object) -> Text:
    """A value as a cell of a table."""
    from rich.text import Text

    return Text(plain(str(value)))


def _spelled(character: str) -> str:
    if character in "\n\r\t":
        return " "
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
