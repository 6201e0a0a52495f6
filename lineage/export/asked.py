"""What may be asked of an export: its format, what of the results it holds, and what every format is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from lineage.errors import UsageError
from lineage.export.tables import TABLES
from lineage.models import Heritage, PlaceOrder, ScanResult, Trace
from lineage.naming import did_you_mean

#: What the records of a format can be of, the first where nothing else is said.
WHAT: Final = {
    "jsonl": ("formulae", "passages"),
    "gexf": ("speeches", "formulae", "bipartite"),
    "graphml": ("speeches", "formulae", "bipartite"),
}
_DELIMITERS: Final = ("comma", "tab")
#: Which options a format takes.
_TAKES: Final = {
    "csv": ("table", "delimiter", "bom", "excel"),
    "jsonl": ("what",),
    "parquet": ("table",),
    "tei": ("single",),
    "gexf": ("what", "top"),
    "graphml": ("what", "top"),
    "bibtex": (),
    "kwic": ("phrases", "near", "top", "sort", "width", "delimiter", "bom", "excel"),
}
FORMATS: Final = tuple(_TAKES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What of the results is exported, and how. An option that the format does not take is refused.

    Attributes:
        what: Of `jsonl`: `formulae` (each a cluster of its places) or `passages` (each a cluster of two). Of `gexf` and
            `graphml`: `speeches` and who inherits from whom, `formulae` that the same speeches carry, or who carries
            what (`bipartite`).
        table: Of `csv` and `parquet`: this table alone, one of `TABLES`.
        delimiter: Of `csv` and `kwic`: `comma` or `tab`.
        bom: Of `csv` and `kwic`: begin with the mark by which spreadsheets know UTF-8.
        excel: Of `csv` and `kwic`: the mark, and a `'` before cells that a spreadsheet would take for a formula.
        single: Of `tei`: one file with all speeches, not one file each.
        phrases: Of `kwic`: these phrases, traced as by `lineage trace`; without any, the leading formulae.
        near: Of `kwic`: also what is only near to the phrases.
        top: Of `kwic`, `gexf` and `graphml`: so many of the leading formulae; 0 for ten in `kwic`, else 200.
        sort: Of `kwic`: the order of the lines, by date or by what stands beside.
        width: Of `kwic`: code points on each side.
    """

    what: str = ""
    table: str = ""
    delimiter: str = ""
    bom: bool = False
    excel: bool = False
    single: bool = False
    phrases: tuple[str, ...] = ()
    near: bool = False
    top: int = 0
    sort: PlaceOrder = PlaceOrder.DATE
    width: int = 30


@dataclass(frozen=True, slots=True)
class Material:
    """What every format is made from.

    Attributes:
        result: What was found.
        heritage: Who inherits from whom.
        traces: The phrases that a concordance is asked for.
    """

    result: ScanResult
    heritage: Heritage
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Produced:
    """An export, made as it is read.

    Attributes:
        files: Names below the folder, and what stands in each; of one stream, one.
        told: What a user should know of it, one sentence each.
    """

    files: Iterable[tuple[str, Iterable[bytes]]]
    told: tuple[str, ...] = ()


def check_asked(form: str, options: ExportOptions) -> None:
    """Refuses what cannot be made, before anything is read.

    Raises:
        UsageError: There is no such format, or it does not take an option, or not this value of it.
    """
    _one_of("format", form, FORMATS)
    for option in fields(ExportOptions):
        if getattr(options, option.name) != option.default and option.name not in _TAKES[form]:
            takers = " and ".join(other for other, takes in _TAKES.items() if option.name in takes)
            raise UsageError(f"{form}: takes no {option.name}", f"{option.name} is for {takers}.")
    _one_of("what", options.what or WHAT.get(form, ("",))[0], WHAT.get(form, ("",)))
    _one_of("table", options.table, ("", *TABLES))
    _one_of("delimiter", options.delimiter, ("", *_DELIMITERS))
    if options.top and (options.phrases or (form != "kwic" and options.what in ("", "speeches"))):
        hint = "It is for kwic without phrases, and for graphs of formulae or bipartite ones."
        raise UsageError("top: there are no leading formulae in what is asked for", hint)
    if options.top < 0 or options.width < 0:
        raise UsageError("top and width: are counts, and cannot be below 0", "Give 0 or more.")


def _one_of(what: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        hint = f"{did_you_mean(value, known)} There are {', '.join(filter(None, known))}.".strip()
        raise UsageError(f"{what}: there is no {value!r}", hint)


def check_named(form: str, options: ExportOptions, path: Path) -> None:
    """Refuses to make a folder of what looks like the name of a file.

    Raises:
        UsageError: If it does, and no such folder is there.
    """
    if is_folder(form, options) and path.suffix.lower() in (".csv", ".tsv", ".parquet", ".xml") and not path.is_dir():
        alone = "--single" if form == "tei" else "--table"
        raise UsageError(
            f"{path}: is the name of a file, and this export is a folder of several",
            f"Name a folder, or ask for one file with {alone}.",
        )


def is_folder(form: str, options: ExportOptions) -> bool:
    """Whether it is several files; else it is one stream."""
    return (form in ("csv", "parquet") and not options.table) or (form == "tei" and not options.single)


def is_text(form: str) -> bool:
    """Whether it can be read on standard output."""
    return form != "parquet"


def default_name(form: str, options: ExportOptions) -> str:
    """What the file or folder is called where no other name is given."""
    if is_folder(form, options):
        return f"lineage-{form}"
    tab = options.delimiter == "tab"
    return {
        "csv": f"{options.table}.{'tsv' if tab else 'csv'}",
        "parquet": f"{options.table}.parquet",
        "tei": "lineage.tei.xml",
        "bibtex": "lineage.bib",
        "kwic": f"lineage-kwic.{'csv' if options.delimiter == 'comma' else 'tsv'}",
    }.get(form, f"lineage.{form}")
