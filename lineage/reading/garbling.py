"""Text that was read in a wrong encoding and saved so before it came here: 锟斤拷, 鈥, ä¸­å›½.

It is told, never repaired: what the wrong encoding had no character for is lost.
"""

from __future__ import annotations

import re

from lineage.reading.likelihood import PLAUSIBLE, mean_log_likelihood

_READ_AS = ("gb18030", "cp1252", "latin-1", "cp950")
_WRITTEN_IN = ("utf-8", "gb18030", "cp950")
_LOSSES = "锟斤拷"
_TELLING = re.compile(r"[^\x00-\x7f]")
_LOOKED_AT = 3000  # code points from the first that is not ASCII
_FEW = 20


def garbling_of(text: str) -> str | None:
    """What happened to the text, in a sentence; None where nothing plainly did."""
    if losses := text.count(_LOSSES):
        return f"{_LOSSES} stands {losses} times where characters were lost before the file came here"
    sample = _sample(text)
    if len(sample) < _FEW or mean_log_likelihood(sample) >= PLAUSIBLE:
        return None
    for read_as in _READ_AS:
        data = sample.encode(read_as, "ignore")
        for written_in in _WRITTEN_IN:
            if written_in != read_as and _makes_sense(data.decode(written_in, "replace"), len(data)):
                return (
                    f"looks garbled: {written_in} that some program read as {read_as} and saved; "
                    "find another copy of the text"
                )
    return None


def _sample(text: str) -> str:
    telling = _TELLING.search(text)
    return text[telling.start() : telling.start() + _LOOKED_AT] if telling else ""


def _makes_sense(text: str, written: int) -> bool:
    return mean_log_likelihood(text) >= PLAUSIBLE and 4 * text.count("\ufffd") < len(text)
