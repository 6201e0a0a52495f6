"""What a run does besides: where things stand, what it may use, what pages are like. No result depends on it.

How much of texts pages show is no setting: nobody's habit may lift what `speeches.csv`, or the pages there, withhold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lineage.cluster import Cluster, shown_address, shown_setting
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


def _wrong_master(master: str) -> Iterator[str]:
    yield from _wrong_cluster("master", master=master)


def _wrong_remote(remote: str) -> Iterator[str]:
    yield from _wrong_cluster("remote", remote=remote)


def _wrong_spark_conf(settings: Sequence[str]) -> Iterator[str]:
    for one in settings:
        yield from _wrong_cluster("spark_conf", conf=(one,))


def _wrong_cluster(name: str, **said: Any) -> Iterator[str]:  # noqa: ANN401 -- what a cluster is told
    try:
        Cluster(**said)
    except UsageError as error:
        yield f"{name}: {error.message.removeprefix('--' + name.replace('_', '-')).lstrip()}"


def _shown_settings(settings: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(shown_setting, settings))


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What a run does besides. What each setting means, and its range, stands beside it."""

    index: Path = setting(_INDEX, "File that keeps what was read and found.", Path, flag="--index")  # noqa: RUF009 -- a field
    out: Path = setting(_OUT, "Folder for the results: data files and pages.", Path, flag="--out")  # noqa: RUF009 -- a field
    jobs: int | None = setting(None, "Processes at once.", int, low=1, unset="one a processor", flag="--jobs")
    memory_limit: str = setting(
        "",
        "Memory to get along with; the rest goes to disk.",
        form="a size like 2GB, at least 500MB",
        unset="no limit",
        flag="--memory-limit",
        check=_wrong_size,
    )
    engine: str = setting(
        "duckdb",
        "What does the work: duckdb in this process, or spark on a cluster.",
        choices=("duckdb", "spark"),
        flag="--engine",
        of_project=False,
    )
    master: str = setting(
        "",
        "Where Spark runs.",
        form="local[2], spark://host:7077 or yarn",
        unset="every core of this machine",
        flag="--master",
        of_project=False,
        check=_wrong_master,
        instead_of="remote",
    )
    remote: str = setting(
        "",
        "Server of Spark Connect, in place of a master.",
        form="an address like sc://host:15002",
        unset="none",
        flag="--remote",
        shown=shown_address,
        of_project=False,
        check=_wrong_remote,
        instead_of="master",
    )
    storage: Path | None = setting(  # noqa: RUF009 -- a field
        None,
        "Folder for what Spark hands on between stages; this machine and every worker reach it under the same path.",
        Path,
        unset="a folder beside the index",
        flag="--storage",
        of_project=False,
    )
    spark_conf: tuple[str, ...] = setting(
        (),
        "Further settings of Spark.",
        form="texts NAME=VALUE, such as spark.executor.memory=8g",
        unset="none",
        flag="--spark-conf",
        shown=_shown_settings,
        of_project=False,
        commas=False,
        check=_wrong_spark_conf,
    )
    lang: str = setting("en", "Language of the pages.", choices=("en", "zh"), flag="--lang")
    color: str = setting(
        "auto", "Whether the terminal shows colours.", choices=("auto", "always", "never"), flag="--color"
    )
