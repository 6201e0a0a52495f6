"""Ctrl-C is heard wherever it falls; inside the import system it waits until that is done."""

from __future__ import annotations

import signal
import time

import pytest

from lineage.cli.interrupts import interrupts_heard

#: Presses Ctrl-C at the place where Python would take a lock of imports, and goes on for a while.
_PRESS = """
def press(done):
    signal.raise_signal(signal.SIGINT)
    done.append("past the interrupt")
    return done
"""


@pytest.fixture
def heard():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which tests run in the background would ignore
    try:
        with interrupts_heard() as event:
            yield event
    finally:
        signal.signal(signal.SIGINT, before)


def pressing(file: str):
    names = {"signal": signal}
    exec(compile(_PRESS, file, "exec"), names)
    return names["press"]


def test_it_is_raised_where_it_falls(heard):
    done = []
    with pytest.raises(KeyboardInterrupt):
        pressing("some_module.py")(done)
    assert not done
    assert heard.is_set()


def test_it_waits_for_the_import_system(heard):
    done = []

    def press_and_wait():
        pressing("<frozen importlib._bootstrap>")(done)
        time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        press_and_wait()
    assert done == ["past the interrupt"]
    assert heard.is_set()
