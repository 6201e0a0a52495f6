"""One writer at a time, however it ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lineage.errors import OutputError
from lineage.index import only_writer

HOLD = (
    "import signal, sys, time; from pathlib import Path; from lineage.index import only_writer\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which tests run in the background would ignore
    "with only_writer(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(60)"
)


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the index."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "a.duckdb")], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_the_second_writer_is_told(holder, tmp_path: Path):
    with (
        pytest.raises(OutputError, match=r"a\.duckdb: another lineage is writing this index"),
        only_writer(tmp_path / "a.duckdb"),
    ):
        pytest.fail("two writers")


def test_another_index_beside_it_is_free(holder, tmp_path: Path):
    with only_writer(tmp_path / "b.duckdb"):
        pass


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_hold_ends_with_the_process(holder, tmp_path: Path, end):
    holder.send_signal(end)
    holder.wait(timeout=20)
    with only_writer(tmp_path / "a.duckdb"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_beside(tmp_path: Path):
    with only_writer(tmp_path / "new" / "a.duckdb"):
        assert [path.name for path in (tmp_path / "new").iterdir()] == [".a.duckdb.lock"]
    assert list(tmp_path.iterdir()) == []


def test_a_link_and_its_target_are_one_index(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "a.duckdb")
    with only_writer(tmp_path / "link"), pytest.raises(OutputError), only_writer(tmp_path / "a.duckdb"):
        pytest.fail("two writers")
