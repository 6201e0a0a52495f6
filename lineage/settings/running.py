"""What a run does besides: where things stand, what it may use, what pages are like. No result depends on it.

How much of texts pages show is no setting: nobody's habit may lift what `speeches.csv`, or the pages there, withhold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lineage.errors import UsageError
from lineage.settings.about import setting

_SIZE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([KMGT]?)(i?)B?", re.IGNORECASE)
_LEAST, _MOST = 5 * 10**8, 10**18
_INDEX: Final = Path("lineage.duckdb")
_OUT: Final = Path("reports")


def bytes_of(size: str) -> int:
    """How many bytes a size like `2GB` or `1.5GiB` means.

    Raises:
        UsageError: If it is no size, or too small to work with.
    """
    found = _SIZE.fullmatch(size.strip())
    if not found:
        raise UsageError(f"{size}: is no amount of memory", "Write it like 2GB, 1500MB or 4GiB.")
    number, unit, binary = found.groups()
    amount = int(float(number) * (1024 if binary else 1000) ** " KMGT".index(unit.upper() or " "))
    check_memory(amount, size)
    return amount


def memory_of(size: str | None) -> int | None:
    """How many bytes a `memory_limit` allows; None where it is empty, which is no limit.

    Raises:
        UsageError: If it is no size, or too small to work with.
    """
    return bytes_of(size) if size else None


def check_memory(amount: int, shown: str) -> None:
    """Refuses what nobody can work with, or nobody has.

    Raises:
        UsageError: If it is too little or too much.
    """
    if amount < _LEAST:
        raise UsageError(f"{shown}: is too little memory", f"At least {_LEAST // 10**6}MB are needed.")
    if amount > _MOST:
        raise UsageError(f"{shown}: is more memory than any machine has", "Leave it out where there is no limit.")


def _wrong_size(size: str) -> Iterator[str]:
    try:
        if size:
            bytes_of(size)
    except UsageError as error:
        yield f"memory_limit: {error.message}"


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What a run does besides. What each setting means, and its range, stands beside it."""

    index: Path = setting(_INDEX, "File that keeps what was read and found.", Path, flag="--index")  # noqa: RUF009 -- a field
    out: Path = setting(_OUT, "Folder for the results: data files and pages.", Path, flag="--out")  # noqa: RUF009 -- a field
    jobs: int | None = setting(
        None, "Processes at once.", int, low=1, unset="as many as there are processors", flag="--jobs"
    )
    memory_limit: str = setting(
        "",
        "Memory to get along with; the rest goes to disk.",
        form="a size like 2GB, at least 500MB",
        unset="no limit",
        flag="--memory-limit",
        check=_wrong_size,
    )
    lang: str = setting("en", "Language of the pages.", choices=("en", "zh"), flag="--lang")
    color: str = setting(
        "auto", "Whether the terminal shows colours.", choices=("auto", "always", "never"), flag="--color"
    )
