"""Plain text and Markdown: the text as it is decoded, and the front matter that it may begin with."""

from __future__ import annotations

from lineage.reading.decode import decode
from lineage.reading.formats.extracted import Extracted
from lineage.reading.front_matter import read_front_matter


def read_plain(data: bytes, encoding: str | None = None) -> Extracted:
    """The text that the bytes hold.

    Raises:
        UsageError: The given encoding is not known.
        InputError: The bytes hold no text, are not text at all, or do not fit the encoding.
    """
    decoded = decode(data, encoding)
    facts = read_front_matter(decoded.text)
    return Extracted(decoded.text, decoded.encoding, decoded.evidence, facts=facts, warnings=decoded.warnings)
