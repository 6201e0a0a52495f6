"""One call in another process: the outcome is the same, whatever becomes of that process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from lineage.beside import beside


def test_it_is_done_elsewhere_while_the_caller_goes_on():
    with beside(os.path.join, "a") as outcome:
        assert outcome() == "a"
    with beside(int, "12") as outcome:
        assert outcome() == 12


def test_large_tasks_and_outcomes_travel_whole():
    task = np.arange(2_000_000)
    with beside(np.negative, task) as outcome:
        assert np.array_equal(outcome(), -task)


def test_what_is_printed_there_does_not_stand_in_the_outcome():
    with beside(os.system, "echo printed") as outcome:
        assert outcome() == 0


def test_what_goes_wrong_there_goes_wrong_here():
    with beside(int, "x") as outcome, pytest.raises(ValueError, match="invalid literal"):
        outcome()


def test_nobody_need_ask():
    begun = time.perf_counter()
    with beside(time.sleep, 60):
        pass
    assert time.perf_counter() - begun < 20


def test_where_none_can_be_started_it_is_done_here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with beside(int, "12") as outcome:
        assert outcome() == 12


SCRIPT = """
import os
from lineage.beside import beside
print("once", flush=True)
with beside(os.system, "echo $PPID > other.new; mv other.new other; sleep 30") as outcome:
    outcome()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_it_dies_with_the_caller_and_a_script_runs_once(tmp_path: Path, end):
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen([sys.executable, "script.py"], stdout=subprocess.PIPE, text=True, cwd=tmp_path) as caller:
        while not (tmp_path / "other").exists():
            time.sleep(0.05)
        caller.send_signal(end)
        assert caller.communicate()[0] == "once\n"
    other = int((tmp_path / "other").read_text(encoding="utf-8"))
    for _ in range(200):
        if not alive(other):
            return
        time.sleep(0.05)
    pytest.fail("it lives on")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
