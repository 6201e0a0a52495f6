"""The first page without a browser: its figures, and corpora with little in them."""

import base64
import csv
import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import lineage
from lineage.descent import heritage_of
from lineage.pipeline import scan
from lineage.report.corpus import corpus_of
from lineage.report.data.formulae import formula_data
from lineage.report.figures import ticks
from lineage.report.figures.coverage import gaps_of
from lineage.report.pages.first import first_page
from lineage.report.site import Site

NEW = "我们要走出一条新路子来，"
OLD = "大家都要自力更生艰苦奋斗，"


def speech(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.txt").write_text(text + f"这是{name}另外说的几句话。", encoding="utf-8")


def site_of(folder: Path) -> Path:
    scan([folder / "speeches"], out=folder / "reports", index=folder / "index.duckdb")
    return folder / "reports"


def page_of(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def figure_of(page: str, name: str) -> dict:
    """What plotly draws."""
    held = re.search(rf'data-name="{name}".*?<script type="application/json">(.*?)</script>', page, re.DOTALL)
    return json.loads(held[1])


def data_of(site: Path, name: str) -> dict:
    script = (site / "assets" / "data" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(gzip.decompress(base64.b64decode(script.split('"')[3])))


@pytest.fixture(scope="module")
def decades(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty years of a speech each, 1995 apart: one formula is laid down after the first half, one then taken up."""
    folder = tmp_path_factory.mktemp("decades")
    (folder / "speeches").mkdir()
    for year in range(1980, 2020):
        if year != 1995:
            speech(folder / "speeches", f"{year}-03-05_甲_报告", (OLD if year < 2000 else NEW) * 2)
    return site_of(folder)


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Site:
    """Speeches whose first formula has a wording that alters it, and attests nothing for it."""
    folder = tmp_path_factory.mktemp("altered")
    result = lineage.scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb", jobs=1)
    first, *others = result.formulae
    label = first.variants[0]
    other = replace(label, canonical="另一说法", relation="substituted", attests=False, speeches=1)
    formulae = (replace(first, variants=(label, other)), *others)
    return Site.of(replace(result, formulae=formulae), heritage_of(result), "en", None)


def test_the_years_without_a_speech_are_told(decades: Path):
    page = page_of(decades)
    assert "Years without a speech: 1995." in page
    bars = figure_of(page, "coverage")["data"]
    assert 1995 not in bars[0]["x"]
    assert bars[0]["y"] == [1] * 39


def test_a_bar_shows_as_many_formulae_as_it_leads_to(decades: Path):
    up, down = figure_of(page_of(decades), "births")["data"]
    formulae, speeches = data_of(decades, "formulae"), data_of(decades, "speeches")
    for bars, end, life, sign in ((up, "first", "taken_up", 1), (down, "last", "laid_down", -1)):
        assert bars["x"]
        for year, height, path in zip(bars["x"], bars["y"], bars["customdata"], strict=True):
            assert path == f"index.html#{end}={year}&life={life}&at=formulae"
            ends = zip(formulae[end], formulae[life], strict=True)
            assert sign * height == sum(each and speeches["year"][speech] == year for speech, each in ends)
    assert up["x"] == [2000]
    assert down["x"] == [1999]


def test_a_year_of_most_formulae_is_not_said_to_hold_most_of_them(decades: Path):
    page = page_of(decades)
    assert re.search(r"formulae are taken up, in no year more than in 2000 \(\d+\); ", page)
    assert "laid down, after no year more than after 1999 (" in page


def test_the_data_agree_with_the_data_files(decades: Path):
    with (decades / "data" / "formulae.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    formulae, speeches = data_of(decades, "formulae"), data_of(decades, "speeches")
    assert formulae["all"] == len(rows) == len(formulae["id"])
    for number, row in enumerate(rows):
        assert formulae["label"][number] == row["label"]
        assert len(formulae["carriers"][number]) == int(row["speeches"])
        assert speeches["id"][formulae["first"][number]] == row["first_speech"]
        dates = [speeches["date"][one] for one in formulae["carriers"][number]]
        assert dates == sorted(dates)


def test_only_wordings_that_attest_are_counted_and_each_is_dated(altered: Site):
    listed = formula_data(altered)
    formula = altered.result.formulae[0]
    first = next(at for at, one in enumerate(altered.result.speeches) if one.speech_id == formula.first_speech)
    assert listed["wordings"][0] == f"{formula.canonical} 另一说法"
    assert listed["worded"][0] == [first, formula.variants[0].speeches, 1, first, 1, 0]
    assert listed["variants"][0] == 1
    page = next(content for _, content in first_page(altered, listed)).decode()
    assert '<td class="figure c-variants">1</td>' in page.split('id="rows"')[1].split("<tbody>")[1].split("</tr>")[0]


def test_the_places_of_the_corpus_are_the_uses_of_its_formulae(altered: Site):
    first, *others = altered.result.formulae
    result = replace(altered.result, formulae=(replace(first, occurrences=first.occurrences - 1), *others))
    uses = sum(formula.occurrences for formula in result.formulae)
    assert corpus_of(result).places == uses < len(result.occurrences)


@pytest.mark.parametrize("shared", ["", NEW])
def test_a_corpus_without_dates_or_formulae_has_a_page(tmp_path: Path, shared: str):
    (tmp_path / "speeches").mkdir()
    for name, own in (("甲", "春眠不觉晓，处处闻啼鸟。"), ("乙", "白日依山尽，黄河入海流。")):
        (tmp_path / "speeches" / f"{name}.txt").write_text(shared + own, encoding="utf-8")
    page = page_of(site_of(tmp_path))
    assert "No speech is dated" in page
    assert ('id="rows"' in page) is bool(shared)
    assert ("No formula is shared" in page) is not bool(shared)
    assert "No formula can be said to be taken up" in page


def test_what_the_table_cuts_is_told(decades: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from lineage.pipeline import write_report

    monkeypatch.setattr("lineage.report.data.formulae.ROWS", 1)
    write_report(out=tmp_path / "out", index=decades.parent / "index.duckdb")
    listed = data_of(tmp_path / "out", "formulae")
    assert len(listed["id"]) == len(listed["carriers"]) == 1 < listed["all"]
    assert f"The table holds the first 1 of {listed['all']} formulae" in page_of(tmp_path / "out")


def test_ticks_are_round_and_reach_both_ends():
    assert ticks(303, 245, 6) == [-200, -100, 0, 100, 200, 300]
    assert ticks(1, 0, 3) == [0, 1]
    assert ticks(0, 2, 6) == [-2, -1, 0]


def test_gaps_lie_between_the_years():
    assert gaps_of([1954, 1955, 1957, 1960]) == [(1956, 1956), (1958, 1959)]
    assert gaps_of([2000]) == []
