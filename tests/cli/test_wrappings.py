"""Speeches in other wrappings, as a user has them: tables, archives, standard input."""

import json
import zipfile
from pathlib import Path

import pytest

from benchmarks.wrapped import WRAPPINGS, wrapped
from lineage.errors import ExitCode


@pytest.fixture
def records(folder: Path) -> list[dict[str, str]]:
    return [{"url": path.stem, "content": path.read_text(encoding="utf-8")} for path in sorted(folder.glob("*.txt"))]


def json_lines(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
    return path


def labels(stdout: str) -> list[str]:
    return [json.loads(line)["canonical"] for line in stdout.splitlines()]


def test_the_wrapping_changes_nothing_that_is_found(folder, records, run):
    plain = labels(run("scan", folder, "--format", "jsonl").stdout)
    json_lines(Path("talks.jsonl"), records)
    mapped = ("--column", "id=url", "--column", "text=content")
    of_records = run("scan", "talks.jsonl", *mapped, "--format", "jsonl", "--out", "one", "--index", "one.duckdb")
    with zipfile.ZipFile("talks.zip", "w") as archive:
        for path in folder.glob("*.txt"):
            archive.write(path, path.name)
    of_archive = run("scan", "talks.zip", "--format", "jsonl", "--out", "two", "--index", "two.duckdb")
    assert plain
    assert labels(of_records.stdout) == plain == labels(of_archive.stdout)


def test_a_second_scan_reads_no_record_again(records, run):
    json_lines(Path("talks.jsonl"), records)
    first = ("scan", "talks.jsonl", "--column", "id=url", "--column", "text=content")
    assert run(*first).exit_code == ExitCode.OK
    run(*first)
    assert json.loads(Path("reports/data/run.json").read_text(encoding="utf-8"))["timing"]["reused"] == 3


def test_other_columns_need_another_index(folder, run):
    assert run("scan", folder).exit_code == ExitCode.OK
    Path("other.toml").write_text('columns = ["text=content"]\n', encoding="utf-8")
    result = run("query", next(folder.iterdir()), "--config", "other.toml")
    assert result.exit_code == ExitCode.INCOMPATIBLE_INDEX
    assert "columns is ('text=content',) in other.toml" in result.stderr


def test_what_is_left_out_is_told_however_records_are_called(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [
        '{"id": 1, "text": "凡事先易后难。"}',
        '{"id": 2, "text": "还是先易后难。"}',
        '{"id": 2, "text": "不同"}',
        "{cut",
    ]
    Path("a.jsonl").write_text("\n".join([*lines, '{"id": 3, "text": "先易后难，三。"}']), encoding="utf-8")
    told = run("scan", "a.jsonl").stderr
    assert "a.jsonl, record 3: not read, has the id of record 2" in told
    assert "1 of 5 records are no JSON objects in UTF-8: 4" in told
    assert "3 speeches, 2 files skipped" in told


def test_a_long_cell_is_read_in_whatever_process(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    long = "凡事先易后难，不可先难后易。" * 12_000
    Path("a.csv").write_text(f"id,text\n1,{long}\n2,凡事先易后难。\n3,凡事总是先易后难。\n", encoding="utf-8")
    assert "3 speeches, 0 files skipped" in run("scan", "a.csv", "--jobs", "2").stderr


def test_the_name_of_a_file_of_records_is_no_title(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    records = [{"id": name, "text": f"凡事先易后难，{name}。"} for name in ("1", "2", "2015-03_甲_新题")]
    Path("2014_演讲集.jsonl").write_text("\n".join(json.dumps(each) for each in records), encoding="utf-8")
    assert run("scan", "2014_演讲集.jsonl").exit_code == ExitCode.OK
    listed = [json.loads(line) for line in run("speeches", "-f", "jsonl").stdout.splitlines()]
    assert [(each["date"], each["speaker"]) for each in listed] == [("", ""), ("", ""), ("2015-03", "甲")]


def test_days_as_programs_save_them(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    days = {
        "2014/5/1": "2014-05-01",
        "2014-05-06T00:00:00Z": "2014-05-06",
        "20140507": "2014-05-07",
        "2014-05": "2014-05",
    }
    records = [{"id": n, "date": day, "text": f"凡事先易后难，{day}。"} for n, day in enumerate(days)]
    Path("a.jsonl").write_text("\n".join(json.dumps(each) for each in records), encoding="utf-8")
    assert run("scan", "a.jsonl").exit_code == ExitCode.OK
    listed = [json.loads(line) for line in run("speeches", "-f", "jsonl").stdout.splitlines()]
    assert [each["date"] for each in listed] == [*days.values()]


def test_a_table_to_correct_names_every_wrapping_and_loses_none(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for suffix in WRAPPINGS:
        Path(f"in/speech{suffix}").write_bytes(wrapped(suffix))
    before = run("scan", "in").stderr
    assert "11 speeches, 0 files skipped" in before
    assert run("speeches", "--write-csv").exit_code == ExitCode.OK
    after = run("scan", "in").stderr
    assert "11 speeches, 0 files skipped" in after
    assert "there is no file" not in after


def test_of_a_file_of_many_what_is_known_is_left_out(folder, records, run):
    json_lines(Path("talks.jsonl"), [{"id": each["url"], "text": each["content"]} for each in records])
    assert run("scan", "talks.jsonl").exit_code == ExitCode.OK
    with Path("talks.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "neu", "text": "凡事先易后难，如此。"}) + "\n")
    added = run("add", "talks.jsonl")
    assert added.exit_code == ExitCode.OK, added.stderr
    assert "Added 1 speech: now 4" in added.stderr


def test_records_on_standard_input_need_no_name(folder, run):
    assert run("scan", folder).exit_code == ExitCode.OK
    data = "".join(json.dumps({"id": n, "text": f"凡事先易后难，{n}。"}) + "\n" for n in range(3))
    assert "Added 3 speeches: now 6" in run("add", "-", stdin=data).stderr


def test_standard_input_may_hold_records(folder, records, run):
    assert run("scan", folder).exit_code == ExitCode.OK
    data = json.dumps({"id": "neu", "text": records[0]["content"]}, ensure_ascii=False)
    told = run("query", "-", "--format", "json", stdin=data)
    assert told.exit_code == ExitCode.OK, told.stderr
    assert "stdin#neu" in told.stdout
