"""What an index holds, at a glance: the phrases, speakers and speeches whose names begin as asked, for completion.

A shell waits for this after every stroke of the tab key. So nothing of the other rooms is loaded, only the few rows
are read that can be shown, and the file is opened as `lineage.index` opens it: to be read, and locked down.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, NamedTuple

from lineage.index_file import LOCKED_DOWN, is_database

#: More than this nobody reads through.
_MOST: Final = 60


class Named(NamedTuple):
    """A name in the index, and what is told beside it."""

    name: str
    about: str


def phrases_beginning(index: Path, beginning: str) -> list[Named]:
    """The listed formulae that begin so, the leading ones first; in either script, with any marks.

    What was typed stays as it was typed, for a shell takes nothing else: after 「命運」 comes `命運共同体`.

    Args:
        index: The index that a scan wrote; it is only read. Where there is none, nothing is told.
        beginning: The beginning of a phrase; of an empty one the leading formulae are told.

    Raises:
        duckdb.Error: If the database is no index, or is damaged.
        OSError: If the file cannot be read.
    """
    asked = (
        "SELECT label, canonical, speeches, first_date FROM formula "
        "WHERE starts_with(label, $1) OR starts_with(canonical, $2) ORDER BY rank LIMIT $3"
    )
    folded = _without_marks(beginning)
    rows = _rows(index, asked, beginning, folded, _MOST)
    if not rows and not folded.isascii():
        folded = _simplified(folded)
        rows = _rows(index, asked, folded, folded, _MOST)
    return [
        Named(_continued(beginning, folded, label, canonical), _life(speeches, first))
        for label, canonical, speeches, first in rows
    ]


def speakers_beginning(index: Path, beginning: str) -> list[Named]:
    """Who held the speeches, those with the most of them first; in either script.

    Args:
        index: The index that a scan wrote; it is only read. Where there is none, nothing is told.
        beginning: The beginning of a name; of an empty one all are told.

    Raises:
        duckdb.Error: If the database is no index, or is damaged.
        OSError: If the file cannot be read.
    """
    asked = (
        "SELECT facts->'speaker'->>0 AS speaker, count(*) FROM speech WHERE speaker <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    every = _rows(index, asked)
    rows = [row for row in every if row[0].startswith(beginning)]
    if not rows and not beginning.isascii():
        folded = _simplified(beginning)
        rows = [row for row in every if _simplified(row[0]).startswith(folded)]
    return [Named(beginning + name[len(beginning) :], _counted(number)) for name, number in rows[:_MOST]]


def speeches_beginning(index: Path, beginning: str) -> list[Named]:
    """The identifiers of the speeches that begin exactly so.

    Args:
        index: The index that a scan wrote; it is only read. Where there is none, nothing is told.
        beginning: The beginning of an identifier; of an empty one the latest ones are told.

    Raises:
        duckdb.Error: If the database is no index, or is damaged.
        OSError: If the file cannot be read.
    """
    asked = (
        "SELECT speech_id, coalesce(facts->'title'->>0, '') FROM speech WHERE starts_with(speech_id, $1) "
        "ORDER BY speech_id DESC LIMIT $2"
    )
    return [Named(*row) for row in _rows(index, asked, beginning, _MOST)]


def _rows(index: Path, asked: str, *values: str | int) -> list[tuple[Any, ...]]:
    import duckdb

    if not is_database(index):
        return []
    with duckdb.connect(os.path.realpath(index), read_only=True, config=LOCKED_DOWN) as connection:
        return connection.execute(asked, values).fetchall()


def _without_marks(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character in "+%.")


def _simplified(text: str) -> str:
    from lineage.script import to_simplified

    return to_simplified(text)


def _continued(beginning: str, folded: str, label: str, canonical: str) -> str:
    """The label if it begins as typed, else what was typed and the rest of the wording."""
    return label if label.startswith(beginning) else beginning + canonical[len(folded) :]


def _life(speeches: int, first: str) -> str:
    return _counted(speeches) + (f", earliest {first}" if first else "")


def _counted(number: int) -> str:
    return f"{number:,} speech{'' if number == 1 else 'es'}"
