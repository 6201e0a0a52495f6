"""What stands after `#` in the address: a state of the view, a place on the page, or anything that somebody linked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan
from lineage.report.site import name_of

SHARED = (
    "我们要坚持共同维护网络空间的和平与安全，推动构建网络空间命运共同体，促进开放合作，让更多国家搭乘信息时代的快车。\n"
)
RIVER = "山河的水位今年高，沿岸种了柳树，渔船都停在港里不出去。\n"
SNOW = "昨天夜里下了大雪，城外的道路都封住了，邮差没有来。\n"
TOWN = "集市上卖布的人多，卖盐的人少，孩子们围着糖人摊子。\n"
MALICIOUS = (
    "sort=toString",
    "sort=hasOwnProperty&find=constructor",
    "sort=-__proto__&columns=toString&q=__proto__&kind=constructor&length=valueOf",
    "f=99999999999999999999&at=1e30",
    "f=-1&at=99999999&from=toString&show=__proto__",
    "a=__proto__&b=constructor&p=1",
    "%=%E4&p=%",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("states")
    texts = folder / "texts"
    texts.mkdir()
    for name, own in {"2001-03-05_甲_早": RIVER, "2005-03-05_乙_中": TOWN, "2008-03-05_丙_晚": SNOW}.items():
        (texts / f"{name}.txt").write_text(own + SHARED, encoding="utf-8")
    scan([texts], out=folder / "reports", index=folder / "index.duckdb", embed="text")
    return folder / "reports"


def first_of(site: Path, folder: str) -> str:
    return next(each for each in sorted((site / folder).iterdir()) if each.stem != "index").relative_to(site).as_posix()


def pages_of(site: Path) -> dict[str, str]:
    return {
        "first": "index.html",
        "formula": first_of(site, "formulae"),
        "speech": first_of(site, "speeches"),
        "compare": "compare/index.html",
        "speeches": "speeches/index.html",
        "method": "method.html",
        "downloads": "downloads.html",
    }


READY = {
    "first": "#finder:not([hidden])",
    "formula": "#contexts ~ .tools:not([hidden])",
    "speech": "#legend li",
    "compare": ".pick:not([hidden])",
    "speeches": "#search",
    "method": "h1",
    "downloads": "h1",
}


@pytest.fixture
def opened(site: Path, visit: Callable) -> Callable:
    """A page by its kind, with what comes after `#`, once it works."""

    def open_page(kind: str, state: str = ""):
        visited = visit(site / pages_of(site)[kind])
        if state:
            visited.page.goto(f"{(site / pages_of(site)[kind]).resolve().as_uri()}#{state}")
            visited.page.reload()
        visited.page.locator(READY[kind]).first.wait_for()
        return visited

    return open_page


def pair_state() -> str:
    late, early = (name_of(identifier) for identifier in ("2008-03-05_丙_晚", "2001-03-05_甲_早"))
    return f"a={late}&b={early}"


def skip(page) -> None:
    """To the text by the first link of the page, as keyboards do."""
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.endsWith('main')")
    page.wait_for_timeout(100)


def test_to_skip_to_the_text_keeps_the_pair(opened: Callable):
    page = opened("compare", pair_state()).page
    page.locator(".view").wait_for()
    skip(page)
    assert page.locator(".view").is_visible()
    assert all(field.input_value() for field in page.get_by_role("combobox").all())
    page.locator(".swap").click()
    assert page.get_by_role("combobox").first.input_value().startswith("2001")


def test_to_skip_to_the_text_keeps_what_is_searched_and_sorted(opened: Callable):
    page = opened("formula", "sort=left&find=安全").page
    skip(page)
    assert page.locator("#filter").input_value() == "安全"
    page.keyboard.press("r")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#sort=right&find=安全"


def test_to_skip_to_the_text_keeps_which_marks_are_shown(opened: Callable):
    page = opened("speech", "show=first").page
    skip(page)
    assert page.locator("input[name=show]:checked").get_attribute("value") == "first"


def test_to_skip_to_the_text_keeps_the_table(opened: Callable):
    page = opened("first", "q=安全").page
    skip(page)
    assert page.locator("#search").input_value() == "安全"


def test_an_emptied_address_is_the_state_without_filters(opened: Callable):
    page = opened("formula", "find=安全").page
    page.evaluate("location.hash = ''")
    page.wait_for_function("document.querySelector('#filter').value === ''")


@pytest.mark.parametrize("state", MALICIOUS)
@pytest.mark.parametrize("kind", READY)
def test_no_state_breaks_a_page(opened: Callable, kind: str, state: str):
    visited = opened(kind, state)
    page = visited.page
    page.wait_for_timeout(50)
    assert visited.messages == []
    works = {
        "first": lambda: page.locator("#search").fill("和平"),
        "formula": lambda: page.keyboard.press("l"),
        "speech": lambda: page.locator("input[name=show][value=first]").check(),
        "speeches": lambda: page.locator("#search").fill("2001"),
    }
    works.get(kind, lambda: None)()
    if kind in works:
        expected = {"first": "q=", "formula": "sort=left", "speech": "show=first", "speeches": "find=2001"}[kind]
        page.wait_for_function("text => location.hash.includes(text)", arg=expected)
    assert visited.messages == []


@pytest.mark.parametrize("passage", ["1.5", "-1000", "Infinity", "1e30", "0", "99", "toString"])
def test_a_passage_that_is_none_is_the_first(opened: Callable, passage: str):
    visited = opened("compare", f"{pair_state()}&p={passage}")
    visited.page.locator(".view").wait_for()
    assert "Passage 1 of" in visited.page.locator(".walk output").inner_text()
    assert visited.messages == []


def test_back_leads_to_the_pair_before(opened: Callable):
    page = opened("compare", pair_state()).page
    page.locator(".view").wait_for()
    before = page.evaluate("location.hash")
    assert "p=" not in before
    page.locator(".swap").click()
    page.wait_for_function("before => location.hash !== before", arg=before)
    page.go_back()
    page.wait_for_function("before => location.hash === before", arg=before)
    page.locator(".view").wait_for()
    assert page.get_by_role("combobox").first.input_value().startswith("2008")
