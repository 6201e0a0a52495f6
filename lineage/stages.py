"""What a run tells of itself: the stage at work, seconds and peak memory of each stage.

`Progress` is what a caller may hand in to be told; `Stages` keeps the record that ends in `run.json`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Is told what happens; see `lineage.cli.progress` for one that draws it."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins; `total` steps where they can be counted."""
        ...

    def advance(self) -> None:
        """One step of the stage is done."""
        ...

    def tell(self, sentence: str) -> None:
        """Something that a user should know of files, not of speeches."""
        ...


class Silence:
    """A `Progress` that tells nobody."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Says nothing."""

    def advance(self) -> None:
        """Says nothing."""

    def tell(self, sentence: str) -> None:
        """Says nothing."""


class Stages:
    """Seconds and peak memory (megabytes of the whole process so far) by stage, in the order they ran."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.peak_megabytes: dict[str, float] = {}

    @contextmanager
    def run(self, name: str, total: int | None = None) -> Iterator[Progress]:
        """One stage, from beginning to end."""
        self.progress.stage(name, total)
        begun = time.perf_counter()
        yield self.progress
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - begun, 3)
        if peak := _peak_megabytes():
            self.peak_megabytes[name] = peak

    @property
    def record(self) -> dict[str, dict[str, float]]:
        """Seconds and peak memory by stage."""
        return {"seconds": dict(self.seconds), "peak_megabytes": dict(self.peak_megabytes)}

    def include(self, record: Mapping[str, Mapping[str, float]]) -> None:
        """Adds the record of stages that ran beside these, in another process."""
        self.seconds |= {f"beside: {name}": value for name, value in record["seconds"].items()}
        self.peak_megabytes |= {f"beside: {name}": value for name, value in record["peak_megabytes"].items()}

    def timing(self, **further: object) -> dict[str, object]:
        """The record so far, with whatever else depends on the run and not on the speeches."""
        return {**self.record, **further}


def _peak_megabytes() -> float | None:
    """None on Windows, whose record the standard library does not read."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
