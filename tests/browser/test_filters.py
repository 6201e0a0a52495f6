"""What narrows the table of the first page: filters, both ways and together, and the address that keeps them."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def speakers(english: Path, table: Callable) -> dict[str, str]:
    return {row["speech_id"]: row["speaker"] for row in table(english, "speeches")}


def choose(page, field: str, button: str, **values: str) -> None:
    """Sets a filter as a reader does."""
    if page.locator("#filters").get_attribute("open") is None:
        page.locator("#filters summary").click()
    form = page.locator(f"#filters form[data-field={field}]")
    for name, value in values.items():
        entry = form.locator(f"[name={name}]")
        entry.select_option(value) if name == "value" else entry.fill(value)
    form.locator(f"button[value='{button}']").click()


FILTERS = [
    ("period", "period", {"from": "2014", "to": "2014"}, lambda it, _: any(one[:4] == "2014" for one in it.carriers)),
    ("period", "first", {"from": "2014", "to": ""}, lambda it, _: it.first >= 2014),
    ("period", "last", {"from": "", "to": "2019"}, lambda it, _: it.last <= 2019),
    ("speaker", "speaker", {"value": "傅聰"}, lambda it, known: any(known[one] == "傅聰" for one in it.carriers)),
    ("kind", "kind", {"value": "idiom"}, lambda it, _: it.kind == "idiom"),
    ("length", "length", {"from": "5", "to": "8"}, lambda it, _: 5 <= it.length <= 8),
    ("carriers", "carriers", {"from": "3", "to": ""}, lambda it, _: len(it.carriers) >= 3),
]


@pytest.mark.parametrize("exclude", [False, True], ids=["include", "exclude"])
@pytest.mark.parametrize(("field", "key", "values", "holds"), FILTERS, ids=[each[1] for each in FILTERS])
def test_a_filter_includes_and_excludes(
    english: Path, listed: list, speakers: dict, first_page: Callable, field, key, values, holds, exclude
):
    first = first_page(english)
    page = first.page
    choose(page, field, f"not-{key}" if exclude else key, **values)
    wanted = [each.label for each in listed if holds(each, speakers) is not exclude]
    assert first.every_label() == wanted
    assert page.locator("#found").inner_text() == f"{len(wanted)} of {len(listed)} formulae"
    page.locator("#parts button").click()
    assert len(first.every_label()) == len(listed)
    assert first.state() == ""


def test_what_was_said_in_a_year_and_is_gone_later(english: Path, listed: list, first_page: Callable):
    first = first_page(english)
    page = first.page
    choose(page, "period", "period", **{"from": "2014", "to": "2014"})
    choose(page, "period", "not-period", **{"from": "2019", "to": ""})
    carried = [{int(speech[:4]) for speech in each.carriers} for each in listed]
    wanted = [each.label for each, years in zip(listed, carried, strict=True) if 2014 in years and max(years) < 2019]
    assert 0 < len(wanted) < len(listed)
    assert first.every_label() == wanted
    assert page.locator("#parts").inner_text() == ": carried in 2014 ×, carried by no speech from 2019 on ×."
    assert page.locator("#whole").is_visible()


def test_several_kinds_are_alternatives(english: Path, listed: list, first_page: Callable):
    first = first_page(english)
    page = first.page
    choose(page, "kind", "kind", value="idiom")
    choose(page, "kind", "kind", value="name")
    assert first.every_label() == [each.label for each in listed if each.kind in ("idiom", "name")]
    assert page.locator("#parts").inner_text() == ": of the kind idiom × or of the kind name ×."


def test_the_view_stands_in_the_address_and_comes_back(english: Path, first_page: Callable):
    first = first_page(english)
    page = first.page
    choose(page, "carriers", "carriers", **{"from": "3", "to": ""})
    page.locator("th[data-column=uses] button").click()
    page.locator("#search").fill("网络")
    assert first.state() == "#q=网络&sort=-uses&carriers=3-"
    seen = first.labels()
    assert len(seen) > 1
    again = first_page(english, "q=网络&sort=-uses&carriers=3-")
    assert again.labels() == seen
    assert again.page.locator("#search").input_value() == "网络"
    assert again.page.locator("th[data-column=uses]").get_attribute("aria-sort") == "descending"
    page.go_back()
    page.wait_for_function("location.hash === '#carriers=3-'")
    assert page.locator("th[data-column=rank]").get_attribute("aria-sort") == "ascending"
    assert page.locator("#search").input_value() == ""
    page.go_forward()
    page.wait_for_function("location.hash.includes('sort')")
    assert first.labels() == seen


def test_a_place_on_the_page_is_no_view(english: Path, first_page: Callable):
    first = first_page(english)
    page = first.page
    page.locator("#search").fill("网络")
    seen = first.labels()
    page.evaluate("location.hash = '#main'")
    page.wait_for_timeout(100)
    assert first.labels() == seen


@pytest.mark.parametrize(
    "state", ["period=x&kind=none&speaker=&sort=course&not-=1&columns=", "q=%00%ff&length=-", "toString=1"]
)
def test_an_address_that_makes_no_sense_shows_all(english: Path, first_page: Callable, state: str):
    visited = first_page(english, state)
    assert visited.page.locator("#parts .part").count() == state.count("q=")
    assert visited.messages == []
