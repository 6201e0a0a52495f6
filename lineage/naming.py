"""What was meant by a name that nothing has: `did you mean …?`, said alike of speeches, speakers, kinds and options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lineage.errors import UsageError

#: Where the names of speeches stand.
LISTED: Final = "`lineage speeches` lists them all."
#: What is less like it than this was not meant; nor was what is less like it by so much than the likest.
_LEAST_LIKE: Final = 0.4
_NEARLY: Final = 0.15
#: So many are named.
_MOST = 3


def check_says_something(name: str) -> None:
    """Refuses an empty name of a speech, which would be a part of every other.

    Raises:
        UsageError: If it is empty.
    """
    if not name.strip():
        raise UsageError("the name of a speech is empty", LISTED)


def nearest(name: str, known: Iterable[str], *, least: float = _LEAST_LIKE, parts: bool = True) -> list[str]:
    """The known names that hold it or stand in it, or else those most like it, the likest first; three at most.

    Args:
        name: What was said.
        known: What there is.
        least: How like it a name must be, between 0 and 1.
        parts: Whether one that holds it, or stands in it, is what was meant, however unlike it is.
    """
    from difflib import SequenceMatcher

    known = [other for other in known if other]
    if parts and (holding := [other for other in known if name and (name in other or other in name)]):
        return holding[:_MOST]
    likeness = {other: SequenceMatcher(None, other, name).ratio() for other in known}
    least = max(least, max(likeness.values(), default=0) - _NEARLY)
    return sorted((other for other in known if likeness[other] >= least), key=lambda other: -likeness[other])[:_MOST]


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The known names that look like it, as a hint; where none does, what else to do."""
    near = nearest(name, known)
    return f"Did you mean {' or '.join(near)}?" if near else otherwise
