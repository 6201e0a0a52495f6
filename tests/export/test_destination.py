"""Where exports go: each file whole, and nothing that others wrote is lost."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from lineage.errors import OutputError
from lineage.export import ExportFile, ExportFolder
from lineage.export.destination import MANIFEST


def files(**texts: str):
    return [(f"{name}.txt", [text.encode()]) for name, text in texts.items()]


def write(folder: Path, *, force: bool = False, **texts: str) -> None:
    ExportFolder(folder, force=force).write(files(**texts))


def standing(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.name != MANIFEST}


def test_a_file_is_replaced_on_request_only(tmp_path):
    path = tmp_path / "new" / "a.txt"
    assert ExportFile(path, force=False).write(files(a="one")) == (path,)
    with pytest.raises(OutputError, match="is there already"):
        ExportFile(path, force=False)
    assert path.read_text() == "one"
    ExportFile(path, force=True).write(files(a="two"))
    assert path.read_text() == "two"
    assert [*path.parent.iterdir()] == [path]


def test_what_fails_midway_leaves_what_was_there(tmp_path):
    def parts():
        yield b"half"
        raise OSError(28, "No space left on device")

    path, folder = tmp_path / "a.txt", tmp_path / "folder"
    path.write_text("before")
    with pytest.raises(OutputError, match="No space left"):
        ExportFile(path, force=True).write([("a.txt", parts())])
    write(folder, a="before")
    with pytest.raises(OutputError, match="No space left"):
        ExportFolder(folder, force=False).write([("a.txt", [b"new"]), ("b.txt", parts())])
    assert (path.read_text(), standing(folder)) == ("before", {"a.txt": "before"})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt", "folder"]


def test_a_folder_of_ours_is_renewed_and_files_of_others_stay(tmp_path):
    write(tmp_path / "out", a="one", b="two")
    (tmp_path / "out" / "note.txt").write_text("mine")
    write(tmp_path / "out", a="three", c="four")
    assert standing(tmp_path / "out") == {"a.txt": "three", "c.txt": "four", "note.txt": "mine"}
    assert [*json.loads((tmp_path / "out" / MANIFEST).read_bytes())["files"]] == ["a.txt", "c.txt"]


def test_what_was_edited_stays(tmp_path):
    write(tmp_path, a="one", b="two")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{name} edited")
    with pytest.raises(OutputError, match=r"a\.txt: is not as an export left it"):
        write(tmp_path, a="three")
    assert standing(tmp_path) == {"a.txt": "a edited", "b.txt": "b edited"}
    write(tmp_path, force=True, a="three")
    assert standing(tmp_path) == {"a.txt": "three", "b.txt": "b edited"}


@pytest.mark.parametrize(
    "listed", ["", "{}", '{"tool": "lineage", "files": 3}', '{"tool": "other", "files": {}}', "\0"]
)
def test_a_folder_of_others_is_refused(tmp_path, listed):
    (tmp_path / "a.txt").write_text("mine")
    (tmp_path / MANIFEST).write_text(listed)
    with pytest.raises(OutputError, match="no export wrote"):
        ExportFolder(tmp_path, force=False)
    write(tmp_path, force=True, b="new")
    assert standing(tmp_path) == {"a.txt": "mine", "b.txt": "new"}


def test_no_list_leads_out_of_the_folder(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    write(tmp_path / "out", a="one")
    listed = json.loads((tmp_path / "out" / MANIFEST).read_bytes())
    listed["files"]["../outside.txt"] = sha256(b"mine").hexdigest()
    (tmp_path / "out" / MANIFEST).write_text(json.dumps(listed))
    write(tmp_path / "out", b="two")
    assert outside.read_text() == "mine"
    assert standing(tmp_path / "out") == {"b.txt": "two"}


def test_a_file_is_no_folder_and_a_folder_no_file(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(OutputError, match="this export is one file"):
        ExportFile(tmp_path, force=True)
    with pytest.raises(OutputError, match="this export is a folder"):
        ExportFolder(tmp_path / "a", force=True)
    with pytest.raises(OutputError, match="cannot be written"):
        ExportFile(tmp_path / "a" / "b", force=True)
