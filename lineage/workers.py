"""Runs one function over many tasks, in several processes, with the results in the order of the tasks.

Workers are started afresh, not forked: a fork would take over locks of threads that it does not have. They live on a
lifeline, a pipe that only the parent can close: when it closes it, or dies in whatever way, they die too. Ctrl-C is
the parent's to answer.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

#: Tasks that travel together at most: outcomes come together, too, and somebody may wait to write them down.
_MOST_AT_ONCE = 16


def run_all(
    function: Callable[[Task], Outcome], tasks: Sequence[Task], processes: int
) -> Generator[Outcome, None, None]:
    """The outcomes, one by one.

    Where workers cannot be started or are killed, this process does what is left: slower, but with the same results.
    Scripts that lack `if __name__ == "__main__":` are such a case.

    Args:
        function: A function that can be imported by name.
        tasks: What it is called with; tasks and outcomes travel between processes.
        processes: How many at most.
    """
    done = 0
    if processes > 1 and len(tasks) > 1:
        try:
            for outcome in _in_workers(function, tasks, min(processes, len(tasks))):
                yield outcome
                done += 1
        except BrokenProcessPool:
            pass
    yield from map(function, tasks[done:])


def _in_workers(function: Callable[[Task], Outcome], tasks: Sequence[Task], processes: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    far_end, lifeline = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(processes, context, _begin_worker, (far_end,))
    size = min(_MOST_AT_ONCE, max(1, len(tasks) // (processes * 16)))
    try:
        with interrupts_held():
            shares = [pool.submit(_run_share, function, tasks[at : at + size]) for at in range(0, len(tasks), size)]
        for share in shares:
            yield from share.result()
        pool.shutdown()
    finally:
        # No share is cancelled before: Python 3.11 stumbles over shares that are when the workers die.
        lifeline.close()
        pool.shutdown()
        far_end.close()


def _run_share(function: Callable[[Task], Outcome], tasks: Sequence[Task]) -> list[Outcome]:
    return [*map(function, tasks)]


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Holds Ctrl-C back while others are started: they stay deaf to it, the parent hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker(far_end: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_die_with_parent, args=(far_end,), daemon=True).start()


def _die_with_parent(far_end: Connection) -> None:
    try:
        far_end.poll(None)
    finally:
        os._exit(1)
