"""`speeches --check`: what of the speeches of an index is missing or doubtful."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from lineage.descent import heritage_of
from lineage.doubts import doubts_among
from lineage.models import CheckedSpeeches, Doubt, Grade, ListedSpeeches
from lineage.pipeline.listing import open_selected
from lineage.pipeline.opening import Opened
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.tracing import SpeechFilter


def check_speeches(
    wanted: SpeechFilter | None = None,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> CheckedSpeeches:
    """What is missing or doubtful of the speeches of an index, and, where all are asked for, of the corpus around them.

    Args:
        wanted: Which of them; all where None. Tables and files that were not read are told only where all are meant.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens, and which speakers no speech is by.

    Raises:
        InputError: If there is no index.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.check_speeches()
        >>> [(doubt.speech_id[:7], doubt.why) for doubt in told.doubts if doubt.field == "date"]
        [('2019-10', 'known to the month only')]
    """
    stages = Stages(progress or Silence())
    wanted = wanted or SpeechFilter()
    opened, numbers = open_selected(wanted, stages, index=index, out=out, config=config)
    with stages.run("telling what is inherited"):
        listed = ListedSpeeches(opened.found, heritage_of(opened.found), numbers)
    around = list(_around(opened)) if wanted.says_nothing else []
    doubts = [*around, *doubts_among(opened.found, numbers, today())]
    return CheckedSpeeches(listed, tuple(doubt for grade in Grade for doubt in doubts if doubt.grade is grade))


def today() -> date:
    """The day it is where this runs."""
    return datetime.now(UTC).astimezone().date()


def _around(opened: Opened) -> Iterator[Doubt]:
    """What is wrong with tables, and the files that were not read though somebody could see to that."""
    for skip in opened.kept.skipped:
        if skip.hint:
            yield Doubt(Grade.MISSING, "", skip.file, "file", "not read", "", skip.reason, "", skip.hint)
    tables: dict[str, list[str]] = json.loads(opened.stored.meta["tables"])
    for path, sentences in sorted(tables.items()):
        for sentence in sentences:
            why = sentence.removeprefix(f"{path}, ")
            yield Doubt(Grade.DOUBTFUL, "", path, "table", "wrong", "", why, "", "Correct the row, or remove it.")
