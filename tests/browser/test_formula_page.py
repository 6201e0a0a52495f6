"""The page of a formula as a reader meets it: its life, wordings, carriers, places in context."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

PLANTED = "绿水青山就是金山银山"
LINES = "#contexts-lines li"


def page_of(site: Path, label: str) -> Path:
    with (site / "data" / "formulae.csv").open(encoding="utf-8", newline="") as handle:
        return next(
            site / "formulae" / f"{row['formula_id']}.html" for row in csv.DictReader(handle) if row["label"] == label
        )


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, planted_folder: Path, corpus_folder: Path) -> Callable[..., Path]:
    """The sites of the planted corpus and of the five speeches, in both languages."""
    made: dict[tuple[str, str], Path] = {}

    def site(language: str, corpus: str = "planted") -> Path:
        if (language, corpus) not in made:
            folder = tmp_path_factory.mktemp(f"{corpus}-{language}")
            source = planted_folder if corpus == "planted" else corpus_folder
            scan([source], out=folder / "reports", index=folder / "index.duckdb", language=language)
            made[language, corpus] = folder / "reports"
        return made[language, corpus]

    return site


@pytest.fixture
def planted(sites, visit) -> Callable[..., object]:
    """The page of the planted formula."""

    def open_page(language: str = "en", **options: object):
        return visit(page_of(sites(language), PLANTED), **options)

    return open_page


def ready(page) -> None:
    page.locator("#lines-found:not(:empty)").wait_for()


def lefts(page) -> list[str]:
    return page.locator(f"{LINES} span:first-child").all_inner_texts()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_draws_and_complains_of_nothing(planted, complaints, language, theme):
    visited = planted(language, color_scheme=theme)
    page = visited.page
    ready(page)
    page.locator("figure .plot-container").wait_for()
    assert page.locator("figure .bars .point").count() > 5
    assert page.locator(".periods tbody tr").count() > 0
    assert visited.messages == []
    assert visited.outside == []
    assert complaints(page) == []


def test_periods_before_the_earliest_attestation_are_told_in_one_sentence(tmp_path: Path, visit):
    places = [f"{first}{last}" for first in "东南西北上下" for last in "山川湖海城"]
    for year in range(1990, 2020):
        said = f"{places[2029 - year - 10]}，{PLANTED}，{places[year - 1990]}。\n" * 3 if year >= 2008 else ""
        text = f"今天在{places[year - 1990]}说说{places[year - 1991]}。\n{said}{places[year - 1992]}的人都来了。\n"
        (tmp_path / f"{year}-03-05_某人_讲话.txt").write_text(text, encoding="utf-8")
    scan([tmp_path], out=tmp_path / "reports", index=tmp_path / "index.duckdb")
    page = visit(page_of(tmp_path / "reports", PLANTED)).page
    page.locator(".periods tbody tr").first.wait_for()
    assert page.locator(".periods tbody tr td:first-child").all_inner_texts() == ["2005–2009", "2010–2014", "2015–2019"]
    assert page.locator(".periods tbody tr td:nth-child(4)").all_inner_texts() == ["2", "5", "5"]
    assert page.locator("#periods-before").inner_text() == (
        "The periods before the earliest attestation, up to 2004, are left out; speeches in them: 15."
    )


def test_periods_are_all_told_where_the_first_of_them_carries_it(planted):
    page = planted().page
    page.locator(".periods tbody tr").first.wait_for()
    assert page.locator("#periods-before").count() == 0


def test_the_earliest_attestation_tells_ties_and_what_is_earlier(planted):
    page = planted().page
    card = page.locator("section[aria-labelledby=earliest]")
    assert card.locator("blockquote mark").all_inner_texts() == [PLANTED, PLANTED]
    told = card.locator(".by").all_inner_texts()
    assert [line.split(" · ")[:2] for line in told] == [["2003-03-05", "张三"], ["2003-03-05", "李四"]]
    assert "1 earlier dated speech of this corpus, " in card.inner_text()
    assert "Another carrier may be as early" in card.inner_text()
    assert "A speech without a date carries it, too" in card.inner_text()
    links = [link.get_attribute("href") for link in card.locator(".by a").all()]
    assert [link.split("#")[1].split("=")[0] for link in links] == ["f", "at", "f", "at"]
    assert all(link.startswith("../speeches/") for link in links)


def test_the_years_of_the_figure_stand_in_a_table(planted):
    page = planted().page
    ready(page)
    page.locator("figure summary").click()
    rows = [row.split("\t") for row in page.locator("figure tbody tr").all_inner_texts()]
    assert [row[0] for row in rows] == ["2001", "2003", "2004", "2006", "2009", "2012"]
    assert [row[4] for row in rows] == ["0", "15", "12", "14", "11", "10"]
    for _, _, characters, _, places, rate in rows:
        assert float(rate) == pytest.approx(1e6 * int(places) / int(characters.replace(",", "")), abs=0.06)


def test_carriers_stand_by_speaker_and_by_date_with_a_strip_each(planted):
    page = planted().page
    ready(page)
    speakers = [row.split("\t")[:3] for row in page.locator(".speakers tbody tr").all_inner_texts()]
    assert speakers == [["李四", "3", "32"], ["王五", "2", "21"], ["张三", "1", "9"], ["unknown", "1", "5"]]
    rows = page.locator(".carriers tbody tr")
    assert rows.locator("td:nth-child(4)").all_inner_texts() == ["9", "6", "12", "14", "11", "10", "5"]
    strip = rows.first.locator("[role=img]")
    assert strip.locator("i").count() == 9
    places = [int(place) for place in strip.get_attribute("aria-label").removeprefix("at ").split(" %")[0].split(", ")]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < 100


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_places_sort_by_what_stands_beside_them(planted, hand):
    page = planted().page
    ready(page)
    dated = lefts(page)
    for order, key, column in (("left", "l", "span:first-child"), ("right", "r", "mark + span"), ("date", "d", "")):
        if hand == "mouse":
            page.locator(f"[data-order={order}]").click()
        else:
            page.keyboard.press(key)
        assert page.locator("[data-order][aria-pressed=true]").get_attribute("data-order") == order
        if order == "date":
            assert lefts(page) == dated
            assert "sort" not in page.url
            continue
        texts = page.locator(f"{LINES} {column}").all_inner_texts()
        keys = [text[::-1] if order == "left" else text for text in texts]
        assert keys == sorted(keys)
        assert page.url.endswith(f"#sort={order}")


def test_a_portion_is_shown_and_the_next_on_demand(planted):
    page = planted().page
    ready(page)
    assert page.locator(LINES).count() == 50
    assert page.locator("#lines-found").inner_text() == "50 of 67 places"
    page.locator("button.more").focus()
    page.keyboard.press("Enter")
    assert page.locator(LINES).count() == 67
    assert not page.locator("button.more").is_visible()
    assert (
        page.evaluate(
            "[...document.activeElement.closest('ol').children].indexOf(document.activeElement.closest('li'))"
        )
        == 50
    )


@pytest.mark.parametrize("typed", ["海岛", "海島", "海，岛"])
def test_the_filter_finds_substrings_in_either_script_without_marks(planted, typed):
    page = planted().page
    ready(page)
    page.keyboard.press("/")
    page.keyboard.insert_text(typed)
    found = page.locator(LINES).all_inner_texts()
    assert 0 < len(found) < 50
    assert all("海岛" in text for text in found)
    assert page.locator("#lines-found").inner_text() == f"{len(found)} of {len(found)} places"
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    ready(page)
    assert page.locator(LINES).all_inner_texts() == found


def test_a_line_leads_to_its_place(planted, sites):
    page = planted().page
    ready(page)
    with (sites("en") / "data" / "occurrences.csv").open(encoding="utf-8", newline="") as handle:
        begins = [row["begin"] for row in csv.DictReader(handle) if row["text"] == PLANTED]
    page.locator("button.more").click()
    links = [link.get_attribute("href") for link in page.locator(f"{LINES} a").all()]
    assert all(link.startswith("../speeches/") for link in links)
    assert sorted(link.split("#at=")[1] for link in links) == sorted(begins)


def test_keys_lead_to_the_neighbours_and_stand_in_the_panel(planted):
    page = planted().page
    ready(page)
    page.keyboard.press("?")
    assert {"n", "l", "r", "d", "/"} <= set(page.locator("#keys kbd").all_inner_texts())
    page.keyboard.press("Escape")
    second = page.locator(".around a[rel=next] span").inner_text()
    page.keyboard.press("n")
    page.wait_for_function(f"document.querySelector('h1').textContent === '{second}'")
    page.locator("#theme").wait_for()  # the scripts are at work
    page.keyboard.press("p")
    page.wait_for_function(f"document.querySelector('h1').textContent === '{PLANTED}'")


def test_the_ladder_tells_what_was_altered_since_the_oldest_wording(sites, visit):
    page = visit(page_of(sites("en", "seeds"), "信息通信技术")).page
    section = page.locator("section[aria-labelledby=wordings]")
    assert "The oldest wording is 信息和通信技術 (2014-06-05)" in section.inner_text()
    assert section.locator("td.date:first-child").all_inner_texts() == ["2014-06-05", "2019-10 date not to the day"]
    assert section.locator("del").all_inner_texts() == ["和"]
    assert section.locator("ins").count() == 0


def test_print_shows_lines_and_hides_controls(planted):
    page = planted(color_scheme="dark").page
    ready(page)
    page.emulate_media(media="print")
    assert not page.locator("[data-order=left]").is_visible()
    assert not page.locator("button.more").is_visible()
    assert page.locator(LINES).first.is_visible()
    assert page.locator(".strip .bar").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_is_wider_than_a_small_screen(planted, complaints, language):
    page = planted(language).page
    page.set_viewport_size({"width": 400, "height": 800})
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert complaints(page) == []


def test_without_scripts_the_essentials_stand(planted, language):
    page = planted(language, java_script_enabled=False).page
    assert page.locator("blockquote mark").count() == 2
    assert page.locator(".life li").count() > 0
    assert page.locator(".carriers tbody tr").count() == 7
    assert page.locator(LINES).count() == 10
    assert "67" in page.locator("noscript").inner_text()
    assert page.locator(".parts tbody tr").count() > 10
    assert not page.locator("[data-order=left]").is_visible()


def test_without_its_data_a_page_says_so(planted, sites, tmp_path, visit):
    source = page_of(sites("en"), PLANTED)
    (tmp_path / "formulae").mkdir()
    copy = tmp_path / "formulae" / source.name
    copy.write_bytes(source.read_bytes())
    (tmp_path / "assets").mkdir()
    for file in (sites("en") / "assets").iterdir():
        if file.is_file() and "plotly" not in file.name:
            (tmp_path / "assets" / file.name).write_bytes(file.read_bytes())
    page = visit(copy).page
    page.get_by_text("speeches.js cannot be loaded").wait_for()
    assert page.locator(LINES).count() == 10
