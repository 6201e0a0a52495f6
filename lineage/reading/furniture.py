"""Which spans of a text are not the speech, and why.

The rules themselves are rows in `lineage.reading.furniture_rules`; here they are applied: first what is furniture
wherever it stands, then what is believed only at the edges of the speech, then the story around a transcript, and
last the line breaks that are left (`lineage.reading.wraps`). Titles stay part of the speech.
Text repeated over many files of a corpus is not found here: this looks at one text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading import furniture_rules as rules
from lineage.reading.front_matter import front_matter_end
from lineage.reading.furniture_rules import Rule, Where
from lineage.reading.glosses import find_glosses
from lineage.reading.heads import find_bylines, find_signatures
from lineage.reading.licences import licence_boxes
from lineage.reading.page import Line, read_lines
from lineage.reading.reasons import TRANSPARENT, Reason
from lineage.reading.spans import settle
from lineage.reading.wraps import find_wraps
from lineage.reading.writing import CLOSING_MARKS, HARD_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lineage.reading.ignore import Ignore

__all__ = ["TRANSPARENT", "Reason", "find_furniture"]

_LINE_LENGTH = 500  # longer lines are running text, whatever they say
_EDGE_LINES = 40  # so many lines at most belong to either edge of a text
_RUNNING_LENGTH = 30
_HEADING_LENGTH = 30
_ANNOUNCEMENT_LENGTH = 80
_STORY_SHARE = 0.2  # a transcript makes up at least that share of its page
_OPENING_LINES = 6  # a transcript addresses its hearers within so many lines

_SALUTATION = re.compile(rules.SALUTATION)
_SECTION = re.compile(rf"[【\[·\s]*(?:{rules.SECTIONS})[】\]:\s>»更多]*")
_LAST_SECTION = re.compile(rf"[【\[·\s]*(?:{rules.LAST_SECTIONS})[】\]:\s>»更多]*")
_NUMBERED_HEADING = re.compile(rules.NUMBERED_HEADING)
_ADDRESS = re.compile(rules.ADDRESS)
_FIRST_PERSON = re.compile(rules.FIRST_PERSON)
_SENTENCE_END = re.compile("[。!?;](?=.)")
_APPLAUSE = re.compile(rules.APPLAUSE)
_ANNOUNCING_END = re.compile(rules.ANNOUNCING_END)
_ANNOUNCEMENT = re.compile(rules.ANNOUNCEMENT)
_WIKI_HEAD = re.compile(r"维基文库\s?[,·]\s?自由")


def find_furniture(text: str, ignore: Ignore | None = None, known: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The spans of a text as read that are not the speech: sorted, not overlapping, each with its reason.

    Args:
        text: The text as read.
        ignore: The user's own furniture.
        known: What its format has told already, whole lines; no rule sees them, so that sentences go on across.
    """
    start = front_matter_end(text)
    glosses = find_glosses(text)
    lines = [line for line in read_lines(text, glosses) if line.begin >= start and not _within(line, known)]
    sheet = _Sheet(lines, len(text))
    _mark_anywhere(sheet)
    _mark_edges(sheet)
    story = _story(sheet)
    front = [Span(0, start, Reason.FRONT_MATTER.value)] if start else []
    applause = [Span(m.start(), m.end(), Reason.APPLAUSE.value) for m in _APPLAUSE.finditer(text, start)]
    hard = settle([front, story, sheet.spans(), sheet.parts, applause])
    ignored = ignore.find(text) if ignore else ()
    return settle([known, hard, ignored, glosses, _wraps(sheet, story)])


def _within(line: Line, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, line.begin, key=lambda span: span.begin) - 1
    return at >= 0 and line.begin < spans[at].end


@dataclass(slots=True)
class _Sheet:
    """The lines of a text, and what has been found out about them.

    Attributes:
        lines: All lines that hold something.
        length: How long the text is.
        reasons: Why a whole line is furniture, by index.
        parts: Furniture that is part of a line.
        opened: Lines whose beginning is furniture.
        closed: Lines whose end is furniture.
    """

    lines: Sequence[Line]
    length: int
    reasons: dict[int, Reason] = field(default_factory=dict)
    parts: list[Span] = field(default_factory=list)
    opened: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)

    def free(self, begin: int = 0, end: int | None = None) -> Iterator[tuple[int, Line]]:
        """The lines that are not furniture so far."""
        for index in range(begin, len(self.lines) if end is None else end):
            if index not in self.reasons:
                yield index, self.lines[index]

    def spans(self) -> list[Span]:
        """One span for each run of lines that are furniture for one reason; the last takes the blanks behind it."""
        spans: list[Span] = []
        previous = -2
        for index in sorted(self.reasons):
            line, reason = self.lines[index], self.reasons[index].value
            if index == previous + 1 and spans[-1].reason == reason:
                spans[-1] = Span(spans[-1].begin, line.end, reason)
            else:
                spans.append(Span(line.begin, line.end, reason))
            previous = index
        if previous == len(self.lines) - 1 and spans:
            spans[-1] = Span(spans[-1].begin, self.length, spans[-1].reason)
        return spans

    def edges(self) -> tuple[int, int]:
        """How many lines stand before the first, and from which one on after the last line of running speech."""
        first = next((index for index, line in self.free() if _is_running(line)), len(self.lines))
        backwards = (index for index in range(len(self.lines) - 1, first - 1, -1) if index not in self.reasons)
        last = next((index for index in backwards if _is_running(self.lines[index])), -1)
        head = min(first, _EDGE_LINES)
        return head, max(last + 1, len(self.lines) - _EDGE_LINES, head)


