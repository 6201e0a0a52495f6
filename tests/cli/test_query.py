"""`lineage query`: what it tells of a speech, and that it leaves everything as it is."""

import json
import os
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from lineage.errors import ExitCode


def rows(result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def labels(result, what: str) -> set[str]:
    return {row["label"] for row in rows(result) if row["what"] == what}


def test_it_tells_what_add_tells_and_writes_nothing(scanned, new, run, standing):
    before = standing()
    asked = run("query", new)
    assert asked.exit_code == ExitCode.OK
    assert standing() == before
    added = run("add", new)
    assert asked.stdout == added.stdout
    assert added.stderr.startswith(asked.stderr)
    assert "2018-01-01_戊_新: formulae: 4 inherited" in asked.stderr


def test_a_date_stated_goes_before_the_name(scanned, new, run):
    result = run("query", new, "--date", "2012", "-f", "jsonl")
    assert "date 2012 (command line)" in result.stderr
    assert labels(result, "inherited") == set()
    assert "构建网络空间命运共同体" in labels(result, "first_use")


def test_a_date_that_is_none(scanned, new, refused):
    assert refused(ExitCode.USAGE, "query", new, "--date", "soon")[0].startswith("--date: 'soon' is not a date")


def test_standard_input_needs_no_name(scanned, new, run):
    result = run("query", "-", "--date", "2018", "-f", "jsonl", stdin=new.read_bytes())
    assert result.exit_code == ExitCode.OK
    assert {row["speech_id"] for row in rows(result)} == {"stdin"}
    assert labels(result, "inherited") == labels(run("query", new, "-f", "jsonl"), "inherited")


def test_standard_input_is_empty(scanned, refused):
    assert refused(ExitCode.FAILURE, "query", "-", stdin=b"\n")[0] == "standard input: is empty"


def test_quiet_is_quiet(scanned, new, run):
    run("add", new, "--no-report", "-q")
    assert run("query", new, "-q").stderr == ""


def test_one_of_the_index_is_asked_of_the_others(scanned, run):
    result = run("query", scanned / "2014-06_乙_共享未来.txt", "-f", "jsonl")
    (one,) = (row for row in rows(result) if row["label"] == "构建网络空间命运共同体")
    assert (one["what"], one["speeches"], one["first_speech"]) == ("inherited", 2, "2013-11-05_甲_共同维护")
    assert "is the text of" not in result.stderr


def test_of_two_of_one_stem_each_is_held_against_the_other(scanned, new, run):
    beside = scanned / "2021_丙_共同规则.md"
    shutil.move(new, beside)
    before = run("query", beside, "-f", "jsonl")
    assert {row["speech_id"] for row in rows(before)} == {"2021_丙_共同规则.md"}
    (one,) = (row for row in rows(before) if row["label"] == "构建网络空间命运共同体")
    assert one["speeches"] == 3
    run("add", beside, "-q")
    for name in ("2021_丙_共同规则.md", "2021_丙_共同规则.txt"):
        result = run("query", scanned / name, "-f", "jsonl")
        assert {row["speech_id"] for row in rows(result)} == {name}
        assert f"is the text of {name}" not in result.stderr
        (one,) = (row for row in rows(result) if row["label"] == "构建网络空间命运共同体")
        assert one["speeches"] == 3


def test_one_that_was_given_a_name_is_known_by_its_file(scanned, new, run):
    run("add", new, "--id", "我的", "-q")
    result = run("query", new, "-f", "jsonl")
    assert {row["speech_id"] for row in rows(result)} == {"我的"}
    assert "is the text of 我的" not in result.stderr


def test_one_that_shares_nothing(scanned, run):
    Path("2019_己_空.txt").write_text("柳树发芽，渔船归港。", encoding="utf-8")
    result = run("query", "2019_己_空.txt")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    assert "formulae: none" in result.stderr
    assert run("query", "2019_己_空.txt", "-f", "json").stdout == "[]\n"


@pytest.mark.parametrize(("carriers", "among"), [(3, 3), (3, 4), (4, 5)])
def test_of_what_is_left_out_it_tells_among_how_many(scanned, run, carriers, among):
    texts = ["山河的水位今年高，沿岸种了柳树。", "凡事先易后难，稳步推进，久久为功。"][: among - 3]
    for year, text in enumerate(texts, 2022):
        (scanned / f"{year}_丁_又.txt").write_text(text, encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    Path("2030_己_空.txt").write_text("柳树发芽，渔船归港。", encoding="utf-8")
    (row,) = (row for row in rows(run("query", "2030_己_空.txt", "-f", "jsonl")) if row["label"] == "先易后难")
    assert (row["what"], row["speeches"], row["among"]) == ("absent", carriers, among)
    drawn = run("query", "2030_己_空.txt").stdout
    assert re.search(rf"先易后难 +{carriers} +{among} ", drawn)


def test_what_would_steer_a_terminal_is_spelled_out(scanned, new, run):
    hostile = "凡事先易\x1b[31m后难，“\u202e新质[/red]生产力[bold]”。新质[/red]生产力[bold]。"
    new.write_text(hostile + new.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("query", new)
    assert result.exit_code == ExitCode.OK
    assert "新质" in result.stdout
    assert not {"\x1b", "\u202e"} & set(result.stdout + result.stderr)


@pytest.mark.skipif(os.name != "posix", reason="names with controls are POSIX")
def test_a_name_that_would_steer_a_terminal_is_spelled_out(scanned, new, run):
    new.rename("2018_\x1b[31m_x.txt")
    result = run("query", "2018_\x1b[31m_x.txt")
    assert "\x1b" not in result.stdout + result.stderr
    assert "2018_\\x1b[31m_x" in result.stderr


@pytest.mark.parametrize("named", ["gone.txt", "speeches", "lineage.duckdb", "empty.txt"])
def test_what_is_no_speech(scanned, refused, named):
    Path("empty.txt").touch()
    assert refused(ExitCode.FAILURE, "query", named)[0].startswith(f"{named}: ")


def test_there_is_no_index(folder, new, refused):
    error, hint = refused(ExitCode.FAILURE, "query", new)
    assert error == "lineage.duckdb: there is no index"
    assert "lineage scan" in hint


@pytest.mark.parametrize("command", [("query", "2018-01-01_戊_新.txt"), ("trace", "先易后难"), ("report",)])
def test_that_all_is_found_anew_is_told_until_a_scan_renews_the_index(scanned, new, run, command):
    told = "lineage.duckdb: holds nothing that was found by the rules of this lineage"
    before = run(*command)
    with duckdb.connect("lineage.duckdb") as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'fingerprint'")
    for _ in range(2):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (ExitCode.OK, before.stdout)
        assert result.stderr.count(told) == 1
    assert run(*command, "-q").stderr == ""
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    assert told not in before.stderr + run(*command).stderr


def damaged(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:20_000] + b"\xff" * 200_000)


def foreign(index: Path) -> None:
    index.write_bytes(b"just text\n")


def another_database(index: Path) -> None:
    index.unlink()
    with duckdb.connect(index) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 1")


def newer(index: Path) -> None:
    with duckdb.connect(index) as connection:
        connection.execute("UPDATE meta SET value = '9' WHERE key = 'format'")


def read_by_other_rules(index: Path) -> None:
    with duckdb.connect(index) as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'column_fingerprint'")


@pytest.mark.parametrize("spoil", [damaged, foreign, another_database, newer, read_by_other_rules])
@pytest.mark.parametrize("command", ["query", "add", "remove"])
def test_an_index_that_cannot_be_used_is_told_and_stays_as_it_is(scanned, new, refused, spoil, command):
    spoil(Path("lineage.duckdb"))
    named = "2021_丙_共同规则" if command == "remove" else new
    assert refused(ExitCode.INCOMPATIBLE_INDEX, command, named)[0].startswith("lineage.duckdb: ")
