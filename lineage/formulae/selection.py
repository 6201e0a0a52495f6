"""Which of the wordings that stand inside each other become rows: the better one, and no row says a thing twice.

A wording gives way to a better one in two cases. It is held: the better one covers nearly all its places, in most of
its speeches, and it says nothing on its own (全国政协各位 in 全国政协各位委员). Or it extends the better one, which is
more than half of it (推动高质量发展) or is held by it. Better is what scores higher. Of a longer wording that gives way
enough places make it a variant; of a shorter one they make a part. A worse wording that is held but stands in enough
speeches on its own stays a row, linked to the better one and ranked by what it says on its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.formulae.holding import Nesting
from lineage.models import Float64, Int64, Mask

#: A wording is held by a longer one that covers this share of its places,
HELD_SHARE: Final = 0.8
#: and that stands in more than this share of its speeches.
HELD_SPEECHES: Final = 0.5
#: A longer wording extends one that is more than this share of it.
_EXTENDED: Final = 0.5
_OPEN, _KEPT, _GIVEN_UP = range(3)


@dataclass(frozen=True, slots=True)
class Selection:
    """For each of `N` wordings what becomes of it, int64 `(N,)`.

    Attributes:
        kept: bool. Whether it is a row.
        under: The best row that a wording gives way to; -1 for rows, and for what was never to become one.
        holder: The better row that holds a row, -1 where none does: the row is ranked by what lies outside it.
    """

    kept: Mask
    under: Int64
    holder: Int64


def select(
    wordings: Sequence[str],
    scores: Float64,
    eligible: Mask,
    nesting: Nesting,
    standing: tuple[Int64, Int64],
    min_speeches: int,
) -> Selection:
    """Chooses among the wordings, the best first.

    Args:
        wordings: Canonical, `N`.
        scores: `(N,)`. Of equal scores the longer wording is better, then the first by characters.
        eligible: `(N,)`. Which of them may be rows at all.
        nesting: What lies inside what.
        standing: How many places and speeches each has.
        min_speeches: A held wording needs so many speeches of its own.
    """
    among = np.flatnonzero(eligible[nesting.inner] & eligible[nesting.outer])
    inner, outer = nesting.inner[among], nesting.outer[among]
    rank, length = _ranked(wordings, scores), np.array([len(wording) for wording in wordings], np.int64)
    places, speeches = standing
    held = (nesting.covered[among] >= HELD_SHARE * places[inner]) & (speeches[outer] > HELD_SPEECHES * speeches[inner])
    alone = nesting.own[among] >= min_speeches
    inner_better = rank[inner] < rank[outer]
    outer_yields = inner_better & (held | (length[inner] > _EXTENDED * length[outer]))
    inner_yields = ~inner_better & held & ~alone
    winner = np.append(inner[outer_yields], outer[inner_yields])
    loser = np.append(outer[outer_yields], inner[inner_yields])
    state = _resolve(winner, loser, eligible)
    linked = ~inner_better & held & alone & (state[inner] == _KEPT) & (state[outer] == _KEPT)
    lost = (state[winner] == _KEPT) & (state[loser] == _GIVEN_UP)
    return Selection(
        state == _KEPT,
        _best(winner[lost], loser[lost], rank),
        _best(outer[linked], inner[linked], rank),
    )


def _ranked(wordings: Sequence[str], scores: Float64) -> Int64:
    """The rank of each wording, from 0."""
    text = pa.array(wordings, pa.string())
    alphabetical = np.asarray(pc.rank(text, tiebreaker="dense"), np.int64)
    order = np.lexsort((alphabetical, -np.asarray(pc.utf8_length(text)), -scores))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _resolve(winner: Int64, loser: Int64, eligible: Mask) -> Int64:
    """What becomes of each wording: it is kept unless one that is kept wins over it.

    Winners are better than their losers, so that every round decides at least the best of those still open.
    """
    state = np.where(eligible, _OPEN, _GIVEN_UP)
    while (state == _OPEN).any():
        at_stake = (state[loser] == _OPEN) & (state[winner] != _GIVEN_UP)
        winner, loser = winner[at_stake], loser[at_stake]
        state[loser[state[winner] == _KEPT]] = _GIVEN_UP
        waits = np.zeros(len(state), bool)
        waits[loser] = True
        state[(state == _OPEN) & ~waits] = _KEPT
    return state


def _best(other: Int64, of: Int64, rank: Int64) -> Int64:
    """For each wording the best of the others it is paired with, -1 where there is none."""
    best = np.full(len(rank), -1, np.int64)
    order = np.argsort(-rank[other], kind="stable")
    best[of[order]] = other[order]
    return best
