"""Ctrl-C, and that it was heard: DuckDB and others turn it into errors of their own, which nobody could tell apart.

While the main thread imports something, it waits, for ten seconds at most. Arrow imports pandas from C++ where it
converts a column, and swallows whatever goes wrong there, Ctrl-C too; what is half imported then, and the locks of
Python's import system, which an interrupt can leave held, can have the next import in another thread wait for ever.
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
#: Seconds after which an interrupt is tried again, and for which it waits at most.
_SOON: Final = 0.01
_PATIENCE: Final = 10.0


class Interrupts:
    """What answers Ctrl-C: at once, or as soon as the main thread imports nothing.

    Attributes:
        heard: Whether it was pressed. No `threading.Event`: a second press while that is being set waits for itself.
    """

    def __init__(self) -> None:
        self.heard = False
        self._settled = False
        self._waits = False
        self._waits_until = 0.0

    def settle(self) -> None:
        """From now on none is raised: the work is done, or its failure is being told."""
        self._settled = True

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Raises `KeyboardInterrupt`, or hears of the same again soon."""
        self.heard = True
        if self._settled:
            return
        if not self._waits:
            self._waits_until = time.monotonic() + _PATIENCE
        self._waits = _is_importing(frame) and time.monotonic() < self._waits_until
        if self._waits:
            # A `threading.Thread` takes locks, one of which the main thread may hold where it was interrupted.
            _thread.start_new_thread(self._press_again, ())
        else:
            signal.default_int_handler(number, frame)

    def _press_again(self) -> None:
        """Ctrl-C once more, such that the main thread also wakes from what it waits for."""
        time.sleep(_SOON)
        if not self._waits or self._settled:
            return
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def interrupts_heard() -> Iterator[Interrupts]:
    """Tells whether Ctrl-C was pressed; `KeyboardInterrupt` is raised as ever, but rather not amid an import."""
    interrupts = Interrupts()
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        # Whoever calls answers it in another way, or ignores it, as a shell does for what it runs behind.
        yield interrupts
        return
    signal.signal(signal.SIGINT, interrupts.hear)
    try:
        yield interrupts
    finally:
        try:
            interrupts.settle()
        finally:  # also where one is heard just before
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_importing(frame: FrameType | None) -> bool:
    """Whether the main thread is somewhere inside an import."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_IMPORTING):
            return True
        frame = frame.f_back
    return False
