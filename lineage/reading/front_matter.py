"""The block of `key: value` lines between two `---` at the head of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.models import Fact, Provenance
from lineage.reading.writing import BLANKS

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCK = re.compile(r"\s{0,20}---[ \t]*\n((?:(?!---)[^\n]{0,2000}\n){1,100})(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_ENTRY = re.compile(r"([^\s:：#][^:：]{0,40}?)\s*(?::(?=\s|$)|：)(.*)")

_OTHER_NAMES = {
    "title": "标题 標題 题目 題目",
    "speaker": "演讲者 演講者 讲话人 講話人 作者 author",
    "date": "日期 时间 時間",
    "venue": "地点 地點 place",
    "role": "职务 職務",
    "source": "来源 來源 url",
}
FIELD_NAMES: Mapping[str, str] = {name: field for field, names in _OTHER_NAMES.items() for name in names.split()}
"""What headings and keys in other words mean; keys that are not here keep their own name, in lower case."""


def front_matter_end(text: str) -> int:
    """Where the block ends; 0 if there is none."""
    match = _BLOCK.match(text)
    return match.end() if match and _entries(match[1]) else 0


def read_front_matter(text: str) -> dict[str, Fact]:
    """The values that the block states, by field name."""
    match = _BLOCK.match(text)
    return _entries(match[1]) if match else {}


def _entries(block: str) -> dict[str, Fact]:
    facts = {}
    for line in block.splitlines():
        entry = _ENTRY.match(line)
        value = entry[2].strip(BLANKS).strip("\"'") if entry else ""
        if entry and value:
            key = entry[1].strip().lower()
            facts[FIELD_NAMES.get(key, key)] = Fact(value, Provenance.FRONT_MATTER, line.strip())
    return facts
