"""The options that say which speeches or formulae are meant; each can be asked for, and excluded with `--not-…`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from lineage.cli.completion import speakers
from lineage.cli.options import WHICH_SPEECHES
from lineage.errors import UsageError

if TYPE_CHECKING:
    from lineage.tracing import SpeechFilter

InPeriod = Annotated[
    str,
    Option(
        "--period",
        metavar="PERIOD",
        rich_help_panel=WHICH_SPEECHES,
        help="Held in this period: 2012, 2012/2017, 2012-11/ or /1978.",
    ),
]
NotInPeriod = Annotated[
    str, Option("--not-period", metavar="PERIOD", rich_help_panel=WHICH_SPEECHES, help="Not held in this period.")
]
By = Annotated[
    list[str] | None,
    Option(
        "--speaker",
        metavar="NAME",
        rich_help_panel=WHICH_SPEECHES,
        autocompletion=speakers,
        help="Held by this speaker, in either script; may be given again.",
    ),
]
NotBy = Annotated[
    list[str] | None,
    Option(
        "--not-speaker",
        metavar="NAME",
        rich_help_panel=WHICH_SPEECHES,
        autocompletion=speakers,
        help="Not held by this speaker; may be given again.",
    ),
]


def speech_filter(
    period: str, not_period: str, speakers: list[str] | None, not_speakers: list[str] | None
) -> SpeechFilter:
    """The speeches that these options mean."""
    from lineage.tracing import Days, SpeechFilter

    return SpeechFilter(
        Days.of(period) if period else None,
        Days.of(not_period) if not_period else None,
        tuple(speakers or ()),
        tuple(not_speakers or ()),
    )


def bounds_of(option: str, value: str) -> tuple[int, int]:
    """The least and the most that `4`, `4-8`, `4-` or `-8` means; anything, where it is empty.

    Raises:
        UsageError: If it means none.
    """
    least, dash, most = value.partition("-")
    numbers = [int(part) for part in (least, most) if part.isascii() and part.isdigit()]
    if value and (len(numbers) != bool(least) + bool(most) or not numbers or numbers != sorted(numbers)):
        raise UsageError(f"{option}: {value!r} is no range of numbers", "Write it like 4, 4-8, 4- or -8.")
    return int(least or 0), int(most or 10**9) if dash or not value else int(least)
