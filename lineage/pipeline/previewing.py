"""`preview`: what a scan would read, and what it would understand of it; nothing is compared, and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lineage.gathering import Gathered, gather
from lineage.index import journal_path
from lineage.machine import Machine
from lineage.reading import discover
from lineage.settings import Settings
from lineage.stages import Progress, Silence, Stages


def preview(
    paths: Sequence[Path | str],
    *,
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    settings: Settings | None = None,
    jobs: int | None = None,
    exclude: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Gathered:
    """The speeches under `paths` with what is known of each, and the files that cannot be read.

    Args:
        paths: Folders and files.
        out: Where results would go; what it holds is no speech.
        index: The index that would be written; it is no speech either, and is not read.
        settings: How files are read.
        jobs: Processes at once; what is told does not depend on it.
        exclude: Files and folders below `paths` that are no speeches.
        progress: Is told what happens.

    Raises:
        InputError: If a path does not exist.
        UsageError: If a setting is wrong.

    Examples:
        >>> read = lineage.preview(["corpus"])
        >>> [speech.value("date") for speech in read.speeches][:2], len(read.skipped)
        (['2013-11-05', '2014-06-05'], 0)
    """
    settings = settings or Settings()
    stages = Stages(progress or Silence())
    no_speeches = [out, index, journal_path(index), *exclude]
    found = discover(list(map(Path, paths)), exclude=no_speeches, columns=settings.columns)
    with stages.run("reading", len(found.sources)) as step:
        return gather(found, settings, {}, Machine.of(jobs).processes_of(jobs), step)
