"""A cluster that is reached when it is needed, and left as soon as it no longer is; and the folder shared with it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from lineage.engine.cluster import Cluster
from lineage.engine.spark import SparkEngine, spark_engine
from lineage.errors import OutputError
from lineage.replacing import folder_of
from lineage.stages import Stages

#: Whoever may write into the storage may write into a folder of ours: workers may be other users.
_AS_THE_STORAGE: Final = 0o777


class Reach:
    """A context manager, which leaves the cluster at the end if nobody did before.

    Args:
        cluster: Which one.
        beside: A file that the caller alone writes. Spark's log stands beside it, and what is shared with the cluster,
            unless the cluster has a storage.
        stages: Keeps the record of how long it takes to reach it.
    """

    def __init__(self, cluster: Cluster, beside: Path, stages: Stages) -> None:
        self._cluster, self._beside, self._stages = cluster, beside, stages
        self._stack = ExitStack()
        self._engine: SparkEngine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine = None
        self._stack.__exit__(kind, error, trace)

    def engine(self) -> SparkEngine:
        """The engine; the cluster is reached if it is not yet.

        Raises:
            EngineFailed: If it cannot be.
            OutputError: If nothing can be shared with it.
            UsageError: If PySpark is not installed, or a setting is not taken.
        """
        if self._engine is None:
            folder = self._stack.enter_context(_shared_folder(self._cluster.storage, self._beside))
            log = self._beside.with_name(f"{self._beside.name}.spark.log")
            with self._stages.run("reaching the cluster"):
                self._engine = self._stack.enter_context(spark_engine(self._cluster, folder, log))
        return self._engine

    def leave(self) -> None:
        """Lets go of the cluster, and of all that was shared with it."""
        self._engine = None
        self._stack.close()


@contextmanager
def _shared_folder(storage: Path | None, beside: Path) -> Iterator[Path]:
    """A new folder; what killed runs left under its name is gone before, and it with all that it holds at the end.

    Raises:
        OutputError: If it cannot be made.
    """
    parent = storage or beside.parent
    # As the index is held by one run alone, so is every name that is made of its path.
    prefix = f"lineage-{hashlib.sha256(str(beside.absolute()).encode()).hexdigest()[:12]}-"
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_of(parent / prefix))
            for left in parent.glob(f"{prefix}*"):
                shutil.rmtree(left, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.chmod(parent.stat().st_mode & _AS_THE_STORAGE)
        except OSError as error:
            raise OutputError(
                f"{parent}: nothing can be written there ({error.strerror or error})",
                "Name another folder with --storage.",
            ) from error
        yield folder
