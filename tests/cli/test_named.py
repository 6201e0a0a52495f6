"""Which files a command line names: patterns that no shell expanded, and lists of files."""

from pathlib import Path

import pytest

from lineage.cli.named import named_files
from lineage.errors import ExitCode, InputError, UsageError


def files(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def named(*names: str, lists=()) -> list[str]:
    return [Path(name).as_posix() for name in named_files(names, [Path(each) for each in lists], example="lineage")]


def test_patterns_are_expanded_in_order_and_nothing_is_named_twice():
    files("b.txt", "a.txt", "c.md", "deep/er/d.txt")
    assert named("*.txt", "c.md", "a.txt") == ["a.txt", "b.txt", "c.md"]
    assert named("**/*.txt") == ["a.txt", "b.txt", "deep/er/d.txt"]
    assert named("?.md", "-") == ["c.md", "-"]


def test_a_file_that_is_called_like_a_pattern_is_meant_itself():
    files("讲话[1].txt", "讲话1.txt")
    assert named("讲话[1].txt") == ["讲话[1].txt"]


def test_what_matches_nothing_is_told():
    with pytest.raises(UsageError, match=r"\*\.txt: matches no speech"):
        named("*.txt")


def test_a_pattern_passes_over_what_is_no_speech_as_a_folder_does():
    files("corpus/README.md", "corpus/speeches.csv", "corpus/a.txt", "corpus/_draft.txt")
    assert named("corpus/*") == ["corpus/a.txt"]
    assert named("corpus/*", "corpus/_draft.txt") == ["corpus/a.txt", "corpus/_draft.txt"]
    with pytest.raises(UsageError, match="matches no speech"):
        named("corpus/*.csv")


def test_a_list_names_files_from_the_current_folder():
    Path("lists").mkdir()
    Path("lists/some.txt").write_bytes("\ufeffa b.txt\r\n\r\n讲话.txt\n".encode())
    assert named("first.txt", lists=["lists/some.txt"]) == ["first.txt", "a b.txt", "讲话.txt"]


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be read"), (b"\xff\xfe\x00", "no list of files")])
def test_a_list_that_cannot_be_read_is_told(content, told):
    if content:
        Path("list").write_bytes(content)
    with pytest.raises(InputError, match=told):
        named(lists=["list"])


def test_nothing_named_is_a_wrong_call(refused):
    for command in ("scan", "add"):
        error, hint = refused(ExitCode.USAGE, command)
        assert (error, hint[:20]) == ("no file and no folder is named", f"For example: `lineage {command}"[:20])


def test_lists_are_scanned_and_added(folder, new, run):
    listing = "\n".join(path.as_posix() for path in folder.iterdir())
    result = run("scan", "--files-from", "-", "-q", "-f", "csv", stdin=listing)
    assert result.exit_code == ExitCode.OK
    assert result.stdout == run("scan", "speeches", "-q", "-f", "csv", "--out", "b", "--index", "b.duckdb").stdout
    Path("list").write_text(str(new), encoding="utf-8")
    assert run("add", "--files-from", "list", "-q").exit_code == ExitCode.OK
    assert new.stem in run("speeches", "-f", "csv").stdout


def test_there_is_one_standard_input(folder, refused):
    for twice in (("-", "--files-from", "-"), ("-", "-"), ("a.txt", "--files-from", "-", "--files-from", "-")):
        assert refused(ExitCode.USAGE, "add", *twice, "--id", "x")[0] == "-: there is one standard input"
