"""What users of any command line expect: exit codes, `did you mean`, colour, pipes, and no traceback."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from lineage.errors import ExitCode

INSTALLED = str(Path(sys.executable).with_name("lineage"))
MODULE = [sys.executable, "-m", "lineage"]
posix_only = pytest.mark.skipif(os.name != "posix", reason="pipes and terminals of a POSIX shell")

#: Whatever may write to stdout, and in which way.
WRITING = [
    "--help",
    "--version",
    "export --help",
    "scan speeches -f csv",
    "scan speeches",
    "add 2018-01-01_戊_新.txt --dry-run -f json",
    "query 2018-01-01_戊_新.txt -f tsv",
    "trace 先易后难",
    "trace 先易后难 -f jsonl",
    "compare 2013 2014 -f csv",
    "speeches",
    "speeches --check -f jsonl",
    "speeches --write-csv -",
    "formulae",
    "formulae -f csv",
    "export csv --table formulae -o -",
    "export jsonl -o -",
    "export tei --single -o -",
    "export gexf -o -",
    "export graphml -o -",
    "export bibtex -o -",
    "export kwic -o -",
]


def called(line: str, *, by: tuple[str, ...] = (INSTALLED,), **named: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a process of its own."""
    done = subprocess.run(
        [*by, *shlex.split(line)], env=os.environ | named, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_nothing_found_is_no_failure_and_is_told(scanned):
    code, out, told = called("trace 新质生产力")
    assert (code, out) == (ExitCode.OK, "")
    assert told.startswith("新质生产力: no speech has it")


def test_what_cannot_be_read_is_a_failure(folder):
    code, out, told = called("trace 先易后难")
    assert (code, out) == (ExitCode.FAILURE, "")
    assert "lineage.duckdb" in told


@pytest.mark.parametrize(
    "line", ["scan speeches --no-such", "nothing", "trace", "scan x -f xml", "--color red scan x", ""]
)
def test_a_wrong_call_is_told_apart(folder, line):
    code, out, told = called(line)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "Traceback" not in told
    assert ("error: " in told) == bool(line)


def test_skipped_inputs_count_only_where_that_is_strict(folder):
    (folder / "broken.docx").write_bytes(b"PK no zip")
    assert called("scan speeches -q")[0] == ExitCode.OK
    assert called("scan speeches -q --strict")[0] == ExitCode.SKIPPED


def test_an_index_of_a_newer_version_is_incompatible(scanned):
    with duckdb.connect("lineage.duckdb") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    code, out, told = called("trace 先易后难")
    assert (code, out) == (ExitCode.INCOMPATIBLE_INDEX, "")
    assert "index format 99" in told


def test_the_exit_codes_are_told_in_the_help():
    _, told, _ = called("--help")
    codes = told.partition("Exit codes:\n")[2].splitlines()
    assert [int(line.split()[0]) for line in codes] == [*ExitCode]


def test_without_arguments_help_is_given_and_is_no_success():
    code, out, told = called("")
    assert (code, out) == (ExitCode.USAGE, "")
    assert told == called("--help")[1]


@pytest.mark.parametrize("line", ["--help", "trace", "trace --no-such", "nothing"])
def test_the_module_says_the_same_as_the_command(line):
    assert called(line, by=tuple(MODULE)) == called(line)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("formulas", "error: formulas: there is no such command\n  → Did you mean formulae? See `lineage --help`.\n"),
        ("export gefx", "Did you mean gexf?"),
        ("scan x --limt 3", "error: --limt: lineage scan has no such option\n  → Did you mean --limit? See"),
        ("-v", "error: -v: lineage has no such option\n  → See `lineage --help`.\n"),
        ("--json formulae", "error: --json: lineage has no such option\n  → See `lineage --help`.\n"),
        ("scan x --debug", "It stands before the command: `lineage --debug scan …`."),
        ("scan x --color never", "It stands before the command: `lineage --color WHEN scan …`."),
        (
            "trace 先易后难 --rows place",
            "error: --rows: there is no 'place'\n  → Did you mean places? There are places, ",
        ),
        ("export csv --table formula", "Did you mean formulae? There are speeches, "),
        ("formulae --sort first_dat", "Did you mean first_date? There are rank, "),
        ("--color alway formulae", "error: --color: there is no 'alway'\n  → Did you mean always?"),
        ("formulae --kind idoms", "Did you mean idiom? The kinds are "),
        ("report --embed tex", "Did you mean text"),
        ("compare 2013", "error: lineage compare: B is missing\n  → For example: `lineage compare "),
        ("scan", "error: no file and no folder is named\n  → For example: `lineage scan corpus`."),
        ("scan x --min-speeches two", "a valid integer"),
        ("scan x -j 0", "error: --jobs: "),
        ("formulae 先易后难", "error: got unexpected extra argument"),
    ],
)
def test_what_was_perhaps_meant_is_told(scanned, run, line, told):
    result = run(*shlex.split(line))
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("trace 网络空间命运共同题", "did you mean 构建网络空间命运共同体?"),
        ("formulae --speaker 甲乙", "did you mean 乙 or 甲?"),
    ],
)
def test_what_was_perhaps_meant_is_told_where_nothing_is_found(scanned, run, line, told):
    result = run(*shlex.split(line))
    assert result.exit_code == ExitCode.OK
    assert told in result.stderr


