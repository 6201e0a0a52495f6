"""What is said on stderr: errors, warnings, notes. Data goes to stdout: see `lineage.cli.output`."""

from __future__ import annotations

from collections.abc import Sequence

from lineage.cli.consoles import for_talk
from lineage.cli.terminal import plain

#: More of one sort than this are counted, not listed.
_MOST_LISTED = 20


def complain(message: str, hint: str = "") -> None:
    """An error: what happened, and what to do next."""
    from rich.text import Text

    err = for_talk()
    err.print(Text("error: ", style="bold red") + Text(plain(message)))
    if hint:
        err.print(Text("  → " + plain(hint)))


def warn(messages: Sequence[str], *, all_of_them: bool = False) -> None:
    """Warnings, one a line; of many, the first ones and how many more there are."""
    from rich.text import Text

    err = for_talk()
    listed = messages if all_of_them else messages[:_MOST_LISTED]
    for message in listed:
        err.print(Text("warning: ", style="yellow") + Text(plain(message)))
    if len(messages) > len(listed):
        err.print(Text(f"… and {len(messages) - len(listed)} warnings more; -v lists all."))


def note(message: str) -> None:
    """Something worth knowing."""
    from rich.text import Text

    for_talk().print(Text(plain(message)))
