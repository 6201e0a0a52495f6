"""One new speech against many others: which of its wordings stand in them, and what passages it shares with each.

The same evidence as for a whole corpus (`lineage.detect.recurrence`, `lineage.detect.passages`), of one speech only and
therefore many times faster: `lineage.detect.recognition` knows of the others' words only whether the new speech has
them, `lineage.detect.known_grams` what they make together, and `lineage.detect.excerpts` lets the alignment see no more
than it needs. Near windows are not looked for. What of a wording is a formula is decided in `lineage.formulae`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lineage.detect.alignment import Padded, align
from lineage.detect.corpus import Corpus
from lineage.detect.counting import tally
from lineage.detect.excerpts import Excerpts, excerpts_of
from lineage.detect.known_grams import is_closed, known_grams
from lineage.detect.passages import PassagePlaces, passages_among
from lineage.detect.recognition import Recognised, recognise
from lineage.detect.recurrence import Level
from lineage.detect.said import Said
from lineage.detect.seeds import Runs, shared_runs
from lineage.detect.surprise import surprise_of
from lineage.models import Int64, SpeechColumns


@dataclass(frozen=True, slots=True)
class SharedWordings:
    """Runs of words of the new speech that others share, and that are closed: `N`, by length, then by first place.

    Closed is what no word of the new speech can be added to, left or right, without losing a place, here or there. A
    wording is a run of words: the same characters cut into other words are another one.

    Attributes:
        wording: The canonical texts, `(N,)`.
        first, length: int64 `(N,)`. Word of the new speech with which the first place begins, and words.
        occurrences, speeches: int64 `(N,)`. Places in the others, and how many of these carry it.
        place: int64 `(P,)`. Number of the wording of each place in the new speech; ordered by it, then by begin.
        begin, end: int64 `(P,)`. Characters of the canonical text of the new speech, half open.
    """

    wording: list[str]
    first: Int64
    length: Int64
    occurrences: Int64
    speeches: Int64
    place: Int64
    begin: Int64
    end: Int64

    def __len__(self) -> int:
        return len(self.wording)


@dataclass(frozen=True, slots=True)
class Carriers:
    """Which speeches carry which runs of words: int64 `(carriers,)` each, ordered by run, then by speech.

    Attributes:
        run: Number of the run, as it was asked for.
        speech: Number of the speech among the others.
        occurrences: How often the run stands there.
    """

    run: Int64
    speech: Int64
    occurrences: Int64

    def __len__(self) -> int:
        return len(self.run)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a new speech shares with others.

    Attributes:
        wordings: The closed wordings.
        passages: Between another speech, the first, and the new one, the second; characters of `corpus`.
        corpus: All speeches in their order and the new one as the last. That one is whole, of the others only those
            sentences are left that may be part of a passage.
        recognised: The words of all speeches.
        levels: The shared grams by length, with all their places among these words.
    """

    wordings: SharedWordings
    passages: PassagePlaces
    corpus: Corpus
    recognised: Recognised
    levels: Sequence[Level]

    @property
    def new_word(self) -> int:
        """The word of `corpus` with which the new speech begins."""
        return len(self.corpus.word) - (len(self.recognised.word) - self.recognised.new)

    def carriers(self, first: Int64, length: Int64) -> Carriers:
        """In which of the others any runs of words of the new speech stand, and how often.

        Args:
            first: Word of the new speech with which each run begins, counted from 0, `(runs,)`.
            length: Words of each run, `(runs,)`. One that is empty, crosses a hard boundary, or is more than one word
                longer than the longest wording, has no carriers.
        """
        found = [np.zeros((3, 0), np.int64)]
        for level in self.levels:
            runs = np.flatnonzero(length == level.length)
            gram = level.gram_at(first[runs] + self.recognised.new)
            carried, speech, occurrences = self._carriers_of(level, gram[gram >= 0])
            begin, end = (np.searchsorted(carried, gram, side) for side in ("left", "right"))
            count = end - begin
            place = np.arange(count.sum()) + np.repeat(begin - np.cumsum(count) + count, count)
            found.append(np.stack((np.repeat(runs, count), speech[place], occurrences[place])))
        run, speech, occurrences = np.concatenate(found, axis=1)
        order = np.argsort(run, kind="stable")
        return Carriers(run[order], speech[order], occurrences[order])

    def _carriers_of(self, level: Level, grams: Int64) -> tuple[Int64, Int64, Int64]:
        """Each of these grams with each of the others that carries it, and how often; by gram, then by speech."""
        asked = np.zeros(len(level.first), bool)
        asked[grams] = True
        others = int(np.searchsorted(level.position, self.recognised.new))
        chosen = np.flatnonzero(asked[level.gram[:others]])
        speeches = len(self.recognised.first_word)
        both, occurrences = tally(level.gram[chosen] * speeches + self.recognised.speech(level.position[chosen]))
        gram, speech = np.divmod(both, speeches)
        return gram, speech, occurrences


