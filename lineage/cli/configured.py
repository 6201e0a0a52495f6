"""What `--config` does: by it every command gets what variables and files say of the settings.

A command that has it need know of neither: where no flag is given, its options that are settings of a run (`--index`,
`--out`, `--jobs`, `--lang` …) take what is said there, and its `config` is what was read.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typer import Context, Exit

from lineage.cli.clusters import OF_SPARK, preferred
from lineage.cli.consoles import Color, prefer_color
from lineage.cli.talk import complain, warn
from lineage.errors import LineageError

if TYPE_CHECKING:
    from lineage.settings import Stated, StatedSettings

#: The language of pages, which the pages that are there have already.
_OF_PAGES: Final = "lang"


def read_config(context: Context, config: Any) -> Any:  # noqa: ANN401 -- Typer reads annotations, and shall load nothing
    """The `StatedSettings` of this path, or None; what they say stands from here on where a flag is not given.

    Raises:
        Exit: If it is wrong, which is told.
    """
    from lineage.settings import read_settings

    try:
        said = read_settings(None if config is None else Path(config))
    except LineageError as error:
        if context.resilient_parsing:  # a line that is being completed is no place to tell it
            return None
        complain(error.message, error.hint)
        raise Exit(error.exit_code) from error
    context.default_map = _defaults(context, said)
    prefer_color(Color(said.value("color")))
    return said


def _defaults(context: Context, said: StatedSettings) -> dict[str, Any]:
    """What is said, by the name of the option.

    A user's preference is of new pages. A command that keeps to the pages there, so that its `--lang` has no default,
    does so whatever a user prefers elsewhere. What is said of Spark holds where Spark is asked for.
    """
    from lineage.settings import ABOUT, Layer

    keeps = any(option.name == _OF_PAGES and option.default == "" for option in context.command.params)

    def unless_pages_are_there(value: str) -> str | None:
        return None if (Path(context.params["out"]) / "index.html").is_file() else value

    def default(stated: Stated) -> Any:  # noqa: ANN401 -- a value, or what gives it when it is asked for
        if stated.name in OF_SPARK:
            return partial(preferred, context, stated, ABOUT[stated.name])
        if keeps and stated.name == _OF_PAGES and stated.layer is Layer.USER:
            return partial(unless_pages_are_there, stated.value)
        return stated.value

    return {stated.name: default(stated) for stated in said.of_a_run()}


def tell_unknown(config: object, *, quiet: bool) -> None:
    """Warns of variables that are called as ours are, and like no setting: nobody else would tell of a slip."""
    unknown = [] if quiet else getattr(config, "unknown", ())
    warn([f"{variable}: there is no such setting; `lineage settings` lists all" for variable in unknown])
