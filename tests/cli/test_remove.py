"""`lineage remove`: what goes, what is told, what is refused."""

import json
from pathlib import Path

import pytest

from lineage.errors import ExitCode


def data_files(out: str = "reports") -> dict[str, bytes]:
    """The data files, run.json without its timing."""
    files = {path.name: path.read_bytes() for path in Path(out, "data").iterdir()}
    run = json.loads(files["run.json"])
    del run["timing"]
    return files | {"run.json": json.dumps(run).encode()}


def test_it_is_as_if_the_others_had_been_scanned(scanned, run):
    result = run("remove", "2014-06_乙_共享未来")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    assert "Took out 1 speech: now 2, with " in result.stderr
    assert "A scan of a folder that still holds them brings them back." in result.stderr
    assert len(list(scanned.iterdir())) == 3
    (scanned / "2014-06_乙_共享未来.txt").unlink()
    run("scan", "speeches", "--index", "anew.duckdb", "--out", "anew", "-q")
    assert data_files() == data_files("anew")


def test_what_was_added_and_taken_out_leaves_no_trace(scanned, new, run):
    before = data_files()
    run("add", new, "-q")
    assert data_files() != before
    run("remove", "2018-01-01_戊_新", "-q")
    assert data_files() == before


def test_one_named_twice_is_taken_out_once(scanned, new, run):
    run("add", new, "-q")
    assert "Took out 1 speech: now 3" in run("remove", "2018-01-01_戊_新", "2018-01-01_戊_新").stderr


def test_without_a_report_the_index_alone_changes(scanned, new, run, standing):
    before = standing("reports")
    told = run("remove", "2014-06_乙_共享未来", "--no-report").stderr
    assert "lineage.duckdb; `lineage report --index lineage.duckdb --out reports` renews reports" in told
    assert standing("reports") == before
    assert "reports: is of another state than the index" in run("query", new).stderr


def test_quiet_is_quiet(scanned, run):
    result = run("remove", "2014-06_乙_共享未来", "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (ExitCode.OK, "", "")


def test_of_an_unknown_one_near_names_are_told(scanned, refused):
    error, hint = refused(ExitCode.FAILURE, "remove", "2021_丙_共同规")
    assert error == "2021_丙_共同规: there is no such speech in the index"
    assert hint.startswith("Did you mean 2021_丙_共同规则")
    _, hint = refused(ExitCode.FAILURE, "remove", "xyz")
    assert hint == "`lineage speeches` lists them all."


def test_nothing_goes_if_one_of_them_is_unknown(scanned, new, run, refused):
    run("add", new, "-q")
    error, _ = refused(ExitCode.FAILURE, "remove", "2018-01-01_戊_新", "xyz")
    assert error == "xyz: there is no such speech in the index"


@pytest.mark.parametrize("count", [2, 3])
def test_two_must_stay(scanned, refused, count):
    names = [path.stem for path in sorted(scanned.iterdir())]
    error, hint = refused(ExitCode.FAILURE, "remove", *names[:count])
    assert error.startswith("lineage.duckdb: fewer than two speeches would be left")
    assert "scan anew" in hint


def test_there_is_no_index(folder, refused):
    error, hint = refused(ExitCode.FAILURE, "remove", "x")
    assert error == "lineage.duckdb: there is no index"
    assert "lineage scan" in hint


def test_what_would_steer_a_terminal_is_spelled_out(scanned, run):
    told = run("remove", "x\x1b[31m\u202e").stderr
    assert "x\\x1b[31m\\u202e: there is no such speech" in told
    assert not {"\x1b", "\u202e"} & set(told)