@pytest.mark.parametrize("command", ["compare 2013", "remove"])
def test_the_speech_that_was_perhaps_meant_is_told(scanned, run, command):
    result = run(*command.split(), "2014-06_乙_共有未来")
    assert result.exit_code == ExitCode.FAILURE
    assert "Did you mean 2014-06_乙_共享未来?" in result.stderr


@posix_only
@pytest.mark.parametrize("line", WRITING)
def test_a_reader_who_has_left_is_no_error(scanned, new, line):
    quiet = "" if "-" in line[:2] or "help" in line else " -q"
    with subprocess.Popen(
        [INSTALLED, *shlex.split(line + quiet)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        told = process.stderr.read()
        assert (process.wait(timeout=60), told) == (ExitCode.OK, b"")


@posix_only
@pytest.mark.parametrize("line", ["--help", "--version", "formulae -q", "export bibtex -o - -q", "speeches --check -q"])
def test_a_closed_stdout_is_borne(scanned, line):
    done = subprocess.run(["sh", "-c", f"{INSTALLED} {line} >&-"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.OK, b"")


@posix_only
def test_a_full_stdout_is_told_in_one_line(folder):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([INSTALLED, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == ExitCode.FAILURE
    assert done.stderr.startswith(b"error: no space is left")


@posix_only
def test_the_work_goes_on_where_nobody_hears_of_it(folder):
    subprocess.run(f"{INSTALLED} scan speeches 2>&1 | true", shell=True, check=False, capture_output=True)
    assert Path("reports/data/run.json").is_file()


@pytest.mark.parametrize("named", [{}, {"FORCE_COLOR": "1"}, {"LINEAGE_COLOR": "auto"}])
def test_a_table_that_is_piped_has_no_escapes(scanned, named):
    code, out, told = called("formulae", **named)
    assert code == ExitCode.OK
    assert "先易后难" in out
    assert "\x1b" not in out + told  # and no bar is drawn


def test_colour_can_be_asked_for_and_be_forbidden(scanned):
    assert "\x1b[1m" in called("--color always formulae")[1]
    assert "\x1b[1m" in called("--color always scan --help")[1]
    assert "\x1b[1m" in called("formulae", LINEAGE_COLOR="always", NO_COLOR="1")[1]
    assert "\x1b[" in called("formulae --sort x", FORCE_COLOR="1")[2]
    assert "\x1b[3" not in called("formulae --sort x", FORCE_COLOR="1", NO_COLOR="1")[2]
    assert "\x1b" not in called("--color never formulae --sort x", FORCE_COLOR="1")[2]


def test_an_error_before_the_command_hears_the_variable(folder):
    assert "\x1b" not in called("nothing", LINEAGE_COLOR="never", FORCE_COLOR="1")[2]
    assert "\x1b" in called("nothing", LINEAGE_COLOR="always", NO_COLOR="1")[2]
    assert "\x1b" not in called("--color never nothing", LINEAGE_COLOR="always")[2]


def test_a_variable_of_no_colour_is_told_by_its_name_where_settings_are_read(scanned):
    code, _, told = called("formulae", LINEAGE_COLOR="bad")
    assert (code, told.partition("\n")[0]) == (
        ExitCode.USAGE,
        "error: LINEAGE_COLOR: color 'bad' is not one of auto, always, never",
    )
    assert called("settings --defaults", LINEAGE_COLOR="bad")[0] == ExitCode.OK


def test_a_files_colour_yields_to_variables(scanned):
    Path("lineage.toml").write_text('color = "always"', encoding="utf-8")
    assert "\x1b" in called("formulae")[1]
    for named in ({"NO_COLOR": "1"}, {"LINEAGE_COLOR": "never"}, {"LINEAGE_COLOR": "auto"}):
        assert "\x1b" not in called("formulae", **named)[1], named
    Path("lineage.toml").write_text('color = "never"', encoding="utf-8")
    assert "\x1b" in called("formulae", LINEAGE_COLOR="always")[1]


@posix_only
@pytest.mark.parametrize(
    ("named", "colored"), [({}, True), ({"TERM": "dumb"}, False), ({"LINEAGE_COLOR": "never"}, False)]
)
def test_on_a_terminal_there_is_colour_unless_it_has_none(tmp_path, named, colored):
    import pty

    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color"} | named
    done = subprocess.run([INSTALLED, "nothing"], stdout=theirs, stderr=theirs, env=environment, check=False)
    os.close(theirs)
    told = os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == ExitCode.USAGE
    assert b"there is no such command" in told
    assert (b"\x1b[" in told) == colored


def test_json_has_a_name_of_its_own_and_can_be_ascii(scanned, run):
    told = run("formulae", "--json").stdout
    assert told == run("formulae", "--format", "json").stdout
    escaped = run("formulae", "--json", "--ascii").stdout
    assert escaped.isascii()
    assert json.loads(escaped) == json.loads(told)
    (scanned / "2022_丁_生僻.txt").write_text("𠮷野家先易后难，各国普遍接受的规则。", encoding="utf-8")
    lines = run("scan", "speeches", "-f", "jsonl", "--ascii").stdout
    assert lines.isascii()
    assert [*map(json.loads, lines.splitlines())] == [
        *map(json.loads, run("scan", "speeches", "-f", "jsonl").stdout.splitlines())
    ]


@pytest.mark.parametrize(
    ("line", "told"), [("--ascii", "--ascii: table"), ("--json -f csv", "--json and --format csv: are two formats")]
)
def test_formats_that_cannot_be_are_refused(scanned, refused, line, told):
    assert refused(ExitCode.USAGE, "formulae", *line.split())[0].startswith(told)


@pytest.mark.parametrize("asked", [[], ["--debug"]])
def test_a_fault_of_lineage_is_one_line_unless_the_traceback_is_asked_for(tmp_path, asked):
    code = (
        "import sys, lineage.pipeline as p; from lineage.cli.app import main\n"
        "def broken(*a, **k): raise ValueError('a\\nb')\n"
        f"p.list_formulae = broken; sys.argv = ['lineage', *{asked}, 'formulae']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (ExitCode.FAILURE, "")
    assert ("Traceback" in done.stderr) == bool(asked)
    if not asked:
        error, hint = done.stderr.splitlines()
        assert error == "error: unexpected ValueError: a b"
        assert "`lineage --debug formulae`" in hint
