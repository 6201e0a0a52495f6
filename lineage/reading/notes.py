"""Notes that are later than the text: editors' remarks, lists of footnotes, and their marks in the text.

A list of notes stands at the end of a text, under a heading (注释) or without one; then its numbers must stand in the
text, too. Numbers that count the points of a speech are no marks: a circled number is one only where the list has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading.dates import read_number
from lineage.reading.reasons import Reason
from lineage.reading.writing import CLOSING_MARKS, HAN, HARD_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lineage.reading.page import Line
    from lineage.reading.sheet import Sheet

_HEADING = re.compile(
    r"[【\[(]?\s{0,20}(?:注\s{0,20}释|注\s{0,20}解|附\s{0,20}注|脚\s{0,20}注|尾\s{0,20}注|译\s{0,20}注|注|(?:有关)?(?:名词|用语|词语|术语|名词术语)(?:解释|注释|说明)|附\s?:\s?(?:名词解释|注释)|参考文献|引用文献)\s{0,20}[】\])]?\s?:?"
)
_REMARK_HEADING = re.compile(
    r"[【\[(]?\s?(?:编者?按|编者的话|本刊按|本报按|整理者按|编者说明|编辑说明|编者注|编者前言|编后|译者?按|译者的话|译者说明|按语|主编按)\s?[】\])]?\s?:?"
)
_CIRCLES = "①-⑳㉑-㉟"
_ITEM = re.compile(
    rf"(?:注释?\s?)?(?:[\[〔［【]\s?(?:注\s?)?(?P<number>\d{{1,3}}|[{_CIRCLES}])\s?[\]〕］】]|(?P<circle>[{_CIRCLES}]))"
    r"|[注註]释?\s?(?P<named>\d{1,3}|[一二三四五六七八九十]{1,3})\s?[：:、]|[\^↑]"
)
_COUNTED = re.compile(r"[（(]?(?P<number>\d{1,3})[）)]?[.、．\s]|[（(]\d{1,3}[）)]|[*＊※]")
_STAR = re.compile(rf"[*＊※]\s{{0,4}}[{HAN}“《〈「『]")
_IN_TEXT = re.compile(rf"(?<=[{HAN}\w”’」』》〉）。！？，；])[{_CIRCLES}]")
_STAR_IN_TEXT = re.compile(rf"(?<=[{HAN}”」』》])\s?[*＊※](?=\s{{0,4}}(?:\n|$))")
_ENDS = HARD_MARKS + CLOSING_MARKS + "."
_FIRST_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"


def mark_notes(sheet: Sheet, text: str) -> tuple[Span, ...]:
    """Mark remarks and the list of notes on the sheet; gives the marks in the text that belong to the list."""
    for index, line in list(sheet.free(0, len(sheet.lines) - 1)):
        if len(line.folded) <= 12 and _REMARK_HEADING.fullmatch(line.folded) and index + 1 not in sheet.reasons:
            sheet.reasons.update({index: Reason.NOTE, index + 1: Reason.NOTE})
    listed = _list_of_notes(sheet, text)
    sheet.reasons.update(dict.fromkeys(listed, Reason.NOTE))
    return tuple(_marks(sheet, text, listed)) if listed else ()


def _list_of_notes(sheet: Sheet, text: str) -> list[int]:
    """The lines of the list of notes at the end of a text."""
    free = [index for index, _ in sheet.free()]
    heading = next((place for place in range(len(free) - 1, -1, -1) if _is_heading(sheet.lines[free[place]])), None)
    if heading is not None and heading + 1 < len(free):
        below = [sheet.lines[index] for index in free[heading + 1 :]]
        if _begins_item(below[0]) or _COUNTED.match(below[0].folded):
            last = max(place for place, line in enumerate(below) if _begins_item(line) or _COUNTED.match(line.folded))
            end = heading + 2 + _with_rest(below, last)
            return [*_stars_above(sheet, free, heading), *free[heading:end]]
    return _unheaded(sheet, free, text)


def _is_heading(line: Line) -> bool:
    return len(line.folded) <= 60 and bool(_HEADING.fullmatch(line.folded))


def _begins_item(line: Line) -> bool:
    return bool(_ITEM.match(line.words))


def _with_rest(lines: Sequence[Line], last: int) -> int:
    """The last line of the last item: a line that is broken off in the middle goes on below."""
    while last + 1 < len(lines) and _goes_on(lines[last]):
        last += 1
    return last


def _stars_above(sheet: Sheet, free: Sequence[int], heading: int) -> list[int]:
    """The note on the title, which stands above the others: * 这是……讲话的一部分。."""
    starred = heading > 0 and _STAR.match(sheet.lines[free[heading - 1]].words)
    return [free[heading - 1]] if starred else []


def _unheaded(sheet: Sheet, free: Sequence[int], text: str) -> list[int]:
    """The last lines, if they are numbered as notes from the first on and the text has that number, too."""
    lines, begin = [sheet.lines[index] for index in free], len(free)
    for place in range(len(lines) - 1, 0, -1):
        if _starts(lines[place]):
            begin = place
        elif not _goes_on(lines[place - 1]):
            break
    if begin == len(free):
        return []
    item = _ITEM.match(lines[begin].words)
    mark = item[0].strip(" \u3000：:、") if item else "*"
    first = item is None or _number(item) in (0, 1)
    told = mark in "*^↑" or mark in text[: lines[begin].begin]
    return list(free[begin:]) if first and told else []


def _goes_on(line: Line) -> bool:
    """Whether a line is broken off in the middle of a sentence."""
    return line.words[-1] not in _ENDS


def _starts(line: Line) -> bool:
    return bool(_ITEM.match(line.words) or _STAR.match(line.words))


def _number(item: re.Match[str]) -> int:
    """The number of an item; 0 where it has none."""
    told = item["number"] or item["circle"] or item["named"] or "0"
    if told.isdecimal():
        return int(told)
    return _FIRST_CIRCLES.index(told) + 1 if told in _FIRST_CIRCLES else read_number(told)


def _marks(sheet: Sheet, text: str, listed: Sequence[int]) -> Iterator[Span]:
    """Circled numbers and stars in the text that the list explains."""
    begin = sheet.lines[min(listed)].begin
    items = "".join(sheet.lines[index].words[:6] for index in listed)
    for match in _IN_TEXT.finditer(text, 0, begin):
        if match[0] in items:
            yield Span(match.start(), match.end(), Reason.GLOSS.value)
    if any(_STAR.match(sheet.lines[index].words) for index in listed):
        for match in _STAR_IN_TEXT.finditer(text, 0, begin):
            yield Span(match.start(), match.end(), Reason.GLOSS.value)
