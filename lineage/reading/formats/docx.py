"""Word's .docx: paragraphs and cells in the order of the file, as they read with all changes accepted.

Footnotes and endnotes come out behind the text, as furniture; headers and footers of pages do not come out at all.
Nothing is fetched, and no entity is replaced.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from lineage.errors import InputError
from lineage.models import Fact, Span
from lineage.reading.contents import MOST_BYTES, trap
from lineage.reading.formats.extracted import Extracted
from lineage.reading.formats.foreign import at_work, refuse_disguised
from lineage.reading.formats.properties import property_facts
from lineage.reading.reasons import Reason
from lineage.reading.writing import BLANKS

if TYPE_CHECKING:
    from docx.document import Document
    from lxml import etree

_ZIP: Final = b"PK\x03\x04"
_HINT: Final = "Open it in a word processor, and save it as .docx or as plain text."
#: What other programs keep in the same kind of archive.
_OTHERS: Final = (("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("META-INF/", "an OpenDocument or EPUB file"))
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is no word of the text: what was moved away, readings over characters, a second copy of a text box.
_LEFT_OUT: Final = frozenset((f"{_WORD}moveFrom", f"{_WORD}del", f"{_WORD}rt", _FALLBACK))
_BREAKS: Final = frozenset((f"{_WORD}br", f"{_WORD}cr"))
_WRITTEN: Final = {f"{_WORD}tab": "\t", f"{_WORD}noBreakHyphen": "-"}
_NOT_SO: Final = ("0", "false", "off")
#: The kind of relation by which a file in the strict form of the standard says which part of it is the document.
_STRICT: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_RELATIONS: Final = "_rels/.rels"
#: Word sets these notes for the lines that part notes from the text.
_NO_NOTES: Final = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(data: bytes) -> Extracted:
    """The text of a Word file.

    Raises:
        InputError: It is no .docx, is locked, damaged or a trap, or holds no text.
    """
    refuse_disguised(data, _ZIP)
    with at_work("a Word file", _HINT):
        _check_archive(data)
        import docx

        return _read(docx.Document(io.BytesIO(data)))


def _check_archive(data: bytes) -> None:
    """Refuse what is no Word file, and what would grow beyond reason when it is unpacked."""
    if not data.startswith(_ZIP):
        raise InputError("is no Word file, whatever its name says", _HINT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    for beginning, other in _OTHERS:
        if any(name.startswith(beginning) for name in names):
            raise InputError(f"is {other}, and no Word file", "Save its words as plain text in UTF-8.")
    obstacle = next(filter(None, map(trap, entries)), "")
    if not obstacle and sum(entry.file_size for entry in entries) > MOST_BYTES:
        obstacle = f"would grow to more than {MOST_BYTES >> 20} MB"
    if obstacle:
        raise InputError(obstacle, _HINT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _RELATIONS in names and _STRICT in archive.read(_RELATIONS):
            raise InputError("is Strict Open XML", "Save it as Word document (.docx), not Strict.")


def _read(document: Document) -> Extracted:
    body = document.element.body
    lines = list(_lines(body))
    notes = [line for part in _note_parts(document) for line in _lines(part)]
    if not any(line.strip(BLANKS) for line in lines):
        raise InputError("holds no text", "Its pages may be pictures: run it through OCR first.")
    text = "\n".join([*lines, *notes])
    begin = len("\n".join(lines)) + 1
    return Extracted(
        text,
        "docx",
        "the format",
        furniture=(Span(begin, len(text), Reason.NOTE.value),) if notes else (),
        facts=_facts(document),
        warnings=tuple(_warnings(body, document.styles.element)),
    )


def _lines(part: etree._Element) -> Iterator[str]:
    """The lines of a part of the document that hold something."""
    from lxml import etree

    if part.getroottree().docinfo.doctype:
        raise InputError("declares entities, as no Word file does", _HINT)
    words: list[str] = []
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        if event == "start" and _is_left_out(element):
            walk.skip_subtree()
        elif element.tag == f"{_WORD}p" or (event == "start" and element.tag in _BREAKS):
            yield from _line(words)
        elif event == "start" and element.tag == f"{_WORD}t":
            words.append(element.text or "")
        elif event == "start":
            words.append(_WRITTEN.get(element.tag, ""))
    yield from _line(words)


def _is_left_out(element: etree._Element) -> bool:
    return element.tag in _LEFT_OUT or element.get(f"{_WORD}type") in _NO_NOTES or _is_hidden(element)


def _is_hidden(element: etree._Element) -> bool:
    """Whether it is a run of words that Word does not show."""
    mark = element.find(f"{_WORD}rPr/{_WORD}vanish") if element.tag == f"{_WORD}r" else None
    return mark is not None and mark.get(f"{_WORD}val") not in _NOT_SO


def _line(words: list[str]) -> Iterator[str]:
    """What has come so far as a line, if it holds something; line ends of other kinds end it, too."""
    yield from (line for line in "".join(words).splitlines() if line.strip(BLANKS))
    words.clear()


def _note_parts(document: Document) -> Iterator[etree._Element]:
    """The roots of footnotes and endnotes; python-docx does not take them apart."""
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            yield parse_xml(relation.target_part.blob)


def _facts(document: Document) -> dict[str, Fact]:
    known: Any = document.core_properties
    return property_facts(known.title, known.author, known.created, "docProps/core.xml")


def _is_numbered(body: etree._Element, styles: etree._Element) -> bool:
    """Whether Word counts paragraphs: by their own marks, by those of their style, or of the one it is based on."""
    if next(body.iter(f"{_WORD}numPr"), None) is not None:
        return True
    names = {each.get(f"{_WORD}styleId"): each for each in styles.iter(f"{_WORD}style")}
    used = {each.get(f"{_WORD}val") for each in body.iter(f"{_WORD}pStyle")}
    pending = [name for name in used if name in names]
    while pending:
        style = names.pop(pending.pop(), None)
        if style is not None and next(style.iter(f"{_WORD}numPr"), None) is not None:
            return True
        base = style.find(f"{_WORD}basedOn") if style is not None else None
        pending += [base.get(f"{_WORD}val", "")] if base is not None else []
    return False


def _warnings(body: etree._Element, styles: etree._Element) -> Sequence[str]:
    """What of a document does not come out."""
    told = []
    if _is_numbered(body, styles):
        told.append("the numbers that Word counts itself stand before its paragraphs, and are not in the text")
    if next(body.iter(f"{_WORD}ins", f"{_WORD}del", f"{_WORD}moveFrom"), None) is not None:
        told.append("has tracked changes: it is read as if all were accepted")
    if any(_is_hidden(each.getparent().getparent()) for each in body.iter(f"{_WORD}vanish")):
        told.append("has hidden words, which are left out")
    return told
