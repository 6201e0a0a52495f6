"""Figures: none offers to upload itself; on paper they are light, whatever the theme, and no box stands empty."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lineage.pipeline import scan

SHARED = "我们要坚持共同维护网络空间的和平与安全，推动构建网络空间命运共同体。"


@pytest.mark.parametrize("kept", [None, "dark"])
def test_figures_are_light_on_paper_and_take_no_room_undrawn(tmp_path: Path, visit: Callable, kept: str | None):
    (tmp_path / "texts").mkdir()
    for name, own in {"2001-03-05_甲_早": "山河的水位今年高。", "2008-03-05_乙_晚": "昨夜下了大雪。"}.items():
        (tmp_path / "texts" / f"{name}.txt").write_text(own + SHARED, encoding="utf-8")
    scan([tmp_path / "texts"], out=tmp_path / "out", index=tmp_path / "index.duckdb")
    page = visit(tmp_path / "out" / "speeches" / "index.html", color_scheme="dark").page
    if kept:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", kept)
    page.locator(".plot[data-drawn] .bg, .plot[data-drawn] .main-svg").first.wait_for()
    background = "document.querySelector('.plot[data-drawn]').layout.paper_bgcolor"
    screen = page.evaluate(background)
    page.emulate_media(media="print")
    page.wait_for_function(f"['#fff', '#ffffff'].includes({background})")
    page.evaluate("document.querySelector('.plot').removeAttribute('data-drawn')")
    assert page.locator(".plot").first.is_hidden()
    page.evaluate("document.querySelector('.plot').dataset.drawn = 'true'")
    page.emulate_media(media="screen")
    page.wait_for_function(f"screen => {background} === screen", arg=screen)


def test_the_figures_never_offer_to_upload(tmp_path: Path, corpus_folder: Path, visit: Callable):
    scan([corpus_folder], out=tmp_path / "out", index=tmp_path / "index.duckdb")
    figure = visit(tmp_path / "out" / "index.html").page.locator("figure[data-name=coverage]")
    figure.locator(".plot-container").wait_for()
    for option in ("showSendToCloud", "displaylogo"):
        assert figure.locator(".plot").evaluate(f"(plot) => plot._context.{option}") is False
    assert figure.locator("a[href]").count() == 0
