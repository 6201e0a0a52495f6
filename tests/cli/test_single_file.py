"""`lineage report --single-file`: what it writes, what it refuses, what it leaves as it is."""

import hashlib
import re
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


def smaller(monkeypatch: pytest.MonkeyPatch, most: int) -> Bundle:
    """What is written where a file may hold so many bytes."""

    def small(result: ScanResult, heritage: Heritage, language: str, embed: Embed | None) -> Bundle:
        return render_bundle(result, heritage, language, embed, most)

    monkeypatch.setattr(mailing, "render_bundle", small)
    return lineage.write_single_file(Path("small.html"))


def test_what_would_make_it_too_large_stays_out_and_is_told(
    scanned: Path, run: Callable, monkeypatch: pytest.MonkeyPatch
):
    whole = lineage.write_single_file(Path("whole.html"))
    assert whole.cut == {}
    most = len(whole.content) - 4_000
    cut = smaller(monkeypatch, most).cut
    assert list(cut) == ["formulae"]
    held, every = cut["formulae"].count, cut["formulae"].every
    assert 0 < held < every
    told = run("report", "--single-file", "small.html").stderr.replace("\n", " ")
    assert f"the pages of the first {held} of {every} formulae; {every - held} stand in the full report only" in told
    page = Path("small.html").read_text(encoding="utf-8")
    assert len(page.encode()) < most + 1_000
    assert f"the pages of the first {held} of {every} formulae; {every - held} stand" in page
    assert page.count('data-name="page/formulae/') == held


def test_the_latest_speeches_stay_each_with_its_text(scanned: Path, run: Callable, monkeypatch: pytest.MonkeyPatch):
    whole = lineage.write_single_file(Path("whole.html"))
    page = Path("whole.html").read_text(encoding="utf-8")
    names = re.findall('data-name="page/speeches/([0-9a-f]+)[.]html"', page)
    at = {name: page.index(f'data-name="speech/{name}"') for name in names}
    result = lineage.write_report()
    latest = sorted(result.speeches, key=lambda speech: speech.value("date"), reverse=True)
    assert names == [hashlib.sha256(speech.speech_id.encode()).hexdigest()[:12] for speech in latest]
    assert max(at.values()) < page.index('data-name="page/formulae/')
    # So small that of the speeches the earliest has no room.
    units = page.index('data-name="page/formulae/') - min(
        page.index(f'data-name="page/speeches/{names[0]}'), *at.values()
    )
    formulae = sum(map(len, re.findall('<script [^>]*data-name="page/formulae/[^\n]*\n', page)))
    cut = smaller(monkeypatch, len(whole.content) - formulae - units // len(names) // 2).cut
    assert cut["speeches"].count == len(names) - 1
    assert cut["speeches"].years == latest[-1].value("date")[:4]
    small = Path("small.html").read_text(encoding="utf-8")
    assert re.findall('data-name="page/speeches/([0-9a-f]+)[.]html"', small) == names[:-1]
    assert re.findall('data-name="speech/([0-9a-f]+)"', small) == names[:-1]
    told = f"{cut['speeches'].count} latest of {len(names)} speeches"
    assert told in small
    assert f"1, of {cut['speeches'].years}, stand" in small
    assert told in run("report", "--single-file", "small.html").stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--single-file", "a.html", "--png", "figures"), "--png"),
        (("--single-file", "a.html", "--formula", "新发展理念"), "--formula"),
        (("--single-file", "a.html", "--force"), "--force"),
        (("--png", "figures", "--embed", "none"), "--embed"),
    ],
)
def test_options_that_cannot_hold_together_are_refused(
    scanned: Path, refused: Callable, options: tuple[str, ...], named: str
):
    message, hint = refused(ExitCode.USAGE, "report", *options)
    assert named in message
    assert named in hint
    assert not Path("a.html").exists()
    assert not Path("figures").exists()
