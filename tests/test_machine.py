"""Bounded memory: columns go to disk and come back the same, nothing is left behind, and no result differs."""

import errno
import os
import tempfile
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pytest

from lineage import gathering, machine
from lineage.detect import (
    alignment,
    counting,
    edits,
    passages,
    places,
    recurrence,
    rewordings,
    said,
    seeds,
    sketches,
    surprise,
)
from lineage.engine import DuckDBEngine
from lineage.errors import OutOfRoom, OutputError, UsageError
from lineage.machine import bounded
from lineage.models import in_memory
from lineage.pipeline import add, remove, scan
from lineage.settings import bytes_of
from lineage.stages import Silence

CORPUS = Path(__file__).parents[1] / "corpus"
LARGE = np.arange(1 << 20, dtype=np.int64).reshape(2, -1)
GIGABYTE = 10**9


@pytest.mark.parametrize(
    ("size", "amount"),
    [
        ("2GB", 2 * 10**9),
        ("2gb", 2 * 10**9),
        (" 1.5 GiB ", 3 << 29),
        ("4g", 4 * 10**9),
        ("500MB", 5 * 10**8),
        ("600000KB", 6 * 10**8),
        ("1T", 10**12),
        ("700000000", 7 * 10**8),
    ],
)
def test_sizes_are_understood(size, amount):
    assert bytes_of(size) == amount


@pytest.mark.parametrize("size", ["", "much", "GB", "-2GB", "2XB", "2GBB", "499MB", "0", "nan", "1e9GB", "99999999TB"])
def test_what_is_no_size_or_too_small_is_refused(size):
    with pytest.raises(UsageError):
        bytes_of(size)


@pytest.mark.parametrize("memory", [0, 1, -5])
def test_bytes_that_are_too_few_are_refused(tmp_path, memory):
    with pytest.raises(UsageError, match="too little memory"), bounded(None, memory, tmp_path / "a.duckdb"):
        pytest.fail("it began")


def test_reading_keeps_to_one_process_too(tmp_path):
    with bounded(8, GIGABYTE, tmp_path / "a.duckdb") as small, bounded(8, None, tmp_path / "a.duckdb") as whole:
        assert (small.processes_of(8), small.processes_of(None)) == (1, 1)
        assert (whole.processes_of(8), whole.processes_of(None)) == (8, None)


def test_a_bound_that_cannot_be_kept_is_told(tmp_path):
    with bounded(None, GIGABYTE, tmp_path / "a.duckdb") as small, bounded(None, None, tmp_path / "b.duckdb") as whole:
        assert small.doubt(100_000) == whole.doubt(10**9) == ""
        told = small.doubt(100_000_000)
    assert told.startswith("--memory-limit: 100,000,000 characters take at least 4.")
    assert "more than 1.0 GB" in told


def test_a_scan_tells_it(tmp_path, monkeypatch):
    class Told(Silence):
        sentences: ClassVar[list[str]] = []

        def tell(self, sentence: str) -> None:
            self.sentences.append(sentence)

    monkeypatch.setattr(machine, "_HELD_BY_CHARACTER", 10**6)
    scan([CORPUS], out=tmp_path / "out", index=tmp_path / "a.duckdb", memory_limit=GIGABYTE, progress=Told())
    assert [sentence for sentence in Told.sentences if sentence.startswith("--memory-limit: 10,")]


def test_the_memory_pool_of_the_caller_is_left_as_it_was(tmp_path):
    before = pa.default_memory_pool().backend_name
    with bounded(None, None, tmp_path / "a.duckdb"):
        assert pa.default_memory_pool().backend_name == "system"
    assert pa.default_memory_pool().backend_name == before


def test_without_a_bound_columns_stay_in_memory(tmp_path):
    with bounded(3, None, tmp_path / "a.duckdb") as whole:
        assert (whole.processes, whole.keep, whole.spill) == (3, in_memory, None)
        assert list(tmp_path.iterdir()) == []


def test_large_columns_come_back_from_disk_the_same_and_cannot_be_written(tmp_path):
    with bounded(None, GIGABYTE, tmp_path / "a.duckdb") as small:
        kept, few = small.keep(LARGE), np.arange(3)
        assert kept.dtype == LARGE.dtype
        np.testing.assert_array_equal(kept, LARGE)
        np.testing.assert_array_equal(small.keep(LARGE.T[::2]), LARGE.T[::2])
        assert not kept.flags.owndata
        assert small.keep(few) is few
        with pytest.raises(ValueError, match="read-only"):
            kept[0, 0] = 1
        assert small.processes == 1


