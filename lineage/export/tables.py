"""The data files of a scan: which there are, which columns they have, and what stands in them.

Files and columns are a promise: UTF-8, LF, a header, RFC 4180, floats with six digits, empty where unknown; further
columns may follow. Offsets are code points in the text as read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, Final

import orjson

from lineage.formulae.features import Features
from lineage.models import Formula, Life, ScanResult, Span, Speech, SpeechColumns

#: Code points of context on each side of an occurrence.
CONTEXT: Final = 30

SPEECH_COLUMNS: Final = (
    "speech_id", "file", "title", "speaker", "date", "date_source", "script", "region", "encoding", "characters",
    "twin_of", "inherited_share", "first_uses", "role", "venue", "source", "furniture",
    "twin_kind", "twin_share",
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


def write_data(folder: Path, result: ScanResult, timing: Mapping[str, object], pages: Sequence[str] = ()) -> None:
    """Writes every data file, `run.json` last; only `timing` differs from run to run."""
    for name, (columns, lines) in _FILES.items():
        _write_csv(folder / name, columns, lines(result))
    run = dict(result.run) | {"files": sorted([*_FILES, "run.json"]), "pages": list(pages), "timing": timing}
    (folder / "run.json").write_bytes(
        orjson.dumps(run, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
    )


def _write_csv(path: Path, columns: Sequence[str], lines: Iterable[str]) -> None:
    ahead = iter(lines)
    with path.open("wb") as handle:
        handle.write((",".join(columns) + "\n").encode())
        while block := "".join(islice(ahead, _BLOCK)):
            handle.write(block.encode("utf-8", "surrogatepass"))


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


def _speech_rows(result: ScanResult) -> Iterator[Row]:
    for number, ((speech, spans), own) in enumerate(zip(result.left_out(), result.columns, strict=True)):
        twin = result.twins.get(number)
        twin_of = result.speeches[twin.of].speech_id if twin else ""
        yield *_speech_row(speech, own, _covered(spans), twin_of), twin.kind if twin else "", twin.share if twin else ""


def _speech_row(speech: Speech, own: SpeechColumns, left_out: int, twin_of: str) -> Row:
    date = speech.facts.get("date")
    return (
        *(speech.speech_id, speech.file, speech.value("title"), speech.value("speaker"), date.value if date else ""),
        *(date.provenance.value if date else "", own.canonical.script, own.canonical.region, speech.read.encoding),
        *(len(own.canonical.text), twin_of, "", ""),
        *(speech.value("role"), speech.value("venue"), speech.value("source"), left_out),
    )


def _covered(spans: Iterable[Span]) -> int:
    """How many code points these spans cover, ordered as they come; what many files repeat may hold a gloss."""
    covered, reached = 0, 0
    for span in spans:
        covered += max(span.end - max(span.begin, reached), 0)
        reached = max(reached, span.end)
    return covered


def formula_rows(formulae: Iterable[Formula]) -> Iterator[Row]:
    """The rows of formulae.csv, numbers as numbers, rounded as they are written."""
    for row in _formula_rows(formulae):
        yield [round(cell, 6) if type(cell) is float else cell for cell in row]


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


def _variant_rows(result: ScanResult) -> Iterator[Row]:
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


def _furniture_rows(result: ScanResult) -> Iterator[Row]:
    """Everything that was left out, so that it can be checked."""
    for speech, spans in result.left_out():
        for span in spans:
            yield speech.speech_id, span.begin, span.end, span.reason, speech.read.text[span.begin : span.end]


_FILES: Final[dict[str, tuple[Sequence[str], Callable[[ScanResult], Iterable[str]]]]] = {
    "speeches.csv": (SPEECH_COLUMNS, lambda result: _lines(_speech_rows(result))),
    "formulae.csv": (FORMULA_COLUMNS, lambda result: _lines(_formula_rows(result.formulae))),
    "variants.csv": (VARIANT_COLUMNS, lambda result: _lines(_variant_rows(result))),
    "occurrences.csv": (OCCURRENCE_COLUMNS, _occurrence_lines),
    "passages.csv": (PASSAGE_COLUMNS, _passage_lines),
    "furniture.csv": (FURNITURE_COLUMNS, lambda result: _lines(_furniture_rows(result))),
    "inheritance.csv": (INHERITANCE_COLUMNS, lambda _: ()),  # promised, and not filled yet
}
