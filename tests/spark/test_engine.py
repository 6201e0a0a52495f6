"""What runs on the cluster gives what DuckDB gives: the joins, for any columns; scan, add and remove, byte for byte."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lineage
import lineage.engine.contents
from lineage.engine import Cluster, DuckDBEngine
from lineage.engine.spark import SparkEngine
from lineage.engine.storage import Storage
from lineage.errors import EngineFailed

pytestmark = pytest.mark.spark

HASHES = st.sampled_from([0, 1, -1, 7, 2**63 - 1, -(2**63), 2**53 + 1])
PLACES = st.lists(st.tuples(HASHES, st.integers(0, 4)), max_size=60)
# In a bucket an item stands once.
ROWS = st.lists(st.tuples(HASHES, st.integers(0, 12)), unique=True, max_size=60)
#: Of each join, as the session is told.
TASKS = 4
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
    monkeypatch.setattr(lineage.engine.contents, "_LEAST_BYTES", 1 << 13)
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


class TestSkew:
    """Half of all places are of one gram, a bucket holds tens of thousands of items: no task has it all to do."""

    @pytest.fixture
    def most(self, session: Any, asked: Callable[[str], Any]) -> Callable[[], int]:
        """The most records that a task read from the others since the test began."""
        address = f"{session.sparkContext.uiWebUrl}/api/v1/applications/{session.sparkContext.applicationId}/stages"
        before = {stage["stageId"] for stage in asked(address)}

        def read() -> int:
            stages = [one for one in asked(address) if one["stageId"] not in before and one["shuffleReadRecords"]]
            assert stages
            of = [asked(f"{address}/{one['stageId']}/{one['attemptId']}/taskList?length=1000") for one in stages]
            return max(task["taskMetrics"]["shuffleReadMetrics"]["recordsRead"] for tasks in of for task in tasks)

        return read

    def test_a_gram_that_stands_a_million_times(self, engine: SparkEngine, duckdb: DuckDBEngine, most):
        generator = np.random.default_rng(1)
        gram = np.append(np.full(1_000_000, 7), generator.integers(-(2**63), 2**63 - 1, 100_000).repeat(10))
        speech = generator.integers(0, 1_000, len(gram)).astype(np.int32)
        both = generator.permutation(len(gram))
        gram, speech = gram[both], speech[both]
        assert alike(frequencies(engine, gram, speech, 2), frequencies(duckdb, gram, speech, 2))
        # A fair share of what is random; of the million, no more than its thousand speeches from each file.
        assert most() < 1.2 * 1_000_000 / TASKS

    def test_buckets_of_tens_of_thousands(self, engine: SparkEngine, duckdb: DuckDBEngine, most):
        generator = np.random.default_rng(2)
        sizes = np.concatenate(([40_000, 20_000, 20_000], np.full(50, 1_000), generator.integers(1, 6, 50_000)))
        bucket = generator.integers(-(2**63), 2**63 - 1, len(sizes)).repeat(sizes)
        item = np.concatenate(
            [generator.permutation(100_000)[:size] for size in sizes[:53]]
            + [generator.integers(0, 100_000, sizes[53:].sum())]
        )
        rows = np.unique(np.stack([bucket, item], axis=1), axis=0)
        rows = generator.permutation(rows)
        found = pairs(engine, rows[:, 0].copy(), rows[:, 1].astype(np.int32), 32)
        assert alike(found, pairs(duckdb, rows[:, 0].copy(), rows[:, 1].astype(np.int32), 32))
        assert found[2] == 53
        assert len(found[0]) <= 32 * len(rows)
        # The rows of a bucket go to one task; its pairs, of which there are few, do not.
        assert most() < max(len(rows), len(found[0])) / TASKS + 40_000


class TestAStorageThatIsNotShared:
    """What this process writes, or what the workers write, the others do not see."""

    def test_workers_see_nothing(self, engine: SparkEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        monkeypatch.setattr(Storage, "pattern", lambda _, name: f"file://{tmp_path}/elsewhere/{name}")
        with pytest.raises(EngineFailed, match="elsewhere/grams") as caught:
            count(engine)
        assert "--storage" in caught.value.hint

    def test_what_they_write_is_not_seen(self, engine: SparkEngine, monkeypatch: pytest.MonkeyPatch):
        own = Storage.place
        monkeypatch.setattr(Storage, "place", lambda storage, name: own(storage, name).replace("/storage/", "/theirs/"))
        monkeypatch.setattr(Storage, "pattern", own)
        with pytest.raises(EngineFailed, match="0 of the 1 rows that the workers wrote are there") as caught:
            count(engine)
        assert "--storage" in caught.value.hint


def count(engine: SparkEngine) -> None:
    engine.gram_frequency(np.array([1, 1, 2]), np.array([0, 1, 1], np.int32), 2)
