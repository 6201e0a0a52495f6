"""Makes `lineage/reading/characters.txt`: the most frequent Chinese characters in both scripts.

They are counted in the words of jieba's dictionary (MIT), each as often as its word, once as it stands and once in
traditional characters by opencc-python-reimplemented; what differs between the scripts so comes to the same rank.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent.parent / "lineage" / "reading" / "characters.txt"
_KEPT: Final = 5000
_WIDTH: Final = 50
_HEAD: Final = (
    "# The most frequent Chinese characters of both scripts, falling; see lineage.reading.likelihood.",
    "# Made by `python -m benchmarks characters --write` from jieba's dictionary (MIT, github.com/fxsjy/jieba)",
    "# and opencc-python-reimplemented (Apache-2.0).",
)


def make_characters(*, write: bool = False) -> None:
    """Prints how much of the dictionary's text the table covers; writes it where asked to."""
    counted = _counted()
    ranked = sorted(counted, key=lambda character: (-counted[character], character))
    table = "".join(ranked[:_KEPT])
    lines = [*_HEAD, *(table[place : place + _WIDTH] for place in range(0, len(table), _WIDTH))]
    if write:
        _TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for kept in (500, 1000, 2000, _KEPT):
        covered = sum(counted[character] for character in ranked[:kept]) / counted.total()
        print(f"the first {kept} of {len(ranked)} characters: {covered:.1%} of the text")


def _counted() -> Counter[str]:
    """How often each Chinese character comes, in the script where it is more frequent."""
    from opencc import OpenCC

    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    rows = [line.split(" ") for line in text.splitlines()]
    words, uses = [row[0] for row in rows], [int(row[1]) for row in rows]
    traditional = OpenCC("s2t").convert("\n".join(words)).split("\n")
    counted: Counter[str] = Counter()
    for writing in (words, traditional):
        found: Counter[str] = Counter()
        for word, times in zip(writing, uses, strict=True):
            for character in word:
                if "\u4e00" <= character <= "\u9fff":
                    found[character] += times
        counted |= found
    return counted
