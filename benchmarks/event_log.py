"""What Spark's event log tells of each work that was given to it: tasks, seconds, records, bytes, memory.

An event log is one JSON object a line. Stages are put together by the description of their jobs
(`spark.job.description`), in the order in which those begin. What is not here: bytes that stages read from Parquet, for
Spark does not count what a file system gives it in several stretches at once; records are counted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

#: Settings with which a log is one file of plain text, and tells the memory of Python workers, too.
LOGGED: Final[Mapping[str, str]] = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
    "spark.eventLog.logStageExecutorMetrics": "true",
    "spark.executor.processTreeMetrics.enabled": "true",
    "spark.executor.metrics.pollingInterval": "1000",
}
_NAMELESS: Final = "nothing that has a name"

_Event = Mapping[str, Any]


@dataclass(slots=True)
class Work:
    """What all stages of one description took together.

    Attributes:
        name: The description.
        stages, tasks, failed: How many were run; tasks that failed were run again.
        seconds: While at least one of its stages was at work.
        task_seconds: Of all tasks together.
        records: Read from files and from shuffles.
        written: Bytes of files.
        shuffled: Bytes written to shuffles.
        fetched: Bytes read from shuffles.
        spilled: Bytes that went to disk because memory was short.
        largest: The most records that one task read.
        jvm, python: The most bytes that the JVM of one executor held, and its Python workers; 0 where nobody looked.
    """

    name: str
    stages: int = 0
    tasks: int = 0
    failed: int = 0
    seconds: float = 0.0
    task_seconds: float = 0.0
    records: int = 0
    written: int = 0
    shuffled: int = 0
    fetched: int = 0
    spilled: int = 0
    largest: int = 0
    jvm: int = 0
    python: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list, repr=False)

    def add_task(self, event: _Event) -> None:
        """One more task is over."""
        if event["Task End Reason"]["Reason"] != "Success":
            self.failed += 1
        measured = event.get("Task Metrics")
        if not measured:
            return
        fetched, read = measured["Shuffle Read Metrics"], measured["Input Metrics"]["Records Read"]
        records = read + fetched["Total Records Read"]
        self.tasks += 1
        self.task_seconds += measured["Executor Run Time"] / 1000
        self.records += records
        self.largest = max(self.largest, records)
        self.written += measured["Output Metrics"]["Bytes Written"]
        self.shuffled += measured["Shuffle Write Metrics"]["Shuffle Bytes Written"]
        self.fetched += fetched["Remote Bytes Read"] + fetched["Local Bytes Read"]
        self.spilled += measured["Disk Bytes Spilled"]

    def add_memory(self, held: Mapping[str, int]) -> None:
        """What one executor held during a stage."""
        self.jvm = max(self.jvm, held.get("ProcessTreeJVMRSSMemory", 0))
        self.python = max(self.python, held.get("ProcessTreePythonRSSMemory", 0))

    def add_stage(self, stage: _Event) -> None:
        """A stage is over, milliseconds since 1970 at both ends."""
        self.stages += 1
        self.spans.append((stage["Submission Time"] / 1000, stage["Completion Time"] / 1000))
        self.seconds = covered(self.spans)


def read_log(path: Path) -> list[Work]:
    """The works of one application, in the order in which they began.

    Args:
        path: An event log that is neither rolled nor compressed.
    """
    with path.open(encoding="utf-8") as file:
        return works(json.loads(line) for line in file)


def works(events: Iterable[_Event]) -> list[Work]:
    """The works that these events tell of, in the order in which they began."""
    found: dict[str, Work] = {}
    named: dict[int, str] = defaultdict(lambda: _NAMELESS)
    for event in events:
        kind = event["Event"]
        if kind == "SparkListenerStageSubmitted":
            number = event["Stage Info"]["Stage ID"]
            properties = event.get("Properties") or {}
            named[number] = properties.get("spark.job.description") or _NAMELESS
            found.setdefault(named[number], Work(named[number]))
        elif kind == "SparkListenerTaskEnd":
            found[named[event["Stage ID"]]].add_task(event)
        elif kind == "SparkListenerStageExecutorMetrics":
            found[named[event["Stage ID"]]].add_memory(event["Executor Metrics"])
        elif kind == "SparkListenerStageCompleted" and "Completion Time" in event["Stage Info"]:
            found[named[event["Stage Info"]["Stage ID"]]].add_stage(event["Stage Info"])
    return list(found.values())


def covered(spans: Iterable[tuple[float, float]]) -> float:
    """How long at least one of these spans lasted."""
    return sum(end - begin for begin, end in _joined(sorted(spans)))


def _joined(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The spans, those that touch as one."""
    if not spans:
        return
    begin, end = spans[0]
    for next_begin, next_end in spans[1:]:
        if next_begin > end:
            yield begin, end
            begin, end = next_begin, next_end
        end = max(end, next_end)
    yield begin, end
