"""PDF with a text layer: the lines of its pages, as they are laid out.

Lines inside a sentence are joined by `lineage.reading.wraps`, as in any text; what pages repeat or count is told in
`lineage.reading.formats.pdf_pages`, and a sentence goes on across it. What is a picture of words is told, not read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from lineage.errors import InputError
from lineage.models import Fact
from lineage.reading.formats.extracted import Extracted
from lineage.reading.formats.foreign import at_work, refuse_disguised
from lineage.reading.formats.pdf_pages import page_furniture
from lineage.reading.formats.properties import property_facts
from lineage.reading.writing import BLANKS, HAN

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_BEGINNING: Final = b"%PDF-"
_BEGINS_WITHIN: Final = 1_024  # bytes; readers of PDF look so far
_HINT: Final = "Open it in a reader of PDF, and save its words as plain text in UTF-8."
_HOW_TO_SPLIT: Final = "Take the speech out of it, and save that as a file of its own."
_MOST_PAGES: Final = 2_000
_MOST_CHARACTERS: Final = 5_000_000
#: Steps of drawing on all pages together; the page of a book has some hundreds.
_MOST_STEPS = 1_000_000
#: What one stream of a page may grow to; the page of a book has some thousand bytes.
_MOST_OF_STREAM: Final = 8 << 20
#: Steps and their numbers in one stream, and pictures of words in one page.
_MOST_PARSED: Final = 400_000
_MOST_FORMS: Final = 200
_SHOWN_PAGES: Final = 10
_CJK: Final = rf"{HAN}\u2e80-\u2fdf\u3001-\u303f\uff00-\uffef“”‘’…—"
#: Blanks that pypdf sets where characters stand apart; Chinese has none.
_BLANK_IN_CHINESE: Final = re.compile(rf"(?<=[{_CJK}])[ \xa0]+(?=[{_CJK}])")
_DAY: Final = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_NO_CHARACTERS: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class _Endless(InputError):
    """More is drawn than any speech has."""


def read_pdf(data: bytes) -> Extracted:
    """The text layer of a PDF.

    Raises:
        InputError: It is no PDF, is locked, damaged or beyond all measure, or has no text layer.
    """
    refuse_disguised(data, _BEGINNING)
    if _BEGINNING not in data[:_BEGINS_WITHIN]:
        raise InputError("is no PDF, whatever its name says", _HINT)
    with at_work("a PDF", _HINT, "pypdf"):
        from pypdf import PdfReader, apply_configuration

        limits: dict[str, Any] = {
            "maximum_declared_stream_length": len(data),
            "zlib_maximum_output_length": _MOST_OF_STREAM,
            "zlib_maximum_recovery_input_length": 1 << 20,
            "lzw_maximum_output_length": _MOST_OF_STREAM,
            "run_length_maximum_output_length": _MOST_OF_STREAM,
            "array_based_stream_maximum_output_length": _MOST_OF_STREAM,
            "stream_decoding_work_maximum_length": 4 * _MOST_OF_STREAM,
            "stream_parsing_work_maximum_count": _MOST_PARSED,
            "xform_maximum_invocations_per_extraction": _MOST_FORMS,
            "page_tree_maximum_entries": 4 * _MOST_PAGES,
            "jbig2dec_binary": None,
        }
        with apply_configuration(**limits):
            return _read(PdfReader(io.BytesIO(data), strict=False))


def _read(reader: PdfReader) -> Extracted:
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("is locked with a password", "Save it anew without a password.")
    if len(reader.pages) > _MOST_PAGES:
        raise InputError(f"has more than {_MOST_PAGES:,} pages", _HOW_TO_SPLIT)
    harvest = _Harvest()
    for number, page in enumerate(reader.pages, start=1):
        harvest.take(number, page)
    if not any(harvest.pages) and harvest.damaged:
        raise InputError("has no page that can be read: they are damaged", _HINT)
    if not any(harvest.pages):
        raise InputError("has no text layer: its pages are pictures", "Run it through OCR first.")
    return Extracted(
        "\n".join(line for page in harvest.pages for line in page),
        "pdf",
        "the format",
        furniture=page_furniture(harvest.pages),
        facts=_facts(reader),
        warnings=tuple(harvest.warnings()),
    )


@dataclass(slots=True)
class _Harvest:
    """What the pages have given so far.

    Attributes:
        pages: The lines of each page that hold something.
        damaged: The numbers of pages that cannot be read.
        characters: How many characters came.
        steps: How many steps of drawing were made.
    """

    pages: list[list[str]] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    characters: int = 0
    steps: int = 0

    def take(self, number: int, page: PageObject) -> None:
        """Read one page; a damaged one is told, and the rest goes on."""
        words = ""
        try:
            with at_work("a page", _HINT, "pypdf"):
                words = page.extract_text(visitor_operand_before=self._count)
        except _Endless:
            raise
        except InputError:
            self.damaged.append(number)
        self.characters += len(words)
        if self.characters > _MOST_CHARACTERS:
            raise _Endless(f"has more than {_MOST_CHARACTERS:,} characters, and no speech has", _HOW_TO_SPLIT)
        self.pages.append([line for line in map(_clean, words.splitlines()) if line.strip(BLANKS)])

    def _count(self, *_: object) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise _Endless("draws more than any speech has", _HOW_TO_SPLIT)

    def warnings(self) -> list[str]:
        """Which pages gave no words."""
        bare = [number for number, page in enumerate(self.pages, 1) if not page and number not in self.damaged]
        told = [f"{_numbered(bare)} no text layer (a picture, or empty)"] if bare else []
        return told + ([f"{_numbered(self.damaged)} damage, and cannot be read"] if self.damaged else [])


def _numbered(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN_PAGES])) + (" …" if len(numbers) > _SHOWN_PAGES else "")
    return f"page {shown} has" if len(numbers) == 1 else f"{len(numbers)} pages have ({shown})"


def _clean(line: str) -> str:
    """A line without blanks at its end and between Chinese characters."""
    return _BLANK_IN_CHINESE.sub("", _NO_CHARACTERS.sub("", line)).rstrip(BLANKS)


def _facts(reader: PdfReader) -> dict[str, Fact]:
    """What the properties say; damaged ones say nothing, and are no reason not to read the text."""
    try:
        with at_work("properties", _HINT):
            known = reader.metadata
            return {} if known is None else _stated(known.title, known.author, str(known.creation_date_raw or ""))
    except InputError:
        return {}


def _stated(title: object, author: object, created: str) -> dict[str, Fact]:
    day = _DAY.match(created)
    try:
        made = datetime(int(day[1]), int(day[2]), int(day[3])) if day else None
    except ValueError:  # the 31st of February
        made = None
    return property_facts(title, author, made, "the document information of the PDF")
