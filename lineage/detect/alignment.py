"""Gapped alignment: runs of equal words chained across small gaps, then grown on both sides over edited words.

The kernel is the X-drop extension of BLAST (Altschul et al. 1997, "Gapped BLAST and PSI-BLAST") on words, inside a
band, for all chains at once: one numpy step is one word further for every chain that still gains. A match is worth its
surprise (`lineage.detect.surprise`), a word replaced or left over costs a little; an alignment that fell too far below
its best stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lineage.detect.corpus import Corpus
from lineage.detect.counting import blocks, ranked
from lineage.detect.seeds import Runs
from lineage.detect.surprise import BIT, Surprise
from lineage.models import Int32, Int64, Mask

#: Runs that are at most so many words apart on both sides are of one alignment, whatever their order.
_GAP: Final = 10
#: Runs may overlap by so many words, where an edit repeats a word.
_OVERLAP: Final = 4
#: Each run is compared with so many runs after it.
_NEIGHBOURS: Final = 8
#: What a word too many costs, and a word replaced by another, in hundredths of a bit.
LEFT_OVER: Final = 5 * BIT // 2
_REPLACED: Final = 3 * BIT
#: An alignment that falls so far below its best is given up.
_DROP: Final = 26 * BIT
#: Words that two speeches may get out of step while an alignment grows, and words it grows at most.
_BAND, _REACH = 4, 32
#: Words after which what has stopped growing is left behind; divides the reach.
_STRIDE: Final = 8
#: Chains worth less are not grown.
_LEAST: Final = 14 * BIT
#: Chains that are grown at once; bounds memory.
_BATCH: Final = 1 << 14
_NEVER: Final = -(1 << 28)
_NO_WORD: Final = -1


@dataclass(frozen=True, slots=True)
class Alignments:
    """Pairs of stretches in two speeches that are near: int64 `(A,)` each, words of the corpus, half open.

    Attributes:
        first_begin, first_end: In the earlier speech of the corpus.
        second_begin, second_end: In the later one.
        worth: Surprise of what is shared less what the edits cost, hundredths of a bit.
    """

    first_begin: Int64
    first_end: Int64
    second_begin: Int64
    second_end: Int64
    worth: Int64

    def __len__(self) -> int:
        return len(self.worth)

    def columns(self) -> tuple[Int64, ...]:
        """The columns, in order."""
        return self.first_begin, self.first_end, self.second_begin, self.second_end, self.worth

    def words(self) -> Int64:
        """Words on the longer side of each."""
        return np.asarray(np.maximum(self.first_end - self.first_begin, self.second_end - self.second_begin))

    def only(self, chosen: Mask | Int64 | slice) -> Alignments:
        """The alignments that a mask, a list of numbers or a slice picks."""
        first_begin, first_end, second_begin, second_end, worth = (column[chosen] for column in self.columns())
        return Alignments(first_begin, first_end, second_begin, second_end, worth)


@dataclass(frozen=True, slots=True)
class Padded:
    """Words with so much space between speeches that no alignment grows from one into the next.

    Attributes:
        word: The words; the space matches itself, which gains nothing.
        gain: What a word is worth more where it is matched than where it is replaced.
        shift: How far each word of the corpus is moved by the space before it.
    """

    word: Int32
    gain: Int32
    shift: Int32

    @classmethod
    def of(cls, corpus: Corpus, surprise: Surprise) -> Padded:
        """The words of a corpus, and what each is worth."""
        shift = (corpus.speech + np.int32(1)) * np.int32(_REACH + _BAND + 1)
        size = len(corpus.word) + (len(corpus.character_of) + 1) * (_REACH + _BAND + 1)
        word, gain = np.full(size, _NO_WORD, np.int32), np.zeros(size, np.int32)
        place = np.arange(len(corpus.word)) + shift
        word[place], gain[place] = corpus.word, surprise.following + _REPLACED
        return cls(corpus.keep(word), corpus.keep(gain), corpus.keep(shift))

    def at(self, place: Int64) -> tuple[Int32, Int32]:
        """The words of these places, and what each gains."""
        return self.word.take(place), self.gain.take(place)


def align(corpus: Corpus, runs: Runs, surprise: Surprise, padded: Padded) -> Alignments:
    """The runs, chained and grown; several alignments may tell of one place.

    Args:
        corpus: The speeches.
        runs: Equal stretches, ordered by place.
        surprise: What each word is worth.
        padded: The speeches, for growing.
    """
    chains = _chained(corpus, runs, surprise)
    return grown(padded, chains.only(chains.worth >= _LEAST))


def grown(padded: Padded, chains: Alignments) -> Alignments:
    """The alignments, grown on both sides over edited words as long as that pays."""
    parts = [_grown(padded, chains.only(own)) for own in blocks(len(chains), _BATCH)]
    return joined(parts) if parts else chains


def joined(parts: Sequence[Alignments]) -> Alignments:
    """All alignments of the parts."""
    columns = zip(*(part.columns() for part in parts), strict=True)
    first_begin, first_end, second_begin, second_end, worth = (np.concatenate(column) for column in columns)
    return Alignments(first_begin, first_end, second_begin, second_end, worth)


def chained(corpus: Corpus, stretches: Alignments, overlap: int = _OVERLAP) -> tuple[Alignments, Int64]:
    """Neighbouring stretches of two speeches as one, whether or not they come in the same order.

    Args:
        corpus: The speeches.
        stretches: What is chained.
        overlap: Words that neighbours may share, where they come in the same order.

    Returns:
        The chains, whose worth is the sum of their stretches', and the chain of each stretch.
    """
    speeches = len(corpus.character_of)
    pair = corpus.speech[stretches.first_begin].astype(np.int64) * speeches + corpus.speech[stretches.second_begin]
    order = np.lexsort((ranked(stretches.first_begin, stretches.second_begin), pair))
    link = order[_links(stretches.only(order), pair[order], overlap)]
    return united(stretches, link)


def united(stretches: Alignments, link: Int64) -> tuple[Alignments, Int64]:
    """The stretches that links join as one each, worth the sum of theirs, and which of these each belongs to.

    Args:
        stretches: What is joined, `N`.
        link: `(2, links)`. Numbers of stretches that belong together.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(link.shape[1], bool), (link[0], link[1])), shape=(len(stretches), len(stretches)))
    count, chain = connected_components(graph, directed=False)
    begins, ends = (np.full((2, count), extreme, np.int64) for extreme in (np.iinfo(np.int64).max, 0))
    sides = ((stretches.first_begin, stretches.first_end), (stretches.second_begin, stretches.second_end))
    for side, (begin, end) in enumerate(sides):
        np.minimum.at(begins[side], chain, begin)
        np.maximum.at(ends[side], chain, end)
    worth = np.zeros(count, np.int64)
    np.add.at(worth, chain, stretches.worth)
    return Alignments(begins[0], ends[0], begins[1], ends[1], worth), chain.astype(np.int64)


