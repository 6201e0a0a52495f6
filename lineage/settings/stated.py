"""What variables and files say of the settings, read once for a command; and whether an index agrees with it.

The precedence is: flags, `LINEAGE_…` variables, the project's file, the user's file, defaults.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from lineage.settings.deciding import Settings
from lineage.settings.files import SettingsFile, files_looked_for, named_file
from lineage.settings.layers import ABOUT, DECIDING, Layer, Stated, resolved, said_by_environment, said_by_table
from lineage.settings.running import RunSettings


@dataclass(frozen=True, slots=True, eq=False)  # holds mappings, and stands among the values of a command
class StatedSettings:
    """What is said of the settings, flags apart.

    Attributes:
        values: What holds, of the settings that somebody names.
        files: Those that were looked for.
        unknown: Variables that are called as ours are, and like no setting.
        named: What the file says that this call names, whatever holds in its place.
    """

    values: Mapping[str, Stated]
    files: tuple[SettingsFile, ...] = ()
    unknown: tuple[str, ...] = ()
    named: Mapping[str, Stated] = field(default_factory=dict)

    def settings(self, flags: Mapping[str, object] | None = None) -> Settings:
        """The settings that decide results, with flags (those that are not None) laid over what is said.

        Raises:
            UsageError: If a flag is none, of the wrong kind, or out of range.
        """
        given = {name: value for name, value in (flags or {}).items() if value is not None}
        told = resolved([said_by_table(given, Layer.FLAG, "")])
        every = {name: stated.value for name, stated in {**self.values, **told}.items() if name in DECIDING}
        return Settings(**every)

    def value(self, name: str) -> Any:  # noqa: ANN401 -- each setting has its own kind
        """The value of a setting, which is its default where nobody says anything."""
        return self.values[name].value if name in self.values else ABOUT[name].default

    def of_a_run(self) -> Iterator[Stated]:
        """What is said of the settings that decide no results."""
        return (self.values[each.name] for each in fields(RunSettings) if each.name in self.values)

    def contradicting(self, settings: Settings, *, computing: bool) -> list[str]:
        """What is said otherwise than the settings of an index are, a sentence each.

        What a user prefers everywhere is said of no index, and quarrels with none. What the folder and the variables
        say is of what is computed here: an index that is only read may be of another project.

        Args:
            settings: Those of the index.
            computing: Whether results are to be found with what is said; else only the file counts that is named.
        """
        said = self.values if computing else self.named
        return [
            f"{name} is {stated.value!r} in {stated.where}, {getattr(settings, name)!r} in the index"
            for name, stated in said.items()
            if name in DECIDING and stated.layer is not Layer.USER and stated.value != getattr(settings, name)
        ]

    @property
    def paths(self) -> list[Path]:
        """The files that have a say."""
        return [file.path for file in self.files if file.read]


def read_settings(config: Path | None = None, environment: Mapping[str, str] | None = None) -> StatedSettings:
    """What variables, the project's file and the user's file say.

    Args:
        config: The project's file; where None, that of LINEAGE_CONFIG, else `lineage.toml` in the current folder, else
            the table `[tool.lineage]` of `pyproject.toml` there. One that is found so may name no engine and no
            cluster.
        environment: Variables; those of the process, where None.

    Raises:
        UsageError: If a file cannot be read, or anything in them is wrong; all mistakes in one message, each with the
            file or the variable that it stands in.
    """
    variables = os.environ if environment is None else environment
    files = files_looked_for(config, variables)
    said = said_by_environment(variables)
    values = resolved([said, *(file.statement() for file in files)])
    named = {} if config is None else resolved([files[0].statement()])
    return StatedSettings(values, files, tuple(said.unknown), named)


def stated_in(config: Path | StatedSettings) -> StatedSettings:
    """What one file says, and nothing beside it; or what was read already.

    Raises:
        UsageError: If the file cannot be read, or is wrong.
    """
    if isinstance(config, StatedSettings):
        return config
    file = named_file(config)
    values = resolved([file.statement()])
    return StatedSettings(values, (file,), named=values)


def load_settings(config: Path | StatedSettings | None, overrides: Mapping[str, object]) -> Settings:
    """Settings from a TOML file, with `overrides` (those that are not None) laid over it.

    Args:
        config: A `lineage.toml`, or what was read of several; None for the defaults.
        overrides: Values by name.

    Raises:
        UsageError: If the file cannot be read, names an unknown setting, or a value is of the wrong kind or out of
            range.
    """
    return (stated_in(config) if config else StatedSettings({})).settings(overrides)
