"""Every option of `lineage scan`, and the exit code it ends with, on three made-up speeches."""

import csv
import io
import json
from pathlib import Path

import pytest

from lineage import __version__, machine
from lineage.errors import ExitCode


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def written(name: str = "formulae.csv", out: str = "reports") -> list[dict[str, str]]:
    return rows((Path(out) / "data" / name).read_text(encoding="utf-8"))


def canonicals(out: str = "reports") -> set[str]:
    return {row["canonical"] for row in written(out=out)}


def settings_of(out: str = "reports") -> dict:
    return json.loads((Path(out) / "data" / "run.json").read_bytes())["settings"]


def test_a_scan_shows_a_table_and_says_where_everything_stands(folder, run):
    result = run("scan", "speeches")
    assert result.exit_code == ExitCode.OK
    assert "构建网络空间命运共同体" in result.stdout
    assert "2013-11-05" in result.stdout
    assert "3 speeches, 0 files skipped" in result.stderr
    assert str(Path("reports", "data")) in result.stderr
    assert Path("lineage.duckdb").is_file()
    assert "构建网络空间命运共同体" in canonicals()


@pytest.mark.parametrize("arguments", [("--version",), ("scan", "speeches", "-q")])
def test_stderr_is_silent_when_nothing_is_to_be_said(folder, run, arguments):
    result = run(*arguments)
    assert result.exit_code == ExitCode.OK
    assert result.stderr == ""


def test_the_version_is_told(run):
    assert run("--version").stdout == f"lineage {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_told_on_every_level(run, flag):
    assert "scan" in run(flag).stdout
    told = run("scan", flag).stdout
    options = "out index config min-speeches min-length min-score limit kind ignore encoding jobs format strict force"
    for option in (*options.split(), "verbose", "quiet"):
        assert f"--{option}" in told
    for default in ("reports", "lineage.duckdb", "20000", "0.04"):
        assert default in told


def test_without_arguments_the_help_is_shown(run):
    result = run()
    assert result.exit_code == ExitCode.USAGE
    assert "scan" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan",),
        ("scan", "speeches", "--no-such-option"),
        ("scan", "speeches", "--format", "xml"),
        ("scan", "speeches", "--jobs", "0"),
        ("scan", "speeches", "--min-speeches", "two"),
        ("scan", "speeches", "--min-speeches", "1"),
        ("scan", "speeches", "--min-length", "0"),
        ("scan", "speeches", "--min-score", "1.5"),
        ("scan", "speeches", "--min-score", "nan"),
        ("scan", "speeches", "--limit", "0"),
        ("scan", "speeches", "--kind", "proverb"),
        ("scan", "speeches", "--encoding", "no-such-encoding"),
        ("scna", "speeches"),
    ],
)
def test_a_wrong_call_is_a_usage_error_and_leaves_no_trace(folder, run, arguments):
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.strip()
    assert result.stdout == ""
    assert [path.name for path in Path().iterdir()] == ["speeches"]


def test_out_and_index_name_where_results_go(folder, run):
    run("scan", "speeches", "--out", "here/results", "--index", "there/kept.db")
    assert canonicals("here/results")
    assert Path("there/kept.db").is_file()
    assert not Path("reports").exists()
    assert not Path("lineage.duckdb").exists()


def test_min_speeches_leaves_out_what_fewer_share(folder, run):
    run("scan", "speeches")
    assert "你中有我我中有你" in canonicals()
    run("scan", "speeches", "--min-speeches", "3")
    assert canonicals()
    assert all(int(row["speeches"]) >= 3 for row in written())


def test_min_length_leaves_out_what_is_shorter(folder, run):
    run("scan", "speeches", "--min-length", "6")
    assert canonicals()
    assert all(len(name) >= 6 for name in canonicals())


def test_min_score_leaves_out_what_scores_less(folder, run):
    run("scan", "speeches", "--min-score", "0")
    scores = sorted(float(row["score"]) for row in written())
    cut = (scores[0] + scores[-1]) / 2
    run("scan", "speeches", "--min-score", cut)
    kept = [float(row["score"]) for row in written()]
    assert 0 < len(kept) < len(scores)
    assert all(score >= cut for score in kept)


def test_limit_lists_the_first_ones(folder, run):
    run("scan", "speeches")
    every = [row["canonical"] for row in written()]
    run("scan", "speeches", "--limit", "2")
    assert [row["canonical"] for row in written()] == every[:2]


