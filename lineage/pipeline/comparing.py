"""`compare`: two speeches of an index side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lineage.errors import InputError, UsageError
from lineage.models import Comparison, ScanResult
from lineage.naming import LISTED, check_says_something, did_you_mean
from lineage.pipeline.opening import open_index
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.tracing import compare_pair


def compare(
    first: str,
    second: str,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Two speeches of an index side by side: what both have, and which formulae one of them has alone.

    Args:
        first: The one: its identifier, or a part of it that no other has, such as a date.
        second: The other.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index, or no such speech in it.
        UsageError: If a name is empty, or both are the same speech.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.compare("2013-11-05", "2014-06-05")
        >>> told.direction.value, "命运共同体" in [each.formula.label for each in told.shared]
        ('earlier', True)
    """
    stages = Stages(progress or Silence())
    found = open_index(index, stages, out=out, config=config).found
    one, other = (_counted(found, name, stages.progress) for name in (first, second))
    if one == other:
        raise UsageError(f"{first} and {second}: are the same speech", "Name two different ones.")
    with stages.run("comparing"):
        return compare_pair(found, one, other)


def _counted(found: ScanResult, name: str, progress: Progress) -> int:
    """The number of a speech; of a copy that of the speech which is counted in its place."""
    number = _number(name, [speech.speech_id for speech in found.speeches])
    twin = found.twins.get(number)
    if twin is None or twin.counted:
        return number
    kept = found.speeches[twin.of].speech_id
    progress.tell(f"{found.speeches[number].speech_id}: is a copy of {kept}, which is compared in its place")
    return twin.of


def _number(name: str, known: Sequence[str]) -> int:
    """Which of the known ones is meant: the very one, or the only one that holds this part.

    Raises:
        InputError: If none is, or several are.
        UsageError: If the name is empty.
    """
    check_says_something(name)
    if name in known:
        return known.index(name)
    holding = [number for number, other in enumerate(known) if name in other]
    if len(holding) == 1:
        return holding[0]
    if holding:
        named = ", ".join(known[number] for number in holding[:3]) + (", …" if len(holding) > 3 else "")
        raise InputError(f"{name}: may be any of {len(holding)} speeches ({named})", "Name more of the identifier.")
    raise InputError(f"{name}: there is no such speech in the index", did_you_mean(name, known, LISTED))
