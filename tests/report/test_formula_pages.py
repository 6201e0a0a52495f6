"""What the pages of formulae gather: carriers, coverage, wordings, kin, and how much of the texts they hold."""

import csv
import json
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from lineage.descent import Attestation
from lineage.edtf import parse_edtf
from lineage.models import Coverage
from lineage.pipeline import scan
from lineage.report.pages.carriers import Before, CarrierRow, Named, speaker_rows, thousandths_of
from lineage.report.pages.related import Related

PLANTED = "绿水青山就是金山银山"


def formula(rank: int, canonical: str, part_of: str = "") -> SimpleNamespace:
    return SimpleNamespace(rank=rank, formula_id=f"id{rank}", canonical=canonical, label=canonical, part_of=part_of)


def kin(formulae: list[SimpleNamespace], paged: int, asked: int) -> dict[str, list[tuple[str, bool]]]:
    told = Related(formulae, paged).to(formulae[asked])
    return {each.how: [(other.label, page) for other, page in each.formulae] for each in told}


def test_kin_are_holder_parts_longer_ones_and_the_same_characters():
    formulae = [
        formula(1, "又好又快发展"),
        formula(2, "经济又好又快发展"),
        formula(3, "又快又好发展"),
        formula(4, "又好又快", part_of="id1"),
        formula(5, "社会又好又快发展"),
    ]
    assert kin(formulae, 4, 0) == {
        "longer": [("经济又好又快发展", True)],
        "parts": [("又好又快", True)],
        "reordered": [("又快又好发展", True)],
    }
    # The holder is not told a second time among the longer ones; one that has no page is told without a link.
    assert kin(formulae, 4, 3) == {"holder": [("又好又快发展", True)], "longer": [("经济又好又快发展", True)]}
    assert kin(formulae, 2, 0)["reordered"] == [("又快又好发展", False)]


def test_kin_are_cut_and_the_rest_is_counted():
    formulae = [formula(1, "甲乙丙丁"), *(formula(rank, f"第{rank}项", part_of="id1") for rank in range(2, 22))]
    (parts,) = Related(formulae, 21).to(formulae[0])
    assert (len(parts.formulae), parts.more) == (12, 8)


def test_coverage_before_counts_what_is_surely_earlier():
    dates = ["2001-03-05", "2001", "2002-01-01", ""]
    speeches = [
        (Attestation(date, date, parse_edtf(date) if date else None, inferred=False), 100 + at)
        for at, date in enumerate(dates)
    ]
    before = Before(speeches)
    assert before.coverage(speeches[0][0].first_day) == Coverage(0, 0)
    assert before.coverage(parse_edtf("2001-07-01").first_possible().toordinal()) == Coverage(1, 100)
    assert before.coverage(speeches[2][0].first_day) == Coverage(2, 201)


def test_speakers_come_by_speeches_and_unknown_ones_last():
    def row(number: int, speaker: str, places: int) -> CarrierRow:
        return CarrierRow(Named(number, f"200{number}", True, speaker, "", "", ""), (), places, "")

    told = speaker_rows([row(1, "甲", 2), row(2, "", 1), row(3, "", 1), row(4, "乙", 3), row(5, "乙", 1)])
    assert [(one.speaker, one.speeches, one.places, one.first, one.last) for one in told] == [
        ("乙", 2, 4, "2004", "2005"),
        ("甲", 1, 2, "2001", "2001"),
        ("", 2, 2, "2002", "2003"),
    ]


def test_undated_speeches_are_no_last_ones_of_a_speaker():
    def row(number: int, when: str, is_dated: bool) -> CarrierRow:
        return CarrierRow(Named(number, when, is_dated, "甲", "", "", ""), (), 1, "")

    dated = [row(1, "2001", True), row(2, "2003", True)]
    undated = row(3, "undated", False)
    assert [(one.speeches, one.first, one.last) for one in speaker_rows([*dated, undated])] == [(3, "2001", "2003")]
    assert [(one.first, one.last) for one in speaker_rows([undated])] == [("undated", "undated")]


def test_marks_stand_where_the_places_are_in_the_canonical_text():
    def speech(begins: list[int]) -> SimpleNamespace:
        return SimpleNamespace(canonical=SimpleNamespace(text="字" * len(begins), begin=np.array(begins)))

    # Of the second speech the first hundred code points are furniture.
    columns = (speech([0, 1, 2, 3]), speech(list(range(100, 110))))
    found = SimpleNamespace(
        formula=np.array([0, 0, 0, 1]), speech=np.array([0, 1, 1, 0]), begin=np.array([2, 100, 109, 3])
    )
    result = SimpleNamespace(occurrences=found, speeches=columns, columns=columns)
    assert thousandths_of(result, 1).tolist() == [500, 0, 900]
    assert thousandths_of(result, 2).tolist() == [500, 0, 900, 750]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, planted_folder: Path) -> dict[str, Path]:
    """The planted corpus as it comes, and where one speech may not be shown."""
    made = {}
    for embed in ("context", "none"):
        folder = tmp_path_factory.mktemp(embed)
        speeches = folder / "speeches"
        speeches.mkdir()
        for file in sorted(planted_folder.iterdir()):
            (speeches / file.name).write_bytes(file.read_bytes())
        table = f"file,embed\n2004-03-05_李四_讲话.txt,{embed}\n"
        (speeches / "speeches.csv").write_text(table, encoding="utf-8")
        scan([speeches], out=folder / "reports", index=folder / "index.duckdb")
        made[embed] = folder / "reports"
    return made


def lines(site: Path) -> list[list[object]]:
    """The places of the planted formula that stand in its page: date, what stands before, there, and after."""
    with (site / "data" / "formulae.csv").open(encoding="utf-8", newline="") as handle:
        name = next(row["formula_id"] for row in csv.DictReader(handle) if row["label"] == PLANTED)
    with (site / "data" / "speeches.csv").open(encoding="utf-8", newline="") as handle:
        dates = [row["date"] for row in csv.DictReader(handle)]
    page = (site / "formulae" / f"{name}.html").read_text(encoding="utf-8")
    written = re.findall(r"<li><span>(.*?)</span><mark>(.*?)</mark><span>(.*?)</span><a [^>]*>(\S*)", page)
    packed = json.loads(re.search(r'class="lines" data-of="contexts-lines">(.*?)</script>', page)[1])
    return [[date, left, text, right] for left, text, right, date in written] + [
        [dates[number], left, text, right] for number, _, left, text, right in packed
    ]


def test_all_places_stand_in_the_page_by_date(sites):
    found = lines(sites["context"])
    assert len(found) == 67
    assert [line[0] for line in found[:62]] == sorted(line[0] for line in found[:62])
    assert {line[0] for line in found[62:]} == {""}
    assert all(len(line[1]) <= 30 and len(line[3]) <= 30 for line in found)
    assert all(line[1] and line[2] == PLANTED for line in found)


def test_of_a_speech_that_may_not_be_shown_only_the_wording_is(sites):
    hidden = [line for line in lines(sites["none"]) if line[0] == "2004-03-05"]
    assert len(hidden) == 12
    assert all(line[1:] == ["", PLANTED, ""] for line in hidden)
    assert all(line[1] for line in lines(sites["none"]) if line[0] != "2004-03-05")
