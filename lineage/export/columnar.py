"""The tables as Parquet, typed, for DuckDB, pandas, R and Spark.

They are those of the data files, with more than cells can say: what is unknown is null; a date stands as EDTF, and the
days that it can mean as `first_day` and `last_day`; what several things are told in is a list. `speeches` also holds
the text as read, so that the offsets of the others lead back without any other file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from lineage import __version__
from lineage.edtf import parse_edtf
from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.tables import (
    CONTEXT,
    FORMULA_COLUMNS,
    FURNITURE_COLUMNS,
    INHERITANCE_COLUMNS,
    SPEECH_COLUMNS,
    TABLES,
    VARIANT_COLUMNS,
    formula_rows,
    furniture_rows,
    inheritance_rows,
    speech_rows,
    variant_rows,
)
from lineage.formulae.features import Features
from lineage.models import Int32, ScanResult, Speech

if TYPE_CHECKING:
    import pyarrow as pa

#: Columns that hold whole numbers, and those that hold others; the rest is text unless told below.
_WHOLE: Final = frozenset(
    (
        *("begin", "end", "begin_a", "end_a", "begin_b", "end_b", "characters", "rank", "speeches", "occurrences"),
        *("speakers", "variants", "first_uses", "furniture", "formulae", "first_year", "last_year"),
    )
)
_FRACTIONS: Final = frozenset((*Features.names(), "score", "similarity", "bits", "weight", "twin_share"))
_DAYS: Final = frozenset(("first_day", "last_day"))
_HOLDS: Final = frozenset(("attests", "taken_up", "laid_down"))
_LISTS: Final = frozenset(("first_certainty", "warnings"))
#: Columns that are never unknown, so that what is empty there is an empty text.
_STANDS: Final = frozenset(("text", "left", "right", "text_a", "text_b"))

Columns = Mapping[str, Sequence[Any]]


def export_parquet(material: Material, options: ExportOptions) -> Produced:
    """One table, or all of them."""
    tables = (options.table,) if options.table else TABLES
    return Produced((f"{table}.parquet", _file(_COLUMNS[table](material))) for table in tables)


def _file(columns: Columns) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, type_of(name)) for name in columns], metadata={"tool": f"lineage {__version__}"})
    arrays = [
        pa.array(map(_known, cells) if name not in _STANDS else cells, type_of(name)) for name, cells in columns.items()
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=schema), buffer, compression="zstd")
    yield buffer.getvalue()


def type_of(name: str) -> pa.DataType:
    """What a column holds, of whichever table."""
    import pyarrow as pa

    if name in _WHOLE:
        return pa.int32()
    if name in _FRACTIONS or name.startswith("inherited_"):
        return pa.float64()
    if name in _DAYS:
        return pa.date32()
    if name in _HOLDS:
        return pa.bool_()
    return pa.list_(pa.string()) if name in _LISTS else pa.string()


def _known(cell: object) -> object:
    return None if cell == "" else cell


def _turned(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """Rows as columns."""
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        for column, cell in zip(columns.values(), row, strict=True):
            column.append(cell)
    return columns


def _days(dates: Iterable[str], *, last: bool) -> list[Any]:
    """The first or the last day that each date can mean."""
    whens = [parse_edtf(date) if date else None for date in dates]
    return [when and (when.last_possible() if last else when.first_possible()) for when in whens]


def _speeches(material: Material) -> Columns:
    speeches = material.result.speeches
    columns = _turned(SPEECH_COLUMNS, speech_rows(material.result, material.heritage))
    columns["first_day"] = _days(columns["date"], last=False)
    columns["last_day"] = _days(columns["date"], last=True)
    columns["warnings"] = [[*speech.read.warnings, *speech.conflicts] for speech in speeches]
    columns["text"] = [speech.read.text for speech in speeches]
    return columns


def _formulae(material: Material) -> Columns:
    formulae = material.result.formulae
    columns = _turned(FORMULA_COLUMNS, formula_rows(formulae))
    del columns["life"]
    columns["first_certainty"] = [cell.split() for cell in columns["first_certainty"]]
    columns["first_day"] = _days(columns["first_date"], last=False)
    columns["last_day"] = _days(columns["last_date"], last=True)
    for year in ("first_year", "last_year"):
        columns[year] = [getattr(formula.life, year) or None for formula in formulae]
    for holds in ("taken_up", "laid_down"):
        columns[holds] = [getattr(formula.life, holds) for formula in formulae]
    return columns


def _variants(material: Material) -> Columns:
    columns = _turned(VARIANT_COLUMNS, variant_rows(material.result))
    columns["attests"] = [cell == "yes" for cell in columns["attests"]]
    columns["first_day"] = _days(columns["first_date"], last=False)
    return columns


def _occurrences(material: Material) -> Columns:
    found, listed = material.result.occurrences, material.result.formulae
    numbers = found.formula.tolist()
    wordings = [listed[number].variants[at] for number, at in zip(numbers, found.variant.tolist(), strict=True)]
    speeches, places = _places(material.result, found.speech, found.begin, found.end)
    texts = [speech.read.text for speech in speeches]
    around = list(zip(texts, *places.values(), strict=True))
    return {
        "rank": [number + 1 for number in numbers],
        "formula_id": [listed[number].formula_id for number in numbers],
        "canonical": [wording.canonical for wording in wordings],
        "attests": [wording.attests for wording in wordings],
        "speech_id": [speech.speech_id for speech in speeches],
        **places,
        "text": [text[begin:end] for text, begin, end in around],
        "left": [text[max(0, begin - CONTEXT) : begin] for text, begin, _ in around],
        "right": [text[end : end + CONTEXT] for text, _, end in around],
    }


def _passages(material: Material) -> Columns:
    result, found = material.result, material.result.passages
    sides = {
        "a": _places(result, found.first, found.first_begin, found.first_end),
        "b": _places(result, found.second, found.second_begin, found.second_end),
    }
    columns: dict[str, Sequence[Any]] = {}
    for side, (speeches, places) in sides.items():
        columns[f"speech_{side}"] = [speech.speech_id for speech in speeches]
        columns |= {f"{edge}_{side}": numbers for edge, numbers in places.items()}
    for name in ("characters", "similarity", "bits"):
        columns[name] = getattr(found, name).tolist()
    for side, (speeches, places) in sides.items():
        cut = zip(speeches, *places.values(), strict=True)
        columns[f"text_{side}"] = [speech.read.text[begin:end] for speech, begin, end in cut]
    return columns


def _places(
    result: ScanResult, speech: Int32, begin: Int32, end: Int32
) -> tuple[list[Speech], dict[str, Sequence[int]]]:
    """The speech of each place, and its code points."""
    return [result.speeches[number] for number in speech.tolist()], {"begin": begin.tolist(), "end": end.tolist()}


_COLUMNS: Final[Mapping[str, Callable[[Material], Columns]]] = {
    "speeches": _speeches,
    "formulae": _formulae,
    "variants": _variants,
    "occurrences": _occurrences,
    "passages": _passages,
    "furniture": lambda material: _turned(FURNITURE_COLUMNS, furniture_rows(material.result)),
    "inheritance": lambda material: _turned(INHERITANCE_COLUMNS, inheritance_rows(material.result, material.heritage)),
}
