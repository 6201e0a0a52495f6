"""Which of the wordings that stand inside each other become rows, against choosing them one by one."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.holding import Nesting
from lineage.formulae.selection import Selection, select

SCORES = (0.2, 0.5, 0.8)
MIN_SPEECHES = 2


@dataclass(frozen=True)
class Row:
    """A wording as `select` is told of it."""

    wording: str
    score: float
    places: int = 10
    speeches: int = 4
    eligible: bool = True

    @property
    def rank(self) -> tuple[float, int, str]:
        return -self.score, -len(self.wording), self.wording


#: Of the inner and the outer wording how many places of the inner lie inside, and its speeches with others.
Pairs = dict[tuple[str, str], tuple[int, int]]


def chosen(rows: list[Row], pairs: Pairs, min_speeches: int = MIN_SPEECHES) -> Selection:
    number = {row.wording: at for at, row in enumerate(rows)}
    found = sorted((number[inner], number[outer], *counts) for (inner, outer), counts in pairs.items())
    nesting = Nesting(*(np.array([pair[at] for pair in found], np.int64) for at in range(4)))
    places, speeches = (np.array([getattr(row, name) for row in rows], np.int64) for name in ("places", "speeches"))
    eligible, scores = np.array([row.eligible for row in rows], bool), np.array([row.score for row in rows], float)
    return select([row.wording for row in rows], scores, eligible, nesting, (places, speeches), min_speeches)


def told(rows: list[Row], selection: Selection) -> dict[str, tuple[bool, str, str]]:
    """Of each wording whether it is kept, what it gives way to, and what holds it."""
    names = [*(row.wording for row in rows), ""]
    columns = (selection.kept.tolist(), selection.under.tolist(), selection.holder.tolist())
    return {
        row.wording: (kept, names[under], names[holder])
        for row, kept, under, holder in zip(rows, *columns, strict=True)
    }


class Obvious:
    """The rules, pair by pair."""

    def __init__(self, rows: list[Row], pairs: Pairs, min_speeches: int) -> None:
        self._pairs, self._min_speeches = pairs, min_speeches
        self.rows = sorted((row for row in rows if row.eligible), key=lambda row: row.rank)

    def is_held(self, inner: Row, outer: Row) -> bool:
        covered, _ = self._pairs.get((inner.wording, outer.wording), (0, 0))
        return 0 < covered >= 0.8 * inner.places and outer.speeches > 0.5 * inner.speeches

    def speaks_alone(self, inner: Row, outer: Row) -> bool:
        return self._pairs[inner.wording, outer.wording][1] >= self._min_speeches

    def gives_way(self, worse: Row, better: Row) -> bool:
        if (worse.wording, better.wording) in self._pairs:
            return self.is_held(worse, better) and not self.speaks_alone(worse, better)
        if (better.wording, worse.wording) in self._pairs:
            return self.is_held(better, worse) or 2 * len(better.wording) > len(worse.wording)
        return False

    def told(self) -> dict[str, tuple[bool, str, str]]:
        kept: list[Row] = []
        result = {}
        for row in self.rows:
            over = [better for better in kept if self.gives_way(row, better)]
            holders = [better for better in kept if self.is_held(row, better) and self.speaks_alone(row, better)]
            if over:
                result[row.wording] = (False, over[0].wording, "")
            else:
                result[row.wording] = (True, "", holders[0].wording if holders else "")
                kept.append(row)
        return result


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Row], Pairs]:
    """Some wordings, and which of the shorter ones stand how often inside which of the longer ones."""
    wordings = draw(st.lists(st.text("ab", min_size=1, max_size=6), max_size=9, unique=True))
    counts = st.tuples(st.integers(1, 12), st.integers(1, 5), st.booleans() | st.just(value=True))
    rows = []
    for wording in wordings:
        places, speeches, eligible = draw(counts)
        rows.append(Row(wording, draw(st.sampled_from(SCORES)), places, speeches, eligible))
    pairs = {}
    for inner in rows:
        for outer in rows:
            if len(inner.wording) < len(outer.wording) and draw(st.booleans()):
                covered = draw(st.integers(1, inner.places) | st.just(inner.places))
                pairs[inner.wording, outer.wording] = covered, draw(st.integers(0, inner.speeches))
    return rows, pairs


CORPORA = corpora()


@given(CORPORA, st.integers(1, 4))
def test_the_best_are_chosen_first_as_the_obvious_way_chooses_them(corpus: tuple[list[Row], Pairs], least: int):
    rows, pairs = corpus
    expected = dict.fromkeys((row.wording for row in rows), (False, "", "")) | Obvious(rows, pairs, least).told()
    assert told(rows, chosen(rows, pairs, least)) == expected


@given(CORPORA)
def test_an_eligible_wording_is_kept_or_gives_way_to_a_better_one_that_is(corpus: tuple[list[Row], Pairs]):
    rows, pairs = corpus
    found = chosen(rows, pairs)
    for at, row in enumerate(rows):
        under, holder = int(found.under[at]), int(found.holder[at])
        assert row.eligible == (found.kept[at] or under >= 0)
        assert not (found.kept[at] and under >= 0)
        assert holder < 0 or found.kept[at]
        for other in (under, holder):
            assert other < 0 or (found.kept[other] and rows[other].rank < row.rank)


@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_wordings_does_not_matter(corpus: tuple[list[Row], Pairs], random):
    rows, pairs = corpus
    shuffled = random.sample(rows, len(rows))
    assert told(rows, chosen(rows, pairs)) == told(shuffled, chosen(shuffled, pairs))


@given(CORPORA)
def test_what_is_no_candidate_is_as_good_as_absent(corpus: tuple[list[Row], Pairs]):
    rows, pairs = corpus
    among = [row for row in rows if row.eligible]
    names = {row.wording for row in among}
    fewer = {pair: counts for pair, counts in pairs.items() if names.issuperset(pair)}
    whole = told(rows, chosen(rows, pairs))
    assert told(among, chosen(among, fewer)) == {name: whole[name] for name in whole if name in names}


@given(CORPORA)
def test_where_nothing_is_nested_all_are_kept(corpus: tuple[list[Row], Pairs]):
    rows, _ = corpus
    found = chosen(rows, {})
    assert found.kept.tolist() == [row.eligible for row in rows]
    assert set(found.under.tolist()) | set(found.holder.tolist()) <= {-1}


KEPT, LONG, SHORT = (True, "", ""), "abcdefgh", "abc"


@pytest.mark.parametrize(
    ("covered", "outer_speeches", "own", "fate"),
    [
        (8, 4, 1, (False, LONG, "")),  # held, and it says nothing on its own
        (10, 4, 0, (False, LONG, "")),
        (8, 3, 1, (False, LONG, "")),
        (8, 4, 2, (True, "", LONG)),  # held, but two speeches say it alone
        (7, 4, 0, KEPT),  # too few of its places
        (8, 2, 0, KEPT),  # in too few of its speeches
        (8, 2, 2, KEPT),
    ],
)
def test_a_worse_shorter_wording_gives_way_where_it_is_held_and_says_nothing_alone(
    covered: int, outer_speeches: int, own: int, fate: tuple[bool, str, str]
):
    rows = [Row(SHORT, 0.2), Row(LONG, 0.8, 8, outer_speeches)]
    assert told(rows, chosen(rows, {(SHORT, LONG): (covered, own)})) == {SHORT: fate, LONG: KEPT}


@pytest.mark.parametrize(
    ("longer", "covered", "gives_way"),
    [
        ("abcde", 1, True),  # the better one is more than half of it
        ("abcdef", 1, False),  # just half
        (LONG, 1, False),
        (LONG, 8, True),  # nearly all places of the better one lie inside it: it adds nothing
    ],
)
def test_a_worse_longer_wording_gives_way_to_what_is_most_of_it(longer: str, covered: int, gives_way: bool):
    rows = [Row(longer, 0.2, covered, 4), Row(SHORT, 0.8)]
    fate = (False, SHORT, "") if gives_way else KEPT
    assert told(rows, chosen(rows, {(SHORT, longer): (covered, 4)})) == {longer: fate, SHORT: KEPT}


def test_what_gives_way_makes_nothing_else_give_way():
    # The middle wording gives way to the best, so that the last, which only the middle one beats, is kept.
    rows = [Row("abcde", 0.8), Row("abcd", 0.5), Row("abc", 0.2)]
    pairs = {("abcd", "abcde"): (10, 0), ("abc", "abcd"): (10, 0)}
    assert told(rows, chosen(rows, pairs)) == {"abcde": KEPT, "abcd": (False, "abcde", ""), "abc": KEPT}


def test_of_several_better_ones_the_best_is_named():
    rows = [Row("abcdefg", 0.5), Row("bcdefgh", 0.8), Row("bcd", 0.2)]
    of_all = {("bcd", "abcdefg"): (10, 0), ("bcd", "bcdefgh"): (9, 0)}
    assert told(rows, chosen(rows, of_all))["bcd"] == (False, "bcdefgh", "")
    alone = {pair: (covered, 3) for pair, (covered, _) in of_all.items()}
    assert told(rows, chosen(rows, alone))["bcd"] == (True, "", "bcdefgh")


def test_of_equal_scores_the_longer_wording_is_better():
    rows = [Row("abc", 0.5), Row("abcd", 0.5)]
    assert told(rows, chosen(rows, {("abc", "abcd"): (10, 0)})) == {"abc": (False, "abcd", ""), "abcd": KEPT}


def test_a_better_one_that_may_be_no_row_takes_no_places():
    rows = [Row("abc", 0.2), Row("abcd", 0.8, eligible=False)]
    found = told(rows, chosen(rows, {("abc", "abcd"): (10, 0)}))
    assert found == {"abc": KEPT, "abcd": (False, "", "")}


def test_of_nothing_nothing_is_chosen():
    assert len(chosen([], {}).kept) == 0


def test_a_long_chain_is_resolved():
    # Each beats the next: every second one is kept.
    wordings = ["a" * length for length in range(200, 0, -1)]
    rows = [Row(wording, 1 - at / 1000) for at, wording in enumerate(wordings)]
    pairs = {(inner, outer): (10, 0) for outer, inner in pairwise(wordings)}
    assert chosen(rows, pairs).kept.tolist() == [True, False] * 100
