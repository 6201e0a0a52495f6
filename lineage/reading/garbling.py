"""Text that was read in a wrong encoding and saved so before it came here: 锟斤拷, 鈥, ä¸­å›½.

It is told, never repaired: what the wrong encoding had no character for is lost.
"""

from __future__ import annotations

import re

from lineage.reading.likelihood import PLAUSIBLE, mean_log_likelihood

#: How such texts came about: what they were written in, and what some program took it for. Big5 taken for GBK is not
#: told from Japanese or Russian, whose letters have the places that frequent characters have in Big5.
_WAYS = (
    *(("utf-8", taken_for) for taken_for in ("gb18030", "cp1252", "latin-1")),
    ("gb18030", "latin-1"),
    ("cp950", "latin-1"),
)
_LOST = "锟斤拷"  # two U+FFFD in UTF-8, read as GBK
_TELLING = re.compile(r"[^\x00-\x7f]")
_SPREAD = 200  # characters from all over the text show whether it is worth a closer look
_CLOSER = 3000
_MOSTLY = 0.3
_FEW = 10  # telling characters, below which nothing is plain
_KEPT = 0.5  # share of characters that survive a wrong reading at least


def garbling_of(text: str) -> str | None:
    """What happened to the text, in a sentence; None where nothing plainly did."""
    if lost := text.count(_LOST):
        return f"{_LOST} stands {lost} times where characters were lost before the file came here"
    if mean_log_likelihood(text[:: len(text) // _SPREAD + 1]) >= PLAUSIBLE:
        return None
    first = _TELLING.search(text)
    closer = text[first.start() : first.start() + _CLOSER] if first else ""
    if len(_TELLING.findall(closer)) < _MOSTLY * len(closer):
        return None  # European words have a strange letter here and there
    for written_in, taken_for in _WAYS:
        if _makes_sense(closer.encode(taken_for, "ignore").decode(written_in, "replace")):
            return (
                f"looks garbled: {written_in} that was taken for {taken_for} and saved so before the file came here; "
                "look for another copy"
            )
    return None


def _makes_sense(text: str) -> bool:
    telling = len(_TELLING.findall(text))
    return telling >= _FEW and mean_log_likelihood(text) >= PLAUSIBLE and text.count("\ufffd") < (1 - _KEPT) * telling
