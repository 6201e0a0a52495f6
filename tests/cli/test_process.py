"""`lineage` as a process of its own: its entry points, signals, pipes, and what leaves through stdout."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lineage import __version__

LINEAGE = [sys.executable, "-m", "lineage"]
FULL = "error: standard output: cannot be written (No space left on device)"
posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and /dev/full are POSIX")


def call(*arguments: object, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*LINEAGE, *map(str, arguments)], capture_output=True, check=False, **options)


@pytest.fixture
def scanned(folder: Path) -> Path:
    """The folder of speeches, scanned once; then one of them changes."""
    assert call("scan", "speeches").returncode == 0
    (folder / "2021_丙_共同规则.txt").write_text("先易后难，命运共同体。", encoding="utf-8")
    return folder


def results() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path("reports").rglob("*") if path.is_file()}


@contextmanager
def begun() -> Iterator[subprocess.Popen[bytes]]:
    """A scan that stands still in the middle of its work, until it is ended."""
    code = (
        "import lineage.pipeline.publishing as p, time, sys; from lineage.cli.app import main\n"
        "def slow(*a, **k):\n open('at-work', 'w').close(); time.sleep(60)\n"
        "p.analyse = slow; sys.argv = ['lineage', 'scan', 'speeches']; main()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not Path("at-work").exists() and process.poll() is None:
            time.sleep(0.02)
        yield process
        process.kill()


def test_the_installed_command_and_the_module_are_the_same(tmp_path):
    script = Path(sys.executable).with_name("lineage")
    for command in ([str(script)], LINEAGE):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True, cwd=tmp_path)
        assert done.stdout == f"lineage {__version__}\n"


@posix_only
def test_an_interrupt_leaves_the_results_and_no_traceback(scanned):
    before = results()
    with begun() as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (130, b"")
        assert b"interrupted" in err
        assert b"Traceback" not in err
    assert results() == before


@posix_only
def test_after_a_kill_the_next_scan_works(scanned):
    before = results()
    with begun() as process:
        process.kill()
        process.communicate(timeout=20)
    assert results() == before
    assert call("scan", "speeches").returncode == 0
    assert results() != before


#: The commands that draw several tables, each with its heading.
TABLES = [["trace", "先易后难"], ["compare", "2013", "2014"], ["query", "speeches/2014-06_乙_共享未来.txt"]]
DRAWING = pytest.mark.parametrize("arguments", TABLES, ids=lambda arguments: arguments[0])


def left_early(*arguments: str) -> tuple[int, bytes]:
    """Exit code and stderr of a command whose reader has left before it writes."""
    with subprocess.Popen([*LINEAGE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        told = process.stderr.read()
        return process.wait(timeout=30), told


def into_a_full_one(*arguments: str) -> tuple[int, str]:
    """Exit code and stderr of a command that writes where no room is left."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*LINEAGE, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stderr.decode()


def into_a_closed_one(*arguments: str) -> tuple[int, bytes]:
    """Exit code and stderr of a command without a stdout."""
    command = f"{shlex.join([*LINEAGE, *arguments])} >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_reader_who_leaves_early_is_no_error(folder, form):
    assert left_early("scan", "speeches", "-q", "-f", form) == (0, b"")


@DRAWING
def test_a_reader_who_leaves_tables_early_is_no_error(scanned, arguments):
    assert left_early(*arguments, "-q") == (0, b"")


@posix_only
def test_a_full_stdout_is_told(folder):
    code, told = into_a_full_one("scan", "speeches", "-q")
    assert (code, told.startswith(FULL)) == (1, True)
    assert Path("reports/data/run.json").is_file()


@posix_only
@DRAWING
def test_a_full_stdout_is_told_once_whatever_is_drawn(scanned, arguments):
    code, told = into_a_full_one(*arguments, "-q")
    assert (code, told.startswith(FULL), len(told.splitlines())) == (1, True, 2)


@posix_only
def test_a_closed_stdout_is_borne(folder):
    code, told = into_a_closed_one("scan", "speeches")
    assert (code, b"Traceback" in told) == (0, False)


@posix_only
@DRAWING
def test_tables_for_a_closed_stdout_are_borne(scanned, arguments):
    assert into_a_closed_one(*arguments, "-q") == (0, b"")


@posix_only
def test_what_is_added_is_kept_although_nobody_reads_it(scanned):
    for year, go in ((2022, left_early), (2023, into_a_closed_one)):
        Path(f"{year}_新.txt").write_text("凡事先易后难，构建网络空间命运共同体。", encoding="utf-8")
        assert go("add", f"{year}_新.txt", "-q") == (0, b"")
        assert f"{year}_新" in Path("reports/data/speeches.csv").read_text(encoding="utf-8")


def test_stdout_is_utf_8_with_plain_line_ends_whatever_the_locale(folder):
    done = call("scan", "speeches", "-q", "-f", "csv", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout == Path("reports/data/formulae.csv").read_bytes()


def test_nothing_is_coloured_or_drawn_where_nobody_looks(folder):
    done = call("scan", "speeches")
    assert b"\x1b" not in done.stdout + done.stderr


@posix_only
def test_of_two_writers_of_one_index_the_second_is_told(scanned):
    before = results()
    with begun() as first:
        for arguments in (
            ["scan", "speeches"],
            ["add", "speeches/2021_丙_共同规则.txt"],
            ["remove", "2014-06_乙_共享未来"],
        ):
            second = call(*arguments)
            assert (second.returncode, second.stdout) == (1, b"")
            assert second.stderr.startswith(b"error: lineage.duckdb: another lineage is writing this index")
        assert call("query", "speeches/2021_丙_共同规则.txt").returncode == 0
        assert call("report", "--out", "elsewhere", "-q").returncode == 0
        first.kill()
    assert results() == before
    assert call("scan", "speeches", "-q").returncode == 0
    assert sorted(path.name for path in Path().iterdir()) == [
        "at-work",
        "elsewhere",
        "lineage.duckdb",
        "reports",
        "speeches",
    ]


def test_two_scans_into_two_indexes_both_succeed(folder):
    commands = [[*LINEAGE, "scan", "speeches", "-q", "--index", f"{name}.duckdb", "-o", name] for name in "ab"]
    running = [subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for each in commands]
    told = [process.communicate(timeout=60)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    assert sorted(path.name for path in Path().iterdir()) == ["a", "a.duckdb", "b", "b.duckdb", "speeches"]


@posix_only
@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("command", ["trace 先易后难", "compare 2013-11-05 2014"])
def test_a_page_is_written_though_nobody_reads_the_rest(command: str):
    asked = f"{shlex.join(LINEAGE)} {command} --page page.html 2>&1 | true"
    subprocess.run(asked, shell=True, check=False, capture_output=True)
    assert Path("page.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
