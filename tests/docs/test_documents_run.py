"""Every command that a document gives is run, as a reader would run it, and says what the document shows.

`lineage` and `python` are those of the interpreter that runs the tests; the folder is fresh for each document and holds
`corpus`. See `conftest.py` for what can be said of a block.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600  # seconds that a block may take

#: What differs from run to run: seconds and memory.
_VARIES = re.compile(r"\b\d[\d,.]*(?= (?:s|ms|min|MB|GB|seconds?|minutes?)\b)")
_LEFT_OUT = "…"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder in which a reader works: nothing but `corpus`."""
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A reader's environment: a home of their own, `lineage` and `python` on PATH, 80 columns."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, command in (("lineage", "-m lineage "), ("python", ""), ("python3", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {command}"$@"\n', encoding="utf-8")
        (tools / name).chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LINEAGE_", "XDG_", "PYTHON"))}
    return kept | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",  # the order of a terminal
    }


def follow(document, desk: Path, environment: dict[str, str], has: str = "") -> None:
    """Does what the document says, step by step, and compares what it shows.

    What needs the development corpora, or Spark, is left out unless `has` names it, and what is shown of it; without R,
    what needs R, which is told at the end as a skip.
    """
    said: list[str] | None = None
    left_out = [f"{step.line}" for step in document.steps if step.does == "r" and not shutil.which("Rscript")]
    for step in document.steps:
        if step.does == "r" and left_out:
            said = None
        elif step.does == "file":
            (desk / step.about).parent.mkdir(parents=True, exist_ok=True)
            (desk / step.about).write_text(step.text, encoding="utf-8")
        elif step.does == "text" and said is not None:
            said = after(step.text, said, f"{document.name}:{step.line}")
        elif step.does == "nothing" or step.needs not in ("", has):
            said = None
        elif step.does != "text":
            said = run(step.does, step.text, desk, environment, f"{document.name}:{step.line}")
    if left_out:
        pytest.skip(f"lines {', '.join(left_out)} need Rscript; all others do what they say")


def run(language: str, code: str, desk: Path, environment: dict[str, str], place: str) -> list[str]:
    """The lines that a block prints, errors among them."""
    command = {
        "sh": ["bash", "-euo", "pipefail", "-c", code],
        "python": [sys.executable, "-c", code],
        "r": ["Rscript", "--vanilla", "-e", code],
    }[language]
    done = subprocess.run(
        command,
        cwd=desk,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{place}: left with {done.returncode}\n{code}\n{done.stdout}", pytrace=False)
    return lines(done.stdout)


def lines(text: str) -> list[str]:
    """Lines without trailing blanks, and without what differs from run to run."""
    return [_VARIES.sub("N", line.rstrip()) for line in text.strip("\n").splitlines()]


def after(shown: str, said: list[str], place: str) -> list[str]:
    """What was said after what is shown; fails if that was not said.

    A line `…` stands for lines that are left out, ` …` at the end of a line for the rest of it.
    """
    wanted, runs = lines(shown), [[]]
    for line in wanted:
        if line.strip() == _LEFT_OUT:
            runs.append([])
        else:
            runs[-1].append(line)
    start = 0
    for each in filter(None, runs):
        starts = range(start, len(said) - len(each) + 1)
        found = next((at for at in starts if all(map(is_shown, each, said[at : at + len(each)]))), None)
        if found is None:
            difference = "\n".join(difflib.unified_diff(wanted, said, "shown", "printed", lineterm="", n=1))
            pytest.fail(f"{place}: shows what was not printed\n{difference}", pytrace=False)
        start = found + len(each)
    return said[start:]


def is_shown(shown: str, said: str) -> bool:
    return shown == said or (shown.endswith(f" {_LEFT_OUT}") and said.startswith(shown.removesuffix(f" {_LEFT_OUT}")))


def test_a_document_does_what_it_says(doing, desk, environment):
    follow(doing, desk, environment)


@pytest.mark.realdata
def test_a_document_does_what_it_says_of_real_data(doing_with_realdata, testdata, desk, environment):
    for folder in (testdata / "corpora").iterdir():
        (desk / folder.name).symlink_to(folder, target_is_directory=True)
    follow(doing_with_realdata, desk, environment, "realdata")


@pytest.mark.spark
def test_a_document_does_what_it_says_of_spark(doing_with_spark, desk, environment):
    follow(doing_with_spark, desk, environment, "spark")


def test_nothing_but_installation_is_left_out(document):
    left_out = [step for step in document.steps if step.does == "nothing"]
    assert [f"{document.name}:{each.line}" for each in left_out if not re.search(r"pip install|venv", each.text)] == []


class TestWhatIsShown:
    SAID = lines("one\ntwo   \n\nthree four\nread in 3.21 s")

    @pytest.mark.parametrize("shown", ["one\ntwo", "one\n…\nthree four", "two\n\nthree …", "…\nread in 0.9 s"])
    def test_is_what_was_printed(self, shown):
        after(shown, self.SAID, "here")

    @pytest.mark.parametrize("shown", ["One", "one\nthree four", "two\n…\none", "three…", "read in 3.21 ms", "four"])
    def test_or_the_test_fails(self, shown):
        with pytest.raises(pytest.fail.Exception, match="here: shows what was not printed"):
            after(shown, self.SAID, "here")
