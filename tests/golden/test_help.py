"""What `--help` of every command says in 80 columns, held against the files in `help/`.

After a change that is meant to change it: `LINEAGE_REFRESH_GOLDEN=1 python -m pytest tests/golden/test_help.py`, then
read each text as somebody would who sees it for the first time.
"""

import os
import re
import shlex
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.main import get_command
from typer.testing import CliRunner

from lineage.cli.app import app
from lineage.cli.clusters import Engine
from lineage.cli.export import Clusters, Delimiter, Nodes, Table
from lineage.cli.formulae import Order as FormulaOrder
from lineage.cli.help import examples_of
from lineage.cli.output import Format
from lineage.cli.speeches import Order as SpeechOrder
from lineage.cli.traced_rows import Order as PlaceOrder
from lineage.cli.traced_rows import Rows
from lineage.settings import ABOUT, DECIDING, KINDS

GOLDEN = Path(__file__).parent / "help"
#: What commands show that keep to the pages there, and to no setting.
AS_BEFORE = {"--lang": ["that of the pages there"]}
REFRESH = os.environ.get("LINEAGE_REFRESH_GOLDEN") == "1"


def commands(below, *names: str) -> Iterator[tuple[tuple[str, ...], object]]:
    yield names, below
    for name, command in getattr(below, "commands", {}).items():
        yield from commands(command, *names, name)


COMMANDS = dict(commands(get_command(app)))
EVERY = pytest.mark.parametrize("names", COMMANDS, ids=lambda names: " ".join(names) or "lineage")


def helped(*names: str, columns: int = 80) -> str:
    result = CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": str(columns), "NO_COLOR": "1"})
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@EVERY
def test_help_says_what_it_said(names):
    golden = GOLDEN / f"{'-'.join(names) or 'lineage'}.txt"
    told = helped(*names)
    if REFRESH:
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8")


def test_no_golden_help_is_of_a_command_that_is_gone():
    assert {path.stem for path in GOLDEN.iterdir()} == {"-".join(names) or "lineage" for names in COMMANDS}


@EVERY
def test_help_fits_80_columns_and_is_not_cut(names):
    told = helped(*names)
    assert [line for line in told.splitlines() if cell_len(line) > 80] == []
    assert "\x1b" not in told
    described = [line for line in told.splitlines() if not line.startswith("  ") or line.startswith("      ")]
    assert [line for line in described if line.endswith("…") and not line.startswith("Usage:")] == []


@EVERY
def test_every_option_has_a_help_text(names):
    mute = [each.name for each in COMMANDS[names].params if each.param_type_name == "option" and not each.help]
    assert mute == []


@EVERY
def test_every_command_has_an_example_which_parses(names):
    examples = examples_of(COMMANDS[names])
    assert examples
    for example in examples:
        said = re.search(r"lineage .*?(?= [|>] |$)", example)
        assert said, example
        words = shlex.split(said[0])[1:]
        command, called = get_command(app), ["lineage"]
        if words[0].startswith("--"):
            del words[:2]
        while words and words[0] in getattr(command, "commands", {}):
            called.append(words.pop(0))
            command = command.commands[called[-1]]
        assert tuple(called[1 : len(names) + 1]) == names
        command.make_context(" ".join(called), words)


@pytest.mark.parametrize(
    ("command", "choices"),
    [
        ("scan", Format),
        ("scan", KINDS),
        ("scan", Engine),
        ("add", Engine),
        ("remove", Engine),
        ("trace", Rows),
        ("trace", PlaceOrder),
        ("speeches", SpeechOrder),
        ("formulae", FormulaOrder),
        ("formulae", KINDS),
        ("export csv", Table),
        ("export csv", Delimiter),
        ("export jsonl", Clusters),
        ("export gexf", Nodes),
        ("export kwic", PlaceOrder),
    ],
)
def test_help_names_every_choice(command, choices):
    told = helped(*command.split())
    named = [choice.value if isinstance(choice, Enum) else choice for choice in choices]
    assert [choice for choice in named if not re.search(rf"\b{choice}\b", told)] == []


@EVERY
def test_a_default_that_is_shown_is_that_of_the_setting(names):
    """Commands that read an index have filters that are called as the settings are which decide results."""
    settings = [about for name, about in ABOUT.items() if names == ("scan",) or name not in DECIDING]
    for about in settings:
        for option in COMMANDS[names].params:
            if about.flag not in option.opts or option.name == "target":  # of an export, which goes elsewhere
                continue
            shown = option.show_default if isinstance(option.show_default, str) else option.default
            right = [str(about.default)] if about.default else [about.unset, None, ""]
            assert (shown if shown in (None, "") else str(shown)) in [*right, *AS_BEFORE.get(about.flag, ())]


def test_a_wide_terminal_gets_lines_that_can_be_read():
    assert max(len(line) for line in helped("scan", columns=300).splitlines()) <= 100


def test_a_narrow_one_gets_all_of_it():
    words = " ".join(helped("trace", columns=40).split())
    assert "who has it earliest, who carries it on, how it is reworded." in words
    assert "[default: all in a table, else places]" in words
