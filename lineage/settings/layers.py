"""Who says what: tables and variables → named values, each with who says it; the highest layer that names one wins.

Pure: mappings go in. The files are read in `lineage.settings.files`. All mistakes are told in one message, each with
the file or the variable that it stands in.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from lineage.errors import UsageError
from lineage.naming import nearest
from lineage.settings.about import About, about
from lineage.settings.deciding import Settings
from lineage.settings.running import RunSettings

#: Every setting by its name: those that decide results first.
ABOUT: Final[Mapping[str, About]] = {
    each.name: about(each) for kind in (Settings, RunSettings) for each in fields(kind)
}
#: Those that decide results, and enter the fingerprint.
DECIDING: Final = tuple(each.name for each in fields(Settings))

VARIABLE: Final = "LINEAGE_"
#: Names a settings file, as `--config` does.
CONFIG_VARIABLE: Final = "LINEAGE_CONFIG"
#: Variables that are ours and no settings: of a call, as `--debug` is, and of the corpora the project is tested on.
_OTHER_VARIABLES: Final = frozenset((CONFIG_VARIABLE, "LINEAGE_DEBUG", "LINEAGE_TESTDATA"))
#: So like a setting is what was meant as one: a slip of one letter in a variable; more of a name in a file is ours.
_SLIP: Final = 0.85
_LIKE: Final = 0.6
_HINT: Final = "Correct it; `lineage settings --defaults` lists every setting with its range."


class Layer(StrEnum):
    """Who can name a setting, the highest first."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    PROJECT = "project"
    USER = "user"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Stated:
    """One value of a setting, and who says it.

    Attributes:
        name: Of the setting.
        value: As `Settings` or `RunSettings` has it.
        layer: Who says it.
        where: The file or the variable; empty for flags, `default` for defaults.
    """

    name: str
    value: Any
    layer: Layer
    where: str


@dataclass(slots=True)
class Statement:
    """What one layer says: values by name, and the mistakes in it.

    Attributes:
        values: Those that are right.
        mistakes: A sentence each, by the file or variable that it stands in.
        unknown: Variables that look like ours and like none of the settings.
        hint: What to do about the mistakes, where it is not to correct them.
    """

    values: dict[str, Stated] = field(default_factory=dict)
    mistakes: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    hint: str = ""

    def take(self, name: str, value: object, layer: Layer, where: str) -> None:
        """Takes a value, or a note of what is wrong with it."""
        known = ABOUT[name]
        wrong = known.wrong_kind(name, value)
        kept = value if wrong else known.kept(value)
        if problems := [wrong] if wrong else list(known.problems(name, kept)):
            self.mistakes.setdefault(where, []).extend(problems)
        else:
            self.values[name] = Stated(name, kept, layer, where)


def said_by_table(table: Mapping[str, object], layer: Layer, where: str, folder: Path | None = None) -> Statement:
    """What a table of TOML says, or the flags of a call.

    Args:
        table: Values by name.
        layer: Who says them.
        where: The file; empty for flags.
        folder: Where relative paths in it begin; they stay as they are, where None.
    """
    told = Statement()
    for name, value in table.items():
        if name not in ABOUT:
            told.mistakes.setdefault(where, []).append(_unknown(name, ABOUT))
        elif ABOUT[name].kind is Path and folder and isinstance(value, str) and value:
            told.take(name, folder / os.path.expanduser(value), layer, where)  # noqa: PTH111 -- that of Path can fail
        else:
            told.take(name, value, layer, where)
    return told


def said_by_environment(environment: Mapping[str, str]) -> Statement:
    """What variables say: `LINEAGE_MIN_SPEECHES=3`. An empty one says nothing.

    One that is a slip away from a setting is a mistake, as in a file. Any other may be meant for another program,
    since the environment is nobody's alone; it is only told, and stops nobody's work.
    """
    told = Statement()
    names = {VARIABLE + name.upper(): name for name in ABOUT}
    for variable, text in sorted(environment.items()):
        if not variable.startswith(VARIABLE) or variable in _OTHER_VARIABLES or not text:
            continue
        if variable in names:
            _take_text(told, names[variable], text, variable)
        elif near := nearest(variable.removeprefix(VARIABLE).lower(), [*ABOUT, "config"], least=_SLIP, parts=False):
            told.mistakes[variable] = [f"is no setting, did you mean {VARIABLE}{near[0].upper()}?"]
        else:
            told.unknown.append(variable)
    return told


def _take_text(told: Statement, name: str, text: str, variable: str) -> None:
    try:
        value = _from_text(text, ABOUT[name])
    except ValueError:
        told.mistakes[variable] = [f"{name} must be {ABOUT[name].kind_name}, not {text!r}"]
    else:
        told.take(name, value, Layer.ENVIRONMENT, variable)


def _from_text(text: str, known: About) -> object:
    """The value that a variable holds; a list is parted by line ends, or by commas where there are none."""
    kind = known.kind
    if kind is tuple:
        parts = text.splitlines() if "\n" in text or not known.commas else text.split(",")
        return [part.strip() for part in parts if part.strip()]
    if kind in (int, float):
        return kind(text)
    return text.strip()


def resolved(statements: Iterable[Statement]) -> dict[str, Stated]:
    """What holds: of each setting what the first says that names it, or what it is named instead of.

    Args:
        statements: The highest layer first.

    Raises:
        UsageError: If any of them is wrong, however high it stands; all mistakes in one message.
    """
    every = list(statements)
    if any(told.mistakes for told in every):
        groups = [(where, sentences) for told in every for where, sentences in told.mistakes.items()]
        hint = next((told.hint for told in every if told.hint), _HINT)
        raise UsageError("; ".join(_in_place(where, sentences) for where, sentences in groups), hint)
    holding: dict[str, Stated] = {}
    for told in reversed(every):
        for name in told.values:
            holding.pop(ABOUT[name].instead_of, None)
        holding.update(told.values)
    return holding


def _in_place(where: str, sentences: Sequence[str]) -> str:
    return (f"{where}: " if where else "") + "; ".join(sentences)


def _unknown(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known, least=_LIKE, parts=False)
    return f"unknown setting {name!r}" + (f", did you mean {near[0]!r}?" if near else "")
