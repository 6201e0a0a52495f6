"""What runs on the cluster gives what DuckDB gives: the joins, for any columns; scan, add and remove, byte for byte."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lineage
import lineage.engine.spark
from lineage.engine import Cluster, DuckDBEngine
from lineage.engine.spark import SparkEngine

pytestmark = pytest.mark.spark

HASHES = st.sampled_from([0, 1, -1, 7, 2**63 - 1, -(2**63), 2**53 + 1])
PLACES = st.lists(st.tuples(HASHES, st.integers(0, 4)), max_size=60)
# In a bucket an item stands once.
ROWS = st.lists(st.tuples(HASHES, st.integers(0, 12)), unique=True, max_size=60)
#: Each example is two or three jobs, of about a second.
few = settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def columns(rows: list[tuple[int, int]], second: type) -> tuple[np.ndarray, np.ndarray]:
    return np.array([one for one, _ in rows], np.int64), np.array([other for _, other in rows], second)


def alike(one: Any, other: Any) -> bool:
    return all(
        np.array_equal(mine, theirs) and mine.dtype == theirs.dtype for mine, theirs in zip(one, other, strict=True)
    )


def frequencies(engine: Any, gram: np.ndarray, speech: np.ndarray, least: int) -> tuple[np.ndarray, ...]:
    found = engine.gram_frequency(gram, speech, least)
    return found.gram, found.occurrences, found.speeches


def pairs(engine: Any, bucket: np.ndarray, item: np.ndarray, cap: int) -> tuple[np.ndarray, ...]:
    first, second, crowded = engine.bucket_pairs(bucket, item, cap)
    return first, second, np.array([crowded])


@few
@given(places=PLACES, least=st.integers(1, 4))
def test_counts(engine: SparkEngine, duckdb: DuckDBEngine, places: list[tuple[int, int]], least: int):
    given = columns(places, np.int32)
    assert alike(frequencies(engine, *given, least), frequencies(duckdb, *given, least))


@few
@given(rows=ROWS, cap=st.integers(2, 8))
def test_pairs(engine: SparkEngine, duckdb: DuckDBEngine, rows: list[tuple[int, int]], cap: int):
    given = columns(rows, np.int32)
    assert alike(pairs(engine, *given, cap), pairs(duckdb, *given, cap))


NEW = "各位来宾：我们要构建网络空间命运共同体，你中有我、我中有你。凡事先易后难、循序渐进。谢谢大家！"


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """The active session, with work for several tasks."""
    monkeypatch.setattr(lineage.engine.spark, "_LEAST_BYTES", 1 << 13)
    return Cluster()


@pytest.mark.usefixtures("session")
def test_scan_add_and_remove(parts: Cluster, many_tasks: Path, tmp_path: Path, left_by: Callable):
    new = tmp_path / "2021-06-05_己_新.txt"
    new.write_text(NEW, encoding="utf-8")
    states: dict[str, list[dict[str, Any]]] = {}
    for engine, cluster in (("duckdb", None), ("spark", parts)):
        where = {"index": tmp_path / f"{engine}.duckdb", "out": tmp_path / engine, "cluster": cluster}
        lineage.scan([many_tasks], **where)
        states[engine] = [left_by(where["out"], where["index"])]
        lineage.add([new], **where)
        states[engine].append(left_by(where["out"], where["index"]))
        lineage.remove([new.stem], **where)
        states[engine].append(left_by(where["out"], where["index"]))
    for named, found, expected in zip(("scan", "add", "remove"), states["spark"], states["duckdb"], strict=True):
        assert found == expected, named
    assert states["spark"][1] != states["spark"][0]
    assert states["duckdb"][0]["formula"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
