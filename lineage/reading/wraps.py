"""Which line breaks stand inside a sentence, and which end a paragraph.

Pages break lines in the middle of a sentence: at a page's end, at a fixed width, and around links
(所作的⏎政府工作报告⏎。会议). Headings, on the other hand, end without a mark, and must not run into the text below.
The evidence, strongest first: marks on either side of the break, numbering, indentation, the width of the lines,
links that stand between two halves of a sentence, and whether what came before was running text at all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading.furniture_rules import SALUTATION
from lineage.reading.reasons import Reason
from lineage.reading.writing import CLOSING_MARKS, CONTINUING_MARKS, HAN, HARD_MARKS, LIGHT_MARKS, OPENING_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lineage.reading.page import Line

# Measured on 145 reports, resolutions and congress reports: the longest heading without a hard mark that is not
# numbered has 67 characters; a break before that length is rarely inside a sentence that had no hard mark yet.
_RUNNING_LENGTH = 70
_LINK_LENGTH = 40  # titles of laws and treaties that pages link to are shorter
_ENDS = frozenset(HARD_MARKS + "：:")
_HARD = re.compile(f"[{HARD_MARKS}]")
_GAP = re.compile(r"\u3000[ \u3000]+|[ \u3000]+\u3000| {3,}")  # a new paragraph set into the line
_NUMBERED = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.]|\([一二三四五六七八九十百\d]{1,4}\)|\d{1,3}(?:、|\.(?!\d))|[①-⑳⑴-⒇]|[·*]\s|--"
    r"|第[一二三四五六七八九十百\d]{1,4}(?:[,、:\s]|[章节条编篇部][分]?[\s:]?)|[一二三四五六七八九十]是"
)
_FUNCTION_WORD = re.compile("[的和与及或在是对为把从以向被等於與對為從並并]$")
_NO_FUNCTION_WORD = re.compile(
    "(?:目的|行为|行為|人为|人為|作为|作為|成为|成為|参与|參與|普及|方向|导向|導向|动向|動向|取向|志向|走向|存在|所在|内在"
    "|內在|潜在|潛在|应对|應對|缓和|緩和|总和|總和|共和|温和|中等|高等|平等|对等|對等|初等|同等|服从|服從|可以|合并|合並)$"
)
_JUDGEMENT = re.compile("是[^，,。]{1,12}的$")  # a heading may say how things are: 总的形势是很好的
_LONE_HAN = re.compile(f"(?![一二三四五六七八九十])[{HAN}]")
_SALUTATION = re.compile(SALUTATION)


def find_wraps(lines: Sequence[Line], closed: frozenset[int], opened: frozenset[int]) -> tuple[Span, ...]:
    """The line breaks inside sentences.

    Args:
        lines: The lines that are speech.
        closed: Indices of lines behind which something ends for certain.
        opened: Indices of lines that begin something for certain.
    """
    layout = _Layout.of(lines)
    paragraph = _Paragraph()
    spans = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        certain = index in opened or index - 1 in closed
        if index and not certain and next(_verdicts(paragraph, line, after, layout)):
            spans.append(Span(lines[index - 1].end, line.begin, Reason.WRAP.value))
        else:
            paragraph = _Paragraph()
        paragraph.take(line)
    return tuple(spans)


@dataclass(slots=True)
class _Paragraph:
    """What is known of the paragraph so far; kept short so that a long one costs nothing.

    Attributes:
        length: How many characters it has.
        numbered: It begins with a number, as headings and items do.
        marked: A hard mark stands inside.
        ended: It ends in a hard mark or a colon, closing quotation marks apart.
        tail: Its last characters.
        last: Its last line.
    """

    length: int = 0
    numbered: bool = False
    marked: bool = False
    ended: bool = False
    tail: str = ""
    last: Line | None = None

    def take(self, line: Line) -> None:
        """Add a line."""
        words = line.words
        start = _last_gap(words)
        if start:
            words = words[start:]
            self.length, self.marked = 0, False
        if self.length == 0:
            self.numbered = bool(_NUMBERED.match(line.folded, start))
        body = words.rstrip(CLOSING_MARKS)
        self.marked = self.marked or self.ended or bool(_HARD.search(body, 0, max(len(body) - 1, 0)))
        self.ended = body[-1:] in _ENDS
        self.length += len(words)
        self.tail = words[-16:]
        self.last = line

    @property
    def salutation(self) -> bool:
        """Whether it only addresses the hearers: 女士们、先生们、朋友们，."""
        return self.length <= 60 and bool(self.last and _SALUTATION.fullmatch(self.last.folded))

    @property
    def function_word(self) -> bool:
        """Whether it ends in a word that no heading ends in."""
        exception = _NO_FUNCTION_WORD.search(self.tail) or _JUDGEMENT.search(self.tail)
        return bool(_FUNCTION_WORD.search(self.tail)) and not exception


def _last_gap(words: str) -> int:
    """Where the last paragraph begins that was set into the line itself; 0 if there is none."""
    if "\u3000" not in words and "   " not in words:
        return 0
    return max((gap.end() for gap in _GAP.finditer(words)), default=0)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a text are set: at a fixed width of so many columns (or 0), and whether indents tell."""

    width: int
    indents_tell: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Layout:
        """The layout that most lines show."""
        indented = sum(_is_indented(line) for line in lines)
        unmarked = Counter(_columns(line) for line in lines if line.words[-1] not in HARD_MARKS)
        total = sum(unmarked.values())
        width = max(unmarked, key=lambda columns: (unmarked[columns], columns), default=0)
        near = sum(unmarked[columns] for columns in range(width - 4, width + 5))
        fixed = total >= 5 and 2 * total >= len(lines) and 10 * near >= 6 * total and 24 <= width <= 160
        return cls(width if fixed else 0, 0.05 * len(lines) <= indented <= 0.95 * len(lines))

    def is_full(self, line: Line) -> bool:
        """Whether a line is as wide as lines are set in this text."""
        return self.width > 0 and abs(_columns(line) - self.width) <= 4


def _columns(line: Line) -> int:
    """How many columns a line takes; three bytes of UTF-8 mean two columns."""
    words = line.indent + line.words
    return (len(words) + len(words.encode("utf-8", "replace"))) // 2


def _is_indented(line: Line) -> bool:
    return "\u3000" in line.indent or len(line.indent) >= 2


def _verdicts(paragraph: _Paragraph, line: Line, after: Line | None, layout: _Layout) -> Iterator[bool]:
    """Whether the sentence goes on from the paragraph into the line, by each kind of evidence, strongest first."""
    if line.words[0] in CONTINUING_MARKS or paragraph.tail[-1:] in OPENING_MARKS:
        yield True
    if paragraph.ended:
        yield False
    if paragraph.tail[-1:] in (*LIGHT_MARKS, "—"):
        yield not paragraph.salutation
    if _NUMBERED.match(line.folded) or (layout.indents_tell and _is_indented(line)):
        yield False
    if paragraph.function_word or _LONE_HAN.fullmatch(line.words):
        yield True
    if layout.width:
        yield paragraph.last is not None and layout.is_full(paragraph.last)
    if paragraph.numbered and not paragraph.marked:
        yield False
    if after and after.words[0] in CONTINUING_MARKS and _may_be_link(line):
        yield True
    yield paragraph.marked or paragraph.length >= _RUNNING_LENGTH


def _may_be_link(line: Line) -> bool:
    return len(line.words) <= _LINK_LENGTH and not _HARD.search(line.words)
