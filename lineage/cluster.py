"""Which cluster is to run the joins and the map steps, as a caller says it, and what of that may be shown.

Reaching it: `lineage.engine.session`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lineage.errors import UsageError

#: What Spark knows as a master; whatever else it would take for the name of a class, and look for it.
_MASTER: Final = re.compile(
    r"local(\[([1-9][0-9]*|\*)(\s*,\s*[0-9]+)?\])?|local-cluster\[[0-9,\s]+\]|(spark|k8s)://.+|yarn"
)
_SETTING: Final = re.compile(r"spark\.[^=]+=")
#: What names a secret: what Spark itself keeps out of its logs, and what clouds call their keys besides.
_SECRET: Final = re.compile(r"secret|token|passw|credential|(?:access|account)[._-]?key", re.IGNORECASE)
_HIDDEN: Final = "…"
#: An address: up to its port, and what follows.
_SERVER: Final = re.compile(r"((?:\w+://)?[^/;?]*).*", re.DOTALL)


def shown_address(remote: str) -> str:
    """An address of Spark Connect without its parameters, among which a token may be: `sc://host:15002`."""
    return _SERVER.sub(r"\1", remote, count=1)


def shown_setting(setting: str) -> str:
    """A setting of Spark, `spark.name=value`, without its value where name or value speaks of a secret."""
    found = _SECRET.search(setting)
    if not found:
        return setting
    name, equals, _ = setting.partition("=")
    return f"{name if equals else setting[: found.end()]}={_HIDDEN}"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs, and the folder that it shares with this process.

    Attributes:
        master: `local[2]`, `spark://host:7077`, `k8s://host` or `yarn`; where both are empty, the session that is
            active in this process, or else `local[*]`.
        remote: `sc://host:15002`, a server of Spark Connect, instead of a master.
        storage: A folder that this process and every worker reach under the same path; Parquet files of the stages go
            into a fresh folder in it, which is removed at the end. Beside the index, where None. A text is taken for
            its path.
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
        if isinstance(self.conf, str):  # whose letters would be taken one by one
            raise UsageError(
                f"conf: {shown_setting(self.conf)} is a text, and no tuple of texts", "Write it like (text,)."
            )
        object.__setattr__(self, "conf", tuple(self.conf))
        object.__setattr__(self, "storage", Path(self.storage) if self.storage else None)
        if self.master and self.remote:
            raise UsageError("--master and --remote name two clusters", "Name one of them.")
        if self.remote and not self.remote.startswith("sc://"):
            raise UsageError(
                f"--remote {self.shown_remote}: is no address of Spark Connect", "Write it like sc://host:15002."
            )
        if self.master and not _MASTER.fullmatch(self.master):
            raise UsageError(
                f"--master {shown_address(self.master)}: is no master of Spark",
                "Write it like local[2], spark://host:7077 or yarn.",
            )
        for one in self.conf:
            if not _SETTING.match(one):
                raise UsageError(
                    f"--spark-conf {shown_setting(one)}: is no setting of Spark",
                    "Write it like spark.executor.memory=8g.",
                )

    @property
    def settings(self) -> dict[str, str]:
        """The further settings of Spark by name."""
        return {name: value for name, _, value in (one.partition("=") for one in self.conf)}

    @property
    def shown_remote(self) -> str:
        """The server of Spark Connect as messages show it: what follows its port may hold a token."""
        return shown_address(self.remote)

    @property
    def shown_conf(self) -> tuple[str, ...]:
        """The further settings of Spark as messages show them, without values that are secrets."""
        return tuple(map(shown_setting, self.conf))
