"""The journal: what was kept comes out, what is not whole or not ours does not, and no run fails for it."""

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pytest

from lineage.errors import InputError
from lineage.index import journal, journal_beside, journal_path
from lineage.index.journal import Journal
from lineage.index.rows import reading_table
from lineage.models import Fact, Provenance, Span
from lineage.reading import read_bytes
from lineage.text import Segmenter, canonicalise

SEGMENTER = Segmenter()


def reading(text: str, **changes) -> tuple:
    read = replace(read_bytes(text.encode()), **changes)
    return read, SEGMENTER.columns(canonicalise(read.text, read.furniture))


RICH = reading(
    "𠮷野家国際𠀋会議，網路與資訊。\n第一，命運共同體；第二，你中有我、我中有你。",
    furniture=(Span(0, 3, "story"),),
    facts={"date": Fact("2014~", Provenance.TEXT, "二〇一四\n年前后")},
    warnings=("a", "b\tc"),
)
READINGS = {"1:big5": RICH, "2": reading("好"), "3": reading("先易后难，命运共同体。")}


@pytest.fixture(autouse=True)
def always_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every reading written at once."""
    monkeypatch.setattr(journal, "INTERVAL", 0.0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "a.duckdb"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def opened(index, told):
    """Opens the journal of the index as a new run does."""
    return lambda fingerprint="rules": Journal(index, fingerprint, told.append)


@pytest.fixture
def written(index, opened) -> Path:
    """A journal of three entries."""
    keep(opened(), READINGS)
    return journal_path(index)


def keep(run: Journal, readings) -> Journal:
    known = len(run.take())
    run.begin(known, known + len(readings))
    for key, each in readings.items():
        run.add(key, each)
    run.end()
    return run


def plain(readings) -> dict[str, object]:
    """Readings as values that can be compared."""

    def arrays(own) -> list[list[int]]:
        canonical = own.canonical
        return [each.tolist() for each in (canonical.begin, canonical.end, canonical.boundary, own.word_start)]

    return {
        key: (replace(read, content_hash=key), own.canonical.text, own.canonical.script, arrays(own))
        for key, (read, own) in readings.items()
    }


def test_what_was_kept_comes_out(opened, written, told):
    assert plain(opened().take()) == plain(READINGS)
    assert told == []


def test_a_run_goes_on_where_another_ended(opened, written):
    keep(opened(), {"4": reading("互利共赢。")})
    assert [*opened().take()] == ["1:big5", "2", "3", "4"]


def test_what_is_read_soon_is_not_written(index, opened, monkeypatch):
    monkeypatch.setattr(journal, "INTERVAL", 60.0)
    run = keep(opened(), READINGS)
    assert (run.told, [*index.parent.iterdir()]) == ("", [])


def test_what_waits_is_written_at_the_end_once_there_is_a_journal(opened, written, monkeypatch):
    monkeypatch.setattr(journal, "INTERVAL", 60.0)
    run = keep(opened(), {"4": reading("互利共赢。")})
    assert run.told.startswith("4 of 4 speeches are read and kept; ")
    assert len(opened().take()) == 4


def test_only_what_is_whole_counts(opened, written):
    whole, counts = written.read_bytes(), []
    for length in range(0, len(whole), 61):
        written.write_bytes(whole[:length])
        left = opened().take()
        assert plain(left).items() <= plain(READINGS).items()
        counts.append(len(left))
    assert counts == sorted(counts)
    assert {*counts} == {0, 1, 2}
    keep(opened(), {"4": reading("互利共赢。")})
    assert [*opened().take()] == ["1:big5", "2", "4"]


def test_a_damaged_byte_ends_what_counts(opened, written):
    whole = written.read_bytes()
    for place in range(len(journal._MAGIC), len(whole), 97):
        written.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        left = opened().take()
        assert plain(left).items() < plain(READINGS).items(), place


def test_other_rules_are_another_journal(opened, written, monkeypatch):
    assert opened("others").take() == {}
    assert len(opened().take()) == 3
    keep(opened("others"), {"4": reading("互利共赢。")})
    assert [*opened("others").take()] == ["4"]
    monkeypatch.setattr(journal, "FORMAT_VERSION", 99)
    assert opened("others").take() == {}


@pytest.mark.parametrize("other", ["file", "folder", "link", "dangling link"])
def test_what_is_not_ours_is_left_alone(index, opened, told, other, tmp_path):
    path = journal_path(index)
    elsewhere = tmp_path / "elsewhere"
    if other == "file":
        path.write_text("my notes\n", encoding="utf-8")
    elif other == "folder":
        path.mkdir()
    else:
        path.symlink_to(elsewhere)
    if other == "link":
        elsewhere.write_bytes(journal._MAGIC)
    before = {each.name: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()}
    run = keep(opened(), READINGS)
    run.remove()
    assert run.told == ""
    assert {each.name: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()} == before
    reason = "is another kind of file, or cannot be read"
    assert told == [f"{index}.readings: {reason}; what is read from here on is not kept for another run"]


class Full:
    """A disk that takes some bytes of what is written, and then no more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __enter__(self) -> "Full":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        self._file.write(bytes(data)[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("kept", [{}, READINGS])
def test_a_full_disk_is_told_once_and_loses_nothing(index, opened, told, monkeypatch, kept):
    keep(opened(), kept)
    run, write = opened(), Path.open

    def fill(path: Path, mode: str = "r", *more, **options):
        file = write(path, mode, *more, **options)
        return Full(file) if mode in ("r+b", "wb") else file

    monkeypatch.setattr(Path, "open", fill)
    keep(run, {"4": reading("互利共赢。"), "5": reading("好。")})
    reason = "cannot be written (No space left on device)"
    assert told == [f"{index}.readings: {reason}; what is read from here on is not kept for another run"]
    assert [*opened().take()] == [*kept]
    assert run.told == (
        "3 of 5 speeches are read and kept; run the same command again to go on from there." * bool(kept)
    )
    assert journal_path(index).exists() == bool(kept)
    run.remove()
    assert [*index.parent.iterdir()] == []


def made_up(rows: pa.Table) -> bytes:
    """A journal of one entry with an honest digest."""
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, rows.schema) as writer:
        writer.write_table(rows)
    entry = stream.getvalue().to_pybytes()
    head = journal._HEAD.pack(hashlib.sha256(entry).digest(), len(entry))
    return b"lineage readings %d rules\n" % journal.FORMAT_VERSION + head + entry


ROWS = reading_table({"3": READINGS["3"]})


def changed(name: str, value: object) -> pa.Table:
    at = ROWS.schema.get_field_index(name)
    kind = ROWS.schema.field(name).type
    return ROWS.set_column(at, pa.field(name, kind), pa.array([value], kind))


@pytest.mark.parametrize(
    "rows",
    [
        pa.table({"a": [1]}),
        ROWS.drop_columns(["text"]),
        changed("text", None),
        changed("text", "短"),
        changed("facts", "[1]"),
        changed("facts", '{"date":["3 May","text",""]}'),
        changed("furniture", '[[0,1,"none such"]]'),
        changed("word_start", np.array([0, 99], "<i4").tobytes()),
        changed("boundary", b""),
        changed("character_end", b"123"),
    ],
)
def test_what_does_not_fit_together_does_not_count(index, opened, rows):
    journal_path(index).write_bytes(made_up(ROWS))
    assert plain(opened().take()) == plain({"3": READINGS["3"]})
    journal_path(index).write_bytes(made_up(rows))
    assert opened().take() == {}
    keep(opened(), READINGS)
    assert len(opened().take()) == 3


def test_texts_that_are_not_utf8_do_not_count(index, opened):
    broken = made_up(ROWS).replace("先易".encode(), b"\xff" * 6)
    start = broken.index(b"\n") + 1
    entry = broken[start + journal._HEAD.size :]
    head = journal._HEAD.pack(hashlib.sha256(entry).digest(), len(entry))
    journal_path(index).write_bytes(broken[:start] + head + entry)
    assert opened().take() == {}


def test_it_goes_once_an_index_holds_all_of_it(opened, written):
    opened().remove(held={"2", "3"})
    assert written.exists()
    opened().remove(held={"1:big5", "2", "3", "4"})
    assert not written.exists()


def test_one_of_other_rules_goes_only_where_an_index_is_made_anew(opened, written):
    opened("others").remove(held={"1:big5", "2", "3"})
    assert written.exists()
    opened("others").remove()
    assert not written.exists()


def ended(index: Path, error: Callable[[], BaseException], *total: int) -> list[str]:
    """What is noted where a run ends with an error, before it reads or while it does."""
    try:
        with journal_beside(index, "rules", pytest.fail) as run:
            if total:
                run.begin(3, *total)
            raise error()
    except BaseException as raised:
        return getattr(raised, "__notes__", [])


def test_who_would_fail_again_is_not_sent_to_the_same_command(index, written):
    assert ended(index, partial(InputError, "it would be lost"), 1636) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_is_told_what_is_kept(index, written, error):
    kept = "3 of 1,636 speeches are read and kept; run the same command again to go on from there."
    assert ended(index, error, 1636) == [kept]
    assert ended(index, error) == []


def test_where_nothing_is_kept_nothing_is_told(index):
    assert ended(index, KeyboardInterrupt, 1636) == []
