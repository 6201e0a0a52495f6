"""How likely a text is to be Chinese: what tells a right decoding from a wrong one.

A wrong decoding is an even spread over thousands of characters, a right one keeps to the frequent ones. So a text is
judged character by character, each by its frequency in general Chinese prose of both scripts (`characters.txt`, made by
`benchmarks/characters.py`), and by its class where it is not among the frequent ones. Which encodings are judged, and
what follows, is the business of `lineage.reading.guessing` and `lineage.reading.garbling`.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files

#: Mean logarithm of a character from which a text is Chinese. Right readings reach -7.6, wrong ones stay below -11.
PLAUSIBLE = -10.0
#: What text in any encoding may hold, and what says nothing about it.
_ASCII = -5.0
_MARKS = "，。、；：？！“”‘’「」『』（）《》〈〉…—·‧～　"
_MARK = -6.0
#: Frequent characters fall off so in jieba's dictionary: from e^-5 for the first to e^-12 for the five thousandth.
_FIRST, _FALL = -5.0, 0.1
_COMMON = -8.5  # the first 1,225
_HAN = -13.0
_OTHER = {"Ll": -12.0, "Lu": -12.0, "Co": -18.0, "Cn": -20.0, "Cc": -16.0}
_REST = -13.0
_DAMAGED = -16.0


@lru_cache(maxsize=1)
def _logarithms() -> dict[str, float]:
    lines = files("lineage.reading").joinpath("characters.txt").read_text(encoding="utf-8").splitlines()
    frequent = "".join(line for line in lines if not line.startswith("#"))
    known = {character: _FIRST - _FALL * math.sqrt(rank) for rank, character in enumerate(frequent, start=1)}
    known |= dict.fromkeys(map(chr, range(0x20, 0x7F)), _ASCII) | dict.fromkeys("\t\n\r", _ASCII)
    return known | dict.fromkeys(_MARKS, _MARK) | {"\ufffd": _DAMAGED}


def log_likelihood(text: str) -> float:
    """The natural logarithm of the text's probability, its characters taken by themselves."""
    known = _logarithms()
    return sum(times * (known.get(character) or _of_class(character)) for character, times in Counter(text).items())


def mean_log_likelihood(text: str) -> float:
    """The mean over the characters that are neither ASCII nor damaged; zero where there is none."""
    telling = {one: times for one, times in Counter(text).items() if not one.isascii() and one != "\ufffd"}
    known = _logarithms()
    total = sum(times * (known.get(one) or _of_class(one)) for one, times in telling.items())
    return total / sum(telling.values()) if telling else 0.0


def common_share(text: str) -> float:
    """The share of common characters among those that are not ASCII; zero where there is none."""
    known = _logarithms()
    telling = {one: times for one, times in Counter(text).items() if not one.isascii()}
    common = sum(times for one, times in telling.items() if known.get(one, _HAN) >= _COMMON)
    return common / sum(telling.values()) if telling else 0.0


def _of_class(character: str) -> float:
    if "\u4e00" <= character <= "\u9fff":
        return _HAN
    return _OTHER.get(unicodedata.category(character), _REST)
