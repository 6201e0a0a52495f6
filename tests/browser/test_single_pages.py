"""A phrase and a pair as pages of one file: they open from disk, alone, in both languages and themes."""

import re
import shutil
from pathlib import Path

import pytest

import lineage


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    """A folder of pages and nothing else."""
    home, pages = tmp_path_factory.mktemp("single"), tmp_path_factory.mktemp("pages")
    where = {"index": home / "index.duckdb", "out": home / "out"}
    lineage.scan([corpus_folder], **where)
    told = lineage.trace("信息通信技术", near=True, **where), lineage.compare("2013-11-05", "2014-06-05", **where)
    for language in ("en", "zh"):
        for name, one in zip(("trace", "compare"), told, strict=True):
            lineage.write_page(one, pages / f"{name}-{language}.html", language=language)
    shutil.rmtree(home)
    return pages


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_trace_draws_its_figure_and_asks_for_nothing(pages, visit, language, theme):
    visited = visit(pages / f"trace-{language}.html", color_scheme=theme)
    visited.page.wait_for_selector("figure .bars")
    assert visited.messages == []
    assert visited.requests == [f"file://{pages}/trace-{language}.html"]
    assert visited.page.locator("figure .bars .point").count() > 5
    assert visited.page.locator("blockquote mark").inner_text() in ("信息和通信技術", "信息通信技術")
    assert re.match("20[0-9]{2}-", visited.page.locator(".by").first.inner_text())
    assert visited.page.locator("a.modebar-btn").count() == 0


def test_the_ladder_marks_what_was_added_and_dropped(pages, visit):
    table = visit(pages / "trace-en.html").page.locator("section[aria-labelledby=wordings]")
    assert table.locator("tbody tr").count() > 1
    assert table.locator("ins, del").count() > 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pair_stands_side_by_side(pages, visit, language):
    visited = visit(pages / f"compare-{language}.html")
    assert visited.messages == []
    assert visited.page.locator("table.beside tbody tr").count() > 0
    assert visited.page.locator("h2").count() == 4


def test_the_theme_can_be_changed(pages, visit):
    page = visit(pages / "compare-en.html", color_scheme="light").page
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before
