"""Speeches full of markup do nothing on a page: what they say is shown as text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan, write_single_file

HOSTILE = (
    "<script>alert('网络空间')</script>",
    '"onload="alert(1)" x="坚持合作共赢',
    "</script><script>window.broken = true</script>",
    "</textarea></title></style><img src=x onerror=alert(2)>",
    "[red]加粗[/red] <b>粗体</b> <a href='javascript:alert(3)'>链接</a>",
    "%{y} %{customdata} {{ 7 * 7 }} {% raw %} &lt;i&gt; &amp;",
    "javascript:alert(4) \x1b[31m红色 \u202e倒写",
    "<!-- --> <![CDATA[ ]]> \u2028 \u2029",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two speeches that share wording with markup between and around the words, with hostile names and metadata."""
    folder = tmp_path_factory.mktemp("hostile")
    speeches = folder / "speeches"
    speeches.mkdir()
    body = "\n".join(f"我们要构建{line}人类命运共同体，{line}坚持合作共赢、{line}开放包容。" for line in HOSTILE)
    (speeches / "2013-11-05_甲_<script>alert(5)<&>.txt").write_text(body, encoding="utf-8")
    (speeches / "2014-06-05_乙_[red]题\"'.txt").write_text(body + "\n谢谢大家。", encoding="utf-8")
    (speeches / "speeches.csv").write_text(
        "file,speaker,title\n2013-11-05_甲_<script>alert(5)<&>.txt,<b>甲</b>,<script>alert(6)</script>\n",
        encoding="utf-8",
    )
    scan([speeches], out=folder / "reports", index=folder / "index.duckdb")
    write_single_file(folder / "single.html", index=folder / "index.duckdb")
    return folder / "reports"


def test_nothing_runs_and_nothing_is_asked_for(site: Path, visit: Callable):
    pages = [site / "index.html", *sorted((site / "formulae").iterdir())[:12], *sorted((site / "speeches").iterdir())]
    assert len(pages) > 3
    for path in pages:
        visited = visit(path)
        visited.page.wait_for_timeout(200)
        assert visited.messages == [], path.name
        assert visited.outside == [], path.name
        assert visited.page.evaluate("window.broken") is None
        assert visited.page.locator("main img, main b, main a[href^='javascript']").count() == 0
        assert visited.page.evaluate("[...document.scripts].every((it) => it.src || it.type === 'application/json')")


def test_what_the_speeches_say_is_shown_as_text(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    page.locator("#search").fill("命运共同体")
    page.locator("#rows tbody tr:not([hidden]) td.formula a").first.click()
    assert "<b>甲</b>" in page.locator("#main").inner_text()
    assert "<script>alert(6)</script>" in page.locator("#main").inner_text()
    assert "</script><script>window" in page.locator("#contexts-lines").inner_text()


def test_the_policy_holds_from_disk(site: Path, visit: Callable):
    """Even if a script did get into a page, it could not run, and could not call out."""
    visited = visit(site / "index.html")
    visited.page.evaluate(
        "() => { const it = document.createElement('div'); it.innerHTML = '<img src=x onerror=\"window.broken = 1\">';"
        " document.body.append(it); const image = new Image(); image.src = 'https://example.org/x.png'; }"
    )
    visited.page.wait_for_timeout(300)
    assert visited.page.evaluate("window.broken") is None
    assert any("Content Security Policy" in message for message in visited.messages)
    visited.page.evaluate("fetch('https://example.org/').catch(() => 0)")
    assert any("connect" in message and "Content Security Policy" in message for message in visited.messages)


def test_nothing_runs_in_the_site_as_one_file(site: Path, visit: Callable):
    visited = visit(site.parent / "single.html")
    page = visited.page
    packed = "[...document.querySelectorAll('script[data-name^=\"page/\"]')].map((it) => it.dataset.name.slice(5))"
    paths = page.evaluate(packed)
    formulae = [path for path in paths if path.startswith("formulae/")][:8]
    for path in [*(path for path in paths if not path.startswith("formulae/")), *formulae, "index.html"]:
        page.evaluate("(path) => { location.hash = `#/${path}`; }", path)
        page.wait_for_function("document.activeElement?.tagName === 'H1'")
        page.wait_for_timeout(100)
        assert page.locator("main img, main b, main a[href^='javascript']").count() == 0
    assert visited.messages == []
    assert visited.requests == [f"file://{site.parent}/single.html"]
    assert page.evaluate("window.broken") is None
    page.evaluate("(path) => { location.hash = `#/${path}`; }", formulae[0])
    page.wait_for_function("document.querySelector('#page').dataset.kind === 'formula'")
    assert "</script><script>window" in page.locator("#page").inner_text()
