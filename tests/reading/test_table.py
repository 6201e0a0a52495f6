"""speeches.csv: what it may hold, and what is said about what it may not."""

from pathlib import Path

import pytest

from lineage.errors import InputError
from lineage.models import Provenance
from lineage.reading import SpeechTable, can_name, read_cells


def table(folder: Path, content: str, encoding: str = "utf-8") -> SpeechTable:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("讲话", encoding="utf-8")
    (folder / "speeches.csv").write_bytes(content.encode(encoding))
    return SpeechTable.load(folder / "speeches.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_columns_are_facts(tmp_path: Path, encoding: str):
    found = table(tmp_path, 'File,date,speaker,encoding,series,venue\na.txt,2013-11,"蔡名照",big5, x y ,\n', encoding)
    row = found.rows["a.txt"]
    assert {column: fact.value for column, fact in row.facts.items()} == {
        "date": "2013-11",
        "speaker": "蔡名照",
        "series": "x y",
    }
    assert {fact.provenance for fact in row.facts.values()} == {Provenance.TABLE}
    assert row.encoding == "big5"
    assert found.warnings == ()


def test_a_bad_date_is_told_and_unknown(tmp_path: Path):
    found = table(tmp_path, "file,date,speaker\na.txt,2013-30,甲\n")
    assert set(found.rows["a.txt"].facts) == {"speaker"}
    assert "row 2 (a.txt)" in found.warnings[0]


@pytest.mark.parametrize(
    ("cell", "embed"),
    [("text", "text"), ("None", "none"), ("CONTEXT", "context"), ("all", "context"), ("<b>", "context")],
)
def test_how_much_of_a_text_may_be_shown(tmp_path: Path, cell: str, embed: str):
    found = table(tmp_path, f"file,embed\na.txt,{cell}\n")
    assert found.rows["a.txt"].facts["embed"].value.lower() == embed
    assert len(found.warnings) == (cell.lower() != embed)


@pytest.mark.parametrize(
    ("cell", "date"), [("2014/9/18", "2014-09-18"), ("2014/09/18", "2014-09-18"), ("9/18/2014", ""), ("2014/2/30", "")]
)
def test_days_as_spreadsheets_save_them(tmp_path: Path, cell: str, date: str):
    found = table(tmp_path, f"file,date\na.txt,{cell}\n")
    facts = found.rows["a.txt"].facts
    assert (facts["date"].value if "date" in facts else "") == date
    assert len(found.warnings) == (not date)


@pytest.mark.parametrize("name", ["../x.txt", "/etc/passwd", "C:\\x.txt", "sub/../../x.txt"])
def test_a_row_that_leads_out_is_told_and_the_others_hold(tmp_path: Path, name: str):
    found = table(tmp_path, f"file,speaker\n{name},甲\na.txt,乙\n")
    assert {file: row.facts["speaker"].value for file, row in found.rows.items()} == {"a.txt": "乙"}
    assert "row 2" in found.warnings[0]
    assert "outside the table's folder; the row is left out" in found.warnings[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,date\na.txt,2013\n", "no column `file`; columns found: name, date"),
        ("", "columns found: none"),
        ("file\na.txt\na.txt\n", "row 3: a.txt has a row already"),
        ("file,date\n,2013\n", "names no file"),
        ('file\n"a.txt\n', "unexpected end of data"),
    ],
)
def test_what_cannot_be_used_is_an_error(tmp_path: Path, content: str, message: str):
    with pytest.raises(InputError, match=message.replace("/", "/")) as caught:
        table(tmp_path, content)
    assert caught.value.hint


def test_a_table_in_another_encoding_says_so(tmp_path: Path):
    with pytest.raises(InputError, match="not in UTF-8") as caught:
        table(tmp_path, "file,speaker\na.txt,蔡名照\n", "gb18030")
    assert "UTF-8" in caught.value.hint


def test_paths_may_be_written_the_windows_way(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/c.txt").write_text("讲话", encoding="utf-8")
    assert "sub/c.txt" in table(tmp_path, "file\nsub\\c.txt\n").rows


def test_a_column_whose_heading_begins_with_a_low_line_states_nothing(tmp_path: Path):
    content = "file,_inferred_date,_notes,date_,_\na.txt,not a date,look,1,2\n"
    found = table(tmp_path, content)
    assert set(found.rows["a.txt"].facts) == {"date_"}
    assert found.warnings == ()
    assert read_cells(found.path)["a.txt"]["_notes"] == "look"


@pytest.mark.parametrize(
    ("file", "can"),
    [
        ("a.txt", True),
        ("talks.zip/inner.txt", True),
        ("talks.jsonl#12, 13", True),
        (" a.txt", False),
        ("a\\b.txt", False),
        ("../a.txt", False),
        ("注:/a.txt", False),
        ("talks.jsonl#http://x", True),
    ],
)
def test_which_files_a_table_can_name(file: str, can: bool):
    assert can_name(file) is can


@pytest.mark.parametrize("content", ["file,date\na.txt,2014,看\n", "file,,date\na.txt,看,2014\n"])
def test_what_stands_under_no_heading_is_read_past_but_never_lost(tmp_path: Path, content: str):
    found = table(tmp_path, content)
    assert set(found.rows["a.txt"].facts) == {"date"}
    with pytest.raises(InputError, match="row 2: 看 stands under no heading"):
        read_cells(found.path)
