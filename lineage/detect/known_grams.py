"""The grams of one new speech that other speeches share, with all their places.

They grow word by word as those of a whole corpus do (`lineage.detect.recurrence`), but a gram lives on only where the
new speech has it, so that few places are left after two words.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lineage.detect.counting import distinct
from lineage.detect.recognition import FOREIGN, Numbering, Recognised
from lineage.detect.recurrence import Level, mix
from lineage.models import Int64, Mask


def known_grams(recognised: Recognised, max_words: int) -> list[Level]:
    """The shared grams by length, as `recurrent_grams` gives them: the last entry is one word longer than a wording.

    Args:
        recognised: The words of all speeches, the new one last.
        max_words: The longest wording.
    """
    levels = []
    for level in _grow(recognised):
        levels.append(level)
        if level.length > max_words:
            break
    return levels


def is_closed(level: Level, longer: Level) -> Mask:
    """Whether no gram of one word more stands in every place of the gram."""
    most = np.zeros(len(level.first), np.int64)
    for offset in (0, 1):
        np.maximum.at(most, level.gram_at(longer.first + offset), longer.occurrences)
    return most < level.occurrences


def _grow(recognised: Recognised) -> Iterator[Level]:
    position = np.flatnonzero(recognised.word != FOREIGN)
    gram = recognised.word[position].astype(np.int64)
    words = int(recognised.word.max(initial=0)) + 1
    length = 1
    while True:
        level = _shared(recognised, length, position, gram)
        yield level
        if not len(level.position):
            return
        grows = np.flatnonzero(np.diff(level.position, append=-1) == 1)
        grows = grows[~recognised.hard[level.position[grows] + length]]
        position = level.position[grows]
        # The gram of one word less and the last word: a number of its own for every gram.
        key = mix((level.gram[grows] * words + recognised.word[position + length]).view(np.uint64))
        number = Numbering.of(key[position >= recognised.new]).number(key)
        known = number != FOREIGN
        position, gram = position[known], number[known].astype(np.int64)
        length += 1


def _shared(recognised: Recognised, length: int, position: Int64, gram: Int64) -> Level:
    """The level of those of the new speech's grams, given with all their places, that stand in others too."""
    elsewhere = np.bincount(gram[position < recognised.new], minlength=int(gram.max(initial=-1)) + 1) > 0
    shared = elsewhere[gram]
    position, gram = position[shared], (np.cumsum(elsewhere) - 1)[gram[shared]]
    grams = int(np.count_nonzero(elsewhere))
    speeches = _speeches(gram, recognised.speech(position), grams, len(recognised.first_word) - 1)
    return Level.of(length, position, gram, np.bincount(gram, minlength=grams), speeches)


def _speeches(gram: Int64, speech: Int64, grams: int, speeches: int) -> Int64:
    """In how many speeches each gram stands: by a table of both, or, where that would be larger, by sorting."""
    both = gram * speeches + speech
    if grams * speeches > both.nbytes:
        return np.bincount(distinct(both) // speeches, minlength=grams)
    seen = np.zeros(grams * speeches, bool)
    seen[both] = True
    return np.asarray(np.count_nonzero(seen.reshape(grams, speeches), axis=1))
