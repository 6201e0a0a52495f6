"""Characters as the reading rules see them: marks, blanks, and one folded way of writing.

Rules are written once, in simplified script with ASCII marks and digits, and are matched against `fold(line)`.
Folding keeps the length, so offsets stay true. It goes character by character, without the phrases that
`lineage.script.to_simplified` knows, which matter for the canonical text and not for rules.
"""

from __future__ import annotations

from functools import lru_cache

from lineage.script import character_pairs

HARD_MARKS = "。！？；…!?;"
LIGHT_MARKS = "，、,､"
OPENING_MARKS = "“‘「『《〈（〔［【(["
CLOSING_MARKS = "”’」』》〉）〕］】)]"
CONTINUING_MARKS = "，、。；：！？,;:!?､" + CLOSING_MARKS

# White space, and the invisible characters that web pages leave at the ends of lines.
BLANKS = (
    " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
"""The Han characters, to be set into a character class."""

_MARKS = {
    "，": ",", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")", "［": "[", "］": "]", "〔": "(",
    "〕": ")", "．": ".", "・": "·", "•": "·", "●": "·", "－": "-", "—": "-", "─": "-", "–": "-", "\u3000": " ",
    "\xa0": " ", "\t": " ", "／": "/", "｜": "|", "＞": ">", "＜": "<", "＝": "=", "＋": "+",
    "∶": ":", "︰": ":", "﹕": ":", "‧": "·",
}  # fmt: skip
_DIGITS = {chr(0xFF10 + digit): str(digit) for digit in range(10)}


@lru_cache(maxsize=1)
def _folding() -> dict[int, str]:
    """The table of `fold`; made when the first words are folded, for it needs the dictionaries of the scripts."""
    return str.maketrans(dict(zip(*character_pairs(), strict=True)) | _MARKS | _DIGITS)


def fold(words: str) -> str:
    """The same words, as long as before, in the writing that rules are written in."""
    return words.translate(_folding())


def squeeze(words: str) -> str:
    """The words without any blank."""
    return "".join(words.split()) if words.isprintable() else "".join(c for c in words if c not in BLANKS)