class _Table:
    """Rules of one kind as one pattern, so that a line is looked at once."""

    def __init__(self, rows: Iterable[Rule], *wheres: Where) -> None:
        self._rows = [row for row in rows if row.where in wheres]
        self._pattern = re.compile("|".join(f"(?P<r{i}>{row.pattern})" for i, row in enumerate(self._rows)))

    def whole(self, folded: str) -> Reason | None:
        """Why the whole line is furniture, if it is."""
        return self._reason(self._pattern.fullmatch(folded)) if len(folded) <= _LINE_LENGTH else None

    def opening(self, folded: str) -> tuple[int, Reason] | None:
        """How far the line's beginning is furniture, and why."""
        match = self._pattern.match(folded)
        reason = self._reason(match)
        return (match.end(), reason) if match and reason else None

    def ending(self, folded: str) -> tuple[int, Reason] | None:
        """From where on the line's end is furniture, and why; it ends in a bracket."""
        begin = folded.rfind("(", max(0, len(folded) - 80)) if folded[-1] == ")" else 0
        reason = self._reason(self._pattern.fullmatch(folded, begin)) if begin > 0 else None
        return (begin, reason) if reason else None

    def _reason(self, match: re.Match[str] | None) -> Reason | None:
        return self._rows[int(match.lastgroup[1:])].reason if match and match.lastgroup else None


_ANYWHERE_LINES = _Table(rules.LINES, Where.ANYWHERE)
_EDGE_LINES_TABLE = _Table(rules.LINES, Where.EDGE)
_ANYWHERE_OPENINGS = _Table(rules.OPENINGS, Where.ANYWHERE)
_EDGE_OPENINGS = _Table(rules.OPENINGS, Where.EDGE)
_ANYWHERE_ENDINGS = _Table(rules.ENDINGS, Where.ANYWHERE)
_EDGE_ENDINGS = _Table(rules.ENDINGS, Where.EDGE)


def _is_running(line: Line) -> bool:
    """Whether a line is certainly speech: it addresses the hearers, or is long and ends in a mark."""
    ended = line.words.rstrip(CLOSING_MARKS)[-1:] in (*HARD_MARKS, "：", ":")
    return (ended and len(line.words) >= _RUNNING_LENGTH) or bool(_SALUTATION.fullmatch(line.folded))


def _mark_anywhere(sheet: _Sheet) -> None:
    """Mark what is furniture wherever it stands."""
    for begin, end in licence_boxes(sheet.lines, _is_running):
        sheet.reasons.update(dict.fromkeys(range(begin, end), Reason.RIGHTS))
    for index, line in list(sheet.free()):
        reason = _ANYWHERE_LINES.whole(line.folded)
        if reason:
            sheet.reasons[index] = reason
            if index == 1 and _WIKI_HEAD.search(line.folded):
                sheet.reasons[0] = Reason.NAVIGATION  # the name of the page stands above the name of the site
    for begin, end in _link_lists(sheet):
        for index in range(begin, end):
            sheet.reasons.setdefault(index, Reason.NAVIGATION)
    sheet.reasons.update(find_signatures(sheet.lines, sheet.reasons))
    for index, line in sheet.free():
        _mark_parts(sheet, index, line, _ANYWHERE_OPENINGS, _ANYWHERE_ENDINGS)


def _link_lists(sheet: _Sheet) -> Iterator[tuple[int, int]]:
    """Where lists of links stand, from their heading on, as ranges of lines."""
    end = 0
    for index in _link_headings(sheet):
        if index >= end:
            end = index + 1
            while end < len(sheet.lines) and _may_be_listed(sheet.lines[end]):
                end += 1
            yield index, end


