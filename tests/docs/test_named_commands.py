"""What running text calls by name is there: commands, sub-commands and options of `lineage`."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from lineage.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
ROOT_COMMAND = typer.main.get_command(app)
#: The options of `python -m benchmarks`.
OF_BENCHMARKS = set(re.findall(r'"(--[a-z-]+)"', (ROOT / "benchmarks" / "__main__.py").read_text(encoding="utf-8")))
#: What a page writes in the place of a command that the reader chooses.
PLACEHOLDER = re.compile(r"[A-Z]+|…|\.\.\.")


def subcommands(command) -> dict:
    return getattr(command, "commands", {})


def options(command) -> set[str]:
    """The options of a command, and of everything below it."""
    own = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help", "-h"}
    return own.union(*map(options, subcommands(command).values()))


def wrong_with(said: str) -> str:
    """What is wrong with a command as a document says it; empty, if nothing is."""
    words = shlex.split(re.split(r"[|>&;]", said.replace("'", "’") if said.count("'") % 2 else said)[0])[1:]
    command = ROOT_COMMAND
    while words and subcommands(command) and not words[0].startswith("-") and not PLACEHOLDER.fullmatch(words[0]):
        if words[0] not in subcommands(command):
            return f"no command {words[0]}"
        command = subcommands(command)[words.pop(0)]
    unknown = [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in options(command)]
    return f"no option {', '.join(unknown)}" if unknown else ""


def test_commands_in_running_text_are_there(document):
    inline = [
        child.content for token in document.tokens for child in token.children or [] if child.type == "code_inline"
    ]
    recorded = [
        line.removeprefix("$ ")
        for token in document.tokens
        if token.type == "fence" and token.info == "text"
        for line in token.content.splitlines()
    ]
    said = [each for each in (*inline, *recorded) if re.match(r"lineage [a-z-]", each)]
    assert {each: wrong_with(each) for each in said if wrong_with(each)} == {}


def test_options_in_running_text_are_there(document):
    inline = [
        child.content for token in document.tokens for child in token.children or [] if child.type == "code_inline"
    ]
    named = {word for each in inline for word in re.findall(r"^--[a-z][a-z-]*", each)}
    assert named - options(ROOT_COMMAND) - OF_BENCHMARKS == set()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("lineage scan FOLDER", ""),
        ("lineage export FORMAT --help", ""),
        ("lineage export gexf --top 50 -o x.gexf", ""),
        ("lineage export --top", ""),
        ("lineage trace 三个代表 --rows=years | head", ""),
        ("lineage scam corpus", "no command scam"),
        ("lineage export gefx", "no command gefx"),
        ("lineage scan corpus --colour", "no option --colour"),
        ("lineage query new.txt --rows years", "no option --rows"),
    ],
)
def test_what_is_wrong_is_told(said, wrong):
    assert wrong_with(said) == wrong
