"""Near windows chained into alignments: stretches that say the same words in whatever order.

What `lineage.detect.sketches` finds has no runs that could be chained and grown (`lineage.detect.alignment`). Windows
beside each other make one stretch, which is verified as a bag: what both sides share is worth its surprise, what only
one has costs as in any alignment.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lineage.detect.alignment import LEFT_OVER, Alignments, chained
from lineage.detect.corpus import Corpus
from lineage.detect.counting import among, tally
from lineage.detect.sketches import NearWindows
from lineage.detect.surprise import Surprise
from lineage.models import Float64, Int64, Mask

#: Windows beside each other share all their words but one, and the joining words between.
_OVERLAP = 16


def align_windows(corpus: Corpus, near: NearWindows, surprise: Surprise) -> Alignments:
    """The near windows of two speeches as alignments.

    Args:
        corpus: The speeches.
        near: Pairs of windows.
        surprise: What each word is worth.
    """
    columns = (near.first_begin, near.first_end, near.second_begin, near.second_end)
    stretches, _ = chained(corpus, Alignments(*columns, np.zeros(len(near), np.int64)), _OVERLAP)
    stretches = _trimmed(corpus, stretches)
    return replace(stretches, worth=_shared_worth(corpus, stretches, surprise))


def _trimmed(corpus: Corpus, stretches: Alignments) -> Alignments:
    """The stretches without the words at their edges that the other side lacks."""
    sides = ((stretches.first_begin, stretches.first_end), (stretches.second_begin, stretches.second_end))
    (one, at), (other, at_other) = (_words(corpus, begin, end) for begin, end in sides)
    first_begin, first_end = _reach(one, at, among(one, other), len(stretches), len(corpus.vocabulary))
    second_begin, second_end = _reach(other, at_other, among(other, one), len(stretches), len(corpus.vocabulary))
    return replace(
        stretches, first_begin=first_begin, first_end=first_end, second_begin=second_begin, second_end=second_end
    )


def _reach(word: Int64, place: Int64, shared: Mask, stretches: int, words: int) -> tuple[Int64, Int64]:
    """From the first shared word of each stretch to its last; every stretch has some, for its windows are near."""
    stretch, place = word[shared] // words, place[shared]
    begin, end = np.full(stretches, np.iinfo(np.int64).max), np.zeros(stretches, np.int64)
    np.minimum.at(begin, stretch, place)
    np.maximum.at(end, stretch, place + 1)
    return begin, end


def common_share(corpus: Corpus, stretches: Alignments) -> Float64:
    """The share of the words on the longer side that both sides have, in whatever order."""
    stretch, _, count = _shared(corpus, stretches)
    return np.asarray(np.bincount(stretch, count, len(stretches)) / stretches.words())


def _shared_worth(corpus: Corpus, stretches: Alignments, surprise: Surprise) -> Int64:
    """Surprise of the words that both sides have, as bags, less what the others cost."""
    stretch, word, count = _shared(corpus, stretches)
    # Of a word out of its order nothing but its usual surprise is known.
    total = np.bincount(corpus.word, surprise.following, len(corpus.vocabulary)).astype(np.int64)
    value = total // np.maximum(np.bincount(corpus.word, minlength=len(corpus.vocabulary)), 1)
    worth, words = np.zeros((2, len(stretches)), np.int64)
    np.add.at(worth, stretch, count * value[word])
    np.add.at(words, stretch, count)
    return np.asarray(worth - LEFT_OVER * (stretches.words() - words))


def _shared(corpus: Corpus, stretches: Alignments) -> tuple[Int64, Int64, Int64]:
    """The distinct words that both sides of each stretch have: the stretch, the word, how often both have it."""
    word, _ = _words(corpus, stretches.first_begin, stretches.first_end)
    other, _ = _words(corpus, stretches.second_begin, stretches.second_end)
    (word, first), (others, second) = (tally(side) for side in (word, other))
    both, left, right = np.intersect1d(word, others, assume_unique=True, return_indices=True)
    stretch, of = np.divmod(both, max(len(corpus.vocabulary), 1))
    return stretch, of, np.minimum(first[left], second[right])


def _words(corpus: Corpus, begin: Int64, end: Int64) -> tuple[Int64, Int64]:
    """Every word of every stretch, stretch and word as one number, and its place."""
    length = end - begin
    stretch = np.repeat(np.arange(len(begin)), length)
    place = np.arange(len(stretch)) - np.repeat(np.cumsum(length) - length, length) + begin[stretch]
    return stretch * len(corpus.vocabulary) + corpus.word[place], place
