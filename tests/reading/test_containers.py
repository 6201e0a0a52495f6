"""Files that hold many speeches: which they are, what they are called, where their bytes stand."""

import json
import zipfile
from pathlib import Path

import pytest

from lineage.errors import InputError
from lineage.reading import content_of, discover, read_bytes

TALK = "各位代表：\n中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分。"


def json_lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return path


def packed(path: Path, members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def texts(*paths: Path, columns: tuple[str, ...] = ()) -> dict[str, str]:
    """The text of every speech, by identifier."""
    return {
        source.speech_id: read_bytes(content_of(source), suffix=source.suffix, columns=columns).text
        for source in discover(paths, columns=columns).sources
    }


class TestRecords:
    def test_every_line_is_a_speech(self, tmp_path: Path):
        path = json_lines(tmp_path / "talks.jsonl", {"id": "a", "text": TALK}, {"id": 2, "text": TALK + "二"})
        assert texts(path.parent) == {"talks#a": TALK, "talks#2": TALK + "二"}
        assert [source.file for source in discover([tmp_path]).sources] == ["talks.jsonl#2", "talks.jsonl#a"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_every_row_is_a_speech_however_many_lines_it_has(self, tmp_path: Path, encoding: str, line_end: str):
        rows = ["ID,Date,text", 'a,2014,"一，""二""', '三"', "", "b,2015,四", ""]
        (tmp_path / "talks.csv").write_bytes(line_end.join(rows).encode(encoding))
        assert texts(tmp_path) == {"talks#a": '一，"二"\n三', "talks#b": "四"}

    def test_a_cell_may_be_as_long_as_a_speech(self, tmp_path: Path):
        (tmp_path / "talks.csv").write_text(f"id,text\na,{'治' * 200_000}\n", encoding="utf-8")
        assert len(texts(tmp_path)["talks#a"]) == 200_000

    def test_what_a_record_states_is_its_metadata(self, tmp_path: Path):
        record = {"id": "a", "text": TALK, "演讲者": "甲", "date": "2014-05", "series": 3, "tags": ["x"], "题目": ""}
        (source,) = discover([json_lines(tmp_path / "talks.jsonl", record)]).sources
        facts = read_bytes(content_of(source), suffix=source.suffix).facts
        stated = {field: fact.value for field, fact in facts.items() if fact.provenance == "document"}
        assert stated == {"speaker": "甲", "date": "2014-05", "series": "3"}

    def test_columns_may_be_called_otherwise(self, tmp_path: Path):
        json_lines(tmp_path / "talks.jsonl", {"url": "u", "id": 7, "content": TALK, "text": "摘要"})
        json_lines(tmp_path / "more.jsonl", {"id": 7, "text": TALK})
        assert texts(tmp_path, columns=("text=content", "id=url")) == {"talks#u": TALK, "more#7": TALK}

    def test_a_file_without_id_or_text_is_told_once(self, tmp_path: Path):
        json_lines(tmp_path / "talks.jsonl", *({"content": TALK} for _ in range(1000)))
        (tmp_path / "other.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
        found = discover([tmp_path])
        assert found.sources == ()
        assert [(skip.file, skip.reason) for skip in found.skipped] == [
            ("other.csv", "no record has an `id`"),
            ("talks.jsonl", "no record has an `id`"),
        ]
        assert "--column" in found.skipped[0].hint

    def test_records_that_are_none_are_told_and_the_rest_is_read(self, tmp_path: Path):
        lines = [
            '{"id": "a", "text": "一"}',
            "{broken",
            '{"id": "b"}',
            '{"id": "a", "text": "二"}',
            "[1]",
            '{"text": "三"}',
        ]
        (tmp_path / "talks.jsonl").write_text("\n".join(lines), encoding="utf-8")
        found = discover([tmp_path])
        assert texts(tmp_path) == {"talks#a": "一"}
        assert {skip.file: skip.reason for skip in found.skipped} == {
            "talks.jsonl, record 4": "has the id of record 1",
            "talks.jsonl": (
                "2 of 6 records are no JSON objects in UTF-8: 2, 5; 1 of 6 records have a `text` missing: 3; "
                "1 of 6 records have an `id` missing: 6"
            ),
        }

    def test_rows_that_are_wider_than_the_head_are_told(self, tmp_path: Path):
        (tmp_path / "talks.csv").write_text("id,text\na,今天,明天\nb,讲话,\n", encoding="utf-8")
        found = discover([tmp_path])
        assert texts(tmp_path) == {"talks#b": "讲话"}
        assert found.skipped[0].reason == "1 of 2 records have more cells than the head: 1"
        (tmp_path / "talks.csv").write_text("id,text,text\na,今天,明天\n", encoding="utf-8")
        assert discover([tmp_path]).skipped[0].reason == "has two columns called text"

    def test_lines_that_are_no_json_are_not_taken_for_records_without_an_id(self, tmp_path: Path):
        (tmp_path / "talks.jsonl").write_bytes('{"id": "a", "text": "讲话"}\n'.encode("gb18030"))
        (skip,) = discover([tmp_path]).skipped
        assert (skip.reason, "--column" in skip.hint) == ("no line is a JSON object in UTF-8", False)

    @pytest.mark.parametrize("name", ["http://a.cn//b", "../../etc/passwd", "a#b.txt"])
    def test_a_name_may_be_any_words(self, tmp_path: Path, name: str):
        json_lines(tmp_path / "talks.jsonl", {"id": name, "text": TALK})
        (tmp_path / "speeches.csv").write_text(f"file,speaker\ntalks.jsonl#{name},甲\n", encoding="utf-8")
        found = discover([tmp_path])
        assert [source.speech_id for source in found.sources] == [f"talks#{name}"]
        assert found.rows[f"talks.jsonl#{name}"].facts["speaker"].value == "甲"
        assert found.tables == {str(tmp_path / "speeches.csv"): ()}

    def test_a_file_that_is_called_like_a_record_is_told(self, tmp_path: Path):
        json_lines(tmp_path / "a.jsonl", {"id": "x.txt", "text": TALK})
        (tmp_path / "a.jsonl#x.txt").write_text(TALK, encoding="utf-8")
        found = discover([tmp_path])
        assert len(found.sources) == 1
        assert found.skipped[0].reason == "another speech is called the same"

    @pytest.mark.parametrize("name", ["a\nb", "a\x1b[31m", "x" * 300])
    def test_a_name_that_cannot_be_shown_is_told(self, tmp_path: Path, name: str):
        json_lines(tmp_path / "talks.jsonl", {"id": name, "text": TALK}, {"id": "b", "text": TALK})
        found = discover([tmp_path])
        assert [source.speech_id for source in found.sources] == ["talks#b"]
        assert found.skipped[0].file == "talks.jsonl, record 1"

    @pytest.mark.parametrize("content", [b'id,text\na,"b', "id,text\na,讲话".encode("gb18030"), b'id,text\na,"b"c\n'])
    def test_a_table_that_cannot_be_read_is_told_and_the_rest_is_read(self, tmp_path: Path, content: bytes):
        (tmp_path / "talks.csv").write_bytes(content)
        (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
        found = discover([tmp_path])
        assert [source.speech_id for source in found.sources] == ["a"]
        assert "is no CSV in UTF-8" in found.skipped[0].reason

    def test_an_empty_file_is_told(self, tmp_path: Path):
        (tmp_path / "talks.jsonl").write_bytes(b"")
        assert "holds no record" in discover([tmp_path]).skipped[0].reason

    def test_a_table_beside_them_names_records(self, tmp_path: Path):
        json_lines(tmp_path / "talks.jsonl", {"id": "a", "text": TALK}, {"id": "b", "text": TALK})
        rows = "file,speaker,id\ntalks.jsonl#a,甲,own\ntalks.jsonl#c,丙,\n"
        (tmp_path / "speeches.csv").write_text(rows, encoding="utf-8")
        found = discover([tmp_path])
        assert [source.speech_id for source in found.sources] == ["own", "talks#b"]
        assert found.rows["talks.jsonl#a"].facts["speaker"].value == "甲"
        assert "talks.jsonl#c" in found.tables[str(tmp_path / "speeches.csv")][0]


class TestArchives:
    def test_every_file_is_a_speech_and_records_are(self, tmp_path: Path):
        members = {"甲/a.txt": TALK, "b.md": "乙", "talks.csv": "id,text\n1,丙\n", "README": "x", "甲/_meta.tsv": "x"}
        packed(tmp_path / "all.zip", members)
        assert texts(tmp_path) == {"all.zip/甲/a": TALK, "all.zip/b": "乙", "all.zip/talks#1": "丙"}
        assert discover([tmp_path]).skipped == ()

    def test_what_is_not_read_in_it_is_told(self, tmp_path: Path):
        members = {"a.txt": TALK, "b.doc": "x", "c.zip": "x", "d.jsonl": "{}", "speeches.csv": "file\na.txt\n"}
        packed(tmp_path / "all.zip", members)
        assert {skip.file: skip.reason for skip in discover([tmp_path]).skipped} == {
            "all.zip/b.doc": ".doc is not read",
            "all.zip/c.zip": "is an archive in an archive",
            "all.zip/d.jsonl": "no record has an `id`",
            "all.zip/speeches.csv": "is not read in an archive",
        }

    @pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:/a.txt", "..\\a.txt"])
    def test_names_that_lead_out_are_refused(self, tmp_path: Path, name: str):
        packed(tmp_path / "all.zip", {name: TALK, "b.txt": TALK})
        found = discover([tmp_path])
        assert [source.speech_id for source in found.sources] == ["all.zip/b"]
        assert "leads out" in found.skipped[0].reason

    def test_names_with_terminal_escapes_are_refused_and_shown_harmless(self, tmp_path: Path):
        packed(tmp_path / "all.zip", {"a\x1b[2J\n.txt": TALK})
        (skip,) = discover([tmp_path]).skipped
        assert "cannot be shown" in skip.reason
        assert skip.file.isprintable()

    @pytest.mark.parametrize(
        ("encoding", "names"),
        [
            ("gb18030", ["在联合国大会上的讲话", "新年贺词", "告全国同胞书"]),
            ("big5", ["總統就職演說", "新年談話", "告全國同胞書", "2016-05-20_某人_就職演說"]),
            ("utf-8", ["總統就職演說", "新年贺词"]),
        ],
    )
    def test_names_in_the_encoding_of_an_old_archiver(self, tmp_path: Path, encoding: str, names: list[str]):
        stand_ins = {f"{place:X<{len(name.encode(encoding))}}": name for place, name in enumerate(names)}
        path = packed(tmp_path / "all.zip", {f"{each}.txt": TALK for each in stand_ins})
        data = path.read_bytes()
        for stand_in, name in stand_ins.items():
            data = data.replace(stand_in.encode(), name.encode(encoding))
        path.write_bytes(data)
        assert sorted(texts(tmp_path)) == sorted(f"all.zip/{name}" for name in names)

    def test_a_file_that_grows_beyond_measure_is_refused_and_the_rest_is_read(self, tmp_path: Path):
        packed(tmp_path / "all.zip", {"bomb.txt": b"a" * (3 << 20), "large.txt": b"\0" * (65 << 20), "b.txt": TALK})
        found = discover([tmp_path])
        assert [source.speech_id for source in found.sources] == ["all.zip/b"]
        assert [skip.reason for skip in found.skipped] == [
            "would grow to more than 200 times its packed size",
            "is longer than 64 MB, and no speech is",
        ]

    def test_a_size_that_is_a_lie_grows_no_further(self, tmp_path: Path):
        path = packed(tmp_path / "all.zip", {"a.txt": b"a" * (1 << 20)})
        data = path.read_bytes()
        path.write_bytes(data.replace((1 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")))
        (source,) = discover([tmp_path]).sources
        with pytest.raises(InputError, match="cannot be unpacked"):
            content_of(source)

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_what_would_unpack_without_bounds_is_not_unpacked(self, tmp_path: Path, method: int):
        packed(tmp_path / "all.zip", {"a.txt": TALK}, method)
        assert discover([tmp_path]).skipped[0].reason == "is packed by a method other than deflate"

    @pytest.mark.parametrize("cut", [10, 100, 300])
    def test_a_damaged_archive_is_told(self, tmp_path: Path, cut: int):
        path = packed(tmp_path / "all.zip", {"a.txt": TALK, "b.txt": TALK})
        path.write_bytes(path.read_bytes()[:cut])
        assert "is no archive that can be read" in discover([tmp_path]).skipped[0].reason

    def test_a_locked_file_is_told(self, tmp_path: Path):
        path = packed(tmp_path / "all.zip", {"a.txt": TALK})
        data = bytearray(path.read_bytes())
        data[6] |= 1
        data[data.rfind(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(data)
        assert "password" in discover([tmp_path]).skipped[0].reason

    def test_a_name_that_stands_in_it_twice_is_told(self, tmp_path: Path):
        path = packed(tmp_path / "all.zip", {"a.txt": TALK, "b.txt": "二"})
        path.write_bytes(path.read_bytes().replace(b"b.txt", b"a.txt"))
        found = discover([tmp_path])
        assert len(found.sources) == 1
        assert "twice" in found.skipped[0].reason

    def test_a_directory_of_millions_is_not_even_read(self, tmp_path: Path):
        end = b"PK\x05\x06" + b"\0" * 8 + (1 << 30).to_bytes(4, "little") + b"\0" * 6
        (tmp_path / "all.zip").write_bytes(end)
        assert "too many files" in discover([tmp_path]).skipped[0].reason

    def test_all_of_it_has_a_limit(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("lineage.reading.contents._MOST_UNPACKED", 100)
        packed(tmp_path / "all.zip", {"a.txt": "a" * 60, "b.txt": "b" * 60})
        assert "would grow to more than" in discover([tmp_path]).skipped[0].reason


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(500 << 20)
    (source,) = discover([tmp_path]).sources
    with pytest.raises(InputError, match="longer than 64 MB"):
        content_of(source)
