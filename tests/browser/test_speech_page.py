"""The list of the speeches and the page of each, as a reader meets them."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

import lineage
from lineage.report.site import name_of

EVERY = "维护网络空间的和平与安全"
ALTERED = "维护网络空间的长期和平与安全"
DROPPED = "大力发展数字经济，促进房地产市场平稳健康发展"
LATE = "凡事先易后难、循序渐进"
HAN = [chr(point) for point in range(0x5000, 0x6000)]
EMBED = {2005: "none", 2006: "context"}


def own_words(seed: int, sentences: int = 30) -> str:
    """What no other speech says."""
    chosen = random.Random(seed)
    return "".join("".join(chosen.sample(HAN, 12)) + "。" for _ in range(sentences))


def text_of(year: int) -> str:
    # The first character is two units of UTF-16: what is marked after it must not be shifted.
    dropped = f"{DROPPED}。" if 2002 <= year < 2008 else ""
    late = f"{LATE}。" if year >= 2007 else ""
    altered = f"一起{ALTERED}。" if year == 2008 else ""
    return (
        f"𠮷{own_words(year, 2)}\n我们{EVERY}。{own_words(year + 50)}\n"
        f"坚持国内国际(guójì)双循环。{dropped}{own_words(year + 100)}\n{late}{altered}"
    )


def identifier(year: int) -> str:
    return f"{year}-03-05_甲{year % 2}_第{year}年报告"


@pytest.fixture(scope="module", params=["en", "zh"])
def site(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp(f"speeches-{request.param}")
    rows = ["file,embed"]
    for year in range(2001, 2009):
        (home / f"{identifier(year)}.txt").write_text(text_of(year), encoding="utf-8")
        rows.append(f"{identifier(year)}.txt,{EMBED.get(year, 'text')}")
    (home / "speeches.csv").write_text("\n".join(rows), encoding="utf-8")
    settings = lineage.Settings(min_score=0.0)
    lineage.scan([home], out=home / "out", index=home / "index", settings=settings, jobs=1, language=request.param)
    return home / "out"


def page_of(site: Path, year: int) -> Path:
    return site / "speeches" / f"{name_of(identifier(year))}.html"


@pytest.fixture
def opened(site: Path, visit: Callable) -> Callable:
    """The page of the speech of a year, once its text is drawn; what comes after `#`."""

    def open_page(year: int, state: str = "", **options: object):
        visited = visit(page_of(site, year), **options)
        if state:
            visited.page.goto(f"{page_of(site, year).resolve().as_uri()}#{state}")
            visited.page.reload()
        visited.page.locator("#legend li").first.wait_for()
        visited.page.locator("#text mark, #text svg rect").first.wait_for()
        return visited

    return open_page


def marked(page, look: str) -> str:
    return "".join(page.locator(f"#text mark.{look}").all_inner_texts())


def number_of(site: Path, wording: str) -> int:
    lines = (site / "data" / "formulae.csv").read_text(encoding="utf-8").splitlines()[1:]
    return next(at for at, line in enumerate(lines) if wording in line)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("year", [2005, 2006, 2008])
def test_it_opens_without_a_word_of_complaint(opened, complaints, year: int, theme: str):
    visited = opened(year, color_scheme=theme)
    visited.page.keyboard.press("j")
    visited.page.locator("#parallel h4").first.wait_for()
    assert visited.messages == []
    assert visited.outside == []
    assert complaints(visited.page) == []


def test_the_language_is_that_of_the_page(opened, site: Path):
    page = opened(2008).page
    assert (
        page.locator("#text-title").inner_text()
        == {"en": "The text as read", "zh": "原文"}[site.parent.name.split("-")[1][:2]]
    )


def test_marks_stand_where_the_wording_stands(opened):
    assert LATE in marked(opened(2007).page, "first")
    page = opened(2008).page
    assert LATE in marked(page, "age-0")
    assert marked(page, "altered") == ALTERED
    assert EVERY in marked(page, "age-2")
    styles = page.evaluate(
        "[...document.querySelectorAll('#legend mark')].map(one => getComputedStyle(one).textDecoration)"
    )
    assert len(set(styles[:5])) == 5


def test_the_text_stands_as_read(opened):
    page = opened(2008).page
    assert page.locator("#text").inner_text().startswith("𠮷")
    left_out = page.locator("#text .furniture")
    assert "(guójì)" in left_out.inner_text()
    assert left_out.get_attribute("title")
    assert left_out.locator(".unseen").count() == 1


def test_keys_go_from_mark_to_mark_and_the_panel_follows(opened):
    page = opened(2008).page
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.dataset.at")
    assert EVERY in page.locator("#parallel h4").first.inner_text()
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.at")
    assert int(second) > int(first)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.at") == first
    assert page.locator("#text [tabindex]").count() == 1
    page.keyboard.press("?")
    assert page.locator("dialog[open] kbd").all_inner_texts() == ["t", "?", "k", "j", "p"]


def test_pointing_tells_the_sentence_of_the_earlier_parallel(opened, site: Path):
    page = opened(2008).page
    page.locator("#text mark", has_text=LATE[:4]).first.hover()
    quoted = page.locator("#parallel blockquote").first
    quoted.wait_for()
    assert LATE in quoted.inner_text()
    link = page.locator("#parallel .attested a").first.get_attribute("href")
    assert f"speeches/{name_of(identifier(2007))}.html#f=" in link


def test_a_parallel_whose_text_is_kept_back_is_not_quoted(opened):
    page = opened(2006).page
    page.keyboard.press("j")
    page.locator("#parallel .attested").first.wait_for()
    latest = page.locator("#parallel .attested").last
    latest.locator("p.small").first.wait_for()
    assert latest.locator("blockquote").count() == 0


@pytest.mark.parametrize(("show", "look"), [("first", "first"), ("altered", "altered")])
def test_a_filter_shows_only_its_marks(opened, show: str, look: str):
    page = opened(2007 if show == "first" else 2008).page
    page.locator(f"#filters input[value={show}]").check()
    page.locator(f"#text mark.{look}").first.wait_for()
    expect(page.locator(f"#text mark:not(.{look})")).to_have_count(0)
    assert page.url.endswith(f"#show={show}")
    page.locator("#filters input[value=all]").check()
    page.locator("#text mark.age-2").first.wait_for()
    assert "#" not in page.url


def test_an_address_asks_for_a_formula_and_can_be_cleared(opened, site: Path):
    page = opened(2008, f"f={number_of(site, LATE)}").page
    page.locator("#text .here").wait_for()
    assert marked(page, "asked") == LATE
    expect(page.locator("#text mark:not(.asked)")).to_have_count(0)  # marks are drawn anew when they are in sight
    assert LATE in page.locator("#asked").inner_text()
    page.locator("#asked button").click()
    page.locator("#text mark.altered").wait_for()
    assert page.locator("#asked").is_hidden()
    assert "#" not in page.url


def test_an_address_asks_for_a_place(opened):
    at = text_of(2008).index(LATE)
    page = opened(2008, f"at={at}").page
    here = page.locator("#text .here")
    here.wait_for()
    assert here.get_attribute("data-at") == str(at)
    assert page.locator("#asked").is_visible()


def test_only_what_an_earlier_speech_has_too(opened):
    page = opened(2008).page
    late, every = (page.locator("#text mark", has_text=wording) for wording in (LATE, EVERY))
    expect(late).to_have_count(1)
    page.locator("#from").select_option(name_of(identifier(2001)))
    expect(late).to_have_count(0)
    expect(every.first).to_be_visible()
    assert LATE not in "".join(page.locator("#text mark").all_inner_texts())
    beside = page.locator("#asked a").get_attribute("href")
    assert beside.endswith(f"#a={name_of(identifier(2008))}&b={name_of(identifier(2001))}")
    assert f"from={name_of(identifier(2001))}" in page.url


def test_what_it_inherits_from_one_speech_is_three_steps_away(site: Path, visit: Callable):
    page = visit(site / "speeches" / "index.html").page
    page.locator("#rows a", has_text="2008").click()
    row = page.locator("#earlier tr", has_text="2003-03-05")
    names = name_of(identifier(2008)), name_of(identifier(2003))
    assert row.locator("a[href*=compare]").get_attribute("href") == "../compare/index.html#a={}&b={}".format(*names)
    row.locator("a[href^='#from']").click()
    page.locator("#asked").wait_for()
    assert "2003" in page.locator("#asked").inner_text()


def test_lists_tell_what_is_altered_and_absent(opened):
    page = opened(2008).page
    assert page.locator("#altered ins").inner_text() == "长期"
    assert DROPPED in page.locator("#absent").inner_text()
    page.locator("#altered a[href^='#f']").click()
    page.locator("#text .here").wait_for()
    assert page.locator("#asked").is_visible()


def test_contexts_tell_what_lies_between_them(opened):
    page = opened(2006).page
    assert EVERY in page.locator("#text").inner_text()
    gaps = page.locator("#text .gap").all_inner_texts()
    assert gaps
    counted = [int(re.search(r"\d+", gap.replace(",", ""))[0]) for gap in gaps]
    pieces = page.evaluate("lineage.data('speech/' + document.querySelector('#speech').dataset.name)")["pieces"]
    shown = sum(len(text) for _, text in pieces)
    assert sum(counted) + shown == len(text_of(2006))
    assert shown <= len(text_of(2006)) // 3
    assert own_words(2006 + 50)[-40:-28] not in page.content()


def test_without_text_the_places_are_drawn(opened):
    page = opened(2005).page
    assert EVERY not in page.locator("#text").inner_text()
    assert own_words(2005 + 50)[:10] not in page.content()
    assert page.locator("#text svg").get_attribute("aria-label")
    page.keyboard.press("j")
    assert EVERY in page.locator("#parallel h4").first.inner_text()


def test_neighbours_are_a_key_away(opened, site: Path):
    page = opened(2007).page
    page.keyboard.press("n")
    page.wait_for_url(f"**/{page_of(site, 2008).name}")
    page.locator("#legend li").first.wait_for()
    page.keyboard.press("p")
    page.wait_for_url(f"**/{page_of(site, 2007).name}")


def test_print_shows_the_marked_text_and_no_controls(opened):
    page = opened(2008).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert marked(page, "altered") == ALTERED
    assert page.locator("#parallel").is_hidden()
    assert page.locator("#filters").is_hidden()
    assert page.locator("details.about").get_attribute("open") is not None


def test_a_narrow_screen_needs_no_sideways_scrolling(opened, site: Path, visit: Callable):
    page = opened(2008).page
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page = visit(site / "speeches" / "index.html").page
    page.set_viewport_size({"width": 400, "height": 800})
    page.reload()
    page.locator("figure .plot-container").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_without_scripts_the_essentials_stand(site: Path, visit: Callable):
    page = visit(page_of(site, 2007), java_script_enabled=False).page
    assert "2007-03-05" in page.locator(".lead").first.inner_text()
    assert page.locator("table.shares td").count() == 6
    assert LATE in page.locator("#firsts").inner_text()
    assert page.locator("noscript").inner_text()
    rows = visit(site / "speeches" / "index.html", java_script_enabled=False).page.locator("#rows tbody tr")
    assert rows.count() == 8


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_opens_without_a_word_of_complaint(site: Path, visit: Callable, complaints, theme: str):
    visited = visit(site / "speeches" / "index.html", color_scheme=theme)
    visited.page.locator("figure .plot-container").first.wait_for()
    assert visited.messages == []
    assert visited.outside == []
    assert complaints(visited.page) == []


def test_the_list_sorts_and_finds(site: Path, visit: Callable):
    page = visit(site / "speeches" / "index.html").page
    page.locator("#more").wait_for(state="hidden")
    page.locator("#search").fill("甲1 2005")
    assert page.locator("#rows tbody tr").count() == 1
    assert "find=" in page.url
    page.reload()
    page.locator("th button").first.wait_for()
    assert page.locator("#rows tbody tr").count() == 1
    page.locator("#search").fill("")
    heading = page.locator("th[data-column=inherited]")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    shares = [float(text.split()[0]) for text in page.locator("td.share").all_inner_texts()]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) > 2


def test_a_long_list_comes_in_portions(tmp_path: Path, visit: Callable):
    (tmp_path / "speeches").mkdir()
    for number in range(130):
        text = f"我们{EVERY}。{own_words(number, 3)}"
        (tmp_path / "speeches" / f"{1890 + number}-03-05_甲_第{number}号.txt").write_text(text, encoding="utf-8")
    lineage.scan([tmp_path / "speeches"], out=tmp_path / "out", index=tmp_path / "index", jobs=1)
    page = visit(tmp_path / "out" / "speeches" / "index.html").page
    rows = page.locator("#rows tbody tr")
    page.locator("#more").wait_for()
    assert rows.count() == 100
    page.locator("#more").click()
    assert rows.count() == 130
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 101
    assert page.locator("#more").is_hidden()
