"""The site as one file: it opens from disk, alone; all ways through it are those of the site of many files."""

import shutil
from pathlib import Path

import pytest

import lineage
from lineage.report import LANGUAGES


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    """A folder with the site as one file in each language, and nothing else."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("mailed")
    lineage.scan([corpus_folder], out=home / "out", index=home / "index.duckdb")
    for language in LANGUAGES:
        lineage.write_single_file(folder / f"{language}.html", index=home / "index.duckdb", language=language)
    shutil.rmtree(home)
    return folder


def pages_of(page: object) -> list[str]:
    """All pages that the file holds."""
    packed = "[...document.querySelectorAll('script[data-name^=\"page/\"]')].map((it) => it.dataset.name.slice(5))"
    return ["index.html", *page.evaluate(packed)]


def kinds_of(paths: list[str]) -> list[str]:
    """One page of each kind: of those in a folder the first, and the first page of the folder."""
    apart = {path.rpartition("/")[0] or path: path for path in reversed(paths) if not path.endswith("index.html")}
    return [*apart.values(), *(path for path in paths if path.endswith("index.html") and path != "index.html")]


def go(page: object, path: str) -> None:
    page.evaluate("(path) => { location.hash = `#/${path}`; }", path)
    arrived(page, path)


def arrived(page: object, path: str) -> None:
    """Waits until a page stands there: the address and its headline, which has the focus, say so."""
    page.wait_for_function(
        "(path) => (lineage.state.path() ?? 'index.html') === path && document.activeElement?.matches('#page h1')"
        " && document.querySelectorAll('#page h1').length === 1",
        arg=path,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_opens_alone_and_axe_finds_nothing(mailed, visit, complaints, language, theme):
    visited = visit(mailed / f"{language}.html", color_scheme=theme)
    page = visited.page
    assert page.locator("#page h1").count() == 1
    assert page.evaluate("document.querySelector('#page').dataset.kind") == "first"
    paths = pages_of(page)
    assert any(path.startswith("formulae/") for path in paths)
    for path in [*kinds_of(paths), "index.html"]:
        go(page, path)
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert page.title()
        page.wait_for_timeout(300)
        assert complaints(page) == [], path
    assert visited.messages == []
    assert visited.requests == [f"file://{mailed}/{language}.html"]


def test_a_figure_is_drawn_and_leads_to_its_formula(mailed, visit):
    visited = visit(mailed / "en.html")
    page = visited.page
    page.locator("figure.drawn .plot").first.scroll_into_view_if_needed()
    page.wait_for_selector("figure.drawn .plot .main-svg")
    page.evaluate(
        "document.querySelector('figure.drawn .plot').emit('plotly_click',"
        " { points: [{ customdata: document.querySelector('#rows a').getAttribute('href').slice(2) }] })"
    )
    page.wait_for_function("document.querySelector('#page').dataset.kind === 'formula'")
    assert page.evaluate("lineage.state.path()").startswith("formulae/")
    assert visited.messages == []


def test_links_back_forward_and_reload(mailed, visit):
    page = visit(mailed / "en.html").page
    first = page.title()
    link = page.locator("#rows tbody a").nth(30)
    label = link.inner_text()
    link.scroll_into_view_if_needed()
    depth = page.evaluate("scrollY")
    assert depth > 100
    path = link.get_attribute("href").removeprefix("#/")
    link.click()
    arrived(page, path)
    assert page.title() == page.locator("h1").inner_text() == label
    assert page.evaluate("scrollY") == 0
    page.locator("nav.around a[rel=next]").click()
    page.wait_for_function("(label) => document.title !== label", arg=label)
    page.go_back()
    page.wait_for_function("(label) => document.title === label", arg=label)
    page.reload()
    page.wait_for_function("(label) => document.title === label", arg=label)
    assert page.evaluate("lineage.state.path()") == path
    page.go_back()
    page.wait_for_function("(first) => document.title === first", arg=first)
    page.go_forward()
    page.wait_for_function("(label) => document.title === label", arg=label)
    page.locator("nav").first.get_by_role("link").first.click()
    page.wait_for_function("(first) => document.title === first", arg=first)
    assert page.locator(".top nav [aria-current=page]").count() == 1


def test_back_finds_the_place_where_one_was(mailed, visit):
    page = visit(mailed / "en.html").page
    link = page.locator("#rows tbody a").nth(30)
    link.scroll_into_view_if_needed()
    depth = page.evaluate("scrollY")
    link.click()
    page.wait_for_function("document.querySelector('#page').dataset.kind === 'formula'")
    page.go_back()
    page.wait_for_function("(depth) => Math.abs(scrollY - depth) < 2", arg=depth)


def test_a_new_tab_opens_the_page_that_a_link_names(mailed, visit):
    page = visit(mailed / "en.html").page
    link = page.locator("#rows tbody a").first
    label = link.inner_text()
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    opened.value.wait_for_function("(label) => document.title === label", arg=label)


def test_the_state_of_a_page_stands_beside_its_path(mailed, visit):
    page = visit(mailed / "en.html").page
    path = next(path for path in pages_of(page) if path.startswith("formulae/"))
    go(page, path)
    page.evaluate("lineage.state.write(new URLSearchParams({ sort: '左', only: 'a&b' }))")
    assert page.evaluate("lineage.state.path()") == path
    page.reload()
    arrived(page, path)
    assert page.evaluate("Object.fromEntries(lineage.state.read())") == {"sort": "左", "only": "a&b"}
    go(page, "index.html")
    page.go_back()
    arrived(page, path)
    assert page.evaluate("lineage.state.read().get('only')") == "a&b"


def test_places_on_a_page_can_be_linked(mailed, visit):
    visited = visit(mailed / "en.html")
    page = visited.page
    path = next(path for path in pages_of(page) if path.startswith("formulae/"))
    page.evaluate("(path) => { location.hash = `#/${path}&parts`; }", path)
    page.wait_for_function("document.activeElement?.id === 'parts'")
    assert page.evaluate("scrollY") > 0
    assert visited.messages == []


@pytest.mark.parametrize("state", ["", "#/index.html&sort=label", "#/method.html"])
def test_the_skip_link_leads_to_the_main_part_and_leaves_the_address(mailed, visit, state):
    visited = visit(mailed / "en.html")
    page = visited.page
    page.evaluate("(state) => { location.hash = state; }", state)
    page.wait_for_function("document.querySelectorAll('#page h1').length === 1")
    if "method" in state:
        arrived(page, "method.html")
    address, steps = page.url, page.evaluate("history.length")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement?.id === 'main'")
    assert (page.url, page.evaluate("history.length")) == (address, steps)
    assert visited.messages == []


def test_plotly_lies_packed_until_a_figure_is_near(mailed, visit):
    visited = visit(mailed / "en.html")
    page = visited.page
    page.wait_for_selector("#rows thead button")
    assert "plotly.js v" not in (mailed / "en.html").read_text(encoding="utf-8")
    page.locator("figure.drawn .plot").first.scroll_into_view_if_needed()
    page.wait_for_selector("figure.drawn .plot .main-svg")
    # What the policy does not name does not run.
    page.evaluate("document.head.append(lineage.make('script', {}, 'window.other = 1'))")
    assert page.evaluate("[typeof Plotly, typeof other]") == ["object", "undefined"]
    assert len(visited.messages) == 1
    assert "Content Security Policy" in visited.messages[0]


def test_a_sentence_that_is_not_in_the_file_is_left_out_of_its_line(mailed, visit):
    visited = visit(mailed / "en.html")
    page = visited.page
    page.wait_for_selector("#rows button.open")
    page.locator("script[data-name='sentences/0']").evaluate("(element) => element.remove()")
    page.locator("#rows button.open").first.click()
    page.wait_for_selector("#rows tr.more dl")
    page.wait_for_timeout(300)
    assert page.locator("#rows tr.more blockquote").count() == 0
    assert "full report only" not in page.locator("#rows tr.more").inner_text()
    assert visited.messages == []


def test_what_is_not_in_the_file_is_told_with_a_way_back(mailed, visit, complaints):
    visited = visit(mailed / "en.html")
    page = visited.page
    page.evaluate(
        "document.querySelector('#page main').prepend("
        "lineage.make('a', { href: 'data/formulae.csv', id: 'csv' }, 'data'))"
    )
    page.locator("#csv").click()
    arrived(page, "data/formulae.csv")
    assert page.locator("h1").inner_text() == page.title() == "Not in this file"
    assert "data/formulae.csv stands in the full report only" in page.locator("#main").inner_text()
    assert complaints(page) == []
    page.locator("#main a").click()
    arrived(page, "index.html")
    assert page.evaluate("lineage.data('none').catch((error) => error.message)").startswith("none stands in the full")
    assert visited.messages == []


@pytest.mark.parametrize(
    "address", ["#/%", "#/../../etc/passwd", "#/formulae/<script>alert(1)</script>", "#%E0%A4%A", "#/index.html&1"]
)
def test_addresses_that_lead_nowhere_break_nothing(mailed, visit, address):
    visited = visit(mailed / "en.html")
    visited.page.evaluate("(address) => { location.hash = address; }", address)
    visited.page.wait_for_timeout(300)
    visited.page.reload()
    visited.page.wait_for_function("document.querySelectorAll('#page h1').length === 1")
    assert visited.messages == []


def test_theme_and_keys_hold_from_page_to_page(mailed, visit):
    page = visit(mailed / "zh.html", color_scheme="light").page
    page.keyboard.press("t")
    go(page, next(path for path in pages_of(page) if path.startswith("formulae/")))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("?")
    assert page.locator("dialog[open] kbd").count() >= 2
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_sorting_and_finding_work_again_after_coming_back(mailed, visit):
    visited = visit(mailed / "en.html")
    page = visited.page
    go(page, next(path for path in pages_of(page) if path.startswith("formulae/")))
    go(page, "index.html")
    labels = page.locator("#rows td.formula")
    labels.first.wait_for()
    every = labels.count()
    page.locator("#search").fill("網絡空間")
    assert 0 < labels.count() < every
    assert all("网络空间" in label for label in labels.all_inner_texts())
    assert visited.messages == []
