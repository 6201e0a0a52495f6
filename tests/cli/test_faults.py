"""Ctrl-C, a full disk and folders that cannot be written: a message, and nothing that was there is lost."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

import lineage.engine.embedded
from lineage.errors import ExitCode
from lineage.index import read_index
from lineage.stages import Stages

posix_only = pytest.mark.skipif(os.name != "posix", reason="limits of files, and tests of signals, are POSIX")

COMMANDS = {
    "scan": ("scan", "speeches"),
    "add": ("add", "2018-01-01_戊_新.txt"),
    "remove": ("remove", "2014-06_乙_共享未来"),
}
#: Once these begin, the index is written.
AFTER_THE_INDEX = {"telling what is inherited", "drawing the pages", "writing the data files"}


@pytest.fixture
def scanned(scanned_here: Path) -> Path:
    """Files of the folder itself change here."""
    return scanned_here


def interrupt(*_) -> None:
    signal.raise_signal(signal.SIGINT)


def fill_the_disk(*_) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def at_work(scanned: Path, new: Path) -> Path:
    """The folder scanned, and a speech in it changed since, so that each command has something to write."""
    (scanned / "2021_丙_共同规则.txt").write_text("要构建命运共同体，先易后难，你中有我、我中有你。", encoding="utf-8")
    return scanned


@pytest.fixture
def restore(standing) -> Callable[[dict[str, bytes]], None]:
    """Brings the current folder back to what stood in it."""

    def bring_back(before: dict[str, bytes]) -> None:
        for path in set(standing()) - set(before):
            if Path(path).is_file():
                Path(path).unlink()
        for path, content in before.items():
            if content != b"folder" and not (Path(path).is_file() and Path(path).read_bytes() == content):
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                Path(path).write_bytes(content)

    return bring_back


def generation() -> str:
    return read_index(Path("lineage.duckdb")).meta["generation"]


def results() -> dict[str, bytes]:
    """Data files and pages, without the timing."""
    files = {path.as_posix(): path.read_bytes() for path in Path("reports").rglob("*") if path.is_file()}
    run = json.loads(files["reports/data/run.json"])
    del run["timing"]
    return files | {"reports/data/run.json": json.dumps(run).encode()}


@pytest.fixture
def whole(run, new) -> Callable[..., bool]:
    """Checks what is left: index and results each of one state, stale ones told, and `lineage report` mends it."""

    def check(states: dict[str, dict[str, bytes]]) -> bool:
        found = generation()
        assert found in states
        stale = "is of another state than the index" in run("query", new).stderr
        assert stale or results() == states[found]
        assert run("report", "-q").exit_code == ExitCode.OK
        assert results() == states[found]
        hidden = [path.name for folder in (".", "reports") for path in Path(folder).glob(".*")]
        assert hidden == []
        return stale

    return check


@pytest.fixture
def both_states(run) -> Callable[..., dict[str, dict[str, bytes]]]:
    """Runs a command, and returns the results before it and after it by the generation of the index."""

    def work(arguments) -> dict[str, dict[str, bytes]]:
        states = {generation(): results()}
        assert run(*arguments).exit_code == ExitCode.OK
        states[generation()] = results()
        assert len(states) == 2
        return states

    return work


def at_stages(monkeypatch, begun: Callable[[str], None]) -> None:
    """Has each stage call when it begins."""
    run = Stages.run

    @contextmanager
    def told(self: Stages, name: str, total: int | None = None) -> Iterator[object]:
        with run(self, name, total) as progress:
            begun(name)
            yield progress

    monkeypatch.setattr(Stages, "run", told)


def at_moves(monkeypatch, fail: Callable[[], None], number: int, *, after: bool) -> list[str]:
    """Lets the move of that number fail, before or after it was made; returns where the moves lead."""
    made: list[str] = []
    for name in ("replace", "rename"):
        move = getattr(Path, name)

        def moved(self: Path, target: Path, move=move) -> Path:
            made.append(str(target))
            due = len(made) == number
            if due and not after:
                fail()
            there = move(self, target)
            if due and after:
                fail()
            return there

        monkeypatch.setattr(Path, name, moved)
    return made


@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_at_every_stage(at_work, command, run, monkeypatch, standing, restore, both_states, whole):
    before, names = standing(), []
    with monkeypatch.context() as patched:
        at_stages(patched, names.append)
        states = both_states(COMMANDS[command])
    assert {"reading the index" if command != "scan" else "reading", "writing the index"} | AFTER_THE_INDEX <= {*names}
    for stage in dict.fromkeys(names):
        restore(before)
        with monkeypatch.context() as patched:
            at_stages(patched, lambda name, stage=stage: interrupt() if name == stage else None)
            result = run(*COMMANDS[command])
        assert (result.exit_code, result.stdout) == (ExitCode.INTERRUPTED, "")
        after = stage in AFTER_THE_INDEX
        told = "interrupted while the results were written" if after else "interrupted"
        assert result.stderr.startswith(f"error: {told}\n  → ")
        assert ("lineage report --index lineage.duckdb --out reports" in result.stderr) == after
        if stage in AFTER_THE_INDEX:
            assert whole(states)
        else:
            assert standing() == before
    restore(before)
    assert run(*COMMANDS[command]).exit_code == ExitCode.OK
    assert results() == states[generation()]


@pytest.mark.parametrize(("fail", "code"), [(interrupt, ExitCode.INTERRUPTED), (fill_the_disk, ExitCode.FAILURE)])
@pytest.mark.parametrize("after", [False, True])
def test_a_fault_at_every_move_of_a_file(
    at_work, fail, code, after, run, monkeypatch, standing, restore, both_states, whole
):
    before = standing()
    with monkeypatch.context() as patched:
        moves = at_moves(patched, lambda: None, 0, after=after)
        states = both_states(COMMANDS["add"])
    assert [Path(move).name for move in moves[:3]] == ["lineage.duckdb", ".data-old", "data"]
    assert len(moves) > 4
    for number in range(1, len(moves) + 1):
        restore(before)
        with monkeypatch.context() as patched:
            at_moves(patched, fail, number, after=after)
            result = run(*COMMANDS["add"])
        assert (result.exit_code, result.stdout) == (code, ""), (number, result.output)
        assert result.stderr.startswith("error: ")
        whole(states)


def test_an_interrupt_that_duckdb_makes_an_error_of_its_own(at_work, run, monkeypatch, standing):
    def run_query(*_: object, **__: object) -> None:
        try:
            interrupt()
        except KeyboardInterrupt as error:
            message = "reading the schema of the object registered as 'grams' failed: KeyboardInterrupt"
            raise duckdb.InvalidInputException(message) from error

    before = standing()
    monkeypatch.setattr(lineage.engine.embedded.DuckDBEngine, "_run", run_query)
    result = run(*COMMANDS["add"])
    assert (result.exit_code, result.stdout) == (ExitCode.INTERRUPTED, "")
    assert result.stderr.startswith("error: interrupted\n")
    assert standing() == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("called", ["write_bytes", "mkdir"])
def test_a_full_disk_while_results_are_written(
    at_work, command, called, run, monkeypatch, both_states, standing, restore, whole
):
    before = standing()
    states = both_states(COMMANDS[command])
    restore(before)
    write = getattr(Path, called)

    def fill(path: Path, *arguments, **options):
        if path.parent.name.startswith(".pages") or path.name.startswith((".data", ".pages")):
            fill_the_disk()
        return write(path, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, called, fill)
        result = run(*COMMANDS[command])
    assert (result.exit_code, result.stdout) == (ExitCode.FAILURE, "")
    assert "No space left on device" in result.stderr
    assert result.stderr.startswith("error: reports: ")
    whole(states)


@posix_only
@pytest.mark.parametrize("command", COMMANDS)
def test_files_that_cannot_grow(at_work, command, standing, whole, both_states, restore):
    before = standing()
    states = both_states(COMMANDS[command])
    index, library = (max(path.stat().st_size for path in Path().glob(name)) for name in ("*.duckdb", "reports/*/*"))
    assert index < library
    for limit in (0, 4 << 10, 1 << 20, index // 2):
        restore(before)
        done = limited(limit, *COMMANDS[command])
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().startswith("error: lineage.duckdb: the index cannot be written (")
        assert b"Traceback" not in done.stderr
        assert standing() == before
    restore(before)
    done = limited(
        (index + library) // 2, *COMMANDS[command], "--out", "fresh"
    )  # which lacks the library of its figures
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("error: fresh: cannot be written (File too large)")
    assert not Path("fresh").exists()
    whole(states)


def limited(limit: int, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`lineage ARGUMENTS…` where no file may hold more than so many bytes."""
    code = (
        "import resource, sys; from lineage.cli.app import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); main()"
    )
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


