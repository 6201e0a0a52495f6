"""What printed pages repeat or count: running heads, running feet, page numbers. Pure functions of the lines of pages.

Only the first and last lines of a page are looked at. A running head is a line that stands there on many pages, digits
apart; a bare number is one of a page only where the numbers of other pages go with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from lineage.models import Span
from lineage.reading.reasons import Reason
from lineage.reading.writing import HARD_MARKS, squeeze

_EDGE: Final = 2  # heads and feet have so many lines at most
_LEAST_PAGES: Final = 3
_LEAST_SHARE: Final = 1 / 3  # heads of left and right pages may differ, and chapters have their own
_LONGEST_HEAD: Final = 60
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = "[0-9０-９]{1,4}"
#: A number that could be nothing else.
_MARKED_NUMBER: Final = re.compile(
    rf"[-—–―─·•－~～|]+{_NUMBER}[-—–―─·•－~～|]+|第(?:{_NUMBER}|[一二三四五六七八九十百]+)[页頁](?:[,，/]?共(?:{_NUMBER}|[一二三四五六七八九十百]+)[页頁])?"
    rf"|(?i:page){_NUMBER}(?:(?i:of){_NUMBER})?|{_NUMBER}/{_NUMBER}"
)
_BARE_NUMBER: Final = re.compile(_NUMBER)

Pages = Sequence[Sequence[str]]
_Place = tuple[int, int]  # of a line: its page, and its number there


def page_furniture(pages: Pages) -> tuple[Span, ...]:
    """The spans of heads, feet and numbers in the text that the lines of all pages make, one after the other.

    A span takes the line break behind its lines, so that the lines around it stand next to each other without it.
    """
    marked = {*_numbers(pages), *_repeated(pages)}
    spans: list[Span] = []
    offset = 0
    for number, page in enumerate(pages):
        for line, words in enumerate(page):
            end = offset + len(words) + 1
            if (number, line) in marked:
                begin = spans.pop().begin if spans and spans[-1].end == offset else offset
                spans.append(Span(begin, end, Reason.PAGE.value))
            offset = end
    length = max(offset - 1, 0)  # no line break stands behind the last line
    return tuple(Span(span.begin, min(span.end, length), span.reason) for span in spans if span.begin < length)


def _edges(page: Sequence[str]) -> tuple[range, range]:
    """The lines that may be heads, and those that may be feet, outermost first."""
    half = min(_EDGE, len(page) // 2)
    return range(half), range(len(page) - 1, len(page) - 1 - min(_EDGE, len(page) - half), -1)


def _numbers(pages: Pages) -> set[_Place]:
    """Lines that are the number of their page."""
    found: set[_Place] = set()
    bare: list[tuple[_Place, int]] = []
    for number, page in enumerate(pages):
        for line in {place for edge in _edges(page) for place in edge}:
            words = squeeze(page[line])
            if _MARKED_NUMBER.fullmatch(words):
                found.add((number, line))
            elif _BARE_NUMBER.fullmatch(words):
                bare.append(((number, line), int(words) - number))
    shifts = Counter(shift for _, shift in bare)
    return found | {place for place, shift in bare if shifts[shift] >= min(_LEAST_PAGES, max(2, len(pages)))}


def _repeated(pages: Pages) -> set[_Place]:
    """Lines that stand at the same edge of many pages. The first of them may be the title, and stays."""
    least = max(_LEAST_PAGES, int(_LEAST_SHARE * len(pages)))
    found: set[_Place] = set()
    for edge in (0, 1):
        places: dict[str, list[_Place]] = {}
        for number, page in enumerate(pages):
            for line in _edges(page)[edge]:
                if _may_be_head(page[line]):
                    places.setdefault(_DIGITS.sub("0", squeeze(page[line])), []).append((number, line))
        for key, standing in places.items():
            if len({number for number, _ in standing}) >= least:
                title = edge == 0 and standing[0][0] == 0 and "0" not in key
                found.update(standing[1:] if title else standing)
    return found


def _may_be_head(words: str) -> bool:
    return len(words) <= _LONGEST_HEAD and words.rstrip()[-1:] not in HARD_MARKS
