"""Licence boxes: what Wikisource and its kin say below a text about who may copy it.

A box opens with 本作品, 这部作品 or the like, names a licence soon after, and stands at an end of the text. Links break
its sentences into many lines. A speech about copyright does one of these at most. What swallows so many lines needs
evidence all the way: a sentence that has no word of law or licence is a speech's, and the box ends above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.reading import furniture_rules as rules
from lineage.reading.writing import HARD_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lineage.reading.page import Line

_OPENING = re.compile(rules.LICENCE_OPENING)
_NAME = re.compile(rules.LICENCE_NAME)
_CLOSING = re.compile(rules.LICENCE_CLOSING)
_LEGAL = re.compile(rules.LICENCE_WORDS)
_SPEECH_ENDS = HARD_MARKS + "：:"
_LONGEST_LINE = 500
_NAME_LINES = 20  # the licence is named within so many lines,
_NAME_LENGTH = 400  # and so many characters
_STEP_LINES = 6  # the words that close a box follow upon each other,
_STEP_LENGTH = 200  # with no more than that between


def licence_boxes(lines: Sequence[Line], is_running: Callable[[Line], bool]) -> Iterator[tuple[int, int]]:
    """Where licence boxes stand, as ranges of lines.

    Args:
        lines: The lines of a text.
        is_running: Whether a line is running text, which never stands on both sides of a box.
    """
    boxes = list(_possible(lines, is_running))
    inside = {index for begin, end in boxes for index in range(begin, end)}
    running = [index for index, line in enumerate(lines) if boxes and index not in inside and is_running(line)]
    first, last = (running[0], running[-1]) if running else (len(lines), -1)
    yield from ((begin, end) for begin, end in boxes if end <= first or begin > last)


def _possible(lines: Sequence[Line], is_running: Callable[[Line], bool]) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(lines):
        end = _end(lines, index, is_running) if _OPENING.fullmatch(lines[index].folded[:_LONGEST_LINE]) else index
        if end > index:
            yield index, end
        index = max(end, index + 1)


def _end(lines: Sequence[Line], begin: int, is_running: Callable[[Line], bool]) -> int:
    """Where the box ends that a line opens; at its beginning if no licence is named there."""
    if not _NAME.search("".join(line.folded for line in _to_the_name(lines, begin))[:_NAME_LENGTH]):
        return begin
    end, reach, length = begin, _NAME_LINES, 0
    for index in range(begin, len(lines)):
        length += len(lines[index].words)
        if _CLOSING.search(lines[index].folded):
            end, reach, length = index + 1, _STEP_LINES, 0
        elif (
            index - max(end, begin) >= reach
            or length > (_STEP_LENGTH if end > begin else _NAME_LENGTH)
            or (is_running(lines[index]) and not _LEGAL.search(lines[index].folded))
        ):
            break
    while end < len(lines) and not re.search(r"\w", lines[end].words):
        end += 1
    return end


def _to_the_name(lines: Sequence[Line], begin: int) -> Iterator[Line]:
    """The lines in which a licence must be named: down to the first sentence or address that tells of other things."""
    for line in lines[begin : begin + _NAME_LINES]:
        if line.words[-1] in _SPEECH_ENDS and not _LEGAL.search(line.folded):
            return
        yield line