@posix_only
def test_an_interrupt_from_the_keyboard(at_work, standing, both_states, restore, whole):
    before = standing()
    states = both_states(COMMANDS["add"])
    code = (
        "import os, signal, sys, threading; from lineage.cli.app import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which tests run in the background would ignore
        "from lineage.stages import Stages\n"
        "run, first, moment = Stages.run, [], float(sys.argv.pop(1))\n"
        "def begun(self, name, total=None):\n"
        "    if not first:\n"
        "        first.append(name)\n"
        "        threading.Timer(moment, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "    return run(self, name, total)\n"
        "Stages.run = begun; main()"
    )
    for moment in (0.05, 0.2, 0.35, 0.5, 0.65, 0.8):
        restore(before)
        command = [sys.executable, "-c", code, str(moment), *COMMANDS["add"]]
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        # 130 for a shell either way; a very late one ends Python itself
        assert done.returncode in (0, 130, -signal.SIGINT), done.stderr.decode()
        assert b"Traceback" not in done.stderr
        whole(states)


@pytest.fixture
def read_only(monkeypatch) -> Iterator[Callable[[Path], None]]:
    """Makes a folder one that nothing can be written into; for root, to whom permissions mean nothing, by pretence."""
    folders: list[Path] = []

    def forbid(folder: Path) -> None:
        folders.append(folder.resolve())
        if os.name == "posix" and os.geteuid() != 0:
            folder.chmod(0o555)
            return
        for name in ("open", "mkdir"):
            monkeypatch.setattr(os, name, refusing(getattr(os, name), folder.resolve()))

    yield forbid
    for folder in folders:
        folder.chmod(0o755)


