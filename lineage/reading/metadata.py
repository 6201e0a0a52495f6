"""Metadata from where people put it, and which value wins.

`from_command` takes what a command states, `from_file_name` reads
`YYYY[-MM[-DD]]_speaker_title`; `infer` (from `lineage.reading.inference`) asks the text;
`lineage.reading.table` reads speeches.csv and `lineage.reading.front_matter` the head of the file.
`resolve` lets the strongest source win and says where stated values disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePath
from typing import TYPE_CHECKING

from lineage.edtf import EdtfDate, parse_edtf
from lineage.errors import UsageError
from lineage.models import Fact, Provenance
from lineage.reading.inference import infer
from lineage.reading.writing import fold
from lineage.script import to_simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Resolution", "from_command", "from_file_name", "infer", "resolve", "text_of_option"]

_STRENGTH = {provenance: place for place, provenance in enumerate(Provenance)}
_DATED_NAME = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?[~?%]?)[_ ](?:([^_]+)_)?(.+)")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The winning value of each field, and a sentence for each disagreement in substance."""

    facts: Mapping[str, Fact]
    conflicts: tuple[str, ...] = ()


def from_file_name(name: str) -> dict[str, Fact]:
    """What a name like `2013-11-05_蔡名照_共同维护网络空间安全.txt` says; nothing if it is not made so."""
    stem = PurePath(name).name
    stem = stem.rsplit(".", 1)[0] if re.search(r"\.[A-Za-z0-9]{1,5}$", stem) else stem
    match = _DATED_NAME.fullmatch(stem)
    if not match:
        return {}
    when, speaker, title = match.groups()
    values = {"title": title, "speaker": speaker or "", "date": when if _date_of(when) else ""}
    return {field: Fact(value, Provenance.FILE_NAME, stem) for field, value in values.items() if value.strip()}


def from_command(values: Mapping[str, str]) -> dict[str, Fact]:
    """What a command states of a speech; an empty value states nothing.

    Raises:
        UsageError: The date is none, or a value is no text.
    """
    texts = {field: text_of_option(field, value) for field, value in values.items()}
    if texts.get("date"):
        try:
            texts["date"] = str(parse_edtf(texts["date"]))
        except ValueError as error:
            raise UsageError(f"--date: {error}", "Correct the option.") from error
    return {field: Fact(text, Provenance.COMMAND) for field, text in texts.items() if text}


def text_of_option(name: str, value: str) -> str:
    """The value of an option, without blanks around it.

    Raises:
        UsageError: It is no UTF-8: the shell handed over bytes of another encoding.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"--{name}: is not UTF-8", "Write it in UTF-8, or state it in a speeches.csv.") from error
    return value.strip()


def resolve(*sources: Mapping[str, Fact]) -> Resolution:
    """The winning facts of several sources: command line, speeches.csv, front matter, file name, text.

    The provenance of each fact decides, not the order of the arguments. A date that cannot be read never wins.
    """
    facts: dict[str, Fact] = {}
    conflicts: list[str] = []
    for field in sorted({field for source in sources for field in source}):
        stated = [source[field] for source in sources if field in source and source[field].value.strip()]
        stated.sort(key=lambda fact: _STRENGTH[fact.provenance])
        if field == "date":
            stated = [fact for fact in stated if _date_of(fact.value)]
        if stated:
            facts[field] = stated[0]
            conflicts.extend(_conflicts(field, stated))
    return Resolution(facts, tuple(conflicts))


def _conflicts(field: str, stated: list[Fact]) -> Iterator[str]:
    """A sentence for each value that disagrees with the winning one in substance."""
    disagree = _DISAGREE.get(field)
    if disagree is None:
        return
    for winner, other in combinations(stated, 2):
        if winner is stated[0] and disagree(winner, other):
            yield (
                f"{field}: {winner.provenance.value} says {winner.value}, {other.provenance.value} says {other.value}; "
                f"{winner.provenance.value} wins"
            )


def _dates_disagree(one: Fact, other: Fact) -> bool:
    first, second = _date_of(one.value), _date_of(other.value)
    return bool(first and second and not first.agrees_with(second))


def _speakers_disagree(one: Fact, other: Fact) -> bool:
    return other.provenance is not Provenance.TEXT and _words_disagree(one, other)


def _titles_disagree(one: Fact, other: Fact) -> bool:
    """File names shorten titles and texts have several, so only two that were written as titles can disagree."""
    return not {one.provenance, other.provenance} & {Provenance.TEXT, Provenance.FILE_NAME} and _words_disagree(
        one, other
    )


def _words_disagree(one: Fact, other: Fact) -> bool:
    """Whether neither value is part of the other, marks and script apart."""
    first, second = (_NOT_WORDS.sub("", fold(to_simplified(fact.value))).casefold() for fact in (one, other))
    return first not in second and second not in first


_DISAGREE = {"date": _dates_disagree, "speaker": _speakers_disagree, "title": _titles_disagree}


def _date_of(value: str) -> EdtfDate | None:
    try:
        return parse_edtf(value)
    except ValueError:
        return None
