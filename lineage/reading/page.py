"""A text as the rules see it: its glosses, and its lines with the glosses left out.

`Line.words` holds what a reader reads in the line; `Line.at` leads from there back to the text as read.
Which lines are furniture is decided in `lineage.reading.furniture`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lineage.reading.writing import BLANKS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lineage.models import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something. Blanks at both ends and glosses are left out of `words`.

    Attributes:
        begin: Where the first word stands in the text as read.
        end: Where the last word ends.
        words: What stands in the line.
        folded: The same in folded writing, for rules.
        indent: The blanks before the first word.
        places: The offset of each code point of `words`, where glosses were left out.
    """

    begin: int
    end: int
    words: str
    folded: str
    indent: str
    places: tuple[int, ...] = ()

    def at(self, index: int) -> int:
        """Where the code point `index` of `words` stands in the text as read; the length leads to `end`."""
        if index >= len(self.words):
            return self.end
        return self.places[index] if self.places else self.begin + index


def read_lines(text: str, glosses: Sequence[Span] = ()) -> list[Line]:
    """The lines of a text that hold more than blanks and glosses, in order."""
    lines = []
    following = 0
    for start, raw in _raw_lines(text):
        first = following
        while following < len(glosses) and glosses[following].begin < start + len(raw):
            following += 1
        line = _line(start, raw, glosses[first:following])
        if line is not None:
            lines.append(line)
    return lines


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for raw in text.split("\n"):
        yield start, raw
        start += len(raw) + 1


def _line(start: int, raw: str, glosses: Sequence[Span]) -> Line | None:
    places: tuple[int, ...] = ()
    words = raw
    if glosses:
        places = _places_outside(start, len(raw), glosses)
        words = "".join(raw[place - start] for place in places)
    left = len(words) - len(words.lstrip(BLANKS))
    stripped = words.strip(BLANKS)
    if not stripped:
        return None
    right = left + len(stripped)
    begin = places[left] if places else start + left
    end = (places[right - 1] if places else start + right - 1) + 1
    return Line(begin, end, stripped, fold(stripped), words[:left], places[left:right])


def _places_outside(start: int, length: int, glosses: Sequence[Span]) -> tuple[int, ...]:
    places: list[int] = []
    place = start
    for gloss in glosses:
        places.extend(range(place, gloss.begin))
        place = gloss.end
    places.extend(range(place, start + length))
    return tuple(places)
