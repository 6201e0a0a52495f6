"""XML by hand: escaped, and with U+FFFD in the place of what XML 1.0 cannot hold, so that every offset stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

#: The first line of a file.
PROLOGUE: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: What no XML 1.0 file can hold, in no way of writing.
_UNHELD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: A carriage return that is written as it is comes back as a line feed.
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
#: In an attribute every blank comes back as a space.
_IN_ATTRIBUTE: Final = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def holdable(text: str) -> str:
    """The text as XML can hold it, of the same length."""
    return _UNHELD.sub("\ufffd", text)


def unheld(text: str) -> int:
    """How many code points XML cannot hold."""
    return len(_UNHELD.findall(text))


def written(text: str) -> str:
    """A text as it stands between tags."""
    return holdable(text).translate(_IN_TEXT)


def tag(name: str, attributes: Mapping[str, object] | None = None, inner: str | None = None) -> str:
    """An element; attributes that are empty or None are left out.

    Args:
        name: Its name.
        attributes: Their values, not yet escaped; numbers as they are written.
        inner: What it holds, as XML; None for an empty element.
    """
    return opened(name, attributes, "/>") if inner is None else f"{opened(name, attributes)}{inner}</{name}>"


def opened(name: str, attributes: Mapping[str, object] | None = None, end: str = ">") -> str:
    """The tag at the beginning of an element."""
    told = "".join(
        f' {key}="{holdable(str(value)).translate(_IN_ATTRIBUTE)}"'
        for key, value in (attributes or {}).items()
        if value not in ("", None)
    )
    return f"<{name}{told}{end}"


def said(name: str, text: str, attributes: Mapping[str, object] | None = None) -> str:
    """An element that holds a text; nothing where the text is empty."""
    return tag(name, attributes, written(text)) if text else ""
