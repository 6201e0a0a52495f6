"""What the documents say to do, as steps: README.md and everything under docs/.

Readers see blocks; comments of HTML, which they do not see, say what a test needs besides:

    <!-- before: COMMANDS -->       run here by the shell, so that what the reader has already is there
    <!-- not run: WHY -->           the next block is left out (installation only)
    <!-- run instead: COMMANDS -->  run in the place of the next block, which installs, too
    <!-- file: NAME -->             the next block is what the reader saves as NAME
    <!-- realdata -->               the next block needs the development corpora: run under that marker alone

Blocks in `sh`, `python` and `r` are run, each as a program of its own, in the order in which they stand. A `text` block
shows what the block before it printed; one that begins with `$ ` is a record that a test of its own compares.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
#: What is run, what shows what was printed, and what is neither.
RUN = ("sh", "python", "r")
SHOWN = "text"
#: What a block may need that not every test has, by the marker of the tests that have it.
NEEDS = ("realdata", "spark")
OTHER = ("toml", "csv", "json", "xml", "bibtex", "powershell")

_COMMENT = re.compile(r"<!-- (before|not run|run instead|file|realdata|spark)(?:: (.+?))? -->")


class Step(NamedTuple):
    """One thing that a document does or shows."""

    does: str
    """`sh`, `python`, `r`, `file`, `text`, or `nothing`: left out."""
    text: str
    line: int
    about: str = ""
    """Name of the file, or why nothing is done."""
    needs: str = ""
    """The marker under which alone it is done; empty, if it is always."""


@dataclass(frozen=True)
class Document:
    """A page of Markdown, and what it says to do."""

    path: Path

    @property
    def name(self) -> str:
        """Its path in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def tokens(self) -> list[Token]:
        """What it is made of."""
        return MarkdownIt("commonmark").enable("table").parse(self.path.read_text(encoding="utf-8"))

    @property
    def steps(self) -> list[Step]:
        """What it does, in order."""
        steps: list[Step] = []
        marks: dict[str, tuple[str, int]] = {}
        for token in self.tokens:
            line = (token.map or [0])[0] + 1
            if token.type == "html_block":
                found = {key: (value, line) for key, value in _COMMENT.findall(token.content)}
                steps += [Step("sh", value, line) for key, value in _COMMENT.findall(token.content) if key == "before"]
                marks |= found
            elif token.type == "fence":
                steps += _steps_of(token, line, {key: value for key, (value, _) in marks.items()})
                marks = {}
            elif token.level == 0 and token.nesting >= 0:
                loose = marks.keys() - {"before"}
                assert not loose, f"{self.name}:{line}: no block follows the comment {', '.join(sorted(loose))}"
                marks = {}
        return steps


def _steps_of(fence: Token, line: int, marks: dict[str, str]) -> list[Step]:
    """What a block says to do; nothing, if it is of another language."""
    language, text = fence.info.strip(), fence.content
    needs = next((marker for marker in NEEDS if marker in marks), "")
    if "file" in marks:
        return [Step("file", text, line, marks["file"], needs)]
    if "run instead" in marks:
        return [Step("sh", marks["run instead"], line, "", needs)]
    if "not run" in marks:
        return [Step("nothing", text, line, marks["not run"], needs)]
    if language == SHOWN and text.startswith("$ "):
        return []
    return [Step(language, text, line, "", needs)] if language in (*RUN, SHOWN) else []


def documents() -> list[Document]:
    """README.md and the pages under docs/."""
    return [Document(ROOT / "README.md"), *map(Document, sorted((ROOT / "docs").rglob("*.md")))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `document` is run for each; one that asks for `doing`, for each that does something."""
    if "document" in metafunc.fixturenames:
        metafunc.parametrize("document", [pytest.param(each, id=each.name) for each in documents()])
    for fixture, needs in {"doing": "", **{f"doing_with_{marker}": marker for marker in NEEDS}}.items():
        if fixture in metafunc.fixturenames:
            doing = [each for each in documents() if any(_is_done(step, needs) for step in each.steps)]
            metafunc.parametrize(fixture, [pytest.param(each, id=each.name) for each in doing])


def _is_done(step: Step, needs: str) -> bool:
    """Whether a step is done for the sake of what it needs."""
    return step.needs == needs and (bool(needs) or step.does in RUN)
