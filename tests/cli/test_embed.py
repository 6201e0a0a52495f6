"""How much of texts the pages hold: options, tables, what is remembered; what is found does not depend on it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.errors import ExitCode


def asked() -> str:
    """What the pages that are there say that they were asked to hold."""
    page = Path("reports/index.html").read_text(encoding="utf-8")
    return re.findall('<meta name="embed" content="(.*)">', page)[0]


def run_record() -> dict[str, object]:
    run = json.loads(Path("reports/data/run.json").read_bytes())
    del run["timing"]
    return run


def table(*rows: str) -> None:
    Path("speeches/speeches.csv").write_text("\n".join(("file,embed", *rows)) + "\n", encoding="utf-8")


def test_what_was_asked_for_stays_as_speeches_come_and_go(folder: Path, run: Callable, new: Path):
    run("scan", "speeches", "--embed", "none", "-q")
    for command in (["add", new], ["remove", new.stem]):
        assert asked() == "none"
        assert run(*command).exit_code == ExitCode.OK
    assert asked() == "none"
    run("add", new, "--embed", "text")
    assert asked() == "text"
    run("report")
    assert asked() == "text"


def test_a_report_is_made_anew_as_it_was(folder: Path, run: Callable):
    run("scan", "speeches", "--embed", "none", "--lang", "zh", "-q")
    run("report", "-q")
    assert asked() == "none"
    assert '<html lang="zh-Hans">' in Path("reports/index.html").read_text(encoding="utf-8")
    run("report", "--single-file", "mail.html", "-q")
    run("report", "--single-file", "none.html", "--embed", "none", "--lang", "zh", "-q")
    run("report", "--single-file", "context.html", "--embed", "context", "-q")
    assert Path("mail.html").read_bytes() == Path("none.html").read_bytes() != Path("context.html").read_bytes()
    run("report", "--embed", "text", "--lang", "en", "-q")
    assert asked() == "text"
    assert '<html lang="en">' in Path("reports/index.html").read_text(encoding="utf-8")


def test_it_changes_nothing_that_is_found(folder: Path, run: Callable):
    run("scan", "speeches", "-q")
    before = run_record(), Path("reports/data/occurrences.csv").read_bytes()
    run("scan", "speeches", "--embed", "none", "-q")
    assert (run_record(), Path("reports/data/occurrences.csv").read_bytes()) == before
    table("2021_丙_共同规则.txt,none")
    run("scan", "speeches", "-q")
    assert run_record()["fingerprint"] == before[0]["fingerprint"]
    assert run_record()["counts"] == before[0]["counts"]
    assert Path("reports/data/occurrences.csv").read_bytes() == before[1]


def test_a_table_that_says_something_else_is_told_with_what_may_stand_there(folder: Path, run: Callable):
    table("2021_丙_共同规则.txt,all")
    told = run("scan", "speeches").stderr.replace("\n", " ")
    assert "row 2 (2021_丙_共同规则.txt): embed all is not one of text, context, none; it counts as context" in told


@pytest.mark.parametrize(
    "command",
    [("scan", "speeches"), ("report",), ("remove", "2021_丙_共同规则"), ("report", "--single-file", "a.html")],
)
def test_anything_else_is_refused(scanned: Path, refused: Callable, command: tuple[str, ...]):
    message, hint = refused(ExitCode.USAGE, *command, "--embed", "all")
    assert message == "embed 'all' is not one of text, context, none"
    assert "--embed" in hint


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_speeches_do_not_stand_where_pages_go(folder: Path, refused: Callable, force: tuple[str, ...]):
    message, hint = refused(ExitCode.USAGE, "scan", "speeches", "--out", ".", *force)
    assert message == "speeches: is where the pages of . go"
    assert "--out" in hint