def look_up(new: SpeechColumns, others: Sequence[SpeechColumns], *, max_words: int) -> Overlap:
    """What the new speech shares with the others: a pure function of their columns.

    Passages are those of `find_passages`, without near windows, in a corpus that the new speech is the last one of, but
    for one thing: how often two words follow each other is not known where the new speech lacks such a pair, and counts
    as never. So what a word is worth right after an edit may be a little more or less.

    Args:
        new: The new speech.
        others: What it is compared with; copies of each other count as so many speeches.
        max_words: The longest wording.
    """
    recognised = recognise(new, others)
    levels = known_grams(recognised, max_words)
    excerpts = excerpts_of(recognised, new, others, levels)
    return Overlap(_wordings(new, recognised, levels), _passages(excerpts), excerpts.corpus, recognised, levels)


def _wordings(new: SpeechColumns, recognised: Recognised, levels: Sequence[Level]) -> SharedWordings:
    """The closed ones among the shared grams, and their places in the new speech."""
    columns, places, count = [np.zeros((4, 0), np.int64)], [np.zeros((3, 0), np.int64)], 0
    for level, longer in pairwise(levels):
        others = int(np.searchsorted(level.position, recognised.new))
        position, gram = level.position[others:] - recognised.new, level.gram[others:]
        # Every gram has a place in the new speech, so that each is its own number here.
        _, first, repeated = np.unique(gram, return_index=True, return_counts=True)
        closed = np.flatnonzero(is_closed(level, longer))
        closed = closed[np.argsort(first[closed])]
        number = np.full(len(level.first), -1, np.int64)
        number[closed] = count + np.arange(len(closed))
        occurrences, speeches = level.occurrences - repeated, level.speeches - 1
        length = np.full(len(closed), level.length)
        columns.append(np.stack((position[first[closed]], length, occurrences[closed], speeches[closed])))
        place = number[gram]
        order = np.argsort(place, kind="stable")[np.count_nonzero(place < 0) :]
        places.append(np.stack((place[order], position[order], position[order] + level.length)))
        count += len(closed)
    first, length, occurrences, speeches = np.concatenate(columns, axis=1)
    place, *edges = np.concatenate(places, axis=1)
    start = new.word_start.astype(np.int64)
    spans = zip(start[first].tolist(), start[first + length].tolist(), strict=True)
    wording = [new.canonical.text[begin:end] for begin, end in spans]
    return SharedWordings(wording, first, length, occurrences, speeches, place, start[edges[0]], start[edges[1]])


def _passages(excerpts: Excerpts) -> PassagePlaces:
    """The passages whose later speech is the new one."""
    corpus = excerpts.corpus
    said = Said.of(corpus)
    runs, _ = shared_runs(corpus, excerpts.levels, said)
    own = corpus.speech[runs.second] == len(corpus.character_of) - 2
    runs = Runs(runs.first[own], runs.second[own], runs.length[own])
    surprise = surprise_of(corpus, excerpts.levels, excerpts.counts)
    return passages_among(corpus, said, align(corpus, runs, surprise, Padded.of(corpus, surprise)))
