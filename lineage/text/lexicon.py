"""jieba's dictionary as columns: how frequent a word is in general Chinese, and what class of word it is.

Read as a table, without building jieba's prefix tree, because detection and scoring only look words up. Cutting text
into words is the business of `lineage.text.segment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distribution
from importlib.resources.abc import Traversable
from typing import Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from lineage.models import Float64, Int64, Mask, UInt64
from lineage.text.canonical import fold_phrase


def dictionary_path() -> Traversable:
    """Jieba's dictionary, found without importing jieba, which loads much that nobody needs here."""
    return cast("Traversable", distribution("jieba").locate_file("jieba/dict.txt"))


_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Lexicon:
    """Words, counts and word classes; where a word stands twice, its first row counts."""

    words: pa.Array
    counts: pa.Array
    classes: pa.Array

    @classmethod
    def general(cls, user_words: tuple[str, ...] = ()) -> Lexicon:
        """Jieba's own dictionary (349,046 words); `user_words` are added with a count of 1 where it lacks them."""
        table = pacsv.read_csv(
            pa.BufferReader(dictionary_path().read_bytes()),
            read_options=pacsv.ReadOptions(column_names=["word", "count", "class"]),
            parse_options=pacsv.ParseOptions(delimiter=" ", quote_char=False),
            convert_options=pacsv.ConvertOptions(
                column_types={"word": pa.string(), "count": pa.int64(), "class": pa.string()}
            ),
        )
        words, counts, classes = (table.column(name).combine_chunks() for name in ("word", "count", "class"))
        folded = filter(None, map(fold_phrase, user_words))
        added = [word for word in dict.fromkeys(folded) if pc.index(words, word).as_py() < 0]
        if added:
            words = pa.concat_arrays([words, pa.array(added, pa.string())])
            counts = pa.concat_arrays([counts, pa.array([1] * len(added), pa.int64())])
            classes = pa.concat_arrays([classes, pa.array(["nz"] * len(added), pa.string())])
        return cls(words, counts, classes)

    @cached_property
    def total(self) -> int:
        """The sum of all counts."""
        return int(pc.sum(self.counts).as_py())

    @cached_property
    def _by_hash(self) -> tuple[UInt64, Int64]:
        """The hashes of all words, ascending, and their rows, the first one first.

        Arrow's own lookup would hash all words anew at every call, and a dictionary of strings takes ten times as long
        to be made, and sixty megabytes.
        """
        hashes = _hashes(self.words)
        row = np.argsort(hashes, kind="stable")
        return hashes[row], row

    def _rows(self, words: pa.Array) -> Int64:
        """The row of each word, -1 where it is unknown."""
        known, row = self._by_hash
        found = row[np.minimum(np.searchsorted(known, _hashes(words)), len(known) - 1)]
        same = pc.equal(self.words.take(pa.array(found)), words.cast(self.words.type))
        return np.where(np.asarray(same), found, -1)

    def frequency(self, words: pa.Array) -> Float64:
        """Share of each word in general Chinese, `(len(words),)`; unknown words count half an occurrence."""
        rows = self._rows(words)
        counts = np.where(rows >= 0, np.asarray(self.counts)[rows], 0.5)
        return np.asarray(np.maximum(counts, 0.5) / self.total)

    def word_class(self, words: pa.Array) -> list[str]:
        """Jieba's tag of each word (`n`, `v`, `nr`, `i` …), `""` where it is unknown."""
        rows = self._rows(words)
        classes: list[str] = pc.fill_null(self.classes.take(pa.array(rows, mask=rows < 0)), "").to_pylist()
        return classes

    def has(self, words: pa.Array) -> Mask:
        """Whether each word stands in the dictionary, `(len(words),)`."""
        return np.asarray(self._rows(words) >= 0)


def _hashes(words: pa.Array) -> UInt64:
    """A hash of each word's bytes: a polynomial (Karp & Rabin 1987, modulo 2^64)."""
    large = words.cast(pa.large_string())
    _, offsets, data = large.buffers()
    edges = np.frombuffer(offsets, np.int64)[large.offset :][: len(large) + 1]
    byte, begin, length = np.frombuffer(data or b"", np.uint8), edges[:-1], np.diff(edges)
    hashes, going = np.zeros(len(words), np.uint64), np.arange(len(words))
    for place in range(int(length.max(initial=0))):
        going = going[length[going] > place]
        hashes[going] = (hashes[going] + byte[begin[going] + place] + np.uint64(1)) * _MULTIPLIER
    return hashes
