"""Many tasks in several processes: order, early ends, and workers that die."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from lineage.errors import UsageError
from lineage.workers import run_all

ROOT = Path(__file__).resolve().parents[1]


# What workers run must be importable by name in a fresh process; the test modules are not, so these are of the library.
def test_outcomes_keep_the_order_of_the_tasks():
    tasks = [str(number) for number in range(200)]
    assert list(run_all(int, tasks, 1)) == list(range(200))
    assert list(run_all(int, tasks, 2)) == list(range(200))
    assert list(run_all(int, [], 2)) == []


def test_workers_do_the_work_where_there_is_enough_of_it():
    whose = "__import__('os').getpid()"
    assert set(run_all(eval, [whose] * 4, 1)) == {os.getpid()}
    assert set(run_all(eval, [whose], 2)) == {os.getpid()}
    assert os.getpid() not in set(run_all(eval, [whose] * 4, 2))


def test_an_error_of_a_task_is_raised_here():
    with pytest.raises(ValueError, match="invalid literal"):
        list(run_all(int, ["1", "x", "3"], 2))


def test_an_end_before_the_last_outcome_stops_the_workers():
    begun = time.monotonic()
    with closing(run_all(time.sleep, [0.0] + [30.0] * 7, 2)) as outcomes:
        assert next(outcomes) is None
    assert time.monotonic() - begun < 20
    assert multiprocessing.active_children() == []


SCRIPT = """
import sys, time
from lineage.workers import run_all
{guard}
    sys.stdout.writelines(str(outcome) for outcome in run_all({function}, {tasks}, 2))
"""


def script(folder: Path, **parts: str) -> list[str]:
    path = folder / "script.py"
    path.write_text(SCRIPT.format(**parts), encoding="utf-8")
    return [sys.executable, str(path)]


def test_a_script_without_a_guard_gets_its_outcomes_all_the_same(tmp_path):
    command = script(tmp_path, guard="if True:", function="int", tasks="'1234'")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "1234", done.stderr


def test_workers_that_are_killed_leave_the_rest_to_this_process(tmp_path):
    # os._exit ends whatever runs it: with code 7 the parent has got to the task that killed a worker.
    command = script(tmp_path, guard="if __name__ == '__main__':", function="__import__('os')._exit", tasks="[7, 7]")
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60).returncode == 7


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_do_not_outlive_their_parent(tmp_path, ended_by):
    command = script(tmp_path, guard="if __name__ == '__main__':", function="time.sleep", tasks="[50.0] * 4")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        wait_until(lambda: len(children(parent.pid)) >= 2)
        workers = children(parent.pid)
        time.sleep(0.5)  # they begin to work
        parent.send_signal(ended_by)
        parent.wait(timeout=20)
        wait_until(lambda: not any(map(alive, workers)))


def wait_until(condition, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def children(parent: int) -> set[int]:
    """The workers among a process's children."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return {int(child) for child in listed if b"spawn_main" in command_line(int(child))}


def command_line(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def alive(process: int) -> bool:
    return command_line(process) != b""


def test_errors_of_ours_come_back_whole():
    from lineage.settings import Settings

    with pytest.raises(UsageError) as caught:
        list(run_all(Settings, [1, 2], 2))
    assert caught.value.hint
