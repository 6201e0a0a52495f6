"""`lineage report --single-file`: what it writes, what it refuses, what it leaves as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

import lineage
from lineage.errors import ExitCode
from lineage.models import Heritage, ScanResult
from lineage.pipeline import mailing
from lineage.report import Bundle, Embed, render_bundle


def test_it_writes_one_file_and_nothing_else(scanned: Path, run: Callable, standing: Callable):
    before = standing()
    result = run("report", "--single-file", "mail/report.html", "--lang", "zh")
    assert result.exit_code == ExitCode.OK
    assert "MB → mail/report.html" in result.stderr
    after = standing()
    assert set(after) - set(before) == {"mail", "mail/report.html"}
    assert {name: after[name] for name in before} == before
    assert b'<html lang="zh-Hans">' in after["mail/report.html"]


def test_it_takes_the_place_of_its_own_kind_only_and_is_the_same_each_time(scanned: Path, run: Callable):
    for _ in range(2):
        assert run("report", "--single-file", "report.html", "-q").exit_code == ExitCode.OK
    first = Path("report.html").read_bytes()
    lineage.write_single_file(Path("again.html"))
    assert Path("again.html").read_bytes() == first


@pytest.mark.parametrize("place", ["mine.html", "reports/index.html", "reports", "speeches/2021_丙_共同规则.txt"])
def test_nothing_else_is_replaced(scanned: Path, refused: Callable, place: str):
    Path("mine.html").write_text("<p>mine", encoding="utf-8")
    message, hint = refused(ExitCode.FAILURE, "report", "--single-file", place)
    assert message.startswith(f"{place}: ")
    assert "--single-file" in hint


def test_a_missing_index_and_an_unknown_language_are_told(scanned: Path, refused: Callable):
    refused(ExitCode.FAILURE, "report", "--single-file", "a.html", "--index", "none.duckdb")
    refused(ExitCode.USAGE, "report", "--single-file", "a.html", "--lang", "fr")


def test_what_would_make_it_too_large_stays_out_and_is_told(
    scanned: Path, run: Callable, monkeypatch: pytest.MonkeyPatch
):
    whole = lineage.write_single_file(Path("whole.html"))
    assert whole.cut == {}
    most = len(whole.content) - 4_000

    def small(result: ScanResult, heritage: Heritage, language: str, embed: Embed | None) -> Bundle:
        return render_bundle(result, heritage, language, embed, most)

    monkeypatch.setattr(mailing, "render_bundle", small)
    told = run("report", "--single-file", "small.html").stderr
    held, every = lineage.write_single_file(Path("small.html")).cut["formulae"]
    assert 0 < held < every
    assert f"It holds the first {held} of {every} in formulae" in told.replace("\n", " ")
    page = Path("small.html").read_text(encoding="utf-8")
    assert len(page.encode()) < most + 1_000
    assert f"the pages of the first {held} of {every} formulae" in page
    assert page.count('data-name="page/formulae/') == held
