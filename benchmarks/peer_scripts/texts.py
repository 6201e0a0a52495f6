"""Reads the folder that a peer is given."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

#: Sentences end where those of `benchmarks.obvious` do.
_SENTENCE_END: Final = re.compile(r"[。！？；…\n]|——")


def texts_of(folder: str) -> list[str]:
    """The texts, in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]


def characters_of(text: str) -> list[str]:
    """Its characters without marks and spaces."""
    return re.findall(r"\w", text)


def sentences_of(text: str) -> list[str]:
    """Its sentences, some of them empty."""
    return _SENTENCE_END.split(text)
