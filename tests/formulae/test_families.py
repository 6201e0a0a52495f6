"""What folds into what, against the obvious way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Places
from lineage.formulae.candidates import Candidates
from lineage.formulae.containment import Containment
from lineage.formulae.families import FOLDED_SHARE, fold, fold_by_places, follow, nested


def candidates_in(speeches: list[int]) -> Candidates:
    """Candidates in so many speeches; fold looks at nothing else."""
    columns = np.array(speeches, np.int64)
    return Candidates(columns, columns, columns, columns, columns, [f"wording {at}" for at in range(len(columns))])


def labels(
    speeches: list[int], pairs: list[tuple[int, int, float]], scores: list[float], eligible: list[bool] | None = None
) -> list[int]:
    inner, outer, share = (np.array(column) for column in zip(*pairs, strict=True))
    contained = Containment(inner, outer, share.astype(float))
    mask = np.array(eligible or [True] * len(speeches))
    return fold(candidates_in(speeches), contained, np.array(scores), mask).tolist()


@pytest.mark.parametrize(
    ("speeches", "share", "label"),
    [
        ([4, 3], 0.9, [1, 1]),
        ([4, 3], 0.8, [1, 1]),
        ([4, 3], 0.79, [0, 1]),
        ([4, 2], 0.9, [0, 1]),  # in half of its speeches only
        ([5, 2], 1.0, [0, 1]),  # 命运共同体, which five speeches say
    ],
)
def test_a_wording_folds_into_the_longer_one_that_holds_nearly_all_of_it(
    speeches: list[int], share: float, label: list[int]
):
    assert labels(speeches, [(0, 1, share)], [0.9, 0.8]) == label


def test_of_several_longer_ones_the_one_that_holds_most_counts_then_the_better_score():
    assert labels([3, 3, 3], [(0, 1, 0.85), (0, 2, 0.9)], [0.1, 0.9, 0.2])[0] == 2
    assert labels([3, 3, 3], [(0, 1, 0.9), (0, 2, 0.9)], [0.1, 0.2, 0.9])[0] == 2
    assert labels([3, 3, 3], [(0, 1, 0.9), (0, 2, 0.9)], [0.1, 0.9, 0.2])[0] == 1
    assert labels([3, 3, 3], [(0, 1, 0.9), (0, 2, 0.9)], [0.1, 0.9, 0.9])[0] == 1


def test_labels_are_followed_to_the_last():
    assert labels([3, 3, 3], [(0, 1, 1.0), (1, 2, 1.0)], [0.1, 0.2, 0.3]) == [2, 2, 2]
    assert follow(np.array([1, 2, 3, 3, -1])).tolist() == [3, 3, 3, 3, -1]


def test_what_is_not_eligible_neither_folds_nor_is_folded_into():
    pairs = [(0, 1, 1.0), (1, 2, 1.0)]
    assert labels([3, 3, 3], pairs, [0.1, 0.2, 0.3], [True, False, True]) == [0, -1, 2]


def places_of(rows: list[tuple[int, int, int]]) -> Places:
    """Places `(wording, begin, length)` in one speech, in the order that places have."""
    rows = sorted(rows, key=lambda row: (row[0], row[1], row[2]))
    wording, begin, length = (np.array([row[at] for row in rows], np.int64) for at in range(3))
    return Places(wording, np.zeros(len(rows), np.int32), begin, begin + length)


# A wording has one length, and stands at a place once.
PLACES = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 12)), min_size=1, max_size=25, unique=True
).map(lambda rows: places_of([(wording, begin, wording + 1) for wording, begin in rows]))


@given(PLACES)
def test_nested_finds_all_pairs_of_places_of_which_one_holds_the_other(places: Places):
    spans = list(zip(places.begin.tolist(), places.end.tolist(), strict=True))
    expected = {
        (inner, outer)
        for inner, (begin, end) in enumerate(spans)
        for outer, (first, last) in enumerate(spans)
        if first <= begin and end <= last and end - begin < last - first
    }
    pairs = list(zip(*(column.tolist() for column in nested(places)), strict=True))
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == expected


@given(PLACES)
def test_rows_fold_into_a_row_that_holds_most_of_their_places(places: Places):
    inner, outer = (column.tolist() for column in nested(places))
    rows = 6
    label = fold_by_places(places, places.wording, rows).tolist()
    for row in range(rows):
        mine = set(np.flatnonzero(places.wording == row).tolist())
        held = [
            len({place for place, holder in zip(inner, outer, strict=True)
                 if place in mine and places.wording[holder] == other})
            for other in range(rows)
        ]  # fmt: skip
        folds = bool(mine) and max(held) >= FOLDED_SHARE * len(mine)
        assert (label[row] != row) is folds
        assert label[label[row]] == label[row]


def test_a_row_is_a_family_with_all_its_wordings():
    # Wordings 0 and 1 are one row: what lies in either lies in the row.
    places = places_of([(0, 0, 6), (1, 10, 6), (2, 1, 4), (2, 11, 4)])
    row = np.array([0, 0, 1, 1])
    assert fold_by_places(places, row, 2).tolist() == [0, 0]


def test_of_rows_that_hold_each_other_the_first_stays_and_the_rest_follow():
    # A long wording of row 1 holds row 0 and short ones of row 2; a long one of row 2 holds short ones of row 1.
    short_of_1, long_of_1, short_of_2, long_of_2 = 1, 2, 3, 4
    rows = [(0, 8, 2), (long_of_1, 0, 10), (long_of_2, 100, 10)]
    rows += [(short_of_2, at, 1) for at in range(8)] + [(short_of_1, 100 + at, 1) for at in range(8)]
    places = places_of(rows)
    row_of_wording = np.array([0, 1, 1, 2, 2])
    assert fold_by_places(places, row_of_wording[places.wording], 3).tolist() == [1, 1, 1]
