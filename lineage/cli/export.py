"""`lineage export`: results for other tools, a command for each format. The edge of `lineage.export_to`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

from typer import Option
from typer.models import OptionInfo

from lineage.cli.completion import phrases
from lineage.cli.options import AgreeingConfig, Index, Quiet
from lineage.cli.output import write_parts
from lineage.cli.progress import TerminalProgress
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn
from lineage.cli.traced_rows import Order

if TYPE_CHECKING:
    from lineage.export import ExportOptions
    from lineage.settings import StatedSettings

_STDOUT = Path("-")


def _place(default: str, *, streams: bool = True) -> OptionInfo:
    """Where an export goes: `default` where nothing is said.

    The parameter is not called `out`, which as a setting names the folder of a scan's results.
    """
    told = "File or folder; - for standard output." if streams else "File or folder."
    return cast("OptionInfo", Option("--out", "-o", metavar="PLACE", help=told, show_default=default))


class Table(StrEnum):
    """The tables of the data files; `lineage.export.TABLES`, which `--help` shall not have to load."""

    SPEECHES = "speeches"
    FORMULAE = "formulae"
    VARIANTS = "variants"
    OCCURRENCES = "occurrences"
    PASSAGES = "passages"
    FURNITURE = "furniture"
    INHERITANCE = "inheritance"


class Clusters(StrEnum):
    """What is a cluster."""

    FORMULAE = "formulae"
    PASSAGES = "passages"


class Nodes(StrEnum):
    """What the nodes of a network are."""

    SPEECHES = "speeches"
    FORMULAE = "formulae"
    BIPARTITE = "bipartite"


class Delimiter(StrEnum):
    """What parts two cells."""

    COMMA = "comma"
    TAB = "tab"


OneTable = Annotated[
    Table | None,
    Option(
        "--table",
        metavar="TABLE",
        help="This table alone: speeches, formulae, variants, occurrences, passages, furniture or inheritance.",
        show_default="all, into a folder",
    ),
]
Mark = Annotated[bool, Option("--bom", help="Begin with the mark by which spreadsheets know UTF-8.")]
Excel = Annotated[
    bool, Option("--excel", help="The mark, and a ' before cells that a spreadsheet would take for a formula.")
]
OfWhat = Annotated[
    Nodes,
    Option(
        "--what",
        metavar="NODES",
        help="speeches: who inherits from whom; formulae: which the same speeches carry; bipartite: who carries what.",
    ),
]
Leading = Annotated[
    int | None, Option("--top", metavar="N", min=1, help="So many of the leading formulae.", show_default="200")
]
Force = Annotated[bool, Option("--force", help="Replace what is there, even if no export wrote it.")]


def csv(
    table: OneTable = None,
    delimiter: Annotated[
        Delimiter, Option(metavar="MARK", help="What parts two cells: comma or tab.")
    ] = Delimiter.COMMA,
    bom: Mark = False,
    excel: Excel = False,
    target: Annotated[Path | None, _place("lineage-csv, or TABLE.csv (.tsv with tabs)")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """Tables for spreadsheets and scripts: the data files of a scan.

    For example:

        lineage export csv --excel

        lineage export csv --table formulae -o - | head
    """
    asked = {"table": table or "", "bom": bom, "excel": excel, "delimiter": "tab" if delimiter is Delimiter.TAB else ""}
    _export("csv", asked, target, index, config, force=force, quiet=quiet)


def jsonl(
    what: Annotated[
        Clusters, Option(metavar="WHAT", help="What is a cluster: formulae, or passages of two speeches.")
    ] = (Clusters.FORMULAE),
    target: Annotated[Path | None, _place("lineage.jsonl")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """Places, one a line, with the field names of passim.

    For example:

        lineage export jsonl -o places.jsonl

        lineage export jsonl --what passages -o - | jq .text
    """
    _export("jsonl", {"what": what}, target, index, config, force=force, quiet=quiet)


def parquet(
    table: OneTable = None,
    target: Annotated[Path | None, _place("lineage-parquet, or TABLE.parquet", streams=False)] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """The same tables, typed and with the texts, for DuckDB, pandas and R.

    For example:

        lineage export parquet -o tables
    """
    _export("parquet", {"table": table or ""}, target, index, config, force=force, quiet=quiet)


def tei(
    single: Annotated[bool, Option("--single", help="One file with all speeches, not one file each.")] = False,
    target: Annotated[Path | None, _place("lineage-tei, or lineage.tei.xml")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """Speeches as TEI P5, with formulae, passages and furniture beside the text.

    For example:

        lineage export tei -o edition
    """
    _export("tei", {"single": single}, target, index, config, force=force, quiet=quiet)


def gexf(
    what: OfWhat = Nodes.SPEECHES,
    top: Leading = None,
    target: Annotated[Path | None, _place("lineage.gexf")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """Who inherits from whom, as a graph with dates for Gephi.

    For example:

        lineage export gexf

        lineage export gexf --what bipartite --top 50
    """
    asked = {"what": what, "top": top or 0}
    _export("gexf", asked, target, index, config, force=force, quiet=quiet)


def graphml(
    what: OfWhat = Nodes.SPEECHES,
    top: Leading = None,
    target: Annotated[Path | None, _place("lineage.graphml")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """The same graph for Cytoscape, yEd, igraph and NetworkX.

    For example:

        lineage export graphml -o speeches.graphml
    """
    asked = {"what": what, "top": top or 0}
    _export("graphml", asked, target, index, config, force=force, quiet=quiet)


def bibtex(
    target: Annotated[Path | None, _place("lineage.bib")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """The speeches and the report as entries to cite (biblatex).

    For example:

        lineage export bibtex -o speeches.bib
    """
    _export("bibtex", {}, target, index, config, force=force, quiet=quiet)


def kwic(
    phrase: Annotated[
        list[str] | None,
        Option(
            metavar="PHRASE",
            autocompletion=phrases,
            help="Phrase to look for; may be given again.",
            show_default="the leading formulae",
        ),
    ] = None,
    near: Annotated[bool, Option("--near", help="Also what is only near to the phrases.")] = False,
    top: Annotated[
        int | None, Option("--top", metavar="N", min=1, help="Without a phrase, so many formulae.", show_default="10")
    ] = None,
    sort: Annotated[
        Order, Option(metavar="ORDER", help="Order of the lines: date; or left or right, by what stands there.")
    ] = Order.DATE,
    width: Annotated[int, Option(metavar="N", min=0, help="Characters on each side.")] = 30,
    delimiter: Annotated[Delimiter, Option(metavar="MARK", help="What parts two cells: comma or tab.")] = Delimiter.TAB,
    bom: Mark = False,
    excel: Excel = False,
    target: Annotated[Path | None, _place("lineage-kwic.tsv (.csv with commas)")] = None,
    index: Index = Path("lineage.duckdb"),
    force: Force = False,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """A concordance: phrases or the leading formulae, each place in context.

    For example:

        lineage export kwic --phrase 命运共同体 --phrase 合作共赢 --sort right

        lineage export kwic --top 50 --delimiter comma --excel
    """
    from lineage.models import PlaceOrder

    asked = {
        "phrases": tuple(phrase or ()),
        "near": near,
        "top": top or 0,
        "sort": PlaceOrder(sort),
        "width": width,
        "delimiter": "comma" if delimiter is Delimiter.COMMA else "",
        "bom": bom,
        "excel": excel,
    }
    _export("kwic", asked, target, index, config, force=force, quiet=quiet)


COMMANDS: tuple[Callable[..., None], ...] = (csv, jsonl, parquet, tei, gexf, graphml, bibtex, kwic)


def _export(
    form: str,
    asked: Mapping[str, Any],
    target: Path | None,
    index: Path,
    config: StatedSettings | None,
    *,
    force: bool,
    quiet: bool,
) -> None:
    """Writes an export, or sends it to standard output, and tells what came of it."""
    from lineage.export import ExportOptions, default_name
    from lineage.pipeline import export_to

    options = ExportOptions(**asked)
    if target == _STDOUT:
        told = _to_stdout(form, options, index, config, quiet=quiet)
    else:
        path = target or Path(default_name(form, options))
        with TerminalProgress(quiet=quiet) as progress:
            done = export_to(form, path, options, index=index, config=config, force=force, progress=progress)
        told = done.told
        if not quiet:
            note(f"{counted(len(done.paths), 'file')} → {path}")
    if not quiet:
        warn(told)


def _to_stdout(
    form: str, options: ExportOptions, index: Path, config: StatedSettings | None, *, quiet: bool
) -> tuple[str, ...]:
    from lineage.errors import UsageError
    from lineage.export import is_folder, is_text
    from lineage.pipeline import prepare_export
    from lineage.stages import Stages

    if is_folder(form, options) or not is_text(form):
        what = "several files" if is_folder(form, options) else "no text"
        raise UsageError(f"{form}: is {what}, and cannot go to standard output", "Name a place with --out.")
    with TerminalProgress(quiet=quiet) as progress:
        produced = prepare_export(form, options, Stages(progress), index=index, config=config)
    for _, parts in produced.files:
        write_parts(parts)
    return produced.told