def test_kind_picks_kinds_and_may_be_repeated(folder, run):
    run("scan", "speeches", "--min-score", "0")
    kinds = {row["kind"] for row in written()}
    assert len(kinds) > 1
    for chosen in (sorted(kinds)[:1], sorted(kinds)[:2]):
        run("scan", "speeches", "--min-score", "0", *(part for kind in chosen for part in ("--kind", kind)))
        assert {row["kind"] for row in written()} == set(chosen)


def test_ignore_leaves_out_the_users_own_furniture_and_reads_the_list_as_no_speech(folder, run):
    (folder / "ignored.txt").write_text("# mine\n先易后难\nre:谢谢..\n", encoding="utf-8")
    result = run("scan", "speeches", "--ignore", "speeches/ignored.txt")
    assert not canonicals() & {"先易后难", "谢谢大家"}
    assert "3 speeches" in result.stderr
    assert "ignored 5" in result.stderr


def test_encoding_reads_every_file_as_told(folder, run):
    for path in folder.iterdir():
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    run("scan", "speeches", "--encoding", "gb18030")
    assert {row["encoding"] for row in written("speeches.csv")} == {"gb18030"}


def test_jobs_change_no_byte(folder, run):
    run("scan", "speeches", "--out", "one", "--index", "one.duckdb", "--jobs", "1")
    run("scan", "speeches", "--out", "two", "--index", "two.duckdb", "--jobs", "2")
    files = sorted(path.name for path in Path("one/data").glob("*.csv"))
    assert {"formulae.csv", "occurrences.csv", "speeches.csv", "variants.csv"} <= set(files)
    for name in files:
        assert Path("one/data", name).read_bytes() == Path("two/data", name).read_bytes()


def test_strict_tells_skipped_files_by_exit_code(folder, run):
    assert run("scan", "speeches", "--strict").exit_code == ExitCode.OK
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    assert run("scan", "speeches").exit_code == ExitCode.OK
    strict = run("scan", "speeches", "--strict")
    assert strict.exit_code == ExitCode.SKIPPED
    assert "binary.txt: not read, looks like binary data" in strict.stderr
    assert canonicals()


def test_verbose_tells_what_was_understood(folder, run):
    told = run("scan", "speeches", "-v").stderr
    assert "2014-06_乙_共享未来: utf-8 (strict UTF-8), Hans, date 2014-06 (file name), speaker 乙 (file name)" in told


def test_many_warnings_are_counted_and_verbose_lists_all(folder, run):
    for number in range(30):
        (folder / f"{number}.txt").touch()
    short, long = run("scan", "speeches").stderr, run("scan", "speeches", "-v").stderr
    assert short.count("holds no text") == 20
    assert "and 10 warnings more" in short
    assert long.count("holds no text") == 30


def test_settings_come_from_lineage_toml_and_options_go_before_them(folder, run):
    Path("lineage.toml").write_text("min_speeches = 3\nlimit = 7\n", encoding="utf-8")
    run("scan", "speeches", "--limit", "9")
    assert (settings_of()["min_speeches"], settings_of()["limit"]) == (3, 9)
    Path("other.toml").write_text("limit = 5\n", encoding="utf-8")
    run("scan", "speeches", "--config", "other.toml")
    assert (settings_of()["min_speeches"], settings_of()["limit"]) == (2, 5)


class TestFormats:
    @pytest.mark.usefixtures("folder")
    def test_json_lines(self, run):
        lines = [json.loads(line) for line in run("scan", "speeches", "--format", "jsonl").stdout.splitlines()]
        assert [line["canonical"] for line in lines] == [row["canonical"] for row in written()]
        assert lines[0]["rank"] == 1
        assert isinstance(lines[0]["score"], float)
        assert isinstance(lines[0]["cohesion"], float)

    @pytest.mark.usefixtures("folder")
    def test_json(self, run):
        records = json.loads(run("scan", "speeches", "-f", "json").stdout)
        assert [record["formula_id"] for record in records] == [row["formula_id"] for row in written()]

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
    def test_csv_and_tsv_are_the_data_file(self, run, form, delimiter):
        assert rows(run("scan", "speeches", "--format", form).stdout, delimiter) == written()

    def test_data_goes_to_stdout_and_talk_to_stderr(self, folder, run):
        (folder / "empty.txt").touch()
        result = run("scan", "speeches", "--format", "jsonl")
        assert all(line.startswith("{") for line in result.stdout.splitlines())
        assert "empty.txt: not read, holds no text" in result.stderr

    @pytest.mark.usefixtures("folder")
    def test_nothing_found_is_no_error_and_is_said(self, run):
        result = run("scan", "speeches", "--min-score", "1")
        assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
        assert "Nothing found" in result.stderr
        assert run("scan", "speeches", "--min-score", "1", "-f", "json").stdout == "[]\n"
        assert len(run("scan", "speeches", "--min-score", "1", "-f", "csv").stdout.splitlines()) == 1

    @pytest.mark.usefixtures("folder")
    def test_the_table_shows_the_first_and_says_so(self, corpus_folder, run):
        result = run("scan", corpus_folder)
        assert len(result.stdout.strip().splitlines()) == 22
        assert "The first 20 of" in result.stderr

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("columns", [40, 60, 80])
    def test_a_narrow_terminal_keeps_the_wording(self, run, columns):
        lines = run("scan", "speeches", columns=columns).stdout.splitlines()
        heading = next(line for line in lines if "rank" in line)
        assert "formula" in heading
        assert ("last" in heading) == (columns == 80)
        assert "先易后难" in "".join(lines)


