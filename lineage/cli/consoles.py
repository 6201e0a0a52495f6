"""What is written on for eyes: with or without colour, as the command line, the environment and the terminal say.

The first that says something has it: `--color`; `LINEAGE_COLOR`; a settings file, whose `always` yields to `NO_COLOR`;
`NO_COLOR`, `FORCE_COLOR` and `TERM=dumb`, which `rich` hears; the terminal.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from rich.console import Console

#: No line of running text is longer, however wide the terminal is.
_WIDEST = 100
#: Heard here and not by the option, since errors are told before options are read. What is wrong with it is told where
#: settings are read: see `lineage.settings.layers`.
_VARIABLE: Final = "LINEAGE_COLOR"


class Color(StrEnum):
    """When there are colours and bold letters; `auto`: on a terminal that has them."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class _Manner:
    """What holds for one run of the command line."""

    said: Color | None = None
    preferred = Color.AUTO


def use_color(color: Color | None) -> None:
    """What the command line says; where it is None, variables and files are asked."""
    _Manner.said = color


def prefer_color(color: Color) -> None:
    """What files say, for where neither the command line nor a variable says anything."""
    _Manner.preferred = color


def _color() -> Color:
    if _Manner.said:
        return _Manner.said
    if named := os.environ.get(_VARIABLE, "").strip():
        return Color(named) if named in set(Color) else Color.AUTO
    yields = _Manner.preferred is Color.ALWAYS and os.environ.get("NO_COLOR")
    return Color.AUTO if yields else _Manner.preferred


def for_talk() -> Console:
    """stderr, whatever it is at this moment; a reader who has left it does not end the work."""
    from rich.console import Console

    class Talk(Console):
        def on_broken_pipe(self) -> None:
            """Says nothing more; the results still come."""
            self.quiet = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

    talk = _console(Talk, stderr=True)
    talk.soft_wrap = True  # what is long is broken by the terminal, so that paths can be copied
    return talk


def for_data() -> Console:
    """What draws for stdout: without any escapes where that is no terminal, unless `--color always` is said."""
    from rich.console import Console

    # FORCE_COLOR stands in the environment of whole build servers; nobody who pipes a table means it.
    piped = None if sys.stdout and sys.stdout.isatty() else False
    return _console(Console, terminal=piped)


def width_for_reading() -> int:
    """How wide running text is set, such as help."""
    return min(for_data().width, _WIDEST)


def _console(kind: type[Console], *, stderr: bool = False, terminal: bool | None = None) -> Console:
    color = _color()
    if color is Color.ALWAYS:
        return kind(stderr=stderr, highlight=False, force_terminal=True, color_system="standard", no_color=False)
    system: Literal["auto"] | None = None if color is Color.NEVER else "auto"
    return kind(stderr=stderr, highlight=False, force_terminal=terminal, color_system=system)