def _link_headings(sheet: _Sheet) -> list[int]:
    short = [(index, line) for index, line in sheet.free() if len(line.folded) <= _HEADING_LENGTH]
    headings = [index for index, line in short if _SECTION.fullmatch(line.folded)]
    doubtful = [index for index, line in short if _LAST_SECTION.fullmatch(line.folded)]
    _, tail = sheet.edges() if doubtful else (0, 0)
    last = (
        index for index in doubtful if index >= tail and all(map(_may_be_listed, sheet.lines[index + 1 : index + 2]))
    )
    return sorted([*headings, *last])


def _may_be_listed(line: Line) -> bool:
    """Whether a line can be a link of a list, and is no running text and no numbered heading of the speech."""
    return "。" not in line.words and not _is_running(line) and not _NUMBERED_HEADING.match(line.folded)


def _mark_edges(sheet: _Sheet) -> None:
    """Mark what is furniture before the first and after the last line of running speech."""
    head, tail = sheet.edges()
    for begin, end in ((0, head), (tail, len(sheet.lines))):
        for index, line in list(sheet.free(begin, end)):
            reason = _EDGE_LINES_TABLE.whole(line.folded)
            if reason:
                sheet.reasons[index] = reason
    sheet.reasons.update(find_bylines(sheet.lines, sheet.reasons, head, tail))
    for index, line in sheet.free(0, min(head + 1, len(sheet.lines))):
        _mark_parts(sheet, index, line, _EDGE_OPENINGS, _EDGE_ENDINGS)
    for index, line in sheet.free(max(tail - 1, head + 1)):
        _mark_parts(sheet, index, line, _EDGE_OPENINGS, _EDGE_ENDINGS)


def _mark_parts(sheet: _Sheet, index: int, line: Line, openings: _Table, endings: _Table) -> None:
    """Mark furniture at the beginning and the end of a line that is speech otherwise."""
    opening = openings.opening(line.folded)
    if opening:
        length, reason = opening
        sheet.parts.append(Span(line.begin, line.at(length), reason.value))
        sheet.opened.add(index)
    ending = endings.ending(line.folded)
    if ending:
        begin, reason = ending
        sheet.parts.append(Span(line.at(begin), line.end, reason.value))
        sheet.closed.add(index)


def _story(sheet: _Sheet) -> list[Span]:
    """The story before a transcript and the line that announces it, without the title above."""
    announcing = next((index for index, line in sheet.free() if _announces(line)), None)
    if announcing is None or announcing + 1 >= len(sheet.lines):
        return []
    before = [(index, line) for index, line in sheet.free(0, announcing)]
    addressed = any(_addresses(line) for _, line in before)
    opened = sum(index in sheet.opened for index, _ in before)
    if addressed or opened > 1:
        return []  # who addresses the hearers first is speaking already; several stories are a broadcast
    after = sheet.lines[announcing + 1 : announcing + 1 + _OPENING_LINES]
    if not (opened or any(_addresses(line) for line in after)):
        return []  # neither an agency that tells a story nor a speaker who begins: the line may be a speaker's
    begin = next((line.begin for _, line in before[1:]), sheet.lines[announcing].begin)
    if before and _is_running(before[0][1]):
        begin = before[0][1].begin
    end = sheet.lines[announcing].end
    if sheet.lines[-1].end - end < _STORY_SHARE * sheet.lines[-1].end:
        return []
    return [Span(begin, end, Reason.STORY.value)]


def _addresses(line: Line) -> bool:
    """Whether a paragraph begins with an address to hearers, whatever follows it."""
    return bool(_SALUTATION.fullmatch(line.folded) or _ADDRESS.match(line.folded))


def _announces(line: Line) -> bool:
    """Whether the line says that a transcript follows, and it is not the speaker who says so."""
    short = len(line.words) <= _ANNOUNCEMENT_LENGTH and _ANNOUNCEMENT.fullmatch(line.folded)
    if not (short or _ANNOUNCING_END.search(line.folded, max(0, len(line.folded) - 30))):
        return False
    return not _FIRST_PERSON.search(_SENTENCE_END.split(line.folded)[-1])


def _wraps(sheet: _Sheet, story: Sequence[Span]) -> tuple[Span, ...]:
    """The line breaks inside sentences, of the lines that are left."""
    told = story[0] if story else Span(0, 0, "")
    free = [(index, line) for index, line in sheet.free() if not told.begin <= line.begin < told.end]
    gaps = {place for place, (index, _) in enumerate(free) if place and index != free[place - 1][0] + 1}
    opened = gaps | {place for place, (index, _) in enumerate(free) if index in sheet.opened}
    closed = {place for place, (index, _) in enumerate(free) if index in sheet.closed}
    return find_wraps([line for _, line in free], frozenset(closed), frozenset(opened))
