"""The columns of all speeches laid end to end, with one vocabulary.

Two speeches never touch: a hard boundary stands before each. The order of speeches is that of their identifiers, the
vocabulary is sorted, and a word's hash depends on its characters alone, so nothing here knows in which order the files
came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.errors import OutOfRoom
from lineage.models import CanonicalText, Flags, Int32, Int64, Keep, SpeechColumns, UInt64, in_memory
from lineage.text.marks import CLOSES, OPENS

#: Places of two words are made one number of 62 bits (`lineage.detect.counting.ranked`).
_MOST_WORDS: Final = 1 << 31
#: Bytes of UTF-8 that begin a character are no less than this as signed numbers, those that go on are less.
_FIRST_BYTE: Final = -64


@dataclass(frozen=True, slots=True)
class Corpus:
    """Word and character columns of a set of speeches: `S` speeches, `W` words, `C` characters, `V` distinct words.

    Attributes:
        text: The canonical texts, one after the other, `C` code points.
        begin, end: int32 `(C,)`. Span of each character in the text as read of its speech.
        boundary: uint8 `(C + 1,)`. Flags of the boundary before each character.
        character_of: int64 `(S + 1,)`. First character of each speech.
        word: int32 `(W,)`. Place of each word in the vocabulary.
        word_start: int64 `(W + 1,)`. First character of each word.
        speech: int32 `(W,)`. Number of the speech of each word.
        vocabulary: The distinct words, sorted, `(V,)`.
        word_hash: uint64 `(V,)`. A hash of each word's characters.
        keep: Where large columns that are computed from these are put.
    """

    text: str
    begin: Int32
    end: Int32
    boundary: Flags
    character_of: Int64
    word: Int32
    word_start: Int64
    speech: Int32
    vocabulary: pa.Array
    word_hash: UInt64
    keep: Keep = in_memory

    @property
    def word_boundary(self) -> Flags:
        """Flags of the boundary before each word, the end of the corpus included, `(W + 1,)`."""
        return self.boundary[self.word_start]


def lay_out(columns: Sequence[SpeechColumns], keep: Keep = in_memory) -> Corpus:
    """The corpus of these speeches, in the order given.

    Args:
        columns: Their own columns.
        keep: Where the columns of the corpus are put.

    Raises:
        OutOfRoom: If there are more words than can be told apart.
    """
    texts = [column.canonical for column in columns]
    character_of = np.cumsum([0, *(len(text.text) for text in texts)], dtype=np.int64)
    counts = [len(column.word_start) - 1 for column in columns]
    if (words := sum(counts)) >= _MOST_WORDS:
        raise OutOfRoom(f"{words:,} words are more than can be compared at once", "Scan a part of the speeches.")
    starts = [column.word_start[:-1] + offset for column, offset in zip(columns, character_of, strict=False)]
    text = "".join(canonical.text for canonical in texts)
    word_start = np.append(np.concatenate([np.zeros(0, np.int64), *starts]), len(text))
    word, vocabulary = _vocabulary(columns)
    return Corpus(
        text,
        keep(np.concatenate([np.zeros(0, np.int32), *(canonical.begin for canonical in texts)])),
        keep(np.concatenate([np.zeros(0, np.int32), *(canonical.end for canonical in texts)])),
        keep(_boundaries(texts, character_of)),
        character_of,
        keep(word),
        keep(word_start),
        keep(np.repeat(np.arange(len(columns), dtype=np.int32), counts)),
        vocabulary,
        _hashes(vocabulary),
        keep,
    )


def _boundaries(texts: Sequence[CanonicalText], character_of: Int64) -> Flags:
    """The flags of all texts; between two of them stands what closes the one and what opens the other."""
    boundary = np.zeros(character_of[-1] + 1, np.uint8)
    for text, begin in zip(texts, character_of.tolist(), strict=False):
        own = text.boundary.copy()
        own[0] &= ~np.uint8(CLOSES)
        own[-1] &= ~np.uint8(OPENS)
        boundary[begin : begin + len(own)] |= own
    return boundary


def _vocabulary(columns: Sequence[SpeechColumns]) -> tuple[Int32, pa.Array]:
    """Each word's place in the sorted list of distinct words, and that list."""
    words = pa.chunked_array([_words(own) for own in columns], pa.large_string())
    encoded = pc.dictionary_encode(words)
    distinct = encoded.chunk(encoded.num_chunks - 1).dictionary if encoded.num_chunks else pa.array([], pa.string())
    distinct = distinct.cast(pa.string())
    order = np.asarray(pc.sort_indices(distinct))
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    ranks = [np.zeros(0, np.int32), *(rank[np.asarray(chunk.indices)] for chunk in encoded.chunks)]
    return np.concatenate(ranks), distinct.take(pa.array(order))


def _words(own: SpeechColumns) -> pa.LargeStringArray:
    """The words of one speech."""
    data = own.canonical.text.encode()
    first_bytes = np.flatnonzero(np.frombuffer(data, np.int8) >= _FIRST_BYTE)
    offsets = np.append(first_bytes[own.word_start[:-1]], len(data))
    return pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def _hashes(vocabulary: pa.Array) -> UInt64:
    digests = (hashlib.blake2b(word, digest_size=8).digest() for word in vocabulary.cast(pa.binary()).to_pylist())
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)
