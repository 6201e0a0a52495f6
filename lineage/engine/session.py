"""Reaches a cluster and leaves it: a session of Spark as `Cluster` asks for it.

Whatever a user has of Spark in this process already stays as it is: a session of their own is not written into, and
only what was started here is ended here. What the virtual machine of Spark has to say goes to a log, not to the
terminal; the log stays where it failed.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from lineage.cluster import Cluster
from lineage.engine.failures import failures_told
from lineage.errors import EngineFailed, InputError, Interrupted, UsageError
from lineage.workers import interrupts_held

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Seconds in which a cluster must answer at all.
_PATIENCE: Final = 10.0
#: Settings of a session that hold unless somebody says otherwise. Speeches are long rows: batches are bounded by bytes.
_OF_SESSION: Final = {"spark.sql.execution.arrow.maxBytesPerBatch": str(16 << 20)}
_OF_APPLICATION: Final = {"spark.app.name": "lineage", "spark.ui.showConsoleProgress": "false"}
#: On this machine alone nobody else needs to reach it, and its one process does all the work.
_OF_ONE_MACHINE: Final = {
    "spark.driver.memory": "4g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
#: Where Spark Connect listens, if its address does not tell.
_PORT_OF_CONNECT: Final = 15002
#: All that Py4J gives records to.
_LOGGERS_OF_THE_BRIDGE: Final = ("root", "py4j.java_gateway", "py4j.clientserver")
_PROXIES: Final = ("grpc_proxy", "https_proxy", "http_proxy")

#: A session, and how to leave it.
_Reached = tuple["SparkSession", Callable[[], object]]


@contextmanager
def session_on(cluster: Cluster, log: Path) -> Iterator[SparkSession]:
    """A session on the cluster, as long as the block runs.

    Args:
        cluster: Which one.
        log: A file for what Spark has to say; it is gone at the end, unless something failed.

    Raises:
        UsageError: If PySpark is not installed, or a setting is not taken.
        EngineFailed: If the cluster cannot be reached.
    """
    _check_installed()
    _check_answers(cluster)
    with _kept_if_failed(log), _bridge_silent():
        with failures_told(log):
            session, leave = _remote(cluster) if cluster.remote else _here(cluster, log)
        try:
            yield session
        finally:
            with suppress(Exception):  # whatever it was about, it is over
                leave()


@contextmanager
def _bridge_silent() -> Iterator[None]:
    """Keeps what Py4J logs from the handlers of the root, and so off the terminal: tracebacks of its own after Ctrl-C.

    The root's filter alone would not do: it sees what is given to the root itself, and nothing of what loggers below
    it pass on.
    """

    def is_not_of_the_bridge(record: logging.LogRecord) -> bool:
        return "py4j" not in Path(record.pathname).parts

    loggers = [logging.getLogger(name) for name in _LOGGERS_OF_THE_BRIDGE]
    for logger in loggers:
        logger.addFilter(is_not_of_the_bridge)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(is_not_of_the_bridge)


@contextmanager
def _our_interrupts() -> Iterator[None]:
    """Ctrl-C means what it meant before: PySpark would take it over, and keep it after its session is gone."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _kept_if_failed(log: Path) -> Iterator[None]:
    log.unlink(missing_ok=True)
    try:
        yield
    except (KeyboardInterrupt, Interrupted, UsageError, InputError):
        log.unlink(missing_ok=True)
        raise
    log.unlink(missing_ok=True)


def _check_installed() -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise UsageError("--engine spark needs PySpark", "Install it with `pip install 'lineage[spark]'`.") from error


def _check_answers(cluster: Cluster) -> None:
    """Whether anybody listens: Spark itself would try for a minute, and then not say it."""
    address = cluster.shown_remote or cluster.master  # what would follow the port may be a secret
    by_proxy = address.startswith("sc://") and any(os.environ.get(name) for name in _PROXIES)
    if by_proxy or not address.startswith(("sc://", "spark://")):
        return
    problem: OSError | ValueError | None = None
    for one in address.partition("://")[2].split(","):
        try:
            parts = urlsplit(f"//{one}")
            with socket.create_connection((parts.hostname or "", parts.port or _PORT_OF_CONNECT), timeout=_PATIENCE):
                return
        except (OSError, ValueError) as error:
            problem = error
    raise EngineFailed(f"{address}: no Spark answers there ({problem})", "Start it, or correct the address.")


