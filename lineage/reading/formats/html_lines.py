"""The lines of an HTML page as a browser would break them, and which of them are its main text.

trafilatura says which lines those are; the words are the page's own, with the lines near them that trafilatura leaves
out although they stand in the same element, or between others of the text: what is in doubt is kept, and furniture has
rules of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from lineage.reading.writing import BLANKS, HAN, squeeze

_PARAGRAPHS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "caption", "tr"))
_CONTAINERS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dir", "div", "dl", "fieldset", "figcaption"),
        *("figure", "footer", "form", "header", "hr", "main", "menu", "nav", "ol", "section", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "ul", "hgroup", "details", "summary"),
    )
)
#: Containers that pages of public accounts set around each paragraph, in the place of `<p>`.
_EITHER: Final = frozenset(("section", "article"))
_BOXES: Final = _EITHER | {"div"}
_HEADINGS: Final = frozenset(("h1", "h2"))
#: What no browser shows as words of the page.
_UNSHOWN: Final = (
    *("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio", "video"),
    *("select", "button", "textarea"),
)
_AROUND: Final = ("nav", "footer", "aside")
_HEAD_LINES: Final = 12  # title, date, source and author stand so near above the text
_ABOVE: Final = 2  # some pages set the day above the title
_DAY_LENGTH: Final = 40
_DAY: Final = re.compile(r"\d{2,4}[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}")
_SAME_ELEMENT: Final = 0.5  # that share of an element's characters shows that it holds the main text
_SOURCE_BREAK: Final = re.compile(rf"(?<=[{HAN}，。、；：！？])[ \t\r\n\f]*\n[ \t\r\n\f]*(?=[{HAN}])")
_PIECE: Final = re.compile(r"[^\s|。！？；]+")
_WHITE: Final = re.compile(r"[ \t\r\n\f]+")
_NEAR: Final = 5_000  # code points: so far from the line before it, at most, a line is looked for in the main text
_TELLING: Final = 10  # code points: what is shorter may stand in the text by chance
_LINKS: Final = 0.5  # a line of which more is links leads elsewhere
_TAG: Final = re.compile(r"<([!/?]?)([a-zA-Z][a-zA-Z0-9]*)?[^<>]*>")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page.

    Attributes:
        words: What it says.
        element: In which element it stands, by number.
        heading: Whether it is a heading.
        apart: Whether it is mostly links, or its own tags say that it is around the text.
    """

    words: str
    element: int
    heading: bool
    apart: bool


def _pieces(words: str) -> frozenset[str]:
    """By what words are known again: trafilatura joins lines, and sets marks between the cells of a table."""
    return frozenset(_PIECE.findall(unicodedata.normalize("NFC", words)))


@dataclass(slots=True)
class _Writer:
    """Gathers words into lines."""

    lines: list[PageLine] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    elements: list[int] = field(default_factory=lambda: [0])
    count: int = 0
    heading: bool = False
    links: int = 0
    linked: int = 0
    around: int = 0

    def end_line(self) -> None:
        """What has come so far is a line."""
        line = _WHITE.sub(" ", _SOURCE_BREAK.sub("", "".join(self.words)))
        self.words.clear()
        if line.strip(BLANKS):
            apart = bool(self.around) or self.linked > _LINKS * len(line)
            self.lines.append(PageLine(line.strip(" "), self.elements[-1], self.heading, apart))
        self.linked = 0

    def write(self, words: str | None, *, as_set: bool) -> None:
        """Words of the line, or lines where they are shown as they are set in the file."""
        for place, piece in enumerate((words or "").split("\n") if as_set else [words or ""]):
            if place:
                self.end_line()
            self.words.append(piece)
            self.linked += len(piece) if self.links else 0


def page_lines(tree: etree._Element, *, whole: bool = True) -> list[PageLine]:
    """The lines that a page shows; the tree loses all else.

    Args:
        tree: The page.
        whole: With what its own tags say is around the text.
    """
    etree.strip_elements(tree, *_UNSHOWN, *(() if whole else _AROUND), with_tail=False)
    for edit in tree.xpath("//*[contains(@class, 'mw-editsection')]"):
        edit.drop_tree()
    writer = _Writer()
    as_set = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br" and event == "start":
            writer.end_line()
        elif tag in _PARAGRAPHS or tag in _CONTAINERS:
            _bound(writer, element, event)
        step = 1 if event == "start" else -1
        as_set += step * (tag == "pre")
        writer.links += step * (tag == "a")
        writer.around += step * (tag in _AROUND)
        if event == "end":
            writer.write(element.tail, as_set=bool(as_set))
        elif tag:
            writer.write(element.text, as_set=bool(as_set))
    writer.end_line()
    return writer.lines


