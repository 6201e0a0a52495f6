"""What the pages of speeches cannot know or show, and say so: no date, a doubtful first use, a place outside."""

import csv
import json
import random
import re
from base64 import b64decode
from collections.abc import Callable
from gzip import decompress
from pathlib import Path

import numpy as np
import pytest

from lineage.pipeline import scan
from lineage.report.data import texts

UNKNOWN = {"en": "not known (undated)", "zh": "不详（无日期）"}
HAN = [chr(point) for point in range(0x5000, 0x6000)]
SHARED = (
    "我们要坚持共同维护网络空间的和平与安全。",
    "推动构建网络空间命运共同体造福人类。",
    "绿水青山就是金山银山的理念深入人心。",
    "全面深化改革开放增强发展内生动力。",
    "坚决打好防范化解重大风险攻坚战。",
    "大力发展数字经济促进房地产平稳健康。",
)


def own_words(seed: str) -> str:
    """What no other speech says."""
    chosen = random.Random(seed)
    return "".join("".join(chosen.sample(HAN, 12)) + "。" for _ in range(8)) + "\n"


@pytest.fixture(scope="module", params=["en", "zh"])
def site(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(f"doubts-{request.param}")
    (folder / "texts").mkdir()
    for name, own in {"2001-03-05_甲_早": "a", "2008-03-05_乙_晚": "b", "丙_何时": "c"}.items():
        text = "".join(own_words(own + each) + each for each in SHARED)
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    scan([folder / "texts"], out=folder / "reports", index=folder / "index.duckdb", language=request.param)
    return folder / "reports"


def language_of(site: Path) -> str:
    return re.search(r'lang="(\w+)', (site / "index.html").read_text(encoding="utf-8"))[1]


def data(site: Path, name: str) -> dict:
    script = (site / "assets" / "data" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(decompress(b64decode(max(re.findall(r"[A-Za-z0-9+/=]+", script), key=len))))


def name_in(site: Path, title: str) -> str:
    speeches = data(site, "speeches")
    return next(name for name, own in zip(speeches["name"], speeches["id"], strict=True) if title in own)


def test_what_an_undated_speech_inherits_is_not_known(site: Path, visit: Callable):
    speeches, unknown = data(site, "speeches"), UNKNOWN[language_of(site)]
    undated = [not date for date in speeches["date"]]
    assert [share is None for share in speeches["inherited"]] == undated
    assert [count is None for count in speeches["first_uses"]] == undated
    page = visit(site / "speeches" / f"{name_in(site, '何时')}.html").page
    assert "0.0 %" not in page.locator("header").inner_text()
    assert page.locator("main").inner_text().count(unknown) == 2
    for script in (True, False):
        listed = visit(site / "speeches" / "index.html", java_script_enabled=script).page
        row = listed.locator("#rows tbody tr", has_text="何时")
        row.wait_for()
        assert row.inner_text().count(unknown) == 2
        assert "0.0 %" not in row.inner_text()


def test_the_table_for_excel_leaves_empty_what_is_not_known(site: Path, visit: Callable, tmp_path: Path):
    page = visit(site / "downloads.html").page
    with page.expect_download() as saving:
        page.locator("button[data-table=speeches]").click()
    saving.value.save_as(tmp_path / "speeches.csv")
    with (tmp_path / "speeches.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [row[5:] == ["", ""] for row in rows] == [not row[3] for row in rows]
    assert any(not row[3] for row in rows)


def test_a_first_use_says_that_an_undated_speech_may_be_earlier(site: Path, visit: Callable):
    page = visit(site / "speeches" / f"{name_in(site, '早')}.html").page
    page.locator("#legend li").first.wait_for()
    doubt = {"en": "may be earlier", "zh": "可能更早"}[language_of(site)]
    number = next(
        at
        for at, (first, doubts) in enumerate(
            zip(*(data(site, "formulae")[key] for key in ("first", "doubts")), strict=True)
        )
        if doubts & 8 and data(site, "speeches")["name"][first] == name_in(site, "早")
    )
    listed = page.locator("#firsts li", has=page.locator(f'a[href="#f={number}"]'))
    assert {"en": "also undated", "zh": "另有无日期者"}[language_of(site)] in listed.inner_text()
    page.goto(f"{page.url.split('#')[0]}#f={number}")
    page.locator("#parallel h4").first.wait_for()
    assert doubt in page.locator("#parallel").inner_text()


def hidden_formula(site: Path, name: str, is_first: bool) -> int | None:
    """A formula whose places in a speech all lie outside of what pages hold."""
    own, formulae = data(site, f"speech/{name}"), data(site, "formulae")
    held = [(begin, begin + len(text)) for begin, text in own["pieces"]]
    places: dict[int, list[bool]] = {}
    told = own["places"]
    for formula, begin, end, attests in zip(
        *(told[key] for key in ("formula", "begin", "end", "attests")), strict=True
    ):
        if attests:
            places.setdefault(formula, []).append(any(low <= begin and end <= high for low, high in held))
    own_first = {at for at, first in enumerate(formulae["first"]) if first == own["speech"]}
    return next((each for each, seen in places.items() if not any(seen) and (each in own_first) == is_first), None)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_place_outside_of_the_page_is_told(site: Path, visit: Callable, complaints, is_first: bool):
    name = name_in(site, "早" if is_first else "晚")
    formula = hidden_formula(site, name, is_first)
    assert formula is not None
    visited = visit(site / "speeches" / f"{name}.html")
    page = visited.page
    page.locator("#legend li").first.wait_for()
    page.goto(f"{page.url}#f={formula}")
    page.locator("#outside code").wait_for()
    assert "lineage report --embed text" in page.locator("#outside").inner_text()
    assert "1 places" not in page.locator("#asked").inner_text()
    if is_first:
        page.locator("#outside blockquote mark").wait_for()
    else:
        assert page.locator("#outside blockquote").count() == 0
    assert visited.messages == []
    assert complaints(page) == []
    page.locator("#asked button").click()
    assert page.locator("#outside").is_hidden()


def test_the_most_telling_passages_are_kept_in_their_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(texts, "PASSAGES", 2)
    kept = texts._telling({"begin": np.array([1, 2, 3]), "bits": np.array([9.0, 1.0, 5.0])})
    assert kept["begin"].tolist() == [1, 3]
