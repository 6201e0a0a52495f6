"""Near windows by MinHash and LSH: runs of content words whose sets are nearly the same, in two speeches.

A window is a fixed number of consecutive content words of one sentence, compared as a set, so that reordering and
dropped function words cost nothing. Windows of one set are one *type*. Types are sketched by MinHash (Broder 1997, "On
the resemblance and containment of documents") and meet in the bands of an LSH (Leskovec, Rajaraman & Ullman 2020,
"Mining of Massive Datasets", §3.4); every pair that meets is verified by the exact Jaccard similarity of its sets.

Signatures and their bands stand in `signatures`; the band join is one SQL text, handed in as `PairEngine`. Which words
are content words is told by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, ranked, unranked
from lineage.detect.signatures import Sketching, Windows, vocabulary_hashes
from lineage.models import Int32, Int64, Mask, UInt64
from lineage.text.marks import HARD

#: In a bucket of more types each meets the first alone, so that pairs grow no faster than types. On six Work
#: Reports a cap of 8 lost 4.5 % of the pairs at a threshold of .6, 16 lost 1.4 %, 32 loses .2 % and takes as long.
BUCKET_CAP: Final = 32

#: Pairs verified together: their words stay in the processor's cache.
_PAIRS_AT_ONCE: Final = 1 << 14


class PairEngine(Protocol):
    """Joins the bands; see `lineage.engine`."""

    def near_pairs(self, windows: Windows, cap: int, step: Callable[[], None]) -> tuple[Int64, Int64, int]:
        """The pairs of windows that share a bucket in any band, and how many buckets were too large for all pairs."""
        ...


@dataclass(frozen=True, slots=True)
class NearWindows:
    """Pairs of near windows in two speeches, each pair once, ordered by place: parallel int64 columns, and counts.

    Attributes:
        first_begin, first_end: Words of the corpus, half open, from the first content word of the window to its last.
        second_begin, second_end: The same of the other window, which stands in a later speech.
        windows: Windows laid.
        types: Distinct sets of words among them.
        candidates: Pairs of types that share a bucket.
        verified: Those of them whose similarity reaches the threshold, wherever they stand.
        starred_buckets: Buckets too large for all their pairs.
    """

    first_begin: Int64
    first_end: Int64
    second_begin: Int64
    second_end: Int64
    windows: int = 0
    types: int = 0
    candidates: int = 0
    verified: int = 0
    starred_buckets: int = 0

    def __len__(self) -> int:
        return len(self.first_begin)

    def only(self, chosen: slice) -> NearWindows:
        """Some of the pairs; the counts stay those of all."""
        columns = (self.first_begin, self.first_end, self.second_begin, self.second_end)
        first_begin, first_end, second_begin, second_end = (column[chosen] for column in columns)
        return replace(
            self, first_begin=first_begin, first_end=first_end, second_begin=second_begin, second_end=second_end
        )

    def counts(self) -> dict[str, int]:
        """How much there was at each step."""
        return {
            "windows": self.windows,
            "window_types": self.types,
            "candidate_pairs": self.candidates,
            "verified_pairs": self.verified,
            "starred_buckets": self.starred_buckets,
            "near_windows": len(self),
        }


@dataclass(frozen=True, slots=True)
class _Types:
    """The distinct sets of the windows, `(T,)` each, numbered by the hash of the set: the same in any order of files.

    Attributes:
        first, last: int64. The window where the set stands first and last, as a place among the content words.
    """

    first: Int64
    last: Int64


def near_windows(
    corpus: Corpus,
    content: Mask,
    engine: PairEngine,
    sketching: Sketching,
    *,
    step: Callable[[], None] = lambda: None,
) -> NearWindows:
    """Pairs of windows in different speeches whose sets of words are alike, two places of every set considered.

    A set that stands in several speeches pairs its first place with its last. Two near sets pair their first places;
    where those stand in one speech, the first place of one and the last of the other. So near sets that together touch
    two speeches always yield a pair, and which sets are paired depends on no order of speeches, only at which places.

    Args:
        corpus: The speeches.
        content: bool `(V,)`. Which words of the vocabulary are content words; windows skip the others.
        engine: Joins the bands.
        sketching: How windows are laid and sketched.
        step: Called when a band is done.
    """
    position = corpus.keep(np.flatnonzero(content[corpus.word]))
    word = corpus.keep(corpus.word[position])
    begin = _window_begins(corpus, position, sketching.window)
    if not len(begin):
        nowhere = np.zeros(0, np.int64)
        return NearWindows(nowhere, nowhere, nowhere, nowhere)
    repeated = corpus.keep(_repeats(word, sketching.window))
    types = _types(corpus, word, repeated, begin, sketching.window)
    one, other, starred = _candidates(corpus, word, types, engine, sketching, step)
    near = _are_near(word, repeated, types.first[one], types.first[other], sketching)
    left, right = _places(corpus.speech[position], types, one[near], other[near])
    begins, ends = position, position[sketching.window - 1 :] + 1
    return NearWindows(
        *(begins[left], ends[left], begins[right], ends[right]),
        windows=len(begin),
        types=len(types.first),
        candidates=len(one),
        verified=int(near.sum()),
        starred_buckets=starred,
    )


def _window_begins(corpus: Corpus, position: Int64, window: int) -> Int64:
    """The content words, by number, that begin a window: as many as it needs follow in the same sentence."""
    # Counted over all words, for the sentence may end before a function word that was dropped.
    sentence = np.cumsum((corpus.word_boundary[:-1] & HARD) != 0)[position]
    starts = len(position) - window + 1
    return np.flatnonzero(sentence[: max(starts, 0)] == sentence[window - 1 :])


def _repeats(word: Int32, window: int) -> Int32:
    """How many words back each word stood last, `window` where it is farther: within a window it then counts anew."""
    back = np.full(len(word), window, np.int32)
    for distance in range(window - 1, 0, -1):
        back[distance:][word[distance:] == word[:-distance]] = distance
    return back


def _types(corpus: Corpus, word: Int32, repeated: Int32, begin: Int64, window: int) -> _Types:
    """The sets by a hash that knows no order: the sum of the hashes of the distinct words."""
    set_hash = _set_hashes(corpus.word_hash[word], repeated, window)[begin]
    order = np.argsort(set_hash)
    set_hash = set_hash[order]
    starts = np.flatnonzero(np.append(True, set_hash[1:] != set_hash[:-1]))
    places = begin[order]
    first, last = (edge.reduceat(places, starts) for edge in (np.minimum, np.maximum))
    return _Types(corpus.keep(first), corpus.keep(last))


def _set_hashes(word_hash: UInt64, repeated: Int32, window: int) -> UInt64:
    total = np.zeros(len(word_hash) - window + 1, np.uint64)
    for place in range(window):
        own = slice(place, place + len(total))
        total += np.where(repeated[own] > place, word_hash[own], np.uint64(0))
    return total


def _candidates(
    corpus: Corpus, word: Int32, types: _Types, engine: PairEngine, sketching: Sketching, step: Callable[[], None]
) -> tuple[Int64, Int64, int]:
    """Pairs of types that share a bucket, and the number of buckets that were too large for all pairs."""
    # In the order of the text, which the cache likes: written where each begins, which is faster than sorting.
    number = np.full(len(word), -1, np.int32)
    number[types.first] = np.arange(len(types.first), dtype=np.int32)
    begin = corpus.keep(np.flatnonzero(number >= 0))
    item = corpus.keep(number[begin])
    del number
    hashes = vocabulary_hashes(corpus.vocabulary.to_pylist())
    windows = Windows(hashes, corpus.keep(word.astype(np.int64)), begin, item, sketching)
    one, other, starred = engine.near_pairs(windows, BUCKET_CAP, step)
    return corpus.keep(one), corpus.keep(other), starred


def _are_near(word: Int32, repeated: Int32, one: Int64, other: Int64, sketching: Sketching) -> Mask:
    """Whether the sets of the windows that begin at `one` and at `other` are as alike as the threshold asks."""
    near = np.zeros(len(one), bool)
    for some in blocks(len(one), _PAIRS_AT_ONCE):
        words, sizes = zip(*(_sets(word, repeated, side[some], sketching.window) for side in (one, other)), strict=True)
        common = sum(np.logical_or.reduce([mine == theirs for theirs in words[1]]) & (mine >= 0) for mine in words[0])
        near[some] = common >= sketching.threshold * (sizes[0] + sizes[1] - common)
    return near


def _sets(word: Int32, repeated: Int32, begin: Int64, window: int) -> tuple[list[Int32], Int64]:
    """The words of windows, by place in the window, -1 where one stands a second time; and the sizes of their sets."""
    places = [begin + place for place in range(window)]
    words = [np.where(repeated.take(at) > place, word.take(at), -1) for place, at in enumerate(places)]
    return words, np.sum([column >= 0 for column in words], axis=0)


def _places(speech: Int32, types: _Types, one: Int64, other: Int64) -> tuple[Int64, Int64]:
    """Where the pairs of types stand in two speeches, and the types that do so alone; by first place, then second.

    Types part the windows, so no pair of places comes twice.
    """
    left, right = types.first[one], types.first[other]
    # If neither try helps, all four places stand in one speech, for speeches lie one after the other.
    for mine, theirs in ((types.first, types.last), (types.last, types.first)):
        same = np.flatnonzero(speech[left] == speech[right])
        left[same], right[same] = mine[one[same]], theirs[other[same]]
    apart = np.flatnonzero(speech[left] != speech[right])
    pairs = ranked(np.minimum(left[apart], right[apart]), np.maximum(left[apart], right[apart]))
    alone = np.flatnonzero(speech[types.first] != speech[types.last])
    return unranked(np.sort(np.append(ranked(types.first[alone], types.last[alone]), pairs)))
