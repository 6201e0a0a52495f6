"""The news story that a page tells before it gives a transcript, down to the line that announces it.

Where there is no transcript the story is the speech, and nothing is found here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading import furniture_rules as rules
from lineage.reading.names import OFFICE
from lineage.reading.reasons import Reason
from lineage.reading.sheet import Sheet, is_running

if TYPE_CHECKING:
    from lineage.reading.page import Line

_ANNOUNCEMENT_LENGTH = 100
_STORY_SHARE = 0.2  # a transcript makes up at least that share of its page
_OPENING_LINES = 6  # a transcript addresses its hearers within so many lines

_SALUTATION = re.compile(rules.SALUTATION)
_ADDRESS = re.compile(rules.ADDRESS)
_GREETING = re.compile(rules.GREETING)
# A line of its own that says whose words follow: 副总统致词全文为:
_WORD_FOR_WORD = re.compile(
    rf"[^,。;]{{0,20}}{OFFICE}[^,。;]{{0,20}}(?:讲话|演讲|演说|致[辞词]|发言|谈话|贺词)(?:的)?(?:全文|原文|实录|文字实录)(?:内容)?"
    r"(?:如下|如次|为|是)?\s?:"
)
_ANNOUNCEMENT = re.compile(rules.ANNOUNCEMENT)
_ANNOUNCING_END = re.compile(rules.ANNOUNCING_END)
_FIRST_PERSON = re.compile(rules.FIRST_PERSON)
_SENTENCE_END = re.compile("[。!?;](?=.)")


def find_story(sheet: Sheet) -> list[Span]:
    """The story before a transcript and the line that announces it, without title and head above."""
    announcing = next((index for index, line in sheet.free() if _announces(line)), None)
    if announcing is None or announcing + 1 >= len(sheet.lines):
        return []
    before = [(index, line) for index, line in sheet.free(0, announcing)]
    addressed = any(addresses(line) for _, line in before)
    opened = sum(index in sheet.opened for index, _ in before)
    if addressed or opened > 1:
        return []  # who addresses the hearers first is speaking already; several stories are a broadcast
    after = sheet.lines[announcing + 1 : announcing + 1 + _OPENING_LINES]
    turned = any(index in sheet.opened for index in range(announcing + 1, announcing + 1 + len(after)))
    plain = bool(before) and bool(_WORD_FOR_WORD.fullmatch(sheet.lines[announcing].folded))
    if not (plain or opened or turned or announcing in sheet.opened or any(addresses(line) for line in after)):
        return []  # neither an agency that tells a story nor a speaker who begins: the line may be a speaker's
    told = (line for index, line in before if is_running(line) or index in sheet.opened)
    begin = next(told, sheet.lines[announcing]).begin
    end = sheet.lines[announcing].end
    if sheet.lines[-1].end - end < _STORY_SHARE * sheet.lines[-1].end:
        return []
    return [Span(begin, end, Reason.STORY.value)]


def addresses(line: Line) -> bool:
    """Whether a paragraph begins with an address to hearers, whatever follows it."""
    return bool(_SALUTATION.fullmatch(line.folded) or _ADDRESS.match(line.folded) or _GREETING.match(line.folded))


def _announces(line: Line) -> bool:
    """Whether the line says that a transcript follows, and it is not the speaker who says so."""
    short = len(line.words) <= _ANNOUNCEMENT_LENGTH and _ANNOUNCEMENT.fullmatch(line.folded)
    if not (short or _ANNOUNCING_END.search(line.folded, max(0, len(line.folded) - 40))):
        return False
    return not _FIRST_PERSON.search(_SENTENCE_END.split(line.folded)[-1])
