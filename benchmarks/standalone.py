"""A standalone cluster of Spark on this machine, one master and some workers on loopback, and a Spark Connect server.

For tests and measurements: what a cluster does that one process does not do (executors elsewhere, shuffles over the
network, a worker that dies) is to be seen here. All of it is started from PySpark's own scripts, listens on free ports,
writes below one folder, heeds nobody's settings of Spark, and is gone at the end, whatever happens.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import psutil

#: Seconds until a process of Spark must have said that it is ready; one takes two to eight.
_PATIENCE: Final = 90.0
_EVERY: Final = 0.05
#: Has Linux kill a daemon when this process is gone, however it went; what the daemon started follows by itself.
_END_WITH_US: Final = ("setpriv", "--pdeathsig", "KILL")
#: What each may hold, beside its executors; a Connect server plans the jobs.
_MEMORY: Final = {"master": "256m", "worker": "256m", "connect": "1g"}
_READY: Final = {
    "master": re.compile(r"Starting Spark master at (spark://\S+)"),
    "worker": re.compile(r"Successfully registered with master (spark://\S+)"),
    "connect": re.compile(r"Spark Connect server started at: \S*?:(\d+)"),
}


class Daemon:
    """A process of Spark and all that it started: executors, and the Python workers of those.

    Args:
        kind: `master`, `worker` or `connect`.
        command: What starts it.
        folder: Where it stands, and where its log and its files go.
    """

    def __init__(self, kind: str, command: Sequence[str], folder: Path) -> None:
        folder.mkdir(parents=True)
        ends = _END_WITH_US if shutil.which(_END_WITH_US[0]) else ()
        self.log = folder / "log"
        self._kind = kind
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*ends, *command], cwd=folder, env=_environment(kind, folder), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def ready(self) -> str:
        """Waits until it says that it is ready; returns the address or the port that it says.

        Raises:
            RuntimeError: If it ended instead, or said nothing in time; with the end of its log.
        """
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            if said := _READY[self._kind].search(self.log.read_text(encoding="utf-8", errors="replace")):
                return said[1]
            time.sleep(_EVERY)
        tail = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        message = f"the {self._kind} of Spark did not start:\n{tail}"
        raise RuntimeError(message)

    def family(self) -> list[psutil.Process]:
        """It, and every process that it started and that still runs."""
        return family_of(self._process.pid)

    def freeze(self) -> None:
        """Stops all of it where it stands, until it is thawed or killed."""
        _send(signal.SIGSTOP, self.family())

    def thaw(self) -> None:
        """Lets it go on."""
        _send(signal.SIGCONT, self.family())

    def kill(self) -> list[psutil.Process]:
        """SIGKILL for all of it at once, as if the machine had gone; returns what was killed."""
        self.freeze()  # or one could be born while the others are looked up
        family = self.family()
        _send(signal.SIGKILL, family)
        psutil.wait_procs(family, _PATIENCE)
        self._process.wait()
        return family


class Standalone:
    """One master and some workers, from `with` to its end.

    Args:
        folder: Logs and files of all go below it.
        workers: How many.
        cores: Of each worker.
        memory: Of each worker, for its executors, as Spark writes it: `1g`.

    Attributes:
        master: Its address, `spark://127.0.0.1:PORT`.
        workers: Those that run.
    """

    def __init__(self, folder: Path, *, workers: int = 2, cores: int = 1, memory: str = "1g") -> None:
        self.master = ""
        self.workers: list[Daemon] = []
        self._folder, self._wanted = folder, workers
        self._resources = ["--cores", str(cores), "--memory", memory]
        self._started: list[Daemon] = []

    def __enter__(self) -> Self:
        try:
            place = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
            master = self._start("master", "org.apache.spark.deploy.master.Master", *place)
            self.master = master.ready()
            self.complete()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def complete(self) -> None:
        """Starts as many workers as are missing, and waits until the master has them."""
        place = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", *self._resources]
        worker = "org.apache.spark.deploy.worker.Worker"
        fresh = [self._start("worker", worker, *place, self.master) for _ in range(self._wanted - len(self.workers))]
        self.workers += fresh
        for one in fresh:
            one.ready()

    def lose(self, worker: Daemon) -> list[psutil.Process]:
        """Kills a worker with all that it runs; returns the processes that were killed."""
        self.workers.remove(worker)
        return worker.kill()

    def close(self) -> None:
        """Ends what still runs."""
        for daemon in reversed(self._started):
            daemon.kill()

    def _start(self, kind: str, *command: str) -> Daemon:
        folder = self._folder / f"{kind}-{len(self._started)}"
        daemon = Daemon(kind, [str(spark_home() / "bin" / "spark-class"), *command], folder)
        self._started.append(daemon)
        return daemon


class ConnectServer:
    """A server of Spark Connect, from `with` to its end; its jobs run on a master.

    Args:
        folder: Its log and its files go there; it must not be there yet.
        master: `spark://…` or `local[2]`.
        settings: Settings of Spark, by name.

    Attributes:
        remote: Its address, `sc://127.0.0.1:PORT`.
    """

    def __init__(self, folder: Path, master: str, settings: dict[str, str] | None = None) -> None:
        self.remote = ""
        own = {"spark.connect.grpc.binding.address": "127.0.0.1", "spark.connect.grpc.binding.port": "0"}
        own |= {"spark.ui.enabled": "false", **(settings or {})}
        options = [part for name, value in own.items() for part in ("--conf", f"{name}={value}")]
        server = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
        self._command = [str(spark_home() / "bin" / "spark-submit"), "--master", master, *options, *server]
        self._folder = folder

    def __enter__(self) -> Self:
        self._daemon = Daemon("connect", self._command, self._folder)
        try:
            self.remote = f"sc://127.0.0.1:{self._daemon.ready()}"
        except BaseException:
            self._daemon.kill()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._daemon.kill()


def family_of(leader: int) -> list[psutil.Process]:
    """The processes of a session of the operating system, by the number of its first; orphans among them, too."""
    found = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def spark_home() -> Path:
    """Where PySpark keeps Spark.

    Raises:
        RuntimeError: If PySpark is not installed.
    """
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        message = "pyspark is not installed: pip install -e '.[spark]'"
        raise RuntimeError(message)
    return Path(spec.origin).parent


def _environment(kind: str, folder: Path) -> dict[str, str]:
    """That of this process, without what somebody set for Spark, and with this Python for the workers."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {
        **rest,
        "SPARK_HOME": str(spark_home()),
        "SPARK_CONF_DIR": str(folder),
        "SPARK_DAEMON_MEMORY": _MEMORY[kind],
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        "PYSPARK_PYTHON": sys.executable,
    }


def _send(number: signal.Signals, processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
