"""How `--help` reads: what a command does, examples that can be copied, then its options in groups; 80 columns hold it.

Examples are what stands indented in the docstring of a command. Groups are the panels of its options; a command with
few options shows them as one.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lineage.cli.consoles import for_data, width_for_reading

_HEADING, _TERM, _DEFAULT = "bold", "cyan", "dim"
#: Up to so many options stand under one heading.
_MOST_TOGETHER = 12
#: An option that takes a value, and has no short name, stands under the long names of those that have one.
_NO_SHORT_NAME = "    "

Rows = list[tuple[str, Text]]


def help_of(command: Any, context: Any) -> str:  # noqa: ANN401 -- Typer's classes of these are its own business
    """The help of a command or a group, as it is written to stdout."""
    console = for_data()
    console.width = width_for_reading()
    prose, examples = _parts(command.help or "")
    with console.capture() as written:
        console.print(Text("Usage: ", style=_HEADING) + Text(usage(command, context)))
        for paragraph in prose:
            console.print()
            console.print(Text(paragraph))
        if examples:
            _print_section(console, "Examples", [Text(line) for line in examples])
        sections = list(_sections(command, context))
        terms = max((len(term) for _, rows in sections for term, _ in rows), default=0)
        for heading, rows in sections:
            _print_section(console, heading, [_aligned(rows, terms)])
        if command.epilog:
            console.print()
            console.print(Text(inspect.cleandoc(command.epilog)))
    return "\n".join(line.rstrip() for line in written.get().splitlines())


def usage(command: Any, context: Any) -> str:  # noqa: ANN401
    """How a command is called."""
    arguments = [_argument(each) for each in command.get_params(context) if each.param_type_name == "argument"]
    further = ["COMMAND …"] if hasattr(command, "commands") else arguments
    return " ".join([context.command_path, "[OPTIONS]", *further])


def examples_of(command: Any) -> list[str]:  # noqa: ANN401
    """The command lines that its help shows."""
    return _parts(command.help or "")[1]


def _parts(told: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a docstring, and the commands that stand indented in it."""
    paragraphs = inspect.cleandoc(told).split("\n\n")
    examples = [line.strip() for part in paragraphs if part.startswith("    ") for line in part.splitlines()]
    prose = [part for part in paragraphs if not part.startswith("    ")]
    told_with_them = [part.removesuffix("For example:").rstrip() for part in prose]
    return [" ".join(part.split()) for part in told_with_them if part], examples


def _print_section(console: Any, heading: str, lines: Sequence[Any]) -> None:  # noqa: ANN401
    console.print()
    console.print(Text(f"{heading}:", style=_HEADING))
    for line in lines:
        console.print(Padding(line, (0, 0, 0, 2)), soft_wrap=isinstance(line, Text))


def _sections(command: Any, context: Any) -> Iterator[tuple[str, Rows]]:  # noqa: ANN401
    """What is told of arguments, commands and options, by heading; the options that all commands have come last."""
    shown = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    if arguments := [each for each in shown if each.param_type_name == "argument" and each.help]:
        yield "Arguments", [(_argument(each), _told(each)) for each in arguments]
    if commands := getattr(command, "commands", None):
        yield "Commands", [(name, Text(_summary(each))) for name, each in commands.items() if not each.hidden]
    options = [each for each in shown if each.param_type_name == "option"]
    for heading, some in _grouped(options).items():
        yield heading, [(_option(each), _told(each)) for each in some]


def _grouped(options: Sequence[Any]) -> dict[str, list[Any]]:
    if len(options) <= _MOST_TOGETHER:
        return {"Options": list(options)}
    named: dict[str, list[Any]] = {each.rich_help_panel: [] for each in options if each.rich_help_panel}
    named["Options"] = []
    for each in options:
        named[each.rich_help_panel or "Options"].append(each)
    return named


def _aligned(rows: Iterable[tuple[str, Text]], terms: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=_TERM, no_wrap=True, width=terms)
    table.add_column()
    for term, told in rows:
        table.add_row(Text(term), told)
    return table


def _argument(argument: Any) -> str:  # noqa: ANN401
    """`FILE`, `FILE...` where there may be several, `[FILE...]` where they can be left out."""
    name = argument.metavar or argument.name.upper()
    several = f"{name}..." if argument.nargs != 1 else name
    return several if argument.required else f"[{several}]"


def _option(option: Any) -> str:  # noqa: ANN401
    """`-o, --out FOLDER`."""
    short, long = ([name for name in option.opts if name.startswith("--") is is_long] for is_long in (False, True))
    names = f"{short[0]}, {long[0]}" if short and long else _NO_SHORT_NAME + "".join(long or short)
    takes_none = option.is_flag or option.count or option.name in ("install_completion", "show_completion")
    return names if takes_none else f"{names} {option.metavar or option.name.upper()}"


def _told(parameter: Any) -> Text:  # noqa: ANN401
    """What it means, and what holds where it is not given."""
    stated = parameter.show_default
    default = stated if isinstance(stated, str) else _default(parameter.default) if stated else ""
    return Text(parameter.help or "") + Text(f" [default: {default}]" if default else "", style=_DEFAULT)


def _default(value: object) -> str:
    """The default as it would be typed; nothing, where it says nothing."""
    return "" if value is None or value is False or callable(value) or value in ((), [], "") else str(value)


def _summary(command: Any) -> str:  # noqa: ANN401
    return " ".join(inspect.cleandoc(command.short_help or command.help or "").split("\n\n")[0].split())
