"""What was put into an index stays there: through other settings, further scans, other languages and hostile files."""

import hashlib
import json
from pathlib import Path

import duckdb
import pytest

from lineage.errors import ExitCode

NEW = "各位来宾：要构建网络空间命运共同体。先易后难，命运共同体。"


@pytest.fixture
def scanned(scanned_here: Path) -> Path:
    """Files of the folder itself change here."""
    return scanned_here


def names() -> list[str]:
    rows = Path("reports/data/speeches.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split(",")[0] for row in rows]


@pytest.mark.parametrize("command", [["add", "new.txt"], ["query", "new.txt"]])
def test_settings_that_say_otherwise_are_refused(scanned, run, command):
    Path("new.txt").write_text(NEW, encoding="utf-8")
    before = Path("lineage.duckdb").read_bytes()
    Path("lineage.toml").write_text("min_score = 0.5\nmin_speeches = 2\n", encoding="utf-8")
    result = run(*command)
    assert (result.exit_code, result.stdout) == (ExitCode.INCOMPATIBLE_INDEX, "")
    assert "min_score is 0.5 in lineage.toml, 0.04 in the index" in result.stderr
    assert "min_speeches" not in result.stderr
    assert Path("lineage.duckdb").read_bytes() == before
    Path("lineage.toml").write_text("min_score = 0.04\n", encoding="utf-8")
    assert run(*command).exit_code == ExitCode.OK


def test_a_scan_does_not_lose_what_was_added_from_elsewhere(scanned, run):
    Path("new.txt").write_text(NEW, encoding="utf-8")
    run("add", "new.txt", "--id", "来稿")
    before = Path("lineage.duckdb").read_bytes()
    result = run("scan", "speeches")
    assert result.exit_code == ExitCode.FAILURE
    assert "would be lost: 来稿" in result.stderr
    assert "--force" in result.stderr
    assert Path("lineage.duckdb").read_bytes() == before
    assert run("remove", "来稿").exit_code == ExitCode.OK
    assert run("scan", "speeches").exit_code == ExitCode.OK
    run("add", "new.txt", "--id", "来稿")
    assert run("scan", "speeches", "--force").exit_code == ExitCode.OK
    assert "来稿" not in names()


def test_of_a_folder_only_what_is_new_is_added(scanned, run):
    (scanned / "2022_丁_新.txt").write_text(NEW, encoding="utf-8")
    result = run("add", "speeches")
    assert result.exit_code == ExitCode.OK
    assert "Added 1 speech: now 4" in result.stderr
    assert "2022_丁_新" in names()


def test_pages_keep_their_language(folder, run):
    run("scan", "speeches", "--lang", "zh", "-q")
    Path("new.txt").write_text(NEW, encoding="utf-8")
    for command in (["add", "new.txt"], ["remove", "new"]):
        assert run(*command).exit_code == ExitCode.OK
        assert '<html lang="zh-Hans">' in Path("reports/index.html").read_text(encoding="utf-8")
    run("add", "new.txt", "--lang", "en")
    assert '<html lang="en">' in Path("reports/index.html").read_text(encoding="utf-8")


def test_of_many_speeches_all_are_told_and_none_is_forgotten(scanned, run):
    for number in range(6):
        (scanned / f"202{number}_丁_{number}.txt").write_text(f"{NEW}第{number}回。", encoding="utf-8")
    result = run("add", *sorted(scanned.glob("202?_丁_*")), "--dry-run", "-f", "json")
    assert json.loads(result.stdout) == []
    assert result.stderr.count("speaker 丁") == 6
    assert "`lineage query FILE` tells it of any" in result.stderr


def test_a_file_of_the_index_under_another_name_is_held_against_the_others(scanned, run):
    Path("copy.txt").write_bytes((scanned / "2021_丙_共同规则.txt").read_bytes())
    result = run("query", "copy.txt", "--date", "2021")
    assert "copy: is in the index as 2021_丙_共同规则, and was held against the others" in result.stderr
    assert "has the text of" not in result.stderr


def test_another_file_of_a_name_in_the_index_is_another_speech(scanned, run):
    Path("2021_丙_共同规则.txt").write_text(NEW, encoding="utf-8")
    result = run("query", "2021_丙_共同规则.txt", "-f", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    (one,) = (row for row in found if row["label"] == "构建网络空间命运共同体")
    assert one["speeches"] == 3


def test_texts_of_the_data_are_exact(scanned, run):
    text = "要構建網絡空間命運(yùn)共同體，\n先易後難。"
    Path("new.txt").write_text(text, encoding="utf-8")
    rows = [json.loads(line) for line in run("query", "new.txt", "-f", "jsonl").stdout.splitlines()]
    assert any("(yùn)" in row["text"] for row in rows)
    assert all(text[row["begin"] : row["end"]] == row["text"] for row in rows)


@pytest.mark.parametrize("name", ["../../mine", "/mine", hashlib.sha256(b"x").hexdigest()[:12]])
def test_an_index_from_the_mail_names_no_page(scanned, run, name):
    with duckdb.connect("lineage.duckdb") as connection:
        connection.execute("UPDATE formula SET formula_id = ? WHERE rank = 1", [name])
    result = run("report", "--out", "deep/er")
    assert result.exit_code == ExitCode.INCOMPATIBLE_INDEX
    assert not list(Path().rglob("mine*"))
