"""Whose the output folder is, and how its data is replaced: whole, or not at all."""

import errno
import json
import os
from pathlib import Path, PurePosixPath

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


SITE = ("index.html", "method.html", "speeches/index.html", "speeches/0123456789ab.html", "assets/data/texts/0.js")


def publish(out: Path, *names: str, text: str = "ours", force: bool = False) -> None:
    """Writes data and pages as a report does."""
    folder = OutputFolder(out, force=force)
    with folder.drawing() as pages:
        for name in names:
            pages.add(PurePosixPath(name), f"{text} {name}".encode())

        def fill(data: Path) -> None:
            run = {"tool": "lineage", "files": ["run.json"], "pages": pages.names}
            (data / "run.json").write_text(json.dumps(run), encoding="utf-8")

        folder.replace(fill, pages)


class TestPages:
    def test_pages_are_put_in_place_and_those_that_are_no_more_go_with_their_folders(self, tmp_path):
        publish(tmp_path / "out", *SITE)
        publish(tmp_path / "out", "index.html", "speeches/index.html", text="new")
        assert content(tmp_path / "out") == {
            "index.html": "new index.html",
            "speeches/index.html": "new speeches/index.html",
        }
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["data", "index.html", "speeches"]

    def test_what_others_put_beside_pages_stays_with_its_folder(self, tmp_path):
        publish(tmp_path / "out", *SITE)
        mine = {"speeches/a.txt": "mine", "speeches/fedcba987654.html": "mine", "assets/data/texts/note.txt": "mine"}
        for name, text in mine.items():
            (tmp_path / "out" / name).write_text(text, encoding="utf-8")
        publish(tmp_path / "out", "index.html")
        assert content(tmp_path / "out") == {"index.html": "ours index.html"} | mine

    def test_pages_that_stay_as_they_are_are_not_touched(self, tmp_path):
        publish(tmp_path / "out", *SITE)
        times = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in SITE}
        publish(tmp_path / "out", *SITE)
        assert {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in SITE} == times

    def test_a_folder_of_speeches_is_not_ours(self, tmp_path):
        (tmp_path / "speeches").mkdir()
        (tmp_path / "speeches" / "a.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match="did not write"):
            publish(tmp_path, *SITE)
        publish(tmp_path, *SITE, force=True)
        assert content(tmp_path)["speeches/a.txt"] == "mine"
        publish(tmp_path, "index.html")
        assert content(tmp_path) == {"speeches/a.txt": "mine", "index.html": "ours index.html"}

    @pytest.mark.parametrize("name", [name for name in SITE if not name.endswith((".js", "ab.html"))])
    def test_force_refuses_before_any_work_to_replace_a_page_of_others(self, tmp_path, name):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match="would be replaced, but lineage did not write it"):
            OutputFolder(tmp_path, force=True)

    @pytest.mark.parametrize("name", ["speeches/0123456789ab.html", "assets/data/texts/0.js", "assets/data"])
    def test_force_refuses_pages_of_others_that_only_show_when_pages_are_drawn(self, tmp_path, name):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match="would be replaced, but lineage did not write it"):
            publish(tmp_path, *SITE, force=True)
        assert content(tmp_path) == {name: "mine"}
        assert not (tmp_path / "data").exists()

    @pytest.mark.parametrize("name", ["speeches", "assets"])
    def test_a_file_in_the_place_of_a_folder_is_told(self, tmp_path, name):
        (tmp_path / name).write_text("mine", encoding="utf-8")
        with pytest.raises(OutputError, match=name):
            OutputFolder(tmp_path, force=True)

    def test_what_cannot_be_drawn_leaves_everything_as_it_was(self, tmp_path):
        publish(tmp_path / "out", *SITE)
        before = content(tmp_path / "out")
        folder = OutputFolder(tmp_path / "out")

        def draw() -> None:
            with folder.drawing() as pages:
                pages.add(PurePosixPath("index.html"), b"new")
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with pytest.raises(OutputError, match="No space left"):
            draw()
        assert content(tmp_path / "out") == before

    def test_a_run_killed_among_its_pages_leaves_none_that_nobody_owns(self, tmp_path, monkeypatch):
        publish(tmp_path / "out", *SITE)

        def die(self):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("lineage.export.pages.DrawnPages.put", die)
            with pytest.raises(KeyboardInterrupt):
                publish(tmp_path / "out", "index.html", text="new")
        assert (tmp_path / "out" / SITE[3]).exists()
        publish(tmp_path / "out", "index.html", text="newer")
        assert content(tmp_path / "out") == {"index.html": "newer index.html"}

    @pytest.mark.parametrize("name", ["../mine.txt", "speeches/../../mine.txt", "mine.txt", "{tmp}/mine.txt"])
    def test_a_list_that_names_other_files_takes_none_of_them(self, tmp_path, name):
        publish(tmp_path / "out", *SITE)
        for place in (tmp_path, tmp_path / "out"):
            (place / "mine.txt").write_text("mine", encoding="utf-8")
        run = {"tool": "lineage", "files": ["run.json"], "pages": [*SITE, name.format(tmp=tmp_path)]}
        (tmp_path / "out" / "data" / "run.json").write_text(json.dumps(run), encoding="utf-8")
        publish(tmp_path / "out", "index.html")
        assert [(place / "mine.txt").exists() for place in (tmp_path, tmp_path / "out")] == [True, True]

    def test_a_page_outside_the_site_is_never_written(self, tmp_path):
        for name in ("../a.html", "/a.html", "data/a.html", "speeches/../../a.html"):
            with pytest.raises(ValueError, match="no page of the site"):
                publish(tmp_path / "out", name)
