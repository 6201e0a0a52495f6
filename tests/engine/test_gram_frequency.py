"""The counting of grams against collections.Counter."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.engine import DuckDBEngine
from lineage.models import GramFrequency

HASHES = st.sampled_from([0, 1, -1, 7, 2**63 - 1, -(2**63), 2**53 + 1])
PLACES = st.lists(st.tuples(HASHES, st.integers(0, 4)), max_size=60)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def frequency(engine: DuckDBEngine, places: list[tuple[int, int]], min_speeches: int) -> GramFrequency:
    gram = np.array([gram for gram, _ in places], np.int64)
    speech = np.array([speech for _, speech in places], np.int32)
    return engine.gram_frequency(gram, speech, min_speeches)


def rows(found: GramFrequency) -> list[tuple[int, int, int]]:
    columns = (found.gram, found.occurrences, found.speeches)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(PLACES, st.integers(1, 4))
def test_counts_are_those_of_a_counter(engine: DuckDBEngine, places: list[tuple[int, int]], min_speeches: int):
    occurrences = Counter(gram for gram, _ in places)
    speeches = Counter(gram for gram, _ in set(places))
    expected = [(gram, occurrences[gram], speeches[gram]) for gram in sorted(speeches)]
    assert rows(frequency(engine, places, min_speeches)) == [row for row in expected if row[2] >= min_speeches]


@given(PLACES, st.randoms(use_true_random=False))
def test_the_order_of_places_changes_nothing(engine: DuckDBEngine, places: list[tuple[int, int]], random):
    shuffled = random.sample(places, len(places))
    assert rows(frequency(engine, places, 1)) == rows(frequency(engine, shuffled, 1))


def test_many_grams_come_in_order_whatever_the_number_of_threads():
    generator = np.random.default_rng(5)
    gram = generator.integers(-(2**63), 2**63 - 1, 50_000)[generator.integers(0, 50_000, 300_000)]
    speech = generator.integers(0, 50, len(gram)).astype(np.int32)
    found = []
    for threads in (1, 2):
        with DuckDBEngine(threads=threads) as engine:
            found.append(engine.gram_frequency(gram, speech, 2))
    assert rows(found[0]) == rows(found[1])
    assert (np.diff(found[0].gram) > 0).all()
    assert found[0].occurrences.sum() <= len(gram)


def test_columns_are_integers_as_promised(engine: DuckDBEngine):
    found = frequency(engine, [(5, 0), (5, 1)], 2)
    assert {column.dtype for column in (found.gram, found.occurrences, found.speeches)} == {np.dtype(np.int64)}


def test_nothing_is_drawn_on_the_standard_output(engine: DuckDBEngine):
    [(drawn,)] = engine._connection.sql("SELECT current_setting('enable_progress_bar')").fetchall()
    assert not drawn
