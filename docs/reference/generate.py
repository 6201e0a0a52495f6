"""Makes the reference from the program itself: `python docs/reference/generate.py`; `--check` tells what is stale.

`commands.md` is made of the functions behind the commands, their docstrings and annotations; `columns.md` of the
columns of the data files and the sentences by which `downloads.html` explains them, `settings.md` of what
`lineage settings` says. `export.md` and `metadata.md` are written by hand.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterator
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

from lineage.cli.app import EXIT_CODES, app
from lineage.descent.heritage import MOST_EARLIER
from lineage.export.columnar import type_of
from lineage.export.tables import COLUMNS
from lineage.report.pages.downloads import meaning
from lineage.report.wording import say
from lineage.settings import settings_reference

FOLDER: Final = Path(__file__).resolve().parent
_MADE: Final = "<!-- Made by `python docs/reference/generate.py`. -->"
_EXAMPLES: Final = "For example:"

_ENVIRONMENT: Final = {
    "LINEAGE_…": "A setting, or the file that holds some: see [Settings](settings.md).",
    "LINEAGE_COLOR": "When there are colours: `auto`, `always` or `never`. Only `--color` goes before it.",
    "LINEAGE_DEBUG": "`1`: where lineage itself fails, show the traceback, as `--debug` does.",
    "NO_COLOR": 'Set to anything, colours are left out, even where a settings file says `color = "always"`.',
    "FORCE_COLOR": "Set to anything, messages have colours where they are not read on a terminal, too; data has none.",
    "TERM": "`dumb`: a terminal without colours.",
    "COLUMNS": "Width of tables in characters; by default that of the terminal, or 80.",
    "XDG_CONFIG_HOME": "On Linux: where `lineage/config.toml`, your own settings, stand; by default `~/.config`.",
    "BROWSER_PATH": "The Chrome or Chromium that `lineage report --png` draws with, if it is not found by itself.",
}
_TYPES: Final = {
    "int32": "whole number",
    "double": "number",
    "bool": "`yes`, `no`",
    "string": "text",
    "list<item: string>": "words, a blank between",
}

_ABOVE_SETTINGS: Final = """\
# Settings

The first of these that says something of a setting has it:

1. an option of the command;
2. a variable of the environment: `LINEAGE_` and the name in capitals, as `LINEAGE_MIN_SPEECHES`. A list has commas
   between its texts, or line ends where there are any (`ignore` and `spark_conf`: line ends alone); one that is
   empty says nothing;
3. the project's file: that of `--config`, else of `LINEAGE_CONFIG`, else `lineage.toml` in the folder where the command
   runs, else the table `[tool.lineage]` of `pyproject.toml` there;
4. your own file, `config.toml`; `lineage settings` tells where it is looked for;
5. the default.

A project's file that was merely found may have come with somebody else's speeches. So `engine`, `master`, `remote`,
`storage` and `spark_conf`, which choose what runs and who gets the speeches, are refused there: they may stand in your
own file, or in one that `--config` or `LINEAGE_CONFIG` names.

For example in `lineage.toml`:

<!-- file: lineage.toml -->
```toml
min_speeches = 3
min_score = 0.2
user_words = ["新质生产力"]
```

`lineage settings` lists what holds, and who says so; secrets, such as the token of a `remote`, are not shown:

```sh
LINEAGE_MIN_SPEECHES=4 lineage settings
```

```text
…
min_speeches  4                     from LINEAGE_MIN_SPEECHES
…
min_score     0.2                   from lineage.toml
…
```

