"""The data files: what one row is, how many there are, what each column means; and how to open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import Final

from lineage.descent.heritage import MOST_EARLIER
from lineage.export.tables import AGE_COLUMNS, COLUMNS, CONTEXT
from lineage.models import AGES
from lineage.report.caps import ROWS
from lineage.report.site import Site
from lineage.report.wording import knows
from lineage.settings import KINDS

#: What can be asked of the index, by the name of the sentence that tells it.
_COMMANDS: Final = {
    "report": "lineage report --lang zh",
    "figures": "lineage report --png figures --formula 新发展理念",
    "formulae": "lineage formulae --period 2014 --format csv",
    "speeches": "lineage speeches --sort inherited_share --format csv",
    "trace": "lineage trace 三个代表 --rows years --format csv",
}
#: The two tables that can be saved for Excel, and the sentences above their columns; `assets/downloads.js` fills them.
_EXCEL: Final = {
    "formulae": [
        f"column_{name}"
        for name in ("rank", "label", "kind", "score", "speeches", "places", "speakers", "first", "last", "variants")
    ],
    "speeches": [
        f"excel_{name}" for name in ("speech", "title", "speaker", "date", "characters", "inherited", "first_uses")
    ],
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file: its name, what one row is, how many rows, each column with what it means."""

    name: str
    row: str
    rows: int
    columns: tuple[tuple[str, str], ...]


def downloads_page(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The page of the data files."""
    words = {name: list(map(site.say, keys)) for name, keys in _EXCEL.items()}
    yield site.page(
        "downloads.html",
        "downloads.html",
        files=data_files(site),
        commands=[(command, site.say(f"command_{name}")) for name, command in _COMMANDS.items()],
        excel=words | {"kinds": [site.say(f"kind_{kind}") for kind in KINDS]},
        most=ROWS,
    )


def data_files(site: Site) -> list[DataFile]:
    """Every data file that is a table."""
    result = site.result
    rows = {
        "speeches.csv": len(result.speeches),
        "formulae.csv": len(result.formulae),
        "variants.csv": sum(len(formula.variants) for formula in result.formulae),
        "occurrences.csv": len(result.occurrences),
        "passages.csv": len(result.passages),
        "furniture.csv": sum(len(spans) for _, spans in result.left_out()),
        "inheritance.csv": len(site.heritage.speech),
    }
    return [
        DataFile(
            name,
            site.say(f"file_{PurePath(name).stem}", most=MOST_EARLIER),
            rows[name],
            tuple((column, meaning(site.say, PurePath(name).stem, column)) for column in columns),
        )
        for name, columns in COLUMNS.items()
    ]


def meaning(say: Callable[..., str], file: str, column: str) -> str:
    """What a column of a data file holds: said for this file, or for all that have it."""
    if file == "speeches" and column in AGE_COLUMNS:
        number = AGE_COLUMNS.index(column)
        edges = (0, *AGES)
        if number < len(AGES):
            return say("field_speeches_age", young=edges[number], old=edges[number + 1])
        return say("field_speeches_age_last", young=edges[number])
    own = f"field_{file}_{column}"
    return say(own if knows(own) else f"field_{column}", context=CONTEXT)
