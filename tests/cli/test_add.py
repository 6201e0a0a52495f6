"""`lineage add`: what it tells, what it takes from the command line, what it writes, and what it refuses."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from lineage.errors import ExitCode

COLUMNS = [
    *("speech_id", "what", "label", "text", "places", "begin", "end", "relation", "kind", "score", "speeches"),
    *("direction", "years", "first_date", "first_speech", "latest_date", "latest_speech", "similarity"),
    *("closest_date", "closest_speech", "closest_begin", "closest_end", "closest_text", "closest_likeness"),
    *("first_certainty", "edits", "change", "among"),
]
PARTS = {"inherited", "altered", "open", "first_use", "passage", "shared", "new"}


@pytest.fixture
def scanned(scanned_here: Path) -> Path:
    """Files of the folder itself change here."""
    return scanned_here


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def speeches(out: str = "reports") -> dict[str, dict[str, str]]:
    text = Path(out, "data", "speeches.csv").read_text(encoding="utf-8")
    return {row["speech_id"]: row for row in rows(text)}


def data_files(out: str = "reports") -> dict[str, bytes]:
    """The data files, run.json without its timing."""
    files = {path.name: path.read_bytes() for path in Path(out, "data").iterdir()}
    run = json.loads(files["run.json"])
    del run["timing"]
    return files | {"run.json": json.dumps(run).encode()}


@pytest.mark.usefixtures("scanned")
class TestWhatIsTold:
    def test_how_it_was_understood_and_what_it_inherits(self, new, run):
        result = run("add", new)
        assert result.exit_code == ExitCode.OK
        assert "2018-01-01_戊_新: utf-8 (strict UTF-8), Hans, " in result.stderr
        facts = "date 2018-01-01 (file name); speaker 戊 (file name); title 新 (file name)"
        assert facts in result.stderr
        assert "2018-01-01_戊_新: formulae: 4 inherited" in result.stderr
        assert "1 wording of its own" in result.stderr
        assert "Added 1 speech: now 4, with " in result.stderr
        assert f"→ lineage.duckdb and {Path('reports', 'data')}" in result.stderr
        assert "Inherited formulae, the best first" in result.stdout
        assert "构建网络空间命运共同体" in result.stdout
        assert "2013-11-05_甲_共同维护" in result.stdout
        assert "新质生产力" in result.stdout

    def test_what_is_left_out_and_where_sources_disagree(self, new, run):
        new.write_text("---\ndate: 2017-05-05\n---\n" + new.read_text(encoding="utf-8"), encoding="utf-8")
        told = run("add", new, "--dry-run").stderr
        assert "date 2017-05-05 (front matter)" in told
        assert "left out as furniture: " in told
        assert "file name says 2018-01-01; front matter wins" in told

    def test_an_undated_speech_is_told_to_be_undated(self, new, run):
        new.rename("new.txt")
        told = run("add", "new.txt").stderr
        assert "undated: nobody can tell what it has from whom; state it with --date" in told

    @pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
    def test_tools_get_nothing_but_rows_of_the_same_columns(self, new, run, form):
        text = run("add", new, "--dry-run", "-f", form).stdout
        if form == "json":
            found = json.loads(text)
        elif form == "jsonl":
            found = [json.loads(line) for line in text.splitlines()]
        else:
            found = rows(text, "," if form == "csv" else "\t")
        assert [list(row) for row in found] == [COLUMNS] * len(found)
        assert {row["what"] for row in found} <= PARTS
        assert {row["speech_id"] for row in found} == {"2018-01-01_戊_新"}
        (one,) = (row for row in found if row["label"] == "构建网络空间命运共同体")
        assert (one["what"], one["direction"]) == ("inherited", "earlier")
        assert (one["first_date"], one["first_speech"]) == ("2013-11-05", "2013-11-05_甲_共同维护")
        body = new.read_text(encoding="utf-8")
        assert [body[int(row["begin"]) : int(row["end"])] for row in found] == [row["text"] for row in found]

    @pytest.mark.parametrize("options", [("-f", "csv", "-q"), ("-q",)])
    def test_quiet_is_quiet(self, new, run, options):
        result = run("add", new, *options)
        assert (result.exit_code, result.stderr) == (ExitCode.OK, "")
        assert "构建网络空间命运共同体" in result.stdout

    def test_of_several_at_once_each_is_told(self, new, run):
        shutil.copy(new, "2019_己_又.txt")
        result = run("add", new, "2019_己_又.txt", "-f", "jsonl")
        assert {json.loads(line)["speech_id"] for line in result.stdout.splitlines()} == {
            "2018-01-01_戊_新",
            "2019_己_又",
        }
        assert "Added 2 speeches: now 5" in result.stderr
        assert len(speeches()) == 5

    def test_of_a_crowd_only_the_sum_is_told(self, new, run):
        Path("many").mkdir()
        for number in range(6):
            shutil.copy(new, f"many/{number}.txt")
        result = run("add", "many")
        assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
        assert "Added 6 speeches: now 9" in result.stderr


@pytest.mark.usefixtures("scanned")
class TestWhatIsStated:
    def test_it_goes_before_name_and_text(self, new, run):
        stated = ("--date", "2017-03", "--speaker", "庚", "--title", "题", "--venue", "乌镇")
        told = run("add", new, *stated).stderr
        assert "date 2017-03 (command line); speaker 庚 (command line); title 题 (command line)" in told
        assert "date: command line says 2017-03, file name says 2018-01-01; command line wins" in told
        row = speeches()["2018-01-01_戊_新"]
        assert [row[name] for name in ("date", "date_source")] == ["2017-03", "command line"]
        assert [row[name] for name in ("speaker", "title", "venue")] == ["庚", "题", "乌镇"]

    def test_it_stays_when_others_come_and_go(self, new, run):
        run("add", new, "--date", "2017-03", "-q")
        run("remove", "2014-06_乙_共享未来", "-q")
        assert [speeches()["2018-01-01_戊_新"][name] for name in ("date", "date_source")] == ["2017-03", "command line"]

    def test_it_may_have_a_name_of_its_own(self, new, run):
        run("add", new, "--id", " 我的 ")
        assert speeches()["我的"]["file"] == "2018-01-01_戊_新.txt"
        assert run("remove", "我的").exit_code == ExitCode.OK

    def test_a_blank_name_is_none(self, new, run):
        run("add", new, "--id", " ")
        assert "2018-01-01_戊_新" in speeches()

    @pytest.mark.parametrize("date", ["2019-13", "1.2.2021", "2019-02-30"])
    def test_a_date_that_is_none(self, new, refused, date):
        error, _ = refused(ExitCode.USAGE, "add", new, "--date", date)
        assert error.startswith("--date: ")

    @pytest.mark.parametrize("option", ["--title", "--speaker", "--venue", "--id"])
    def test_bytes_that_are_no_text(self, new, refused, option):
        assert refused(ExitCode.USAGE, "add", new, option, "\udcff")[0] == f"{option}: is not UTF-8"

    @pytest.mark.parametrize("option", ["--date", "--speaker", "--title", "--venue", "--id"])
    def test_of_two_speeches_nothing_can_be_stated(self, new, refused, option):
        shutil.copy(new, "other.txt")
        error, hint = refused(ExitCode.USAGE, "add", new, "other.txt", option, "2014")
        assert error == "2 speeches cannot share what is stated of one"
        assert "speeches.csv" in hint


@pytest.mark.usefixtures("scanned")
class TestStandardInput:
    def test_it_is_a_speech_like_any_other(self, new, run):
        result = run("add", "-", "--id", "来稿", "--date", "2018", stdin=new.read_bytes())
        assert result.exit_code == ExitCode.OK
        assert "来稿: formulae: 4 inherited" in result.stderr
        assert speeches()["来稿"]["date"] == "2018"

    @pytest.mark.parametrize("options", [(), ("--id", " ")])
    def test_it_needs_a_name(self, new, refused, options):
        error, hint = refused(ExitCode.USAGE, "add", "-", *options, stdin=new.read_bytes())
        assert error.startswith("-: ")
        assert "--id" in hint

    @pytest.mark.parametrize("content", [b"", b" \n\n"])
    def test_it_is_empty(self, refused, content):
        assert refused(ExitCode.FAILURE, "add", "-", "--id", "x", stdin=content)[0] == "standard input: is empty"

    def test_it_is_no_text(self, refused):
        error, _ = refused(ExitCode.FAILURE, "add", "-", "--id", "x", stdin=bytes(range(256)) * 20)
        assert "looks like binary data" in error


@pytest.mark.usefixtures("scanned")
class TestWhatIsWritten:
    def test_it_is_as_if_all_had_been_scanned(self, scanned, new, run):
        shutil.move(new, scanned / new)
        assert run("add", scanned / new, "-q").exit_code == ExitCode.OK
        run("scan", "speeches", "--index", "anew.duckdb", "--out", "anew", "-q")
        assert data_files() == data_files("anew")
        assert speeches()["2018-01-01_戊_新"]["file"] == "2018-01-01_戊_新.txt"

    def test_a_dry_run_writes_nothing_at_all(self, new, run, standing):
        before = standing()
        result = run("add", new, "--dry-run")
        assert result.exit_code == ExitCode.OK
        assert "2018-01-01_戊_新: formulae: 4 inherited" in result.stderr
        assert result.stderr.rstrip().endswith("Dry run: nothing was written.")
        assert standing() == before

    def test_without_a_report_the_index_alone_changes_and_it_is_told(self, new, run, standing):
        before = standing("reports")
        index = Path("lineage.duckdb").read_bytes()
        told = run("add", new, "--no-report").stderr
        assert "lineage.duckdb; `lineage report --index lineage.duckdb --out reports` renews reports" in told
        assert standing("reports") == before
        assert Path("lineage.duckdb").read_bytes() != index
        stale = "reports: is of another state than the index"
        assert stale in run("query", new).stderr
        assert run("report", "-q").exit_code == ExitCode.OK
        assert stale not in run("query", new).stderr
        assert len(speeches()) == 4

    def test_one_outside_the_folder_goes_by_its_own_name(self, new, run):
        Path("elsewhere/deep").mkdir(parents=True)
        shutil.move(new, "elsewhere/deep/x.txt")
        run("add", "elsewhere/deep/x.txt")
        assert speeches()["x"]["file"] == "x.txt"

    def test_two_of_one_stem_are_called_as_a_scan_calls_them(self, scanned, new, run):
        beside = scanned / "2021_丙_共同规则.md"
        shutil.move(new, beside)
        result = run("add", beside, "-f", "jsonl")
        names = {"2021_丙_共同规则.md", "2021_丙_共同规则.txt"}
        assert names <= speeches().keys()
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert {row["speech_id"] for row in found} == {"2021_丙_共同规则.md"}
        (one,) = (row for row in found if row["label"] == "构建网络空间命运共同体")
        assert one["speeches"] == 3  # the .txt is one of the others
        assert "2021_丙_共同规则.md: formulae: 4 inherited" in result.stderr

    def test_a_table_beside_it_is_heard(self, new, run):
        Path("speeches.csv").write_text("file,speaker,id\n2018-01-01_戊_新.txt,辛,表\n", encoding="utf-8")
        run("add", new)
        assert speeches()["表"]["speaker"] == "辛"

    def test_other_places_for_index_and_results(self, new, run, standing):
        places = ("--index", "kept/i.duckdb", "--out", "kept/out")
        run("scan", "speeches", *places)
        before = standing("reports") | {"index": Path("lineage.duckdb").read_bytes()}
        assert run("add", new, *places).exit_code == ExitCode.OK
        assert len(speeches("kept/out")) == 4
        assert standing("reports") | {"index": Path("lineage.duckdb").read_bytes()} == before


@pytest.mark.usefixtures("scanned")
class TestWhatIsRefused:
    def test_there_is_no_index(self, new, refused):
        Path("lineage.duckdb").unlink()
        error, hint = refused(ExitCode.FAILURE, "add", new)
        assert error == "lineage.duckdb: there is no index"
        assert "lineage scan" in hint

    def test_it_is_in_the_index_already(self, scanned, refused):
        error, hint = refused(ExitCode.FAILURE, "add", scanned / "2021_丙_共同规则.txt")
        assert error == "2021_丙_共同规则: in the index already"
        assert "lineage remove" in hint
        error, hint = refused(ExitCode.FAILURE, "add", "speeches")
        assert error == "speeches: holds no speech that is not in the index already"
        assert "lineage scan" in hint

    def test_its_name_is_taken(self, new, refused):
        error, _ = refused(ExitCode.FAILURE, "add", new, "--id", "2021_丙_共同规则")
        assert error == "2021_丙_共同规则: in the index already"

    def test_it_is_not_there(self, refused):
        assert refused(ExitCode.FAILURE, "add", "gone.txt")[0] == "gone.txt: does not exist"

    def test_a_folder_without_speeches(self, refused):
        Path("empty").mkdir()
        assert refused(ExitCode.FAILURE, "add", "empty")[0] == "empty: holds no speech that can be read"

    def test_one_of_another_kind(self, refused):
        Path("paper.doc").write_bytes(b"old")
        error, hint = refused(ExitCode.FAILURE, "add", "paper.doc")
        assert error == "paper.doc: holds no speech that can be read (paper.doc: .doc is not read)"
        assert ".docx" in hint

    def test_one_that_is_broken(self, refused):
        Path("paper.pdf").write_bytes(b"%PDF-1.7")
        error, hint = refused(ExitCode.FAILURE, "add", "paper.pdf")
        assert error.startswith("paper.pdf: holds no speech that can be read (paper.pdf: cannot be read as a PDF")
        assert "plain text" in hint

    @pytest.mark.parametrize(("options", "code"), [((), ExitCode.OK), (("--strict",), ExitCode.SKIPPED)])
    def test_what_cannot_be_read_is_skipped_and_told(self, new, run, options, code):
        Path("bytes.txt").write_bytes("先易后难".encode() + b"\xff\xfe\xfa\x80" * 30)
        result = run("add", new, "bytes.txt", *options)
        assert result.exit_code == code
        assert "bytes.txt: not read, cannot be read as utf-8: byte 0xFF" in result.stderr
        assert "Added 1 speech: now 4" in result.stderr

    def test_somebody_elses_results(self, new, refused):
        Path("theirs").mkdir()
        Path("theirs/thesis.doc").touch()
        error, _ = refused(ExitCode.FAILURE, "add", new, "--out", "theirs")
        assert error == "theirs: holds files that lineage did not write"

    def test_pages_in_a_language_they_do_not_speak(self, new, refused):
        refused(ExitCode.USAGE, "add", new, "--lang", "tlh")
