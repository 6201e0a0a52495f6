"""The properties that a program writes into a document: title, author, day of making.

Programs fill them in unasked, so values that no person has written are dropped. The day a file was made is no day of a
speech: it is the fact `created`, and never `date`.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from lineage.models import Fact, Provenance
from lineage.reading.writing import BLANKS

_NO_TITLE: Final = re.compile(
    r"(?i)(?:新[建增])?\s*(?:microsoft\s+)?(?:office\s+)?(?:word|powerpoint)?\s*"
    r"(?:文档|文檔|文件|document|presentation)\s*[\d()（）]*"
    r"|(?:untitled.*|无标题.*|無標題.*|题目|標題|标题|title|microsoft word\b.*)"
    r"|(?:\S*\.(?:docx?|pdf|wps|rtf|txt|html?))|\d*"
)
_NO_AUTHOR: Final = re.compile(
    r"(?i)(?:windows|microsoft)(?: office)?\s*(?:用户|用戶|使用者|user)|微软(?:用户|中国)?|用户|用戶|使用者|匿名"
    r"|administrator|admin|user|owner|author|unknown|\(?anonymous\)?|python-docx|lenovo.*|dell|hp|pc"
)
_LENGTH: Final = 300  # code points of a title or name


def property_facts(title: object, author: object, created: datetime | None, place: str) -> dict[str, Fact]:
    """The facts of the properties that say something.

    Args:
        title: What the document calls itself.
        author: Who wrote it.
        created: When the file was made.
        place: Where such properties stand, as evidence.
    """
    values = {
        "title": _said(title, _NO_TITLE),
        "author": _said(author, _NO_AUTHOR),
        "created": created.date().isoformat() if created else "",
    }
    return {
        field: Fact(value, Provenance.DOCUMENT, f"{place}: {field}={value}") for field, value in values.items() if value
    }


def _said(value: object, nothing: re.Pattern[str]) -> str:
    """The value, unless a program has filled it in or it is damaged."""
    words = " ".join(value.split()).strip(BLANKS) if isinstance(value, str) else ""
    if len(words) > _LENGTH or not words.isprintable() or "\ufffd" in words:
        return ""
    return "" if nothing.fullmatch(words) else words
