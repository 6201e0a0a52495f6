"""Where a wording may begin and end, judged by whole words (`function_words.tsv`).

Also tells which neighbours count as free: beside a mark or a function word a formula is whole, whatever else stands
there, and all numbers are one neighbour (2013年11月 and 2014年11月 do not make 年11月 free).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect import Corpus
from lineage.models import Int64, Mask


@lru_cache(maxsize=1)
def word_list_text() -> str:
    """The word list as it is, for the settings' fingerprint."""
    return files("lineage.formulae").joinpath("function_words.tsv").read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _words_of(column: str, *values: str) -> pa.Array:
    """The words of the rows whose `class` or `edges` is one of the values."""
    header, *rows = [line.split("\t") for line in word_list_text().splitlines() if line and not line.startswith("#")]
    place = header.index(column)
    return pa.array(sorted({word for row in rows if row[place] in values for word in row[-1].split()}))


def content_words(vocabulary: pa.Array) -> Mask:
    """Which words of a vocabulary say something by themselves: all but particles, conjunctions, prepositions, 是."""
    classes = ("particle", "conjunction", "comitative", "preposition", "frame", "copula", "suffix")
    return ~np.asarray(pc.is_in(vocabulary, value_set=_words_of("class", *classes)))


@dataclass(frozen=True, slots=True)
class EdgeWords:
    """For every word of a vocabulary, `(V,)` each, what it does at the edge of a formula.

    Attributes:
        not_first, not_last: It does not open, or close, a formula.
        opens_frame: It opens one only if the wording also holds a word of `closes_frame`.
        closes_frame: It closes a frame.
        locative: It closes one, and ends a formula only if that was opened.
        free: Beside it a formula is whole.
        particle: It closes what stands before it (的).
        joining: It may come and go between two words of one wording (的, 和, 同).
        parting: It joins two parts of equal standing (和, 与).
        number: It is a number in digits.
        numeral: It holds a digit or a Chinese numeral.
    """

    not_first: Mask
    not_last: Mask
    opens_frame: Mask
    closes_frame: Mask
    locative: Mask
    free: Mask
    particle: Mask
    joining: Mask
    parting: Mask
    number: Mask
    numeral: Mask

    @classmethod
    def of(cls, vocabulary: pa.Array) -> EdgeWords:
        """Looks every word of the vocabulary up."""
        lists = (
            _words_of("edges", "head", "both"),
            _words_of("edges", "tail", "both"),
            _words_of("edges", "opens"),
            _words_of("edges", "closes"),
            _words_of("edges", "lone"),
            _words_of("class", "particle"),
            _words_of("class", "particle", "conjunction", "comitative"),
            _words_of("class", "conjunction"),
        )
        not_first, not_last, opens, closes, locative, particle, joining, parting = (
            np.asarray(pc.is_in(vocabulary, value_set=words)) for words in lists
        )
        number = np.asarray(pc.match_substring_regex(vocabulary, r"^[0-9.]+$"))
        numeral = np.asarray(pc.match_substring_regex(vocabulary, "[0-9〇零一二三四五六七八九十百千万亿两]"))
        free = (not_first | not_last | opens) & ~number
        return cls(not_first, not_last, opens, closes, locative, free, particle, joining, parting, number, numeral)


def trim(
    corpus: Corpus, edges: EdgeWords, first: Int64, length: Int64, closed: Mask | None = None
) -> tuple[Int64, Int64]:
    """The grams without the words that may not stand at their edges.

    Args:
        corpus: The speeches.
        edges: What the words of its vocabulary do at an edge.
        first: First word of each gram, `(grams,)`.
        length: Words in each gram, `(grams,)`.
        closed: With which of them clauses often end, `(grams,)`: what joins (和) joins nothing there, and is part of
            another word (碳中和).

    Returns:
        `first` and `length` after trimming; a length of 0 where nothing is left.
    """
    begin, end = first.copy(), first + length
    if closed is not None:
        closed = closed & edges.parting[corpus.word[end - 1]]
    closers = np.concatenate(([0], np.cumsum(edges.closes_frame[corpus.word])))
    openers = np.concatenate(([0], np.cumsum(edges.opens_frame[corpus.word])))
    while True:
        filled = end > begin
        head = corpus.word[np.where(filled, begin, 0)]
        # A closer counts from the third word on: 在…下 holds something, 为 in 以为 does not.
        open_frame = edges.opens_frame[head] & (closers[end] - closers[np.minimum(begin + 2, end)] == 0)
        drop_head = filled & (edges.not_first[head] | open_frame)
        tail = corpus.word[np.where(filled, end - 1, 0)]
        unopened = edges.locative[tail] & (openers[end] - openers[begin] == 0)
        drop_tail = filled & ~drop_head & (edges.not_last[tail] | unopened)
        if closed is not None:
            drop_tail &= ~closed
        if not (drop_head | drop_tail).any():
            return begin, np.maximum(end - begin, 0)
        begin, end = begin + drop_head, end - drop_tail
