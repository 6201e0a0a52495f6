"""What is written on for eyes: with or without colour, as the command line, the environment and the terminal say.

`NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are heard by `rich`; what is said with `--color` goes before them.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

#: No line of running text is longer, however wide the terminal is.
_WIDEST = 100


class Color(StrEnum):
    """When there are colours and bold letters; `auto`: on a terminal that has them."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class _Manner:
    """What holds for one run of the command line."""

    color = Color.AUTO


def use_color(color: Color) -> None:
    """From now on."""
    _Manner.color = color


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
    if _Manner.color is Color.ALWAYS:
        return kind(stderr=stderr, highlight=False, force_terminal=True, color_system="standard", no_color=False)
    system: Literal["auto"] | None = None if _Manner.color is Color.NEVER else "auto"
    return kind(stderr=stderr, highlight=False, force_terminal=terminal, color_system=system)
