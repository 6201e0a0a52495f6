"""The join of buckets to pairs against itertools.combinations."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.engine import DuckDBEngine

BUCKETS = st.sampled_from([0, 1, -1, 2**63 - 1, -(2**63), 2**53 + 1])
# In a bucket an item stands once; items are few, so that they meet in several buckets.
ROWS = st.lists(st.tuples(BUCKETS, st.integers(0, 12)), unique=True, max_size=60)

Rows = list[tuple[int, int]]
Pairs = list[tuple[int, int]]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def joined(engine: DuckDBEngine, rows: Rows, cap: int) -> tuple[Pairs, int]:
    bucket, item = (np.array([row[side] for row in rows], np.int64) for side in (0, 1))
    first, second, starred = engine.bucket_pairs(bucket, item, cap)
    return list(zip(first.tolist(), second.tolist(), strict=True)), starred


def expected(rows: Rows, cap: int) -> tuple[Pairs, int]:
    items = defaultdict(list)
    for bucket, item in sorted(rows):
        items[bucket].append(item)
    pairs: set[tuple[int, int]] = set()
    for members in items.values():
        pairs.update(combinations(members, 2) if len(members) <= cap else ((members[0], item) for item in members[1:]))
    return sorted(pairs), sum(len(members) > cap for members in items.values())


@given(ROWS, st.integers(2, 8))
def test_pairs_are_those_of_the_obvious_way(engine: DuckDBEngine, rows: Rows, cap: int):
    assert joined(engine, rows, cap) == expected(rows, cap)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(engine: DuckDBEngine, rows: Rows, random):
    assert joined(engine, rows, 3) == joined(engine, random.sample(rows, len(rows)), 3)


def test_two_items_that_meet_in_many_buckets_are_one_pair(engine: DuckDBEngine):
    assert joined(engine, [(bucket, item) for bucket in range(20) for item in (7, 3)], 8) == ([(3, 7)], 0)


def test_a_crowded_bucket_costs_no_more_than_its_rows(engine: DuckDBEngine):
    # All pairs of it would be five thousand million.
    item = np.random.default_rng(3).permutation(100_000) + 5
    first, second, starred = engine.bucket_pairs(np.full(100_000, 9), item, 8)
    assert starred == 1
    assert (first == 5).all()
    assert second.tolist() == list(range(6, 100_005))


def test_a_crowded_bucket_keeps_no_pair_from_another_one(engine: DuckDBEngine):
    rows = [(1, item) for item in range(9)] + [(2, 4), (2, 7)]
    assert joined(engine, rows, 8) == (sorted([*((0, item) for item in range(1, 9)), (4, 7)]), 1)


def test_the_number_of_threads_changes_nothing():
    generator = np.random.default_rng(5)
    rows = np.unique(generator.integers([-20_000, 0], [20_000, 5_000], (200_000, 2)), axis=0)
    found = []
    for threads in (1, 2):
        with DuckDBEngine(threads=threads) as engine:
            found.append(engine.bucket_pairs(rows[:, 0].copy(), rows[:, 1].copy(), 5))
    assert all((one == other).all() for one, other in zip(*(sides[:2] for sides in found), strict=True))
    assert found[0][2] == found[1][2] > 0
    assert (np.diff(found[0][0] * 5_000 + found[0][1]) > 0).all()


@pytest.mark.parametrize("rows", [[], [(1, 1)], [(1, 1), (2, 1)]])
def test_where_nothing_meets_columns_are_empty_integers(engine: DuckDBEngine, rows: Rows):
    bucket, item = np.array(rows, np.int64).reshape(-1, 2).T.copy()
    first, second, starred = engine.bucket_pairs(bucket, item, 8)
    assert (len(first), len(second), starred) == (0, 0, 0)
    assert {first.dtype, second.dtype} == {np.dtype(np.int64)}
