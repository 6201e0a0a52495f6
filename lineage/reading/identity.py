"""What speeches are called: paths under the roots, short where that is enough and long where it must be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol, TypeVar

from lineage.errors import InputError
from lineage.reading.suffixes import READABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RECORD = re.compile(r"(?P<file>(?P<table>.+?)\.(?:jsonl|csv))(?P<record>#.+)", re.IGNORECASE | re.DOTALL)


def normal(path: str) -> str:
    """The name as it is compared and stored: NFC."""
    return unicodedata.normalize("NFC", path)


def without_suffix(file: str) -> str:
    """The path without the suffix, if it is one that says how to read the file; a record keeps its own name."""
    if match := _RECORD.fullmatch(file):
        return match["table"] + match["record"]
    path = PurePosixPath(file)
    return path.with_suffix("").as_posix() if path.suffix.lower() in READABLE and path.stem else path.as_posix()


def split_record(file: str) -> tuple[str, str]:
    """The file, and `#` with the name of the record in it; that is empty where the file is no table of records."""
    match = _RECORD.fullmatch(file)
    return (match["file"], match["record"]) if match else (file, "")


def own_name(file: str) -> str:
    """What a speech itself is called: the record, or the last part of the path."""
    path, record = split_record(file)
    return record[1:] or PurePosixPath(path).name


def distinct_tails(paths: Sequence[Path]) -> list[str]:
    """For each path as many of its last parts as tell it apart from the others."""
    lengths = [1] * len(paths)
    parts = [[part for part in path.parts if part != path.anchor] or ["root"] for path in paths]
    while True:
        tails = ["/".join(part[-length:]) for part, length in zip(parts, lengths, strict=True)]
        counts = Counter(tails)
        longer = [i for i, tail in enumerate(tails) if counts[tail] > 1 and lengths[i] < len(parts[i])]
        if not longer:
            return [normal(tail) for tail in tails]
        for index in longer:
            lengths[index] += 1


def speech_ids(files: Sequence[str], given: Sequence[str] = ()) -> list[str]:
    """An id for each file: without suffix where that is enough, with it where two would be called the same.

    Args:
        files: Paths under the roots.
        given: Ids that were given to them, which go before; empty where there is none.
    """
    ids = list(given) if given else [""] * len(files)
    derived = [place for place, name in enumerate(ids) if not name]
    for place in derived:
        ids[place] = without_suffix(files[place])
    while True:
        places = defaultdict(list)
        for place in derived:
            places[ids[place]].append(place)
        clashing = [p for group in places.values() if len(group) > 1 for p in group if ids[p] != files[p]]
        if not clashing:
            return ids
        for place in clashing:
            ids[place] = files[place]


class _Identified(Protocol):
    """What has an identifier and a file."""

    @property
    def speech_id(self) -> str: ...

    @property
    def file(self) -> str: ...


Identified = TypeVar("Identified", bound=_Identified)


def in_order(entries: Iterable[Identified]) -> list[Identified]:
    """The sources or speeches by identifier.

    Raises:
        InputError: Two have the same one.
    """
    ordered = sorted(entries, key=lambda entry: (entry.speech_id, entry.file))
    for one, other in pairwise(ordered):
        if one.speech_id == other.speech_id:
            message = f"{one.file} and {other.file} would both be called {one.speech_id}"
            raise InputError(message, "Rename one of them, or give them an `id` in speeches.csv.")
    return ordered