An index keeps the settings that decide results. `add` and `query`, which compute with them, refuse to work where a
variable or the project's file says otherwise, and say which differ. The commands that read an index take it as it is;
they refuse only what a file says that is named with `--config`. What your own file says is of no index.
"""


class Command(NamedTuple):
    """A command: all its words, and the function that answers."""

    words: str
    function: Callable[..., None]


class Parameter(NamedTuple):
    """An argument or option, in words."""

    names: str
    takes: str
    default: str
    means: str
    is_argument: bool
    required: bool


def commands(of: typer.Typer, words: str) -> Iterator[Command]:
    """Every command of the tree, in the order of `--help`."""
    for each in of.registered_commands:
        if each.callback and not each.hidden:
            name = each.name or each.callback.__name__.replace("_", "-")
            yield Command(f"{words} {name}", each.callback)
    for group in of.registered_groups:
        if group.typer_instance:
            yield from commands(group.typer_instance, f"{words} {group.name}")


def parameters(function: Callable[..., None]) -> Iterator[Parameter]:
    """The arguments and options of a command."""
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        if get_origin(hints[name]) is not Annotated:
            continue
        kind, info, *_ = get_args(hints[name])
        if isinstance(info, ArgumentInfo | OptionInfo) and not info.hidden:
            yield _parameter(name, kind, info, parameter.default)


def _parameter(name: str, kind: object, info: ArgumentInfo | OptionInfo, default: object) -> Parameter:
    argument = isinstance(info, ArgumentInfo)
    required = default is inspect.Parameter.empty
    several = any(get_origin(each) is list for each in (kind, *get_args(kind)))
    if argument:
        shown = info.metavar or name.upper()
        names = f"{shown}…" if several else shown
    else:
        # Within Annotated, Typer keeps the first name of an option as what would be its default elsewhere.
        first = (info.default,) if isinstance(info.default, str) else ()
        declared = (*first, *(info.param_decls or ())) or (f"--{name.replace('_', '-')}",)
        names = ", ".join(f"`{each}`" for each in declared)
    return Parameter(
        names, _takes(kind, info), _default(default, info), (info.help or "").replace("|", "\\|"), argument, required
    )


def _takes(kind: object, info: ArgumentInfo | OptionInfo) -> str:
    """What stands behind an option; empty, where nothing does."""
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is list:
        (kind,) = get_args(kind)
    if kind is bool or getattr(info, "count", False):
        return ""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{each.value}`" for each in kind)
    words = {int: "whole number", float: "number", Path: "path"}.get(kind, "text") if isinstance(kind, type) else "text"
    bounds = [f"from {info.min:g}" if info.min is not None else "", f"to {info.max:g}" if info.max is not None else ""]
    return " ".join(filter(None, [words, *bounds]))


def _default(default: object, info: ArgumentInfo | OptionInfo) -> str:
    if isinstance(info.show_default, str):
        return info.show_default
    if default in (inspect.Parameter.empty, None, "", False) or not info.show_default:
        return ""
    return f"`{default.value if isinstance(default, Enum) else default}`"


def commands_page() -> Iterator[str]:
    """The lines of `commands.md`."""
    every = list(commands(app, "lineage"))
    yield from (_MADE, "", "# Commands", "")
    yield "Every command has `--help`. What it found goes to standard output, what it says of its work to standard"
    yield "error. Options stand in any order; a value stands behind a blank or `=`. `lineage --version` tells the"
    yield "version, `lineage --install-completion` lets the shell complete what you type."
    yield from ("", "| command | what it does |", "|---|---|")
    for words, function in every:
        yield f"| [`{words}`](#{words.replace(' ', '-')}) | {_told(function)[0][0]} |"
    for command in every:
        yield from _command(command)
    yield from ("", "## Exit codes", "", "| code | when |", "|---|---|")
    yield from (f"| {code.value} | {_cell(means)} |" for code, means in EXIT_CODES.items())
    yield from ("", "However a command ends, the index is the old one or the new one, never half of each.")
    yield from ("", "## Environment", "", "| variable | what it does |", "|---|---|")
    yield from (f"| `{name}` | {means} |" for name, means in _ENVIRONMENT.items())


def _command(command: Command) -> Iterator[str]:
    paragraphs, examples = _told(command.function)
    every = list(parameters(command.function))
    yield from ("", f"## {command.words}")
    for paragraph in paragraphs:
        yield from ("", paragraph)
    arguments = [each.names if each.required else f"[{each.names}]" for each in every if each.is_argument]
    yield from ("", "```text", " ".join([command.words, "[OPTIONS]", *arguments]), "```")
    if arguments:
        yield from ("", "| argument | what it is |", "|---|---|")
        yield from (f"| `{each.names}` | {each.means} |" for each in every if each.is_argument)
    yield from ("", "| option | takes | default | meaning |", "|---|---|---|---|")
    for each in every:
        if not each.is_argument:
            yield f"| {each.names} | {each.takes} | {each.default} | {each.means} |"
    if examples:
        yield from ("", _EXAMPLES, "", "```text", *examples, "```")


def _told(function: Callable[..., None]) -> tuple[list[str], list[str]]:
    """The paragraphs of a docstring, each on one line, and the examples in it."""
    paragraphs: list[str] = []
    examples: list[str] = []
    for block in (inspect.getdoc(function) or "").split("\n\n"):
        if block.startswith("    "):
            examples += [line.strip() for line in block.splitlines()]
        elif told := " ".join(block.split()).removesuffix(_EXAMPLES).strip():
            paragraphs.append(told)
    return paragraphs, examples


def columns_page() -> Iterator[str]:
    """The lines of `columns.md`."""
    english = partial(say, "en")
    yield from (_MADE, "", "# Data files", "", english("downloads_exact"), "", english("downloads_lead"), "")
    yield "Dates are [EDTF](https://www.loc.gov/standards/datetime/), as precise as they are known. Shares lie between"
    yield "0 and 1. `lineage export parquet` writes the same tables typed, with the columns that"
    yield "[Exports](export.md#tables) names besides."
    yield from ("", english("downloads_texts"))
    for name, columns in COLUMNS.items():
        table = Path(name).stem
        yield from ("", f"## {name}", "", english(f"file_{table}", most=MOST_EARLIER))
        yield from ("", "| column | holds | meaning |", "|---|---|---|")
        for column in columns:
            yield f"| `{column}` | {_TYPES[str(type_of(column))]} | {_cell(meaning(english, table, column))} |"
    yield from ("", "## run.json", "", _cell(english("file_run").removeprefix("run.json: ")))


def _cell(text: str) -> str:
    return text[:1].upper() + text[1:].replace("|", "\\|") + ("" if text.endswith(".") else ".")


def settings_page() -> Iterator[str]:
    """The lines of `settings.md`."""
    yield from (_MADE, "", _ABOVE_SETTINGS)
    yield from settings_reference().splitlines()


PAGES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "commands.md": commands_page,
    "columns.md": columns_page,
    "settings.md": settings_page,
}


def main() -> int:
    """Writes the pages; with `--check` only tells which are stale, and returns 1 if any is."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, lines in PAGES.items():
        path, wanted = FOLDER / name, "\n".join(lines()) + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == wanted:
            continue
        stale.append(name)
        if not check:
            path.write_text(wanted, encoding="utf-8")
    if stale:
        done = "stale; run python docs/reference/generate.py" if check else "written"
        sys.stderr.write(f"{', '.join(stale)}: {done}\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