def _links(stretches: Alignments, pair: Int64, overlap: int) -> Int64:
    """Numbers of ordered stretches that belong together, `(2, links)`."""
    links = [np.zeros((2, 0), np.int64)]
    for distance in range(1, min(_NEIGHBOURS + 1, len(stretches))):
        one, other = slice(None, -distance), slice(distance, None)
        gap = stretches.first_begin[other] - stretches.first_end[one]
        onward = stretches.second_begin[other] - stretches.second_end[one]
        back = stretches.second_begin[one] - stretches.second_end[other]
        in_order = (gap >= -overlap) & (onward >= -overlap) & (onward <= _GAP)
        turned = (gap >= -1) & (back >= -1) & (back <= _GAP)
        near = np.flatnonzero((pair[one] == pair[other]) & (gap <= _GAP) & (in_order | turned))
        links.append(np.stack((near, near + distance)))
    return np.concatenate(links, axis=1)


def _chained(corpus: Corpus, runs: Runs, surprise: Surprise) -> Alignments:
    """The runs in chains, which cost what is left over between the runs, and the runs that are worth more alone.

    Where words repeat (万岁，万岁) runs lie over each other; no more is shared than the shorter side holds.
    """
    total = np.concatenate(([0], np.cumsum(surprise.following, dtype=np.int64)))
    end = runs.first + runs.length
    own = total[end] - total[runs.first] - surprise.following[runs.first] + surprise.alone[runs.first]
    alone = Alignments(runs.first, end, runs.second, runs.second + runs.length, own)
    chains, chain = chained(corpus, alone)
    words = np.zeros(len(chains), np.int64)
    np.add.at(words, chain, runs.length)
    shared = np.minimum(
        words, np.minimum(chains.first_end - chains.first_begin, chains.second_end - chains.second_begin)
    )
    worth = chains.worth * shared // np.maximum(words, 1)
    chains = replace(chains, worth=worth - LEFT_OVER * (chains.words() - shared))
    return joined([chains, alone.only(own > chains.worth[chain])])


