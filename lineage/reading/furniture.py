"""Which spans of a text are not the speech, and why.

The rules themselves are rows in `lineage.reading.furniture_rules` and `lineage.reading.site_rules`; here they are
applied: first what is furniture wherever it stands, then notes that are later than the text and the labels of a
conversation, then what is believed only at the edges of the speech, then the story around a transcript, and
last the line breaks that are left (`lineage.reading.wraps`). Titles stay part of the speech.
Text repeated over many files of a corpus is not found here: this looks at one text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading import furniture_rules as rules
from lineage.reading import site_rules
from lineage.reading.button_rules import BUTTONS
from lineage.reading.front_matter import front_matter_end
from lineage.reading.furniture_rules import Rule, Where
from lineage.reading.glosses import find_glosses
from lineage.reading.heads import find_bylines, find_signatures
from lineage.reading.licences import licence_boxes
from lineage.reading.mastheads import mark_masthead
from lineage.reading.notes import mark_notes
from lineage.reading.page import Line, read_lines
from lineage.reading.reasons import TRANSPARENT, Reason
from lineage.reading.sheet import Sheet, is_running
from lineage.reading.spans import settle
from lineage.reading.stories import find_story
from lineage.reading.turns import find_turns
from lineage.reading.wraps import find_wraps
from lineage.reading.writing import CLOSING_MARKS, HARD_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lineage.reading.ignore import Ignore

__all__ = ["TRANSPARENT", "Reason", "find_furniture"]

_LINE_LENGTH = 500  # longer lines are running text, whatever they say
_HEADING_LENGTH = 30
_BETWEEN_LENGTH = 60
_ENDS = HARD_MARKS + CLOSING_MARKS + "：:，、"
_LAST_LINES = 3
_OF_THE_SITE = frozenset({Reason.NAVIGATION, Reason.RIGHTS})
_MASTHEAD_LINES = 12  # menus above a title stand among so many first lines

_SECTION = re.compile(rf"[【\[·\s]*(?:{rules.SECTIONS})[】\]:\s>»更多]*")
_LAST_SECTION = re.compile(rf"[【\[·\s]*(?:{rules.LAST_SECTIONS})[】\]:\s>»更多]*")
_NUMBERED_HEADING = re.compile(rules.NUMBERED_HEADING)
_APPLAUSE = re.compile(rules.APPLAUSE)
_YEAR_BEHIND = re.compile(r"\s{0,3}\([^()]{1,20}\)$")
_NUMBER_BEHIND = re.compile(r"\)\s?\d{6,8}$")
_ENDING_LENGTH = 80
_WORD = re.compile(r"\w")
_EDIT_LINK = re.compile(r"\[\s?(?:编辑|編輯)(?:源代码|原始碼)?\s?\]")
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
    sheet = Sheet(lines, len(text))
    _mark_anywhere(sheet)
    marks = mark_notes(sheet, text)
    _mark_turns(sheet)
    _mark_edges(sheet)
    story = find_story(sheet)
    front = [Span(0, start, Reason.FRONT_MATTER.value)] if start else []
    applause = [Span(m.start(), m.end(), Reason.APPLAUSE.value) for m in _APPLAUSE.finditer(text, start)]
    links = [Span(m.start(), m.end(), Reason.NAVIGATION.value) for m in _EDIT_LINK.finditer(text, start)]
    hard = settle([front, sheet.spans(), story, sheet.parts, applause, links])
    ignored = ignore.find(text) if ignore else ()
    return settle([known, hard, ignored, glosses, marks, _wraps(sheet, story)])


def _within(line: Line, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, line.begin, key=lambda span: span.begin) - 1
    return at >= 0 and line.begin < spans[at].end


class _Table:
    """Rules of one kind as one pattern, so that a line is looked at once."""

    def __init__(self, rows: Iterable[Rule], *wheres: Where) -> None:
        self._rows = [row for row in rows if row.where in wheres]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Not before a text is read: patterns of this length take their time, and most commands read nothing.
        return re.compile("|".join(f"(?P<r{i}>{row.pattern})" for i, row in enumerate(self._rows)))

    def whole(self, folded: str) -> Reason | None:
        """Why the whole line is furniture, if it is."""
        return self._reason(self._pattern.fullmatch(folded)) if len(folded) <= _LINE_LENGTH else None

    def opening(self, folded: str) -> tuple[int, Reason] | None:
        """How far the line's beginning is furniture, and why."""
        match = self._pattern.match(folded)
        reason = self._reason(match)
        return (match.end(), reason) if match and reason else None

    def ending(self, folded: str) -> tuple[int, Reason] | None:
        """From where on the line's end is furniture, and why; it ends in a bracket, a number behind it apart."""
        closed = _NUMBER_BEHIND.sub(")", folded[-_ENDING_LENGTH:])[-1] == ")"
        begin = folded.rfind("(", max(0, len(folded) - _ENDING_LENGTH)) if closed else 0
        reason = self._reason(self._pattern.fullmatch(folded, begin)) if begin > 0 else None
        return (begin, reason) if reason else None

    def _reason(self, match: re.Match[str] | None) -> Reason | None:
        return self._rows[int(match.lastgroup[1:])].reason if match and match.lastgroup else None


