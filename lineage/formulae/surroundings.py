"""What stands around the places of a wording, and what that says of it.

freedom: how many neighbours take turns beside it, on the poorer side (branching entropy: Jin & Tanaka-Ishii 2006,
    "Unsupervised segmentation of Chinese text by use of branching entropy"); 0 for what is torn from something.
closure: share of its places with which a clause ends; a function word behind it (…的) counts half.
quotation: share of its places in quotation marks or 《》.
upheld: share of its places that the text calls a line: one holds to it (坚持…), or it is named so (…的方针); a third of
    them is as much as counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from lineage.detect import Corpus
from lineage.detect.counting import distinct, tally
from lineage.formulae.candidates import WordPlaces
from lineage.formulae.edges import EdgeWords
from lineage.formulae.holding import speeches_of
from lineage.formulae.policy import PolicyWords
from lineage.models import Flags, Float64, Int32, Int64, Mask
from lineage.text.marks import CLOSES, COMMA, HARD, LIGHT, OPENS

#: Entropy (nats) from which on a side counts as wholly free: about twenty neighbours used alike.
_FULL_ENTROPY: Final = 3.0
#: Places that run across a comma must begin and end where clauses do; so must this share of all places be whole.
_WHOLE_SHARE: Final = 0.5
#: What the text calls a line in this share of the places is wholly upheld.
OFTEN_UPHELD: Final = 1 / 3
#: Words in which a verb that upholds something is looked for.
_OPENING: Final = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is told above, float64 `(N,)` each, between 0 and 1."""

    freedom: Float64
    closure: Float64
    quotation: Float64
    upheld: Float64


def look_around(corpus: Corpus, places: WordPlaces, count: int, edges: EdgeWords, policy: PolicyWords) -> Surroundings:
    """The surroundings of `count` wordings at their places.

    Args:
        corpus: The speeches.
        places: Where the wordings stand.
        count: How many wordings there are.
        edges: What the words of the vocabulary do at an edge.
        policy: Which words call something a line.
    """
    around = _Around(corpus, places, edges)
    total = np.maximum(np.bincount(places.row, minlength=count), 1)

    def share(holds: Mask) -> Float64:
        return np.asarray(np.bincount(places.row, holds, count) / total)

    whole = (share(~around.torn(edges, policy)) >= _WHOLE_SHARE) & ~_breaks_off_list(around, places.row, count)
    return Surroundings(
        np.where(whole, _freedom(around, places.row, total, edges), 0.0),
        share(around.after != 0) + share((around.after == 0) & edges.free[around.right]) / 2,
        share(((around.before & OPENS) != 0) & ((around.after & CLOSES) != 0)),
        np.minimum(share(around.upheld(policy)) / OFTEN_UPHELD, 1.0),
    )


class _Around:
    """The words and marks beside each place, `(P,)` each."""

    def __init__(self, corpus: Corpus, places: WordPlaces, edges: EdgeWords) -> None:
        boundary = np.append(corpus.word_boundary, HARD)
        word = corpus.keep(np.append(corpus.word, np.zeros(2, np.int32)))
        begin, end = places.first, corpus.keep(places.first + places.length)
        commas = corpus.keep(np.cumsum((boundary & COMMA) != 0, dtype=np.int32))
        marks = corpus.keep(np.cumsum(boundary != 0, dtype=np.int32))
        self.crosses_comma: Mask = commas[end - 1] > commas[begin]
        self.crosses_mark: Mask = marks[end - 1] > marks[begin]
        self.speech: Int32 = corpus.speech[begin]
        self.before, self.after = boundary[begin], boundary[end]
        self.left: Int32 = word[begin - 1]
        self.right: Int32 = word[end]
        #: The word after 的, where that stands right after the place.
        self.right_of_particle: Int32 = self.right.copy()
        passed = np.flatnonzero(edges.particle[self.right])
        passed = passed[boundary[end[passed] + 1] == 0]
        self.right_of_particle[passed] = word[end[passed] + 1]
        self._word, self._begin, self._end = word, begin, end

    def torn(self, edges: EdgeWords, policy: PolicyWords) -> Mask:
        """Which places are torn from something.

        They run across a comma, and do not begin and end where clauses do (a particle may follow); or they break off
        what a verb has to say before 的 (奉行独立自主 before 的和平外交政策).
        """
        goes_on = edges.particle[self.right] & (self.after == 0)
        framed = (self.before != 0) & ((self.after != 0) | goes_on)
        torn = self.crosses_comma & ~framed
        torn[goes_on] |= self._opens_with(policy.upholds, np.flatnonzero(goes_on))
        return np.asarray(torn)

    def _opens_with(self, verbs: Mask, asked: Int64) -> Mask:
        """Which of the places that are asked for have such a verb among their first words."""
        begin, last = self._begin[asked], self._end[asked] - 1
        words = (self._word[np.minimum(begin + further, last)] for further in range(_OPENING))
        return np.asarray(np.logical_or.reduce([verbs[word] for word in words]))

    def upheld(self, policy: PolicyWords) -> Mask:
        """Which places the text calls a line; a quotation mark may stand between."""
        held = policy.upholds[self.left] & ((self.before == 0) | _is_quote(self.before, OPENS))
        named = policy.names[self.right_of_particle] & ((self.after == 0) | _is_quote(self.after, CLOSES))
        return np.asarray(held | named)


