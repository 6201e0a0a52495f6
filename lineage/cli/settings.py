"""`lineage settings`: every setting, what holds, and who says so. The edge of `lineage.list_settings`."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from typer import Option

from lineage.cli.output import Format, write_line, write_rows
from lineage.cli.talk import note, warn

if TYPE_CHECKING:
    from lineage.settings import ListedSetting, ListedSettings

_COLUMNS: Final = (
    *("setting", "value", "from", "layer", "default", "range", "meaning", "variable", "option", "decides_results"),
)


def settings(
    config: Annotated[Path | None, Option(help="Settings file of the project.", show_default="lineage.toml")] = None,
    defaults: Annotated[bool, Option("--defaults", help="Ask no file and no variable: list the defaults.")] = False,
    output_format: Annotated[Format, Option("--format", "-f", help="How they are written to stdout.")] = Format.TABLE,
    quiet: Annotated[bool, Option("--quiet", "-q", help="Do not tell which files were looked for.")] = False,
) -> None:
    """List every setting: its value here, which file or variable says so, what it means.

    An option of a command goes before all of this. Then the first that names a
    setting has it: a variable such as LINEAGE_MIN_SPEECHES, the project's file,
    the user's own file, the default. The project's file is that of --config,
    else of LINEAGE_CONFIG, else lineage.toml, else the table tool.lineage of
    pyproject.toml. A variable holds a list with commas between its texts, or
    line ends where there are any (ignore, spark_conf: line ends alone); one that
    is empty says nothing. Engine and cluster are not taken from a project's file
    that nobody names. Secrets are not shown.

    For example:

        lineage settings

        LINEAGE_MIN_SPEECHES=3 lineage settings --format json

        lineage settings --defaults
    """
    from lineage.settings import StatedSettings, list_settings, listed

    told = listed(StatedSettings({})) if defaults else list_settings(config)
    if output_format is Format.TABLE:
        _write_table(told)
    else:
        rows = [_row(each, output_format) for each in told.settings]
        write_rows(_COLUMNS, rows, output_format, shown={}, most=0)
    if not quiet:
        for file in told.files:
            note(f"{file.path}: {file.found}")
        warn([f"{variable}: there is no such setting" for variable in told.unknown])


def _row(setting: ListedSetting, form: Format) -> list[object]:
    """A row for tools: JSON keeps numbers, lists and what is none; other formats hold texts."""
    values = [setting.value, setting.default]
    value, default = map(_for_json if form in (Format.JSON, Format.JSONL) else partial(_as_text, setting), values)
    decides = setting.decides if form in (Format.JSON, Format.JSONL) else str(setting.decides).lower()
    told = [setting.range, setting.means, setting.variable, setting.flag]
    return [setting.name, value, setting.where, str(setting.layer), default, *told, decides]


def _for_json(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def _as_text(setting: ListedSetting, value: object) -> str:
    """As a variable would hold it."""
    from lineage.settings import ABOUT

    if isinstance(value, tuple):
        return ("," if ABOUT[setting.name].commas and not any("," in text for text in value) else "\n").join(value)
    return "" if value is None else str(value)


def _write_table(told: ListedSettings) -> None:
    """Two lines for each setting: what holds and who says so; what it means, and its range."""
    for title, decides in (("What decides results:", True), ("What a run does besides:", False)):
        write_line(title)
        write_line("")
        for each in told.settings:
            if each.decides is decides:
                for line in _lines(each):
                    write_line(line)
        if decides:
            write_line("")


def _lines(setting: ListedSetting) -> Iterator[str]:
    import textwrap

    from rich.cells import cell_len

    value = _as_text(setting, setting.value).replace("\n", " ⏎ ") or setting.unset
    said_by = "default" if setting.layer == "default" else f"from {_near_home(setting.where)}"
    yield f"{setting.name:<13} {value}{' ' * max(2, 22 - cell_len(value))}{said_by}"
    meaning = f"{setting.means} Range: {setting.range}."
    yield from textwrap.wrap(meaning, width=76, initial_indent="  ", subsequent_indent="  ")


def _near_home(path: str) -> str:
    home = os.path.expanduser("~")  # noqa: PTH111 -- that of Path can fail
    return f"~{path[len(home) :]}" if path.startswith(home + os.sep) else path
