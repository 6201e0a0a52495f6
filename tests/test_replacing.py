"""New files take the place of old ones whole, or leave no trace."""

import os
import time
from contextlib import suppress

import pytest

from lineage.replacing import check_place, replacement


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_moved_stays_and_the_folder_is_made(tmp_path):
    path = tmp_path / "deep" / "er" / "kept.db"
    with replacement(path) as new:
        assert new.parent == path.parent
        new.write_text("new", encoding="utf-8")
        new.replace(path)
    assert path.read_text(encoding="utf-8") == "new"
    assert names(path.parent) == ["kept.db"]


@pytest.mark.parametrize("folder", [False, True])
def test_what_is_not_moved_is_removed_with_what_lies_beside_it_and_above(tmp_path, folder):
    with suppress(RuntimeError), replacement(tmp_path / "made" / "kept.db") as new:
        if folder:
            new.mkdir()
        (new / "half" if folder else new).touch()
        new.with_name(new.name + ".wal").touch()
        raise RuntimeError
    assert names(tmp_path) == []


def test_two_at_once_never_share_a_name(tmp_path):
    with replacement(tmp_path / "a") as one, replacement(tmp_path / "a") as other:
        one.touch()
        other.touch()
        assert one != other
    assert names(tmp_path) == []


def test_what_a_killed_run_left_is_swept_away_once_it_is_old(tmp_path):
    old, young, theirs = tmp_path / ".a.0123.new.db", tmp_path / ".a.4567.new.db", tmp_path / ".b.0123.new.db"
    for path in (old, young, theirs):
        path.touch()
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    os.utime(theirs, (long_ago, long_ago))
    check_place(tmp_path / "a.db")
    assert names(tmp_path) == [young.name, theirs.name]


def test_names_that_look_like_patterns_are_names(tmp_path):
    path = tmp_path / "[a]*.db"
    with replacement(path) as new:
        new.touch()
    assert names(tmp_path) == []


def test_a_file_where_a_folder_is_needed_is_told(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "a", tmp_path / "file" / "deep" / "a"):
        with pytest.raises(NotADirectoryError):
            check_place(path)
    assert names(tmp_path) == ["file"]


def test_a_check_leaves_no_trace(tmp_path):
    check_place(tmp_path / "not" / "there" / "yet")
    assert names(tmp_path) == []
