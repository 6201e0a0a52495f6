"""What a run may use of the machine: processes, memory, and a place on disk for what memory cannot hold.

No result depends on it. Where memory is bounded, large columns are kept in files and mapped, so that the operating
system takes them out of memory when it needs room, the joins spill to disk, and nothing runs beside anything else.
"""

from __future__ import annotations

import ctypes
import glob
import mmap
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lineage.engine import Cluster, DuckDBEngine
from lineage.errors import OutputError
from lineage.models import Keep, in_memory
from lineage.replacing import replacement
from lineage.settings import check_memory
from lineage.stages import Silence, Stages

if TYPE_CHECKING:
    from lineage.engine.reach import Reach
    from lineage.engine.spark import SparkEngine
    from lineage.gathering import Readers

_Number = TypeVar("_Number", bound=np.generic)

#: Columns of fewer bytes stay in memory.
_LARGE: Final = 1 << 20
#: What DuckDB may have of the memory; columns, and what is computed from them, need the rest.
_SHARE_OF_JOINS: Final = 4
#: Bytes that a bounded run holds in any case, and at least so many for each character (`docs/explanation/speed.md`).
_LEAST_HELD, _HELD_BY_CHARACTER = 150_000_000, 40
#: The name of the parameter in malloc.h.
_M_MMAP_THRESHOLD: Final = -3
#: Eight hexadecimal digits, as `replacement` gives names.
_TOKEN: Final = "[0-9a-f]" * 8


@dataclass(frozen=True, slots=True)
class Machine:
    """What a run may use.

    Attributes:
        processes: At once; none run beside this one where memory is bounded.
        memory: Bytes that the run is to get along with; None where there is no bound.
        keep: Where large columns are put.
        spill: Folder for what DuckDB cannot hold.
        spark: The cluster that runs the joins and the map steps, where there is one.
    """

    processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    memory: int | None = None
    keep: Keep = in_memory
    spill: Path | None = None
    spark: Reach | None = None

    @classmethod
    def of(cls, processes: int | None) -> Machine:
        """One without a bound on memory, with so many processes, or as many as there are processors."""
        return cls() if processes is None else cls(processes)

    def processes_of(self, asked: int | None) -> int | None:
        """How many processes may do what was asked for; None where that is left to whoever begins them."""
        return asked if self.memory is None else self.processes

    def doubt(self, characters: int) -> str:
        """What a user should know where so many characters surely take more than the bound; empty elsewhere."""
        least = _LEAST_HELD + _HELD_BY_CHARACTER * characters
        if self.memory is None or least <= self.memory:
            return ""
        held = f"{characters:,} characters take at least {least / 1e9:.1f} GB"
        return f"--memory-limit: {held}, which is more than {self.memory / 1e9:.1f} GB; the run goes on, and takes it"

    def give_back(self) -> None:
        """Gives back what was freed in small pieces among others that stay, where memory is bounded (glibc alone)."""
        if self.memory is not None:
            with suppress(AttributeError, OSError, TypeError):
                ctypes.CDLL(None).malloc_trim(0)

    def engine(self) -> AbstractContextManager[DuckDBEngine | SparkEngine]:
        """Runs the joins within these bounds, or on the cluster."""
        return nullcontext(self.spark.engine()) if self.spark else DuckDBEngine(bounds=self.database())

    def reach(self) -> None:
        """Reaches the cluster, if there is one and it is not reached yet: a stage of its own, so before any other.

        Raises:
            EngineFailed, OutputError, UsageError: As `lineage.engine.reach` tells.
        """
        if self.spark:
            self.spark.engine()

    def leave(self) -> None:
        """Lets go of the cluster, for what comes needs it no more."""
        if self.spark:
            self.spark.leave()

    @property
    def readers(self) -> Readers | None:
        """Reads files on the cluster; None where processes of this machine do."""
        return self.spark.engine().readings if self.spark else None

    def database(self) -> dict[str, str]:
        """These bounds as settings of DuckDB; none where there is no bound."""
        if self.memory is None:
            return {}
        memory = f"{self.memory // _SHARE_OF_JOINS}B"  # every thread needs some of its own
        return {"memory_limit": memory, "threads": str(self.processes), "temp_directory": str(self.spill)}


@contextmanager
def bounded(
    processes: int | None,
    memory: int | None,
    beside: Path,
    cluster: Cluster | None = None,
    stages: Stages | None = None,
) -> Iterator[Machine]:
    """The machine as a run may use it; what was put on disk is gone at the end.

    Args:
        processes: At once; as many as there are processors, where None.
        memory: Bytes, or None for no bound.
        beside: A file that the caller alone writes; the folder for what memory cannot hold is made beside it under a
            fresh name, and what a killed run left there goes.
        cluster: What runs the joins and the map steps, where this machine does not.
        stages: Keeps the record of how long it takes to reach it.

    Raises:
        OutputError: If the disk is full, or nothing can be written there.
        UsageError: If it is too little memory to work with.
    """
    _sweep(beside)
    with _arrow_gives_back(), ExitStack() as stack:
        machine = Machine.of(processes)
        if memory is not None:
            check_memory(memory, f"{memory} bytes")
            _let_columns_give_back()
            spill = stack.enter_context(_fresh_folder(beside))
            machine = Machine(1, memory, _Shelf(spill), spill)
        if cluster:
            from lineage.engine.reach import Reach

            reach = stack.enter_context(Reach(cluster, beside, stages or Stages(Silence())))
            # What this process does needs what the cluster gives, so that nothing runs beside it.
            machine = replace(machine, processes=1, spark=reach)
        yield machine


@contextmanager
def _fresh_folder(beside: Path) -> Iterator[Path]:
    """A new folder beside a file, which is gone at the end with all that it holds."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(replacement(beside.with_name(f"{beside.name}.spill")))
            folder.mkdir()
        except OSError as error:
            raise _cannot_spill(beside.parent, error) from error
        yield folder


def _sweep(beside: Path) -> None:
    """Removes at once what killed runs left, which may be gigabytes: nobody else runs beside this file."""
    for left in beside.parent.glob(f".{glob.escape(beside.name)}.{_TOKEN}.new.spill"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _arrow_gives_back() -> Iterator[None]:
    """Has Arrow give memory back as soon as it is freed; its own pool hoards what it had, and is no faster here."""
    own = pa.default_memory_pool()
    let_arrow_give_back()
    try:
        yield
    finally:
        pa.set_memory_pool(own)


def let_arrow_give_back() -> None:
    """The same for the rest of a process that does nothing else."""
    pa.set_memory_pool(pa.system_memory_pool())


def _let_columns_give_back() -> None:
    """Has glibc give columns back as soon as they are freed, which costs time; by itself it hoards up to 32 MB each.

    Nothing happens where the C library is another one.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Puts large columns into files of a folder and maps them, read-only; a file has no name and goes with its map."""

    folder: Path

    def __call__(self, column: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        if column.nbytes < _LARGE:
            return column
        try:
            with tempfile.TemporaryFile(dir=self.folder) as file:
                file.write(np.ascontiguousarray(column).data)
                file.flush()
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise _cannot_spill(self.folder.parent, error) from error
        return np.frombuffer(mapped, column.dtype).reshape(column.shape)


def _cannot_spill(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{folder}: what memory cannot hold cannot be written there ({error.strerror or error})",
        "Free some space, name another place for the index, or leave out --memory-limit.",
    )
