"""TEI, the XML of scholarly editions: its text as an editor wants it read, and what its header states.

Of two ways to read the editor's is taken: `corr`, `expan` and `reg`, not `sic`, `abbr` and `orig`; `add`, not `del`;
`lem`, not `rdg`, and the first `rdg` where there is no `lem`.
Notes come out behind the text, so that no sentence is broken by one. `pb` and `lb` are where a page or line of the
source ended, and leave nothing. Nothing is fetched, and no entity is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lineage.errors import InputError
from lineage.models import Fact, Provenance, Span
from lineage.reading.formats.extracted import Extracted
from lineage.reading.formats.foreign import at_work, refuse_disguised
from lineage.reading.formats.html import decode_page
from lineage.reading.reasons import Reason
from lineage.reading.writing import BLANKS, HAN

if TYPE_CHECKING:
    from lxml import etree

_HINT: Final = "Check it with an XML editor; or save the words of the speech as plain text in UTF-8."
_HOW_TO_SPLIT: Final = "Make each text a file of its own."
#: A tree takes some hundred bytes of memory for each tag; a book in which each word has one has no more.
_MOST_TAGS: Final = 2_000_000
_BLOCKS: Final = frozenset(
    (
        *("p", "ab", "head", "l", "u", "item", "row", "cell", "opener", "closer", "salute", "signed", "dateline"),
        *("byline", "docTitle", "titlePart", "docAuthor", "docDate", "trailer", "div", "lg", "list", "table", "sp"),
        *("speaker", "stage", "body", "front", "back", "text", "titlePage", "argument", "epigraph", "postscript"),
        *(f"div{level}" for level in range(1, 8)),
    )
)
#: Blocks that are not the speech itself.
_FURNITURE: Final = {
    "speaker": Reason.BYLINE,
    "byline": Reason.BYLINE,
    "signed": Reason.BYLINE,
    "docAuthor": Reason.BYLINE,
    "dateline": Reason.DATELINE,
    "docDate": Reason.DATELINE,
}
_LEFT_OUT: Final = frozenset(
    ("teiHeader", "del", "figDesc", "rt", "facsimile", "standOff", "sourceDoc", "wit", "witDetail")
)
#: In a `choice`, what is left out where the other stands beside it.
_OTHER_READINGS: Final = {"sic": "corr", "abbr": "expan", "orig": "reg"}
#: In an apparatus, what stands in the text of one witness or another.
_APPARATUS: Final = frozenset(("app", "rdgGrp"))
_WITNESSES: Final = frozenset(("lem", "rdg", "rdgGrp"))
_WHITE: Final = re.compile(r"[ \t\r\n]+")
_BLANK_IN_CHINESE: Final = re.compile(rf"(?<=[{HAN}，。、；：！？])[ \t]*[\r\n]\s*(?=[{HAN}“‘《（])")


def read_tei(data: bytes, encoding: str | None = None) -> Extracted:
    """The text of a TEI file.

    Raises:
        UsageError: The given encoding is not known.
        InputError: It is no TEI, holds several texts or none, or is damaged.
    """
    refuse_disguised(data)
    decoded = decode_page(data, encoding)
    if decoded.text.count("<") > _MOST_TAGS:
        raise InputError(f"has more than {_MOST_TAGS:,} tags", _HOW_TO_SPLIT)
    with at_work("XML", _HINT):
        from lxml import etree

        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(decoded.text.encode(), parser)
        _check_root(root)
        text, furniture, warnings = _Edition().read(root)
        if not text.strip(BLANKS):
            raise InputError("holds no text", "Its words may stand in another file of the edition.")
        return Extracted(
            text, decoded.encoding, decoded.evidence, furniture, _facts(root), (*decoded.warnings, *warnings)
        )


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for an entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _check_root(root: etree._Element) -> None:
    name = _name(root)
    if name == "teiCorpus" or (name == "TEI" and root.xpath("count(.//*[local-name() = 'TEI'])")):
        raise InputError("holds several TEI texts", _HOW_TO_SPLIT)
    if name not in ("TEI", "TEI.2"):
        raise InputError(f"is XML, but no TEI: its root is <{name[:60]}>", "Of XML only TEI is read: save it as text.")


@dataclass(slots=True)
class _Edition:
    """The text as it grows.

    Attributes:
        parts: What has come so far, line breaks included.
        length: How many code points that is.
        words: The words of the line that is being read.
        spans: What is furniture.
        notes: The words of the notes.
        entities: The names of entities that were met.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)

    def read(self, root: etree._Element) -> tuple[str, tuple[Span, ...], list[str]]:
        """The text, its furniture and what is to be told of it."""
        self._children(root)
        self._end_line()
        if not self.parts:
            return "", (), []
        for note in self.notes:
            self._write(note, Reason.NOTE)
        text = "".join(self.parts).removesuffix("\n")
        told = [f"&{name}; is not replaced, and left out" for name in dict.fromkeys(self.entities)]
        ends = (Span(span.begin, min(span.end, len(text)), span.reason) for span in self.spans)
        return text, tuple(span for span in ends if span.begin < span.end), told[:10]

    def _children(self, element: etree._Element) -> None:
        """What an element holds; parsers nest no deeper than 256 levels, so the calls do not either."""
        self.words.append(element.text or "")
        for child, left_out in _told_apart(element):
            if not left_out:
                self._element(child, _name(child))
            self.words.append(child.tail or "")

    def _element(self, element: etree._Element, name: str) -> None:
        if not name:
            self.entities.append(element.text.strip("&;"))
        elif name == "note":
            self.notes.append(_line(list(_words(element))))
        elif name == "fw":
            self._foot(_line(list(_words(element))))
        elif name in _BLOCKS or (name == "seg" and _name(element.getparent()) == "u"):
            self._end_line()
            self._block(element, name)
        else:
            self._children(element)

    def _block(self, element: etree._Element, name: str) -> None:
        begin = self.length
        self._children(element)
        self._end_line()
        if name in _FURNITURE and self.length > begin:
            while self.spans and self.spans[-1].begin >= begin:
                self.spans.pop()
            self.spans.append(Span(begin, self.length, _FURNITURE[name].value))

    def _foot(self, line: str) -> None:
        """The head or foot of a page; inside a paragraph the line break before it goes with it, and words go on."""
        inside = bool(_line(self.words))
        self._end_line()
        self._write(line, Reason.PAGE)
        if inside and line:
            span = self.spans.pop()
            self.spans.append(Span(span.begin - 1, span.end, span.reason))

    def _end_line(self) -> None:
        self._write(_line(self.words), None)
        self.words.clear()

    def _write(self, line: str, reason: Reason | None) -> None:
        """A line of its own, if it holds something."""
        if line:
            begin = self.length
            self.parts.append(f"{line}\n")
            self.length += len(line) + 1
            if reason:
                self.spans.append(Span(begin, self.length, reason.value))


