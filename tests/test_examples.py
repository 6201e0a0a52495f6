"""The examples in the docstrings of the public functions, each run where `corpus/` was scanned."""

import contextlib
import doctest
import shutil
from pathlib import Path

import pytest

import lineage

NEW = "各位来宾：我们要构建网络空间命运共同体，凡事先易后难，做到你中有我、我中有你。谢谢大家！"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    """A folder that holds the five speeches, scanned, and a new one."""
    home = tmp_path_factory.mktemp("examples")
    shutil.copytree(corpus_folder, home / "corpus")
    (home / "new.txt").write_text(NEW, encoding="utf-8")
    with contextlib.chdir(home):
        lineage.scan(["corpus"])
    return home


@pytest.mark.parametrize(
    "name",
    [
        "scan",
        "query",
        "trace",
        "compare",
        "list_speeches",
        "list_formulae",
        "list_settings",
        "add",
        "check_speeches",
        "draft_speech_table",
        "export_to",
    ],
)
def test_the_example_says_what_comes(scanned: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(shutil.copytree(scanned, tmp_path / "home"))
    (example,) = doctest.DocTestFinder(recurse=False).find(getattr(lineage, name), name, globs={"lineage": lineage})
    assert example.examples
    said: list[str] = []
    doctest.DocTestRunner().run(example, out=said.append)
    assert said == []
