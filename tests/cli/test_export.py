"""`lineage export`: every format from the command line, to a place or to standard output."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import lineage
from lineage.cli.export import COMMANDS, Clusters, Delimiter, Nodes, Table
from lineage.cli.traced_rows import Order
from lineage.errors import ExitCode, OutputError, UsageError
from lineage.export import FORMATS, TABLES, ExportOptions
from lineage.export.asked import WHAT
from lineage.models import PlaceOrder

#: What each format is written to where no other place is named.
PLACES = {
    "csv": "lineage-csv/speeches.csv",
    "jsonl": "lineage.jsonl",
    "parquet": "lineage-parquet/speeches.parquet",
    "tei": "lineage-tei/2021_丙_共同规则.xml",
    "gexf": "lineage.gexf",
    "graphml": "lineage.graphml",
    "bibtex": "lineage.bib",
    "kwic": "lineage-kwic.tsv",
}


def test_the_command_line_offers_what_there_is():
    assert tuple(command.__name__ for command in COMMANDS) == FORMATS == (*PLACES,)
    assert tuple(Table) == TABLES
    assert tuple(Clusters) == WHAT["jsonl"]
    assert tuple(Nodes) == WHAT["gexf"] == WHAT["graphml"]
    assert [*Order] == [*PlaceOrder]
    assert tuple(Delimiter) == ("comma", "tab")


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_has_a_place_of_its_own(scanned, run, standing, form):
    before = standing()
    result = run("export", form)
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    place = PLACES[form].partition("/")[0]
    assert f"→ {place}\n" in result.stderr
    assert Path(PLACES[form]).stat().st_size
    assert {name: content for name, content in standing().items() if not name.startswith(place)} == before


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_again(scanned, run, standing, form):
    assert run("export", form, "-o", "one").exit_code == ExitCode.OK
    assert run("export", form, "-o", "two").exit_code == ExitCode.OK
    first, second = Path("one"), Path("two")
    if first.is_file():
        assert first.read_bytes() == second.read_bytes()
    else:
        assert [*standing("one").values()] == [*standing("two").values()]


@pytest.mark.parametrize("asked", [("csv", "--table", "formulae"), ("tei", "--single"), *((f,) for f in FORMATS[4:])])
def test_standard_output_gets_what_a_file_does(scanned, run, asked):
    told = run("export", *asked, "-o", "-")
    assert told.exit_code == ExitCode.OK
    assert run("export", *asked, "-o", "file", "-q").stderr == ""
    assert told.stdout == Path("file").read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", [("csv",), ("tei",), ("parquet",), ("parquet", "--table", "speeches")])
def test_what_is_no_text_goes_to_no_terminal(scanned, refused, asked):
    error, hint = refused(ExitCode.USAGE, "export", *asked, "-o", "-")
    assert "standard output" in error
    assert "--out" in hint


@pytest.mark.parametrize("form", ["jsonl", "tei"])
def test_what_is_there_stays_unless_asked(scanned, run, refused, form):
    place = Path("mine")
    if form == "tei":
        place.mkdir()
        (place / "note.txt").write_text("mine", encoding="utf-8")
    else:
        place.write_text("mine", encoding="utf-8")
    error, hint = refused(ExitCode.FAILURE, "export", form, "-o", "mine")
    assert error.startswith("mine: ")
    assert "--force" in hint
    assert run("export", form, "-o", "mine", "--force").exit_code == ExitCode.OK


@pytest.mark.parametrize(
    ("asked", "option"), [(("csv", "-o", "a.csv"), "--table"), (("tei", "-o", "A.XML"), "--single")]
)
def test_no_folder_is_called_like_a_file(scanned, refused, asked, option):
    error, hint = refused(ExitCode.USAGE, "export", *asked)
    assert "is the name of a file" in error
    assert option in hint


def test_help_names_every_format_in_a_line(run):
    told = run("export", "--help", columns=80).stdout
    assert all(f"\n  {form} " in told for form in FORMATS)


def test_an_unknown_format_is_guessed(run):
    result = run("export", "gefx")
    assert result.exit_code == ExitCode.USAGE
    assert "Did you mean gexf?" in " ".join(result.stderr.split())


def test_no_index_is_told(folder, refused):
    error, hint = refused(ExitCode.FAILURE, "export", "gexf")
    assert error.startswith("lineage.duckdb: ")
    assert "lineage scan" in hint


def test_a_phrase_that_no_speech_has_is_told(scanned, run):
    told = run("export", "kwic", "--phrase", "空谈误国", "--phrase", "先易后难", "-o", "-")
    assert told.stdout.count("\n") == 4
    assert "空谈误国: no speech has it" in told.stderr
    assert "先易后难: " not in told.stderr


def test_a_phrase_that_is_none_is_refused(scanned, refused):
    error, _ = refused(ExitCode.USAGE, "export", "kwic", "--phrase", "，")
    assert "holds too little" in error


def test_nothing_found_is_still_well_formed(folder, run):
    for path in folder.iterdir():
        path.unlink()
    (folder / "甲.txt").write_text("山高水长。", encoding="utf-8")
    (folder / "乙.txt").write_text("春种秋收。", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    for form in FORMATS:
        assert run("export", form, "-q").exit_code == ExitCode.OK
    assert Path("lineage.jsonl").read_bytes() == b""
    assert [etree.parse(f"lineage.{form}").getroot().tag[-4:] for form in ("gexf", "graphml")] == ["gexf", "phml"]
    assert sorted(path.name for path in Path("lineage-tei").iterdir()) == ["export.json", "乙.xml", "甲.xml"]


def test_a_terminal_is_not_steered(folder, run):
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "\x1b[2J先易后难\u202e", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    asked = ("export", "kwic", "--phrase", "先易后难", "-o", "-")
    assert "\x1b[2J" in run(*asked).stdout
    pty = pytest.importorskip("pty")
    command = [sys.executable, "-m", "lineage", *asked, "-q"]
    ours, its = pty.openpty()
    subprocess.run(command, stdout=its, stderr=subprocess.DEVNULL, check=True, timeout=120)
    os.close(its)
    shown = os.read(ours, 1 << 16)
    os.close(ours)
    assert b"\\x1b[2J" in shown
    assert b"\x1b" not in shown


def test_a_reader_who_leaves_is_no_error(scanned):
    command = f'"{sys.executable}" -m lineage export jsonl -o - -q | head -c 100'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, timeout=120)
    assert (len(done.stdout), done.stderr) == (100, b"")


def test_in_python_what_a_format_does_not_take_is_told(scanned):
    for form, options, told in (
        ("gefx", ExportOptions(), "Did you mean gexf"),
        ("jsonl", ExportOptions(what="pasages"), "Did you mean passages"),
        ("csv", ExportOptions(table="formulas"), "Did you mean formulae"),
        ("gexf", ExportOptions(bom=True), "bom is for csv and kwic"),
        ("kwic", ExportOptions(width=-1), "0 or more"),
        ("kwic", ExportOptions(top=3, phrases=("先易后难",)), "kwic without phrases"),
        ("gexf", ExportOptions(top=3), "graphs of formulae"),
    ):
        with pytest.raises(UsageError) as caught:
            lineage.export_to(form, "x", options)
        assert told in caught.value.hint
    assert not Path("x").exists()


def test_in_python_the_files_are_named(scanned):
    told = lineage.export_to("csv", "tables", lineage.ExportOptions(table="speeches", delimiter="tab"))
    assert told.paths == (Path("tables"),)
    told = lineage.export_to("jsonl", options=lineage.ExportOptions(what="passages"))
    assert all(json.loads(line)["size"] == 2 for line in told.paths[0].read_text(encoding="utf-8").splitlines())
    with pytest.raises(OutputError, match="is there already"):
        lineage.export_to("jsonl")


def test_many_leading_formulae_are_cut_and_told(scanned, run, monkeypatch):
    from lineage.export import network

    monkeypatch.setattr(network, "LEADING", 1)
    told = run("export", "gexf", "--what", "formulae")
    assert "the graph holds the first 1 of " in told.stderr
    assert "--top says how many" in told.stderr
    assert "warning" not in run("export", "gexf", "--what", "formulae", "--top", "2", "--force").stderr