_MENUS = _Table(site_rules.MENUS, Where.ANYWHERE, Where.EDGE)
_LINES = (*site_rules.MENUS, *BUTTONS, *site_rules.LINES, *rules.LINES)
_OPENINGS = (*rules.OPENINGS, *site_rules.OPENINGS)
_ENDINGS = (*rules.ENDINGS, *site_rules.ENDINGS)
_ANYWHERE_LINES = _Table(_LINES, Where.ANYWHERE)
_EDGE_LINES = _Table(_LINES, Where.EDGE)
_END_LINES = _Table(_LINES, Where.END)
_ANYWHERE_OPENINGS = _Table(_OPENINGS, Where.ANYWHERE)
_EDGE_OPENINGS = _Table(_OPENINGS, Where.EDGE)
_ANYWHERE_ENDINGS = _Table(_ENDINGS, Where.ANYWHERE)
_EDGE_ENDINGS = _Table(_ENDINGS, Where.EDGE)


def _mark_anywhere(sheet: Sheet) -> None:
    """Mark what is furniture wherever it stands."""
    for index, line in list(sheet.free()):
        reason = _ANYWHERE_LINES.whole(line.folded)
        if reason:
            sheet.reasons[index] = reason
            if index == 1 and _WIKI_HEAD.search(line.folded) and _is_repeated(sheet, 0):
                sheet.reasons[0] = Reason.NAVIGATION  # the name of the page stands above the name of the site
    told = {sheet.lines[index].begin for index in sheet.reasons}  # the words of a site never are a running text
    for begin, end in licence_boxes(sheet.lines, lambda line: line.begin not in told and is_running(line)):
        sheet.reasons.update(dict.fromkeys(range(begin, end), Reason.RIGHTS))
    for begin, end in _link_lists(sheet):
        for index in range(begin, end):
            sheet.reasons.setdefault(index, Reason.NAVIGATION)
    sheet.reasons.update(find_signatures(sheet.lines, sheet.reasons))
    for index, line in list(sheet.free()):
        _mark_parts(sheet, index, line, _ANYWHERE_OPENINGS, _ANYWHERE_ENDINGS)


def _is_repeated(sheet: Sheet, index: int) -> bool:
    """Whether the words of a line stand once more as one of the next lines, a year in brackets apart."""
    words = _YEAR_BEHIND.sub("", sheet.lines[index].folded)
    return any(line.folded == words for line in sheet.lines[index + 1 : index + _HEADING_LENGTH])


def _mark_turns(sheet: Sheet) -> None:
    """Mark the labels of a conversation."""
    for index, span in find_turns(sheet):
        sheet.parts.append(span)
        sheet.opened.add(index)


