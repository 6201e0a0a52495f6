"""Taiwan and Hong Kong wording folded to mainland wording, by a small reviewed lexicon (`regional.tsv`).

Only where a text's words show such usage: 資訊 alone shows nothing, 網路 beside 網際網路 does. OpenCC's tw2sp is no
use as a normal form, for it rewrites ordinary words (建立→创建, 文件→文档) in any text. Lengths differ
(网际网路→互联网), so the fold returns what it replaced, and `lineage.text.canonical` keeps the map.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

REGIONS = ("Taiwan", "Hong Kong")

#: A text shows a region by this many different telling forms, or by one that it uses this many times.
_TELLING_FORMS = 2
_TELLING_USES = 3


class Replacement(NamedTuple):
    """`[begin, end)` of the simplified text reads `wording` on the mainland."""

    begin: int
    end: int
    wording: str


class _Entry(NamedTuple):
    mainland: str
    regions: tuple[str, ...]
    telling: bool
    unless: tuple[str, ...]


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, _Entry]:
    text = files("lineage.text").joinpath("regional.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {
        form: _Entry(mainland, tuple(regions.split(",")), telling == "1", tuple(unless.split()))
        for form, mainland, regions, telling, unless in rows
    }


@lru_cache(maxsize=1)
def _forms() -> re.Pattern[str]:
    """The forms, and the longer strings that are none; at one place the longest matches."""
    strings = {string for form, entry in _lexicon().items() for string in (form, *entry.unless)}
    return re.compile("|".join(sorted(map(re.escape, strings), key=lambda string: (-len(string), string))))


def _found(simplified: str) -> Iterator[tuple[re.Match[str], _Entry]]:
    """The forms that stand in a text."""
    lexicon = _lexicon()
    for match in _forms().finditer(simplified):
        if match.group() in lexicon:
            yield match, lexicon[match.group()]


def region_of(simplified: str) -> str:
    """`"Taiwan"`, `"Hong Kong"`, or `""` where the wording shows neither.

    A form counts for a region if no other region uses it. A region is shown by two different forms, or by one form
    used three times, and only if its forms outnumber the mainland's words for the same things.
    """
    lexicon = _lexicon()
    uses: dict[str, dict[str, int]] = {region: {} for region in REGIONS}
    for match, entry in _found(simplified):
        if entry.telling and len(entry.regions) == 1:
            counts = uses[entry.regions[0]]
            counts[match.group()] = counts.get(match.group(), 0) + 1
    shown = [
        (sum(counts.values()), region)
        for region, counts in uses.items()
        if (len(counts) >= _TELLING_FORMS or max(counts.values(), default=0) >= _TELLING_USES)
        and sum(counts.values())
        > sum(simplified.count(lexicon[form].mainland) for form in counts if lexicon[form].mainland != form)
    ]
    return max(shown, default=(0, ""))[1]


def replacements(simplified: str, region: str) -> Iterator[Replacement]:
    """What a text of `region` words otherwise than the mainland would, from left to right, longest form first."""
    if not region:
        return
    for match, entry in _found(simplified):
        if region in entry.regions and entry.mainland != match.group():
            yield Replacement(match.start(), match.end(), entry.mainland)
