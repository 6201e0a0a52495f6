"""Why a span of the text as read is not the speech: the closed list of reasons, and which of them words may cross."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What a marked span is. The values are stored in `Span.reason` and shown to readers."""

    GLOSS = "gloss"  # a reading or note mark set into the line: 國(guó)際, 會議[1]以來
    WRAP = "wrap"  # a line break inside a sentence
    NAVIGATION = "navigation"  # what belongs to the page: menus, share buttons, link lists, tickers
    DATELINE = "dateline"  # when and where, as a line of its own or as a news agency's opening
    BYLINE = "byline"  # who speaks, writes, signs or reports
    SOURCE = "source"  # where the copy was taken from
    CAPTION = "caption"  # the line under a photograph
    APPLAUSE = "applause"  # what the hall did: （热烈鼓掌）
    RIGHTS = "rights"  # copyright notices, licence boxes, registration numbers
    STORY = "story"  # the news story told before a verbatim transcript
    PAGE = "page"  # what a printed page repeats or counts: running heads, page numbers
    NOTE = "note"  # footnotes and editors' notes, which are later than the speech
    FRONT_MATTER = "front matter"  # the block of metadata at the head of the file
    IGNORED = "ignored"  # what the user's own list names


TRANSPARENT: frozenset[str] = frozenset({Reason.GLOSS.value, Reason.WRAP.value, Reason.PAGE.value})
"""Reasons that words go on across; every other one is a hard boundary."""
