"""Traditional to simplified characters, with the dictionaries of opencc-python-reimplemented.

The package walks a tree of Python objects for every clause. Its two t2s dictionaries keep length, so the same
conversion is one `str.translate` for the characters and one look at the places where a phrase can begin: bit-equal
(tested) and much faster.
The wording of Taiwan and Hong Kong is another matter: see `lineage.text.regional`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: Below this share of telling characters in the other script, a text counts as written in one script.
_STRAY_SHARE = 0.1


class _Tables(NamedTuple):
    characters: dict[int, str]
    phrases: dict[str, str]
    phrase_start: re.Pattern[str]
    lengths: tuple[int, ...]
    """Lengths of the phrases, longest first."""


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """The t2s dictionaries as the package itself has loaded them.

    Raises:
        RuntimeError: If the package's private layout is not the one this was written for.
    """
    from opencc import OpenCC

    chain = OpenCC("t2s")._dict_chain_data
    if len(chain) != 1 or len(chain[0]) != 2:
        msg = "opencc-python-reimplemented has another layout than 0.1.7; is the package OpenCC installed over it?"
        raise RuntimeError(msg)
    phrases, characters = ({key: value.split(" ")[0] for key, value in table[2].items()} for table in chain[0])
    first, second = ("".join(sorted({key[place] for key in phrases})) for place in (0, 1))
    start = re.compile(f"[{first}](?=[{second}])")
    lengths = tuple(sorted({len(key) for key in phrases}, reverse=True))
    return _Tables({ord(key): value for key, value in characters.items()}, phrases, start, lengths)


def to_simplified(text: str) -> str:
    """The text in simplified characters; code point i of the result stands for code point i of `text`.

    Equal to `opencc.OpenCC("t2s").convert(text)`.
    """
    tables = _tables()
    folded = text.translate(tables.characters)
    pieces, position = [], 0
    for begin, end in _longest_first(text, tables):
        pieces += [folded[position:begin], tables.phrases[text[begin:end]]]
        position = end
    return "".join([*pieces, folded[position:]])


def _longest_first(text: str, tables: _Tables) -> list[tuple[int, int]]:
    """The phrases the package would convert: longer before shorter, then from left to right, none overlapping."""
    starts = [match.start() for match in tables.phrase_start.finditer(text)]
    hits = [
        (-length, start)
        for start in starts
        for length in tables.lengths
        if start + length <= len(text) and text[start : start + length] in tables.phrases
    ]
    taken: set[int] = set()
    chosen = []
    for negative_length, start in sorted(hits):
        span = range(start, start - negative_length)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append((start, start - negative_length))
    return sorted(chosen)


@lru_cache(maxsize=1)
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters found in one script only: traditional, simplified."""
    characters = _tables().characters
    lines = files("opencc").joinpath("dictionary", "STCharacters.txt").read_text(encoding="utf-8").splitlines()
    to_traditional = {key: value.split(" ") for key, value in (line.split("\t") for line in lines if line.strip())}
    traditional = {chr(point) for point, value in characters.items() if chr(point) != value}
    simplified = {key for key, values in to_traditional.items() if key not in values and ord(key) not in characters}
    return frozenset(traditional), frozenset(simplified)


def script_of(text: str) -> str:
    """`"Hans"`, `"Hant"` or `"mixed"`, by the share of characters that only one script has; `"Hans"` where none has."""
    counts = Counter(text)
    traditional, simplified = (
        sum(counts[character] for character in only.intersection(counts)) for only in _telling_characters()
    )
    if traditional <= _STRAY_SHARE * (traditional + simplified):
        return "Hans"
    return "Hant" if simplified <= _STRAY_SHARE * (traditional + simplified) else "mixed"


def character_pairs() -> tuple[str, str]:
    """Traditional characters and the simplified one of each, as two texts of one length, for folding outside Python."""
    pairs = sorted((chr(point), value) for point, value in _tables().characters.items() if chr(point) != value)
    return "".join(key for key, _ in pairs), "".join(value for _, value in pairs)
