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
#: What to do where the reason says so.
_HINTS: Final = (
    (("JAVA_HOME", "java: not found", "UnsupportedClassVersion"), "Install Java 17 or later, and set JAVA_HOME."),
    (("No module named", "another lineage", "PYTHON_VERSION"), "Give the workers the environment of this machine."),
    (("FileNotFound", "does not exist"), "Name a folder with --storage that every worker reaches under the same path."),
    (
        ("No space left", "OutOfMemory", "Java heap"),
        "Give it more room, as with --spark-conf spark.executor.memory=8g.",
    ),
)


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
    return any(kind.__module__.partition(".")[0] in ("pyspark", "py4j", "grpc") for kind in type(error).__mro__)


def _reason(error: Exception, log: Path) -> str:
    """What was raised on a worker, if that can be told; else the first line of what Spark says of it."""
    said = str(error)
    if raised := _RAISED.findall(said):
        return ": ".join(raised[-1])
    lines = [line.lstrip(": ") for line in said.splitlines() if line.strip(": ") and not line.startswith(_CALLING)]
    with suppress(OSError):
        logged = log.read_text("utf-8", "replace").splitlines()
        if _NEVER_STARTED in said:  # the log says why
            lines = [line for line in logged if line and not line.startswith("WARNING")] or lines
        lines += [line for line in logged if " ERROR " in line]
    return next(iter(lines), type(error).__name__)
