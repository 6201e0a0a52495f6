"""The data files of a scan: which there are, which columns they have, and what stands in them.

Files and columns are a promise: UTF-8, LF, a header, RFC 4180, floats with six digits, empty where unknown; further
columns may follow. Offsets are code points in the text as read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, Final

import orjson

from lineage.formulae.features import Features
from lineage.models import AGES, Formula, Heritage, Life, ScanResult, Speech, SpeechColumns, covered

#: Code points of context on each side of an occurrence.
CONTEXT: Final = 30

#: Which share of a speech is inherited, by years since the earliest attestation: `inherited_1_5` is over 1, up to 5.
AGE_COLUMNS: Final = (
    *(f"inherited_{young}_{old}" for young, old in pairwise((0, *AGES))),
    f"inherited_{AGES[-1]}",
)
SPEECH_COLUMNS: Final = (
    "speech_id", "file", "title", "speaker", "date", "date_source", "script", "region", "encoding", "characters",
    "twin_of", "inherited_share", "first_uses", "role", "venue", "source", "furniture",
    "twin_kind", "twin_share", *AGE_COLUMNS,
)  # fmt: skip
FORMULA_COLUMNS: Final = (
    "rank", "formula_id", "label", "canonical", "kind", "score", "speeches", "occurrences", "speakers", "first_date",
    "first_speech", "last_date", "last_speech", "variants", "first_certainty", "part_of", *Features.names(),
    "life",
)  # fmt: skip
VARIANT_COLUMNS: Final = (
    "formula_id",
    "canonical",
    "surface",
    "relation",
    "speeches",
    "occurrences",
    "first_date",
    "first_speech",
    "attests",
)
OCCURRENCE_COLUMNS: Final = ("formula_id", "canonical", "speech_id", "begin", "end", "text", "left", "right")
PASSAGE_COLUMNS: Final = (
    "speech_a", "begin_a", "end_a", "speech_b", "begin_b", "end_b", "characters", "similarity",
    "bits", "text_a", "text_b",
)  # fmt: skip
FURNITURE_COLUMNS: Final = ("speech_id", "begin", "end", "reason", "text")
INHERITANCE_COLUMNS: Final = ("speech_id", "earlier_speech_id", "formulae", "characters", "weight")

#: Lines that are encoded and written at once.
_BLOCK: Final = 4096

Row = Sequence[object]


def write_data(
    folder: Path, result: ScanResult, heritage: Heritage, timing: Mapping[str, object], pages: Sequence[str] = ()
) -> None:
    """Writes every data file, `run.json` last; only `timing` differs from run to run."""
    for table in TABLES:
        with (folder / f"{table}.csv").open("wb") as handle:
            handle.writelines(in_blocks(table_lines(table, result, heritage)))
    run = dict(result.run) | {"files": sorted([*_FILES, "run.json"]), "pages": list(pages), "timing": timing}
    (folder / "run.json").write_bytes(
        orjson.dumps(run, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
    )


def table_lines(table: str, result: ScanResult, heritage: Heritage) -> Iterator[str]:
    """The lines of one of `TABLES`, the header first, as they stand in its data file."""
    columns, lines = _FILES[f"{table}.csv"]
    yield ",".join(columns) + "\n"
    yield from lines(result, heritage)


def in_blocks(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines as UTF-8, many at once."""
    ahead = iter(lines)
    while block := "".join(islice(ahead, _BLOCK)):
        yield block.encode("utf-8", "surrogatepass")


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    """These rows as lines, floats with six digits. Cells are set column by column: most columns hold one kind."""
    ahead = iter(rows)
    while block := list(islice(ahead, _BLOCK)):
        columns = [_column(cells) for cells in zip(*block, strict=True)]
        yield from (",".join(cells) + "\n" for cells in zip(*columns, strict=True))


def _column(cells: Sequence[Any]) -> Iterable[str]:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return map(_cell, cells)
    if kinds == {float}:
        return map("{:.6f}".format, cells)
    return [f"{cell:.6f}" if type(cell) is float else _cell(str(cell)) for cell in cells]


def _cell(text: str) -> str:
    """The text as RFC 4180 has it; `csv.writer` does the same, but looks at every character by itself."""
    if '"' not in text and "," not in text and "\n" not in text:  # asked of every place, so it calls nothing
        return text
    return '"' + text.replace('"', '""') + '"'


def _speech_rows(result: ScanResult, heritage: Heritage) -> Iterator[Row]:
    shares, ages = heritage.inherited_share.tolist(), heritage.by_age.tolist()
    for number, ((speech, spans), own) in enumerate(zip(result.left_out(), result.columns, strict=True)):
        twin = result.twins.get(number)
        twin_of = result.speeches[twin.of].speech_id if twin else ""
        # Of what is not counted, or undated, nobody can tell what it has from whom.
        told = speech.value("date") and not (twin and not twin.counted)
        inherited = (shares[number], int(heritage.first_uses[number])) if told else ("", "")
        yield (
            *_speech_row(speech, own, covered(spans), twin_of, inherited),
            *((twin.kind, twin.share) if twin else ("", "")),
            *(ages[number] if told else [""] * len(AGE_COLUMNS)),
        )


def _speech_row(speech: Speech, own: SpeechColumns, left_out: int, twin_of: str, inherited: Row) -> Row:
    date = speech.facts.get("date")
    return (
        *(speech.speech_id, speech.file, speech.value("title"), speech.value("speaker"), date.value if date else ""),
        *(date.provenance.value if date else "", own.canonical.script, own.canonical.region, speech.read.encoding),
        *(len(own.canonical.text), twin_of, *inherited),
        *(speech.value("role"), speech.value("venue"), speech.value("source"), left_out),
    )


