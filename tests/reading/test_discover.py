"""Which files are speeches, and what they are called."""

import itertools
import os
import unicodedata
from pathlib import Path

import pytest

from lineage.errors import InputError
from lineage.reading import discover


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("讲话", encoding="utf-8")


def ids(*paths: Path, **options) -> list[str]:
    return [source.speech_id for source in discover(paths, **options).sources]


def test_a_folder_is_searched_in_the_order_of_ids(tmp_path: Path):
    write(tmp_path, "b.txt", "a.md", "sub/c.TXT", "2013.一.txt")
    found = discover([tmp_path])
    assert [source.speech_id for source in found.sources] == ["2013.一", "a", "b", "sub/c"]
    assert [source.file for source in found.sources] == ["2013.一.txt", "a.md", "b.txt", "sub/c.TXT"]
    assert found.skipped == ()


def test_what_is_no_speech_by_name_is_skipped_silently(tmp_path: Path):
    names = [
        "README.md",
        "readme.txt",
        "LICENSE",
        ".hidden.txt",
        "_meta.tsv",
        "lineage.duckdb",
        "lineage.duckdb.wal",
        ".git/x.txt",
    ]
    write(tmp_path, *names)
    (tmp_path / "speeches.csv").write_text("file\n", encoding="utf-8")
    found = discover([tmp_path])
    assert (found.sources, found.skipped) == ((), ())


