"""What was found ↔ tables of the index. What a speech itself says is the business of `rows`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise, repeat, starmap
from operator import attrgetter
from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa

from lineage.formulae.features import Features
from lineage.models import (
    RELATIONS,
    Findings,
    Formula,
    Int32,
    Int64,
    Life,
    Occurrences,
    Passages,
    Span,
    Twin,
    Variant,
)
from lineage.settings import KINDS

_PARTS: Final = frozenset(Features.names())

_TEXT: Final = ("formula_id", "label", "canonical", "kind", "first_date", "first_speech", "last_date", "last_speech")
_TEXT_AFTER: Final = ("first_certainty", "part_of")
_COUNTS: Final = ("speeches", "occurrences", "speakers")
_VARIANT: Final = (
    *("canonical", "surface", "relation", "attests", "speeches", "occurrences", "first_date", "first_speech"),
)
_OCCURRENCE: Final = ("formula", "variant", "speech", "begin", "end")
_PASSAGE: Final = (
    *("first", "first_begin", "first_end", "second", "second_begin", "second_end", "characters", "similarity", "bits"),
)
#: The columns of each table, in the order of the schema.
FINDING_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "formula": ("rank", *_TEXT, *_TEXT_AFTER, *_COUNTS, "score", "parts", "life"),
    "variant": ("formula", *_VARIANT),
    "occurrence": _OCCURRENCE,
    "passage": _PASSAGE,
    "twin": ("speech", "twin_of", "share", "counted"),
    "repeated": ("speech", "begin", "end", "reason"),
}


def finding_tables(found: Findings) -> dict[str, pa.Table]:
    """The rows of every table, by its name."""
    twins = [(number, twin.of, twin.share, twin.counted) for number, twin in sorted(found.twins.items())]
    repeated = [
        (speech, span.begin, span.end, span.reason) for speech, spans in enumerate(found.repeated) for span in spans
    ]
    return {
        "formula": pa.table(_formula_columns(found.formulae)),
        "variant": pa.table(_variant_columns(found.formulae)),
        "occurrence": pa.table({name: getattr(found.occurrences, name) for name in _OCCURRENCE}),
        "passage": pa.table({name: getattr(found.passages, name) for name in _PASSAGE}),
        "twin": _table("twin", twins),
        "repeated": _table("repeated", repeated),
    }


def _table(name: str, rows: Sequence[Sequence[Any]]) -> pa.Table:
    columns = FINDING_COLUMNS[name]
    values = zip(*rows, strict=True) if rows else repeat((), len(columns))
    return pa.table(dict(zip(columns, map(list, values), strict=False)))


def _formula_columns(formulae: Sequence[Formula]) -> dict[str, list[Any]]:
    columns = {name: list(map(attrgetter(name), formulae)) for name in FINDING_COLUMNS["formula"]}
    lives = ([life.first_year, life.last_year, life.taken_up, life.laid_down] for life in columns["life"])
    return columns | {"parts": _each_as_json(columns["parts"]), "life": _each_as_json(lives)}


def _each_as_json(values: Iterable[object]) -> list[str]:
    return [orjson.dumps(value).decode() for value in values]


def _variant_columns(formulae: Sequence[Formula]) -> dict[str, list[Any]]:
    variants = [variant for formula in formulae for variant in formula.variants]
    formula = [formula.rank - 1 for formula in formulae for _ in formula.variants]
    return {"formula": formula} | {name: list(map(attrgetter(name), variants)) for name in _VARIANT}


def findings_of(tables: Mapping[str, pa.Table], lengths: Int64) -> Findings:
    """The findings that the tables hold.

    Args:
        tables: By name, with the columns of `FINDING_COLUMNS`, in the order they were written.
        lengths: Code points of the text as read of each speech, `(S,)`.

    Raises:
        ValueError, TypeError, LookupError: If they are none that lineage wrote.
    """
    found = Findings(
        formulae=formulae_of(tables["formula"], tables["variant"]),
        occurrences=Occurrences(*_numbers(tables["occurrence"], np.int64, np.int64, np.int32, np.int32, np.int32)),
        passages=Passages(*_numbers(tables["passage"], *[np.int32] * 7, np.float64, np.float64)),
        twins={number: Twin(of, share, counted) for number, of, share, counted in _rows(tables["twin"])},
        repeated=_spans(tables["repeated"], len(lengths)),
    )
    _check(found, lengths)
    return found


def formulae_of(formulae: pa.Table, variants: pa.Table) -> tuple[Formula, ...]:
    """The formulae by rank, with their variants.

    Raises:
        ValueError, TypeError, LookupError: If they are none that lineage wrote.
    """
    columns = _columns(formulae) | {"variants": _variants_of(_columns(variants), len(formulae))}
    columns["parts"] = _every_json(columns["parts"])
    columns["life"] = [Life(*life) for life in _every_json(columns["life"])]
    return tuple(starmap(Formula, zip(*(columns[field.name] for field in fields(Formula)), strict=True)))


def _variants_of(columns: Mapping[str, Sequence[Any]], formulae: int) -> list[tuple[Variant, ...]]:
    """The variants of each formula, which has some."""
    wordings = list(starmap(Variant, zip(*(columns[field.name] for field in fields(Variant)), strict=True)))
    formula = np.array(columns["formula"], np.int64)
    begins = np.flatnonzero(np.diff(formula, prepend=-1))
    if not np.array_equal(formula[begins], np.arange(formulae)):
        message = "the variants do not fit the formulae"
        raise ValueError(message)
    return [tuple(wordings[begin:end]) for begin, end in pairwise([*begins.tolist(), len(wordings)])]


def _every_json(texts: Sequence[str]) -> list[Any]:
    """What these texts say, all read as one."""
    values: list[Any] = orjson.loads(f"[{','.join(texts)}]")
    return values


def _columns(table: pa.Table) -> dict[str, list[Any]]:
    return {name: table[name].to_pylist() for name in table.column_names}


def _rows(table: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _numbers(table: pa.Table, *kinds: type[np.generic]) -> list[Any]:
    return [np.asarray(column).astype(kind) for column, kind in zip(table.columns, kinds, strict=True)]


def _spans(table: pa.Table, speeches: int) -> tuple[tuple[Span, ...], ...]:
    spans: list[list[Span]] = [[] for _ in range(speeches)]
    for speech, *span in _rows(table):
        spans[range(speeches)[speech] if speech >= 0 else speeches].append(Span(*span))
    return tuple(map(tuple, spans))


def _check(found: Findings, lengths: Int64) -> None:
    """An index may be damaged or made up; whatever comes after relies on values that lead somewhere."""
    places, passages, twins = found.occurrences, found.passages, found.twins
    variants = np.array([len(formula.variants) for formula in found.formulae], np.int64)
    spans = [(number, span.begin, span.end) for number, own in enumerate(found.repeated) for span in own]
    masked = np.array(spans, np.int64).reshape(-1, 3).T
    fit = (
        _all_below(places.formula, len(variants))
        and _all_below(places.variant, variants[places.formula])
        and _stand(places.speech, places.begin, places.end, lengths)
        and _stand(passages.first, passages.first_begin, passages.first_end, lengths)
        and _stand(passages.second, passages.second_begin, passages.second_end, lengths)
        and _stand(masked[0], masked[1], masked[2], lengths)
        and all(number != twin.of for number, twin in twins.items())
        and _all_below(np.array([*twins, *(twin.of for twin in twins.values())], np.int64), len(lengths))
        and all(starmap(_is_formula, enumerate(found.formulae, start=1)))
    )
    if not fit:
        message = "the findings do not fit together"
        raise ValueError(message)


def _is_formula(rank: int, formula: Formula) -> bool:
    """Whether its values are among those there are; its identifier becomes the name of a file."""
    life = formula.life
    named = hashlib.sha256(formula.canonical.encode()).hexdigest()[: len(formula.formula_id)] == formula.formula_id
    return (
        (formula.rank, len(formula.formula_id), named, formula.kind in KINDS) == (rank, 12, True, True)
        and formula.parts.keys() == _PARTS
        and all(isinstance(value, float | int) for value in formula.parts.values())
        and all(isinstance(year, int) for year in (life.first_year, life.last_year))
        and all(variant.relation in RELATIONS for variant in formula.variants)
    )


def _stand(speech: Int64 | Int32, begin: Int64 | Int32, end: Int64 | Int32, lengths: Int64) -> bool:
    """Whether stretches stand in the texts of their speeches."""
    return _all_below(speech, len(lengths)) and bool(np.all((begin >= 0) & (begin < end) & (end <= lengths[speech])))


def _all_below(numbers: Int64 | Int32, count: int | Int64) -> bool:
    return bool(np.all((numbers >= 0) & (numbers < count)))