def speech_rows(result: ScanResult, heritage: Heritage) -> Iterator[Row]:
    """The rows of speeches.csv, numbers as numbers, rounded as they are written."""
    return map(_rounded, _speech_rows(result, heritage))


def formula_rows(formulae: Iterable[Formula]) -> Iterator[Row]:
    """The rows of formulae.csv, numbers as numbers, rounded as they are written."""
    return map(_rounded, _formula_rows(formulae))


def _rounded(row: Row) -> Row:
    return [round(cell, 6) if type(cell) is float else cell for cell in row]


def _formula_rows(formulae: Iterable[Formula]) -> Iterator[Row]:
    leading = attrgetter("rank", "formula_id", "label", "canonical", "kind")
    counted = attrgetter("speeches", "occurrences", "speakers")
    dated = attrgetter("first_date", "first_speech", "last_date", "last_speech")
    features = itemgetter(*Features.names())
    for formula in formulae:
        parts = map(float, features(formula.parts))
        yield (
            *(*leading(formula), float(formula.score), *counted(formula), *dated(formula), len(formula.variants)),
            *(formula.first_certainty, formula.part_of, *parts, life_cell(formula.life)),
        )


def life_cell(life: Life) -> str:
    """The life as a cell: the years as an EDTF interval, then what holds: `1987/2008 taken_up laid_down`."""
    held = [name for name in ("taken_up", "laid_down") if getattr(life, name)]
    return " ".join([f"{life.first_year:04d}/{life.last_year:04d}", *held]) if life.first_year else ""


def variant_rows(result: ScanResult) -> Iterator[Row]:
    """The rows of variants.csv."""
    for formula in result.formulae:
        for variant in formula.variants:
            yield (
                *(formula.formula_id, variant.canonical, variant.surface, variant.relation, variant.speeches),
                *(variant.occurrences, variant.first_date, variant.first_speech, "yes" if variant.attests else "no"),
            )


def _occurrence_lines(result: ScanResult) -> Iterator[str]:
    wordings = [
        [f"{formula.formula_id},{_cell(variant.canonical)}" for variant in formula.variants]
        for formula in result.formulae
    ]
    speeches = [(_cell(speech.speech_id), speech.read.text) for speech in result.speeches]
    found = result.occurrences
    columns = (found.formula, found.variant, found.speech, found.begin, found.end)
    for formula, variant, speech, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        speech_id, text = speeches[speech]
        here, left, right = text[begin:end], text[max(0, begin - CONTEXT) : begin], text[end : end + CONTEXT]
        wording = wordings[formula][variant]
        yield f"{wording},{speech_id},{begin},{end},{_cell(here)},{_cell(left)},{_cell(right)}\n"


def _passage_lines(result: ScanResult) -> Iterator[str]:
    speeches = [(_cell(speech.speech_id), speech.read.text) for speech in result.speeches]
    found = result.passages
    sides = ((found.first, found.first_begin, found.first_end), (found.second, found.second_begin, found.second_end))
    places = [zip(*(column.tolist() for column in side), strict=True) for side in sides]
    columns = (column.tolist() for column in (found.characters, found.similarity, found.bits))
    for (a, begin_a, end_a), (b, begin_b, end_b), characters, similarity, bits in zip(*places, *columns, strict=True):
        (id_a, text_a), (id_b, text_b) = speeches[a], speeches[b]
        told = f"{characters},{similarity:.6f},{bits:.6f}"
        texts = f"{_cell(text_a[begin_a:end_a])},{_cell(text_b[begin_b:end_b])}"
        yield f"{id_a},{begin_a},{end_a},{id_b},{begin_b},{end_b},{told},{texts}\n"


def furniture_rows(result: ScanResult) -> Iterator[Row]:
    """Everything that was left out, so that it can be checked."""
    for speech, spans in result.left_out():
        for span in spans:
            yield speech.speech_id, span.begin, span.end, span.reason, speech.read.text[span.begin : span.end]


def inheritance_rows(result: ScanResult, heritage: Heritage) -> Iterator[Row]:
    """The rows of inheritance.csv, numbers as numbers."""
    names = [speech.speech_id for speech in result.speeches]
    columns = (heritage.speech, heritage.earlier, heritage.formulae, heritage.characters, heritage.weight)
    for speech, earlier, *told in zip(*(column.tolist() for column in columns), strict=True):
        yield names[speech], names[earlier], *told


_FILES: Final[dict[str, tuple[Sequence[str], Callable[[ScanResult, Heritage], Iterable[str]]]]] = {
    "speeches.csv": (SPEECH_COLUMNS, lambda result, heritage: _lines(_speech_rows(result, heritage))),
    "formulae.csv": (FORMULA_COLUMNS, lambda result, _: _lines(_formula_rows(result.formulae))),
    "variants.csv": (VARIANT_COLUMNS, lambda result, _: _lines(variant_rows(result))),
    "occurrences.csv": (OCCURRENCE_COLUMNS, lambda result, _: _occurrence_lines(result)),
    "passages.csv": (PASSAGE_COLUMNS, lambda result, _: _passage_lines(result)),
    "furniture.csv": (FURNITURE_COLUMNS, lambda result, _: _lines(furniture_rows(result))),
    "inheritance.csv": (INHERITANCE_COLUMNS, lambda result, heritage: _lines(inheritance_rows(result, heritage))),
}

#: The columns of every data file, by its name.
COLUMNS: Final[dict[str, Sequence[str]]] = {name: columns for name, (columns, _) in _FILES.items()}
#: The tables, by the names of their data files.
TABLES: Final = tuple(name.removesuffix(".csv") for name in _FILES)
