"""What is read: a speech, the text as read, and what is known of it.

All offsets are code points in the text as read, half open `[begin, end)`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

#: Code points on each side of a place in a sentence that is shown alone.
_SENTENCE: Final = 60
_SENTENCE_ENDS: Final = "。！？；!?;\n"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text as read, `[begin, end)` in code points, and why it is marked."""

    begin: int
    end: int
    reason: str


def covered(spans: Iterable[Span]) -> int:
    """How many code points these spans cover, ordered as they come; what many files repeat may hold a gloss."""
    total, reached = 0, 0
    for span in spans:
        total += max(span.end - max(span.begin, reached), 0)
        reached = max(reached, span.end)
    return total


class Embed(StrEnum):
    """How much of a text pages show: all of it, the surroundings of the places they list, or wordings alone.

    The surroundings of all places together may be most of a text that repeats others.
    """

    TEXT = "text"
    CONTEXT = "context"
    NONE = "none"


class Provenance(StrEnum):
    """Where a value of the metadata comes from, strongest first."""

    COMMAND = "command line"
    TABLE = "speeches.csv"
    FRONT_MATTER = "front matter"
    DOCUMENT = "document"
    FILE_NAME = "file name"
    TEXT = "text"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the metadata, where it comes from and the words it rests on.

    Facts that the text itself or a copy of it yields are inferred, and are shown as such.
    """

    value: str
    provenance: Provenance
    evidence: str = ""

    @property
    def inferred(self) -> bool:
        """Whether nothing that is stated beside this very text says so."""
        return self.provenance in (Provenance.TEXT, Provenance.TWIN)


@dataclass(frozen=True, slots=True)
class ReadText:
    """What the bytes of one file say, whatever stands beside it: a pure function of bytes and settings.

    Attributes:
        text: The text as read, whole; line ends are LF.
        encoding: The name of the encoding that was used.
        encoding_evidence: Why that encoding: "BOM", "given", "strict UTF-8", "guessed: …".
        furniture: Spans that are not the speech, sorted, not overlapping.
        facts: Metadata that the text itself yields (front matter or inferred), by field name.
        content_hash: Hex SHA-256 of the bytes.
        warnings: What a reader should know, one sentence each.
    """

    text: str
    encoding: str
    encoding_evidence: str
    furniture: tuple[Span, ...]
    facts: Mapping[str, Fact]
    content_hash: str
    warnings: tuple[str, ...] = ()

    def shown(self, begin: int, end: int) -> str:
        """The text of `[begin, end)` as a reader wants it: without furniture, and on one line."""
        pieces = []
        for span in self.furniture[bisect_right(self.furniture, begin, key=lambda span: span.end) :]:
            if span.begin >= end:
                break
            pieces.append(self.text[begin : max(span.begin, begin)])
            begin = span.end
        return " ".join("".join([*pieces, self.text[begin:end]]).split())

    def sentence(self, begin: int, end: int) -> tuple[str, str, str]:
        """The sentence around `[begin, end)` as a reader wants it: what stands before, there, and after.

        On each side it is cut after 60 code points.
        """
        text = self.text
        low, high = max(0, begin - _SENTENCE), min(len(text), end + _SENTENCE)
        start = max(text.rfind(mark, low, begin) for mark in _SENTENCE_ENDS) + 1
        stops = [at for at in (text.find(mark, end, high) for mark in _SENTENCE_ENDS) if at >= 0]
        before = self.shown(start or low, begin).lstrip()
        after = self.shown(end, min(stops) + 1 if stops else high).rstrip()
        opened, closed = bool(start) or not low, bool(stops) or high == len(text)
        return before if opened else "…" + before, self.shown(begin, end), after if closed else after + "…"


@dataclass(frozen=True, slots=True)
class Part:
    """Where one speech stands in a file that holds several.

    Attributes:
        member: The name of the file in an archive; empty where it is no archive.
        begin, end: Bytes of the file or member, half open, that are the record; the whole where `end` is 0.
        head: So many bytes at the beginning of the file name the columns of all its records.
    """

    member: str = ""
    begin: int = 0
    end: int = 0
    head: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What will be read as one speech: where it is, what it is called, how it is identified.

    Attributes:
        path: The file.
        file: Its path under the root, POSIX; with the member of an archive, or `#` and the record of a table.
        speech_id: The identifier.
        named: Whether the identifier was given, and not made from the name of the file.
        part: Where in the file it stands; None where the file is one speech.
    """

    path: str
    file: str
    speech_id: str
    named: bool = False
    part: Part | None = None

    @property
    def suffix(self) -> str:
        """What tells the format: the suffix of the file or member, in lower case."""
        return PurePosixPath(self.part.member if self.part and self.part.member else self.path).suffix.lower()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    file: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """One text with its metadata.

    Attributes:
        speech_id: What it is called.
        file: Its path under the root, POSIX.
        read: What its bytes say.
        facts: The winning value of each field.
        conflicts: Where what is stated of it disagrees, one sentence each.
        named: Whether the identifier was given, and not made from the name of the file.
    """

    speech_id: str
    file: str
    read: ReadText
    facts: Mapping[str, Fact]
    conflicts: tuple[str, ...] = ()
    named: bool = False

    def value(self, field: str) -> str:
        """The value of a metadata field, or the empty string where it is unknown."""
        fact = self.facts.get(field)
        return fact.value if fact else ""

    @property
    def embed(self) -> Embed:
        """How much of it pages show, as its table says; the surroundings of places where that says nothing."""
        stated = self.value("embed").strip().lower()
        return Embed(stated) if stated in set(Embed) else Embed.CONTEXT

    def doubts(self) -> list[str]:
        """What a reader should know of it, one sentence each."""
        return [f"{self.file}: {sentence}" for sentence in (*self.read.warnings, *self.conflicts)]
