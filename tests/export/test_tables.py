"""The data files: the columns DESIGN promises come first, and every cell is what it says."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

import lineage
from lineage.descent import heritage_of
from lineage.export.tables import AGE_COLUMNS, CONTEXT, FORMULA_COLUMNS, formula_rows, life_cell, write_data
from lineage.formulae.features import Features
from lineage.models import Life

PROMISED = {
    "speeches.csv": "speech_id, file, title, speaker, date, date_source, script, region, encoding, characters, "
    "twin_of, inherited_share, first_uses",
    "formulae.csv": "rank, formula_id, label, canonical, kind, score, speeches, occurrences, speakers, first_date, "
    "first_speech, last_date, last_speech, variants, first_certainty",
    "variants.csv": "formula_id, canonical, surface, relation, speeches, occurrences, first_date, first_speech",
    "occurrences.csv": "formula_id, canonical, speech_id, begin, end, text, left, right",
    "passages.csv": "speech_a, begin_a, end_a, speech_b, begin_b, end_b, characters, similarity",
    "furniture.csv": "speech_id, begin, end, reason, text",
    "inheritance.csv": "speech_id, earlier_speech_id, formulae, characters, weight",
}
TITLE = 'He said "你好",\nthen left'


@pytest.fixture(scope="module")
def scanned(tmp_path_factory, corpus_folder):
    """The five speeches scanned, with one title that CSV must quote: the result and its data folder."""
    folder = tmp_path_factory.mktemp("export")
    speeches = folder / "speeches"
    speeches.mkdir()
    for path in corpus_folder.glob("*.txt"):
        (speeches / path.name).write_bytes(path.read_bytes())
    with (speeches / "speeches.csv").open("w", encoding="utf-8", newline="") as table:
        first = min(path.name for path in speeches.glob("*.txt"))
        csv.writer(table).writerows([["file", "title", "shelf"], [first, TITLE, "A 1"]])
    result = lineage.scan([speeches], out=folder / "reports", index=folder / "index")
    return result, folder / "reports" / "data"


def rows(data: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / name).read_bytes().decode("utf-8"), newline=""), strict=True))


@pytest.mark.parametrize("name", PROMISED)
def test_the_promised_columns_come_first(scanned, name):
    header = (scanned[1] / name).read_text(encoding="utf-8").partition("\n")[0].split(",")
    promised = PROMISED[name].split(", ")
    assert header[: len(promised)] == promised
    assert len(set(header)) == len(header)


def test_run_json_lists_every_file_and_tells_what_ran(scanned):
    run = json.loads((scanned[1] / "run.json").read_bytes())
    assert run["files"] == sorted(path.name for path in scanned[1].iterdir())
    assert run["tool"] == "lineage"
    assert {"settings", "fingerprint", "versions", "counts", "generation", "timing"} <= set(run)
    assert run["counts"]["speeches"] == 5
    assert run["timing"]["seconds"].keys() >= run["timing"]["peak_megabytes"].keys()


@pytest.mark.parametrize("name", PROMISED)
def test_files_are_utf_8_with_plain_line_ends_and_no_mark(scanned, name):
    data = (scanned[1] / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    data.decode("utf-8", errors="strict")


def test_quotes_and_line_breaks_inside_a_cell_come_back(scanned):
    first = min(rows(scanned[1], "speeches.csv"), key=lambda row: row["file"])
    assert first["title"] == TITLE
    assert '"He said ""你好"",\nthen left"' in (scanned[1] / "speeches.csv").read_text(encoding="utf-8")


def test_floats_have_six_digits(scanned):
    for row in rows(scanned[1], "formulae.csv"):
        for name in ("score", *Features.names()):
            assert re.fullmatch(r"[01]\.\d{6}", row[name]), (name, row[name])


@pytest.mark.parametrize(
    ("life", "cell"),
    [
        (Life(), ""),
        (Life(2001, 2017), "2001/2017"),
        (Life(2001, 2017, laid_down=True), "2001/2017 laid_down"),
        (Life(1987, 2008, taken_up=True, laid_down=True), "1987/2008 taken_up laid_down"),
    ],
)
def test_a_life_is_an_interval_and_what_holds(life, cell):
    assert life_cell(life) == cell


def test_a_life_is_that_of_the_attestations(scanned):
    for row in rows(scanned[1], "formulae.csv"):
        assert row["life"] == (f"{row['first_date'][:4]}/{row['last_date'][:4]}" if row["first_date"] else "")


def test_the_parts_of_the_score_follow_the_promised_columns(scanned):
    assert FORMULA_COLUMNS[15:] == ("part_of", *Features.names(), "life")


def test_numbers_are_numbers_for_other_formats(scanned):
    row = next(formula_rows(scanned[0].formulae))
    assert (row[0], type(row[5])) == (1, float)
    assert row[5] == round(row[5], 6)


def test_every_occurrence_is_what_stands_there(scanned):
    result, data = scanned
    texts = {speech.speech_id: speech.read.text for speech in result.speeches}
    found = rows(data, "occurrences.csv")
    assert len(found) == len(result.occurrences) > 100
    for row in found:
        text, begin, end = texts[row["speech_id"]], int(row["begin"]), int(row["end"])
        assert row["text"] == text[begin:end] != ""
        assert row["left"] == text[max(0, begin - CONTEXT) : begin]
        assert row["right"] == text[end : end + CONTEXT]


def test_everything_that_was_left_out_is_listed(scanned):
    result, data = scanned
    listed = {(row["speech_id"], int(row["begin"]), row["reason"], row["text"]) for row in rows(data, "furniture.csv")}
    assert listed == {
        (speech.speech_id, span.begin, span.reason, speech.read.text[span.begin : span.end])
        for speech in result.speeches
        for span in speech.read.furniture
    }
    assert len(listed) > 100


def test_files_agree_with_each_other(scanned):
    data = scanned[1]
    formulae = {row["formula_id"]: row for row in rows(data, "formulae.csv")}
    variants, places = rows(data, "variants.csv"), rows(data, "occurrences.csv")
    speeches = {row["speech_id"] for row in rows(data, "speeches.csv")}
    assert {row["formula_id"] for row in variants} == {row["formula_id"] for row in places} == set(formulae)
    for name, row in formulae.items():
        own = [place for place in places if place["formula_id"] == name]
        assert int(row["occurrences"]) == len(own)
        assert int(row["speeches"]) == len({place["speech_id"] for place in own})
        assert int(row["variants"]) == sum(variant["formula_id"] == name for variant in variants)
    assert {place["speech_id"] for place in places} <= speeches
    assert {row["first_speech"] for row in formulae.values()} - {""} <= speeches


def test_what_is_unknown_is_empty(scanned):
    for row in rows(scanned[1], "speeches.csv"):
        assert row["twin_of"] == ""
        assert bool(row["date"]) == bool(row["date_source"]) == bool(row["inherited_share"]) == bool(row["first_uses"])


def test_what_is_inherited_is_told_by_speech_and_by_pair(scanned):
    result, data = scanned
    for row in rows(data, "speeches.csv"):
        ages = [float(row[column]) for column in AGE_COLUMNS]
        assert float(row["inherited_share"]) == pytest.approx(sum(ages), abs=1e-5)
    dates = {speech.speech_id: speech.value("date") for speech in result.speeches}
    links = rows(data, "inheritance.csv")
    assert len(links) == len({(row["speech_id"], row["earlier_speech_id"]) for row in links}) > 5
    assert all(dates[row["earlier_speech_id"]] < dates[row["speech_id"]] for row in links)
    assert all(int(row["formulae"]) > 0 < int(row["characters"]) and float(row["weight"]) > 0 for row in links)


def test_the_same_result_is_the_same_bytes(scanned, tmp_path):
    write_data(tmp_path, scanned[0], heritage_of(scanned[0]), {})
    for name in PROMISED:
        assert (tmp_path / name).read_bytes() == (scanned[1] / name).read_bytes()
