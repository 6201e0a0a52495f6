"""The pages as a reader meets them: opened from disk in a real browser."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

ROWS = "#rows tbody tr:not([hidden])"
MIRRORED = "你中有我、我中有你"


@pytest.fixture(scope="module", params=["en", "zh"])
def site(request, tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp(f"site-{request.param}")
    scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb", language=request.param)
    return folder / "reports"


@pytest.fixture(scope="module")
def language(site: Path) -> str:
    return site.parent.name.split("-")[1][:2]


@pytest.fixture(scope="module")
def listed(site: Path) -> int:
    """How many formulae there are."""
    with (site / "data" / "formulae.csv").open(encoding="utf-8", newline="") as handle:
        return len(list(csv.DictReader(handle)))


def labels(page) -> list[str]:
    return page.locator(f"{ROWS} td.formula").all_inner_texts()


def test_it_opens_from_disk_without_a_word_of_complaint(site: Path, listed: int, visit: Callable):
    visited = visit(site / "index.html")
    visited.page.locator("#figure .plot-container").wait_for()
    assert visited.messages == []
    assert visited.outside == []
    assert visited.page.locator(ROWS).count() == listed


def test_the_language_is_that_of_the_page(site: Path, language: str, visit: Callable):
    page = visit(site / "index.html").page
    assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    title = {"en": "Formulae that these speeches share", "zh": "这些讲话共有的提法"}[language]
    assert page.locator("h1").inner_text() == title


def test_a_heading_sorts_and_sorts_back(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    heading = page.locator("th[data-column='4']")
    ranked = labels(page)
    heading.get_by_role("button").click()
    speeches = [int(text) for text in page.locator(f"{ROWS} td:nth-child(5)").all_inner_texts()]
    assert heading.get_attribute("aria-sort") == "descending"
    assert speeches == sorted(speeches, reverse=True)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert labels(page) != ranked
    page.locator("th[data-column='0']").get_by_role("button").click()
    assert labels(page) == ranked


@pytest.mark.parametrize(
    "typed", ["你中有我，我中有你", "你中有我我中有你", "「你中有我、我中有你」", " 你中有我 我中 "]
)
def test_the_search_does_not_mind_marks(site: Path, visit: Callable, typed: str):
    page = visit(site / "index.html").page
    page.locator("#search").fill(typed)
    assert labels(page)
    assert all(label.startswith(MIRRORED) for label in labels(page))


@pytest.mark.parametrize(("traditional", "simplified"), [("網絡空間", "网络空间"), ("數字鴻溝", "数字鸿沟")])
def test_the_search_does_not_mind_the_script(site: Path, visit: Callable, traditional: str, simplified: str):
    page = visit(site / "index.html").page
    page.locator("#search").fill(simplified)
    wanted = labels(page)
    assert wanted
    page.locator("#search").fill(traditional)
    assert labels(page) == wanted
    assert page.locator("#found").inner_text().startswith(str(len(wanted)))
    page.locator("#search").fill("没有这样的提法")
    assert labels(page) == []


@pytest.mark.parametrize("typed", ["，。", "&&", "……"])
def test_marks_alone_find_nothing(site: Path, visit: Callable, typed: str):
    page = visit(site / "index.html").page
    page.locator("#search").fill(typed)
    assert labels(page) == []


def test_nothing_is_wider_than_a_small_screen(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    page.set_viewport_size({"width": 400, "height": 800})
    for path in (site / "index.html", *sorted((site / "formulae").iterdir())[:5]):
        page.goto(path.resolve().as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, path.name


def test_a_formula_leads_to_its_page_and_back(site: Path, listed: int, visit: Callable):
    visited = visit(site / "index.html")
    page = visited.page
    page.get_by_role("link", name="先易后难", exact=True).click()
    assert page.locator("h1").inner_text() == "先易后难"
    assert page.locator("blockquote").inner_text().count("先易后难") == 1
    assert page.locator(".by").inner_text().startswith("2013-11-05")
    places = page.locator("#contexts-lines li")
    assert [date.split(" ")[0] for date in places.locator("a").all_inner_texts()] == ["2013-11-05", "2014-06-05"]
    assert places.locator("mark").all_inner_texts() == ["先易后难", "先易後難"]
    page.locator("nav a").first.click()
    assert page.locator(ROWS).count() == listed
    assert visited.messages == []


def test_a_mark_of_the_timeline_shows_its_sentence_and_leads_to_its_formula(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    page.locator("#figure .plot-container").wait_for()
    names = page.evaluate("document.getElementById('figure').data.map((trace) => trace.name)")
    number = next(at for at, name in enumerate(names) if name.startswith(MIRRORED))
    mark = page.locator("#figure .scatterlayer .trace").nth(number).locator(".point").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = page.locator("#figure .hoverlayer .hovertext")
    hover.wait_for()
    assert "2013-11-05" in hover.text_content()
    assert "你中有我" in hover.text_content()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/formulae/*.html")
    assert page.locator("h1").inner_text().startswith(MIRRORED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes(site: Path, visit: Callable, scheme: str):
    visited = visit(site / "index.html", color_scheme=scheme)
    page = visited.page
    page.locator("#figure .plot-container").wait_for()
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    drawn = "document.querySelector('#figure .main-svg').style.background"
    before = page.evaluate(paper)
    assert page.evaluate(drawn) == before
    page.locator("#theme").click()
    after = page.evaluate(paper)
    assert after != before
    page.wait_for_function(f"{drawn} === '{after}'")
    assert visited.messages == []


def test_print_hides_what_paper_cannot_do(site: Path, visit: Callable):
    page = visit(site / "index.html", color_scheme="dark").page
    page.emulate_media(media="print")
    assert not page.locator("#theme").is_visible()
    assert not page.locator("#search").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_without_scripts_the_table_can_be_read(site: Path, listed: int, visit: Callable):
    page = visit(site / "index.html", java_script_enabled=False).page
    assert page.locator(ROWS).count() == listed
    assert not page.locator("#search").is_visible()


def test_the_figure_never_offers_to_upload(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    page.locator("#figure .plot-container").wait_for()
    for option in ("showSendToCloud", "displaylogo"):
        assert page.evaluate(f"document.getElementById('figure')._context.{option}") is False
    assert page.locator("#figure a[href]").count() == 0