def _breaks_off_list(around: _Around, row: Int64, rows: int) -> Mask:
    """Which wordings are part of a list that goes on alike in most of their speeches.

    爱国主义、集体主义 goes on with 、社会主义; 女士们、先生们 with 、朋友们 in one speech, with 、同志们 in another.
    """
    speeches, broken = int(around.speech.max(initial=0)) + 1, np.zeros(rows, bool)
    total = speeches_of(row, around.speech, rows)
    for beside, boundary in ((around.left, around.before), (around.right, around.after)):
        listed = around.crosses_mark & _is_in_list(boundary)
        words = int(beside.max(initial=0)) + 1
        place = (row[listed] * words + beside[listed]) * speeches + around.speech[listed]
        pair, count = tally(distinct(place) // speeches)
        alike = np.zeros(rows, np.int64)
        np.maximum.at(alike, pair // words, count)
        broken |= alike > _WHOLE_SHARE * total
    return broken


def _is_in_list(boundary: Flags) -> Mask:
    """Where one member of a list ends and another begins: 、 or ”“, but no quotation mark alone."""
    quotes = OPENS | CLOSES
    between = ((boundary & quotes) == 0) | ((boundary & quotes) == quotes)
    return np.asarray(((boundary & LIGHT) != 0) & ((boundary & (COMMA | HARD)) == 0) & between)


def _is_quote(boundary: Flags, mark: int) -> Mask:
    """Where nothing but a quotation mark of this kind stands within a sentence."""
    return np.asarray(((boundary & mark) != 0) & ((boundary & (COMMA | HARD)) == 0))


def _freedom(around: _Around, row: Int64, total: Int64, edges: EdgeWords) -> Float64:
    left, right = (
        _entropy(row, beside, at_mark, edges, len(total))
        for beside, at_mark in ((around.left, around.before != 0), (around.right, around.after != 0))
    )
    ceiling = np.minimum(np.log(np.maximum(total, 2)), _FULL_ENTROPY)
    return np.asarray(np.minimum(np.minimum(left, right) / ceiling, 1.0))


def _entropy(row: Int64, neighbour: Int32, at_mark: Mask, edges: EdgeWords, rows: int) -> Float64:
    """Entropy (nats) of each wording's neighbours on one side.

    A mark or a function word is an outcome of its own, all numbers are one.
    """
    total = np.maximum(np.bincount(row, minlength=rows), 1).astype(float)
    free = at_mark | edges.free[neighbour]
    free_share = np.bincount(row[free], minlength=rows) / total
    code = np.where(edges.number[neighbour], -1, neighbour)[~free]
    words = len(edges.number) + 1
    pair, count = tally(row[~free] * words + code + 1)
    owner = pair // words
    share = count / total[owner]
    return np.asarray(free_share * np.log(total) - np.bincount(owner, share * np.log(share), rows))