def _grown(padded: Padded, chains: Alignments) -> Alignments:
    """The chains with what can be gained on their left and on their right."""
    allowed = np.minimum(chains.worth, _DROP).astype(np.int32)
    first, second = (padded.shift[begin] for begin in (chains.first_begin, chains.second_begin))
    ahead, first_ahead, second_ahead = _reach(padded, chains.first_end + first, chains.second_end + second, 1, allowed)
    behind, first_behind, second_behind = _reach(
        padded, chains.first_begin + first - 1, chains.second_begin + second - 1, -1, allowed
    )
    return Alignments(
        chains.first_begin - first_behind,
        chains.first_end + first_ahead,
        chains.second_begin - second_behind,
        chains.second_end + second_ahead,
        chains.worth + ahead + behind,
    )


def _reach(padded: Padded, first: Int64, second: Int64, step: int, allowed: Int32) -> tuple[Int64, Int64, Int64]:
    """How far each alignment grows from the words `first` and `second` on: the gain, and words on either side.

    Row `s` of the recurrence holds, for each shift in the band, the best of aligning `s` words of the first speech with
    `s + shift` of the second. A row is an array `(shifts, alignments)`. What no longer gains stays in the rows, and is
    not looked at, until a stride is over: to take it out costs more than a few words further.
    """
    best, words, shift = np.zeros((3, len(first)), np.int64)
    growing = np.arange(len(first))
    shifts = np.arange(-_BAND, _BAND + 1)
    row = np.repeat(np.where(shifts >= 0, -LEFT_OVER * shifts, _NEVER).astype(np.int32)[:, None], len(first), axis=1)
    for begin in range(0, _REACH, _STRIDE):
        ahead, beside = np.arange(begin, begin + _STRIDE), np.arange(begin - _BAND, begin + _STRIDE + _BAND)
        here, here_gain = padded.at(first[growing] + step * ahead[:, None])
        there, there_gain = padded.at(second[growing] + step * beside[:, None])
        gains, top, least = np.ones(len(growing), bool), best[growing], allowed[growing]
        for place in range(_STRIDE):
            band = slice(place, place + len(shifts))
            row = _next_row(row, here[place], here_gain[place], there[band], there_gain[band])
            value = row.max(axis=0)
            risen = np.flatnonzero(gains & (value > top))
            top[risen], words[growing[risen]] = value[risen], begin + place + 1
            shift[growing[risen]] = shifts[row[:, risen].argmax(axis=0)]
            gains &= (here[place] != _NO_WORD) & (value > top - least)
        best[growing] = top
        row, growing = row.compress(gains, axis=1), growing[gains]
        if not len(growing):
            break
    return best, words, words + shift


def _next_row(row: Int32, here: Int32, here_gain: Int32, there: Int32, there_gain: Int32) -> Int32:
    """One word further in the first speech: matched or replaced, left over there, or with words left over beside it."""
    following = np.minimum(there_gain, here_gain)
    following *= there == here
    following += row - np.int32(_REPLACED)
    np.maximum(following[:-1], row[1:] - np.int32(LEFT_OVER), out=following[:-1])
    for shift in range(1, len(following)):
        np.maximum(following[shift], following[shift - 1] - np.int32(LEFT_OVER), out=following[shift])
    return following
