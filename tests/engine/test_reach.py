"""A cluster is reached when it is needed, and nothing of the meeting is left; no Spark is needed to see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lineage.cluster import Cluster
from lineage.engine import reach
from lineage.engine.reach import Reach
from lineage.errors import OutputError
from lineage.stages import Silence, Stages


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were shared with a cluster, which is no cluster."""
    folders: list[Path] = []

    @contextmanager
    def engine(cluster: Cluster, folder: Path, log: Path) -> Iterator[str]:
        folders.append(folder)
        (folder / "grams").mkdir()
        (folder / "grams" / "part-0.parquet").write_bytes(b"x")
        yield "an engine"

    monkeypatch.setattr(reach, "spark_engine", engine)
    return folders


def reaching(index: Path, storage: Path | None = None) -> Reach:
    return Reach(Cluster(storage=storage), index, Stages(Silence()))


def test_nobody_is_reached_who_is_not_needed(met: list[Path], tmp_path: Path):
    with reaching(tmp_path / "l.duckdb", tmp_path / "storage"):
        pass
    assert met == []
    assert list(tmp_path.iterdir()) == []


def test_it_is_reached_once_and_left_for_good(met: list[Path], tmp_path: Path):
    with reaching(tmp_path / "l.duckdb") as cluster:
        assert cluster.engine() == cluster.engine() == "an engine"
        assert [folder.parent for folder in met] == [tmp_path]
        cluster.leave()
        assert list(tmp_path.iterdir()) == []
        cluster.engine()
        assert len(met) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_goes_and_what_is_of_others_stays(met: list[Path], tmp_path: Path):
    storage = tmp_path / "storage"
    with reaching(tmp_path / "theirs.duckdb", storage) as others:
        others.engine()
        killed = reaching(tmp_path / "l.duckdb", storage)
        killed.engine()
        with reaching(tmp_path / "l.duckdb", storage) as cluster:
            cluster.engine()
            theirs, left, ours = met
            assert (theirs.exists(), left.exists(), ours.exists()) == (True, False, True)
        assert list(storage.iterdir()) == [theirs]


def test_whoever_may_write_into_the_storage_may_write_into_ours(met: list[Path], tmp_path: Path):
    storage = tmp_path / "storage"
    storage.mkdir()
    storage.chmod(0o775)
    with reaching(tmp_path / "l.duckdb", storage) as cluster:
        cluster.engine()
        assert met[0].stat().st_mode & 0o777 == 0o775


def test_a_storage_that_is_no_folder_is_named(met: list[Path], tmp_path: Path):
    (tmp_path / "file").touch()
    with (
        reaching(tmp_path / "l.duckdb", tmp_path / "file") as cluster,
        pytest.raises(OutputError, match="file: nothing can be written there"),
    ):
        cluster.engine()
    assert met == []
