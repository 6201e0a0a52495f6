"""The index file: what is put in comes out, what is not ours is refused, and opening it is safe."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from lineage.errors import ExitCode, IndexMismatch, OutputError
from lineage.formulae.features import Features
from lineage.index import FORMAT_VERSION, IndexContent, StoredSpeech, check_index_place, read_index, write_index
from lineage.models import (
    Fact,
    Findings,
    Formula,
    Life,
    Occurrences,
    Passages,
    Provenance,
    ReadText,
    Span,
    Twin,
    Variant,
)
from lineage.reading import read_bytes
from lineage.text import Segmenter, canonicalise

SEGMENTER = Segmenter()
ASTRAL = "𠮷野家国際𠀋会議，網路與資訊。\n第一，命運共同體；第二，你中有我、我中有你。"


def reading(text: str, **changes) -> tuple:
    read = read_bytes(text.encode())
    fields = ("text", "encoding", "encoding_evidence", "furniture", "facts", "content_hash", "warnings")
    read = ReadText(**{name: getattr(read, name) for name in fields} | changes)
    return read, SEGMENTER.columns(canonicalise(read.text, read.furniture))


def findings() -> Findings:
    """A formula with two variants, three places, a passage, a copy, a masked span."""
    variants = (
        Variant("先易后难", "先易後難", "full", True, 2, 2, "2014~", "a/甲"),
        Variant("先难后易", '"先難，後易"', "reordered", False, 1, 1, "", ""),
    )
    formula = Formula(
        rank=1,
        formula_id=hashlib.sha256("先易后难".encode()).hexdigest()[:12],
        label="先易，后难",
        canonical="先易后难",
        kind="formula",
        score=1 / 3,
        parts={name: number / 7 for number, name in enumerate(Features.names())},
        speeches=2,
        occurrences=2,
        speakers=1,
        first_date="2014~",
        first_speech="a/甲",
        last_date="2014~",
        last_speech="a/甲",
        first_certainty="coarse",
        life=Life(2014, 2014, True),
        part_of="f" * 12,
        variants=variants,
    )
    places = [np.array(column) for column in ([0, 0, 0], [0, 0, 1], [0, 1, 0], [3, 0, 5], [7, 1, 9])]
    passage = [np.array([number]) for number in (0, 1, 8, 1, 0, 1, 7)]
    return Findings(
        formulae=(formula,),
        occurrences=Occurrences(*places),
        passages=Passages(*passage, np.array([1 / 7]), np.array([20.25])),
        twins={1: Twin(0, 0.9, False)},
        repeated=((Span(0, 2, "repeated at an edge"),), ()),
    )


@pytest.fixture
def content() -> IndexContent:
    """Two readings and two speeches: astral characters, furniture, facts, warnings, a speech of one word."""
    facts = {
        "date": Fact("2014~", Provenance.TEXT, "二〇一四\n年前后"),
        "speaker": Fact('"甲"', Provenance.FRONT_MATTER),
    }
    rich = reading(ASTRAL, furniture=(Span(0, 3, "story"), Span(5, 6, "gloss")), facts=facts, warnings=("a", "b\tc"))
    plain = reading("好")
    speeches = [
        StoredSpeech("b/乙", "b/乙.txt", "2", {}),
        StoredSpeech(
            "a/甲", "a/甲.txt", "1:big5", {"title": Fact("题", Provenance.TABLE, "title=题")}, ("a, b",), True
        ),
    ]
    meta = {"format": str(FORMAT_VERSION), "writer": "0", "settings": '{"kinds":["名"]}', "generation": "1"}
    meta |= {"fingerprint": "a", "column_fingerprint": "b", "rules": "{}", "roots": '{"/甲":""}', "run": "{}"}
    meta |= {"skipped": '[{"file":"a","reason":"b","hint":""}]', "tables": '{"t":["w"]}', "added": '["b/乙"]'}
    return IndexContent(meta, {"2": plain, "1:big5": rich}, speeches, findings())


@pytest.fixture
def index(tmp_path, content) -> Path:
    path = tmp_path / "a.duckdb"
    write_index(path, content)
    return path


def execute(path: Path, *statements: str) -> None:
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(path: Path) -> IndexMismatch:
    before = path.read_bytes()
    with pytest.raises(IndexMismatch) as caught:
        read_index(path)
    assert caught.value.exit_code == ExitCode.INCOMPATIBLE_INDEX
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == before
    return caught.value


class TestRoundTrip:
    def test_all_comes_back(self, index, content):
        found = read_index(index)
        assert found.meta == content.meta
        assert found.speeches == sorted(content.speeches, key=lambda speech: speech.speech_id)
        assert found.readings.keys() == content.readings.keys()
        for key, (read, own) in content.readings.items():
            found_read, found_own = found.readings[key]
            for name in ("text", "encoding", "encoding_evidence", "furniture", "facts", "warnings"):
                assert getattr(found_read, name) == getattr(read, name), name
            assert found_read.content_hash == key
            for name in ("text", "script", "region"):
                assert getattr(found_own.canonical, name) == getattr(own.canonical, name), name
            for name in ("begin", "end", "boundary"):
                before, after = getattr(own.canonical, name), getattr(found_own.canonical, name)
                assert (before.dtype, before.tolist()) == (after.dtype, after.tolist()), name
            assert found_own.word_start.dtype == np.int32
            assert found_own.word_start.tolist() == own.word_start.tolist()

    def test_findings_come_back_where_they_are_asked_for(self, index):
        assert read_index(index).found is None
        found, wanted = read_index(index, findings=True).found, findings()
        assert (found.formulae, found.twins, found.repeated) == (wanted.formulae, wanted.twins, wanted.repeated)
        for name in ("occurrences", "passages"):
            for column in getattr(wanted, name).__slots__:
                assert getattr(getattr(found, name), column).tolist() == getattr(getattr(wanted, name), column).tolist()

    def test_an_index_without_speeches_is_one(self, tmp_path, content):
        path = tmp_path / "a"
        write_index(path, IndexContent(content.meta, {}, []))
        assert read_index(path) == IndexContent(content.meta, {}, [])

    def test_where_there_is_none_none_is_found(self, tmp_path):
        assert read_index(tmp_path / "a.duckdb") is None
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["md:a", ":memory:", "s3:a.duckdb", "it's.duckdb", "[a] *.duckdb", "索引"])
    def test_every_name_is_that_of_a_file(self, tmp_path, monkeypatch, content, name):
        monkeypatch.chdir(tmp_path)
        write_index(Path(name), content)
        assert [path.name for path in tmp_path.iterdir()] == [name]
        assert read_index(Path(name)).meta == content.meta

    def test_a_link_stays_one(self, tmp_path, content):
        (tmp_path / "link").symlink_to(tmp_path / "target")
        write_index(tmp_path / "link", content)
        assert (tmp_path / "link").is_symlink()
        assert read_index(tmp_path / "target").meta == content.meta


class TestRefusal:
    @pytest.mark.parametrize("data", [b"", b"some text\n", b"\x00" * 10_000])
    def test_another_kind_of_file(self, tmp_path, data):
        (tmp_path / "a").write_bytes(data)
        assert "is no index of lineage" in refused(tmp_path / "a").message

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "a")
        with pytest.raises(IndexMismatch, match="is no index of lineage"):
            read_index(tmp_path / "a")

    def test_another_database(self, tmp_path):
        execute(tmp_path / "a", "CREATE TABLE meta (key VARCHAR)")
        assert "is no index of lineage, but another database" in refused(tmp_path / "a").message

    @pytest.mark.parametrize("data", [b"SQLite format 3\x00" + b"\x00" * 4096, b"12345678DUC"])
    def test_another_kind_of_file_is_never_overwritten(self, tmp_path, content, data):
        (tmp_path / "a").write_bytes(data)
        with pytest.raises(IndexMismatch, match="but another kind of file"):
            write_index(tmp_path / "a", content)
        assert (tmp_path / "a").read_bytes() == data

    def test_a_damaged_one_is_told_apart_and_never_overwritten(self, index, content):
        damaged = index.read_bytes()[:50_000]
        index.write_bytes(damaged)
        assert "it is damaged, or open in another program" in refused(index).message
        with pytest.raises(IndexMismatch, match="damaged"):
            write_index(index, content)
        assert index.read_bytes() == damaged

    def test_one_that_another_program_writes(self, index):
        with duckdb.connect(index):
            pass  # what a program of its own would do, and keep open
        code = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)"
        with subprocess.Popen([sys.executable, "-c", code, str(index)], stdout=subprocess.PIPE) as other:
            assert other.stdout.readline() == b"open\n"
            assert "open in another program" in refused(index).message
            other.kill()

    def test_a_newer_format_names_both_versions(self, index):
        newer = FORMAT_VERSION + 1
        execute(index, f"UPDATE meta SET value = '{newer}' WHERE key = 'format'")
        told = refused(index)
        assert f"has index format {newer}, this lineage reads formats up to {FORMAT_VERSION}" in told.message
        assert "written by lineage 0;" in told.hint

    def test_no_format_at_all(self, index):
        execute(index, "DELETE FROM meta")
        assert "has index format none" in refused(index).message

    @pytest.mark.parametrize("keep", [5_000, 50_000, 300_000])
    def test_a_file_cut_short(self, index, keep):
        index.write_bytes(index.read_bytes()[:keep])
        refused(index)

    @pytest.mark.parametrize(
        "change",
        [
            "SET word_start = '\\x01'::BLOB",
            "SET word_start = '\\x00\\x00\\x00\\x00'::BLOB",
            "SET word_start = ''::BLOB",
            "SET boundary = ''::BLOB",
            "SET character_end = character_begin",
            "SET text = 'x'",
            "SET canonical = canonical || 'x'",
            "SET facts = '[1]'",
            "SET facts = '{\"date\": [1]}'",
            'SET facts = \'{"date": ["2014", "hearsay", ""]}\'',
            "SET warnings = 'x'",
            "SET furniture = '[[1]]'",
            "SET content_hash = 'gone'",
        ],
    )
    def test_columns_that_do_not_fit_together(self, index, change):
        execute(index, f"UPDATE reading {change} WHERE content_hash = '1:big5'")
        refused(index)

    @pytest.mark.parametrize(
        "change",
        [
            "occurrence SET formula = 1",
            "occurrence SET variant = 2",
            "occurrence SET speech = -1",
            "passage SET second = 2",
            "twin SET twin_of = 9",
            "repeated SET speech = 7",
            "variant SET formula = 3",
            "formula SET rank = 2",
            "formula SET life = '1'",
            "formula SET parts = ''",
            "formula SET parts = '{}'",
            "formula SET formula_id = '../../mine'",
            "formula SET formula_id = '000000000000'",
            "formula SET kind = 'x'",
            "variant SET relation = 'x'",
            'occurrence SET "end" = 999',
            "passage SET first_begin = -5",
            "twin SET twin_of = 1",
            "repeated SET speech = -1",
        ],
    )
    def test_findings_that_do_not_fit_together(self, index, change):
        execute(index, f"UPDATE {change}")
        with pytest.raises(IndexMismatch, match="damaged"):
            read_index(index, findings=True)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            *[(key, None) for key in ("settings", "generation", "fingerprint", "roots", "skipped", "tables", "added")],
            *[("settings", "{"), ("skipped", '[{"a":1}]'), ("skipped", "{}"), ("tables", '{"t":[1]}')],
            *[("added", "[1]"), ("run", '{"warnings":[]}'), ("run", "[]")],
        ],
    )
    def test_what_it_says_of_itself_is_wrong(self, index, key, value):
        change = f"UPDATE meta SET value = '{value}'" if value else "DELETE FROM meta"
        execute(index, f"{change} WHERE key = '{key}'")
        assert "damaged" in refused(index).message


class TestSafety:
    def test_an_index_that_came_by_mail_cannot_read_files(self, index, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        view = f'SELECT 0 AS speech, 0 AS "begin", 1 AS "end", content AS reason FROM read_text(\'{secret}\')'
        execute(index, "DROP TABLE repeated", f"CREATE VIEW repeated AS {view}")
        with pytest.raises(IndexMismatch, match="disabled by configuration"):
            read_index(index, findings=True)

    def test_a_view_is_no_table_of_an_index(self, index):
        execute(index, "ALTER TABLE speech RENAME TO theirs", "CREATE VIEW speech AS SELECT * FROM theirs")
        assert "another database" in refused(index).message

    def test_reading_changes_nothing_and_leaves_nothing(self, index):
        before = index.read_bytes()
        read_index(index)
        assert index.read_bytes() == before
        assert [path.name for path in index.parent.iterdir()] == [index.name]


class TestWriting:
    def test_a_failure_leaves_the_old_file_and_no_trace(self, index, content, monkeypatch):
        def fail(path: Path, *_: object) -> None:
            path.write_bytes(b"half")
            path.with_name(path.name + ".wal").write_bytes(b"half")
            message = "disk full\nmore"
            raise duckdb.IOException(message)

        before = index.read_bytes()
        monkeypatch.setattr("lineage.index.store._write", fail)
        with pytest.raises(OutputError, match=r"the index cannot be written \(disk full\)$"):
            write_index(index, content)
        assert index.read_bytes() == before
        assert [path.name for path in index.parent.iterdir()] == [index.name]

    def test_the_log_of_the_file_that_was_replaced_goes_with_it(self, index, content):
        log = index.with_name(index.name + ".wal")
        log.write_bytes(b"of the old file")
        write_index(index, content)
        assert not log.exists()
        assert read_index(index).meta == content.meta

    def test_a_place_that_cannot_hold_it_is_told_and_left_alone(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="is a folder"):
            check_index_place(tmp_path)
        with pytest.raises(OutputError, match="cannot be written"):
            check_index_place(tmp_path / "file" / "a")
        with pytest.raises(OutputError, match="question mark"):
            check_index_place(tmp_path / "a?b")
        check_index_place(tmp_path / "new" / "a")
        assert [path.name for path in tmp_path.iterdir()] == ["file"]
