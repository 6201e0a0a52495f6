"""Plain text and Markdown: the text as it is decoded, and the front matter that it may begin with.

Most marks of Markdown are no words anyway. What would be taken for words is marked: where links lead to, pictures,
tags and entities of HTML, attributes in braces, and the marks of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5
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
_VALUE: Final = r"""(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>=]{1,500})"""
_ATTRIBUTE: Final = rf"\s{{1,9}}[A-Za-z_:@][A-Za-z0-9_:.-]{{0,50}}(?:\s{{0,9}}=\s{{0,9}}{_VALUE})?"
_TAG_END: Final = rf"(?:{_ATTRIBUTE}){{0,20}}\s{{0,9}}/?>"
_COMMENT: Final = r"<!--(?:(?!-->)[^<]){0,2000}-->"
#: What stands inside a sentence, and the words go on across it.
_INSIDE: Final = re.compile(
    rf"!\[[^\]\n]{{0,200}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])"  # a picture
    rf"|\]{_TARGET}|\]\[[^\]\n]{{0,200}}\]"  # where a link leads to
    r"|<(?:https?://|mailto:)[^<>\s]{1,2000}>"
    rf"|<(?:rt|rp){_TAG_END}[^<\n]{{0,50}}</(?:rt|rp)>"  # a reading over characters
    r"|</?(?:a|abbr|b|big|cite|code|del|em|font|i|img|ins|kbd|mark|q|rb|rp|rt|ruby|s|small|span|strong|sub|sup|u|wbr)"
    rf"{_TAG_END}|{_COMMENT}"
    r"|\{:?[ \t]?[#.](?!\d)[\w-][\w.:-]{0,100}"  # attributes of a heading or link
    r"(?:[ \t]{1,9}(?:[#.][\w.:-]{1,100}|[\w-]{1,50}=(?:\"[^\"\n]{0,200}\"|[^\s{}\"]{1,200}))){0,20}[ \t]?\}",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: Where a paragraph or line of a page ends.
_BREAK: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]"
    r"|header|hr|iframe|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
    rf"{_TAG_END}",
    re.IGNORECASE,
)
#: What stands on lines of its own: where links lead to, a picture, a comment, the marks around code.
_APART: Final = re.compile(
    r"(?m)^ {0,3}(?:"
    r"\[(?!\^)[^\]\n]{1,200}\]:[ \t]{1,9}<?(?:https?:|mailto:|ftp:|/|\.|#)[^\n]{0,2000}"
    rf"|!\[[^\]\n]{{0,200}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])[ \t]*"
    rf"|{_COMMENT}[ \t]*"
    r"|(?:`{3,99}|~{3,99})[A-Za-z0-9_+.#{}= \t-]{0,60}"
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
    """What `read_plain` gives or raises, with what is no word in Markdown as furniture."""
    read = read_plain(data, encoding)
    begin = front_matter_end(read.text)
    apart = _found(_APART, read.text, begin, Reason.NAVIGATION)
    breaks = _found(_BREAK, read.text, begin, Reason.NAVIGATION)
    inside = _found(_INSIDE, read.text, begin, Reason.GLOSS)
    return replace(read, furniture=settle([apart, breaks, inside, _entities(read.text, begin)]))


def _found(pattern: re.Pattern[str], text: str, begin: int, reason: Reason) -> Iterator[Span]:
    return (Span(*match.span(), reason.value) for match in pattern.finditer(text, begin))


def _entities(text: str, begin: int) -> Iterator[Span]:
    """What HTML writes in the place of a character; mostly blanks and quotation marks."""
    for match in _ENTITY.finditer(text, begin):
        if match[0][1] == "#" or match[0][1:] in html5:
            yield Span(*match.span(), Reason.GLOSS.value)
