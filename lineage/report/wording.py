"""Every sentence of the site, in English and Chinese: `catalogue/*.toml`, a file for each kind of page.

A key is unique over all files. `{count:place|places}` is "1 place" or "12 places". What scripts say stands in
`browser.toml`; pages carry it as `assets/words.js`.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from numbers import Integral
from typing import Final

from lineage.errors import UsageError

#: The languages of the catalogue.
LANGUAGES: Final = ("en", "zh")
#: The file of what scripts say.
_BROWSER: Final = "browser.toml"


class _Count(int):
    """A number that is grouped by thousands, and followed by the word for one or that for many where both stand."""

    def __format__(self, words: str) -> str:
        number = int.__format__(self, ",")
        one, _, many = words.partition("|")
        return f"{number} {one if self == 1 else many}" if words else number


def check_language(language: str) -> None:
    """Refuses a language that the catalogue does not speak.

    Raises:
        UsageError: If it is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UsageError(f"language {language!r} is not one of {', '.join(LANGUAGES)}", "Correct the option --lang.")


def say(language: str, key: str, **values: object) -> str:
    """A sentence of the catalogue, filled in; whole numbers are grouped by thousands."""
    if not values:
        return _plain(language, key)
    shown = {name: _Count(value) if isinstance(value, Integral) else value for name, value in values.items()}
    return _catalogue()[key][language].format(**shown)


def knows(key: str) -> bool:
    """Whether the catalogue has such a sentence."""
    return key in _catalogue()


def browser_words(language: str) -> dict[str, str]:
    """What scripts say in this language, by key."""
    return {key: sentence[language] for key, sentence in _read(_BROWSER).items()}


@cache
def _plain(language: str, key: str) -> str:
    """A sentence without values; thousands of pages have the same ones."""
    return _catalogue()[key][language].format()


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, str]]:
    folder = files("lineage.report").joinpath("catalogue")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return {key: sentence for name in names for key, sentence in _read(name).items()}


@lru_cache
def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("lineage.report").joinpath("catalogue", name).read_text(encoding="utf-8"))
