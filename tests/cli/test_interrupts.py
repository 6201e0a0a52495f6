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
import signal, sys, threading
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
        signal.pause()
    except KeyboardInterrupt:
        assert heard.is_set() and "pandas" in sys.modules
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
    assert heard.is_set()


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
    assert heard.is_set()


def test_an_import_without_end_is_interrupted(heard, monkeypatch):
    monkeypatch.setattr(interrupts, "_PATIENCE", 0.1)
    begun = time.monotonic()

    def press_and_wait():
        function_of("some_module.py", "press")([])
        time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        function_of("<frozen importlib._bootstrap>", "called_by")(press_and_wait)
    assert 0.1 <= time.monotonic() - begun < 4


def test_what_still_waits_at_the_end_is_let_go():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with interrupts_heard() as event:
            function_of("<frozen importlib._bootstrap>", "press")([])
        time.sleep(0.1)  # no interrupt comes after the work that it was meant for
    finally:
        signal.signal(signal.SIGINT, before)
    assert event.is_set()


@pytest.mark.skipif(not hasattr(signal, "pause"), reason="signal.pause is POSIX")
def test_nothing_is_left_half_imported():
    pytest.importorskip("pandas")
    command = [sys.executable, "-c", _AMID_AN_IMPORT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "goes on\n"), done.stderr
