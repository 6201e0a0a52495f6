"""Reads speeches as a stage of a run: in processes of this machine, or wherever the machine has them read."""

from __future__ import annotations

from collections.abc import Mapping

from lineage.gathering import Gathered, ReadingJournal, gather
from lineage.machine import Machine
from lineage.models import Fact
from lineage.reading import Discovery
from lineage.readings import Reading
from lineage.settings import Settings
from lineage.stages import Stages


def read_speeches(
    found: Discovery,
    settings: Settings,
    known: Mapping[str, Reading],
    stages: Stages,
    machine: Machine,
    *,
    jobs: int | None,
    journal: ReadingJournal | None,
    stated: Mapping[str, Fact] | None = None,
) -> Gathered:
    """The speeches, as `lineage.gathering.gather` gives them.

    Args:
        found: The files and what the tables beside them say.
        settings: Decide how they are read.
        known: Readings by key.
        stages: Keeps the record.
        machine: Reads, and keeps the columns.
        jobs: Processes that were asked for.
        journal: Is given each new reading at once.
        stated: What the command states of every source, by field.

    Raises:
        EngineFailed, OutputError, UsageError: If a cluster that is to read cannot be reached, or cannot do its part.
    """
    machine.reach()
    with stages.run("reading", len(found.sources)) as step:
        processes = machine.processes_of(jobs)
        return gather(found, settings, known, processes, step, stated, journal, machine.keep, machine.readers)
