"""What of other speeches may be part of a passage that they share with a new one.

A passage grows from places that `lineage.detect.seeds` links, over a few edited words and over any number of equal
ones. So whole sentences around these places are all that the alignment needs to see: a small corpus, in which it finds
what it would find in the whole one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus, lay_out
from lineage.detect.masking import SpeechMask, lay_over
from lineage.detect.recognition import FOREIGN, Recognised
from lineage.detect.recurrence import Level
from lineage.detect.seeds import linked_places
from lineage.detect.surprise import WordCounts
from lineage.models import CanonicalText, Int64, Mask, SpeechColumns
from lineage.text.marks import HARD

#: Words around equal ones; more than an alignment grows over, and than its band is wide.
_MARGIN: Final = 48
_NOTHING: Final = SpeechColumns(
    CanonicalText("", np.zeros(0, np.int32), np.zeros(0, np.int32), np.array([HARD], np.uint8), "Hans", ""),
    np.zeros(1, np.int32),
)


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The new speech, and what of the others may share a passage with it.

    Attributes:
        corpus: As many speeches as there are, in their order, of most only some sentences; the new one is the last.
        levels: The shared grams with those of their places that are left; counts are those of the whole.
        counts: How often each word of the vocabulary occurs: in the whole, or, where the new speech lacks it, in what
            is left.
    """

    corpus: Corpus
    levels: list[Level]
    counts: WordCounts


def excerpts_of(
    recognised: Recognised, new: SpeechColumns, others: Sequence[SpeechColumns], levels: Sequence[Level]
) -> Excerpts:
    """Cuts out what may be of use.

    Args:
        recognised: The words of all.
        new: The new speech.
        others: The others.
        levels: The grams of the new speech that others share.
    """
    begin, end = _sentences(recognised, linked_places(levels))
    corpus = lay_out([*_cut(others, recognised, begin, end), new])
    kept = np.zeros(len(recognised.word) + 1, np.int8)
    kept[begin] += 1
    kept[end] -= 1
    chosen = np.add.accumulate(kept[:-1], out=kept[:-1]).view(bool)
    chosen[recognised.new :] = True
    return Excerpts(corpus, _renumbered(levels, chosen), _counts(recognised, corpus))


def _sentences(recognised: Recognised, places: Int64) -> tuple[Int64, Int64]:
    """Begins and ends of the stretches of other speeches that surround the places, ordered, apart."""
    places = places[places < recognised.new]
    speech = recognised.speech(places)
    foreign = np.append(np.flatnonzero(recognised.word == FOREIGN), len(recognised.word))
    hard = np.flatnonzero(recognised.hard)
    begin, end = _equal(foreign, places, places + 1)
    begin, end = _equal(foreign, begin - _MARGIN, end + _MARGIN)
    begin, end = np.maximum(begin, recognised.first_word[speech]), np.minimum(end, recognised.first_word[speech + 1])
    begin, end = hard[np.searchsorted(hard, begin, side="right") - 1], hard[np.searchsorted(hard, end)]
    # Places ascend, and so do begins and ends.
    opens = np.append(True, (begin[1:] > end[:-1]) | (np.diff(speech) > 0))[: len(begin)]
    return begin[opens], end[np.append(opens[1:], True)[: len(end)]]


def _equal(foreign: Int64, begin: Int64, end: Int64) -> tuple[Int64, Int64]:
    """The stretches with all words around them that the new speech may have too, up to a foreign one on either side."""
    before = np.searchsorted(foreign, begin) - 1
    after = np.minimum(np.searchsorted(foreign, end), len(foreign) - 1)
    return np.where(before < 0, 0, foreign[before]), foreign[after] + 1


def _cut(others: Sequence[SpeechColumns], recognised: Recognised, begin: Int64, end: Int64) -> Iterator[SpeechColumns]:
    """Of each speech the words from begin to end, a hard boundary between what was apart."""
    edges = np.searchsorted(begin, recognised.first_word[:-1]).tolist()
    for speech, offset, (low, high) in zip(others, recognised.first_word.tolist(), pairwise(edges), strict=False):
        if low == high:
            yield _NOTHING
            continue
        start = speech.word_start.astype(np.int64)
        cut = np.concatenate((start[:1], start[end[low:high] - offset]))
        resumed = np.append(start[begin[low:high] - offset], start[-1])
        hidden = resumed > cut
        yield lay_over(speech, SpeechMask(cut[hidden], resumed[hidden], ()))


def _renumbered(levels: Sequence[Level], chosen: Mask) -> list[Level]:
    """The levels with the chosen places only, numbered anew."""
    kept = np.flatnonzero(chosen)
    found = []
    for level in levels:
        left = np.flatnonzero(chosen[level.position])
        position, gram = np.searchsorted(kept, level.position[left]), level.gram[left]
        found.append(Level.of(level.length, position, gram, level.occurrences, level.speeches))
    return found


def _counts(recognised: Recognised, corpus: Corpus) -> WordCounts:
    occurrences = np.bincount(corpus.word, minlength=len(corpus.vocabulary))
    own = recognised.word[recognised.new :]
    whole = np.bincount(recognised.word + 1)[1:]
    occurrences[corpus.word[len(corpus.word) - len(own) :]] = whole[own]
    return WordCounts(occurrences, len(recognised.word))
