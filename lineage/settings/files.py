"""The files that name settings: which are looked for, which are there, and what stands in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lineage.errors import UsageError
from lineage.settings.layers import CONFIG_VARIABLE, Layer, Statement, said_by_table

_PROJECT: Final = "lineage.toml"
_OF_ALL_TOOLS: Final = "pyproject.toml"
_TABLE: Final = "[tool.lineage]"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A file that was looked for.

    Attributes:
        path: Where.
        layer: `PROJECT` or `USER`.
        found: `read`, `not there`, or why it says nothing.
        values: What stands in it, by name.
    """

    path: Path
    layer: Layer
    found: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def read(self) -> bool:
        """Whether it has a say."""
        return self.found == "read"

    def statement(self) -> Statement:
        """What it says; its relative paths begin in its folder."""
        return said_by_table(self.values, self.layer, str(self.path), self.path.parent)


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
    file = _opened(path, Layer.PROJECT, strict=f"Check {named_by}.")
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
        return SettingsFile(file.path, file.layer, "read", values)
    if values is not None:
        raise UsageError(
            f"{file.path}: lineage is {values!r} in [tool], and no table", f"Write {_TABLE} above settings."
        )
    return SettingsFile(file.path, file.layer, f"has no {_TABLE}")


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
