"""The lines of a text, and what has been found out about them so far.

The finders of furniture fill it one after the other, each with an eye on what those before it have marked; their order
stands in `lineage.reading.furniture`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading import furniture_rules as rules
from lineage.reading.information import cut
from lineage.reading.reasons import Reason
from lineage.reading.writing import CLOSING_MARKS, HARD_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lineage.reading.page import Line

_EDGE_LINES = 40  # so many lines at most belong to either edge of a text
_RUNNING_LENGTH = 30
_CUT = frozenset({Reason.NAVIGATION, Reason.SOURCE, Reason.DATELINE, Reason.BYLINE})
_LONGEST_CUT = 200
_SALUTATION = re.compile(rules.SALUTATION)


@dataclass(slots=True)
class Sheet:
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
        """One span for each run of furniture of one reason, lines cut where they say several things."""
        spans: list[Span] = []
        previous = -2
        for index in sorted(self.reasons):
            for begin, end, reason in self._cut(index):
                if index <= previous + 1 and spans[-1].reason == reason:
                    spans[-1] = Span(spans[-1].begin, end, reason)
                else:
                    spans.append(Span(begin, end, reason))
                previous = index
        if previous == len(self.lines) - 1 and spans:
            spans[-1] = Span(spans[-1].begin, self.length, spans[-1].reason)
        return spans

    def _cut(self, index: int) -> Iterator[tuple[int, int, Reason]]:
        """The parts of a line that is furniture, in places of the text."""
        line, reason = self.lines[index], self.reasons[index]
        if reason not in _CUT or len(line.folded) > _LONGEST_CUT:
            yield line.begin, line.end, reason
            return
        for begin, end, part in cut(line.folded, reason):
            yield line.at(begin), line.at(end - 1) + 1 if end < len(line.folded) else line.end, part

    def edges(self) -> tuple[int, int]:
        """How many lines stand before the first, and from which one on after the last line of running speech."""
        first = next((index for index, _ in self.free() if self._is_text(index)), len(self.lines))
        backwards = (index for index in range(len(self.lines) - 1, first - 1, -1) if index not in self.reasons)
        last = next((index for index in backwards if self._is_text(index)), -1)
        head = min(first, _EDGE_LINES)
        return head, max(last + 1, len(self.lines) - _EDGE_LINES, head)

    def _is_text(self, index: int) -> bool:
        """Whether a line is certainly text: a story that an agency opens and the turns of a conversation are, too."""
        return index in self.opened or is_running(self.lines[index])


def is_running(line: Line) -> bool:
    """Whether a line is certainly speech: it addresses the hearers, or is long and ends in a mark."""
    ended = line.words.rstrip(CLOSING_MARKS)[-1:] in (*HARD_MARKS, "：", ":")
    return (ended and len(line.words) >= _RUNNING_LENGTH) or bool(_SALUTATION.fullmatch(line.folded))
