"""Runs a command and tells how long it took and how much memory it and the processes it started held together.

Memory is looked up every 50 ms, or more rarely where that takes long; where the command starts a Java machine, as Spark
does, that of the machine and of what the machine starts is told apart. The peak of a command that stays one process is
exact nevertheless, for the system keeps it; what all processes hold together, and what of it is their own, may miss a
peak that is shorter.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

import psutil

#: Seconds between two looks at the memory.
_EVERY: Final = 0.05
#: To look at large processes takes a processor: then nobody looks again for so many times as long, at most 0.4 s.
_SPARED, _RARELY = 20, 0.4
#: `ru_maxrss` counts in kilobytes, but in bytes on macOS.
_UNIT: Final = 1 if sys.platform == "darwin" else 1024
#: What Linux says of a process, in kilobytes: pages of no file, and of files that lie in memory themselves (tmpfs).
_OWN: Final = re.compile(r"^Rss(?:Anon|Shmem):\s*(\d+) kB$", re.MULTILINE)
_IN_MEMORY: Final = ("tmpfs", "ramfs")

_JAVA, _WORKER, _BEING_BORN = "java", "worker", "being born"


class _Held(NamedTuple):
    """Bytes that processes hold at one moment.

    Attributes:
        whole: All of them together.
        own: Those of them that no file on a disk holds, too.
        java: Of Java machines.
        workers: Of what those started.
        cpu: Seconds that the command itself had of all processors until then.
    """

    whole: int = 0
    own: int = 0
    java: int = 0
    workers: int = 0
    cpu: float = 0.0

    @property
    def driver(self) -> int:
        """Of the command itself, and of what it starts without Java."""
        return self.whole - self.java - self.workers


@dataclass(frozen=True, slots=True)
class WholeRun:
    """What a command took.

    Attributes:
        seconds: From its start to its end.
        megabytes: The most that it and its descendants held at one moment.
        own_megabytes: The same without what is mapped from files on a disk, which the system takes back when it needs
            room; looked up every 50 ms, never exact.
        status: What it exited with; negative where a signal ended it.
        printed, complained: Its output and its errors.
        driver_megabytes, java_megabytes, worker_megabytes: The most that the command with what it starts without Java
            held at one moment, the most that Java machines did, and what those started; looked up every 50 ms.
        cpu_seconds: Of all processors, by all processes that were waited for.
        driver_cpu_seconds: Of all processors, by the command without any process that it started.
    """

    seconds: float
    megabytes: float
    own_megabytes: float
    status: int
    printed: str
    complained: str
    driver_megabytes: float = 0.0
    java_megabytes: float = 0.0
    worker_megabytes: float = 0.0
    cpu_seconds: float = 0.0
    driver_cpu_seconds: float = 0.0


def run_whole(command: Sequence[str], environment: Mapping[str, str] | None = None) -> WholeRun:
    """Runs a command to its end.

    Args:
        command: The program and its arguments.
        environment: Variables that it gets beside those of this process.
    """
    variables = {**os.environ, **(environment or {})}
    own_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Files and no pipes: nobody reads while it runs.
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complained:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=complained, env=variables)
        with _watched(process.pid) as seen:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        # Between its fork and its exec the child is this process, whose peak it inherits (Linux): a figure that is not
        # above that says nothing; one that is above is exact, where looking from time to time misses short peaks.
        exact = usage.ru_maxrss * _UNIT if usage.ru_maxrss > own_peak else 0
        whole, own, java, workers, _ = (max(column) / 2**20 for column in zip(*seen, strict=True))
        driver = max(each.driver for each in seen) / 2**20
        held, texts = max(exact / 2**20, whole), (_text(printed), _text(complained))
        of_all = usage.ru_utime + usage.ru_stime
        # Looked up last shortly before the end; a short command may not have been looked at.
        cpu = of_all, (seen[-1].cpu or of_all)
        return WholeRun(seconds, held, own, process.returncode, *texts, driver, java, workers, *cpu)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


@contextmanager
def _watched(number: int) -> Iterator[list[_Held]]:
    """The bytes that the process and its descendants hold together, looked up from time to time while in the block."""
    done, seen = threading.Event(), [_Held()]
    watcher = threading.Thread(target=_watch, args=(number, done, seen), daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _watch(number: int, done: threading.Event, seen: list[_Held]) -> None:
    with suppress(psutil.Error):  # it is over
        process = psutil.Process(number)
        waiting = 0.0
        while not done.wait(waiting):
            begun = time.thread_time()
            seen.append(_held_by(process))
            waiting = min(max(_EVERY, _SPARED * (time.thread_time() - begun)), _RARELY)


def _held_by(process: psutil.Process) -> _Held:
    spent = process.cpu_times()
    cpu = float(spent.user + spent.system)
    others = process.children(recursive=True)
    if not others:
        held = process.memory_info()
        return _Held(held.rss, _own_bytes(process.pid, held.rss - getattr(held, "shared", 0)), cpu=cpu)
    java = _below_java(process, others)
    shares = {each: _share_of(each) for each in (process, *others) if java.get(each) != _BEING_BORN}
    whole, own = (sum(column) for column in zip(*shares.values(), strict=True))
    machines, workers = (
        sum(held for each, (held, _) in shares.items() if java.get(each) == kind) for kind in (_JAVA, _WORKER)
    )
    return _Held(whole, own, machines, workers, cpu)


def _below_java(first: psutil.Process, processes: Sequence[psutil.Process]) -> dict[psutil.Process, str]:
    """Java machines among these processes, and what they started; a child that is still its parent's image is neither.

    Such a child lies in its parent's memory until it becomes what it is to be, and would be counted twice.
    """
    kinds = {first.pid: ""}
    found: dict[psutil.Process, str] = {}
    for each in processes:  # parents first
        with suppress(psutil.Error):  # it is over
            # A machine that just went leaves its workers behind for a moment.
            below, java = kinds.get(each.ppid(), _JAVA), each.name() == _JAVA
            kinds[each.pid] = ""
            kind = (_BEING_BORN if java else _WORKER) if below else (_JAVA if java else "")
            if kind:
                found[each] = kinds[each.pid] = kind
    return found


def _share_of(process: psutil.Process) -> tuple[int, int]:
    """What a process holds, pages that several share counted to equal parts where the system tells (Linux)."""
    try:
        held = process.memory_full_info()
    except psutil.Error:  # it is over
        return 0, 0
    return getattr(held, "pss", held.rss), _own_bytes(process.pid, held.rss - getattr(held, "shared", 0))


def _own_bytes(number: int, otherwise: int) -> int:
    """What no file on a disk holds, too: a column that lies in tmpfs fills memory, though it is mapped.

    Args:
        number: Of the process.
        otherwise: What is told where the system does not tell these pages apart.
    """
    try:
        found = _OWN.findall(Path(f"/proc/{number}/status").read_text(encoding="utf-8", errors="replace"))
    except OSError:  # no Linux, or the process is over
        found = []
    return sum(map(int, found)) * 1024 if found else otherwise


def lies_in_memory(folder: Path) -> bool:
    """Whether files of this folder take memory and no disk, as those of a tmpfs do."""
    place = folder.resolve()
    mounts = [each for each in psutil.disk_partitions(all=True) if place.is_relative_to(each.mountpoint)]
    # Of two at one place the later hides the earlier.
    nearest = max(reversed(mounts), key=lambda mount: len(mount.mountpoint), default=None)
    return nearest is not None and nearest.fstype in _IN_MEMORY
