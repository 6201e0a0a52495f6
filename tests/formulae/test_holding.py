"""Which wordings stand inside which longer ones, against the obvious way."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Places
from lineage.formulae.holding import Nesting, find_nesting, nested, speeches_of

SPEECH = 1000  # characters of a speech in these tests


def places_of(rows: list[tuple[int, int, int]]) -> Places:
    """Places `(wording, begin, length)`, in the order that places have."""
    rows = sorted(rows)
    wording, begin, length = (np.array([row[at] for row in rows], np.int64) for at in range(3))
    return Places(wording, (begin // SPEECH).astype(np.int32), begin, begin + length)


# A wording has one length, and stands at a place once.
BEGINS = st.builds(lambda speech, at: speech * SPEECH + at, st.integers(0, 3), st.integers(0, 9))
PLACES = st.lists(st.tuples(st.integers(0, 5), BEGINS), max_size=25, unique=True).map(
    lambda rows: places_of([(wording, begin, wording + 1) for wording, begin in rows])
)


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


def obvious_nesting(places: Places) -> dict[tuple[int, int], tuple[int, int]]:
    """For each pair of wordings how many places of the inner lie inside the outer, and speeches that have others."""
    rows = list(
        zip(*(column.tolist() for column in (places.wording, places.speech, places.begin, places.end)), strict=True)
    )
    inside = {(inner, outer) for inner, outer in product(rows, rows) if holds(outer, inner)}
    pairs = {(inner[0], outer[0]) for inner, outer in inside}
    told = {}
    for one, other in sorted(pairs):
        covered = {inner for inner, outer in inside if (inner[0], outer[0]) == (one, other)}
        own = {row[1] for row in rows if row[0] == one and row not in covered}
        told[one, other] = len(covered), len(own)
    return told


def holds(outer: tuple[int, ...], inner: tuple[int, ...]) -> bool:
    (_, _, first, last), (_, _, begin, end) = outer, inner
    return first <= begin and end <= last and last - first > end - begin


def rows_of(nesting: Nesting) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    columns = (nesting.inner, nesting.outer, nesting.covered, nesting.own)
    return [((a, b), (c, d)) for a, b, c, d in zip(*(column.tolist() for column in columns), strict=True)]


@given(PLACES)
def test_what_lies_inside_what_is_told_as_the_obvious_way_tells_it(places: Places):
    nesting, _ = find_nesting(places, nested(places), 6)
    assert rows_of(nesting) == list(obvious_nesting(places).items())


@given(PLACES)
def test_a_place_lies_outside_where_no_longer_one_holds_it(places: Places):
    _, outside = find_nesting(places, nested(places), 6)
    rows = list(zip(places.wording, places.speech, places.begin, places.end, strict=True))
    assert outside.tolist() == [not any(holds(outer, inner) for outer in rows) for inner in rows]


@given(PLACES)
def test_the_largest_cover_is_that_of_one_longer_wording(places: Places):
    nesting, _ = find_nesting(places, nested(places), 6)
    pairs = obvious_nesting(places)
    expected = [
        max((covered for (inner, _), (covered, _) in pairs.items() if inner == row), default=0) for row in range(6)
    ]
    assert nesting.largest(6).tolist() == expected
    assert (nesting.largest(6) <= np.bincount(places.wording, minlength=6)).all()


@given(PLACES, st.permutations(range(6)))
def test_the_numbers_of_the_wordings_are_names_and_no_more(places: Places, names: list[int]):
    renamed = replace(places, wording=np.array(names, np.int64)[places.wording])
    one, other = (find_nesting(each, nested(each), 6) for each in (places, renamed))
    assert {((names[a], names[b]), rest) for (a, b), rest in rows_of(one[0])} == set(rows_of(other[0]))
    assert one[1].tolist() == other[1].tolist()


def test_places_that_two_longer_places_hold_are_counted_once():
    # Both longer places cover the one shorter place; another shorter one stands alone in the second speech.
    found, outside = find_nesting(*with_inside([(1, 0, 6), (1, 2, 6), (0, 3, 2), (0, SPEECH, 2)]), 2)
    assert rows_of(found) == [((0, 1), (1, 1))]
    assert outside.tolist() == [False, True, True, True]


def test_a_speech_with_places_inside_and_outside_is_one_of_its_own():
    found, _ = find_nesting(*with_inside([(1, 0, 6), (0, 1, 4), (0, 50, 4), (1, SPEECH, 6), (0, SPEECH, 4)]), 2)
    assert rows_of(found) == [((0, 1), (2, 1))]
    assert found.largest(2).tolist() == [2, 0]


@pytest.mark.parametrize("wordings", [0, 3])
def test_where_nothing_stands_nothing_is_nested(wordings: int):
    found, outside = find_nesting(*with_inside([]), wordings)
    assert rows_of(found) == []
    assert found.largest(wordings).tolist() == [0] * wordings
    assert len(outside) == 0


def with_inside(rows: list[tuple[int, int, int]]) -> tuple[Places, tuple[np.ndarray, np.ndarray]]:
    places = places_of(rows)
    return places, nested(places)


def test_speeches_of_a_row_are_counted_once():
    row, speech = np.array([0, 0, 0, 2, 2]), np.array([1, 1, 3, 0, 0], np.int32)
    assert speeches_of(row, speech, 4).tolist() == [2, 0, 1, 0]
