"""The rules of this room on real copies of reports: what they must remove, and what they must leave."""

import csv
from pathlib import Path

import pytest

from lineage.edtf import parse_edtf
from lineage.reading import TRANSPARENT, discover, find_furniture, infer

pytestmark = pytest.mark.realdata
CORPORA = ("gwr", "gwr_hprc", "cpc_congress", "npc_resolutions_on_gwr")


def texts(testdata: Path, corpus: str) -> dict[str, str]:
    found = discover([testdata / "corpora" / corpus])
    return {source.file: Path(source.path).read_text(encoding="utf-8") for source in found.sources}


def boxes(testdata: Path) -> dict[str, tuple[int, int]]:
    with (testdata / "gold/gwr_furniture.csv").open(encoding="utf-8", newline="") as table:
        return {row["file"]: (int(row["begin"]), int(row["end"])) for row in csv.DictReader(table)}


def test_every_licence_box_is_covered_whole(testdata: Path):
    reports = texts(testdata, "gwr")
    for file, (begin, end) in boxes(testdata).items():
        spans = find_furniture(reports[file])
        assert any(s.begin <= begin and end <= s.end and s.reason == "rights" for s in spans), file


def test_hardly_anything_else_is_removed(testdata: Path):
    known = boxes(testdata)
    for file, text in texts(testdata, "gwr").items():
        begin, end = known.get(file, (len(text), len(text)))
        other = [s for s in find_furniture(text) if s.reason not in TRANSPARENT and (s.end <= begin or s.begin >= end)]
        assert sum(s.end - s.begin for s in other) <= 120, (file, [text[s.begin : s.end] for s in other])
        assert not any("。" in text[s.begin : s.end] for s in other), file


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_is_inferred_is_right(testdata: Path, corpus: str):
    with (testdata / "corpora" / corpus / "_meta.tsv").open(encoding="utf-8", newline="") as table:
        stated = {row["file"]: row for row in csv.DictReader(table, delimiter="\t")}
    wrong = []
    for file, text in texts(testdata, corpus).items():
        facts = infer(text, find_furniture(text))
        row = stated[file]
        if "speaker" in facts and facts["speaker"].value != row["speaker"]:
            wrong.append((file, facts["speaker"]))
        if "date" in facts and row["date"]:
            found = parse_edtf(facts["date"].value)
            wrong += [] if found.agrees_with(parse_edtf(row["date"])) else [(file, facts["date"])]
    assert wrong == []
