"""One file as a whole: bytes in, text and everything about it out."""

import hashlib
from pathlib import Path

import pytest

from lineage.errors import InputError, UsageError
from lineage.models import Provenance
from lineage.reading import Ignore, load_ignore, read_bytes

RUNNING = "中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分，并置于优先地位。"


def test_reading_is_a_pure_function_of_the_bytes():
    data = RUNNING.encode("gb18030")
    read = read_bytes(data)
    assert read == read_bytes(bytes(data))
    assert (read.text, read.encoding) == (RUNNING, "gb18030")
    assert read.content_hash == hashlib.sha256(data).hexdigest()


def test_front_matter_is_furniture_and_goes_before_the_text():
    block = "---\ntitle: 另一个题目\n演讲者：李四\ndate: 2014\nseries: a\n---"
    read = read_bytes(f"{block}\n共同维护\n2013年11月5日 斯坦福\n各位代表：\n{RUNNING}".encode())
    assert read.text[read.furniture[0].begin : read.furniture[0].end] == block
    assert read.furniture[0].reason == "front matter"
    values = {field: fact.value for field, fact in read.facts.items() if fact.provenance is Provenance.FRONT_MATTER}
    assert values == {"title": "另一个题目", "speaker": "李四", "date": "2014", "series": "a"}


def test_a_bad_date_in_front_matter_is_told_and_left_out():
    read = read_bytes(f"---\ndate: 昨天\n---\n{RUNNING}".encode())
    assert "date" not in read.facts
    assert "昨天" in read.warnings[0]


def test_a_rule_of_dashes_is_no_front_matter():
    found = read_bytes(f"---\n{RUNNING}\n---\n{RUNNING}".encode()).furniture
    assert "front matter" not in {span.reason for span in found}
    assert all(span.end - span.begin <= 3 for span in found)


def test_what_holds_no_text_is_told():
    with pytest.raises(InputError, match="holds no text"):
        read_bytes(b"\n")
    with pytest.raises(UsageError, match="there is no text encoding"):
        read_bytes(b"\n", encoding="klingon")


def test_a_file_of_wordings_to_ignore(tmp_path: Path):
    path = tmp_path / "ignore.txt"
    path.write_text("\ufeff# ours\n\n置于优先地位\nre:第\\d+页\n", encoding="utf-8")
    ignore = Ignore.of(load_ignore(path))
    assert (ignore.wordings, ignore.patterns) == (("置于优先地位",), (r"第\d+页",))
    assert [span.reason for span in read_bytes(f"{RUNNING}第3页".encode(), ignore=ignore).furniture] == ["ignored"] * 2


@pytest.mark.parametrize("line", ["re:(", "re:(a+)+", "re:x*"])
def test_a_pattern_that_cannot_be_used_names_its_line(tmp_path: Path, line: str):
    path = tmp_path / "ignore.txt"
    path.write_text(f"# ours\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        load_ignore(path)


def test_a_wording_that_is_no_valid_unicode_is_told():
    with pytest.raises(UsageError, match="half a character"):
        Ignore.of(["\ud800"])


def test_a_list_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="cannot be read"):
        load_ignore(tmp_path / "none.txt")
