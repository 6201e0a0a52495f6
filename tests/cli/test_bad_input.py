"""What bad input gets: a message with file, reason and next step, the right exit code, nothing half-written."""

import errno
import os
import shutil
from pathlib import Path

import duckdb
import pytest

import lineage.pipeline.publishing
import lineage.pipeline.scanning
from lineage.errors import ExitCode
from lineage.index import FORMAT_VERSION


def standing() -> dict[str, bytes]:
    """Everything in the current folder but the speeches."""
    files = (path for path in Path().rglob("*") if path.is_file() and path.parts[0] != "speeches")
    return {path.as_posix(): path.read_bytes() for path in files}


def message(result, code: ExitCode) -> str:
    """What was complained of; it must come with a next step, and with nothing on stdout."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    error, hint = result.stderr.strip().splitlines()[-2:]
    assert error.startswith("error: ")
    assert hint.startswith("  → ")
    return error.removeprefix("error: ")


class TestSpeeches:
    @pytest.mark.usefixtures("folder")
    def test_no_such_folder(self, run):
        assert message(run("scan", "nowhere"), ExitCode.FAILURE) == "nowhere: does not exist"
        assert standing() == {}

    @pytest.mark.usefixtures("folder")
    def test_an_empty_folder(self, run):
        Path("empty").mkdir()
        assert message(run("scan", "empty"), ExitCode.FAILURE) == "empty: holds no speech that can be read"
        assert not Path("reports").exists()

    @pytest.mark.usefixtures("folder")
    def test_no_readable_file_names_the_reasons(self, run):
        bad = Path("bad")
        bad.mkdir()
        (bad / "binary.txt").write_bytes(bytes(range(256)) * 20)
        (bad / "empty.txt").touch()
        (bad / "old.doc").write_bytes(b"old")
        (bad / "scan.pdf").write_bytes(b"%PDF-1.7")
        told = message(run("scan", bad), ExitCode.FAILURE)
        assert told.startswith("bad: holds no speech that can be read (4 skipped: ")
        assert "binary.txt: looks like binary data" in told
        assert "empty.txt: holds no text" in told
        assert "old.doc: .doc is not read" in told

    def test_one_speech_only(self, folder, run):
        one, *others = folder.iterdir()
        for other in others:
            other.unlink()
        assert message(run("scan", "speeches"), ExitCode.FAILURE) == f"speeches: holds only one speech, {one.name}"

    def test_bytes_that_are_no_text_are_skipped_and_the_rest_goes_on(self, folder, run):
        (folder / "bytes.txt").write_bytes("先易后难".encode() + b"\xff\xfe\xfa\x80" * 30)
        result = run("scan", "speeches")
        assert result.exit_code == ExitCode.OK
        assert "bytes.txt: not read, cannot be read as utf-8: byte 0xFF at offset 12" in result.stderr
        assert "--encoding" in result.stderr
        assert "3 speeches, 1 file skipped" in result.stderr

    def test_a_file_that_vanishes_while_reading(self, folder, run, monkeypatch):
        def discover_and_lose(*arguments, **options):
            found = discover(*arguments, **options)
            (folder / "2021_丙_共同规则.txt").unlink()
            return found

        discover = lineage.pipeline.scanning.discover
        monkeypatch.setattr(lineage.pipeline.scanning, "discover", discover_and_lose)
        result = run("scan", "speeches")
        assert result.exit_code == ExitCode.OK
        assert "2021_丙_共同规则.txt: not read, cannot be read (No such file or directory)" in result.stderr
        assert "2 speeches, 1 file skipped" in result.stderr

    def test_links_that_loop_lead_out_or_lead_nowhere(self, folder, run):
        outside = Path("outside.txt")
        outside.write_text("先易后难", encoding="utf-8")
        (folder / "loop").symlink_to(folder, target_is_directory=True)
        (folder / "out.txt").symlink_to(outside.absolute())
        (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
        result = run("scan", "speeches")
        for told in ("loop: not read", "out.txt: not read, a link that leads out", "nowhere.txt: not read"):
            assert told in result.stderr
        assert "3 speeches, 3 files skipped" in result.stderr

    def test_one_long_line_without_a_mark(self, folder, run):
        (folder / "long.txt").write_text("构建网络空间命运共同体" * 10_000, encoding="utf-8")
        result = run("scan", "speeches")
        assert result.exit_code == ExitCode.OK
        assert "4 speeches" in result.stderr

    def test_colliding_names_get_longer_identifiers(self, folder, run):
        shutil.copy(folder / "2021_丙_共同规则.txt", folder / "2021_丙_共同规则.md")
        run("scan", "speeches")
        lines = Path("reports/data/speeches.csv").read_text(encoding="utf-8").splitlines()
        assert {"2021_丙_共同规则.txt", "2021_丙_共同规则.md"} <= {line.partition(",")[0] for line in lines}

    def test_colliding_identifiers_are_refused(self, folder, run):
        names = sorted(path.name for path in folder.iterdir())
        (folder / "speeches.csv").write_text(f"file,id\n{names[0]},same\n{names[1]},same\n", encoding="utf-8")
        told = message(run("scan", "speeches"), ExitCode.FAILURE)
        assert told == f"{names[0]} and {names[1]} would both be called same"


class TestTheTable:
    @pytest.mark.parametrize(
        ("table", "told"),
        [
            ("name,date\na,2014\n", "speeches.csv: there is no column `file`; columns found: name, date"),
            ("file\na.txt\na.txt\n", "speeches.csv, row 3: a.txt has a row already"),
            ('file\n"a\n', "speeches.csv, line 2: unexpected end of data"),
        ],
    )
    def test_a_table_that_cannot_be_used(self, folder, run, table, told):
        (folder / "speeches.csv").write_text(table, encoding="utf-8")
        assert message(run("scan", "speeches"), ExitCode.FAILURE).endswith(told)
        assert standing() == {}

    def test_unknown_files_and_bad_dates_are_warnings(self, folder, run):
        name = "2021_丙_共同规则.txt"
        (folder / "speeches.csv").write_text(f"file,date\ngone.txt,2014\n{name},1.2.2021\n", encoding="utf-8")
        result = run("scan", "speeches")
        assert result.exit_code == ExitCode.OK
        assert "row 2: there is no file gone.txt" in result.stderr
        assert f"row 3 ({name}): '1.2.2021' is not a date" in result.stderr

    def test_an_encoding_that_does_not_exist_names_the_file(self, folder, run):
        name = "2021_丙_共同规则.txt"
        (folder / "speeches.csv").write_text(f"file,encoding\n{name},klingon\n", encoding="utf-8")
        result = run("scan", "speeches")
        assert result.exit_code == ExitCode.OK
        assert f"{name}: not read, there is no text encoding 'klingon'" in result.stderr


class TestSettings:
    @pytest.mark.usefixtures("folder")
    def test_every_mistake_of_a_settings_file_is_told_at_once(self, run):
        Path("lineage.toml").write_text('min_speaches = 3\nmin_score = "high"\n', encoding="utf-8")
        told = message(run("scan", "speeches"), ExitCode.USAGE)
        assert told.startswith("lineage.toml: ")
        assert "unknown setting 'min_speaches', did you mean 'min_speeches'?" in told
        assert "min_score must be a number, not 'high'" in told

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize(("option", "name"), [("--config", "gone.toml"), ("--config", "speeches")])
    def test_a_settings_file_that_cannot_be_read(self, run, option, name):
        assert message(run("scan", "speeches", option, name), ExitCode.USAGE).startswith(f"{name}: cannot be read")

    @pytest.mark.usefixtures("folder")
    def test_a_pattern_that_is_none_is_told_once(self, run):
        Path("lineage.toml").write_text('ignore = ["re:("]\n', encoding="utf-8")
        assert "not a regular expression" in message(run("scan", "speeches"), ExitCode.USAGE)

    @pytest.mark.usefixtures("folder")
    def test_an_ignore_file_that_is_not_there(self, run):
        result = run("scan", "speeches", "--ignore", "gone.txt")
        assert "gone.txt" in message(result, ExitCode(result.exit_code))
        assert result.exit_code in (ExitCode.FAILURE, ExitCode.USAGE)


class TestTheOutputFolder:
    @pytest.mark.usefixtures("folder")
    def test_somebody_elses_folder_is_refused_without_force(self, run):
        Path("theirs").mkdir()
        Path("theirs/thesis.doc").write_text("years of work", encoding="utf-8")
        told = message(run("scan", "speeches", "--out", "theirs"), ExitCode.FAILURE)
        assert told == "theirs: holds files that lineage did not write"
        assert os.listdir("theirs") == ["thesis.doc"]  # noqa: PTH208
        assert run("scan", "speeches", "--out", "theirs", "--force").exit_code == ExitCode.OK
        assert Path("theirs/thesis.doc").read_text(encoding="utf-8") == "years of work"
        assert Path("theirs/data/run.json").is_file()
        assert run("scan", "speeches", "--out", "theirs").exit_code == ExitCode.OK

    @pytest.mark.parametrize("force", [(), ("--force",)])
    def test_the_scanned_folder_itself_is_refused_even_with_force(self, folder, run, force):
        told = message(run("scan", "speeches", "--out", folder, *force), ExitCode.USAGE)
        assert told == f"{folder}: holds the speeches, and the results need a folder of their own"
        assert len(list(folder.iterdir())) == 3

    @pytest.mark.usefixtures("folder")
    def test_somebody_elses_data_is_not_replaced_even_with_force(self, run):
        Path("theirs/data").mkdir(parents=True)
        Path("theirs/data/run.json").write_text('{"tool": "another"}', encoding="utf-8")
        told = message(run("scan", "speeches", "--out", "theirs", "--force"), ExitCode.FAILURE)
        assert told == f"{Path('theirs/data')}: would be replaced, but lineage did not write it"

    @pytest.mark.usefixtures("folder")
    def test_a_readme_is_welcome(self, run):
        Path("reports").mkdir()
        Path("reports/README.md").write_text("mine", encoding="utf-8")
        for _ in range(2):
            assert run("scan", "speeches").exit_code == ExitCode.OK
        assert Path("reports/README.md").read_text(encoding="utf-8") == "mine"

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("out", ["file", "file/below"])
    def test_a_file_where_a_folder_is_needed(self, run, out):
        Path("file").write_text("mine", encoding="utf-8")
        assert message(run("scan", "speeches", "--out", out), ExitCode.FAILURE).startswith(f"{Path(out)}: ")
        assert standing() == {"file": b"mine"}

    @pytest.mark.usefixtures("folder")
    def test_a_full_disk_leaves_the_old_results(self, run, monkeypatch):
        run("scan", "speeches", "--index", "kept")
        before = {name: data for name, data in standing().items() if name != "kept"}

        def fill(data, *_):
            (data / "formulae.csv").write_bytes(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(lineage.pipeline.publishing, "write_data", fill)
        told = message(run("scan", "speeches", "--index", "kept"), ExitCode.FAILURE)
        assert told == "reports: cannot be written (No space left on device)"
        assert {name: data for name, data in standing().items() if name != "kept"} == before


class TestTheIndex:
    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("content", [b"", b"just text\n", b"\x00" * 5000])
    def test_another_kind_of_file_is_never_overwritten(self, run, content):
        Path("mine").write_bytes(content)
        assert message(run("scan", "speeches", "--index", "mine"), ExitCode.INCOMPATIBLE_INDEX).startswith("mine: ")
        assert standing() == {"mine": content}

    @pytest.mark.usefixtures("folder")
    def test_somebody_elses_database_is_never_overwritten(self, run):
        with duckdb.connect("theirs.duckdb") as connection:
            connection.execute("CREATE TABLE mine AS SELECT 1")
        before = standing()
        told = message(run("scan", "speeches", "--index", "theirs.duckdb"), ExitCode.INCOMPATIBLE_INDEX)
        assert told.startswith("theirs.duckdb: is no index of lineage")
        assert standing() == before

    @pytest.mark.usefixtures("folder")
    def test_a_newer_format_is_refused(self, run):
        run("scan", "speeches")
        with duckdb.connect("lineage.duckdb") as connection:
            connection.execute("UPDATE meta SET value = '9' WHERE key = 'format'")
            connection.execute("UPDATE meta SET value = '9.1' WHERE key = 'writer'")
        before = standing()
        result = run("scan", "speeches")
        told = message(result, ExitCode.INCOMPATIBLE_INDEX)
        assert told == f"lineage.duckdb: has index format 9, this lineage reads formats up to {FORMAT_VERSION}"
        assert "lineage 9.1" in result.stderr
        assert standing() == before

    @pytest.mark.usefixtures("folder")
    def test_a_damaged_index_is_refused(self, run):
        run("scan", "speeches")
        path = Path("lineage.duckdb")
        path.write_bytes(path.read_bytes()[:20_000] + b"\xff" * 200_000)
        message(run("scan", "speeches"), ExitCode.INCOMPATIBLE_INDEX)

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("index", ["speeches", "file/below"])
    def test_a_place_that_cannot_hold_it_is_told_before_the_work(self, run, index, monkeypatch):
        Path("file").touch()
        monkeypatch.setattr(
            lineage.pipeline.reading, "gather", lambda *_: pytest.fail("the work was done all the same")
        )
        assert message(run("scan", "speeches", "--index", index), ExitCode.FAILURE).startswith(f"{Path(index)}: ")
        assert standing() == {"file": b""}


class TestHostileNamesAndText:
    def test_names_with_controls_are_shown_spelled_out(self, folder, run):
        (folder / "esc\x1b[31m.txt").touch()
        (folder / "new\nline.txt").touch()
        told = run("scan", "speeches").stderr
        assert "esc\\x1b[31m.txt: not read" in told
        assert "new line.txt: not read" in told
        assert "\x1b" not in told

    def test_names_that_are_not_utf_8_are_skipped(self, folder, run):
        name = os.fsdecode(b"latin\xe9.txt")
        try:
            (folder / name).write_bytes((folder / "2021_丙_共同规则.txt").read_bytes())
        except OSError:
            pytest.skip("this file system holds no such names")
        assert "3 speeches, 1 file skipped" in run("scan", "speeches").stderr
        assert "3 speeches, 1 file skipped" in run("scan", *folder.iterdir()).stderr

    def test_escapes_and_markup_of_the_text_are_text(self, folder, run):
        hostile = "网络空间命\x1b[31m运共同\u202e体[/red]很好[bold]。"
        for path in folder.iterdir():
            path.write_text(hostile + path.read_text(encoding="utf-8"), encoding="utf-8")
        shown = run("scan", "speeches", "--min-score", "0").stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "运共同" in shown

    def test_halves_of_characters_are_borne(self, folder, run):
        for path in folder.iterdir():
            path.write_bytes(path.read_text(encoding="utf-8").encode("utf-7"))
        (folder / "half.txt").write_bytes("先易后难。".encode("utf-7") + b"+2AA-")
        result = run("scan", "speeches", "--encoding", "utf-7")
        assert result.exit_code == ExitCode.OK
        assert "half.txt: 1 halves of surrogate pairs" in result.stderr
