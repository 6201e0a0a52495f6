"""How much of each text stands in the pages of a report, all of them together."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_HANDED_OVER: Final = re.compile(rb'lineage\.receive\("[^"]+", "([\w+/=]*)"\);')
_CODE: Final = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_SPACE: Final = re.compile(r"\s+")
#: A stretch of a text counts as shown where so many code points of it stand in the pages one after the other.
RUN: Final = 12


def print_shown(reports: Path, index: Path) -> None:
    """Prints the share of each text that stands somewhere in the pages: mean and largest."""
    runs = set[str]()
    for text in _texts_of(reports):
        runs.update(text[at : at + RUN] for at in range(len(text) - RUN + 1))
    shares = [_share(text, runs) for text in _speeches(index)]
    if shares:
        mean, largest = sum(shares) / len(shares), max(shares)
        print(f"of {len(shares)} texts stands in the pages: mean {mean:.3f}, largest {largest:.3f}")


def _share(text: str, runs: set[str]) -> float:
    """The share of a text's code points that lie in a run that pages hold, white space apart."""
    shown = bytearray(len(text))
    for at in range(len(text) - RUN + 1):
        if text[at : at + RUN] in runs:
            shown[at : at + RUN] = b"\1" * RUN
    return sum(shown) / max(len(text), 1)


def _texts_of(reports: Path) -> Iterator[str]:
    """Every text of the pages and of the data that they load."""
    for page in sorted(reports.rglob("*.html")):
        yield _bare(html.unescape(_TAG.sub("", _CODE.sub("", page.read_text(encoding="utf-8")))))
    for script in sorted((reports / "assets" / "data").rglob("*.js")):
        if found := _HANDED_OVER.search(script.read_bytes()):
            yield from _strings(json.loads(gzip.decompress(base64.b64decode(found[1]))))


def _strings(value: object) -> Iterator[str]:
    """The strings of a value; those of a list of strings alone also as one, since sentences come in pieces."""
    if isinstance(value, str):
        yield _bare(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        if len(value) == 3 and all(isinstance(inner, str) for inner in value):  # before, here, after
            yield _bare("".join(value))
        else:
            for inner in value:
                yield from _strings(inner)


def _speeches(index: Path) -> Iterator[str]:
    """The texts as they were read."""
    from lineage.pipeline.keeping import gathered_from, usable_index

    stored, _ = usable_index(index, findings=True)
    for speech in gathered_from(stored).speeches:
        yield _bare(speech.read.text)


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
