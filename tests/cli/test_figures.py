"""`lineage report --png`: figures for a paper, instead of the pages."""

import json
from pathlib import Path

import pytest

from lineage.errors import ExitCode
from lineage.report.wording import say


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser is opened."""
    monkeypatch.setattr("lineage.pipeline.picturing.check_drawing", lambda: None)
    monkeypatch.setattr(
        "lineage.pipeline.picturing.draw_images", lambda figures: [{"png": b"png", "svg": b"svg"} for _ in figures]
    )


def test_figures_are_written_and_the_pages_left_as_they_are(scanned, run, standing):
    before = standing()
    result = run("report", "--png", "figures", "--formula", "先易后难", "--formula", "你中有我")
    assert result.exit_code == ExitCode.OK
    assert result.stdout == ""
    written = len([path for path in Path("figures").iterdir() if path.name != "figures.json"])
    assert f"{written} files → figures" in result.stderr
    names = {path.name for path in Path("figures").iterdir()}
    assert {"timeline.png", "s-curve.svg", "by-year-先易后难.csv", "by-year-你中有我.png", "figures.json"} <= names
    after = standing()
    assert {name: after[name] for name in before} == before


def test_what_is_wrong_is_told(scanned, run):
    Path("figures").mkdir()
    Path("figures", "timeline.svg").write_text("my own")
    result = run("report", "--png", "figures")
    assert result.exit_code == ExitCode.FAILURE
    assert "timeline.svg: would be replaced, but lineage did not write it" in result.stderr
    assert run("report", "--png", "figures", "--force", "-q").exit_code == ExitCode.OK
    assert run("report", "--png", "figures", "--formula", "没有这样的提法").exit_code == ExitCode.USAGE
    result = run("report", "--formula", "先易后难")
    assert result.exit_code == ExitCode.USAGE
    assert "--png" in result.stderr


def test_figures_speak_the_language_of_the_pages_unless_another_is_named(scanned, run):
    def title() -> str:
        written = json.loads(Path("figures", "figures.json").read_text(encoding="utf-8"))
        return next(figure["title"] for figure in written["figures"] if figure["name"] == "timeline")

    run("report", "--png", "figures")
    english = title()
    run("report", "--lang", "zh")
    run("report", "--png", "figures")
    assert title() == say("zh", "timeline") != english
    run("report", "--png", "figures", "--lang", "en")
    assert title() == english == say("en", "timeline")
