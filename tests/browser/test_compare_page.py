"""Any two speeches side by side, and the ways that lead there, as a reader meets them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

# Two sentences that both speeches have, one of them altered, and others of their own.
SHARED = "我们要坚持共同维护网络空间的和平与安全，推动构建网络空间命运共同体。\n"
ALTERED = "我们一贯主张尊重网络主权，反对网络霸权，增加经费{}亿元，促进开放合作，让更多国家和人民搭乘信息时代的快车。\n"
RIVER = "山河的水位今年高，沿岸种了柳树，渔船都停在港里不出去。村口的磨坊早已没人照看，木门被风吹得吱呀作响。\n"
BRIDGE = "祖父年轻时走过那座石桥，桥下的鱼很多，夏夜能听见蛙声。后来修了公路，桥便渐渐冷清。\n"
SNOW = "昨天夜里下了大雪，城外的道路都封住了，邮差没有来。炉子上的水壶一直响着，猫蜷在窗台打盹。\n"
STATION = "车站的钟慢了五分钟，旅客们围着火盆取暖，谁也不急着上车。卖栗子的小贩推着车走远了。\n"
FIRST = RIVER + SHARED + BRIDGE + ALTERED.format(200)
SECOND = SNOW + ALTERED.format(300) + STATION + SHARED
THIRD = "园子里的苹果熟了，孩子们拿着篮子去摘，老人坐在树下讲从前的故事，一直讲到太阳落山。\n"


@pytest.fixture(scope="module", params=["en", "zh"])
def site(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(f"compare-{request.param}")
    texts = folder / "texts"
    texts.mkdir()
    speeches = {
        "2001-03-05_甲某_早先的讲话": FIRST,
        "2008-03-05_乙某_后来的讲话": SECOND,
        "2009-01-02_丙某_别的讲话": THIRD,
    }
    for name, text in speeches.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    (texts / "speeches.csv").write_text(
        "file,embed\n" + "".join(f"{name}.txt,text\n" for name in speeches), encoding="utf-8"
    )
    scan([texts], out=folder / "reports", index=folder / "index.duckdb", language=request.param)
    return folder / "reports"


@pytest.fixture
def opened(site: Path, visit: Callable) -> Callable:
    """The page of pairs; with `pair`, after the first related pair was chosen."""

    def open_page(pair: bool = True, **options: object):
        visited = visit(site / "compare" / "index.html", **options)
        visited.page.locator(".pick").wait_for()
        if pair:
            visited.page.locator(".related tbody a").first.click()
            visited.page.locator(".view").wait_for()
        return visited

    return open_page


def picked(page) -> list[str]:
    return [field.input_value() for field in page.get_by_role("combobox").all()]


def current(page, side: int) -> str:
    return "".join(page.locator(".text").nth(side).locator(".current").all_inner_texts())


def status(page) -> str:
    return page.locator(".walk output").inner_text()


def test_a_related_pair_is_put_side_by_side(opened: Callable):
    visited = opened()
    page = visited.page
    assert picked(page) == ["2008-03-05 · 乙某 · 后来的讲话", "2001-03-05 · 甲某 · 早先的讲话"]
    assert re.search(r"7 (years|年)", page.locator(".facts").inner_text())
    assert page.locator(".text").count() == 2
    assert "下了大雪" in page.locator(".text").nth(0).inner_text()
    assert "种了柳树" in page.locator(".text").nth(1).inner_text()
    assert visited.messages == []
    assert visited.outside == []


def test_passages_are_numbered_on_both_sides_and_walked_by_keys_in_the_order_of_the_first(opened: Callable):
    page = opened().page
    numbers = [page.locator(".text").nth(side).locator(".number").all_inner_texts() for side in (0, 1)]
    assert numbers == [["1", "2"], ["2", "1"]]
    assert "一贯主张" in current(page, 0)
    assert "一贯主张" in current(page, 1)
    page.keyboard.press("j")
    assert "和平与安全" in current(page, 0)
    assert "和平与安全" in current(page, 1)
    assert "2" in status(page)
    page.keyboard.press("j")
    assert "一贯主张" in current(page, 0)
    page.keyboard.press("k")
    assert "和平与安全" in current(page, 0)
    assert "p=2" in page.url


def test_numbers_stay_whole_in_what_was_edited(opened: Callable):
    page = opened().page
    assert page.locator(".aligned del").all_inner_texts() == ["200"]
    assert page.locator(".aligned ins").all_inner_texts() == ["300"]
    assert "2001-03-05" in page.locator(".walk .small").inner_text()


def test_choosing_or_focusing_a_passage_moves_the_other_side(opened: Callable):
    page = opened().page
    page.set_viewport_size({"width": 1200, "height": 200})
    page.locator(".text").nth(0).locator(".passage").filter(has_text="和平与安全").first.click()
    assert "和平与安全" in current(page, 1)
    page.locator(".text").nth(1).locator(".number").filter(has_text="1").focus()
    assert "一贯主张" in current(page, 0)
    box, view = (page.locator(".text").nth(0).locator(part).first.bounding_box() for part in (".current", "xpath=."))
    assert view["y"] <= box["y"] <= view["y"] + view["height"]


def test_a_speech_is_picked_by_typing_a_part_of_it(opened: Callable):
    page = opened(pair=False).page
    first, second = page.get_by_role("combobox").all()
    first.click()
    assert page.get_by_role("option").count() == 3
    page.keyboard.type("後來")
    assert page.get_by_role("option").all_inner_texts() == ["2008-03-05 · 乙某 · 后来的讲话"]
    page.keyboard.press("Enter")
    assert page.locator(".told").inner_text()
    second.click()
    page.keyboard.type("2001 甲")
    page.get_by_role("option").click()
    page.locator(".view").wait_for()
    assert page.locator(".walk").is_visible()
    assert page.locator(".told").inner_text() == ""


def test_what_is_typed_in_vain_is_told_and_taken_back(opened: Callable):
    page = opened().page
    before = picked(page)
    field = page.get_by_role("combobox").first
    field.click()
    page.keyboard.type("没有这篇")
    assert page.get_by_role("option").count() == 0
    assert page.locator(".panel:not([hidden]) .small").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert picked(page) == before


def test_swapping_changes_sides_and_the_address(opened: Callable):
    page = opened().page
    before = picked(page)
    page.keyboard.press("x")
    page.wait_for_function("document.querySelector('.text')?.textContent.includes('柳树')")
    assert picked(page) == before[::-1]
    assert page.locator(".aligned del").all_inner_texts() == ["200"]  # what is earlier stays so
    page.locator(".swap").click()
    page.wait_for_function("document.querySelector('.text')?.textContent.includes('大雪')")
    assert picked(page) == before


def test_the_address_brings_back_pair_and_passage(opened: Callable, visit: Callable):
    page = opened().page
    page.keyboard.press("j")
    told, address = status(page), page.url
    page.goto("about:blank")
    page.goto(address)
    page.locator(".view").wait_for()
    assert status(page) == told
    assert "和平与安全" in current(page, 0)


@pytest.mark.parametrize("state", ["a=000000000000&b=111111111111", "a={0}&b={0}", "a={0}"])
def test_what_cannot_be_compared_is_told(opened: Callable, state: str):
    visited = opened()
    name = re.search(r"a=(\w+)", visited.page.url)[1]
    visited.page.evaluate("(state) => { location.hash = state; }", state.format(name))
    visited.page.locator(".view").wait_for(state="hidden")
    assert visited.page.locator(".told").inner_text()
    assert visited.messages == []


def test_speeches_that_share_nothing_say_so(opened: Callable):
    page = opened().page
    page.get_by_role("combobox").nth(1).click()
    page.keyboard.type("别的")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.text:last-child') && document.body.textContent.includes('苹果')")
    assert page.locator(".number").count() == 0
    page.keyboard.press("j")
    assert page.locator(".walk").inner_text()


def test_shared_formulae_are_sorted_by_their_headings(opened: Callable):
    page = opened().page
    table = page.locator(".view table").first
    labels = table.locator("tbody td:first-child").all_inner_texts()
    assert len(labels) > 1
    heading = table.locator("th").first
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert table.locator("tbody td:first-child").all_inner_texts() == labels[::-1]
    table.locator("th").nth(3).get_by_role("button").click()
    assert heading.get_attribute("aria-sort") is None
    places = [int(text) for text in table.locator("tbody td:nth-child(4)").all_inner_texts()]
    assert places == sorted(places, reverse=True)


def test_formulae_lead_to_their_pages(opened: Callable):
    page = opened().page
    link = page.locator(".view table a").first
    label = link.inner_text()
    link.click()
    page.wait_for_url("**/formulae/*.html")
    assert page.locator("h1").inner_text() == label


def test_the_keys_stand_in_their_panel(opened: Callable):
    page = opened().page
    page.keyboard.press("?")
    assert {"j", "k", "x"} <= set(page.locator("#keys dt").all_inner_texts())


def test_the_map_leads_here_by_cell_and_by_table(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    figure = page.locator("figure[data-name='inheritance-map']")
    figure.scroll_into_view_if_needed()
    figure.locator(".plot-container").wait_for()
    box = figure.locator(".heatmaplayer image").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 6, box["y"] + box["height"] / 2)
    figure.locator(".hovertext").wait_for()
    assert "甲某" in figure.locator(".hoverlayer").text_content()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/compare/index.html#*")
    page.locator(".view").wait_for()
    assert picked(page) == ["2008-03-05 · 乙某 · 后来的讲话", "2001-03-05 · 甲某 · 早先的讲话"]
    page.go_back()
    figure.locator("summary").click()
    figure.locator("table a").first.click()
    page.locator(".view").wait_for()
    assert picked(page)[0].startswith("2008")


def test_a_mark_of_the_network_leads_to_its_speech(site: Path, visit: Callable):
    page = visit(site / "index.html").page
    figure = page.locator("figure[data-name='network']")
    figure.scroll_into_view_if_needed()
    figure.locator(".plot-container").wait_for()
    box = figure.locator(".point").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    figure.locator(".hovertext").wait_for()
    assert "早先的讲话" in figure.locator(".hoverlayer").text_content()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.mouse.down()
    page.mouse.up()
    page.wait_for_timeout(300)
    assert any("/speeches/" in url for url in asked)


def test_everything_is_done_by_keyboard_alone(opened: Callable):
    page = opened(pair=False).page
    for words in ("2008", "2001"):
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate(
                "document.activeElement.getAttribute('role') === 'combobox' && !document.activeElement.value"
            ):
                break
        page.keyboard.type(words)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
    page.locator(".view").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent === '2' && document.activeElement.matches('.number')"):
            break
    assert "和平与安全" in current(page, 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", [False, True])
def test_nothing_grave_is_wrong_for_those_who_need_help(
    opened: Callable, complaints: Callable, scheme: str, pair: bool
):
    page = opened(pair, color_scheme=scheme).page
    assert complaints(page) == []
    page.get_by_role("combobox").first.click()
    page.keyboard.press("ArrowDown")
    assert complaints(page) == []


def test_the_first_page_with_its_figures_is_sound(site: Path, visit: Callable, complaints: Callable):
    page = visit(site / "index.html").page
    for figure in page.locator("figure").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".plot-container").wait_for()
    assert [each for each in complaints(page) if "network" in each or "map" in each] == []


def test_on_a_small_screen_one_stands_below_the_other(opened: Callable):
    page = opened().page
    page.set_viewport_size({"width": 400, "height": 800})
    above, below = (page.locator(".text").nth(side).bounding_box() for side in (0, 1))
    assert above["y"] + above["height"] <= below["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_paper_shows_both_texts_whole_and_no_controls(opened: Callable):
    page = opened(color_scheme="dark").page
    page.emulate_media(media="print")
    assert not page.locator(".pick").is_visible()
    assert not page.locator(".walk .tools button").first.is_visible()
    assert page.evaluate(
        "[...document.querySelectorAll('.text')].every((text) => text.scrollHeight <= text.clientHeight + 1)"
    )


def test_without_scripts_the_pairs_can_be_read(site: Path, visit: Callable):
    page = visit(site / "compare" / "index.html", java_script_enabled=False).page
    assert "乙某" in page.locator(".related tbody").inner_text()
    assert not page.locator(".pick").is_visible()
    assert page.locator("noscript p").count() == 1


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [
        ("增加经费1,200.5万元", "增加经费1,300.5万元", "增加经费[-1,200.5-]{+1,300.5+}万元"),
        ("網絡空間", "网络空间", "网络空间"),
        ("又快又好发展", "又好又快发展", "又[-快又好-]{+好又快+}发展"),
        ("全部不同", "另一句话", "[-全部不同-]{+另一句话+}"),
        ("", "新增", "{+新增+}"),
        ("删去", "", "[-删去-]"),
    ],
)
def test_edits_give_back_both_wordings(opened: Callable, older: str, newer: str, told: str):
    page = opened(pair=False).page
    edits = page.evaluate("([older, newer]) => lineage.edits(older, newer)", [older, newer])
    marks = {"same": "{}", "dropped": "[-{}-]", "added": "{{+{}+}}"}
    assert "".join(marks[kind].format(text) for kind, text in edits) == told
    assert "".join(text for kind, text in edits if kind != "dropped") == newer


def test_of_a_text_with_an_owner_only_parts_stand_here(tmp_path: Path, visit: Callable):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in {"2001-03-05_甲某_早先": FIRST, "2008-03-05_乙某_后来": SECOND}.items():
        (texts / f"{name}.txt").write_text(text + THIRD.replace("苹果", name[-2:]) * 3, encoding="utf-8")
    scan([texts], out=tmp_path / "reports", index=tmp_path / "index.duckdb")
    visited = visit(tmp_path / "reports" / "compare" / "index.html")
    page = visited.page
    page.locator(".related tbody a").first.click()
    page.locator(".view").wait_for()
    held = page.locator(".text").first.inner_text()
    assert re.search(r"\[… \d+ characters\]", held)
    assert len(held) < len(SECOND)
    assert visited.messages == []
