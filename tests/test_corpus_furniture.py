"""A scan of files that share a footer which no rule knows: it is left out, told and counted; salutations stay."""

import csv
import json
from pathlib import Path

import pytest

import lineage
from lineage.cli.summary import tell_results
from lineage.descent import heritage_of
from lineage.models import ScanResult
from lineage.report.data.coverage import coverage_data
from lineage.report.data.formulae import formula_data
from lineage.report.figures.coverage import coverage
from lineage.report.site import Site

FOOTER = "某某文库所收文件依据有关法令不受限制，可以自由复制。"
PLACES = "山河湖海林田"
WORK = "我们要制定各国普遍接受的网络空间国际规则。"


def text(number: int) -> str:
    own = [f"{PLACES[number]}{other}的水位今年高，沿岸{other}种了{PLACES[number]}柳。" for other in "甲乙丙丁戊己庚辛"]
    return "\n".join(["各位代表：", own[0] + WORK, *own[1:], "谢谢各位代表！", FOOTER])


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[ScanResult, Path]:
    folder = tmp_path_factory.mktemp("furniture")
    speeches = folder / "speeches"
    speeches.mkdir()
    for number in range(len(PLACES)):
        (speeches / f"{2001 + number}_某人_报告.txt").write_text(text(number), encoding="utf-8")
    settings = lineage.Settings(min_score=0.0)
    return lineage.scan([speeches], out=folder / "out", index=folder / "index", settings=settings), folder / "out"


def test_the_footer_yields_neither_formula_nor_passage(scanned):
    result, out = scanned
    begins = [speech.read.text.index(FOOTER) for speech in result.speeches]
    found, pairs = result.occurrences, result.passages
    assert all(end <= begins[at] for at, end in zip(found.speech.tolist(), found.end.tolist(), strict=True))
    assert all(end <= begins[at] for at, end in zip(pairs.first.tolist(), pairs.first_end.tolist(), strict=True))
    assert "文库" not in (out / "data" / "formulae.csv").read_text(encoding="utf-8")


def test_salutations_and_shared_wording_are_found(scanned):
    wordings = {formula.canonical for formula in scanned[0].formulae}
    assert any("各位代表" in wording for wording in wordings)
    assert any("网络空间国际规则" in wording for wording in wordings)


def test_the_columns_of_the_speeches_stay_as_they_are(scanned):
    assert all("某某文库" in own.canonical.text for own in scanned[0].columns)
    assert all(not speech.read.furniture for speech in scanned[0].speeches)


def test_the_data_files_tell_every_place(scanned):
    _, out = scanned
    with (out / "data" / "furniture.csv").open(encoding="utf-8", newline="") as handle:
        listed = [(row["reason"], row["text"]) for row in csv.DictReader(handle)]
    assert listed == [("repeated at an edge", FOOTER.rstrip("。"))] * len(PLACES)
    with (out / "data" / "speeches.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["furniture"] for row in csv.DictReader(handle)} == {str(len(FOOTER) - 1)}
    counts = json.loads((out / "data" / "run.json").read_bytes())["counts"]
    assert (counts["repeated_places"], counts["repeated_characters"]) == (6, 6 * 24)


def test_terminal_and_page_tell_how_many(scanned, capsys):
    result, out = scanned
    tell_results(result, out, listed=0)
    assert "repeated at an edge 6" in capsys.readouterr().err
    assert "head or tail repeated in many files 6" in (out / "index.html").read_text(encoding="utf-8")


def test_the_report_from_the_index_is_the_same(scanned, tmp_path):
    result, out = scanned
    again = lineage.write_report(out=tmp_path / "again", index=out.parent / "index")
    assert again.repeated == result.repeated
    for name in ("furniture.csv", "formulae.csv", "occurrences.csv"):
        assert (tmp_path / "again" / "data" / name).read_bytes() == (out / "data" / name).read_bytes()


def test_all_rates_are_over_the_characters_without_the_footer(scanned):
    result, _ = scanned
    site = Site.of(result, heritage_of(result), "en", None)
    spoken = sum(len(own.canonical.text) - len(FOOTER.strip("。").replace("，", "")) for own in result.columns)
    assert formula_data(site)["spoken"] == spoken
    assert sum(characters for _, _, characters in coverage_data(site)["years"]) == spoken
    assert sum(characters for _, _, characters in coverage(site).rows) == spoken
