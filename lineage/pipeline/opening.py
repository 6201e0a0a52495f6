"""An index → what was found in its speeches, ready to be asked; the index is only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lineage.gathering import Gathered
from lineage.index import IndexContent
from lineage.machine import Machine
from lineage.models import ScanResult
from lineage.pipeline.keeping import gathered_from, result_from, usable_index
from lineage.pipeline.publishing import find_result, tell_found_anew, tell_if_stale
from lineage.settings import Settings, StatedSettings
from lineage.stages import Stages


@dataclass(frozen=True, slots=True)
class Opened:
    """What an index holds.

    Attributes:
        stored: As it stands in the file.
        settings: Those it was made with.
        kept: Its speeches.
        found: What they share.
    """

    stored: IndexContent
    settings: Settings
    kept: Gathered
    found: ScanResult


def open_index(
    index: Path,
    stages: Stages,
    *,
    out: Path | None = None,
    config: Path | StatedSettings | None = None,
    computing: bool = False,
) -> Opened:
    """What an index holds; what rules of another version found is found anew, and that is told.

    Args:
        index: The index that a scan wrote.
        stages: Keeps the record of what takes how long.
        out: Where its results stand, if they matter; if they are of another state, that is told.
        config: A settings file, which must not say otherwise.
        computing: Whether variables and the project's file must agree, too.

    Raises:
        InputError: If there is no index.
        IndexMismatch: If it cannot be used by this version.
    """
    with stages.run("reading the index"):
        stored, settings = usable_index(index, findings=True, config=config, computing=computing)
        kept = gathered_from(stored)
        found = result_from(stored, kept, settings)
    if out is not None:
        tell_if_stale(index, out, stored.meta["generation"], stages.progress)
    if found is None:
        tell_found_anew(index, stages.progress)
        found = find_result(kept, settings, stages, Machine())
    return Opened(stored, settings, kept, found)