def _bound(writer: _Writer, element: etree._Element, event: str) -> None:
    """Begin or end an element that stands on lines of its own."""
    writer.end_line()
    if element.tag in _HEADINGS:
        writer.heading = event == "start"
    if element.tag not in _CONTAINERS or _is_paragraph(element):
        return
    if event == "start":
        writer.count += 1
        writer.elements.append(writer.count)
    else:
        writer.elements.pop()


def _is_paragraph(element: etree._Element) -> bool:
    """Whether an element holds words only, and nothing that stands on lines of its own; boxes around it count in."""
    while element.tag in _BOXES and len(element) == 1 and element[0].tag in _BOXES:
        element = element[0]
    return element.tag in _EITHER and next(element.iterdescendants(*_PARAGRAPHS, *_CONTAINERS), None) is None


def main_lines(lines: Sequence[PageLine], extracted: str, title: str) -> list[str]:
    """The lines of the main text, with the title, date and source above it.

    Args:
        lines: All lines of the page.
        extracted: The main text as trafilatura gives it; empty where it finds none.
        title: The title of the page, or an empty string.
    """
    squeezed = [squeeze(unicodedata.normalize("NFC", line.words)) for line in lines]
    exact = _exact(lines, extracted)
    wanted = exact | _contained(squeezed, squeeze(unicodedata.normalize("NFC", extracted)))
    counts = Counter(squeezed)
    anchors = [
        place
        for place in sorted(wanted)
        if counts[squeezed[place]] == 1 and (place in exact or len(squeezed[place]) >= _TELLING)
    ]
    if not anchors:
        return [line.words for line in lines]
    whole = _elements_of_text(lines, anchors)
    between = _between(lines, anchors, wanted)
    kept = [
        place
        for place, line in enumerate(lines)
        if line.element in whole or (place in between and (place in wanted or not line.apart))
    ]
    head = _head(lines, kept[0], squeeze(title))
    return [lines[place].words for place in [*range(head, kept[0]), *kept]]


def _exact(lines: Sequence[PageLine], extracted: str) -> set[int]:
    """The lines whose sentences are all sentences of the main text."""
    found = _pieces(extracted)
    return {place for place, line in enumerate(lines) if _pieces(line.words) <= found}


def _contained(squeezed: Sequence[str], text: str) -> set[int]:
    """The lines that stand in the main text, both without blanks.

    trafilatura keeps the order of a page, but joins lines. So each is looked for near the one before, which takes time
    with the number of lines and no more.
    """
    found: set[int] = set()
    last = 0
    for place, line in enumerate(squeezed):
        begin = text.find(line, max(last - _NEAR, 0), last + len(line) + _NEAR)
        if begin >= 0:
            found.add(place)
            last = begin + len(line) if len(line) >= _TELLING else last
    return found


def _between(lines: Sequence[PageLine], anchors: Sequence[int], wanted: set[int]) -> range:
    """From the first line of the text to the last: a short one that adjoins a sure one is of the text."""
    begin, end = anchors[0], anchors[-1] + 1
    while begin - 1 in wanted and not lines[begin - 1].apart:
        begin -= 1
    while end in wanted and not lines[end].apart:
        end += 1
    return range(begin, end)


def _elements_of_text(lines: Sequence[PageLine], anchors: Sequence[int]) -> set[int]:
    """The elements that hold mostly main text."""
    lengths: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for line in lines:
        lengths[line.element] += len(line.words)
    for place in anchors:
        found[lines[place].element] += len(lines[place].words)
    return {element for element, length in found.items() if length >= _SAME_ELEMENT * lengths[element]}


def _head(lines: Sequence[PageLine], first: int, title: str) -> int:
    """From which line on what stands above the text belongs to it: its title, or the nearest heading."""
    above = range(first - 1, max(first - 1 - _HEAD_LINES, -1), -1)
    titles = [place for place in above if title and squeeze(lines[place].words) == title]
    headings = [place for place in above if lines[place].heading]
    head = next(iter([*titles, *headings]), first)
    for place in range(head - 1, max(head - 1 - _ABOVE, -1), -1):
        if len(lines[place].words) <= _DAY_LENGTH and _DAY.search(lines[place].words):
            head = place
    return head


def bare_lines(source: str) -> Iterator[str]:
    """The lines of a page that is nested too deep for a tree: every tag left out, linear in its length."""
    words: list[str] = []
    hidden, end = "", 0
    for match in _TAG.finditer(source):
        kind, tag = match[1], (match[2] or "").lower()
        if not hidden:
            words.append(source[end : match.start()])
            if tag in _PARAGRAPHS or tag in _CONTAINERS or tag == "br":
                yield _WHITE.sub(" ", "".join(words)).strip(" ")
                words.clear()
            hidden = tag if tag in ("script", "style", "head") and not kind else ""
        elif kind == "/" and tag == hidden:
            hidden = ""
        end = match.end()
    if not hidden:
        words.append(source[end:])
    yield _WHITE.sub(" ", "".join(words)).strip(" ")
