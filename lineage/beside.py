"""One call in a process of its own, while the caller goes on with something else.

The other process is a fresh interpreter that reads the call from its standard input and writes the outcome to its
standard output, so that scripts need no `if __name__ == "__main__":`. It lives on that input: when the caller closes
it, or dies in whatever way, it dies, too. Ctrl-C is the caller's to answer. Many like tasks are the business of
`lineage.workers`.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import IO, Any, TypeVar, cast

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_SERVE = "import sys; sys.path[:] = {path!r}; from lineage.beside import serve; serve()"


@contextmanager
def beside(function: Callable[[Task], Outcome], task: Task) -> Iterator[Callable[[], Outcome]]:
    """Begins the call; what is yielded waits for it and returns its outcome.

    Where the other process cannot be started or is killed, the call is done here, when its outcome is asked for.

    Args:
        function: A function that can be imported by name.
        task: What it is called with; task and outcome travel between the processes.
    """
    try:
        command = [sys.executable, "-c", _SERVE.format(path=sys.path)]
        process = subprocess.Popen(  # noqa: S603 -- this very interpreter
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        yield lambda: function(task)
        return
    sender = Thread(target=_send, args=(process, (function, task)), daemon=True)
    sender.start()
    try:
        yield lambda: _received(process, function, task)
    finally:
        process.kill()
        sender.join()
        with suppress(OSError):  # of what was not sent any more
            process.communicate()


def _send(process: subprocess.Popen[bytes], call: object) -> None:
    with suppress(OSError):  # it died; who asks for the outcome will see
        stream = cast("IO[bytes]", process.stdin)
        pickle.dump(call, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()


def _received(process: subprocess.Popen[bytes], function: Callable[[Task], Outcome], task: Task) -> Outcome:
    try:
        outcome: Outcome = pickle.load(cast("IO[bytes]", process.stdout))  # noqa: S301 -- from a process of our own
    except (EOFError, OSError, pickle.UnpicklingError):
        return function(task)
    return outcome


def serve() -> None:
    """What the other process does: reads one call, and writes its outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever else is printed meanwhile, by a package in another language too, must not stand in the outcome.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    function, task = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from the process that started this one
    Thread(target=_die_with_caller, daemon=True).start()
    outcome: Any = function(task)
    del task  # the caller may not ask for the outcome for a while
    pickle.dump(outcome, answer, pickle.HIGHEST_PROTOCOL)
    answer.flush()
    os._exit(0)


def _die_with_caller() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