@pytest.mark.parametrize("memory", [None, GIGABYTE])
def test_nothing_is_left_at_the_end_nor_of_a_run_that_was_killed(tmp_path, memory):
    left = tmp_path / ".a.duckdb.0123abcd.new.spill"
    left.mkdir()
    (left / "something").write_bytes(b"of a run that was killed")
    others = [tmp_path / name for name in ("a.duckdb.spill", ".a.duckdb.b.0123abcd.new.spill", ".a.0123abcd.new.spill")]
    for other in others:
        other.mkdir()
    with bounded(None, memory, tmp_path / "a.duckdb") as here:
        assert not left.exists()
        if here.spill:
            (here.spill / "something").write_bytes(b"of the joins")
    assert sorted(tmp_path.iterdir()) == sorted(others)


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with (
        pytest.raises(OutputError, match=r"cannot be written there \(No space left") as caught,
        bounded(None, GIGABYTE, tmp_path / "a.duckdb") as small,
    ):
        small.keep(LARGE)
    assert "--memory-limit" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_the_joins_of_a_bounded_run_are_bounded(tmp_path):
    with bounded(None, GIGABYTE, tmp_path / "a.duckdb") as small, small.engine() as engine:
        names = ("memory_limit", "temp_directory", "threads")
        [told] = engine._connection.sql(
            "SELECT " + ", ".join(f"current_setting('{name}')" for name in names)
        ).fetchall()
    assert told == ("238.4 MiB", str(small.spill), 1)


def test_joins_that_find_no_room_say_so(tmp_path):
    draw = np.random.default_rng(1)
    bounds = {"memory_limit": "20MB", "temp_directory": str(tmp_path), "max_temp_directory_size": "1MB", "threads": "1"}
    with DuckDBEngine(bounds=bounds) as engine, pytest.raises(OutOfRoom, match="cannot be looked up") as caught:
        engine.gram_frequency(draw.integers(0, 1 << 60, 3_000_000), np.zeros(3_000_000, np.int32), 1)
    assert "--memory-limit" in caught.value.hint


@pytest.fixture
def in_small_parts(monkeypatch) -> None:
    """Every column counts as large, and everything that is done in parts is done in many."""
    monkeypatch.setattr(machine, "_LARGE", 1)
    monkeypatch.setattr(alignment, "_BATCH", 5)
    monkeypatch.setattr(counting, "_COUNTED_AT_ONCE", 100)
    monkeypatch.setattr(edits, "_MET_AT_ONCE", 20)
    monkeypatch.setattr(gathering, "_KEPT_AT_ONCE", 6_000)
    monkeypatch.setattr(sketches, "_PAIRS_AT_ONCE", 30)
    for module, at_once in (
        (edits, 70),
        (passages, 10),
        (places, 90),
        (recurrence, 80),
        (rewordings, 60),
        (said, 50),
        (seeds, 7),
        (surprise, 40),
    ):
        monkeypatch.setattr(module, "_AT_ONCE", at_once)


def results(out: Path) -> dict[str, bytes]:
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != "data/run.json"}


def test_results_do_not_depend_on_memory(tmp_path, request):
    scan([CORPUS], out=tmp_path / "free", index=tmp_path / "free.duckdb")
    request.getfixturevalue("in_small_parts")
    where = {"out": tmp_path / "small", "index": tmp_path / "small.duckdb", "memory_limit": GIGABYTE}
    scan([CORPUS], **where)
    assert results(tmp_path / "small") == results(tmp_path / "free")
    speech = sorted(CORPUS.glob("*.txt"))[-1]
    last = remove([sorted(path.stem for path in CORPUS.glob("*.txt"))[-1]], **where)
    assert len(last.speeches) == 4
    add([speech], **where)
    assert results(tmp_path / "small") == results(tmp_path / "free")
    assert not list(tmp_path.glob(".*"))


def test_perhaps_repeated_leaves_out_nothing_that_repeats_in_parts_either(monkeypatch):
    draw = np.random.default_rng(1)
    hashes = draw.integers(0, 1 << 63, 3000, dtype=np.uint64) * np.uint64(2)
    hashes[:1000] = hashes[draw.integers(1000, 1500, 1000)]
    monkeypatch.setattr(counting, "_COUNTED_AT_ONCE", 100)
    told = counting.perhaps_repeated(hashes)
    values, count = np.unique(hashes, return_counts=True)
    repeated = np.isin(hashes, values[count > 1])
    assert told[repeated].all()
    assert told[~repeated].mean() < 0.4
