"""What a reader of a format gets out of the bytes of one speech."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lineage.models import Fact, Span


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text, how it was found in the bytes, and what they say of it beside.

    Attributes:
        text: The text as read; line ends are LF.
        encoding: The encoding of the bytes, or the name of the format where that leaves no choice.
        evidence: Why that encoding.
        furniture: What the format itself tells is not the speech, such as page numbers; sorted, not overlapping.
        facts: The metadata that it states, by field name.
        warnings: What a reader should know, one sentence each.
    """

    text: str
    encoding: str
    evidence: str
    furniture: tuple[Span, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
