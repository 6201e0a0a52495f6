"""Speeches made of those in `corpus/`: as many as are wanted, the same ones for the same seed.

A speech is clauses of the five drawn at random, most of them altered, in the script of the speech they are from, and
some longer stretches in which a little is altered. So there is wording of every length that several speeches share, as
there is in real ones. What is altered are characters, so that no segmenter has a say in what is made.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Final

from lineage.reading import read_bytes

#: Closes the first and the last of the made speeches, word for word; from the speech of 2013-11-05.
QUOTED: Final = "各国依法保护公民使用互联网的权益，公民依法使用互联网，是国际社会共同构建网络空间秩序的基础"
#: A formula of the five, canonical, that many of the made ones say, too.
FORMULA: Final = "构建网络空间命运共同体"

_CLAUSE: Final = re.compile(r"[^\s，。；：、！？,.;:!?…—“”]{4,}")
#: Characters that are put in the place of as many others at once.
_ALTERED: Final = 2
_STRETCH: Final = range(60, 120)


def made_speeches(folder: Path, count: int, clauses: int, seed: int = 1) -> list[str]:
    """Texts as read of speeches.

    Args:
        folder: Holds speeches to make them of.
        count: How many.
        clauses: Clauses in each.
        seed: Another one makes other speeches.
    """
    draw = random.Random(seed)
    sources = [read_bytes(path.read_bytes()).text for path in sorted(folder.glob("*.txt"))]
    pool = [clause for text in sources for clause in _CLAUSE.findall(text)]
    made = [_speech(draw, sources, pool, clauses) for _ in range(count)]
    made[0] += QUOTED
    made[-1] += QUOTED
    return made


def _speech(draw: random.Random, sources: list[str], pool: list[str], clauses: int) -> str:
    parts = [_altered(draw, draw.choice(pool), pool, times=draw.randrange(3)) for _ in range(clauses)]
    for _ in range(3):
        text = draw.choice(sources)
        begin = draw.randrange(len(text) - _STRETCH.stop)
        stretch = text[begin : begin + draw.choice(_STRETCH)]
        parts.insert(draw.randrange(len(parts)), _altered(draw, stretch, pool, times=1))
    marks = draw.choices("，。\n", weights=(6, 3, 1), k=len(parts))
    return "".join(part + mark for part, mark in zip(parts, marks, strict=True))


def _altered(draw: random.Random, text: str, pool: list[str], times: int) -> str:
    """The text with characters exchanged for others of the pool."""
    for _ in range(times):
        at, other = draw.randrange(len(text) - _ALTERED), draw.choice(pool)
        text = text[:at] + other[:_ALTERED] + text[at + _ALTERED :]
    return text