def test_the_output_folder_is_left_out(tmp_path: Path):
    write(tmp_path, "a.txt", "reports/b.txt")
    assert ids(tmp_path, exclude=[tmp_path / "reports"]) == ["a"]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", ".docx"),
        ("a.PNG", "OCR"),
        ("a.xlsx", "columns `id` and `text`"),
        ("a.rar", ".zip"),
        ("a.mp3", "Write down"),
        ("noten", "lineage reads"),
        ("a.xyz", "lineage reads"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do(tmp_path: Path, name: str, advice: str):
    write(tmp_path, name)
    (skipped,) = discover([tmp_path]).skipped
    assert skipped.file == name
    assert "is not read" in skipped.reason
    assert advice in skipped.hint


def test_every_format_that_is_read_is_found(tmp_path: Path):
    names = ["a.txt", "b.md", "c.html", "d.htm", "e.docx", "f.PDF", "g.xml", "h.xhtml"]
    write(tmp_path, *names)
    found = discover([tmp_path])
    assert [source.file for source in found.sources] == names
    assert [source.suffix for source in found.sources][5] == ".pdf"


def test_what_a_browser_saved_with_a_page_is_passed_over(tmp_path: Path):
    write(tmp_path, "页.html", "页_files/a.png", "页_files/frame.html", "other_files/b.txt")
    found = discover([tmp_path])
    assert ([source.file for source in found.sources], found.skipped) == (["other_files/b.txt", "页.html"], ())


def test_a_tree_that_is_too_deep_is_cut_off_and_told(tmp_path: Path):
    write(tmp_path, "a.txt")
    (tmp_path / "/".join(["d"] * 900)).mkdir(parents=True)
    found = discover([tmp_path])
    assert [source.file for source in found.sources] == ["a.txt"]
    assert "folders deep" in found.skipped[0].reason


def test_a_given_file_is_read_whatever_its_name(tmp_path: Path):
    write(tmp_path, "README", "a.doc", "b.txt")
    assert ids(tmp_path / "README", tmp_path / "b.txt") == ["README", "b"]
    assert len(discover([tmp_path / "a.doc"]).skipped) == 1


def test_what_does_not_exist_is_an_error(tmp_path: Path):
    with pytest.raises(InputError, match="does not exist") as caught:
        discover([tmp_path / "none"])
    assert caught.value.hint


def test_files_that_differ_by_suffix_keep_it(tmp_path: Path):
    write(tmp_path, "a.txt", "a.md", "b.txt", "a.txt.md")
    assert ids(tmp_path) == ["a.md", "a.txt", "a.txt.md", "b"]


def test_several_roots_are_told_apart(tmp_path: Path):
    write(tmp_path, "x/speeches/a.txt", "y/speeches/a.txt", "z/a.txt")
    assert ids(tmp_path / "x/speeches", tmp_path / "z") == ["speeches/a", "z/a"]
    assert ids(tmp_path / "x/speeches", tmp_path / "y/speeches") == ["x/speeches/a", "y/speeches/a"]
    assert ids(tmp_path / "x/speeches/a.txt", tmp_path / "z/a.txt") == ["speeches/a", "z/a"]


def test_a_file_is_read_once_however_often_it_is_named(tmp_path: Path):
    write(tmp_path, "a.txt")
    assert len(ids(tmp_path, tmp_path)) == 1
    assert len(ids(tmp_path, tmp_path / "a.txt")) == 1


def test_ids_are_composed(tmp_path: Path):
    write(tmp_path, unicodedata.normalize("NFD", "Ångström.txt"))
    assert ids(tmp_path) == [unicodedata.normalize("NFC", "Ångström")]


def test_links_neither_loop_nor_leave(tmp_path: Path):
    write(tmp_path, "corpus/a.txt", "corpus/sub/b.txt", "outside/c.txt")
    corpus = tmp_path / "corpus"
    (corpus / "sub/loop").symlink_to(corpus)
    (corpus / "away").symlink_to(tmp_path / "outside")
    (corpus / "away.txt").symlink_to(tmp_path / "outside/c.txt")
    (corpus / "dead.txt").symlink_to(tmp_path / "none.txt")
    (corpus / "twice.txt").symlink_to(corpus / "a.txt")
    found = discover([corpus])
    assert [source.speech_id for source in found.sources] == ["a", "sub/b"]
    assert {skipped.file for skipped in found.skipped} == {"sub/loop", "away", "away.txt", "dead.txt", "twice.txt"}


def test_a_link_that_is_given_is_followed(tmp_path: Path):
    write(tmp_path, "corpus/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "corpus")
    assert ids(tmp_path / "link") == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_speech(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert [skipped.reason for skipped in discover([tmp_path]).skipped] == ["not a regular file"]


def test_tables_are_found_beside_the_files(tmp_path: Path):
    write(tmp_path, "a.txt", "sub/b.txt", "sub/c.txt")
    (tmp_path / "speeches.csv").write_text("file,speaker\na.txt,甲\nsub/b.txt,乙\n", encoding="utf-8")
    (tmp_path / "sub/speeches.csv").write_text("file,speaker,id\nc.txt,丙,own\n", encoding="utf-8")
    found = discover([tmp_path])
    assert {file: row.facts["speaker"].value for file, row in found.rows.items()} == {
        "a.txt": "甲",
        "sub/b.txt": "乙",
        "sub/c.txt": "丙",
    }
    assert [source.speech_id for source in found.sources] == ["a", "own", "sub/b"]
    given = discover([tmp_path / "sub/c.txt"])
    assert given.rows["c.txt"].facts["speaker"].value == "丙"


def test_a_row_without_its_file_is_told(tmp_path: Path):
    write(tmp_path, "a.txt", "README.md")
    (tmp_path / "speeches.csv").write_text("file\nnone.txt\n\nREADME.md\n", encoding="utf-8")
    (told,) = discover([tmp_path]).tables[str(tmp_path / "speeches.csv")]
    assert "row 2: there is no file none.txt" in told


def test_the_nearer_table_wins(tmp_path: Path):
    write(tmp_path, "sub/b.txt")
    (tmp_path / "speeches.csv").write_text("file,speaker\nsub/b.txt,远\n", encoding="utf-8")
    (tmp_path / "sub/speeches.csv").write_text("file,speaker\nb.txt,近\n", encoding="utf-8")
    found = discover([tmp_path])
    assert found.rows["sub/b.txt"].facts["speaker"].value == "近"
    assert "two tables" in found.rows["sub/b.txt"].conflicts[0]


def test_two_speeches_of_one_name_are_an_error(tmp_path: Path):
    write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "speeches.csv").write_text("file,id\na.txt,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt and b\.txt would both be called b"):
        discover([tmp_path])


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path):
    write(tmp_path, "A/a.txt", "A/sub/b.txt", "B/a.txt", "A/sub/deep/c.txt")
    paths = [tmp_path / name for name in ("A", "A/sub", "A/sub/b.txt", "B", "A/sub/deep")]
    found = discover(paths)
    assert [source.speech_id for source in found.sources] == ["A/a", "A/sub/b", "A/sub/deep/c", "B/a"]
    assert all(discover(order) == found for order in itertools.permutations(paths))
    assert found.roots == {str(tmp_path / "A"): "A", str(tmp_path / "B"): "B"}


def test_a_path_inside_another_changes_no_name(tmp_path: Path):
    write(tmp_path, "A/a.txt", "A/sub/b.txt")
    assert ids(tmp_path / "A/sub", tmp_path / "A") == ids(tmp_path / "A") == ["a", "sub/b"]
    (tmp_path / "link").symlink_to(tmp_path / "A/sub")
    assert ids(tmp_path / "link", tmp_path / "A") == ["a", "sub/b"]


def test_what_a_folder_passes_over_is_read_once_it_is_named(tmp_path: Path):
    write(tmp_path, "a.txt", "README", "sub/notes.xyz", "_drafts/b.txt")
    named = [tmp_path / "sub/notes.xyz", tmp_path, tmp_path / "README", tmp_path / "_drafts"]
    for paths in (named, named[::-1]):
        found = discover(paths)
        assert [source.speech_id for source in found.sources] == ["README", "_drafts/b", "a", "sub/notes.xyz"]
        assert found.skipped == ()
