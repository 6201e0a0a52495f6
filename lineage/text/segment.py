"""Canonical text → words, with jieba or, where it is installed, rjieba: same dictionary, same spans, faster.

No word crosses a mark: the stretches between boundaries are cut as separate lines. The hidden Markov model is off, so
that the words are those of the dictionary and the two packages agree (tested).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise

import numpy as np

from lineage.models import CanonicalText, Int32, Int64, SpeechColumns
from lineage.text.canonical import fold_phrase
from lineage.text.lexicon import dictionary_path

#: A stretch without any mark is cut here, so that a file of one endless line needs bounded memory.
LONGEST_STRETCH = 10_000

Cut = Callable[[str], Sequence[str]]


class Segmenter:
    """Cuts canonical texts into words. Safe to share; the dictionary is loaded at the first cut.

    Args:
        user_words: Words that the dictionary lacks (`settings.user_words`), in either script.
        prefer_fast: Use rjieba where it is installed.
    """

    def __init__(self, user_words: tuple[str, ...] = (), *, prefer_fast: bool = True) -> None:
        self._user_words = tuple(filter(None, map(fold_phrase, user_words)))
        self.name = "rjieba" if prefer_fast and find_spec("rjieba") else "jieba"

    @cached_property
    def _cut(self) -> Cut:
        return _rjieba(self._user_words) if self.name == "rjieba" else _jieba(self._user_words)

    def columns(self, canonical: CanonicalText) -> SpeechColumns:
        """The word columns of one speech."""
        return SpeechColumns(canonical, self._word_starts(canonical))

    def _word_starts(self, canonical: CanonicalText) -> Int32:
        """Cuts all stretches in one call, as lines; the breaks between them come back as words and are left out."""
        cuts = _cuts(canonical)
        text = canonical.text
        lines = "\n".join(text[begin:end] for begin, end in pairwise(cuts.tolist()))
        lengths = np.fromiter(map(len, self._cut(lines)), np.int64)
        starts = np.cumsum(lengths) - lengths
        breaks = cuts[1:-1] + np.arange(len(cuts) - 2)
        words = starts[~np.isin(starts, breaks)]
        return np.append(words - np.searchsorted(breaks, words), len(text)).astype(np.int32)


def _cuts(canonical: CanonicalText) -> Int64:
    """Where stretches begin and end, both ends of the text among them; none is longer than `LONGEST_STRETCH`."""
    cuts = np.flatnonzero(canonical.boundary)
    if np.diff(cuts).max(initial=0) <= LONGEST_STRETCH:
        return cuts
    return np.unique(
        np.concatenate([np.append(np.arange(a, b, LONGEST_STRETCH), b) for a, b in pairwise(cuts.tolist())])
    )


@lru_cache(maxsize=2)
def _rjieba(user_words: tuple[str, ...]) -> Cut:
    import rjieba

    tokenizer = rjieba.Jieba()
    for word in user_words:
        tokenizer.add_word(word, None, None)
    return lambda text: tokenizer.cut(text, False)


@lru_cache(maxsize=2)
def _jieba(user_words: tuple[str, ...]) -> Cut:
    """A private tokenizer without jieba's cache file, which all users share and which is unmarshalled unseen."""
    import jieba

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = jieba.Tokenizer.gen_pfdict(dictionary_path().open("rb"))
    tokenizer.initialized = True
    for word in user_words:
        tokenizer.add_word(word)
    return lambda text: tokenizer.lcut(text, HMM=False)


def forget_dictionaries() -> None:
    """Gives back the memory of all dictionaries that were loaded; the next cut loads its own anew."""
    _rjieba.cache_clear()
    _jieba.cache_clear()


def dictionary_fingerprint() -> str:
    """Hex SHA-256 of jieba's dictionary, which decides every word."""
    return hashlib.sha256(dictionary_path().read_bytes()).hexdigest()


def segmenter_version() -> str:
    """Which package cuts, in which version: rjieba carries a dictionary of its own."""
    name = Segmenter().name
    return f"{name} {version(name)}"
