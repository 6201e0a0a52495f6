"""The yardstick: detection as anybody would write it on the same packages, with none of our own code in it.

Frozen before the detection of near matches was written. It keeps the simplest form of every step (`OpenCC.convert`,
`jieba.cut`, `MinHash.update`, `MinHashLSH`, a dict of sets), on the same windows, permutations and threshold as ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

import jieba
from datasketch import MinHash, MinHashLSH
from opencc import OpenCC

_SENTENCE_END = re.compile(r"[。！？；…\n]|——")
_NOT_TEXT = re.compile(r"[^\w+%]+")
_LONGEST_GRAM = 8

Window = tuple[int, int, int]


def sentences_of(texts: Sequence[str]) -> list[list[list[str]]]:
    """The words of every sentence of every text, simplified, without marks."""
    converter, found = OpenCC("t2s"), []
    for text in texts:
        sentences = []
        for sentence in _SENTENCE_END.split(converter.convert(text)):
            clauses = [jieba.cut(clause, HMM=False) for clause in _NOT_TEXT.split(sentence)]
            sentences.append([word for clause in clauses for word in clause])
        found.append(sentences)
    return found


def gram_frequency(speeches: Sequence[Sequence[Sequence[str]]]) -> dict[tuple[str, ...], set[int]]:
    """The speeches of every gram of 1 to 8 words that at least two of them share."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for speech, sentences in enumerate(speeches):
        for words in sentences:
            for length in range(1, _LONGEST_GRAM + 1):
                for begin in range(len(words) - length + 1):
                    found[tuple(words[begin : begin + length])].add(speech)
    return {gram: carriers for gram, carriers in found.items() if len(carriers) >= 2}


def near_windows(
    speeches: Sequence[Sequence[Sequence[str]]],
    left_out: Collection[str],
    *,
    window: int,
    permutations: int,
    threshold: float,
) -> set[tuple[Window, Window]]:
    """Pairs of windows (speech, sentence, first word) in two speeches whose sets of words are near."""
    index = MinHashLSH(threshold=threshold, num_perm=permutations)
    words_of: dict[Window, frozenset[str]] = {}
    pairs: set[tuple[Window, Window]] = set()
    for speech, sentences in enumerate(speeches):
        for number, sentence in enumerate(sentences):
            words = [word for word in sentence if word not in left_out]
            for begin in range(len(words) - window + 1):
                key, own = (speech, number, begin), frozenset(words[begin : begin + window])
                sketch = MinHash(num_perm=permutations)
                for word in own:
                    sketch.update(word.encode())
                for other in index.query(sketch):
                    theirs = words_of[other]
                    if other[0] != speech and len(own & theirs) >= threshold * len(own | theirs):
                        pairs.add((other, key))
                words_of[key] = own
                index.insert(key, sketch, check_duplication=False)
    return pairs
