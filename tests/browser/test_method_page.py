"""The page of the method and that of the data files, as a reader meets them."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

PAGES = ("method.html", "downloads.html")
SENTENCES = {
    "en": ("Method", "What would change at other thresholds", "Copied.", "formula"),
    "zh": ("方法", "换用其他阈值会怎样", "已复制。", "提法"),
}


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def site(language: str, tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp(f"method-{language}")
    scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb", language=language)
    return folder / "reports"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_open_without_complaint(site: Path, visit: Callable, complaints: Callable, name: str, scheme: str):
    visited = visit(site / name, color_scheme=scheme)
    for details in visited.page.locator("details").all():
        details.evaluate("(each) => { each.open = true; }")
    assert visited.messages == []
    assert visited.outside == []
    assert complaints(visited.page) == []


def test_the_words_are_those_of_the_language(site: Path, language: str, visit: Callable):
    page = visit(site / "method.html").page
    assert page.locator("h1").inner_text() == SENTENCES[language][0]
    assert page.get_by_role("heading", name=SENTENCES[language][1], exact=True).count() == 1
    assert page.locator("nav [aria-current]").inner_text() == SENTENCES[language][0]


def test_every_part_of_the_page_can_be_reached_from_its_head(site: Path, visit: Callable):
    page = visit(site / "method.html").page
    links = page.locator("main nav a")
    assert links.count() == page.locator("main section").count()
    for link in links.all():
        target = link.get_attribute("href")
        assert page.locator(target).inner_text() == link.inner_text()


def test_the_curve_is_drawn_with_its_threshold(site: Path, visit: Callable):
    page = visit(site / "method.html").page
    page.locator("[data-name=s-curve]").scroll_into_view_if_needed()
    page.locator("[data-name=s-curve] .plot-container").wait_for()
    drawn = page.locator("[data-name=s-curve] .textpoint").all_text_contents()
    assert any("0.6" in text for text in drawn)
    assert {"4/6", "5/6", "6/6"} <= set(drawn)


def test_the_entries_can_be_copied_by_keyboard(site: Path, language: str, visit: Callable):
    visited = visit(site / "method.html", permissions=["clipboard-read", "clipboard-write"])
    page = visited.page
    page.locator("#copy").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#copied').textContent !== ''")
    assert page.locator("#copied").inner_text() == SENTENCES[language][2]
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#bibtex").text_content()
    assert copied.startswith("@software{lineage,")


def test_without_a_clipboard_the_entries_are_selected(site: Path, visit: Callable):
    page = visit(site / "method.html").page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.locator("#copy").click()
    page.wait_for_function("document.querySelector('#copied').textContent !== ''")
    assert "@misc{lineage-" in page.evaluate("getSelection().toString()")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_small_screen(site: Path, visit: Callable, name: str):
    page = visit(site / name).page
    page.set_viewport_size({"width": 400, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize("name", PAGES)
def test_print_hides_buttons_and_opens_what_is_folded(site: Path, visit: Callable, name: str):
    page = visit(site / name, color_scheme="dark").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("button:visible:not(th button)").count() == 0
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_all_of_it_can_be_read(site: Path, visit: Callable, name: str):
    page = visit(site / name, java_script_enabled=False).page
    assert page.locator("button:visible").count() == 0
    assert page.locator("main section").count() >= 3
    if name == "method.html":
        assert page.locator("#bibtex").inner_text().startswith("@software")
        assert page.locator("[data-name=s-curve] figcaption").inner_text()


@pytest.mark.parametrize("table", ["formulae", "speeches"])
def test_a_table_is_saved_as_excel_opens_it(site: Path, language: str, visit: Callable, table: str):
    page = visit(site / "downloads.html").page
    with page.expect_download() as started:
        page.locator(f"button[data-table={table}]").click()
    content = Path(started.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    saved = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    with (site / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        written = list(csv.DictReader(handle))
    assert len(saved) == len(written) + 1
    if table == "formulae":
        assert saved[0][1] == SENTENCES[language][3]
        wanted = ("label", "speeches", "occurrences", "speakers", "first_date", "last_date")
        assert [[row[at] for at in (1, 4, 5, 6, 7, 8)] for row in saved[1:]] == [
            [row[name] for name in wanted] for row in written
        ]
        with (site / "data" / "variants.csv").open(encoding="utf-8", newline="") as handle:
            attesting = Counter(row["formula_id"] for row in csv.DictReader(handle) if row["attests"] == "yes")
        assert [int(row[9]) for row in saved[1:]] == [attesting[row["formula_id"]] for row in written]
    else:
        assert [row[:5] for row in saved[1:]] == [
            [row[name] for name in ("speech_id", "title", "speaker", "date", "characters")] for row in written
        ]


def test_every_data_file_is_linked_and_there(site: Path, visit: Callable):
    page = visit(site / "downloads.html").page
    links = [link.get_attribute("href") for link in page.locator("a[download]").all()]
    assert {Path(link).name for link in links} == {path.name for path in (site / "data").iterdir()}
    assert all((site / link).is_file() for link in links)
