"""What there is to say of a setting, once: what it means, its kind, its range, and what holds where nothing is said.

`lineage settings`, the reference and every message about a wrong value are made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import Field, dataclass, field
from math import inf
from pathlib import Path
from typing import Any, Final

_ABOUT: Final = "about"
#: What each kind is called in messages and in the reference.
_KINDS: Final = {int: "a whole number", float: "a number", str: "a text", tuple: "a list of texts", Path: "a path"}

#: What is wrong with a value of the right kind, a sentence each.
Check = Callable[[Any], Iterable[str]]


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say of a setting.

    Attributes:
        means: A sentence or two.
        default: What it is where nobody says otherwise.
        kind: `int`, `float`, `str`, `tuple` (of texts) or `Path`.
        low: The least it can be; None where it is no number.
        high: The most; None where there is no bound.
        choices: What it can be, or what each of its texts can be; anything, where empty.
        form: Its range in words, where neither numbers nor choices tell it.
        unset: What holds where it is empty.
        flag: The option of a command that names it; empty where none does.
        check: Finds what else can be wrong with it.
        commas: Whether commas part its texts in a variable; else line ends alone do.
        instead_of: A setting that says the same in another way; whoever names this one takes back what lower layers say
            of that one.
        shown: What of its value may be shown, where that may hold a secret; all of it, where None.
        of_project: Whether a project's file that nobody names, and that was merely found, has a say in it.
    """

    means: str
    default: Any
    kind: type
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    form: str = ""
    unset: str = ""
    flag: str = ""
    check: Check | None = None
    commas: bool = True
    instead_of: str = ""
    shown: Callable[[Any], Any] | None = None
    of_project: bool = True

    @property
    def kind_name(self) -> str:
        """What it is: `a whole number`."""
        return _KINDS[self.kind]

    @property
    def range(self) -> str:
        """Which values it can have."""
        if self.choices:
            return _either(self.choices, "and" if self.kind is tuple else "or")
        if self.low is None:
            return self.form or self.kind_name
        return f"{self.low:,} to {self.high:,}" if self.high is not None else f"{self.low:,} or more"

    def problems(self, name: str, value: Any) -> Iterable[str]:  # noqa: ANN401 -- of the right kind
        """What is wrong with a value of the right kind."""
        if self.low is not None and not self.low <= value <= (inf if self.high is None else self.high):
            bounds = f"be at least {self.low}" if self.high is None else f"lie between {self.low} and {self.high}"
            yield f"{name} is {value}, but must {bounds}"
        if self.choices:
            several = isinstance(value, tuple)
            yield from (
                f"{name} {one!r} is not one of {', '.join(self.choices)}"
                for one in (value if several else (value,))
                if one not in self.choices and not (one == "" == self.default)
            )
        if self.check:
            yield from self.check(value)

    def wrong_kind(self, name: str, value: object) -> str:
        """What is wrong with a value of TOML, JSON or Python that is not of this kind; empty elsewhere."""
        if self.kind is tuple:
            right = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        elif self.kind is float:
            right = isinstance(value, int | float) and not isinstance(value, bool)
        elif self.kind is Path:
            right = isinstance(value, str | Path) and bool(str(value))
        else:
            right = type(value) is self.kind
        if right:
            return ""
        return f"{name} must be {self.kind_name}" + (f", not {value!r}" if self.shown is None else "")

    def showable(self, value: Any) -> Any:  # noqa: ANN401 -- each setting has its own kind
        """The value without secrets."""
        return value if self.shown is None else self.shown(value)

    def kept(self, value: Any) -> Any:  # noqa: ANN401 -- what TOML holds
        """The value as its kind is: 1 as 1.0, lists as tuples; equal settings have one fingerprint."""
        return self.kind(value) if self.kind in (float, tuple, Path) else value


def _either(choices: tuple[str, ...], word: str) -> str:
    return f"{', '.join(choices[:-1])} {word} {choices[-1]}"


def setting(default: Any, means: str, kind: type | None = None, **more: Any) -> Any:  # noqa: ANN401 -- as `field`
    """A field of a dataclass that is a setting; `more` is what `About` has."""
    return field(default=default, metadata={_ABOUT: About(means, default, kind or type(default), **more)})


def about(field: Field[Any]) -> About:
    """What there is to say of such a field."""
    told: About = field.metadata[_ABOUT]
    return told
