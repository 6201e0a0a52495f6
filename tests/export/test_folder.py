"""Whose the output folder is, and how its data is replaced: whole, or not at all."""

import errno
import json
import os
from pathlib import Path

import pytest

from lineage.errors import OutputError
from lineage.export import OutputFolder


def write(text: str, *others: str):
    """Writes data as a scan does: some file, and run.json with the list of all."""

    def fill(data: Path) -> None:
        for name in ("formulae.csv", *others):
            (data / name).write_text(text, encoding="utf-8")
        run = {"tool": "lineage", "files": ["formulae.csv", "run.json", *others]}
        (data / "run.json").write_text(json.dumps(run), encoding="utf-8")

    return fill


def full(data: Path) -> None:
    (data / "formulae.csv").write_text("half", encoding="utf-8")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def out(tmp_path) -> Path:
    """A folder that holds results already."""
    path = tmp_path / "reports"
    OutputFolder(path).replace_data(write("old", "stale.csv"))
    return path


def content(out: Path) -> dict[str, str]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in files}


class TestOwnership:
    @pytest.mark.parametrize("held", [(), ("README.md",), ("readme.txt",), (".gitignore", "README"), (".data.01.new",)])
    def test_empty_folders_and_those_with_a_readme_are_ours(self, tmp_path, held):
        for name in held:
            (tmp_path / name).write_text("mine", encoding="utf-8")
        OutputFolder(tmp_path).replace_data(write("new"))
        assert content(tmp_path)["data/formulae.csv"] == "new"
        assert all(content(tmp_path)[name] == "mine" for name in held if "new" not in name)

    def test_a_folder_that_is_missing_is_ours(self, tmp_path):
        OutputFolder(tmp_path / "a" / "b").replace_data(write("new"))
        assert content(tmp_path / "a" / "b") == {"data/formulae.csv": "new"}

    def test_a_folder_with_our_data_is_ours_whatever_else_it_holds(self, out):
        (out / "mine.txt").write_text("mine", encoding="utf-8")
        OutputFolder(out).replace_data(write("new"))
        assert content(out) == {"data/formulae.csv": "new", "mine.txt": "mine"}

    @pytest.mark.parametrize("run", [None, "", "[]", '{"tool": "another"}', '{"tool": '])
    def test_anything_else_needs_force(self, tmp_path, run):
        (tmp_path / "theirs.txt").touch()
        if run is not None:
            (tmp_path / "data").mkdir()
            (tmp_path / "data" / "run.json").write_text(run, encoding="utf-8")
        with pytest.raises(OutputError, match="did not write") as caught:
            OutputFolder(tmp_path)
        assert "--force" in caught.value.hint

    def test_force_writes_beside_what_is_there(self, tmp_path):
        (tmp_path / "theirs.txt").write_text("theirs", encoding="utf-8")
        OutputFolder(tmp_path, force=True).replace_data(write("new"))
        assert content(tmp_path) == {"theirs.txt": "theirs", "data/formulae.csv": "new"}

    def test_force_never_replaces_data_that_is_not_ours(self, tmp_path):
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "theirs.csv").touch()
        with pytest.raises(OutputError, match="would be replaced"):
            OutputFolder(tmp_path, force=True)

    def test_a_file_is_no_folder(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="is a file"):
            OutputFolder(tmp_path / "file")
        (tmp_path / "data").touch()
        with pytest.raises(OutputError, match="would be replaced"):
            OutputFolder(tmp_path, force=True)


class TestReplacing:
    def test_new_data_takes_the_place_of_old_and_stale_files_go(self, out):
        OutputFolder(out).replace_data(write("new"))
        assert content(out) == {"data/formulae.csv": "new"}

    def test_what_others_put_into_data_is_kept(self, out):
        (out / "data" / "mine.xlsx").write_text("mine", encoding="utf-8")
        (out / "data" / "notes").mkdir()
        (out / "data" / "notes" / "a.txt").write_text("mine", encoding="utf-8")
        for text in ("new", "newer"):
            OutputFolder(out).replace_data(write(text))
            assert content(out) == {"data/formulae.csv": text, "data/mine.xlsx": "mine", "data/notes/a.txt": "mine"}

    def test_a_failure_leaves_the_old_data_and_no_trace(self, out):
        before = content(out)
        with pytest.raises(OutputError, match="No space left on device"):
            OutputFolder(out).replace_data(full)
        assert content(out) == before

    def test_a_failure_at_first_leaves_nothing(self, tmp_path):
        with pytest.raises(OutputError):
            OutputFolder(tmp_path / "reports").replace_data(full)
        assert list(tmp_path.iterdir()) == []

    def test_a_swap_that_fails_half_way_is_undone(self, out, monkeypatch):
        before = content(out)
        rename = Path.rename

        def refuse_the_second(self, target):
            if self.name.endswith(".new"):
                raise PermissionError(errno.EACCES, "Permission denied")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse_the_second)
        with pytest.raises(OutputError, match="Permission denied"):
            OutputFolder(out).replace_data(write("new"))
        assert content(out) == before

    def test_a_run_killed_between_the_two_renames_is_mended(self, out):
        (out / "data").rename(out / ".data-old")
        OutputFolder(out).replace_data(write("new"))
        assert content(out) == {"data/formulae.csv": "new"}

    def test_a_run_killed_after_both_renames_is_mended(self, out):
        (out / "data").rename(out / ".data-old")
        (out / ".data-old" / "mine.xlsx").write_text("mine", encoding="utf-8")
        (out / "data").mkdir()
        write("newer")(out / "data")
        OutputFolder(out).replace_data(write("newest"))
        assert content(out) == {"data/formulae.csv": "newest", "data/mine.xlsx": "mine"}

    def test_a_check_tells_at_once_and_leaves_no_trace(self, tmp_path):
        OutputFolder(tmp_path / "reports").check_writable()
        assert list(tmp_path.iterdir()) == []
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="cannot be written"):
            OutputFolder(tmp_path / "file" / "below").check_writable()
