"""Ctrl-C, and that it was heard: DuckDB and others turn it into errors of their own, which nobody could tell apart.

Inside Python's import system it waits for a moment. An interrupt there can be swallowed while the lock of all imports
is held, and the next import in another thread waits for ever.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

#: What the frames of the import system are said to be read from, before a file's name.
_IMPORTING: Final = "<frozen importlib."
#: Seconds after which an interrupt is tried again.
_SOON: Final = 0.01


@contextmanager
def interrupts_heard() -> Iterator[threading.Event]:
    """An event that is set once Ctrl-C was pressed; `KeyboardInterrupt` is raised as ever."""
    heard = threading.Event()

    def hear(number: int, frame: FrameType | None) -> None:
        heard.set()
        if frame is not None and frame.f_code.co_filename.startswith(_IMPORTING):
            threading.Timer(_SOON, _thread.interrupt_main).start()
            return
        signal.default_int_handler(number, frame)

    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield heard  # whoever calls answers it in another way, or ignores it, as a shell does for what it runs behind
        return
    signal.signal(signal.SIGINT, hear)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
