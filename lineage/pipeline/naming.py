"""What was meant by a name that nothing has, and names that can mean nothing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from lineage.errors import UsageError


def check_says_something(name: str) -> None:
    """Refuses an empty name of a speech, which would be a part of every other.

    Raises:
        UsageError: If it is empty.
    """
    if not name.strip():
        raise UsageError("the name of a speech is empty", "speeches.csv of the results lists them all.")


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """The known names that hold it or stand in it, or else those most like it; three at most."""
    holding = [other for other in known if name and other and (name in other or other in name)]
    return (holding or difflib.get_close_matches(name, known, cutoff=0.4))[:3]


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """The known names that look like it, as a hint."""
    near = nearest(name, known)
    return f"Did you mean {', '.join(near)}?" if near else "speeches.csv of the results lists them all."
