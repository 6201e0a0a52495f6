"""The first page as a reader meets it: opened from disk in a real browser."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

ROWS = "#rows tbody tr:not(.more)"
MIRRORED = "你中有我、我中有你"
PORTION = 100


@pytest.fixture(scope="module", params=["en", "zh"])
def site(request, tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp(f"site-{request.param}")
    scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb", language=request.param)
    return folder / "reports"


@pytest.fixture(scope="module")
def language(site: Path) -> str:
    return site.parent.name.split("-")[1][:2]


def columns(page, name: str) -> list[str]:
    return page.locator(f"{ROWS} td.c-{name}").all_inner_texts()


def test_it_opens_from_disk_without_a_word_of_complaint(site: Path, first_page: Callable, table: Callable):
    visited = first_page(site)
    page = visited.page
    for name in ("coverage", "timeline", "births"):
        figure = page.locator(f"figure[data-name={name}] .plot")
        if figure.count():
            figure.scroll_into_view_if_needed()
            figure.locator(".main-svg").first.wait_for()
    assert visited.messages == []
    assert visited.outside == []
    assert page.locator(ROWS).count() == min(PORTION, len(table(site, "formulae")))


def test_the_language_is_that_of_the_page(site: Path, language: str, first_page: Callable):
    page = first_page(site).page
    assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    title = {"en": "Formulae that these speeches share", "zh": "这些讲话共有的提法"}[language]
    assert page.locator("h1").inner_text() == title


def test_a_heading_sorts_and_sorts_back(english: Path, listed: list, first_page: Callable):
    first = first_page(english)
    page = first.page
    ranked = first.labels()
    heading = page.locator("th[data-column=carriers]")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    most = sorted((len(each.carriers) for each in listed), reverse=True)
    first.every_label()
    assert list(map(int, columns(page, "carriers"))) == most
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert list(map(int, columns(page, "carriers"))) == most[::-1][:PORTION]
    page.locator("th[data-column=rank]").get_by_role("button").click()
    assert first.labels() == ranked == [each.label for each in listed][:PORTION]
    assert page.locator("th[aria-sort]").count() == 1


@pytest.mark.parametrize("sorted_by", [None, "uses"])
def test_headings_of_figures_end_where_the_figures_do(english: Path, first_page: Callable, sorted_by: str | None):
    page = first_page(english).page
    if sorted_by:
        page.locator(f"th[data-column={sorted_by}] button").click()
    ends = """(cell) => {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (texts.nextNode()) range.selectNodeContents(texts.currentNode);
        return range.getBoundingClientRect().right;
    }"""
    for column in ("carriers", "uses", "per_million", "span", "variants"):
        heading = page.locator(f"th[data-column={column}]").evaluate(ends)
        assert heading == pytest.approx(page.locator(f"{ROWS} td.c-{column}").first.evaluate(ends), abs=1)


@pytest.mark.parametrize("column", ["label", "uses", "first", "last", "span", "variants"])
def test_every_column_sorts_all_of_the_formulae(english: Path, column: str, first_page: Callable):
    first = first_page(english)
    page = first.page
    first.every_label()
    before = columns(page, column)
    page.locator(f"th[data-column={column}]").get_by_role("button").click()
    first.every_label()
    after = columns(page, column)
    assert sorted(after) == sorted(before)
    if column == "label":
        assert after != before
    else:
        key = str if column in ("first", "last") else lambda text: int(text.replace(",", ""))
        assert after == sorted(before, key=key, reverse=column not in ("first", "last"))


@pytest.mark.parametrize(
    "typed", ["你中有我，我中有你", "你中有我我中有你", "「你中有我、我中有你」", " 你中有我 我中 "]
)
def test_the_search_does_not_mind_marks(english: Path, first_page: Callable, typed: str):
    first = first_page(english)
    page = first.page
    page.locator("#search").fill(typed)
    assert first.labels()
    assert all(label.startswith(MIRRORED) for label in first.labels())


@pytest.mark.parametrize(("traditional", "simplified"), [("網絡空間", "网络空间"), ("數字鴻溝", "数字鸿沟")])
def test_the_search_does_not_mind_the_script(site: Path, first_page: Callable, traditional: str, simplified: str):
    first = first_page(site)
    page = first.page
    page.locator("#search").fill(simplified)
    wanted = first.labels()
    assert wanted
    page.locator("#search").fill(traditional)
    assert first.labels() == wanted
    assert str(len(wanted)) in page.locator("#found").inner_text()


def test_what_is_not_found_is_looked_for_in_the_speeches(site: Path, first_page: Callable):
    first = first_page(site)
    page = first.page
    page.locator("#search").fill("没有这样的提法")
    assert first.labels() == []
    assert "lineage trace 没有这样的提法" in page.locator("#nothing").inner_text()
    page.locator("#search").fill("'; rm")
    assert page.locator("#nothing code").inner_text() == "lineage trace ''\\''; rm'"


@pytest.mark.parametrize("typed", ["，。", "&&", "……"])
def test_marks_alone_find_nothing(english: Path, first_page: Callable, typed: str):
    first = first_page(english)
    page = first.page
    page.locator("#search").fill(typed)
    assert first.labels() == []


def test_the_link_to_a_view_is_copied(english: Path, first_page: Callable):
    page = first_page(english, "q=网络", permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("#link").click()
    page.wait_for_function("document.querySelector('#copied').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate("location.href")


def test_more_rows_come_when_they_are_asked_for_and_when_scrolled_to(english: Path, listed: list, first_page: Callable):
    first = first_page(english)
    page = first.page
    assert page.locator(ROWS).count() == PORTION < len(listed)
    page.locator("#further button").focus()
    page.wait_for_function(
        f"document.activeElement.closest('tr')?.querySelector('.formula').textContent === '{listed[PORTION].label}'",
    )
    assert first.labels() == [each.label for each in listed]
    page.reload()
    page.locator("#rows thead button").first.wait_for()
    page.locator("#shelf").evaluate("(shelf) => shelf.scrollTo(0, shelf.scrollHeight)")
    page.wait_for_function(f"document.querySelectorAll('{ROWS}').length === {len(listed)}")
    assert not page.locator("#further").is_visible()


def test_a_row_opens_and_closes_by_key(site: Path, first_page: Callable):
    page = first_page(site).page
    page.locator("#search").fill("先易后难")
    button = page.locator("button.open").first
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    told = page.locator("tr.more")
    assert "蔡名照 · 共同维护网络空间安全" in told.inner_text()
    assert [text[:10] for text in told.locator(".carriers li").all_inner_texts()] == ["2013-11-05", "2014-06-05"]
    assert re.fullmatch(r"(\./)?speeches/[0-9a-f]{12}\.html#f=\d+", told.locator("a").first.get_attribute("href"))
    page.keyboard.press("Enter")
    assert told.count() == 0
    assert button.get_attribute("aria-expanded") == "false"


def test_columns_can_be_chosen(english: Path, first_page: Callable):
    page = first_page(english).page
    page.locator("#columns summary").click()
    page.locator("#columns input[value=kind]").check()
    page.locator("#columns input[value=span]").uncheck()
    assert page.locator("th[data-column=kind]").is_visible()
    assert not page.locator("th[data-column=span]").is_visible()
    assert columns(page, "kind")[0] == "formula"
    assert columns(page, "span") == []
    page.reload()
    page.locator("#rows thead button").first.wait_for()
    assert page.locator("th[data-column=kind]").is_visible()
    assert not page.locator("#columns input[value=span]").is_checked()


def test_the_table_fits_the_screen(site: Path, first_page: Callable):
    page = first_page(site).page
    assert page.locator("#shelf").evaluate("(shelf) => shelf.scrollWidth <= shelf.clientWidth")
    page.set_viewport_size({"width": 400, "height": 800})
    page.locator("#filters summary").click()
    page.wait_for_function("document.documentElement.scrollWidth <= 400")  # figures are drawn anew
    assert page.locator("#shelf").evaluate("(shelf) => shelf.scrollWidth <= shelf.clientWidth")


def test_keys_alone_suffice(site: Path, first_page: Callable):
    first = first_page(site)
    page = first.page
    page.keyboard.press("/")
    page.keyboard.type("网络空间")
    assert page.locator("#search").input_value() == "网络空间"
    everything = page.locator(ROWS).count()
    page.keyboard.press("Tab")
    page.keyboard.press("f")
    page.keyboard.press("Tab")
    page.keyboard.type("2021")
    page.keyboard.press("Enter")
    assert first.state() == "#q=网络空间&period=2021-"
    assert 0 < page.locator(ROWS).count() < everything
    page.locator("#parts button").nth(1).focus()
    page.keyboard.press("Enter")
    assert first.state() == "#q=网络空间"
    assert page.evaluate("document.activeElement.closest('#parts') !== null")
    page.keyboard.press("?")
    assert page.locator("#keys kbd", has_text="/").is_visible()


def test_a_formula_leads_to_its_page_and_back(site: Path, first_page: Callable):
    page = first_page(site).page
    page.get_by_role("link", name="先易后难", exact=True).first.click()
    assert page.locator("h1").inner_text() == "先易后难"
    page.go_back()
    page.locator("#rows thead button").first.wait_for()


def test_a_bar_of_the_coverage_leads_to_the_formulae_of_its_year(english: Path, listed: list, first_page: Callable):
    first = first_page(english)
    page = first.page
    bars = page.locator("figure[data-name=coverage] .barlayer .trace").first.locator(".point")
    bars.first.wait_for()
    box = bars.nth(1).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("figure[data-name=coverage] .hoverlayer .hovertext").first.wait_for()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("location.hash === '#period=2014'")
    page.wait_for_function("document.querySelector('#shelf').getBoundingClientRect().top < innerHeight")
    assert first.every_label() == [each.label for each in listed if any(one[:4] == "2014" for one in each.carriers)]


def test_a_mark_of_the_timeline_shows_its_sentence_and_leads_to_its_formula(english: Path, first_page: Callable):
    page = first_page(english).page
    figure = page.locator("figure[data-name=timeline]")
    figure.scroll_into_view_if_needed()
    figure.locator(".plot-container").wait_for()
    names = figure.locator(".plot").evaluate("(plot) => plot.data.map((trace) => trace.name)")
    number = next(at for at, name in enumerate(names) if name.startswith(MIRRORED))
    mark = figure.locator(".scatterlayer .trace").nth(number).locator(".point").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = figure.locator(".hoverlayer .hovertext")
    hover.wait_for()
    assert "2013-11-05" in hover.text_content()
    assert "你中有我" in hover.text_content()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/formulae/*.html")
    assert page.locator("h1").inner_text().startswith(MIRRORED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes(site: Path, first_page: Callable, complaints: Callable, scheme: str):
    visited = first_page(site, "carriers=3-", color_scheme=scheme)
    page = visited.page
    page.locator("figure[data-name=coverage] .plot-container").wait_for()
    page.locator("#filters summary").click()
    page.locator("#columns summary").click()
    page.locator("button.open").first.click()
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    drawn = "document.querySelector('figure[data-name=coverage] .main-svg').style.background"
    before = page.evaluate(paper)
    assert page.evaluate(drawn) == before
    page.locator("#theme").click()
    after = page.evaluate(paper)
    assert after != before
    page.wait_for_function(f"{drawn} === '{after}'")
    assert visited.messages == []
    assert complaints(page) == []


def test_print_hides_what_paper_cannot_do(site: Path, first_page: Callable):
    page = first_page(site, color_scheme="dark").page
    page.emulate_media(media="print")
    for name in ("#theme", "#search", "#filters", "#link", "#further", "button.open"):
        assert not page.locator(name).first.is_visible(), name
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#shelf").evaluate("(shelf) => shelf.scrollHeight <= shelf.clientHeight")


def test_without_scripts_the_first_rows_can_be_read(site: Path, visit: Callable, table: Callable):
    page = visit(site / "index.html", java_script_enabled=False).page
    labels = page.locator(f"{ROWS} td.formula").all_inner_texts()
    assert labels == [row["label"] for row in table(site, "formulae")][:PORTION]
    assert not page.locator("#search").is_visible()
    assert page.locator("figure[data-name=coverage] table").count() == 1


def test_the_script_draws_the_rows_as_they_stood(site: Path, first_page: Callable):
    """What stands in the page itself and what its script makes of the data are the same."""
    cells = "(row) => [...row.cells].map((cell) => cell.textContent.replace('▸', '').trim()).join('|')"
    page = first_page(site).page
    drawn = page.locator(ROWS).evaluate_all(f"(rows) => rows.map({cells})")
    written = page.evaluate(
        "(html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('#rows tbody tr')]"
        f".map({cells})",
        (site / "index.html").read_text(encoding="utf-8"),
    )
    assert drawn == written


def test_a_page_without_its_data_says_so_and_can_be_read(english: Path, tmp_path: Path, visit: Callable):
    shutil.copytree(english, tmp_path / "reports")
    (tmp_path / "reports" / "assets" / "data" / "formulae.js").unlink()
    page = visit(tmp_path / "reports" / "index.html").page
    page.locator("section [role=alert]").wait_for()
    assert "formulae.js" in page.locator("section [role=alert]").inner_text()
    assert page.locator(ROWS).count() == PORTION
    assert not page.locator("#search").is_visible()
