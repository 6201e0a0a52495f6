"""Names for what a file format wants named: no two alike, and files that every system can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

#: What stands in no name of a file: all but letters, digits, `-`, `_` and `.`, so that it is a link as it is, too.
_UNSAFE: Final = re.compile(r"[^\w.-]+")
#: What stands in no name token of XML 1.0, of whatever edition: all but ASCII letters, digits, `-_.:`, characters.
_NO_TOKEN: Final = re.compile(r"[^A-Za-z0-9_.:\u4e00-\u9fa5-]")
#: Bytes of a name that every file system holds, with room for a number and a suffix.
_LONGEST: Final = 200


def distinct(names: Iterable[str]) -> list[str]:
    """The names, the second of two that are alike in all but case with a number behind it."""
    return list(_numbered(names))


def _numbered(names: Iterable[str]) -> Iterator[str]:
    taken: set[str] = set()
    for name in names:
        new, number = name, 1
        while new.casefold() in taken:
            number += 1
            new = f"{name}-{number}"
        taken.add(new.casefold())
        yield new


def file_stem(name: str) -> str:
    """A name as that of a file, without its suffix."""
    safe = _UNSAFE.sub("_", name).strip("._") or "speech"
    return safe.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")


def name_token(name: str) -> str:
    """A name as GraphML has identifiers."""
    return _NO_TOKEN.sub("_", name) or "_"
