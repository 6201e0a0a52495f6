"""CSV, JSON lines, Parquet and concordances: what is read back is what was found, and offsets cut what they claim."""

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.export import TABLES, ExportOptions, write_data
from lineage.export import separated as separated_module
from lineage.export.concordance import COLUMNS
from lineage.export.separated import export_csv, separated
from lineage.models import Life, PlaceOrder

MATERIALS = ("seeds", "hostile", "barren")


@pytest.fixture(params=MATERIALS)
def material(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=MATERIALS[:2])
def fertile(request):
    return request.getfixturevalue(request.param)


def texts(material) -> dict[str, str]:
    return {speech.speech_id: speech.read.text for speech in material.result.speeches}


def table(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


def test_csv_without_options_is_the_data_files(material, exported, tmp_path):
    write_data(tmp_path, material.result, material.heritage, {})
    assert exported(material, "csv") == {
        path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "run.json"
    }
    assert exported(material, "csv", table="passages") == {"passages.csv": (tmp_path / "passages.csv").read_bytes()}


def test_tabs_and_the_mark_change_no_cell(material, exported):
    plain, tabs = exported(material, "csv"), exported(material, "csv", delimiter="tab", bom=True)
    for name in TABLES:
        assert tabs[f"{name}.tsv"].startswith(b"\xef\xbb\xbf")
        assert table(tabs[f"{name}.tsv"], "\t") == table(plain[f"{name}.csv"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_is_a_formula_to_a_spreadsheet(hostile, exported, delimiter):
    """Neither to one that parts cells where the file does, nor to one that parts them elsewhere."""
    for data in exported(hostile, "csv", excel=True).values():
        assert data.startswith(b"\xef\xbb\xbf")
        cells = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
        assert [c for row in cells for c in row if re.match(r"\s*([=+@＝＋－＠]|-(?![\d.]+$))", c)] == []


def test_defused_cells_have_nothing_but_marks_more(hostile, exported):
    plain, safe = (exported(hostile, "csv", excel=excel) for excel in (False, True))
    changed = 0
    for name, data in safe.items():
        for row, exact in zip(table(data), table(plain[name]), strict=True):
            assert {cell.replace("'", "") for cell in row.values()} == {c.replace("'", "") for c in exact.values()}
            changed += row != exact
    assert changed > 1


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("\u3000=1+1", "'\u3000=1+1"),
        ("\ufeff＠A1", "'\ufeff＠A1"),
        ("合作;=1+1;共赢", "合作;'=1+1;共赢"),
        ("甲\n=1+1\n乙", "甲\n'=1+1\n乙"),
        ("\t制表", "'\t制表"),
        ("-5.25", "-5.25"),
        ("互联网+", "互联网+"),
        ("2013-11-05", "2013-11-05"),
        ("00969529e804", "'00969529e804"),
        ("557006181948", "'557006181948"),
        ("ed25485e6936", "ed25485e6936"),
        ("1955", "1955"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_a_mark(cell, safe):
    (line,) = separated([[cell]], ExportOptions(excel=True), "comma")
    assert next(csv.reader(io.StringIO(line.decode("utf-8-sig"), newline=""))) == [safe]


def test_what_excel_cuts_off_is_told(fertile, monkeypatch):
    assert export_csv(fertile, ExportOptions(excel=True)).told == ()
    monkeypatch.setattr(separated_module, "_LONGEST", 3)
    monkeypatch.setattr(separated_module, "_MOST_ROWS", 1)
    told = export_csv(fertile, ExportOptions(excel=True)).told
    assert told[0].startswith(f"passages: {2 * len(fertile.result.passages)} cells")
    assert told[-1].startswith(f"occurrences: has {len(fertile.result.occurrences):,} rows")
    assert export_csv(fertile, ExportOptions(excel=True, table="speeches")).told == ()


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=3), max_size=5))
def test_any_cell_comes_back(rows):
    for delimiter, between in (("comma", ","), ("tab", "\t")):
        data = b"".join(separated(rows, ExportOptions(delimiter=delimiter), "comma"))
        read = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=between, strict=True)
        assert [row or [""] for row in read] == rows


def records(exports: dict[str, bytes]) -> list[dict]:
    return [json.loads(line) for line in exports["lineage.jsonl"].split(b"\n")[:-1]]


def test_each_line_of_json_cuts_what_it_claims(fertile, exported):
    every = texts(fertile)
    told = records(exported(fertile, "jsonl"))
    assert len(told) == len(fertile.result.occurrences) > 0
    assert all(every[one["id"]][one["begin"] : one["end"]] == one["text"] for one in told)
    assert [one["uid"] for one in told] == list(range(1, len(told) + 1))
    for formula in fertile.result.formulae:
        own = [one for one in told if one["cluster"] == formula.rank]
        assert {one["formula_id"] for one in own} == {formula.formula_id}
        assert {one["size"] for one in own} == {len(own)}
        assert sum(one["attests"] for one in own) == formula.occurrences


