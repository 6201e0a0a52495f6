"""Kills scan and add at random moments, and looks what is left: the old state or the new one, and nothing between.

After each kill the index must open and hold the speeches of one of the two states; every data file must be whole and
of one state, and if that is not the state of the index, the next command must say so; and `lineage report` must make
all of it one again. Moments are drawn with a seed: half of them evenly over the time that the command takes, half of
them over its last third, in which it writes.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.tables import print_table
from lineage.index import read_index
from lineage.pipeline import query, write_report
from lineage.stages import Silence

#: Commands stop a little later at times than when they were measured.
_LONGER: Final = 1.1


@dataclass(frozen=True, slots=True)
class State:
    """What a finished command leaves.

    Attributes:
        generation: Of the index.
        data: The data files by name, `run.json` without its timing.
    """

    generation: str
    data: dict[str, bytes]

    @classmethod
    def of(cls, home: Path) -> State:
        """What stands in a folder."""
        stored = read_index(home / "lineage.duckdb")
        if stored is None:
            message = f"{home}: there is no index"
            raise AssertionError(message)
        return cls(stored.meta["generation"], _data(home / "reports" / "data"))


def measure_kills(folder: Path, kills: int, *, seed: int = 1, markdown: bool = False) -> int:
    """Prints how many kills left the old state, the new one, and told what is stale; 1 if any left something else."""
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(folder, Path(scratch))
        rows = []
        for command in COMMANDS:
            found = Counter(trial.kill(command, moment) for moment in moments(kills // 2, f"{seed} {command}"))
            rows.append([command, *(str(found[what]) for what in OUTCOMES), f"{trial.seconds[command]:.1f} s"])
            wrong = {what: count for what, count in found.items() if what not in OUTCOMES}
            for what, count in wrong.items():
                print(f"{command}: {count} × {what}")
    print_table("what a kill leaves", ["command", *OUTCOMES, "takes"], rows, markdown=markdown)
    return int(any(sum(map(int, row[1:-1])) < kills // 2 for row in rows))


COMMANDS: Final = ("scan", "add")
#: What may be left: all old, all new; or data files and pages that are not of the index yet, and told to be stale.
OUTCOMES: Final = ("old", "new", "new index, stale results told")


def moments(count: int, seed: str) -> Iterator[float]:
    """Moments between 0 and 1 of the time that a command takes; every other one from the last third."""
    draw = random.Random(seed)
    for number in range(count):
        yield draw.uniform(2 / 3 if number % 2 else 0, 1)


class Trial:
    """A folder of speeches with one more to come, scanned without it and with it."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._scratch = scratch
        self._begin = scratch / "begin"
        speeches = self._begin / "speeches"
        shutil.copytree(folder, speeches)
        self._further = sorted(speeches.glob("*.txt"))[-1].name
        shutil.move(speeches / self._further, self._begin / "further.txt")
        self._call(self._begin, "scan", "speeches")
        shutil.move(self._begin / "further.txt", speeches / self._further)
        self._old = State.of(self._begin)
        self.seconds, self._new = {}, {}
        for command in COMMANDS:
            home = self.fresh()
            begun = time.perf_counter()
            self._call(home, *self._arguments(command))
            self.seconds[command] = time.perf_counter() - begun
            self._new[command] = State.of(home)

    def kill(self, command: str, moment: float) -> str:
        """What is left when a command is killed at a moment, 0 to 1 of the time it takes."""
        home = self.fresh()
        process = subprocess.Popen(
            [sys.executable, "-m", "lineage", *self._arguments(command)],
            cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        begun = time.perf_counter()
        try:
            process.wait(moment * self.seconds[command] * _LONGER)
            # It was done before: the machine has less to do than when it was measured.
            self.seconds[command] = min(self.seconds[command], time.perf_counter() - begun)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        try:
            return self._left(home, self._new[command])
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def _left(self, home: Path, new: State) -> str:
        """What is left in a folder, once the next command has worked on it."""
        stored = read_index(home / "lineage.duckdb")
        states = {state.generation: state for state in (self._old, new)}
        if stored is None or stored.meta["generation"] not in states:
            return "the index is of neither state"
        state = states[stored.meta["generation"]]
        whole = [self._old.data, new.data]
        data = home / "reports" / "data"
        if data.exists() and _data(data) not in whole:
            return "data files are not whole"
        stale = self._tells_stale(home)
        if not stale and _data(data) != state.data:
            return "data files are stale, and nobody says so"
        write_report(index=home / "lineage.duckdb", out=home / "reports")
        if State.of(home) != state:
            return "the next command does not mend it"
        if stale and state is self._old:
            return "the index is old, the results are not"
        return OUTCOMES[2] if stale else OUTCOMES[state is new]

    def _tells_stale(self, home: Path) -> bool:
        """Whether the next command says that the results are of another state than the index."""
        ear = _Ear()
        query(home / "speeches" / self._further, index=home / "lineage.duckdb", out=home / "reports", progress=ear)
        return any("another state than the index" in sentence for sentence in ear.told)

    def _arguments(self, command: str) -> list[str]:
        return [command, "speeches" if command == "scan" else f"speeches/{self._further}", "--quiet"]

    def fresh(self) -> Path:
        """A copy of the folder to work in, which was scanned once; the last one goes."""
        home = self._scratch / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self._begin, home)
        return home

    @staticmethod
    def _call(home: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "lineage", *arguments]
        done = subprocess.run(command, cwd=home, capture_output=True, check=False)
        if done.returncode:
            message = f"lineage {' '.join(arguments)} leaves with {done.returncode}: {done.stderr.decode()}"
            raise AssertionError(message)


class _Ear(Silence):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def tell(self, sentence: str) -> None:
        """Keeps it."""
        self.told.append(sentence)


def _data(folder: Path) -> dict[str, bytes]:
    return dict(_read(folder))


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if path.name == "run.json":
            run = json.loads(content)
            del run["timing"]
            content = json.dumps(run, sort_keys=True).encode()
        yield path.name, content
