"""What bytes look like that have no name, or one that does not fit them."""

from __future__ import annotations

import re
from typing import Final

_LOOKED_AT: Final = 4096
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
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
    if _PAGE.match(head):
        return ".html"
    if _TEI.match(head):
        return ".xml"
    return ".jsonl" if _RECORD.match(head) else ".txt"
