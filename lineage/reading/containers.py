"""Files that hold many speeches, taken apart: records of a .jsonl or .csv, files of a .zip.

Nothing is read here but what tells the parts from each other; each is read on its own, as any other speech is. What an
archive holds is never written anywhere, so no name in it can lead out of the corpus; names that try to are refused all
the same. Archives in archives are not read.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import orjson

from lineage.errors import InputError
from lineage.models import Part, Skipped
from lineage.reading.contents import MOST_BYTES, read_member, trap
from lineage.reading.formats.records import Columns

#: Formats of which every record is a speech.
RECORDS: Final = (".jsonl", ".csv")
ARCHIVES: Final = (".zip",)
#: An archive may hold so many files; a corpus of more is better kept as a folder.
_MOST_MEMBERS: Final = 100_000
_HOW_TO_MAP: Final = "Name the columns with --column, such as --column text=content --column id=url."


@dataclass(frozen=True, slots=True)
class Contained:
    """One speech of a file that holds many.

    Attributes:
        name: What stands behind the name of the file: `/` and the member of an archive, `#` and the name of a record.
        part: Where it stands.
    """

    name: str
    part: Part


def take_apart(
    path: Path, file: str, columns: Columns, readable: Callable[[str], bool]
) -> Iterator[Contained | Skipped]:
    """The speeches that a file holds, and what in it is not read.

    Args:
        path: The file.
        file: What it is called.
        columns: What the columns of records mean.
        readable: Whether a name is that of a file that is read.

    Raises:
        InputError: It cannot be taken apart at all.
        OSError: It cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in ARCHIVES:
        yield from _archive(path, file, columns, readable)
    else:
        with path.open("rb") as lines:
            yield from _records(lines, suffix, file, "", columns)


def _archive(path: Path, file: str, columns: Columns, readable: Callable[[str], bool]) -> Iterator[Contained | Skipped]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(f"is no archive that can be read ({error})", "Unpack it, and scan the folder.") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_MEMBERS:
        raise InputError(f"holds more than {_MOST_MEMBERS:,} files", "Unpack it, and scan the folder.")
    for entry in sorted(entries, key=lambda entry: entry.filename):
        name = _name_of(entry)
        if not readable(name):
            continue
        if obstacle := _leads_out(name) or trap(entry):
            yield Skipped(f"{file}/{name}", obstacle, "Unpack it by hand, and look at it.")
        elif (suffix := PurePosixPath(name).suffix.lower()) in RECORDS:
            lines = read_member(path, entry.filename).splitlines(keepends=True)
            yield from _records(lines, suffix, f"{file}/{name}", entry.filename, columns, f"/{name}")
        else:
            yield Contained(f"/{name}", Part(entry.filename))


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name of a file in an archive; old archivers write it in a local encoding, and do not say which."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _leads_out(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "its name leads out of the archive"
    return "" if name.isprintable() else "its name holds characters that cannot be shown"


def _records(
    lines: Iterable[bytes], suffix: str, file: str, member: str, columns: Columns, prefix: str = ""
) -> Iterator[Contained | Skipped]:
    """The records of a file, named by their own identifier."""
    names: dict[str, int] = {}
    found = _json_lines(lines, member, columns) if suffix == ".jsonl" else _table(lines, member, columns)
    for number, (record, part) in enumerate(found, start=1):
        name = record.get("id", "").strip()
        if part.end - part.begin > MOST_BYTES:
            yield Skipped(f"{file}#{name or number}", "is too long for a speech", "Leave it out.")
        elif not name or not record.get("text", "").strip():
            missing = "id" if not name else "text"
            yield Skipped(f"{file}#{name or number}", f"record {number} has no {missing}", _HOW_TO_MAP)
        elif name in names:
            reason = f"record {number} has the id of record {names[name]}"
            yield Skipped(f"{file}#{name}", reason, "Give every record an id of its own.")
        else:
            names[name] = number
            yield Contained(f"{prefix}#{name}", part)


def _json_lines(lines: Iterable[bytes], member: str, columns: Columns) -> Iterator[tuple[Mapping[str, str], Part]]:
    begin = 0
    for line in lines:
        end = begin + len(line)
        if line.strip():
            try:
                record = columns.of_json(orjson.loads(line.removeprefix(b"\xef\xbb\xbf")))
            except orjson.JSONDecodeError:
                record = {}
            yield record, Part(member, begin, end)
        begin = end


def _table(lines: Iterable[bytes], member: str, columns: Columns) -> Iterator[tuple[Mapping[str, str], Part]]:
    """The rows of a CSV file in UTF-8, with the bytes of each."""
    ends = [0]

    def decoded() -> Iterator[str]:
        for line in lines:
            ends.append(ends[-1] + len(line))
            yield line.decode("utf-8-sig" if len(ends) == 2 else "utf-8")

    reader = csv.reader(decoded(), strict=True)
    try:
        header = next(reader, [])
        head = ends[reader.line_num]
        before = reader.line_num
        for cells in reader:
            if any(cells):
                yield columns.of_row(header, cells), Part(member, ends[before], ends[reader.line_num], head)
            before = reader.line_num
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(
            f"is no CSV in UTF-8, near line {len(ends) - 1} ({error})", "Save it as CSV in UTF-8."
        ) from error
