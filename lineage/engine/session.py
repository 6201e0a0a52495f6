"""Reaches a cluster and leaves it: a session of Spark as `Cluster` asks for it.

What the virtual machine of Spark has to say goes to a log, not to the terminal; the log stays where it failed.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from lineage.engine.cluster import Cluster
from lineage.engine.failures import failures_told
from lineage.errors import EngineFailed, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Seconds in which a cluster must answer at all.
_PATIENCE: Final = 10.0
#: Settings of Spark that hold unless somebody says otherwise. Speeches are long rows: batches are bounded by bytes.
_OURS: Final = {
    "spark.app.name": "lineage",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(16 << 20),
}
#: Where Spark Connect listens, if its address does not tell.
_PORT_OF_CONNECT: Final = 15002


@contextmanager
def session_on(cluster: Cluster, log: Path) -> Iterator[SparkSession]:
    """A session on the cluster, as long as the block runs; one that was active before stays.

    Args:
        cluster: Which one.
        log: A file for what Spark has to say; it is gone at the end, unless Spark failed.

    Raises:
        UsageError: If PySpark is not installed.
        EngineFailed: If the cluster cannot be reached.
    """
    _check_installed()
    _check_answers(cluster)
    with _kept_if_failed(log), _bridge_silent():
        with failures_told(log):
            session, ours = _remote(cluster) if cluster.remote else _classic(cluster, log)
        try:
            yield session
        finally:
            if ours:
                _leave(session)


@contextmanager
def _bridge_silent() -> Iterator[None]:
    """Keeps what Py4J logs off the terminal: it gives tracebacks of its own to the root logger, as after Ctrl-C."""

    def is_not_of_the_bridge(record: logging.LogRecord) -> bool:
        return "py4j" not in Path(record.pathname).parts

    root = logging.getLogger()
    root.addFilter(is_not_of_the_bridge)
    try:
        yield
    finally:
        root.removeFilter(is_not_of_the_bridge)


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
    except EngineFailed:
        raise
    except BaseException:
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
    address = cluster.remote or cluster.master
    if not address.startswith(("sc://", "spark://")):
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


def _remote(cluster: Cluster) -> tuple[SparkSession, bool]:
    from pyspark.sql.connect.session import SparkSession as RemoteSession

    builder: Any = RemoteSession.builder.remote(cluster.remote)
    session = builder.create()
    for name, value in {**_OURS, **cluster.settings}.items():
        with suppress(Exception):  # what the server alone decides
            session.conf.set(name, value)
    return session, True


def _classic(cluster: Cluster, log: Path) -> tuple[SparkSession, bool]:
    with warnings.catch_warnings(action="ignore"):
        from pyspark import SparkConf, SparkContext, java_gateway
        from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active and not cluster.master:
        return active, False
    if active:
        raise UsageError(
            f"--master {cluster.master}: a session of Spark is active in this process already",
            "Leave out the master to use it, or stop it.",
        )
    conf = SparkConf(loadDefaults=False)
    conf.setMaster(cluster.master or "local[*]")
    for name, value in {**_OURS, **cluster.settings}.items():
        conf.set(name, value)
    with log.open("ab") as sink:
        launch: Any = java_gateway.launch_gateway  # without types
        gateway = launch(conf, {"stdout": sink, "stderr": sink})
    try:
        with failures_told(log), _our_interrupts():  # while its machine can still be asked
            context = SparkContext(conf=conf, gateway=gateway)
    except BaseException:
        _stop_machine()
        raise
    context.pythonExec = _python(cluster)
    return SparkSession(context), True


def _python(cluster: Cluster) -> str:
    """The Python of the workers: as somebody says, or this one, where they are likely to have it."""
    said = cluster.settings.get("spark.pyspark.python") or os.environ.get("PYSPARK_PYTHON")
    return said or ("python3" if cluster.master == "yarn" else sys.executable)


def _leave(session: SparkSession) -> None:
    """Ends the session, and the virtual machine that was started for it."""
    with suppress(Exception):  # whatever it was about, it is over
        session.stop()
    _stop_machine()


def _stop_machine() -> None:
    from pyspark import SparkContext

    gateway, SparkContext._gateway, SparkContext._jvm = SparkContext._gateway, None, None
    if gateway is not None:
        with suppress(Exception):
            gateway.shutdown()
        if process := getattr(gateway, "proc", None):
            process.stdin.close()
            process.wait()
