"""Which cluster is to run the joins and the map steps, as a caller says it. Reaching it: `lineage.engine.session`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lineage.errors import UsageError


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs, and the folder that it shares with this process.

    Attributes:
        master: `local[2]`, `spark://host:7077` or `yarn`; where both are empty, the session that is active in this
            process, or else `local[*]`.
        remote: `sc://host:15002`, a server of Spark Connect, instead of a master.
        storage: A folder that this process and every worker reach under the same path; Parquet files of the stages go
            into a fresh folder in it, which is removed at the end. Beside the index, where None.
        conf: Further settings of Spark, `spark.name=value` each; they win over those of lineage.

    Raises:
        UsageError: If a value means nothing.
    """

    master: str = ""
    remote: str = ""
    storage: Path | None = None
    conf: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses what Spark would refuse only after a while, and less clearly.

        Raises:
            UsageError: If a value means nothing.
        """
        if self.master and self.remote:
            raise UsageError("--master and --remote name two clusters", "Name one of them.")
        if self.remote and not self.remote.startswith("sc://"):
            raise UsageError(
                f"--remote {self.remote}: is no address of Spark Connect", "Write it like sc://host:15002."
            )
        if self.master and not (self.master == "yarn" or self.master.startswith(("local", "spark://", "k8s://"))):
            raise UsageError(
                f"--master {self.master}: is no master of Spark", "Write it like local[2], spark://host:7077 or yarn."
            )
        for one in self.conf:
            name, equals, _ = one.partition("=")
            if not (equals and name.startswith("spark.")):
                raise UsageError(
                    f"--spark-conf {one}: is no setting of Spark", "Write it like spark.executor.memory=8g."
                )

    @property
    def settings(self) -> dict[str, str]:
        """The further settings of Spark by name."""
        return {name: value for name, _, value in (one.partition("=") for one in self.conf)}
