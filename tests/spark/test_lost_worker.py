"""A worker is killed in the middle of a run: it finishes with the same answer.

The worker and its executor are first frozen, so that Spark can be asked what they were at, and killed only if they had
done a task and were at another. Afterwards Spark's own record of events says the same once more.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError

import orjson
import pytest

import lineage
from benchmarks.standalone import Daemon, Standalone

pytestmark = pytest.mark.spark

#: Has the workers take their time over each speech, so that there is a middle.
SLOW = """
import time
import lineage.readings
read = lineage.readings.reading_of

def slowly(*given):
    time.sleep(0.3)
    return read(*given)

lineage.readings.reading_of = slowly
"""


class Watched:
    """A run of Spark by what its page says."""

    def __init__(self, port: int, asked: Callable[[str], Any]) -> None:
        self._address, self._asked = f"http://127.0.0.1:{port}/api/v1/applications", asked

    def at_work(self, executor: str) -> bool:
        """Whether that executor has done tasks and is at others, in a stage that needs more."""
        try:
            for application in self._asked(self._address):
                told = f"{self._address}/{application['id']}"
                busy = [one for one in self._asked(f"{told}/executors") if one["id"] == executor]
                open_tasks = [
                    one["numTasks"] - one["numCompleteTasks"] for one in self._asked(f"{told}/stages?status=active")
                ]
                return bool(
                    busy and busy[0]["completedTasks"] and busy[0]["activeTasks"] and max(open_tasks, default=0) > 1
                )
        except (URLError, ConnectionError, TimeoutError, ValueError):  # not there yet, or no more
            pass
        return False


def executor_of(worker: Daemon) -> str:
    """The name of the executor that a worker runs; none is empty."""
    for process in worker.family():
        words = process.cmdline()
        if "--executor-id" in words:
            return words[words.index("--executor-id") + 1]
    return ""


def runs_python(worker: Daemon) -> bool:
    """Whether it is past what Java does alone, which is quickly done."""
    return any("python" in process.name() for process in worker.family())


@pytest.fixture
def slowly(tmp_path: Path) -> str:
    """The setting that has the workers take their time."""
    (tmp_path / "slow").mkdir()
    (tmp_path / "slow" / "sitecustomize.py").write_text(SLOW, encoding="utf-8")
    return f"spark.executorEnv.PYTHONPATH={tmp_path / 'slow'}"


@pytest.fixture
def events(tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """What Spark recorded, once its run is over."""
    (tmp_path / "events").mkdir()

    def read() -> list[dict[str, Any]]:
        [record] = (tmp_path / "events").iterdir()
        return [orjson.loads(line) for line in record.read_bytes().splitlines()]

    return read


def test_a_scan_finishes_with_the_same_answer(
    cluster: Standalone, many_tasks: Path, tmp_path: Path, start, slowly, events, left_by, free_port, asked, settings_of
):
    port = free_port()
    record = ("spark.eventLog.enabled=true", f"spark.eventLog.dir=file://{tmp_path / 'events'}")
    plain = ("spark.eventLog.compress=false", "spark.eventLog.rolling.enabled=false")
    shown = ("spark.ui.enabled=true", f"spark.ui.port={port}")
    lineage.scan([many_tasks], index=tmp_path / "duckdb", out=tmp_path / "expected")
    run = start("scan", many_tasks, "--out", "out", "--index", "i.duckdb", "--engine", "spark",
                "--master", cluster.master, *settings_of(*record, *plain, *shown, slowly))  # fmt: skip
    lost = lose_one_at_work(cluster, Watched(port, asked), run)
    done = run.end()
    assert done.status == 0, done.stderr
    assert left_by(tmp_path / "out", tmp_path / "i.duckdb") == left_by(tmp_path / "expected", tmp_path / "duckdb")
    assert "lost" not in done.stderr.lower()
    assert_lost_in_the_middle(events(), lost)


def lose_one_at_work(cluster: Standalone, watched: Watched, run: Any) -> str:
    """Kills a worker that is at work, with all that it runs; returns the name of its executor."""
    while not run.ended:
        for worker in cluster.workers:
            executor = executor_of(worker)
            if executor and runs_python(worker) and watched.at_work(executor):
                worker.freeze()
                time.sleep(0.3)  # what it had said before arrives
                if watched.at_work(executor):
                    cluster.lose(worker)
                    return executor
                worker.thaw()
        time.sleep(0.02)
    pytest.fail(f"no worker was ever found at work: {run.end()}")


def assert_lost_in_the_middle(events: list[dict[str, Any]], executor: str) -> None:
    """It had done tasks, others were lost with it, and the rest was done elsewhere afterwards."""
    ends = [event for event in events if event["Event"] == "SparkListenerTaskEnd"]
    removed = [number for number, event in enumerate(events) if event["Event"] == "SparkListenerExecutorRemoved"]
    its = [end["Task End Reason"]["Reason"] for end in ends if end["Task Info"]["Executor ID"] == executor]
    assert its.count("Success") >= 1
    assert its.count("ExecutorLostFailure") >= 1
    after = [event for event in events[removed[0] :] if event["Event"] == "SparkListenerTaskEnd"]
    assert {end["Task Info"]["Executor ID"] for end in after if end["Task End Reason"]["Reason"] == "Success"} - {
        executor
    }
