"""Errors of Spark as ours: what happened, on a worker if that can be told, and what to do next."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from lineage.errors import EngineFailed

#: The last line of a traceback of Python.
_RAISED: Final = re.compile(r"^(?:lineage\.errors\.)?(\w+(?:\.\w+)*(?:Error|Failed|Exception)): (.+)$", re.MULTILINE)
#: How Py4J begins, before it tells what happened.
_CALLING: Final = "An error occurred while calling"
#: What PySpark says where Java did not come up.
_NEVER_STARTED: Final = "JAVA_GATEWAY_EXITED"
_MEMORY: Final = "Allow more: --spark-conf spark.driver.memory=8g for local[…], spark.executor.memory=8g on a cluster."
#: What to do where the reason says so.
_HINTS: Final = (
    (("JAVA_HOME", "java: not found", "UnsupportedClassVersion"), "Install Java 17 or later, and set JAVA_HOME."),
    (("PACKAGE_NOT_INSTALLED",), "Install it with `pip install 'lineage[spark]'`."),
    (("No module named", "another lineage", "PYTHON_VERSION"), "Give the workers the environment of this machine."),
    (("FileNotFound", "does not exist"), "Name a folder with --storage that every worker reaches under the same path."),
    (("OutOfMemory", "Java heap"), _MEMORY),
    (("worker exited unexpectedly",), "Leave its Python more: --spark-conf spark.executor.memoryOverhead=4g."),
)
#: What is raised where the virtual machine of Spark, or the server, is gone.
_GONE: Final = (ConnectionError, EOFError)


@contextmanager
def failures_told(log: Path) -> Iterator[None]:
    """Makes errors of Spark ours; its doubts about the newest pandas, which is not used, are told to nobody.

    Args:
        log: Where Spark has its log.

    Raises:
        EngineFailed: Instead of whatever Spark raises.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except Exception as error:
        if not _of_spark(error):
            raise
        reason = _reason(error, log)
        advice = next((advice for signs, advice in _HINTS if any(sign in reason for sign in signs)), "")
        shown = f"The log of Spark: {log}" if log.exists() else "Look at the log of the server."
        raise EngineFailed(f"Spark failed: {reason}", f"{advice} {shown}".strip()) from error


def _of_spark(error: Exception) -> bool:
    of_its_own = any(kind.__module__.partition(".")[0] in ("pyspark", "py4j", "grpc") for kind in type(error).__mro__)
    return of_its_own or isinstance(error, _GONE)


def _reason(error: Exception, log: Path) -> str:
    """What was raised on a worker, if that can be told; else the first line of what Spark, or its log, says of it."""
    logged: list[str] = []
    with suppress(OSError):
        logged = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    if isinstance(error, _GONE) or type(error).__name__ == "Py4JNetworkError":
        last = [line for line in logged if "OutOfMemoryError" in line or " ERROR " in line]
        return last[-1].strip() if last else "its Java ended, or the connection to it"
    said = str(error)
    if raised := _RAISED.findall(said):
        return ": ".join(raised[-1])
    if _NEVER_STARTED in said and logged:  # the log says why
        return next((line for line in logged if not line.startswith("WARNING")), said)
    lines = [line.lstrip(": ") for line in said.splitlines() if line.strip(": ") and not line.startswith(_CALLING)]
    return next(iter([*lines, *(line for line in logged if " ERROR " in line)]), type(error).__name__)
