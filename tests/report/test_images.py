"""Figures for a paper: what the images hold, whose files are replaced, and what is told where nothing can be drawn."""

import csv
import json
import re
import shutil
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lineage.detect import Sketching
from lineage.errors import OutputError, UsageError
from lineage.pipeline import scan, write_figures
from lineage.report import images
from lineage.report.figures.s_curve import s_curve
from lineage.report.images import on_paper, palette
from lineage.report.wording import say

PHRASE = "命运共同体"


@pytest.fixture(scope="module")
def drawing() -> None:
    """A browser; where there is none the test is skipped, but fails in CI."""
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("images")
    scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb")
    return folder / "index.duckdb"


@pytest.fixture(scope="module")
def draw(index: Path) -> Callable[..., list[Path]]:
    return partial(write_figures, index=index, out=index.parent / "reports")


@pytest.fixture(scope="module")
def drawn(drawing: None, draw: Callable, index: Path) -> Path:
    folder = index.parent / "figures"
    draw(folder, formulae=["命運共同體"], language="zh")
    return folder


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is drawn; what would be is on record."""
    asked: list[str] = []

    def pretend(figures):
        asked.extend(figure.name for figure in figures)
        return [{"png": b"png", "svg": b"svg"} for _ in figures]

    monkeypatch.setattr("lineage.pipeline.picturing.draw_images", pretend)
    monkeypatch.setattr("lineage.pipeline.picturing.check_drawing", lambda: None)
    return asked


def test_every_figure_is_there_as_png_svg_and_csv(drawn: Path):
    told = json.loads((drawn / "figures.json").read_text(encoding="utf-8"))
    names = {figure["name"] for figure in told["figures"]}
    assert {"timeline", "s-curve", f"by-year-{PHRASE}"} <= names
    wanted = {f"{name}.{kind}" for name in names for kind in ("png", "svg", "csv")} | {"figures.json"}
    assert {path.name for path in drawn.iterdir()} == wanted
    assert all(figure["title"] and figure["caption"] for figure in told["figures"])


def test_a_png_is_sharp_enough_for_print(drawn: Path):
    for path in drawn.glob("*.png"):
        content = path.read_bytes()
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", content[16:24])
        assert width == 2500  # 21 cm at 300 dots an inch
        assert height > 700


def test_an_svg_holds_its_words_as_text_in_fonts_that_have_them(drawn: Path):
    timeline = (drawn / "timeline.svg").read_text(encoding="utf-8")
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", timeline)
    with (drawn / "timeline.csv").open(encoding="utf-8", newline="") as handle:
        labels = [row[0] for row in list(csv.reader(handle))[1:]]
    short = [label for label in labels if len(label) <= 16]
    assert len(short) > 10
    assert all(any(text.startswith(f"{label} ") for text in texts) for label in short)
    assert "Noto Sans CJK SC" in timeline
    curve = (drawn / "s-curve.svg").read_text(encoding="utf-8")
    assert say("zh", "s_curve_x") in curve
    assert say("zh", "column_per_million") in (drawn / f"by-year-{PHRASE}.svg").read_text(encoding="utf-8")


def test_an_svg_is_light_on_white_and_asks_for_nothing(drawn: Path):
    for path in drawn.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "fill: rgb(255, 255, 255)" in text
        assert not re.search(r'(?:href|src)="(?!#|data:image/png;base64,)', text)
    assert "rgb(0, 114, 178)" in (drawn / "s-curve.svg").read_text(encoding="utf-8")


def test_an_image_is_drawn_to_the_same_bytes(drawn: Path, draw: Callable, tmp_path: Path):
    draw(tmp_path / "again", formulae=["命運共同體"], language="zh")
    for path in drawn.glob("*.svg"):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def test_the_data_is_that_of_the_phrase(drawn: Path):
    with (drawn / f"by-year-{PHRASE}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    carriers, places = say("zh", "column_carriers"), say("zh", "column_places")
    assert sum(int(row[carriers]) for row in rows) == 5
    assert sum(int(row[places]) for row in rows) == 20


def test_the_colours_are_those_of_the_pages():
    colours = palette()
    assert colours["--line-0"] == "#0072b2"
    assert colours["--ink"] == "#22211f"
    sketching = Sketching()
    told = {"window": 6, "threshold": 0.6, "bands": sketching.bands, "rows": sketching.rows}
    spec = on_paper(s_curve(told | {"s_curve": sketching.s_curve()}, partial(say, "en")))
    assert not re.search(r"--\w", json.dumps(spec))
    assert spec["layout"]["paper_bgcolor"] == "#fff"
    assert spec["layout"]["xaxis"]["gridcolor"] == colours["--rule"]


def test_files_of_others_are_not_replaced(draw: Callable, undrawn: list[str], tmp_path: Path):
    (tmp_path / "timeline.png").write_text("my own")
    with pytest.raises(OutputError, match=r"timeline\.png: would be replaced, but lineage did not write it"):
        draw(tmp_path)
    assert undrawn == []
    assert [path.name for path in tmp_path.iterdir()] == ["timeline.png"]
    draw(tmp_path, force=True)
    assert (tmp_path / "timeline.png").read_bytes() == b"png"


def test_the_csv_of_every_figure_holds_plain_values(draw: Callable, undrawn: list[str], tmp_path: Path):
    draw(tmp_path, formulae=[PHRASE])
    assert {"coverage", "inheritance-map", "network", "inherited"} <= set(undrawn)
    measures = {"coverage": (1, 2), "inheritance-map": (2, 3), "network": (2, 3), "inherited": (2, -1)}
    measures |= {"s-curve": (0, 1), f"by-year-{PHRASE}": (2, 5)}
    for name in undrawn:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))[1:]
        assert rows
        assert "<a" not in (tmp_path / f"{name}.csv").read_text(encoding="utf-8")
        for column in measures.get(name, ()):
            assert all(float(row[column]) >= 0 for row in rows)


def test_our_own_are_replaced_and_others_stay(draw: Callable, undrawn: list[str], tmp_path: Path):
    (tmp_path / "notes.txt").write_text("my own")
    draw(tmp_path, formulae=[PHRASE])
    draw(tmp_path, formulae=["先易后难"])
    draw(tmp_path, formulae=[PHRASE])
    told = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert {"by-year-先易后难", f"by-year-{PHRASE}"} <= {figure["name"] for figure in told["figures"]}
    assert (tmp_path / "notes.txt").read_text() == "my own"


def test_a_list_that_is_not_ours_is_not_taken_for_ours(draw: Callable, undrawn: list[str], tmp_path: Path):
    (tmp_path / "figures.json").write_text('{"figures": [{"name": "timeline", "files": ["timeline.png"]}]}')
    with pytest.raises(OutputError, match=r"figures\.json: would be replaced"):
        draw(tmp_path)


def test_a_phrase_that_nobody_says_and_a_file_for_a_folder(draw: Callable, undrawn: list[str], tmp_path: Path):
    with pytest.raises(UsageError, match="no dated speech has '没有这样的提法'"):
        draw(tmp_path / "figures", formulae=["没有这样的提法"])
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file, and figures need a folder"):
        draw(tmp_path / "file")
    assert undrawn == []


def test_the_browser_is_given_files_alone(drawing: None, monkeypatch: pytest.MonkeyPatch):
    import kaleido

    opened: list[dict[str, object]] = []

    class Recorded(kaleido.Kaleido):
        def __init__(self, **options):
            opened.append(options)
            super().__init__(**options)

    monkeypatch.setattr(kaleido, "Kaleido", Recorded)
    images.draw_images([])
    assert opened[0]["mathjax"] is False
    assert opened[0]["proxy_server"].startswith("127.0.0.1:")
    assert "http" not in kaleido.PageGenerator(mathjax=False).generate_index()


def test_without_kaleido_it_says_what_to_install(draw: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "kaleido", None)
    with pytest.raises(OutputError, match="figures need kaleido, which is not installed") as told:
        draw(tmp_path / "figures")
    assert "pip install '.[images]'" in told.value.hint
    assert "lineage[" not in told.value.hint, "a stranger's package of that name is on PyPI"
    assert not (tmp_path / "figures").exists()


def test_without_a_browser_it_says_what_to_install(
    drawing: None, draw: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "no-browser"))
    with pytest.raises(OutputError, match="figures need a Chrome or Chromium") as told:
        draw(tmp_path / "figures")
    assert "BROWSER_PATH" in told.value.hint


def test_a_browser_that_fails_is_told(drawing: None, draw: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    monkeypatch.setattr(images, "_TIMEOUT", 20.0)
    with pytest.raises(OutputError, match="the figures cannot be drawn"):
        draw(tmp_path / "figures")
    assert not (tmp_path / "figures").exists()
