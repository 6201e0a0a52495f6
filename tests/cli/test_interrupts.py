"""Ctrl-C is heard wherever it falls; while anything is imported it waits until that is done."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from lineage.cli import interrupts
from lineage.cli.interrupts import interrupts_heard

#: Presses Ctrl-C, at a place and at all that calls it, and goes on for a while.
_PRESS = """
def press(done):
    signal.raise_signal(signal.SIGINT)
    done.append("past the interrupt")
    return done


def called_by(function, *arguments):
    return function(*arguments)
"""

#: Ctrl-C falls into an import that Arrow makes on the way, and whose failure it swallows; then another thread imports.
_AMID_AN_IMPORT = """
import signal, sys, threading, time
import pyarrow, numpy
from lineage.cli.interrupts import interrupts_heard

signal.signal(signal.SIGINT, signal.default_int_handler)
calls = 0


def press(frame, event, argument):
    global calls
    calls += 1
    if calls == 20_000:
        sys.setprofile(None)
        signal.raise_signal(signal.SIGINT)


def asked():
    import pandas
    import xml.dom.minidom


with interrupts_heard() as heard:
    column = pyarrow.Array.from_buffers(pyarrow.int64(), 1, [None, pyarrow.py_buffer(bytes(8))])
    assert "pandas" not in sys.modules
    sys.setprofile(press)
    try:
        numpy.asarray(column)
        time.sleep(5)
        print("lost")
    except KeyboardInterrupt:
        assert heard.heard and "pandas" in sys.modules
        thread = threading.Thread(target=asked, daemon=True)
        thread.start()
        thread.join(20)
        print("hangs" if thread.is_alive() else "goes on")
"""


@pytest.fixture
def heard():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which tests run in the background would ignore
    try:
        with interrupts_heard() as event:
            yield event
    finally:
        signal.signal(signal.SIGINT, before)


def function_of(file: str, name: str):
    """A function that is said to stand in this file."""
    names = {"signal": signal}
    exec(compile(_PRESS, file, "exec"), names)
    return names[name]


def test_it_is_raised_where_it_falls(heard):
    done = []
    with pytest.raises(KeyboardInterrupt):
        function_of("some_module.py", "press")(done)
    assert not done
    assert heard.heard


@pytest.mark.parametrize("file", ["<frozen importlib._bootstrap>", "some_module.py"])
def test_it_waits_for_an_import(heard, file):
    done = []

    def press_and_wait():
        importing = function_of("<frozen importlib._bootstrap_external>", "called_by")
        importing(function_of(file, "press"), done)
        time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        press_and_wait()
    assert done == ["past the interrupt"]
    assert heard.heard


def test_an_import_without_end_is_interrupted(heard, monkeypatch):
    monkeypatch.setattr(interrupts, "_PATIENCE", 0.1)
    begun = time.monotonic()

    def press_and_wait():
        function_of("some_module.py", "press")([])
        time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        function_of("<frozen importlib._bootstrap>", "called_by")(press_and_wait)
    assert 0.1 <= time.monotonic() - begun < 4


@pytest.fixture
def tried_again(monkeypatch):
    """What would be tried soon, to be called when a test is ready for it."""
    calls = []
    monkeypatch.setattr(interrupts._thread, "start_new_thread", lambda function, _: calls.append(function))
    return calls


@pytest.mark.parametrize("when", ["while its failure is told", "once it is done"])
def test_none_is_raised_when_the_work_is_over(tried_again, when):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with interrupts_heard() as told:
            function_of("<frozen importlib._bootstrap>", "press")([])
            if when == "while its failure is told":
                told.settle()
                tried_again.pop()()
                signal.raise_signal(signal.SIGINT)
        while tried_again:
            tried_again.pop()()
    except KeyboardInterrupt:
        pytest.fail("an interrupt came after the work that it was meant for")
    finally:
        signal.signal(signal.SIGINT, before)
    assert told.heard


def test_nothing_is_left_half_imported():
    command = [sys.executable, "-c", _AMID_AN_IMPORT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "goes on\n"), done.stderr
