"""Plain text and Markdown: the text as it is decoded, and the front matter that it may begin with.

Most marks of Markdown are no words anyway. What would be taken for words is marked: where links lead to, and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lineage.models import Span
from lineage.reading.decode import decode
from lineage.reading.formats.extracted import Extracted
from lineage.reading.front_matter import front_matter_end, read_front_matter
from lineage.reading.reasons import Reason
from lineage.reading.spans import settle

_TARGET: Final = (
    r"""\(\s{0,9}(?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s{1,9}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?\s{0,9}\)"""
)
#: What stands inside a sentence, and the words go on across it.
_INSIDE: Final = re.compile(
    rf"!\[[^\]\n]{{0,200}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])"  # a picture
    rf"|\]{_TARGET}|\]\[[^\]\n]{{0,200}}\]"  # where a link leads to
    r"|<(?:https?://|mailto:)[^<>\s]{1,2000}>"
)
#: What stands on lines of its own: where links lead to, a picture, a comment.
_APART: Final = re.compile(
    r"(?m)^ {0,3}(?:"
    r"\[(?!\^)[^\]\n]{1,200}\]:[ \t]{1,9}<?(?:https?:|mailto:|ftp:|/|\.|#)[^\n]{0,2000}"
    rf"|!\[[^\]\n]{{0,200}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])[ \t]*"
    r"|<!--(?:(?!-->)[^<]){0,2000}-->[ \t]*"
    r")$"
)


def read_plain(data: bytes, encoding: str | None = None) -> Extracted:
    """The text that the bytes hold.

    Raises:
        UsageError: The given encoding is not known.
        InputError: The bytes hold no text, are not text at all, or do not fit the encoding.
    """
    decoded = decode(data, encoding)
    facts = read_front_matter(decoded.text)
    return Extracted(decoded.text, decoded.encoding, decoded.evidence, facts=facts, warnings=decoded.warnings)


def read_markdown(data: bytes, encoding: str | None = None) -> Extracted:
    """The same, with what Markdown shows of links and pictures as furniture.

    Raises:
        UsageError: The given encoding is not known.
        InputError: The bytes hold no text, are not text at all, or do not fit the encoding.
    """
    read = read_plain(data, encoding)
    begin = front_matter_end(read.text)
    apart = _found(_APART, read.text, begin, Reason.NAVIGATION)
    return replace(read, furniture=settle([apart, _found(_INSIDE, read.text, begin, Reason.GLOSS)]))


def _found(pattern: re.Pattern[str], text: str, begin: int, reason: Reason) -> Iterator[Span]:
    return (Span(*match.span(), reason.value) for match in pattern.finditer(text, begin))
