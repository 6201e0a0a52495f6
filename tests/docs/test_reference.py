"""The generated reference is that of the program as it is, and the examples in the help of every command run."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import lineage
from lineage.cli.app import app
from lineage.pipeline import scanning

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^For example:\n\n```text\n(.*?)```$", COMMANDS, re.MULTILINE | re.DOTALL)

#: Speeches that have what the examples ask for.
TALK = "各位代表：我们要构建命运共同体，坚持合作共赢，落实新发展理念，做到又好又快。三个代表，一以贯之。谢谢大家！"
FILES = (
    *("corpus/2013-11-05", "corpus/2014-06-05_傅聪_互联网治理对话", "corpus/2024-03-05", "corpus/2025"),
    *("speeches/2001", "speeches/2014"),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """The folder to work in, with speeches in it that were scanned, and more to read; calling it begins anew there."""
    folder, kept = tmp_path / "desk", tmp_path / "kept"
    for number, name in enumerate((*FILES, "a", "b", "new", "speech")):
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TALK}这是第{number}次讲话，地点在{path.stem[:4]}号厅。", encoding="utf-8")
    with contextlib.chdir(folder):
        lineage.scan(["corpus"])
    shutil.copytree(folder, kept)

    def begin() -> None:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        os.chdir(folder)

    with contextlib.chdir(folder):
        yield begin


def test_nothing_is_stale():
    command = [sys.executable, str(ROOT / "docs" / "reference" / "generate.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_every_command_is_there():
    headings = set(re.findall(r"^## (lineage .+)$", COMMANDS, re.MULTILINE))

    def words(command, before: str) -> set[str]:
        below = getattr(command, "commands", {})
        return (
            {before} if not below else set().union(*(words(each, f"{before} {name}") for name, each in below.items()))
        )

    assert headings == words(typer.main.get_command(app), "lineage")
    assert len(EXAMPLES) == len(headings)


def test_the_examples_of_every_command_run(desk, monkeypatch):
    monkeypatch.setattr(scanning, "forget_dictionaries", lambda: None)
    failed = {}
    for example in (line for lines in EXAMPLES for line in lines.splitlines()):
        desk()
        # What stands before and behind it is another program's.
        ((variables, command),) = re.findall(r"(?:^|\| )((?:[A-Z_]+=\S+ )*)lineage ([^|>]+)", example)
        named = dict(each.split("=", 1) for each in variables.split())
        stdin = TALK if "| lineage" in example else ""
        if "--files-from -" in command:
            stdin = "".join(f"{name}.txt\n" for name in FILES)
        environment = {"COLUMNS": "80", "NO_COLOR": "1"} | named
        done = CliRunner().invoke(app, shlex.split(command), input=stdin, env=environment)
        if done.exit_code:
            failed[example] = done.output
    assert failed == {}
