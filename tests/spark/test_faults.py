"""What goes wrong on a cluster is told in a sentence and a next step, in time, and leaves nothing behind."""

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import lineage
from benchmarks.standalone import Standalone
from lineage.errors import ExitCode

pytestmark = pytest.mark.spark

ROOT = Path(lineage.__file__).parent


@pytest.fixture
def scan(start, corpus_folder: Path, tmp_path: Path, settings_of):
    """Starts a scan of the five speeches on a master, its storage in the test's folder."""

    def run(master: str, *more: object):
        given = ("--out", "out", "--index", "i.duckdb", "--engine", "spark", "--storage", "storage")
        return start("scan", corpus_folder, *given, "--master", master, *settings_of(), *more)

    return run


def told(ended, code: ExitCode = ExitCode.FAILURE) -> tuple[str, str]:
    """The error and the hint, which is all that was said, but for what progress there was."""
    assert (ended.status, ended.stdout) == (code, ""), ended.stderr
    assert "Traceback" not in ended.stderr
    assert " WARN " not in ended.stderr
    error, hint = ended.stderr.strip().splitlines()[-2:]
    assert error.startswith("error: ")
    assert hint.startswith("  → ")
    return error, hint


def nothing_left(home: Path) -> bool:
    """Neither results nor what stages exchanged; the log of Spark may stay."""
    folder = home / "storage"
    left = {path.name for path in home.iterdir()} & {"out", "i.duckdb"}
    return not left and not (folder.exists() and any(folder.iterdir()))


def test_a_master_that_is_not_there(scan, tmp_path: Path, free_port):
    began = time.monotonic()
    error, hint = told(scan(f"spark://127.0.0.1:{free_port()}").end())
    assert "no Spark answers there" in error
    assert "Start it" in hint
    assert time.monotonic() - began < 60  # most of which is the start of a process on a busy machine
    assert nothing_left(tmp_path)


@pytest.fixture
def mute() -> Iterator[int]:
    """The port of something that takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_master_that_does_not_answer(scan, tmp_path: Path, mute: int):
    # Spark itself tries three times for twenty seconds.
    error, _ = told(scan(f"spark://127.0.0.1:{mute}").end())
    assert "Spark" in error
    assert nothing_left(tmp_path)


@pytest.fixture
def another_lineage(tmp_path: Path) -> str:
    """The setting that gives workers a lineage with another rule."""
    folder = tmp_path / "another"
    shutil.copytree(ROOT, folder / "lineage", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "lineage" / "text" / "canonical.py").open("a", encoding="utf-8") as module:
        module.write("ANOTHER_RULE = True\n")
    return f"spark.executorEnv.PYTHONPATH={folder}"


@pytest.fixture
def no_lineage(tmp_path: Path) -> str:
    """The setting that gives workers none."""
    folder = tmp_path / "none" / "lineage"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'lineage'\")\n", encoding="utf-8")
    return f"spark.executorEnv.PYTHONPATH={folder.parent}"


@pytest.mark.parametrize(
    ("workers", "says"), [("another_lineage", "another lineage"), ("no_lineage", "No module named 'lineage'")]
)
def test_workers_of_another_environment(workers: str, says: str, scan, tmp_path: Path, request):
    error, hint = told(scan("local[1]", "--spark-conf", request.getfixturevalue(workers)).end())
    assert says in error
    assert "environment" in hint
    assert nothing_left(tmp_path)


def test_a_storage_below_a_file(scan, tmp_path: Path):
    (tmp_path / "file").touch()
    error, _ = told(scan("local[1]", "--storage", "file/below").end())
    assert "file/below: nothing can be written there" in error
    assert nothing_left(tmp_path)


def test_an_interrupt_in_the_middle(scan, cluster: Standalone, tmp_path: Path):
    slow = tmp_path / "slow"
    slow.mkdir()
    wait = "import time\nimport lineage.readings\nlineage.readings.reading_of = lambda *_: time.sleep(300)\n"
    (slow / "sitecustomize.py").write_text(wait, encoding="utf-8")
    run = scan(cluster.master, "--spark-conf", f"spark.executorEnv.PYTHONPATH={slow}")
    until = time.monotonic() + 120
    while not any("python" in one.name() for worker in cluster.workers for one in worker.family()):
        assert not run.ended, run.end()
        assert time.monotonic() < until
        time.sleep(0.1)
    assert list((tmp_path / "storage").iterdir())  # it is in the middle
    run.press()
    error, _ = told(run.end(), ExitCode.INTERRUPTED)
    assert error == "error: interrupted"
    assert nothing_left(tmp_path)
    psutil.wait_procs([one for worker in cluster.workers for one in worker.family()[1:]], timeout=30)
    assert [len(worker.family()) for worker in cluster.workers] == [1, 1]  # the workers alone, without executors