def _link_lists(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Where lists of links stand, from their heading on, as ranges of lines."""
    end = 0
    for index in _link_headings(sheet):
        if index >= end:
            end = index + 1
            while end < len(sheet.lines) and _may_be_listed(sheet.lines[end]):
                end += 1
            yield index, end


def _link_headings(sheet: Sheet) -> list[int]:
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
    return "。" not in line.words and not is_running(line) and not _NUMBERED_HEADING.match(line.folded)


def _mark_edges(sheet: Sheet) -> None:
    """Mark what is furniture before the first and after the last line of running speech."""
    head, tail = sheet.edges()
    menus = [index for index in range(min(head, _MASTHEAD_LINES)) if _MENUS.whole(sheet.lines[index].folded)]
    for tables, begin, end in (((_EDGE_LINES,), 0, head), ((_EDGE_LINES, _END_LINES), tail, len(sheet.lines))):
        for index, line in list(sheet.free(begin, end)):
            reason = next(filter(None, (table.whole(line.folded) for table in tables)), None)
            if reason:
                sheet.reasons[index] = reason
    mark_masthead(sheet, head, menus)
    sheet.reasons.update(find_bylines(sheet.lines, sheet.reasons, head, tail))
    sheet.reasons.update(_between_site_lines(sheet, tail))
    for index, line in list(sheet.free(0, min(head + 1, len(sheet.lines)))):
        _mark_parts(sheet, index, line, _EDGE_OPENINGS, _EDGE_ENDINGS)
    for index, line in list(sheet.free(max(tail - 1, head + 1))):
        _mark_parts(sheet, index, line, _EDGE_OPENINGS, _EDGE_ENDINGS)


def _between_site_lines(sheet: Sheet, tail: int) -> dict[int, Reason]:
    """Short lines below the last sentence that have lines of the site above and below; the last few, rights above."""
    free = list(sheet.free(tail))
    sentences = [index for index, line in free if line.words[-1] in _ENDS]
    begin = sentences[-1] + 1 if sentences else tail
    site = [index for index in range(begin, len(sheet.lines)) if sheet.reasons.get(index) in _OF_THE_SITE]
    rights = next((index for index in site if sheet.reasons[index] == Reason.RIGHTS), len(sheet.lines))
    if not site:
        return {}
    # More lines than a few are an appendix.
    last = sum(index > site[-1] for index, _ in free) <= _LAST_LINES and rights < site[-1] + 1
    return {
        index: Reason.RIGHTS if index > rights else Reason.NAVIGATION
        for index, line in free
        if site[0] < index and (index < site[-1] or last) and len(line.folded) <= _BETWEEN_LENGTH
    }


def _mark_parts(sheet: Sheet, index: int, line: Line, openings: _Table, endings: _Table) -> None:
    """Mark furniture at the beginning and the end of a line that is speech otherwise."""
    opening = openings.opening(line.folded)
    if opening and not _WORD.search(line.folded, opening[0]):
        sheet.reasons[index] = opening[1]
        return
    if opening:
        length, reason = opening
        sheet.parts.append(Span(line.begin, line.at(length), reason.value))
        sheet.opened.add(index)
    ending = endings.ending(line.folded)
    if ending:
        begin, reason = ending
        sheet.parts.append(Span(line.at(begin), line.end, reason.value))
        sheet.closed.add(index)


def _wraps(sheet: Sheet, story: Sequence[Span]) -> tuple[Span, ...]:
    """The line breaks inside sentences, of the lines that are left."""
    told = story[0] if story else Span(0, 0, "")
    free = [(index, line) for index, line in sheet.free() if not told.begin <= line.begin < told.end]
    gaps = {place for place, (index, _) in enumerate(free) if place and index != free[place - 1][0] + 1}
    opened = gaps | {place for place, (index, _) in enumerate(free) if index in sheet.opened}
    closed = {place for place, (index, _) in enumerate(free) if index in sheet.closed}
    return find_wraps([line for _, line in free], frozenset(closed), frozenset(opened))