def refusing(call, folder: Path):
    """The call of the system, refused below a folder."""

    def refuse(path, flags=os.O_WRONLY, *more, **options):
        writes = call.__name__ == "mkdir" or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and isinstance(path, str | Path) and Path(os.path.realpath(path)).is_relative_to(folder):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return call(path, flags, *more, **options)

    return refuse


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("command", COMMANDS)
class TestPlacesThatCannotBeWritten:
    def test_the_results(self, command, refused, read_only):
        read_only(Path("reports"))
        assert refused(ExitCode.FAILURE, *COMMANDS[command])[0].startswith("reports: cannot be written (")

    def test_the_index(self, command, run, refused, read_only):
        Path("kept").mkdir()
        Path("lineage.duckdb").rename("kept/i.duckdb")
        read_only(Path("kept"))
        error, hint = refused(ExitCode.FAILURE, *COMMANDS[command], "--index", "kept/i.duckdb")
        assert error.startswith("kept/i.duckdb: the index cannot be written (")
        assert "--index" in hint
        assert run("query", "2018-01-01_戊_新.txt", "--index", "kept/i.duckdb").exit_code == ExitCode.OK

    def test_below_a_file(self, command, refused):
        Path("file").touch()
        error, _ = refused(ExitCode.FAILURE, *COMMANDS[command], "--out", "file/below")
        assert error.startswith("file/below: ")
        named = "there is no index" if command != "scan" else "the index cannot be written"
        error, _ = refused(ExitCode.FAILURE, *COMMANDS[command], "--index", "file/below")
        assert error.startswith(f"file/below: {named}")
