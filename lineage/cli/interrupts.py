"""Ctrl-C, and that it was heard: DuckDB and others turn it into errors of their own, which nobody could tell apart."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_heard() -> Iterator[threading.Event]:
    """An event that is set once Ctrl-C was pressed; `KeyboardInterrupt` is raised as ever."""
    heard = threading.Event()

    def hear(number: int, frame: FrameType | None) -> None:
        heard.set()
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