def test_unchanged_speeches_are_not_read_again(folder, run):
    def reused() -> int:
        run("scan", "speeches", "-q")
        return json.loads(Path("reports/data/run.json").read_bytes())["timing"]["reused"]

    assert reused() == 0
    first = {path.name: path.read_bytes() for path in Path("reports/data").glob("*.csv")}
    assert reused() == 3
    assert first == {path.name: path.read_bytes() for path in Path("reports/data").glob("*.csv")}
    (folder / "2021_丙_共同规则.txt").write_text("先易后难，命运共同体。", encoding="utf-8")
    assert reused() == 2


def test_a_path_given_twice_counts_once(folder, run):
    file = folder / "2021_丙_共同规则.txt"
    assert "3 speeches" in run("scan", "speeches", "speeches").stderr
    assert "3 speeches" in run("scan", "speeches", file).stderr
    assert "3 speeches" in run("scan", *folder.iterdir()).stderr


def test_results_and_index_inside_the_folder_are_not_read(folder, run, monkeypatch):
    monkeypatch.chdir(folder)
    arguments = ("scan", ".", "--index", "kept.db", "--strict")
    for _ in range(2):
        result = run(*arguments)
        assert result.exit_code == ExitCode.OK, result.stderr
        assert "3 speeches, 0 files skipped" in result.stderr


def test_names_stay_as_they_are_in_unicode(folder, run):
    decomposed, device = "cafe\u0301.txt", "CON.txt"
    for name in (decomposed, device):
        (folder / name).write_text("先易后难，命运共同体。", encoding="utf-8")
    run("scan", "speeches")
    assert {"caf\u00e9", "CON"} <= {row["speech_id"] for row in written("speeches.csv")}


def test_memory_can_be_bounded(folder, run, monkeypatch):
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    free = written()
    monkeypatch.setattr(machine, "_LARGE", 1)
    assert run("scan", "speeches", "-q", "--force", "--memory-limit", "1GB").exit_code == ExitCode.OK
    assert written() == free
    assert not list(Path().glob("*.spill"))


@pytest.mark.parametrize("amount", ["much", "GB"])
def test_an_amount_of_memory_that_is_none_is_told(folder, run, amount):
    result = run("scan", "speeches", "--memory-limit", amount)
    assert result.exit_code == ExitCode.USAGE
    assert f"{amount}: is no amount of memory" in result.stderr
    assert "2GB" in result.stderr


def test_a_dry_run_tells_what_would_be_read_and_writes_nothing(folder, run, standing):
    (folder / "broken.docx").write_bytes(b"PK no zip")
    (folder / "undated.txt").write_text("凡事先易后难。", encoding="utf-8")
    before = standing()
    result = run("scan", "speeches", "--dry-run", "-f", "csv")
    assert result.exit_code == ExitCode.OK
    rows = [*csv.DictReader(result.stdout.splitlines())]
    told = [(row["file"], row["encoding"], row["date"], row["date_provenance"], row["speaker"]) for row in rows]
    assert told[0] == ("2013-11-05_甲_共同维护.txt", "utf-8", "2013-11-05", "file name", "甲")
    assert [row[2:] for row in told if row[0] == "undated.txt"] == [("", "", "")]
    assert "broken.docx: not read" in result.stderr
    assert "Dry run: 4 speeches, 1 of them undated, 1 file skipped; nothing was compared or written." in result.stderr
    assert run("scan", "speeches", "--dry-run", "--strict", "-q").exit_code == ExitCode.SKIPPED
    assert standing() == before