def _told_apart(parent: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """What an element holds, each with whether it is left out."""
    apparatus = _name(parent) in _APPARATUS
    beside = {_name(child) for child in parent} if _name(parent) == "choice" else set()
    chosen = False
    for child in parent:
        name = _name(child)
        if apparatus and name in _WITNESSES:
            yield child, chosen
            chosen = True
        else:
            yield child, name in _LEFT_OUT or _OTHER_READINGS.get(name) in beside


def _words(element: etree._Element) -> Iterator[str]:
    """All words in an element, without those of entities."""
    yield element.text or ""
    for child, left_out in _told_apart(element):
        if _name(child) and not left_out:
            yield from _words(child)
        yield child.tail or ""


def _line(words: list[str]) -> str:
    """The words as one line; a line end of the file is no blank between Chinese characters."""
    return _WHITE.sub(" ", _BLANK_IN_CHINESE.sub("", "".join(words))).strip(" ")


def _facts(root: etree._Element) -> dict[str, Fact]:
    """What the header states: an author of the text is who speaks in it; its source was printed later."""
    stated = {
        "title": _stated(root, "titleStmt", "title")[:1],
        "speaker": _stated(root, "titleStmt", "author") or _persons(root),
        "date": (_days(root, "creation") or _days(root, "settingDesc"))[:1],
        "published": (_days(root, "sourceDesc") or _days(root, "publicationStmt"))[:1],
    }
    return {
        field: Fact("、".join(value for value, _ in values), Provenance.DOCUMENT, values[0][1])
        for field, values in stated.items()
        if values
    }


def _stated(root: etree._Element, statement: str, name: str) -> list[tuple[str, str]]:
    found = root.xpath(
        "*[local-name() = 'teiHeader']/*[local-name() = 'fileDesc']"
        "/*[local-name() = $statement]/*[local-name() = $name]",
        statement=statement,
        name=name,
    )
    values = [_line(list(_words(each))) for each in found]
    return [(value, f"<{statement}><{name}>{value[:100]}") for value in values if value]


def _persons(root: etree._Element) -> list[tuple[str, str]]:
    """The one person who takes part, if it is one."""
    found = root.xpath("*[local-name() = 'teiHeader']//*[local-name() = 'particDesc']//*[local-name() = 'persName']")
    names = [name for each in found if (name := _line(list(_words(each))))]
    return [(names[0], f"<particDesc>…<persName>{names[0][:100]}")] if len(names) == 1 else []


def _days(root: etree._Element, statement: str) -> list[tuple[str, str]]:
    found = root.xpath(
        "*[local-name() = 'teiHeader']//*[local-name() = $statement]//*[local-name() = 'date']/@when",
        statement=statement,
    )
    days = [str(when).strip().partition("T")[0] for when in found]
    return [(day, f'<{statement}>…<date when="{day[:40]}">') for day in days if day]
