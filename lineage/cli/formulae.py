"""`lineage formulae`: the formulae of an index. The edge of `lineage.list_formulae`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Option

from lineage.cli.filters import By, InPeriod, NotBy, NotInPeriod, bounds_of, speech_filter
from lineage.cli.options import RESULTS, AgreeingConfig, Index, OutBeside, OutputFormat, Quiet
from lineage.cli.output import Format, write_rows
from lineage.cli.progress import TerminalProgress
from lineage.cli.sorting import Reverse, in_order
from lineage.cli.summary import counted
from lineage.cli.talk import note

_SHOWN = {
    "rank": "rank",
    "label": "formula",
    "kind": "kind",
    "score": "score",
    "speeches": "speeches",
    "occurrences": "places",
    "variants": "wordings",
    "first_date": "first",
    "last_date": "last",
}
_MOST_SHOWN = 50
#: Heading of `--help`.
_WHICH = "Which formulae"

_Limit = Annotated[
    int | None,
    Option(
        metavar="N", min=1, rich_help_panel=RESULTS, help="So many rows at most.", show_default="all, 50 in a table"
    ),
]


class Order(StrEnum):
    """The columns to sort by: dates and texts upwards, other figures but the rank downwards."""

    RANK = "rank"
    LABEL = "canonical"
    SPEECHES = "speeches"
    OCCURRENCES = "occurrences"
    VARIANTS = "variants"
    FIRST = "first_date"
    LAST = "last_date"


_Kind = Annotated[
    list[str] | None,
    Option(
        metavar="KIND",
        rich_help_panel=_WHICH,
        help="Of this kind: formula, ceremonial, idiom, name or figure; may be given again.",
    ),
]
_NotKind = Annotated[
    list[str] | None, Option(metavar="KIND", rich_help_panel=_WHICH, help="Not of this kind; may be given again.")
]
_Length = Annotated[
    str, Option(metavar="RANGE", rich_help_panel=_WHICH, help="Characters of the label: 4, 4-8, 4- or -8.")
]
_Carriers = Annotated[
    str, Option(metavar="RANGE", rich_help_panel=_WHICH, help="How many speeches carry it, in the same way.")
]
_Variants = Annotated[
    str, Option(metavar="RANGE", rich_help_panel=_WHICH, help="How many wordings it has, in the same way.")
]
_Contains = Annotated[
    str, Option(metavar="TEXT", rich_help_panel=_WHICH, help="The label holds this, in either script.")
]
_NotContains = Annotated[str, Option(metavar="TEXT", rich_help_panel=_WHICH, help="The label does not hold this.")]
_Sort = Annotated[
    Order,
    Option(
        metavar="COLUMN",
        rich_help_panel=RESULTS,
        help="Column to sort by: rank, canonical, speeches, occurrences, variants, first_date or last_date.",
    ),
]


def formulae(
    period: InPeriod = "",
    not_period: NotInPeriod = "",
    speaker: By = None,
    not_speaker: NotBy = None,
    kind: _Kind = None,
    not_kind: _NotKind = None,
    length: _Length = "",
    carriers: _Carriers = "",
    variants: _Variants = "",
    contains: _Contains = "",
    not_contains: _NotContains = "",
    sort: _Sort = Order.RANK,
    reverse: Reverse = False,
    limit: _Limit = None,
    index: Index = Path("lineage.duckdb"),
    out: OutBeside = Path("reports"),
    output_format: OutputFormat = Format.TABLE,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """List the formulae of an index, those of some speeches or all.

    A formula is listed if one of the speeches that are asked for carries it, and none that is excluded.

    For example:

        lineage formulae --period 2012/2017 --not-period 2018/ --kind formula

        lineage formulae --contains 共同体 --sort first_date

        lineage formulae --sort last_date --reverse --limit 20
    """
    from lineage.export import FORMULA_COLUMNS, formula_rows
    from lineage.pipeline import list_formulae as run
    from lineage.tracing import FormulaFilter

    wanted = FormulaFilter(
        carried_by=speech_filter(period, not_period, speaker, not_speaker),
        kinds=tuple(kind or ()),
        not_kinds=tuple(not_kind or ()),
        length=bounds_of("--length", length),
        carriers=bounds_of("--carriers", carriers),
        variants=bounds_of("--variants", variants),
        contains=contains,
        not_contains=not_contains,
    )
    with TerminalProgress(quiet=quiet) as progress:
        told = run(wanted, index=index, out=out, config=config, progress=progress)
    rows = in_order(FORMULA_COLUMNS, formula_rows(told), sort, reverse=reverse)
    write_rows(FORMULA_COLUMNS, rows[:limit], output_format, shown=_SHOWN, most=limit or _MOST_SHOWN)
    if not quiet:
        most = limit or (_MOST_SHOWN if output_format is Format.TABLE else len(told))
        first = f"the first {most:,} of " if most < len(told) else ""
        note(f"{first}{counted(len(told), 'formula', 'formulae')}")
