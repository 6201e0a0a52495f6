"""Larger corpora for measuring growth: real broadcasts again and again, each time in other words.

Copies of one text would repeat each other, so that what is found would grow faster than the text. Here every copy has
its words exchanged for others, one to one and anew for each copy: a content word for another of the same length that
is about as frequent in general Chinese. What the real speeches share with one another, the copy's speeches share, too,
as often and at the same places; figures are moved likewise, by another amount in each copy. Between copies nothing is
left in common but grammatical words and what chance brings together. Names of files, and with them the dates, are the
same in each copy.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import rjieba

from lineage.formulae import content_words
from lineage.text import Lexicon

_FIGURE: Final = re.compile("[0-9]{1,15}")
#: Of all broadcasts one in so many is taken: about 1.4 million characters.
_ONE_IN: Final = 8
#: By so many places in the order of frequency a word may move.
_NEIGHBOURS: Final = 512


def real_broadcasts(archive: Path, folder: Path) -> list[Path]:
    """Every eighth broadcast of the archive, unpacked into a folder."""
    with tarfile.open(archive) as packed:
        members = sorted((member for member in packed if member.isfile()), key=lambda member: member.name)
        packed.extractall(folder, members[::_ONE_IN], filter="data")
    return sorted(folder.rglob("*.txt"))


def write_copies(speeches: Sequence[Path], folder: Path, copies: int) -> list[Path]:
    """One folder for each copy.

    Args:
        speeches: Files with names of their own, UTF-8, in simplified script: what the dictionary lacks stays as it is.
        folder: Where the folders are made; none of them may be there already.
        copies: How many.
    """
    texts = {path.name: rjieba.cut(path.read_text(encoding="utf-8"), False) for path in speeches}
    lexicon = Lexicon.general()
    folders = []
    for copy in range(copies):
        place = folder / f"copy-{copy:02}"
        folders.append(place)
        place.mkdir(parents=True)
        exchanged = _exchange(lexicon, copy)
        for name, words in texts.items():
            text = "".join(exchanged.get(word, word) for word in words)
            place.joinpath(name).write_text(_FIGURE.sub(partial(_moved, copy), text), encoding="utf-8")
    return folders


def _exchange(lexicon: Lexicon, copy: int) -> Mapping[str, str]:
    """What each word becomes in this copy."""
    draw = np.random.default_rng(copy)
    words = np.array(lexicon.words.to_pylist(), dtype=object)
    counts = np.asarray(lexicon.counts)
    lengths = np.where(content_words(lexicon.words), [len(word) for word in words], 0)
    exchanged: dict[str, str] = {}
    for length in range(1, int(lengths.max()) + 1):
        here = np.flatnonzero(lengths == length)
        ranked = here[np.argsort(-counts[here], kind="stable")]
        moved = np.argsort(np.arange(len(ranked)) + draw.uniform(0, _NEIGHBOURS, len(ranked)), kind="stable")
        exchanged |= zip(words[ranked], words[ranked[moved]], strict=True)
    return exchanged


def _moved(copy: int, figure: re.Match[str]) -> str:
    """Another figure of as many digits."""
    digits = len(figure.group())
    amount = int(np.random.default_rng((copy, digits)).integers(10**digits))
    return f"{(int(figure.group()) + amount) % 10**digits:0{digits}}"
