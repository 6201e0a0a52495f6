"""What workers do, without a cluster: the same as is done here, or nothing."""

from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from lineage.detect.signatures import Sketching, Windows, buckets_of, vocabulary_hashes
from lineage.engine import mapped
from lineage.engine.contents import goes
from lineage.engine.mapped import BUCKETS, READINGS, outcomes_of, reading, sketching_of, window_table
from lineage.errors import EngineFailed
from lineage.models import Skipped, Source
from lineage.readings import ReadingTask, read
from lineage.settings import Settings


@pytest.fixture
def tasks(tmp_path: Path) -> list[ReadingTask]:
    texts = {
        "一.txt": "各国普遍接受的网络空间国际规则。".encode(),
        "二.txt": "網路空間的安全穩定，共同維護。".encode("big5"),
    }
    texts |= {"空.txt": b"", "坏.docx": b"PK\x03\x04 nothing of the kind"}
    for name, data in texts.items():
        (tmp_path / name).write_bytes(data)
    names = [*texts, "missing.txt"]
    return [ReadingTask(Source(str(tmp_path / name), name, name), "", Settings()) for name in names]


def as_shown(outcome: object) -> str:
    """An outcome as text, its columns as lists; what comes back of a cluster is read-only and of other memory."""
    if isinstance(outcome, Skipped):
        return repr(outcome)
    text, own = outcome
    columns = (own.canonical.begin, own.canonical.end, own.canonical.boundary, own.word_start)
    told = (own.canonical.text, own.canonical.script, own.canonical.region)
    return repr((text, told, [column.tolist() for column in columns], [str(column.dtype) for column in columns]))


def test_files_are_read_as_they_are_here(tasks: list[ReadingTask]):
    outcomes = {}
    for go in goes(tasks):
        for table in go.tables():
            read_there = pa.Table.from_batches(reading(Settings())(iter(table.to_batches())), READINGS)
            outcomes |= dict(outcomes_of(read_there, lambda number: tasks[number].source.file))
        outcomes |= dict(go.skipped)
    assert sorted(outcomes) == list(range(len(tasks)))
    assert [as_shown(outcomes[number]) for number in range(len(tasks))] == [as_shown(read(task)) for task in tasks]
    assert [isinstance(outcomes[number], Skipped) for number in range(len(tasks))] == [False, False, True, True, True]


def test_every_file_goes_once_and_no_go_holds_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lineage.engine.contents._FIRST_GO", 100)
    monkeypatch.setattr("lineage.engine.contents._LARGEST_GO", 300)
    monkeypatch.setattr("lineage.engine.contents._LEAST_BYTES", 40)
    sizes = [30, 30, 30, 30, 500, 1, 0, 30, 250, 60]
    tasks = []
    for number, size in enumerate(sizes):
        (tmp_path / f"{number}.txt").write_bytes(b"x" * size)
        tasks.append(ReadingTask(Source(str(tmp_path / f"{number}.txt"), f"{number}.txt", f"{number}"), "", Settings()))
    sent, held = [], []
    for go in goes(tasks):
        tables = [table["number"].to_pylist() for table in go.tables()]
        assert go.numbers == set(chain.from_iterable(tables))
        sent += chain.from_iterable(tables)
        held.append([sum(sizes[number] for number in numbers) for numbers in tables])
    assert sent == list(range(len(tasks)))
    assert held == [[60, 60], [500], [1 + 0 + 30 + 250, 60], []]


def test_windows_are_sketched_as_they_are_here():
    sketching, begin = Sketching(), np.arange(40)
    word = np.random.default_rng(5).integers(0, 20, 60)
    hashes = vocabulary_hashes([f"{number}号" for number in range(20)])
    windows = Windows(hashes, word, begin, begin.astype(np.int32) + 7, sketching)
    words = windows.words(slice(None))
    batches = window_table(windows.item, words).to_batches(max_chunksize=16)
    there = pa.Table.from_batches(sketching_of(sketching)(iter(batches)), BUCKETS)
    rows = set(zip(there["bucket"].to_pylist(), there["item"].to_pylist(), strict=True))
    here = {
        (bucket, item)
        for band in buckets_of(words, sketching)
        for bucket, item in zip(band.view(np.int64).tolist(), windows.item.tolist(), strict=True)
    }
    assert rows == here
    assert len(there) == len(begin) * sketching.bands


@pytest.mark.parametrize("work", [reading(Settings()), sketching_of(Sketching())])
def test_a_worker_of_other_rules_does_nothing(work, monkeypatch: pytest.MonkeyPatch):
    rules = mapped.worker_rules()
    monkeypatch.setattr(mapped, "worker_rules", lambda: rules | {"numpy": "1.0", "work": "another"})
    with pytest.raises(EngineFailed, match=r"another lineage.*: numpy, work$"):
        list(work(iter(())))
