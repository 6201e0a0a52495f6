"""The index file: what is put in comes out, what is not ours is refused, and opening it is safe."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from lineage.errors import ExitCode, IndexMismatch, OutputError
from lineage.index import FORMAT_VERSION, IndexContent, StoredSpeech, check_index_place, read_index, write_index
from lineage.models import Fact, Provenance, ReadText, Span
from lineage.reading import read_bytes
from lineage.text import Segmenter, canonicalise

SEGMENTER = Segmenter()
ASTRAL = "𠮷野家国際𠀋会議，網路與資訊。\n第一，命運共同體；第二，你中有我、我中有你。"


def reading(text: str, **changes) -> tuple:
    read = read_bytes(text.encode())
    fields = ("text", "encoding", "encoding_evidence", "furniture", "facts", "content_hash", "warnings")
    read = ReadText(**{name: getattr(read, name) for name in fields} | changes)
    return read, SEGMENTER.columns(canonicalise(read.text, read.furniture))


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
        StoredSpeech("a/甲", "a/甲.txt", "1:big5", {"title": Fact("题", Provenance.TABLE, "title=题")}),
    ]
    meta = {"format": str(FORMAT_VERSION), "writer": "0", "settings": '{"kinds":["名"]}'}
    return IndexContent(meta, {"2": plain, "1:big5": rich}, speeches)


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

    def test_another_database(self, tmp_path):
        execute(tmp_path / "a", "CREATE TABLE meta (key VARCHAR)")
        assert "is no index of lineage" in refused(tmp_path / "a").message

    def test_a_newer_format_names_both_versions(self, index):
        execute(index, "UPDATE meta SET value = '2' WHERE key = 'format'")
        assert f"has index format 2, this lineage reads format {FORMAT_VERSION}" in refused(index).message

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
        ],
    )
    def test_columns_that_do_not_fit_together(self, index, change):
        execute(index, f"UPDATE reading {change} WHERE content_hash = '1:big5'")
        refused(index)


class TestSafety:
    def test_an_index_that_came_by_mail_cannot_read_files(self, index, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        view = (
            f"SELECT content AS speech_id, '' AS file, '' AS content_hash, '{{}}' AS facts FROM read_text('{secret}')"
        )
        execute(index, "DROP TABLE speech", f"CREATE VIEW speech AS {view}")
        assert "disabled by configuration" in refused(index).message

    def test_reading_changes_nothing_and_leaves_nothing(self, index):
        before = index.read_bytes()
        read_index(index)
        assert index.read_bytes() == before
        assert [path.name for path in index.parent.iterdir()] == [index.name]


class TestWriting:
    def test_a_failure_leaves_the_old_file_and_no_trace(self, index, content, monkeypatch):
        def fail(path: Path, _: IndexContent) -> None:
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
