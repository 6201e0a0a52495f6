"""Ctrl-C, and that it was heard: DuckDB and others turn it into errors of their own, which nobody could tell apart.

While anything is imported it waits. Packages in other languages import what they need on the way and swallow whatever
goes wrong there, Ctrl-C too; what is half imported then, and the locks of Python's import system, which an interrupt
can leave held, would have the next import in another thread wait for ever.
"""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

#: What the frames of the import system are said to be read from, before a file's name.
_IMPORTING: Final = "<frozen importlib."
#: Seconds after which an interrupt is tried again, and for which it waits at the most.
_SOON: Final = 0.01
_PATIENCE: Final = 10.0


@contextmanager
def interrupts_heard() -> Iterator[threading.Event]:
    """An event that is set once Ctrl-C was pressed; `KeyboardInterrupt` is raised as ever, but not amid an import."""
    ear = _Ear()
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        # Whoever calls answers it in another way, or ignores it, as a shell does for what it runs behind.
        yield ear.heard
        return
    signal.signal(signal.SIGINT, ear.hear)
    try:
        yield ear.heard
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        ear.forget()


class _Ear:
    """What answers Ctrl-C: at once, or as soon as nothing is being imported."""

    def __init__(self) -> None:
        self.heard = threading.Event()
        self._waits = False
        self._waits_until = 0.0

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Raises `KeyboardInterrupt`, or hears of the same again soon."""
        self.heard.set()
        if not self._waits:
            self._waits_until = time.monotonic() + _PATIENCE
        self._waits = _is_importing(frame) and time.monotonic() < self._waits_until
        if not self._waits:
            signal.default_int_handler(number, frame)
        # A `threading.Thread` takes locks, one of which the main thread may hold where it was interrupted.
        _thread.start_new_thread(self._press_again, ())

    def forget(self) -> None:
        """What still waits is not tried again."""
        self._waits = False

    def _press_again(self) -> None:
        """Ctrl-C once more, such that the main thread also wakes from a lock that it waits for, where that can be."""
        time.sleep(_SOON)
        if not self._waits:
            return
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            _thread.interrupt_main()


def _is_importing(frame: FrameType | None) -> bool:
    """Whether the main thread is somewhere inside an import."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_IMPORTING):
            return True
        frame = frame.f_back
    return False
