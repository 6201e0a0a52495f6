"""Files that hold many speeches, taken apart: records of a .jsonl or .csv, files of a .zip.

Nothing is read here but what tells the parts from each other; each is read on its own, as any other speech is. What an
archive holds is never written anywhere, so no name in it can lead out of the corpus; names that try to are refused all
the same. Archives in archives are not read. What unpacks is `lineage.reading.contents`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final

import orjson

from lineage.errors import InputError
from lineage.models import Part, Skipped
from lineage.reading.contents import MOST_BYTES, entries_of, member_names, read_member, trap
from lineage.reading.formats.records import Columns, rows_of
from lineage.reading.identity import normal
from lineage.reading.suffixes import ARCHIVES, RECORDS, TABLE_NAME, is_silent, not_read

_HOW_TO_MAP: Final = "Name them with --column, such as --column text=content --column id=url."
_LONGEST_ID: Final = 200


@dataclass(frozen=True, slots=True)
class Contained:
    """One speech of a file that holds many.

    Attributes:
        name: What stands behind the name of the file: `/` and the member of an archive, `#` and the name of a record.
        part: Where it stands.
    """

    name: str
    part: Part


def holds_many(name: str) -> bool:
    """Whether a file of that name is taken apart."""
    return PurePosixPath(name).suffix.lower() in RECORDS | ARCHIVES


def take_apart(path: Path, file: str, columns: Columns) -> Iterator[Contained | Skipped]:
    """The speeches that a file holds, and what in it is not read.

    Args:
        path: The file.
        file: What it is called.
        columns: What the columns of records mean.

    Raises:
        InputError: It cannot be taken apart at all.
        OSError: It cannot be read.
    """
    if path.suffix.lower() in ARCHIVES:
        yield from _archive(path, file, columns)
    else:
        with path.open("rb") as content:
            yield from _records(content, _Named(file, path.suffix.lower()), columns)


def _archive(path: Path, file: str, columns: Columns) -> Iterator[Contained | Skipped]:
    seen: set[str] = set()
    entries = sorted(entries_of(path), key=lambda entry: entry.filename)
    for entry, called in zip(entries, member_names(entries), strict=True):
        name = normal(called.replace("\\", "/"))
        if PurePosixPath(name).name == TABLE_NAME:
            yield Skipped(
                f"{file}/{name}", "is not read in an archive", f"Put it beside {file}, and name {file}/NAME in it."
            )
            continue
        if any(part != ".." and is_silent(part) for part in PurePosixPath(name).parts):
            continue
        shown = f"{file}/{name}" if name.isprintable() else f"{file}/{name!a}"
        if name in seen:
            yield Skipped(f"{shown}, again", "stands in the archive twice", "Unpack it by hand, and look at it.")
            continue
        seen.add(name)
        if obstacle := _leads_out(name) or trap(entry):
            yield Skipped(shown, obstacle, "Unpack it by hand, and look at it.")
        elif unread := not_read(name):
            yield Skipped(shown, *unread)
        elif PurePosixPath(name).suffix.lower() in ARCHIVES:
            yield Skipped(shown, "is an archive in an archive", "Unpack the outer one.")
        elif holds_many(name):
            yield from _records_of_member(path, entry.filename, file, name, columns)
        else:
            yield Contained(f"/{name}", Part(entry.filename))


def _records_of_member(
    path: Path, member: str, file: str, name: str, columns: Columns
) -> Iterator[Contained | Skipped]:
    named = _Named(f"{file}/{name}", PurePosixPath(name).suffix.lower(), member, f"/{name}")
    try:
        yield from _records(io.BytesIO(read_member(path, member)), named, columns)
    except InputError as error:
        yield Skipped(named.file, error.message, error.hint)


def _leads_out(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "its name leads out of the archive"
    return "" if name.isprintable() else "its name holds characters that cannot be shown"


@dataclass(frozen=True, slots=True)
class _Named:
    """A file of records: what it is called, its format, and where it stands in an archive, if it does."""

    file: str
    suffix: str
    member: str = ""
    prefix: str = ""


_NO_ID: Final = "an `id`"
_NO_TEXT: Final = "a `text`"
_NO_JSON: Final = "no JSON object in UTF-8"
_TOO_WIDE: Final = "more cells than the head"
#: Of all records, of some, and what to do.
_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    _NO_ID: ("no record has an `id`", "have an `id` missing", _HOW_TO_MAP),
    _NO_TEXT: ("no record has a `text`", "have a `text` missing", _HOW_TO_MAP),
    _NO_JSON: (
        "no line is a JSON object in UTF-8",
        "are no JSON objects in UTF-8",
        "Write one a line, in UTF-8.",
    ),
    _TOO_WIDE: (
        "every record has more cells than the head",
        "have more cells than the head",
        "Put cells that hold commas between quotation marks.",
    ),
}


@dataclass(slots=True)
class _Unread:
    """Which records are no speeches, and why: told in one sentence, however many they are."""

    total: int = 0
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def skip(self, file: str) -> Iterator[Skipped]:
        """The sentence, where there is anything to tell."""
        told = []
        for why, numbers in self.numbers.items():
            of_all, of_some, _ = _SAID[why]
            named = ", ".join(map(str, numbers[:5])) + (" …" if len(numbers) > 5 else "")
            every = len(numbers) == self.total
            told.append(of_all if every else f"{len(numbers)} of {self.total} records {of_some}: {named}")
        if told:
            yield Skipped(file, "; ".join(told), " ".join(dict.fromkeys(_SAID[why][2] for why in self.numbers)))


def _records(content: IO[bytes], named: _Named, columns: Columns) -> Iterator[Contained | Skipped]:
    """The records of a file, named by their own identifier; the first of a name is the one that counts."""
    seen: dict[str, int] = {}
    unread = _Unread()
    found = _json_lines(content, columns) if named.suffix == ".jsonl" else _table(content, columns)
    for number, (record, begin, end, head) in enumerate(found, start=1):
        unread.total = number
        # No speech is called so, and no sentence about one can take the place of this one.
        place = f"{named.file}, record {number}"
        if end - begin > MOST_BYTES:
            yield Skipped(place, "is too long for a speech", "Leave it out.")
            continue
        name, why = ("", record) if isinstance(record, str) else _called(record)
        if why:
            unread.numbers.setdefault(why, []).append(number)
        elif obstacle := _unfit(name, seen):
            yield Skipped(place, *obstacle)
        else:
            seen[name] = number
            yield Contained(f"{named.prefix}#{name}", Part(named.member, begin, end, head))
    if not unread.total:
        yield Skipped(named.file, "holds no record", "Remove the file, or leave it out.")
    yield from unread.skip(named.file)


def _called(record: Mapping[str, str]) -> tuple[str, str]:
    """What a record goes by, and what it lacks to be a speech."""
    name = normal(record.get("id", "").strip())
    if not name:
        return "", _NO_ID
    return name, "" if record.get("text", "").strip() else _NO_TEXT


def _unfit(name: str, seen: Mapping[str, int]) -> tuple[str, str] | None:
    """Why a record cannot go by its name."""
    if name in seen:
        return f"has the id of record {seen[name]}", "Give every record an id of its own."
    if len(name) > _LONGEST_ID or not name.isprintable():
        return "has an id that is too long, or cannot be shown", "Give it a short id of visible characters."
    return None


#: What a record says, or why it says nothing; the bytes where it begins and ends, and how long the head is.
_Found = tuple[Mapping[str, str] | str, int, int, int]


def _lines(content: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """The lines and the length of each; of one that is too long for a speech only the beginning."""
    while line := content.readline(MOST_BYTES + 1):
        length = len(line)
        while not line.endswith(b"\n") and (rest := content.readline(MOST_BYTES)):
            length += len(rest)
            if rest.endswith(b"\n"):
                break
        yield line, length


def _json_lines(content: IO[bytes], columns: Columns) -> Iterator[_Found]:
    begin = 0
    for line, length in _lines(content):
        if line.strip():
            yield _json(line, columns), begin, begin + length, 0
        begin += length


def _json(line: bytes, columns: Columns) -> Mapping[str, str] | str:
    try:
        record = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return _NO_JSON
    return columns.of_json(record) if isinstance(record, dict) else _NO_JSON


def _table(content: IO[bytes], columns: Columns) -> Iterator[_Found]:
    """The rows of a CSV file in UTF-8, with where each stands, and how long the head is."""
    ends = [0]
    reader = rows_of(_decoded(content, ends))
    try:
        header: list[str] = next(reader, [])
        if doubled := [name for name, times in Counter(filter(None, map(str.strip, header))).items() if times > 1]:
            raise InputError(f"has two columns called {doubled[0]}", "Give each column a name of its own.")
        head = ends[reader.line_num]
        before = reader.line_num
        for cells in reader:
            if any(cells):
                fits = not any(cells[len(header) :])
                yield columns.of_row(header, cells) if fits else _TOO_WIDE, ends[before], ends[reader.line_num], head
            before = reader.line_num
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(
            f"is no CSV in UTF-8: near line {len(ends) - 1}, {error}", "Save it as CSV in UTF-8."
        ) from error


def _decoded(content: IO[bytes], ends: list[int]) -> Iterator[str]:
    """The lines as text; `ends` learns where each ends."""
    for line, length in _lines(content):
        ends.append(ends[-1] + length)
        yield line.decode("utf-8" if ends[-2] else "utf-8-sig")
