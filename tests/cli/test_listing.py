"""`lineage speeches` and `lineage formulae`: what an index holds, filtered and sorted."""

import csv
import io
import json
from pathlib import Path

import pytest

from lineage.errors import ExitCode


def rows(result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def written(name: str) -> list[dict[str, str]]:
    with Path("reports/data", name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(("command", "name"), [("speeches", "speeches.csv"), ("formulae", "formulae.csv")])
def test_all_of_them_are_those_of_the_data_files(scanned, run, command, name, standing):
    before = standing()
    result = run(command, "-f", "csv")
    assert result.exit_code == ExitCode.OK
    assert list(csv.DictReader(io.StringIO(result.stdout))) == written(name)
    assert standing() == before


def test_speeches_by_period_and_speaker(scanned, run):
    assert [row["speaker"] for row in rows(run("speeches", "--period", "2014/", "-f", "jsonl"))] == ["乙", "丙"]
    assert [row["speaker"] for row in rows(run("speeches", "--not-speaker", "乙", "-f", "jsonl"))] == ["甲", "丙"]
    result = run("speeches", "--speaker", "甲", "--speaker", "乙", "--sort", "inherited_share", "-f", "jsonl")
    assert [row["speaker"] for row in rows(result)] == ["乙", "甲"]
    assert "2 speeches of 3" in result.stderr


@pytest.fixture
def li_qiang(folder: Path, run) -> None:
    """One more speech, by somebody whose name is written otherwise in the other script."""
    (folder / "2022-03-05_李强_新.txt").write_text("凡事先易后难，构建网络空间命运共同体。", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK


@pytest.mark.parametrize("written", ["李强", "李強", "李 强"])
def test_a_speaker_is_found_in_either_script(li_qiang, run, written):
    assert [row["speaker"] for row in rows(run("speeches", "--speaker", written, "-f", "jsonl"))] == ["李强"]
    assert "李强" not in [row["speaker"] for row in rows(run("speeches", "--not-speaker", written, "-f", "jsonl"))]
    assert rows(run("formulae", "--speaker", written, "-f", "jsonl"))


def test_no_speaker_is_asked_for_by_an_empty_name(li_qiang, folder, run):
    assert run("speeches", "--speaker", "").stderr.startswith("every speech has a speaker\n")
    (folder / "某人.txt").write_text("凡事先易后难。", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    told = run("speeches", "--speaker", "", "-f", "jsonl")
    assert [row["speech_id"] for row in rows(told)] == ["某人"]
    assert told.stderr == "1 speech of 5\n"


@pytest.mark.parametrize("command", ["speeches", "formulae"])
@pytest.mark.parametrize("option", ["--speaker", "--not-speaker"])
@pytest.mark.parametrize(("name", "told"), [("李克強", "李克強; did you mean 李强?\n"), ("张三", "张三\n")])
def test_a_speaker_whom_no_speech_has_is_told_once(li_qiang, run, command, option, name, told):
    result = run(command, option, name, option, name, "--speaker", "甲")
    assert result.exit_code == ExitCode.OK
    assert result.stderr.startswith(f"no speech is by {told}")
    assert result.stderr.count("no speech") == 1
    assert run(command, option, name, "-q").stderr == ""


def test_formulae_by_carriers_kind_and_length(scanned, run):
    every = rows(run("formulae", "-f", "jsonl"))
    one = rows(run("formulae", "--carriers", "3-", "--length", "4-6", "-f", "jsonl"))
    assert one == [row for row in every if row["speeches"] >= 3 and 4 <= len(row["canonical"]) <= 6] != []
    early = rows(run("formulae", "--not-period", "2021", "-f", "jsonl"))
    assert {row["last_date"] for row in early} <= {"2014-06"}
    assert rows(run("formulae", "--limit", "2", "-f", "jsonl")) == every[:2]
    assert rows(run("formulae", "--sort", "canonical", "-f", "jsonl")) == sorted(
        every, key=lambda row: row["canonical"]
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("speeches", "--period", "soon"), "soon: is no period"),
        (("formulae", "--kind", "slogan"), "slogan: is no kind of formulae"),
        (("formulae", "--length", "4--"), "--length: '4--' is no range of numbers"),
        (("formulae", "--length", "8-4"), "--length: '8-4' is no range of numbers"),
        (("formulae", "--contains", "。"), "'。': holds nothing that is compared"),
        (("formulae", "--carriers", "-"), "--carriers: '-' is no range of numbers"),
    ],
)
def test_what_is_no_filter_is_told(scanned, refused, arguments, told):
    assert refused(ExitCode.USAGE, *arguments)[0].startswith(told)


def test_dates_are_sorted_by_the_last_day_they_can_mean(scanned, run):
    (scanned / "2014_丁_四.txt").write_text("凡事先易后难。", encoding="utf-8")
    (scanned / "某人.txt").write_text("凡事先易后难。", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    dates = [row["date"] for row in rows(run("speeches", "--sort", "date", "-f", "jsonl"))]
    assert dates == ["2013-11-05", "2014-06", "2014", "2021", ""]
    reverse = rows(run("speeches", "--sort", "date", "--reverse", "-f", "jsonl"))
    assert [row["date"] for row in reverse] == ["2021", "2014", "2014-06", "2013-11-05", ""]


def test_the_latest_and_the_least_are_had_by_the_reverse(scanned, run):
    (scanned / "2030_丁_四.txt").write_text("稳步推进，久久为功。", encoding="utf-8")
    (scanned / "2031_戊_五.txt").write_text("稳步推进，久久为功。凡事要讲方法，要有耐心。", encoding="utf-8")
    assert run("scan", "speeches", "-q", "--min-score", "0").exit_code == ExitCode.OK
    latest = rows(run("formulae", "--sort", "last_date", "--reverse", "--limit", "1", "-f", "jsonl"))
    assert [row["last_date"] for row in latest] == ["2031"]
    every = rows(run("formulae", "-f", "jsonl"))
    fewest = rows(run("formulae", "--sort", "speeches", "--reverse", "-f", "jsonl"))
    assert fewest == sorted(every, key=lambda row: (row["speeches"], row["rank"])) != every


def test_columns_that_have_no_room_are_named(scanned, run):
    narrow, wide = run("formulae", columns=80), run("formulae", columns=200)
    assert "last" not in narrow.stdout.splitlines()[1]
    assert "columns left out for width: first, last; --format csv has all" in narrow.stderr
    assert wide.stdout.splitlines()[1].split()[-2:] == ["first", "last"]
    for told in (wide, run("formulae", "-q", columns=80), run("formulae", "--format", "csv", columns=80)):
        assert "left out" not in told.stderr


def test_several_tables_name_what_they_leave_out_once(scanned, run):
    told = run("trace", "先易后难", "--near", columns=40)
    assert told.stderr.count("columns left out for width") == 1
