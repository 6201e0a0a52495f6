"""The report on the Work Reports answers what scholars ask of it, in three steps at most.

A step is something typed, chosen or followed. The questions are those that people who read these reports ask.
"""

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

pytestmark = pytest.mark.realdata
ROWS = "#rows tbody tr:not(.more)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, testdata: Path) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    scan([testdata / "corpora" / "gwr"], out=folder / "reports", index=folder / "index.duckdb")
    return folder / "reports"


@pytest.fixture
def page(site: Path, visit: Callable):
    """The first page, once its table answers."""
    page = visit(site / "index.html").page
    page.locator("#rows thead button").first.wait_for()
    return page


def choose_period(page, button: str, first: str, last: str) -> None:
    form = page.locator("#filters form[data-field=period]")
    form.locator("[name=from]").fill(first)
    form.locator("[name=to]").fill(last)
    form.locator(f"button[value='{button}']").click()


def test_who_said_a_phrase_first_and_in_which_sentence(page):
    page.locator("#search").fill("新质生产力")
    row = page.locator(ROWS).first
    assert row.locator("td.formula").inner_text() == "新质生产力"
    row.locator("button.open").click()
    told = page.locator("tr.more").first
    told.locator("mark").wait_for()
    assert told.locator("blockquote").inner_text() == "（一）大力推进现代化产业体系建设，加快发展新质生产力。"
    assert "2024-03-05 · 李强" in told.inner_text()


def test_when_a_phrase_came_and_went(page):
    page.locator("#search").fill("三个代表")
    page.get_by_role("link", name="三个代表", exact=True).click()
    told = page.locator("#main").inner_text()
    assert "2001-03-05" in told
    assert "Carried 2001–2018." in told
    assert "Taken up within this corpus" in told
    assert "Laid down within this corpus" in told


def test_what_one_speech_inherits_from_another(site: Path, page):
    page.get_by_role("link", name="Compare").click()
    with (site / "data" / "speeches.csv").open(encoding="utf-8", newline="") as handle:
        names = {row["date"][:4]: row["speech_id"] for row in csv.DictReader(handle)}
    later, earlier = (hashlib.sha256(names[year].encode()).hexdigest()[:12] for year in ("2025", "2018"))
    page.locator("input[role=combobox]").nth(1).wait_for()
    for field, year in zip(page.locator("input[role=combobox]").all(), ("2025", "2018"), strict=True):
        field.fill(year)
        field.press("Enter")
    page.get_by_text("B is earlier by about 7 years").wait_for()
    assert f"#a={later}&b={earlier}" in page.url
    assert "高质量发展" in page.locator("#main").inner_text()


def test_what_was_said_in_a_year_and_is_gone_later(page):
    bar = page.locator("figure[data-name=coverage] .barlayer .trace").first.locator(".point").nth(-12)
    bar.wait_for()
    box = bar.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("figure[data-name=coverage] .hovertext").wait_for()
    page.mouse.down()
    page.mouse.up()
    page.locator("#parts button").wait_for()
    assert page.evaluate("location.hash") == "#period=2014"
    choose_period(page, "not-period", "2020", "")
    found = int(page.locator("#found").inner_text().split(" ")[0].replace(",", ""))
    assert 100 < found < 5000
    for row in page.locator(ROWS).all()[:20]:
        assert row.locator("td.date").last.inner_text()[:4] in {"2014", "2015", "2016", "2017", "2018", "2019"}


def test_how_a_phrase_was_reworded(page):
    page.locator("#search").fill("又好又快发展")
    page.locator(ROWS).filter(has=page.get_by_text("又好又快发展", exact=True)).locator("button.open").click()
    told = page.locator("tr.more")

    def under(heading: str) -> list[str]:
        return told.locator("dt").filter(has_text=heading).locator("+ dd").locator("li").all_inner_texts()

    assert under("Wordings") == ["2007-03-05 · 又好又快发展 · speeches: 4"]
    # The slogan of 1958 is no rewording of it: it says another thing, half a century before.
    assert under("attest nothing") == ["1958 · 又好又快省地发展 · speeches: 1"]
    assert told.locator("del").all_inner_texts() == ["快"]
    assert told.locator("ins").all_inner_texts() == ["省地"]
    assert "2008 · 经济社会又好又快发展" in under("See also")
    told.get_by_role("link", name="经济社会又好又快发展").click()
    assert page.locator(f"{ROWS} td.formula").first.inner_text() == "经济社会又好又快发展"
