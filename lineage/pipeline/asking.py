"""`query`: what a speech inherits from those of an index, without adding it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lineage.errors import InputError
from lineage.gathering import Gathered, gather
from lineage.index import journal_path
from lineage.inheritance import Earlier, inheritance_of
from lineage.models import Inheritance, ScanResult
from lineage.pipeline.keeping import roots_of
from lineage.pipeline.opening import open_index
from lineage.reading import discover_further, from_command
from lineage.settings import Settings, StatedSettings
from lineage.stages import Progress, Silence, Stages


def query(
    path: Path | str,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    date: str = "",
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> Inheritance:
    """What a speech inherits from those of an index, what it alters, and what it says first.

    A file that is in the index itself is held against the others.

    Args:
        path: Its file.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        date: When it was held, EDTF; it goes before what the text, its name or a table says.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index, or the file cannot be read.
        UsageError: If the date is none.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.query("new.txt", date="2022-11-09")
        >>> [(one.formula.label, one.first_date) for one in told.inherited if one.formula.kind == "idiom"]
        [('先易后难', '2013-11-05')]
    """
    stages = Stages(progress or Silence())
    stated = from_command({"date": date})
    opened = open_index(index, stages, out=out, config=config, computing=True)
    found = discover_further(
        [Path(path)],
        roots_of(opened.stored),
        exclude=[out, index, journal_path(index)],
        columns=opened.settings.columns,
    )
    with stages.run("reading", len(found.sources)) as step:
        new = gather(found, opened.settings, opened.stored.readings, None, step, stated)
    if len(new.speeches) != 1:
        reasons = "; ".join(f"{skip.file}: {skip.reason}" for skip in new.skipped[:3])
        told = f" ({reasons})" if reasons else ""
        raise InputError(f"{path}: is no one speech that can be read{told}", "Name the file of one speech.")
    with stages.run("looking for what is inherited"):
        return next(inheritances(opened.kept, new, opened.found, opened.settings))


def inheritances(kept: Gathered, new: Gathered, before: ScanResult, settings: Settings) -> Iterator[Inheritance]:
    """What each of the new speeches takes from those that were kept, in which `before` was found.

    A file whose very bytes are kept already is held against the others.
    """
    earlier = Earlier(before, settings)
    for name, (speech, own, key) in zip(_names(kept, new), new.entries, strict=True):
        known_as = kept.keys.index(key) if key in kept.keys else None
        yield inheritance_of(earlier, replace(speech, speech_id=name), own, known_as=known_as)


def _names(kept: Gathered, new: Gathered) -> list[str]:
    """What the new speeches are called among those that were kept, or would be called: `a.md` beside `a.txt`."""
    known = {speech.file: speech.speech_id for speech in kept.speeches}
    others = [entry for entry in new.entries if not entry[0].named and entry[0].file not in known]
    every = Gathered.of([*kept.entries, *others], (), {}, 0)
    names = {speech.file: speech.speech_id for speech in every.speeches} | known
    return [speech.speech_id if speech.named else names[speech.file] for speech in new.speeches]
