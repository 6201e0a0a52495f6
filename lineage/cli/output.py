"""Data on stdout, in the format that is asked for: a table for eyes, JSON, JSON lines, CSV or TSV for tools.

Tools get every character as it is; on a terminal none can steer it, whatever the format.
"""

from __future__ import annotations

import csv
import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from lineage.cli.talk import note
from lineage.cli.terminal import plain
from lineage.errors import OutputError

Row = Sequence[object]


_ascii: ContextVar[bool] = ContextVar("ascii", default=False)
#: Headings of the columns that tables had no room for.
_left_out: ContextVar[list[str] | None] = ContextVar("left_out", default=None)
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


@contextmanager
def spelled_in_ascii(wanted: bool) -> Iterator[None]:
    """Until then, JSON spells every character beyond ASCII out, for what reads nothing else."""
    token = _ascii.set(wanted)
    try:
        yield
    finally:
        _ascii.reset(token)


@contextmanager
def telling_left_out(wanted: bool) -> Iterator[None]:
    """Tells at the end, on stderr, which columns tables had no room for until then."""
    left_out: list[str] = []
    token = _left_out.set(left_out)
    try:
        yield
    finally:
        _left_out.reset(token)
    if wanted and left_out:
        note(f"columns left out for width: {', '.join(dict.fromkeys(left_out))}; --format csv has all")


class Format(StrEnum):
    """The formats of `--format`."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


def write_rows(
    columns: Sequence[str], rows: Iterable[Row], form: Format, *, shown: Mapping[str, str], most: int
) -> None:
    """Writes rows to stdout; a reader who leaves early (`| head`) is no error.

    Args:
        columns: Names of all columns.
        rows: The rows; numbers as numbers.
        form: The format. Tools get every row and column, a table the first `most` rows and the columns in `shown`.
        shown: Columns of the table, and what stands above them.
        most: Rows of the table.

    Raises:
        OutputError: If stdout cannot be written.
    """
    with _stdout() as out:
        _write(out, columns, _harmless(rows) if out.isatty() else rows, form, shown, most)


def write_line(text: str) -> None:
    """Writes a line for eyes to stdout, such as the heading of a table; a reader who leaves early is no error.

    Raises:
        OutputError: If stdout cannot be written.
    """
    with _stdout() as out:
        out.write(plain(text) + "\n")


def write_text(text: str) -> None:
    """Writes a text to stdout as it is; on a terminal none of its characters can steer it.

    Raises:
        OutputError: If stdout cannot be written.
    """
    with _stdout() as out:
        out.writelines(f"{plain(line)}\n" for line in text.splitlines()) if out.isatty() else out.write(text)


def write_parts(parts: Iterable[bytes]) -> None:
    """Writes a text in UTF-8 to stdout as it is, part by part; on a terminal none of its characters can steer it.

    Raises:
        OutputError: If stdout cannot be written.
    """
    with _stdout() as out:
        for part in parts:
            text = part.decode("utf-8", "surrogatepass")
            out.writelines(f"{plain(line)}\n" for line in text.splitlines()) if out.isatty() else out.write(text)


@contextmanager
def _stdout() -> Iterator[TextIO]:
    """Where data goes. All that is written is sent off here: what failed only at exit could not be told any more."""
    if not sys.stdout:  # closed by the caller: `>&-`
        with Path(os.devnull).open("w", encoding="utf-8", errors="backslashreplace") as nowhere:
            yield nowhere
        return
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer must not complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # the second is Windows' word for a reader who has left
            message = f"standard output: cannot be written ({error.strerror})"
            raise OutputError(message, "Free some space where it goes.") from error


def _write(
    out: TextIO, columns: Sequence[str], rows: Iterable[Row], form: Format, shown: Mapping[str, str], most: int
) -> None:
    if form is Format.TABLE:
        from lineage.cli.table import draw_table

        where = [columns.index(name) for name in shown]
        drawn, left_out = draw_table([*shown.values()], ([row[at] for at in where] for row in islice(rows, most)))
        out.write(drawn)
        if (told := _left_out.get()) is not None:
            told += filter(None, left_out)  # what has no heading is a drawing of another column
    elif form in (Format.CSV, Format.TSV):
        writer = csv.writer(out, delimiter="," if form is Format.CSV else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([f"{cell:.6f}" if isinstance(cell, float) else cell for cell in row] for row in rows)
    else:
        _json(out, columns, rows, lines=form is Format.JSONL)


def _harmless(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield [plain(cell) if isinstance(cell, str) else cell for cell in row]


def _json(out: TextIO, columns: Sequence[str], rows: Iterable[Row], *, lines: bool) -> None:
    records = (dict(zip(columns, row, strict=True)) for row in rows)
    if lines:
        out.writelines(f"{_as_json(record)}\n" for record in records)
    else:
        out.write(f"{_as_json(list(records), indented=True)}\n")


def _as_json(content: object, *, indented: bool = False) -> str:
    import orjson

    written = orjson.dumps(content, option=orjson.OPT_INDENT_2 if indented else None).decode()
    return _BEYOND_ASCII.sub(_escaped, written) if _ascii.get() else written


def _escaped(found: re.Match[str]) -> str:
    """The characters as JSON spells them: beyond U+FFFF as two surrogates."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
