"""`lineage settings`, and that each command heeds variables and files without knowing of them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lineage.errors import ExitCode
from lineage.settings import ABOUT, user_file

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own settings stand: nowhere as yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    return user_file()


def say(path: Path | str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def language(folder: str = "reports") -> str:
    return Path(folder, "index.html").read_text(encoding="utf-8").partition('<html lang="')[2][:2]


@pytest.fixture
def said(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say("lineage.toml", 'kinds = ["name", "idiom"]\nindex = "my.duckdb"\n')
    say(home, "limit = 5\nmin_length = 9\n")
    monkeypatch.setenv("LINEAGE_MIN_LENGTH", "6")
    monkeypatch.setenv("LINEAGE_JOBS", "2")


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_tools_get_every_setting_with_who_says_it(run, home, form):
    out = run("settings", "--format", form).stdout
    if form == "json":
        rows = json.loads(out)
    elif form == "jsonl":
        rows = [json.loads(line) for line in out.splitlines()]
    else:
        rows = list(csv.DictReader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
    told = {row["setting"]: (row["value"], row["from"], row["layer"]) for row in rows}
    text = form in ("csv", "tsv")
    assert list(told) == list(ABOUT)
    assert told["kinds"] == ("name,idiom" if text else ["name", "idiom"], "lineage.toml", "project")
    assert told["min_length"] == ("6" if text else 6, "LINEAGE_MIN_LENGTH", "environment")
    assert told["limit"] == ("5" if text else 5, str(home), "user")
    assert told["jobs"] == ("2" if text else 2, "LINEAGE_JOBS", "environment")
    assert told["memory_limit"] == ("", "default", "default")
    assert told["index"] == ("my.duckdb", "lineage.toml", "project")
    assert all(row["meaning"] and row["range"] and row["variable"].startswith("LINEAGE_") for row in rows)
    assert {str(row["decides_results"]).lower() for row in rows} == {"true", "false"}


@pytest.mark.usefixtures("said")
def test_a_table_tells_all_of_it_within_80_columns(run, home):
    result = run("settings", columns=80)
    assert "kinds         name,idiom            from lineage.toml\n" in result.stdout
    assert "min_length    6                     from LINEAGE_MIN_LENGTH\n" in result.stdout
    assert "encoding      told file by file     default\n" in result.stdout
    assert "  A formula stands in at least so many speeches. Range: 2 to 1,000,000.\n" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if str(home) not in line)
    assert result.stderr.splitlines() == [
        "lineage.toml: read",
        "pyproject.toml: not asked, since there is lineage.toml",
        f"{home}: read",
    ]


@pytest.mark.usefixtures("said")
def test_defaults_ask_nobody(run, monkeypatch):
    say("lineage.toml", "nonsense = [")
    monkeypatch.setenv("LINEAGE_LIMIT", "x")
    result = run("settings", "--defaults", "--format", "jsonl")
    assert {json.loads(line)["from"] for line in result.stdout.splitlines()} == {"default"}
    assert result.stderr == ""


@pytest.mark.usefixtures("folder")
def test_mistakes_are_refused(refused, run):
    say("lineage.toml", "min_speaches = 3")
    message, hint = refused(ExitCode.USAGE, "settings")
    assert message == "lineage.toml: unknown setting 'min_speaches', did you mean 'min_speeches'?"
    assert "`lineage settings --defaults`" in hint
    assert run("settings", "--defaults").exit_code == ExitCode.OK


def test_every_command_has_the_option(run):
    for command in ("scan", "add", "query", "trace", "compare", "speeches", "formulae", "remove", "report"):
        assert "--config" in run(command, "--help").stdout, command
    for form in ("csv", "jsonl", "parquet", "tei", "gexf", "graphml", "bibtex", "kwic"):
        assert "--config" in run("export", form, "--help").stdout, form


def test_the_index_is_where_a_variable_says(scanned, run, new, monkeypatch):
    Path("lineage.duckdb").rename("elsewhere.duckdb")
    monkeypatch.setenv("LINEAGE_INDEX", "elsewhere.duckdb")
    speech = "2021_丙_共同规则"
    for command in (
        ["scan", "speeches"],
        ["query", new],
        ["add", new],
        ["trace", "先易后难"],
        ["compare", "2013", "2021"],
        ["speeches"],
        ["formulae"],
        ["export", "bibtex"],
        ["export", "kwic", "--out", "-"],
        ["remove", speech],
        ["report"],
    ):
        result = run(*command)
        assert result.exit_code == ExitCode.OK, (command, result.output)
        assert not Path("lineage.duckdb").exists(), command


def test_a_flag_goes_before_a_variable(scanned, run, monkeypatch):
    monkeypatch.setenv("LINEAGE_INDEX", "gone.duckdb")
    assert "gone.duckdb: there is no index" in run("formulae").stderr
    assert run("formulae", "--index", "lineage.duckdb").exit_code == ExitCode.OK


def test_an_export_does_not_go_to_the_folder_of_the_results(scanned, run, monkeypatch):
    monkeypatch.setenv("LINEAGE_OUT", "reports")
    assert run("export", "bibtex").exit_code == ExitCode.OK
    assert Path("lineage.bib").is_file()


def test_a_pyproject_says_what_a_scan_does(folder, run):
    text = '[tool.lineage]\nindex = "state/my.duckdb"\nout = "results"\nlang = "zh"\nmin_speeches = 3\n'
    say("pyproject.toml", text)
    Path("state").mkdir()
    assert run("scan", "speeches").exit_code == ExitCode.OK
    assert (Path("state/my.duckdb").is_file(), language("results")) == (True, "zh")
    told = json.loads(Path("results/data/run.json").read_bytes())["settings"]
    assert told["min_speeches"] == 3
    assert set(told).isdisjoint({"index", "out", "lang", "jobs"})


def test_a_file_elsewhere_tells_paths_from_where_it_stands(folder, run):
    say("sub/lineage.toml", 'index = "a.duckdb"\nout = "pages"')
    assert run("scan", "speeches", "--config", "sub/lineage.toml").exit_code == ExitCode.OK
    assert {path.name for path in Path("sub").iterdir()} >= {"a.duckdb", "pages"}


def test_a_settings_file_is_no_speech(folder, run, monkeypatch):
    say("speeches/2020-01-01_丁_设置.txt", "# 我们要构建网络空间命运共同体，凡事先易后难。\nmin_speeches = 2\n")
    monkeypatch.setenv("LINEAGE_CONFIG", "speeches/2020-01-01_丁_设置.txt")
    run("scan", "speeches")
    assert len(Path("reports/data/speeches.csv").read_text(encoding="utf-8").splitlines()) == 4


READING = [
    *(["trace", "先易后难"], ["compare", "2013", "2021"], ["formulae"], ["speeches"], ["speeches", "--check"]),
    *(["export", "bibtex"], ["report"], ["report", "--single-file", "all.html"], ["remove", "2021_丙_共同规则"]),
]
COMPUTING = [["query", "new.txt"], ["add", "new.txt"], ["add", "new.txt", "--dry-run"]]
DISAGREE = "min_speeches is 3 in {}, 2 in the index"


@pytest.mark.parametrize("command", COMPUTING, ids=" ".join)
def test_what_computes_must_agree_with_variables_and_the_file_here(scanned, refused, command, home, monkeypatch):
    say("new.txt", "我们要构建网络空间命运共同体。")
    say(home, "limit = 5\n")  # what a user prefers is said of no index
    say("lineage.toml", "min_speeches = 3\n")
    message, _ = refused(ExitCode.INCOMPATIBLE_INDEX, *command)
    assert message == f"lineage.duckdb: was made by other settings: {DISAGREE.format('lineage.toml')}"
    Path("lineage.toml").rename("other.toml")
    monkeypatch.setenv("LINEAGE_MIN_SPEECHES", "3")
    message, _ = refused(ExitCode.INCOMPATIBLE_INDEX, *command)
    assert message == f"lineage.duckdb: was made by other settings: {DISAGREE.format('LINEAGE_MIN_SPEECHES')}"


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_reads_an_index_takes_it_as_it_is(scanned, run, refused, command, monkeypatch):
    say("lineage.toml", "min_speeches = 4\n")
    monkeypatch.setenv("LINEAGE_MIN_SPEECHES", "4")
    say("named.toml", "min_speeches = 3\n")
    message, _ = refused(ExitCode.INCOMPATIBLE_INDEX, *command, "--config", "named.toml")
    assert message == f"lineage.duckdb: was made by other settings: {DISAGREE.format('named.toml')}"
    assert run(*command).exit_code == ExitCode.OK


def test_figures_are_drawn_of_an_index_that_is_named_with_its_settings_alone(scanned, refused):
    say("named.toml", "min_speeches = 3\n")
    message, _ = refused(ExitCode.INCOMPATIBLE_INDEX, "report", "--png", "figures", "--config", "named.toml")
    assert DISAGREE.format("named.toml") in message


def test_a_user_prefers_but_quarrels_with_no_index(scanned, run, home):
    say(home, "min_speeches = 3\n")
    assert run("formulae").exit_code == ExitCode.OK
    run("scan", "speeches")
    assert json.loads(Path("reports/data/run.json").read_bytes())["settings"]["min_speeches"] == 3


def test_pages_keep_their_language_unless_the_project_or_a_flag_says_another(scanned, run, home, monkeypatch):
    say(home, 'lang = "zh"\n')
    run("report")
    assert language() == "en"
    run("report", "--out", "fresh")
    assert language("fresh") == "zh"
    say("lineage.toml", 'lang = "zh"\n')
    run("report")
    assert language() == "zh"
    monkeypatch.setenv("LINEAGE_LANG", "en")
    run("report")
    assert language() == "en"
    run("report", "--lang", "zh")
    assert language() == "zh"


def embedded() -> str:
    return Path("reports/index.html").read_text(encoding="utf-8").partition('<meta name="embed" content="')[2][:4]


def test_no_setting_shows_more_of_texts_than_was_asked_for(folder, run, refused, home, monkeypatch):
    """How much pages show is said by `speeches.csv`, by the flag, and by the pages there."""
    run("scan", "speeches", "--embed", "none")
    monkeypatch.setenv("LINEAGE_EMBED", "text")
    assert "warning: LINEAGE_EMBED: there is no such setting" in run("report").stderr
    assert embedded() == "none"
    for path in (home, "lineage.toml"):
        say(path, 'embed = "text"\n')
        message, _ = refused(ExitCode.USAGE, "report")
        assert message == f"{path}: unknown setting 'embed'"
        Path(path).unlink()
    run("report", "--embed", "text")
    assert embedded() == "text"


def test_a_habit_lifts_nothing_that_a_table_withholds(folder, run, monkeypatch):
    (folder / "speeches.csv").write_text("file,embed\n2021_丙_共同规则.txt,none\n", encoding="utf-8")
    monkeypatch.setenv("LINEAGE_EMBED", "text")
    run("scan", "speeches")
    assert "稳步推进" not in "".join(page.read_text(encoding="utf-8") for page in Path("reports").rglob("*.html"))


def test_an_empty_limit_of_memory_is_none(folder, run, new):
    say("lineage.toml", 'memory_limit = ""\n')
    for command in (["scan", "speeches"], ["add", new], ["remove", "2021_丙_共同规则"], ["scan", "speeches"]):
        assert run(*command, "--force").exit_code == ExitCode.OK, command


def test_a_slip_is_refused_by_every_command(scanned, refused, monkeypatch):
    monkeypatch.setenv("LINEAGE_INDX", "a.duckdb")
    for command in (["scan", "speeches"], ["formulae"], ["export", "csv"], ["settings"]):
        message, _ = refused(ExitCode.USAGE, *command)
        assert message == "LINEAGE_INDX: is no setting, did you mean LINEAGE_INDEX?"


def test_another_one_is_told_and_stops_nobody(scanned, run, monkeypatch):
    monkeypatch.setenv("LINEAGE_DATABASE", "a.duckdb")
    result = run("formulae")
    assert result.exit_code == ExitCode.OK
    assert "warning: LINEAGE_DATABASE: there is no such setting" in result.stderr
    assert "LINEAGE_DATABASE" not in run("formulae", "-q").stderr


@pytest.mark.usefixtures("folder")
def test_help_is_told_whatever_is_wrong(run, monkeypatch):
    monkeypatch.setenv("LINEAGE_LIMIT", "x")
    assert run("scan", "--help").exit_code == ExitCode.OK


def test_a_process_of_its_own_heeds_them(folder, home):
    say(home, "limit = 5\n")
    command = [sys.executable, "-m", "lineage", "settings", "--format", "jsonl", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    told = {row["setting"]: row["from"] for row in map(json.loads, done.stdout.splitlines())}
    assert told["limit"] == str(home)


def test_a_scan_keeps_nothing_outside_its_own_folders(folder, tmp_path_factory):
    """No cache of a dictionary that others could have written, nothing in a home."""
    places = {name: tmp_path_factory.mktemp(name) for name in ("TMPDIR", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    variables = os.environ | {name: str(place) for name, place in places.items()}
    command = [sys.executable, "-m", "lineage", "scan", "speeches", "-q"]
    subprocess.run(command, env=variables, capture_output=True, check=True)
    assert [path for place in places.values() for path in place.rglob("*")] == []


def test_a_file_says_when_there_are_colours(home, tmp_path):
    say(home, 'color = "always"\n')
    lineage = [sys.executable, "-m", "lineage"]
    broken = ["formulae", "--index", str(tmp_path / "gone.duckdb")]
    variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    told = [
        subprocess.run([*lineage, *flag, *broken], env=variables, capture_output=True, check=False).stderr
        for flag in ((), ("--color", "never"), ("--color", "auto"))
    ]
    assert [b"\x1b[" in each for each in told] == [True, False, False]


def test_wordings_to_ignore_are_listed_as_a_variable_holds_them(run, monkeypatch):
    wordings = ["本网站版权所有", "re:第[0-9]{1,3}页"]
    say("lineage.toml", f"ignore = {json.dumps(wordings)}\n")
    table = csv.DictReader(io.StringIO(run("settings", "--format", "csv", "-q").stdout))
    (held,) = (row["value"] for row in table if row["setting"] == "ignore")
    Path("lineage.toml").unlink()
    monkeypatch.setenv("LINEAGE_IGNORE", held)
    told = json.loads(run("settings", "--json", "-q").stdout)
    assert [each["value"] for each in told if each["setting"] == "ignore"] == [wordings]
