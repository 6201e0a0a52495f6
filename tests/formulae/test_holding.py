"""Which longer wording holds which shorter one, against the obvious way."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Places
from lineage.formulae.holding import HELD_SHARE, HELD_SPEECHES, find_holders, nested, speeches_of

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
WORDINGS = ["f", "e", "d", "c", "b", "a"]


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


def covered_by(places: Places) -> Counter[tuple[int, int]]:
    """How many places of one wording lie inside places of another."""
    rows = list(zip(places.wording.tolist(), places.begin.tolist(), places.end.tolist(), strict=True))
    pairs: Counter[tuple[int, int]] = Counter()
    for inner, begin, end in rows:
        holders = {outer for outer, first, last in rows if outer > inner and first <= begin and end <= last}
        pairs.update((inner, outer) for outer in holders)
    return pairs


@given(PLACES)
def test_a_wording_is_held_by_the_longer_one_that_covers_most_of_it(places: Places):
    held = find_holders(places, WORDINGS)
    covered = covered_by(places)
    total = Counter(places.wording.tolist())
    speeches = [len(set(places.speech[places.wording == number].tolist())) for number in range(6)]
    for number in range(6):
        counts = {outer: covered[number, outer] for outer in range(6) if covered[number, outer]}
        assert held.largest[number] == max(counts.values(), default=0)
        strong = [
            (-count, WORDINGS[outer], outer)
            for outer, count in counts.items()
            if count >= HELD_SHARE * total[number] and speeches[outer] > HELD_SPEECHES * speeches[number]
        ]
        assert held.holder[number] == (min(strong)[2] if strong else -1)


@given(PLACES)
def test_places_are_free_that_lie_outside_the_holder(places: Places):
    held = find_holders(places, WORDINGS)
    inside = {
        (inner, places.wording[outer])
        for inner, outer in zip(*(column.tolist() for column in nested(places)), strict=True)
    }
    expected = [(at, held.holder[wording]) not in inside for at, wording in enumerate(places.wording.tolist())]
    assert held.free.tolist() == expected


@pytest.mark.parametrize(
    ("inside", "outside", "elsewhere", "held"),
    [(4, 1, 0, True), (3, 1, 0, False), (8, 0, 2, True), (4, 0, 0, True), (0, 5, 0, False)],
)
def test_four_fifths_of_the_places_make_a_part(inside: int, outside: int, elsewhere: int, held: bool):
    # The longer wording stands `inside` times in speech 0, the shorter one within it, alone, and in speech 1.
    longer = [(1, 10 * at, 6) for at in range(inside)]
    shorter = [(0, 10 * at + 1, 4) for at in range(inside)]
    alone = [(0, 500 + 10 * at, 4) for at in range(outside + elsewhere)]
    found = find_holders(places_of([*longer, *shorter, *alone]), ["short", "longer"])
    assert bool(found.holder[0] == 1) is held
    assert int(found.free.sum()) == len(longer) + (len(alone) if held else len(shorter) + len(alone))


def test_what_many_speeches_say_is_no_part_of_what_few_repeat():
    # Nine of eleven places lie inside the longer wording, but in one of three speeches only.
    rows = [row for at in range(9) for row in ((1, 10 * at, 6), (0, 10 * at, 4))]
    found = find_holders(places_of([*rows, (0, SPEECH, 4), (0, 2 * SPEECH, 4)]), ["short", "longer"])
    assert found.holder.tolist() == [-1, -1]
    assert found.largest.tolist() == [9, 0]


def test_speeches_of_a_row_are_counted_once():
    row, speech = np.array([0, 0, 0, 2, 2]), np.array([1, 1, 3, 0, 0], np.int32)
    assert speeches_of(row, speech, 4).tolist() == [2, 0, 1, 0]
