"""The files that name settings: which are looked for, which are there, and what stands in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from lineage.errors import UsageError
from lineage.settings.layers import ABOUT, CONFIG_VARIABLE, VARIABLE, Layer, Statement, said_by_table

_PROJECT: Final = "lineage.toml"
_OF_ALL_TOOLS: Final = "pyproject.toml"
_TABLE: Final = "[tool.lineage]"
_BARRED: Final = (
    "not taken from a file that was merely found, since whoever wrote it would choose what runs here, "
    "and who gets the speeches"
)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A file that was looked for.

    Attributes:
        path: Where.
        layer: `PROJECT` or `USER`.
        found: `read`, `not there`, or why it says nothing.
        values: What stands in it, by name.
        named: Whether somebody names it; else it was found where such files stand.
    """

    path: Path
    layer: Layer
    found: str
    values: Mapping[str, Any] = field(default_factory=dict)
    named: bool = False

    @property
    def read(self) -> bool:
        """Whether it has a say."""
        return self.found == "read"

    def statement(self) -> Statement:
        """What it says; its relative paths begin in its folder.

        A project's file that was merely found may have come with the speeches of somebody else. It is no place for what
        runs programs, or sends speeches to another machine.
        """
        found = self.layer is Layer.PROJECT and not self.named
        barred = [name for name in self.values if found and name in ABOUT and not ABOUT[name].of_project]
        taken = {name: value for name, value in self.values.items() if name not in barred}
        told = said_by_table(taken, self.layer, str(self.path), self.path.parent)
        if barred:
            told.mistakes.setdefault(str(self.path), []).insert(0, f"{', '.join(barred)}: {_BARRED}")
            told.hint = _say_elsewhere(barred)
        return told


def files_looked_for(config: Path | None, environment: Mapping[str, str]) -> tuple[SettingsFile, ...]:
    """The project's file and the user's, as they stand.

    Args:
        config: The project's file; where None, that of LINEAGE_CONFIG, else `lineage.toml` in the current folder, else
            the table `[tool.lineage]` of `pyproject.toml` there.
        environment: Variables.

    Raises:
        UsageError: If a file that is named is not there, or one cannot be read.
    """
    return (*_of_project(config, environment), _opened(user_file(), Layer.USER))


def user_file() -> Path:
    """Where a user's own settings stand: `~/.config/lineage/config.toml`, or what the system has in its place."""
    from platformdirs import user_config_path

    return user_config_path("lineage", appauthor=False) / "config.toml"


def named_file(path: Path, named_by: str = "the path given with --config") -> SettingsFile:
    """A file that somebody names; of a `pyproject.toml`, its table.

    Raises:
        UsageError: If it is not there, or cannot be read.
    """
    file = replace(_opened(path, Layer.PROJECT, strict=f"Check {named_by}."), named=True)
    return _table_of(file) if path.name == _OF_ALL_TOOLS else file


def _of_project(config: Path | None, environment: Mapping[str, str]) -> Iterator[SettingsFile]:
    if config is not None:
        yield named_file(config)
    elif named := environment.get(CONFIG_VARIABLE):
        yield named_file(Path(named), CONFIG_VARIABLE)
    else:
        yield (beside := _opened(Path(_PROJECT), Layer.PROJECT))
        shared = Path(_OF_ALL_TOOLS)
        if beside.read:
            yield SettingsFile(shared, Layer.PROJECT, f"not asked, since there is {_PROJECT}")
        else:
            yield _table_of(_opened(shared, Layer.PROJECT))


def _table_of(file: SettingsFile) -> SettingsFile:
    """The file with what its table says to us."""
    if not file.read:
        return file
    tools = file.values.get("tool")
    values = tools.get("lineage") if isinstance(tools, dict) else None
    if isinstance(values, dict):
        return replace(file, values=values)
    if values is not None:
        raise UsageError(
            f"{file.path}: lineage is {values!r} in [tool], and no table", f"Write {_TABLE} above settings."
        )
    return replace(file, found=f"has no {_TABLE}", values={})


def _say_elsewhere(names: Sequence[str]) -> str:
    """Where such settings may stand."""
    flags = ", ".join(ABOUT[name].flag for name in names)
    variables = ", ".join(VARIABLE + name.upper() for name in names)
    return f"Say it on the line ({flags}), in {variables} or in your own settings file; or name this one with --config."


def _opened(path: Path, layer: Layer, *, strict: str = "") -> SettingsFile:
    """A file, which must be there where there is a hint what to do if it is not."""
    try:
        return SettingsFile(path, layer, "read", tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        if not strict and isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
            return SettingsFile(path, layer, "not there")
        hint = strict or "Make it readable, or move it away."
        raise UsageError(f"{path}: cannot be read ({error.strerror})", hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not valid TOML ({error})", "Correct the line, or move the file away.") from error
