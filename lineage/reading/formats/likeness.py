"""What bytes look like that have no name, or one that does not fit them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_LOOKED_AT: Final = 4096
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
#: How a piece of a page begins, and in a file of what else this may stand.
_PIECE_OF_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:meta|title|div|p|table)(?:\s[^<>]*)?>", re.I | re.S)
_MARKDOWN = re.compile(rb"(?m)^#{1,6} ")
_WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
#: The first line of a table of which a column holds texts.
_TABLE = re.compile(
    rb"(?=[^\r\n]*,)(?:[^\r\n,]{1,60},){0,50}(['\"]?)(?:text|content)\1(?:,[^\r\n,]{1,60}){0,50}\r?\n", re.I
)
_TEI = re.compile(rb"\s*<\?xml|\s*<(?:tei:)?TEI\b|\s*<teiCorpus\b")
_RECORD = re.compile(rb'\s*\{\s*"[^"\n]{1,100}"\s*:')


def likely_suffix(data: bytes) -> str:
    """The suffix that files of such content have; `.txt` where nothing speaks for another.

    Only formats that are read are guessed.
    """
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/document.xml" in data else ".zip"
    forms = _FORMS
    if wide := _WIDE.get(head[:2]):
        head, forms = head[2:].decode(wide, "ignore").encode(), _FORMS[:2]  # records are read in UTF-8 alone
    return next((suffix for suffix, is_such in forms if is_such(head)), ".txt")


def _is_page(head: bytes) -> bool:
    return bool(_PAGE.match(head) or (_PIECE_OF_PAGE.match(head) and not _MARKDOWN.search(head)))


_FORMS: Final[tuple[tuple[str, Callable[[bytes], object]], ...]] = (
    (".html", _is_page),
    (".xml", _TEI.match),
    (".csv", _TABLE.match),
    (".jsonl", _RECORD.match),
)
