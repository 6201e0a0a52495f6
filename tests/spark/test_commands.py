"""What lineage finds on a cluster is what it finds in one process: pages, data files and index, byte for byte."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import lineage
from benchmarks.standalone import ConnectServer, Standalone

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def by_duckdb(corpus_folder: Path, tmp_path_factory: pytest.TempPathFactory, left_by: Callable) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("duckdb")
    lineage.scan([corpus_folder], index=home / "i.duckdb", out=home / "out")
    return left_by(home / "out", home / "i.duckdb")


@pytest.fixture
def remote(cluster: Standalone, tmp_path: Path) -> Iterator[str]:
    with ConnectServer(tmp_path / "connect", cluster.master, {"spark.executor.memory": "512m"}) as server:
        yield server.remote


def test_on_threads_of_one_machine(corpus_folder: Path, tmp_path: Path, start: Callable, by_duckdb, left_by: Callable):
    odd = tmp_path / "储存 {a,b} [1] 100%#?*"
    odd.mkdir()
    run = start("scan", corpus_folder, "--out", "out", "--index", "i.duckdb",
                "--engine", "spark", "--master", "local[2]", "--storage", odd)  # fmt: skip
    silent = start("scan", corpus_folder, "--out", "other", "--index", "other.duckdb").end()
    done = run.end()
    assert done.status == 0, done.stderr
    assert left_by(tmp_path / "out", tmp_path / "i.duckdb") == by_duckdb
    assert list(odd.iterdir()) == []
    assert done.stdout == silent.stdout.replace("other", "out")
    assert done.stderr == silent.stderr.replace("other", "out")


def test_by_spark_connect(
    corpus_folder: Path, tmp_path: Path, start: Callable, remote: str, by_duckdb, left_by: Callable
):
    done = start(
        "scan", corpus_folder, "--out", "out", "--index", "i.duckdb", "--engine", "spark", "--remote", remote
    ).end()
    assert done.status == 0, done.stderr
    assert left_by(tmp_path / "out", tmp_path / "i.duckdb") == by_duckdb
    assert "WARN" not in done.stderr