def _remote(cluster: Cluster) -> _Reached:
    """A session on a server of Spark Connect."""
    from pyspark.sql.connect.session import SparkSession as RemoteSession

    builder: Any = RemoteSession.builder.remote(cluster.remote)
    session = builder.create()
    try:
        _set_up(session, cluster.settings)
    except BaseException:
        session.stop()
        raise
    return session, session.stop


def _here(cluster: Cluster, log: Path) -> _Reached:
    """A session beside those that are active in this process, or else on a cluster that is reached for it."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is None and SparkContext._active_spark_context is not None:
        active = SparkSession(SparkContext._active_spark_context)
    if active is None:
        return _started(cluster, log)
    if cluster.master:
        raise UsageError(
            f"--master {cluster.master}: a session of Spark is active in this process already",
            "Leave out the master to use it, or stop it.",
        )
    session = active.newSession()
    _set_up(session, cluster.settings)
    return session, lambda: None


def _started(cluster: Cluster, log: Path) -> _Reached:
    """A session of its own, with a virtual machine of its own, unless one is left from an earlier session."""
    from pyspark import SparkConf, SparkContext, java_gateway
    from pyspark.sql import SparkSession

    master = cluster.master or "local[*]"
    conf = SparkConf(loadDefaults=False).setMaster(master)
    of_one_machine = _OF_ONE_MACHINE if master.startswith("local") else {}
    for name, value in {**_OF_SESSION, **_OF_APPLICATION, **of_one_machine, **cluster.settings}.items():
        conf.set(name, value)
    gateway = None
    if SparkContext._gateway is None:
        launch: Any = java_gateway.launch_gateway  # without types
        # Held, for nobody could end a machine that nobody has got yet.
        with log.open("ab") as sink, interrupts_held():
            gateway = launch(conf, {"stdout": sink, "stderr": sink})
    try:
        with failures_told(log), _our_interrupts():  # while its machine can still be asked
            context = SparkContext(conf=conf, gateway=gateway)
            context.pythonExec = _python(cluster)
            session = SparkSession(context)
    except BaseException:
        _end(gateway)
        raise

    def leave() -> None:
        try:
            session.stop()
        finally:
            _end(gateway)

    return session, leave


def _python(cluster: Cluster) -> str:
    """The Python of the workers: as somebody says, or this one, where they are likely to have it."""
    said = cluster.settings.get("spark.pyspark.python") or os.environ.get("PYSPARK_PYTHON")
    bring_their_own = cluster.master.startswith(("yarn", "k8s"))
    return said or ("python3" if bring_their_own else sys.executable)


def _set_up(session: SparkSession, settings: Mapping[str, str]) -> None:
    """Sets what can be set of a session whose application somebody else started.

    Raises:
        UsageError: If something that was asked for cannot.
    """
    from pyspark.errors import PySparkException

    for name, value in _OF_SESSION.items():
        with suppress(PySparkException):
            session.conf.set(name, value)
    for name, value in settings.items():
        try:
            session.conf.set(name, value)
        except PySparkException as error:
            raise UsageError(
                f"--spark-conf {name}: cannot be set on a Spark that runs already",
                "Set it where that Spark is started.",
            ) from error


def _end(gateway: Any) -> None:  # noqa: ANN401 -- of Py4J, without types
    """Ends a virtual machine that was started here, if it was."""
    from pyspark import SparkContext

    if gateway is None:
        return
    if SparkContext._gateway is gateway:
        SparkContext._gateway = SparkContext._jvm = None
    with suppress(Exception):
        gateway.shutdown()
    process: subprocess.Popen[bytes] = gateway.proc
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
