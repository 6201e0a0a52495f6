"""A run that was ended while it read, or later, goes on from the speeches that it read, and nothing else shows it."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

import lineage.gathering
from lineage.cli.progress import TerminalProgress
from lineage.errors import ExitCode
from lineage.index import journal
from lineage.stages import Stages

JOURNAL = Path("lineage.duckdb.readings")
COMMANDS = {"scan": ("scan", "speeches"), "add": ("add", "further")}


@pytest.fixture
def scanned(scanned_here: Path) -> Path:
    """Files of the folder itself change here."""
    return scanned_here


@pytest.fixture(autouse=True)
def always_due(monkeypatch) -> None:
    """Has every reading written at once."""
    monkeypatch.setattr(journal, "INTERVAL", 0.0)


@pytest.fixture
def at_work(folder, run) -> Callable[[str], None]:
    """What a command finds: three speeches that no index knows, or an index and three more."""
    texts = {"2015_丁_一": "先易后难，命运共同体。", "2016_戊_二": "你中有我、我中有你。", "三": "谈谈命运共同体。"}

    def prepare(command: str) -> None:
        if command == "scan":
            return
        assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
        Path("further").mkdir()
        for name, text in texts.items():
            (Path("further") / f"{name}.txt").write_text(text, encoding="utf-8")

    return prepare


def data() -> dict[str, bytes]:
    """The data files, without the timing."""
    files = {path.name: path.read_bytes() for path in Path("reports/data").iterdir()}
    told = json.loads(files["run.json"])
    del told["timing"]
    return files | {"run.json": json.dumps(told).encode()}


def read_anew(run, monkeypatch, command: str) -> list[str]:
    """The names of the files that a command, which ends well, does not take from index or journal."""
    read, names = lineage.gathering.read, []

    def reading(task):
        names.append(Path(task.source.path).stem)
        return read(task)

    with monkeypatch.context() as patched:
        patched.setattr(lineage.gathering, "read", reading)
        assert run(*COMMANDS[command]).exit_code == ExitCode.OK
    return names


def interrupted(run, monkeypatch, command: str, after: int):
    """Ctrl-C once so many files are read."""
    advance, done = TerminalProgress.advance, []

    def advanced(self) -> None:
        advance(self)
        done.append(self)
        if len(done) == after:
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(TerminalProgress, "advance", advanced)
        result = run(*COMMANDS[command])
    assert (result.exit_code, result.stdout) == (ExitCode.INTERRUPTED, "")
    return result


@pytest.mark.parametrize("command", COMMANDS)
def test_after_an_interrupt_only_the_rest_is_read(at_work, command, run, monkeypatch, standing):
    at_work(command)
    before = standing()
    told = interrupted(run, monkeypatch, command, 2).stderr
    kept = "2 of 3 speeches are read and kept; run the same command again to go on from there."
    assert told == f"error: interrupted\n  → {kept}\n"
    assert standing().keys() - before.keys() == {str(JOURNAL)}
    assert len(read_anew(run, monkeypatch, command)) == 1
    if command == "scan":
        assert json.loads(Path("reports/data/run.json").read_bytes())["timing"]["reused"] == 2
    assert not JOURNAL.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_what_went_on_twice_is_as_if_it_had_never_ended(at_work, command, run, monkeypatch, tmp_path_factory):
    at_work(command)
    copy = shutil.copytree(".", tmp_path_factory.mktemp("beside") / "copy")
    with monkeypatch.context() as patched:
        patched.chdir(copy)
        assert run(*COMMANDS[command]).exit_code == ExitCode.OK
        at_once = data()
    interrupted(run, monkeypatch, command, 1)
    interrupted(run, monkeypatch, command, 2)
    assert len(read_anew(run, monkeypatch, command)) == 1
    assert data() == at_once


def at_stage(monkeypatch, name: str, end: Callable[[], None]) -> None:
    """Has a stage end the run when it begins."""
    stage = Stages.run

    @contextmanager
    def told(self: Stages, begun: str, total: int | None = None):
        with stage(self, begun, total) as progress:
            if begun == name:
                end()
            yield progress

    monkeypatch.setattr(Stages, "run", told)


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def interrupt_in_a_database() -> None:
    try:
        interrupt()
    except KeyboardInterrupt as error:
        message = "Query interrupted"
        raise RuntimeError(message) from error


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("stage", ["counting shared grams", "finding formulae", "writing the index"])
@pytest.mark.parametrize("end", [interrupt, interrupt_in_a_database])
def test_an_interrupt_later_loses_no_reading(at_work, command, stage, end, run, monkeypatch):
    at_work(command)
    with monkeypatch.context() as patched:
        at_stage(patched, stage, end)
        result = run(*COMMANDS[command])
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "3 of 3 speeches are read and kept; run the same command again" in result.stderr
    assert read_anew(run, monkeypatch, command) == []
    assert not JOURNAL.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_once_the_index_is_written_says_what_to_do_of_that(at_work, command, run, monkeypatch):
    at_work(command)
    with monkeypatch.context() as patched:
        at_stage(patched, "drawing the pages", interrupt)
        result = run(*COMMANDS[command])
    assert "The index is complete." in result.stderr
    assert "run the same command again" not in result.stderr
    assert not JOURNAL.exists()


def test_a_disk_that_has_no_room_for_the_index_leaves_the_readings(folder, run, monkeypatch):
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        at_stage(patched, "writing the index", full)
        with pytest.raises(OSError, match="No space left") as caught:
            run("scan", "speeches")
    assert caught.value.__notes__ == [
        "3 of 3 speeches are read and kept; run the same command again to go on from there."
    ]
    assert read_anew(run, monkeypatch, "scan") == []


def test_other_settings_read_anew(folder, run, monkeypatch):
    interrupted(run, monkeypatch, "scan", 2)
    Path("lineage.toml").write_text('user_words = ["先易后难"]\n', encoding="utf-8")
    assert len(read_anew(run, monkeypatch, "scan")) == 3
    assert not JOURNAL.exists()


def test_a_changed_file_is_read_anew(folder, run, monkeypatch):
    interrupted(run, monkeypatch, "scan", 3)
    (folder / "2021_丙_共同规则.txt").write_text("先易后难，命运共同体。", encoding="utf-8")
    assert read_anew(run, monkeypatch, "scan") == ["2021_丙_共同规则"]


def test_what_only_asks_neither_writes_nor_takes_it(scanned, new, run, standing):
    Path("lineage.duckdb.readings").write_bytes(b"lineage readings 0 \n")
    before = standing()
    assert run("query", new).exit_code == ExitCode.OK
    assert run("add", new, "--dry-run").exit_code == ExitCode.OK
    assert standing() == before


@pytest.mark.parametrize("index", ["speeches/lineage.duckdb", "speeches/kept"])
def test_it_is_no_speech(folder, run, monkeypatch, index):
    monkeypatch.setitem(COMMANDS, "scan", ("scan", "speeches", "--index", index))
    interrupted(run, monkeypatch, "scan", 2)
    assert Path(f"{index}.readings").is_file()
    result = run("scan", "speeches", "--index", index)
    assert result.exit_code == ExitCode.OK
    assert "0 files skipped" in result.stderr


KILLED = (
    "import os, signal, sys; from lineage.cli.app import main\n"
    "from lineage.cli.progress import TerminalProgress; from lineage.index import journal\n"
    "number, after, advance, done = int(sys.argv.pop(1)), int(sys.argv.pop(1)), TerminalProgress.advance, []\n"
    "def advanced(self):\n"
    "    advance(self); done.append(self)\n"
    "    if len(done) == after: os.kill(os.getpid(), number)\n"
    "TerminalProgress.advance, journal.INTERVAL = advanced, 0.0; main()"
)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_is_ended(folder, run, monkeypatch, number, jobs):
    command = [sys.executable, "-c", KILLED, str(int(number)), "2", "scan", "speeches", "--jobs", str(jobs)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in {signal.SIGINT: (130, -signal.SIGINT), signal.SIGKILL: (-signal.SIGKILL,)}[number]
    assert (b"2 of 3 speeches are read and kept" in done.stderr) == (number == signal.SIGINT)
    with JOURNAL.open("r+b") as file:  # as if it had been killed while it wrote the second
        file.truncate(JOURNAL.stat().st_size - 5)
    assert len(read_anew(run, monkeypatch, "scan")) == 2
    assert not JOURNAL.exists()
