"""The user's own furniture: a file of wordings that are not the speech.

One wording per line, taken as it stands; blank lines and lines that begin with `#` are left out; a line that begins
with `re:` is a regular expression, which is matched within lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lineage.errors import InputError, UsageError
from lineage.models import Span
from lineage.reading.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NESTED_REPETITION = re.compile(r"[+*}]\??\)(?:[+*]|\{\d*,)")  # (a+)+ takes time without bound
_PIECE = 10_000  # a pattern never sees more than that many characters at a time


@dataclass(frozen=True, slots=True)
class Ignore:
    """Wordings and patterns that are not the speech."""

    wordings: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[str], *, place: str = "ignore") -> Ignore:
        """What these lines name; `re:` begins a pattern, and `place` says where they stand.

        Raises:
            UsageError: A line is no valid Unicode, or a pattern no regular expression or one that could run without
                end.
        """
        lines = tuple(_valid(line, place) for line in lines)
        patterns = [line.removeprefix("re:").strip() for line in lines if line.startswith("re:")]
        wordings = tuple(line for line in lines if not line.startswith("re:"))
        return cls(wordings, tuple(_checked(pattern, place) for pattern in patterns))

    def find(self, text: str) -> Iterator[Span]:
        """The places of the wordings and patterns in a text; they may overlap."""
        yield from self._find_wordings(text)
        for pattern in self.patterns:
            for begin, end in _matches(re.compile(pattern), text):
                yield Span(begin, end, Reason.IGNORED.value)

    def _find_wordings(self, text: str) -> Iterator[Span]:
        if not self.wordings:
            return
        import ahocorasick_rs  # here: only those who ignore something pay for it

        automaton = ahocorasick_rs.AhoCorasick(self.wordings, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        for _, begin, end in automaton.find_matches_as_indexes(text):
            yield Span(begin, end, Reason.IGNORED.value)


def load_ignore(path: Path) -> tuple[str, ...]:
    """The wordings and patterns that a file names, as `Ignore.of` takes them.

    Raises:
        InputError: The file cannot be read as UTF-8 text.
        UsageError: A pattern is no regular expression, or one that could run without end.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})", "--ignore takes a text file in UTF-8.") from error
    lines = [(number, line.strip()) for number, line in enumerate(content.splitlines(), start=1)]
    named = [(number, line) for number, line in lines if line and not line.startswith("#")]
    for number, line in named:
        Ignore.of([line], place=f"{path}, line {number}")
    return tuple(line for _, line in named)


def _valid(line: str, place: str) -> str:
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{place}: holds half a character", "Write the wording anew, in UTF-8.") from error
    return line


def _checked(pattern: str, place: str) -> str:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise UsageError(f"{place}: not a regular expression: {error}", "Leave out `re:` for plain words.") from error
    if _NESTED_REPETITION.search(pattern):
        raise UsageError(
            f"{place}: a repetition inside a repetition may never end", "Write it without the inner + or *."
        )
    if compiled.fullmatch(""):
        raise UsageError(
            f"{place}: the pattern matches nothing at all", "Name at least one character that must stand there."
        )
    return pattern


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        for offset in range(0, len(line), _PIECE):
            for match in pattern.finditer(line[offset : offset + _PIECE]):
                if match.end() > match.start():
                    yield start + offset + match.start(), start + offset + match.end()
        start += len(line) + 1
