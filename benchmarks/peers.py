"""Other people's tools on the same speeches: whole processes, seconds and peak memory of all their processes.

Each gets a folder of plain texts, read by us beforehand, furniture and all, and runs in an environment of its own
(`peer_environment`); `peer_scripts` says what each is asked to do and what it gives, `whole_process` measures. None of
them does what lineage does: the figures tell what a part of it, or something near it, costs elsewhere.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.peer_environment import NotInstalled, peer_python, pinned_versions
from benchmarks.tables import print_table
from benchmarks.whole_process import WholeRun, run_whole

_ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class PeerFigure:
    """What a peer took.

    Attributes:
        name: One of `PEERS`.
        version: Of its package.
        seconds: Median of the runs; None where it could not be run.
        megabytes: Median of the runs' peaks; None where it could not be run.
        found: What it found, in words; empty where it could not be run.
        note: What it is asked to do, or why it could not be run.
    """

    name: str
    version: str
    seconds: float | None
    megabytes: float | None
    found: str
    note: str


@dataclass(frozen=True, slots=True)
class _Peer:
    """A module of `peer_scripts`, what it is told beside the folder, and how to say what it prints and does."""

    script: str
    found: str
    note: str
    arguments: tuple[str, ...] = ()


_OBVIOUS: Final = "obvious"
_PEERS: Final[Mapping[str, _Peer]] = {
    "qhchina": _Peer("shared_sequences", "{found:,} pairs of places", "find_shared_sequences, n=4, min_length=4"),
    "text-dedup": _Peer(
        "near_duplicates", "{found:,} of {of:,} sentences repeat", "MinHash of sentences, its defaults"
    ),
    "jieba": _Peer("words", "{found:,} words", "lcut without HMM, its dictionary cached", ("jieba",)),
    "rjieba": _Peer("words", "{found:,} words", "cut without HMM", ("rjieba",)),
    _OBVIOUS: _Peer("obvious_whole", "{found:,} shared grams, {pairs:,} pairs of windows", "benchmarks/obvious.py"),
}
#: The names of all peers.
PEERS: Final = tuple(_PEERS)


def print_peers(
    folder: Path, names: Sequence[str], runs: int, environment: Path | None, *, markdown: bool = False
) -> None:
    """Prints a row for each peer on the speeches of a folder, which may be in any form that lineage reads."""
    with tempfile.TemporaryDirectory() as scratch:
        count = write_texts(folder, Path(scratch))
        figures = measure_peers(Path(scratch), names, runs, environment=environment)
    columns = ("peer", "version", "seconds", "MB", "found", "asked")
    rows = [
        (own.name, own.version, _told(own.seconds, 2), _told(own.megabytes, 0), own.found, own.note) for own in figures
    ]
    print_table(f"{count} texts of {folder.name}, whole processes, medians of {runs}", columns, rows, markdown=markdown)


def _told(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def write_texts(folder: Path, target: Path) -> int:
    """Writes the speeches of a folder as plain UTF-8 texts, furniture and all, and says how many they are."""
    from lineage.reading import discover, read_bytes

    sources = discover([folder]).sources
    for number, source in enumerate(sources):
        text = read_bytes(Path(source.path).read_bytes()).text
        (target / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return len(sources)


def measure_peers(
    texts: Path, names: Sequence[str] = PEERS, runs: int = 3, *, environment: Path | None = None
) -> list[PeerFigure]:
    """How the peers run on a folder of plain texts, in the order asked; one that cannot be run says why in its note.

    They run by turns, so that nothing else that the machine does meets one of them alone.

    Args:
        texts: A folder of UTF-8 files `*.txt`, as `write_texts` makes it.
        names: Some of `PEERS`.
        runs: How often each is run.
        environment: Folder of their virtual environment, which is made where it is not; see `peer_environment`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        commands, figures = _commands(names, texts, Path(scratch), environment)
        if "jieba" in commands:  # its first run on a machine would be the one that writes its dictionary's cache
            run_whole([commands["jieba"][0], "-c", "import jieba; jieba.initialize()"])
        measured: dict[str, list[WholeRun]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, own in measured.items():
                if all(run.status == 0 for run in own):
                    print(f"running {name}", file=sys.stderr, flush=True)
                    own.append(run_whole(commands[name], {"PYTHONPATH": str(_ROOT)}))
    figures |= {name: _figure(name, own) for name, own in measured.items()}
    return [figures[name] for name in names]


def _commands(
    names: Sequence[str], texts: Path, scratch: Path, environment: Path | None
) -> tuple[dict[str, list[str]], dict[str, PeerFigure]]:
    """The command of each peer that can be run, and the row of each that cannot."""
    python, missing = _python(environment) if set(names) - {_OBVIOUS} else (None, "")
    commands, figures = {}, {}
    for name in names:
        peer = _PEERS[name]
        script = ["-m", f"benchmarks.peer_scripts.{peer.script}", str(texts.resolve()), *peer.arguments]
        if name == _OBVIOUS:
            commands[name] = [sys.executable, *script, *_shape(scratch)]
        elif python:
            commands[name] = [str(python), *script]
        else:
            figures[name] = PeerFigure(name, _version(name), None, None, "", f"not installed: {missing}")
    return commands, figures


def _python(environment: Path | None) -> tuple[Path | None, str]:
    """The interpreter of the peers, or why there is none."""
    try:
        return peer_python(environment), ""
    except NotInstalled as error:
        return None, str(error)


def _shape(scratch: Path) -> list[str]:
    """What the obvious code is told of our windows, so that both look for the same."""
    from benchmarks.detection import left_out_words
    from lineage.detect import Sketching

    left_out, sketching = scratch / "left_out.txt", Sketching()
    left_out.write_text("\n".join(sorted(left_out_words())), encoding="utf-8")
    return [str(left_out), *map(str, (sketching.window, sketching.permutations, sketching.threshold))]


def _figure(name: str, runs: Sequence[WholeRun]) -> PeerFigure:
    failed = next((run for run in runs if run.status), None)
    if failed:
        reason = next(iter(failed.complained.strip().splitlines()[-1:]), "it says nothing")
        return PeerFigure(name, _version(name), None, None, "", f"failed with {failed.status}: {reason}")
    # Some print of their progress before.
    found = json.loads(runs[-1].printed.splitlines()[-1])
    seconds = statistics.median(run.seconds for run in runs)
    megabytes = statistics.median(run.megabytes for run in runs)
    peer = _PEERS[name]
    return PeerFigure(name, _version(name), seconds, megabytes, peer.found.format(**found), peer.note)


def _version(name: str) -> str:
    return "frozen" if name == _OBVIOUS else pinned_versions()[name]
