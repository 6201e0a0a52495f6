"""Where a command is to run: in this process, or on a cluster of Spark. What its five options come to.

Variables and files may name a cluster that is only used where `spark` is asked for. Who names one on the command line,
and not the engine, would wait on one machine and not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typer import Context

from lineage.cluster import Cluster
from lineage.errors import UsageError

if TYPE_CHECKING:
    from lineage.settings import About, Stated


class Engine(StrEnum):
    """What does the work."""

    DUCKDB = "duckdb"
    SPARK = "spark"


#: The settings that are Spark's alone.
OF_SPARK: Final = ("master", "remote", "storage", "spark_conf")


def cluster_of(
    engine: Engine, master: str, remote: str, storage: Path | None, spark_conf: Sequence[str] | None
) -> Cluster | None:
    """The cluster that is meant; None where all runs in this process.

    Raises:
        UsageError: If a value means nothing, or something is said of Spark and `engine` is another.
    """
    if engine is Engine.SPARK:
        return Cluster(master, remote, storage, tuple(spark_conf or ()))
    said = {"--master": master, "--remote": remote, "--storage": storage, "--spark-conf": spark_conf}
    if needless := [option for option, value in said.items() if value]:
        raise UsageError(
            f"{', '.join(needless)}: of use to Spark alone, and the engine is {engine}",
            "Say --engine spark, too; or leave it out, and all runs on this machine.",
        )
    return None


def preferred(context: Context, stated: Stated, about: About) -> Any:  # noqa: ANN401 -- each setting has its own kind
    """What variables and files say of Spark, where Spark is asked for and the line names no other cluster.

    Elsewhere the default. The engine is known by then: it stands on the line, or comes before these in the command.
    """
    other = about.instead_of
    source = context.get_parameter_source(other) if context.params.get(other) else None
    elsewhere = source is not None and source.name == "COMMANDLINE"
    return stated.value if context.params.get("engine") == Engine.SPARK and not elsewhere else about.default
