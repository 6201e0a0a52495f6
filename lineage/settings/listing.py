"""`list_settings`: every setting, what holds, and who says so; and the reference, which is made of the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lineage.settings.files import SettingsFile
from lineage.settings.layers import ABOUT, DECIDING, VARIABLE, Layer, Stated
from lineage.settings.stated import StatedSettings, read_settings

_NOT_OF_PROJECT: Final = "A project's file that nobody names has no say in it."


@dataclass(frozen=True, slots=True)
class ListedSetting:
    """A setting, what holds, and who says so.

    Attributes:
        name: As it stands in a file.
        value: What holds; secrets in it are left out.
        default: What holds where nobody says anything.
        layer: Who says it: `environment`, `project`, `user` or `default`.
        where: The variable or the file that says it; `default` elsewhere.
        means: A sentence or two.
        range: Which values it can have, in words.
        unset: What holds where the value is empty, in words.
        variable: The variable that names it.
        flag: The option of a command that names it; empty where none does.
        decides: Whether results depend on it; the index keeps those.
    """

    name: str
    value: Any
    default: Any
    layer: Layer
    where: str
    means: str
    range: str
    unset: str
    variable: str
    flag: str
    decides: bool


@dataclass(frozen=True, slots=True)
class ListedSettings:
    """Every setting, and where it was looked for.

    Attributes:
        settings: Those that decide results first.
        files: Those that were looked for, and whether they were there.
        unknown: Variables that are called as ours are, and like no setting.
    """

    settings: tuple[ListedSetting, ...]
    files: tuple[SettingsFile, ...]
    unknown: tuple[str, ...]


def list_settings(config: Path | None = None, *, environment: Mapping[str, str] | None = None) -> ListedSettings:
    """Every setting as a command would have it that runs here, and which file or variable says so.

    Args:
        config: The project's file; where None, that of LINEAGE_CONFIG, else `lineage.toml` in the current folder, else
            the table `[tool.lineage]` of `pyproject.toml` there.
        environment: Variables; those of the process, where None.

    Raises:
        UsageError: If a file cannot be read, or anything in files or variables is wrong.

    Examples:
        >>> told = lineage.list_settings(environment={"LINEAGE_MIN_SPEECHES": "3"})
        >>> [(one.name, one.value, one.where) for one in told.settings[:2]]
        [('min_speeches', 3, 'LINEAGE_MIN_SPEECHES'), ('min_length', 4, 'default')]
    """
    return listed(read_settings(config, environment))


def listed(said: StatedSettings) -> ListedSettings:
    """Every setting, whether somebody names it or not."""
    return ListedSettings(tuple(_listed(name, said.values.get(name)) for name in ABOUT), said.files, said.unknown)


def _listed(name: str, stated: Stated | None) -> ListedSetting:
    known = ABOUT[name]
    holds = stated or Stated(name, known.default, Layer.DEFAULT, str(Layer.DEFAULT))
    return ListedSetting(
        name,
        value=known.showable(holds.value),
        default=known.default,
        layer=holds.layer,
        where=holds.where,
        means=known.means if known.of_project else f"{known.means} {_NOT_OF_PROJECT}",
        range=known.range,
        unset=known.unset,
        variable=VARIABLE + name.upper(),
        flag=known.flag,
        decides=name in DECIDING,
    )


def settings_reference() -> str:
    """Two tables in Markdown: the settings that decide results, and those that decide what a run does besides."""
    every = listed(StatedSettings({})).settings
    return "\n".join(
        line
        for title, decides in (("What decides results", True), ("What a run does besides", False))
        for line in (f"## {title}", "", *_table(each for each in every if each.decides is decides), "")
    )


def _table(settings: Iterator[ListedSetting]) -> Iterator[str]:
    yield "| setting | what it means | range | default | option of a command |"
    yield "|---|---|---|---|---|"
    for each in settings:
        default = f"`{each.default}`" if each.default or each.default == 0 else each.unset
        flag = f"`{each.flag}`" if each.flag else ""
        yield f"| `{each.name}` | {each.means} | {each.range} | {default} | {flag} |"