def test_passages_are_clusters_of_two(fertile, exported):
    every, found = texts(fertile), fertile.result.passages
    told = records(exported(fertile, "jsonl", what="passages"))
    assert [one["cluster"] for one in told] == [number // 2 + 1 for number in range(2 * len(found))] != []
    assert all(every[one["id"]][one["begin"] : one["end"]] == one["text"] for one in told)


def test_metadata_passes_through(hostile, exported):
    told = records(exported(hostile, "jsonl"))
    one = next(each for each in told if "<1>" in each["id"])
    assert one["series"] == one["speaker"] == "<b>甲</b>"
    assert (one["shelf no."], one["speech_cluster"], one["date"]) == ("=A1", "一", "2013-11-05")
    nameless = next(each for each in told if "丙" in each["id"])
    assert (nameless["series"], nameless["speaker"]) == (nameless["id"], "")


def test_nothing_found_is_an_empty_file(barren, exported):
    assert exported(barren, "jsonl") == {"lineage.jsonl": b""}
    assert exported(barren, "kwic") == {"lineage-kwic.tsv": ("\t".join(COLUMNS) + "\n").encode()}


def parquet(exports: dict[str, bytes]) -> dict[str, list[dict]]:
    return {name.partition(".")[0]: pq.read_table(io.BytesIO(data)).to_pylist() for name, data in exports.items()}


def test_parquet_says_what_the_data_files_say(material, exported):
    typed, plain = parquet(exported(material, "parquet")), exported(material, "csv")
    assert [*typed] == [*TABLES]
    for name, rows in typed.items():
        for row, exact in zip(rows, table(plain[f"{name}.csv"]), strict=True):
            for column, cell in exact.items():
                if column == "life":
                    continue
                assert _cell(row[column]) == cell, (name, column)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(value)
    return f"{value:.6f}" if isinstance(value, float) else "" if value is None else str(value)


def test_parquet_cuts_what_it_claims_and_dates_are_days(fertile, exported):
    typed = parquet(exported(fertile, "parquet"))
    text = {row["speech_id"]: row["text"] for row in typed["speeches"]}
    assert text == texts(fertile)
    assert all(text[row["speech_id"]][row["begin"] : row["end"]] == row["text"] for row in typed["occurrences"])
    assert all(text[row["speech_a"]][row["begin_a"] : row["end_a"]] == row["text_a"] for row in typed["passages"])
    assert all(text[row["speech_b"]][row["begin_b"] : row["end_b"]] == row["text_b"] for row in typed["passages"])
    assert all(text[row["speech_id"]][row["begin"] : row["end"]] == row["text"] for row in typed["furniture"])
    for row in typed["speeches"]:
        assert bool(row["date"]) == bool(row["first_day"])
        if row["date"] and len(row["date"]) == 10:
            assert row["first_day"].isoformat() == row["last_day"].isoformat() == row["date"]
        if row["date"] == "2014-06~":
            assert (row["first_day"].isoformat(), row["last_day"].isoformat()) == ("2013-05-31", "2015-07-01")
    for row, formula in zip(typed["formulae"], fertile.result.formulae, strict=True):
        life = Life(row["first_year"] or 0, row["last_year"] or 0, row["taken_up"], row["laid_down"])
        assert life == formula.life


def test_duckdb_and_pandas_read_parquet(seeds, exported, tmp_path: Path):
    for name, data in exported(seeds, "parquet").items():
        (tmp_path / name).write_bytes(data)
    joined = """
        select count(*), count(*) filter (substr(s.text, o.begin + 1, o."end" - o.begin) = o.text), min(first_day)
        from read_parquet($occurrences) o join read_parquet($speeches) s using (speech_id)
    """
    files = {name: str(tmp_path / f"{name}.parquet") for name in ("occurrences", "speeches")}
    every, cut, first = duckdb.execute(joined, files).fetchone()
    assert every == cut == len(seeds.result.occurrences)
    assert first.isoformat() == "2013-11-05"
    frame = pandas.read_parquet(tmp_path / "formulae.parquet")
    assert frame["label"].tolist() == [formula.label for formula in seeds.result.formulae]


def test_a_concordance_of_phrases_is_their_traces(fertile, exported):
    every = texts(fertile)
    asked = {"phrases": ("命运共同体", "合作共赢"), "width": 5, "delimiter": "comma"}
    lines = table(exported(fertile, "kwic", **asked)["lineage-kwic.tsv"])
    assert list(dict.fromkeys(line["phrase"] for line in lines))[:1] == ["命运共同体"]
    assert {line["how"] for line in lines} <= {"exact", "variant", "inside"}
    for line in lines:
        text, begin, end = every[line["speech"]], int(line["begin"]), int(line["end"])
        assert (line["left"], line["key"], line["right"]) == (
            text[max(0, begin - 5) : begin],
            text[begin:end],
            text[end : end + 5],
        )


@pytest.mark.parametrize("order", PlaceOrder)
def test_a_concordance_of_formulae_is_sorted_within_each(seeds, exported, order):
    lines = table(exported(seeds, "kwic", top=3, sort=order)["lineage-kwic.tsv"], "\t")
    leading = [formula.label for formula in seeds.result.formulae[:3]]
    assert list(dict.fromkeys(line["phrase"] for line in lines)) == leading
    keys = {
        PlaceOrder.DATE: lambda line: line["date"],
        PlaceOrder.LEFT: lambda line: line["left"][::-1],
        PlaceOrder.RIGHT: lambda line: line["right"],
    }
    for label in leading:
        own = [keys[order](line) for line in lines if line["phrase"] == label]
        assert own == sorted(own)
