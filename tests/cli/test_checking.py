"""`lineage speeches --check` and `--write-csv`: what is doubtful, and a table to correct it by."""

import csv
import errno
import json
import os
from pathlib import Path

import pytest

from lineage.errors import ExitCode

LONG = "网络空间是人类共同的活动空间，各国应当加强沟通，扩大共识，深化合作。" * 5
TABLE = Path("speeches/speeches.csv")


@pytest.fixture
def scanned(scanned_here: Path) -> Path:
    """Files of the folder itself change here."""
    return scanned_here


def doubts(result) -> list[dict[str, str]]:
    assert result.exit_code == ExitCode.OK
    return [json.loads(line) for line in result.stdout.splitlines()]


def rows(path: Path = TABLE) -> dict[str, dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return {row["file"]: row for row in csv.DictReader(handle)}


def facts(run) -> list[dict[str, object]]:
    """What the index tells of every speech, without where it is from."""
    told = run("speeches", "-f", "jsonl")
    assert told.exit_code == ExitCode.OK
    return [{**json.loads(line), "date_source": ""} for line in told.stdout.splitlines()]


@pytest.fixture
def messy(folder: Path, run) -> Path:
    """Three speeches with all they need, one without a name, one whose text tells its date, a picture."""
    (folder / "某人.txt").write_text("凡事先易后难。" + LONG, encoding="utf-8")
    (folder / "报纸.txt").write_text(f"在大会上的讲话\n（二〇一四年九月十八日）\n{LONG}", encoding="utf-8")
    (folder / "图.doc").write_bytes(b"\xd0\xcf")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    return folder


def test_what_is_missing_comes_first_and_what_is_inferred_last(messy, run, standing):
    before = standing()
    told = doubts(run("speeches", "--check", "-f", "jsonl"))
    grades = [row["grade"] for row in told]
    assert grades == sorted(grades, key=["missing", "doubtful", "inferred"].index)
    assert {"missing", "doubtful", "inferred"} == set(grades)
    assert (told[0]["file"], told[0]["doubt"]) == ("图.doc", "not read")
    inferred = [row for row in told if row["grade"] == "inferred" and row["field"] == "date"]
    assert [(row["speech_id"], row["found"]) for row in inferred] == [("报纸", "2014-09-18")]
    assert "二〇一四年九月十八日" in inferred[0]["evidence"]
    assert all(row["why"] and row["advice"] for row in told)
    assert standing() == before


def test_the_summary_counts_them(messy, run):
    summary = run("speeches", "--check").stderr.strip()
    assert summary.startswith("5 speeches: 1 file not read, ")
    assert "1 without date" in summary
    assert "2 dates coarse" in summary
    assert "1 date inferred" in summary
    assert run("speeches", "--check", "-q").stderr == ""


def test_only_the_speeches_that_are_asked_for(messy, run):
    told = doubts(run("speeches", "--check", "--period", "2014", "-f", "jsonl"))
    assert {row["speech_id"] for row in told} == {"2014-06_乙_共享未来", "报纸"}


def test_the_order_of_speeches_is_kept_within_a_grade(scanned, run):
    def order(*options: str) -> list[str]:
        told = doubts(run("speeches", "--check", "--sort", "date", *options, "-f", "jsonl"))
        return [row["speech_id"] for row in told if row["doubt"] == "short"]

    assert order() == order("--reverse")[::-1] == ["2013-11-05_甲_共同维护", "2014-06_乙_共享未来", "2021_丙_共同规则"]


def test_tables_are_told_with_their_path(folder, run):
    TABLE.write_text("file,date\nnone.txt,\n2021_丙_共同规则.txt,soon\n", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    told = [row for row in doubts(run("speeches", "--check", "-f", "jsonl")) if row["field"] == "table"]
    assert {row["file"] for row in told} == {str(TABLE.absolute())}
    assert [row["why"].partition(":")[0] for row in told] == ["row 2", "row 3 (2021_丙_共同规则.txt)"]


def test_where_all_is_well_it_says_so(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    Path("speeches").mkdir()
    for day in (1, 2):
        text = f"{LONG}今天谈{'一二'[day - 1] * 3}。" + "改革开放是强国之路必须坚持不懈。" * 10 * day
        Path(f"speeches/2014-06-0{day}_甲_题{day}.txt").write_text(text, encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    result = run("speeches", "--check")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    assert result.stderr == "2 speeches: nothing is missing or doubtful\n"


def test_what_is_inferred_stands_beside_and_is_no_fact(messy, run):
    before = facts(run)
    result = run("speeches", "--write-csv")
    assert result.exit_code == ExitCode.OK
    assert "5 rows → " in result.stderr
    row = rows()["报纸.txt"]
    assert (row["date"], row["_inferred_date"]) == ("", "2014-09-18")
    assert "date inferred: read from the text (text: " in row["_doubt"]
    assert [*row][-1] == "_doubt"
    assert rows()["2014-06_乙_共享未来.txt"]["date"] == "2014-06"
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    assert facts(run) == before
    assert {row["doubt"] for row in doubts(run("speeches", "--check", "-f", "jsonl"))} >= {"inferred", "missing"}


def test_what_is_moved_over_is_stated(messy, run):
    assert run("speeches", "--write-csv", "-q").exit_code == ExitCode.OK
    table = TABLE.read_bytes().decode("utf-8-sig")
    TABLE.write_bytes(table.replace("报纸.txt,,,2014-09-18", "报纸.txt,,2014-09-18,2014-09-18").encode("utf-8-sig"))
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    (one,) = [json.loads(line) for line in run("speeches", "--period", "2014-09", "-f", "jsonl").stdout.splitlines()]
    assert (one["date"], one["date_source"]) == ("2014-09-18", "speeches.csv")
    inferred = [row for row in doubts(run("speeches", "--check", "-f", "jsonl")) if row["grade"] == "inferred"]
    assert ("报纸", "date") not in [(row["speech_id"], row["field"]) for row in inferred]


def test_a_table_that_is_there_stays_unless_it_is_to_be_replaced(messy, run, refused):
    TABLE.write_text("file,Series,_mine\n2021_丙_共同规则.txt,=1+1,看\nnone.txt,x,\n", encoding="utf-8")
    message, hint = refused(ExitCode.FAILURE, "speeches", "--write-csv")
    assert "is there already" in message
    assert "--force" in hint
    assert run("speeches", "--write-csv", "--force").exit_code == ExitCode.OK
    found = rows()
    assert [*found][-1] == "none.txt"
    assert (found["2021_丙_共同规则.txt"]["series"], found["2021_丙_共同规则.txt"]["_mine"]) == ("=1+1", "看")
    assert found["2021_丙_共同规则.txt"]["speaker"] == "丙"
    assert found["none.txt"]["series"] == "x"


def test_to_write_it_again_changes_nothing(messy, run):
    TABLE.write_text("file,Series,_mine\n2021_丙_共同规则.txt,=1+1,看\nnone.txt,x,\n", encoding="utf-8")
    written = []
    for _ in range(3):
        assert run("speeches", "--write-csv", "--force", "-q").exit_code == ExitCode.OK
        assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
        written.append(TABLE.read_bytes())
    # The first names the files' names as evidence of coarse dates, the others itself.
    assert written[1] == written[2]


def test_a_row_that_was_corrected_since_goes_before_the_index(scanned, run):
    TABLE.write_text("file,date,series\n2021_丙_共同规则.txt,2021-03-04,x\n", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    TABLE.write_text("file,date,series\n2021_丙_共同规则.txt,2021-03-05,\n", encoding="utf-8")
    assert run("speeches", "--write-csv", "--force").exit_code == ExitCode.OK
    row = rows()["2021_丙_共同规则.txt"]
    assert (row["date"], row["series"]) == ("2021-03-05", "")


def test_the_rows_of_speeches_that_are_not_asked_for_are_kept(scanned, run):
    TABLE.write_text("file,series\n2013-11-05_甲_共同维护.txt,x\n", encoding="utf-8")
    assert run("speeches", "--write-csv", "--period", "2021", "--force").exit_code == ExitCode.OK
    assert [*rows()] == ["2021_丙_共同规则.txt", "2013-11-05_甲_共同维护.txt"]
    assert rows()["2013-11-05_甲_共同维护.txt"]["series"] == "x"


def test_to_stdout_without_a_mark(scanned, run, standing):
    before = standing()
    result = run("speeches", "--write-csv", "-")
    assert result.exit_code == ExitCode.OK
    assert result.stdout.startswith("file,id,date,_inferred_date,")
    assert len(result.stdout.splitlines()) == 4
    assert standing() == before


def test_a_table_names_what_lies_below_its_folder(folder, run):
    (folder / "a").mkdir()
    (folder / "a/2022_丁_四.txt").write_text("凡事先易后难，稳步推进。", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    assert run("speeches", "--write-csv", "-q").exit_code == ExitCode.OK
    assert "a/2022_丁_四.txt" in rows()
    TABLE.unlink()
    result = run("speeches", "--write-csv", "speeches/a/speeches.csv")
    assert [*rows(folder / "a/speeches.csv")] == ["2022_丁_四.txt"]
    assert result.stderr.count("lies outside") == 3
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    nearer = run("speeches", "--write-csv")
    assert "a/2022_丁_四.txt: has no row, as it has its row in" in nearer.stderr
    assert "a/2022_丁_四.txt" not in rows()


def test_of_several_folders_one_must_be_named(folder, new, run, refused):
    assert run("scan", "speeches", new, "-q").exit_code == ExitCode.OK
    assert refused(ExitCode.USAGE, "speeches", "--write-csv")[0].startswith("several folders or files")
    assert run("speeches", "--write-csv", TABLE, "-q").exit_code == ExitCode.OK
    assert sorted(rows()) == sorted(path.name for path in folder.glob("*.txt"))
    assert run("speeches", "--write-csv", "speeches.csv", "-q").exit_code == ExitCode.OK
    assert new.name in rows(Path("speeches.csv"))
    assert "speeches/2014-06_乙_共享未来.txt" in rows(Path("speeches.csv"))


def test_what_was_added_from_elsewhere_has_no_row(scanned, new, run):
    assert run("add", new, "-q", "--no-report").exit_code == ExitCode.OK
    result = run("speeches", "--write-csv")
    assert f"{new.name}: has no row, as it lies outside" in result.stderr
    assert new.name not in rows()


def test_what_a_command_stated_is_kept_for_the_next_scan(scanned, run):
    path = scanned / "某人.txt"
    path.write_text("凡事先易后难，稳步推进。", encoding="utf-8")
    stated = ("--date", "2019-10", "--speaker", "戊", "--title", "题", "--id", "戊的讲话")
    assert run("add", path, *stated, "-q", "--no-report").exit_code == ExitCode.OK
    before = facts(run)
    assert run("speeches", "--write-csv", "-q").exit_code == ExitCode.OK
    assert rows()["某人.txt"]["id"] == "戊的讲话"
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    assert facts(run) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("speeches.csv",), "speeches.csv: is named, but nothing is written there"),
        (("--check", "--write-csv"), "--check and --write-csv do not go together"),
        (("--limit", "3", "--write-csv"), "--limit and --write-csv do not go together"),
        (("--write-csv", "reports/speeches.csv"), "reports/speeches.csv: no speech that is asked for can have a row"),
        (("--write-csv", "--period", "1999"), "no speech that is asked for can have a row"),
    ],
)
def test_what_cannot_be_written_is_told(scanned, refused, arguments, told):
    assert told in refused(ExitCode.USAGE, "speeches", *arguments)[0]


def test_a_folder_is_no_table(scanned, refused):
    (scanned / "x").mkdir()
    assert refused(ExitCode.FAILURE, "speeches", "--write-csv", "speeches/x", "--force")


def test_what_was_there_stays_where_the_table_cannot_be_written(scanned, refused, monkeypatch):
    TABLE.write_text("file\n", encoding="utf-8")

    def full(path: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    message, _ = refused(ExitCode.FAILURE, "speeches", "--write-csv", "--force")
    assert message.endswith("cannot be written (No space left on device)")
