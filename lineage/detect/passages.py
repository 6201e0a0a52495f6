"""Passages: longer stretches that two speeches share, the same or edited, each told once and whole.

A stretch that fills its sentences in both speeches is a passage from a few words on. One that is only a part of a
sentence is mostly a phrase, which `lineage.formulae` finds, folds and counts, and must carry far more to be a passage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from lineage.detect.alignment import Alignments, Padded, align, grown, joined
from lineage.detect.corpus import Corpus
from lineage.detect.recurrence import Level
from lineage.detect.reordered import align_windows, common_share
from lineage.detect.said import Said
from lineage.detect.seeds import Runs, shared_runs
from lineage.detect.sketches import NearWindows
from lineage.detect.surprise import BIT, surprise_of
from lineage.detect.wholes import made_whole
from lineage.models import Float64, Int64, Mask
from lineage.text.marks import HARD

#: Fewest characters of canonical text on either side.
_SHORTEST: Final = 6
#: What fills at least this share of its sentences is worth at least so many bits, what fills less so many.
_FILLS, _WORTH_WHOLE, _WORTH_PART = 0.5, 20, 120
#: A passage has this edit similarity, or, where its parts changed places, shares this much of its words.
_ALIKE, _TURNED = 0.3, 0.6
#: Runs and near windows that are aligned together, about; bounds memory.
_AT_ONCE: Final = 1 << 18
#: Edits up to which two long stretches are first compared.
_FEW_EDITS: Final = 32
#: Of two alignments that cover this share of each other on both sides only the better is told.
_SAME: Final = 0.5


@dataclass(frozen=True, slots=True)
class PassagePlaces:
    """Passages by place, `(P,)` each; offsets are characters of the corpus, half open.

    Attributes:
        first_begin, first_end: int64. In the earlier speech of the corpus.
        second_begin, second_end: int64. In the later one.
        worth: int64. Surprise of what is shared less what the edits cost, hundredths of a bit.
        similarity: float64. Edit similarity of the canonical texts: 1 less Levenshtein's distance over the longer one.
    """

    first_begin: Int64
    first_end: Int64
    second_begin: Int64
    second_end: Int64
    worth: Int64
    similarity: Float64

    def __len__(self) -> int:
        return len(self.worth)

    @classmethod
    def joined(cls, parts: Sequence[PassagePlaces]) -> PassagePlaces:
        """The passages of all parts, in their order."""
        places = ([part.first_begin, part.first_end, part.second_begin, part.second_end, part.worth] for part in parts)
        nothing = [np.zeros(0, np.int64)] * 5
        first_begin, first_end, second_begin, second_end, worth = map(
            np.concatenate, zip(nothing, *places, strict=True)
        )
        similarity = np.concatenate([np.zeros(0), *(part.similarity for part in parts)])
        return cls(first_begin, first_end, second_begin, second_end, worth, similarity)


def find_passages(
    corpus: Corpus, levels: Sequence[Level], near: NearWindows, *, step: Callable[[], None] = lambda: None
) -> tuple[PassagePlaces, dict[str, int]]:
    """All passages of the corpus, and counts of what led to them.

    Args:
        corpus: The speeches.
        levels: The grams that at least two of them share.
        near: Near windows of theirs.
        step: Called once for every speech, when it is done.
    """
    said = Said.of(corpus)
    runs, starred = shared_runs(corpus, levels, said)
    surprise = surprise_of(corpus, levels)
    padded = Padded.of(corpus, surprise)
    passages, alignments = [], 0
    for speeches, some, windows in _parts(corpus, runs, near):
        turned = grown(padded, align_windows(corpus, windows, surprise))
        found = joined([align(corpus, some, surprise, padded), turned])
        passages.append(passages_among(corpus, said, found))
        alignments += len(found)
        for _ in range(speeches):
            step()
    counts = {"shared_runs": len(runs), "starred_places": starred, "alignments": alignments}
    return PassagePlaces.joined(passages), counts


def _parts(corpus: Corpus, runs: Runs, near: NearWindows) -> Iterator[tuple[int, Runs, NearWindows]]:
    """Runs and windows in parts that memory holds easily, by the earlier speech, for passages join two speeches.

    With each part comes how many speeches it is of.
    """
    speeches = len(corpus.character_of) - 1
    first_word = np.searchsorted(corpus.speech, np.arange(speeches + 1))
    of_runs, of_near = (np.searchsorted(first, first_word) for first in (runs.first, near.first_begin))
    begins = np.flatnonzero(np.diff((of_runs + of_near)[:-1] // _AT_ONCE, prepend=-1))
    for begin, end in pairwise([*begins.tolist(), speeches]):
        chosen = slice(of_runs[begin], of_runs[end]), slice(of_near[begin], of_near[end])
        yield end - begin, runs.only(chosen[0]), near.only(chosen[1])


def passages_among(corpus: Corpus, said: Said, found: Alignments) -> PassagePlaces:
    """The alignments that are worth a passage, each once, whole and to the character.

    Args:
        corpus: The speeches.
        said: The same, for comparison.
        found: Stretches that are near.
    """
    worthy = found.only(_stands(corpus, found))
    whole = made_whole(said, worthy.only(_without_repeats(corpus, worthy)))
    best = whole.only(_without_repeats(corpus, whole))
    spans = _to_the_character(corpus, best)
    similarity = np.array([_similarity(corpus.text, *span) for span in zip(*map(_listed, spans), strict=True)], float)
    alike = np.flatnonzero((similarity >= _ALIKE) | (common_share(corpus, best) >= _TURNED))
    columns = [column[alike] for column in (*spans, best.worth)]
    return PassagePlaces(columns[0], columns[1], columns[2], columns[3], columns[4], similarity[alike])


def _to_the_character(corpus: Corpus, found: Alignments) -> list[Int64]:
    """Begins and ends of the alignments in characters, moved on while these are equal: words may be cut otherwise.

    Up to a mark, for beyond it stands another word; before a speech and after it stands one, too.
    """
    columns = (found.first_begin, found.second_begin, found.first_end, found.second_end)
    first_begin, second_begin, first_end, second_end = (corpus.word_start[edge] for edge in columns)
    point = np.frombuffer(corpus.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    for one, other, step in ((first_begin, second_begin, -1), (first_end, second_end, 1)):
        going, ahead = np.arange(len(found)), min(step, 0)
        while len(going := going[(corpus.boundary[one[going]] | corpus.boundary[other[going]]) == 0]):
            going = going[point[one[going] + ahead] == point[other[going] + ahead]]
            one[going] += step
            other[going] += step
    return [first_begin, first_end, second_begin, second_end]


def _listed(column: Int64) -> list[int]:
    return [int(value) for value in column.tolist()]


def _similarity(text: str, first_begin: int, first_end: int, second_begin: int, second_end: int) -> float:
    one, other = text[first_begin:first_end], text[second_begin:second_end]
    # The hint lets long copies with few edits be compared along a narrow band, which widens only where it must.
    distance = Levenshtein.distance(one, other, score_hint=_FEW_EDITS + abs(len(one) - len(other)))
    return 1 - distance / max(len(one), len(other))


def _stands(corpus: Corpus, found: Alignments) -> Mask:
    """Which alignments are worth a passage."""
    sides = ((found.first_begin, found.first_end), (found.second_begin, found.second_end))
    is_hard = (corpus.word_boundary & HARD) != 0
    hard, opened = np.flatnonzero(is_hard), np.cumsum(is_hard, dtype=np.int32)
    length = np.full(len(found), np.iinfo(np.int64).max)
    share = np.ones(len(found))
    for begin, end in sides:
        characters = corpus.word_start[end] - corpus.word_start[begin]
        sentences = corpus.word_start[hard[opened[end - 1]]] - corpus.word_start[hard[opened[begin] - 1]]
        length = np.minimum(length, characters)
        share = np.minimum(share, characters / sentences)
    needed = np.where(share >= _FILLS, _WORTH_WHOLE, _WORTH_PART) * BIT
    return np.asarray((length >= _SHORTEST) & (found.worth >= needed))


def _without_repeats(corpus: Corpus, found: Alignments) -> Int64:
    """Numbers of the alignments that no better one of the same two speeches tells too, ordered by place."""
    best_first = np.lexsort((*_places(found), -found.worth))
    found = found.only(best_first)
    speeches = corpus.speech[found.first_begin] * np.int64(len(corpus.character_of))
    pair = np.unique(speeches + corpus.speech[found.second_begin], return_inverse=True)[1]
    offset = pair * (2 * len(corpus.word) + 1)
    sides = (
        _Side.of(found.first_begin, found.first_end, offset),
        _Side.of(found.second_begin, found.second_end, offset),
    )
    still = np.ones(len(found), bool)
    for best in np.flatnonzero(sides[0].crowded() & sides[1].crowded()).tolist():
        if still[best]:
            still[_covered(sides, best)] = False
    return best_first[still][np.lexsort(_places(found.only(still)))]


def _places(found: Alignments) -> tuple[Int64, ...]:
    """By which to order alignments by place, the last column first."""
    return found.second_end, found.second_begin, found.first_end, found.first_begin


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of all alignments, and where in the order of their middles those stand whose middle each covers.

    What covers half of a stretch covers its middle, so that others need no look; to look at all would take the square
    of what two speeches share.
    """

    begin: Int64
    end: Int64
    ordered: Int64
    low: Int64
    high: Int64

    @classmethod
    def of(cls, begin: Int64, end: Int64, offset: Int64) -> _Side:
        """Orders them; `offset` keeps different pairs of speeches apart."""
        middle = begin + end + offset
        ordered = np.argsort(middle, kind="stable")
        low = np.searchsorted(middle[ordered], 2 * begin + offset)
        high = np.searchsorted(middle[ordered], 2 * end + offset, side="right")
        return cls(begin, end, ordered, low, high)

    def crowded(self) -> Mask:
        """Which cover the middle of others than themselves."""
        return np.asarray(self.high - self.low > 1)


def _covered(sides: tuple[_Side, _Side], best: int) -> Int64:
    """The alignments, among those that are less good, that one covers on both sides."""
    fewer = min(sides, key=lambda side: side.high[best] - side.low[best])
    rest = fewer.ordered[fewer.low[best] : fewer.high[best]]
    rest = rest[rest > best]
    for side in sides if len(rest) else ():
        common = np.minimum(side.end[rest], side.end[best]) - np.maximum(side.begin[rest], side.begin[best])
        rest = rest[common >= _SAME * (side.end[rest] - side.begin[rest])]
    return rest
