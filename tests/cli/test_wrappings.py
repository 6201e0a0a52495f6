"""Speeches in other wrappings, as a user has them: tables, archives, standard input."""

import json
import zipfile
from pathlib import Path

import pytest

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


def test_standard_input_may_hold_records(folder, records, run):
    assert run("scan", folder).exit_code == ExitCode.OK
    data = json.dumps({"id": "neu", "text": records[0]["content"]}, ensure_ascii=False)
    told = run("query", "-", "--format", "json", stdin=data)
    assert told.exit_code == ExitCode.OK, told.stderr
    assert "stdin#neu" in told.stdout
