"""Pages of speeches whose furniture and metadata people have marked: how such a file is written.

A block of TOML between two `+++` lines says title, speaker and date (empty where the page does not tell), and what
the page is. Below stands its text, with whatever is not the speech in brackets that give the reason: ⟦byline|王某某⟧.
How pages are marked is told in the guideline beside them; how readers fare on them is measured in `benchmarks.heads`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lineage.models import Span
from lineage.reading import Reason

#: What a page can say of a speech.
FIELDS: Final = ("date", "speaker", "title")
_HEAD = re.compile(r"\+\+\+\n(?P<told>.*?\n)\+\+\+\n", re.DOTALL)
_BRACKET = re.compile(r"⟦(?P<reason>[^⟦⟧|]*)\||⟧|⟦")
_REASONS = frozenset(Reason)


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with what people say of it.

    Attributes:
        name: The file's name.
        text: The page as it would be found, without the brackets.
        furniture: What is not the speech, sorted and apart.
        facts: Title, speaker and date by name of the field, empty where the page does not tell.
        about: What kind of page it is.
    """

    name: str
    text: str
    furniture: tuple[Span, ...]
    facts: dict[str, str]
    about: str = ""


def parse_page(name: str, content: str) -> LabelledPage:
    """The page that a file of labels holds.

    Raises:
        ValueError: It has no block of TOML, a field or reason that does not exist, or brackets that do not pair.
    """
    head = _HEAD.match(content)
    if not head:
        message = f"{name}: does not begin with a block between two +++ lines"
        raise ValueError(message)
    told = tomllib.loads(head["told"])
    if missing := [field for field in FIELDS if not isinstance(told.get(field), str)]:
        message = f"{name}: says nothing of {', '.join(missing)}; write an empty string where the page does not tell"
        raise ValueError(message)
    text, furniture = _without_brackets(name, content[head.end() :])
    about = str(told.get("about", ""))
    return LabelledPage(name, text, furniture, {field: told[field].strip() for field in FIELDS}, about)


def _without_brackets(name: str, marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text, and the spans that stood in brackets."""
    text, spans, reason, begin, position = "", [], "", 0, 0
    for bracket in _BRACKET.finditer(marked):
        text += marked[position : bracket.start()]
        position = bracket.end()
        if bracket[0] == "⟧" and reason:
            spans.append(Span(begin, len(text), reason))
            reason = ""
        elif bracket["reason"] in _REASONS and not reason:
            begin, reason = len(text), bracket["reason"]
        else:
            message = f"{name}: cannot read the bracket at {bracket.start()}: {marked[bracket.start() :][:20]!r}"
            raise ValueError(message)
    if reason:
        message = f"{name}: a bracket of {reason} is never closed"
        raise ValueError(message)
    return text + marked[position:], tuple(spans)


def read_pages(folder: Path) -> Iterator[LabelledPage]:
    """The labelled pages of a folder, by name.

    Raises:
        ValueError: A file is not written as labels are.
        OSError: A file cannot be read.
    """
    for path in sorted(folder.glob("*.txt")):
        yield parse_page(path.name, path.read_text(encoding="utf-8"))
