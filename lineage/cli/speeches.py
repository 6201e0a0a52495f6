"""`lineage speeches`: the speeches of an index; what of them is doubtful, and a table to correct it by.

The edge of `lineage.list_speeches`, `check_speeches`, `draft_speech_table` and `write_speech_table`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from lineage.cli.filters import By, InPeriod, NotBy, NotInPeriod, speech_filter
from lineage.cli.options import RESULTS, AgreeingConfig, Index, Limit, OutBeside, OutputFormat, Quiet
from lineage.cli.output import Format, write_rows
from lineage.cli.progress import TerminalProgress
from lineage.cli.sorting import Reverse, in_order
from lineage.cli.summary import counted
from lineage.cli.talk import note
from lineage.errors import UsageError

if TYPE_CHECKING:
    from lineage.tracing import SpeechFilter

_SHOWN = {
    "speech_id": "speech",
    "date": "date",
    "speaker": "speaker",
    "characters": "characters",
    "inherited_share": "inherited",
    "first_uses": "first uses",
    "title": "title",
}

#: Heading of `--help`.
_CORRECT = "To correct what is known of them"


class Order(StrEnum):
    """The columns to sort by: texts upwards, figures downwards."""

    SPEECH = "speech_id"
    DATE = "date"
    SPEAKER = "speaker"
    CHARACTERS = "characters"
    INHERITED = "inherited_share"
    FIRST_USES = "first_uses"


_Sort = Annotated[
    Order,
    Option(
        metavar="COLUMN",
        rich_help_panel=RESULTS,
        help="Column to sort by: speech_id, date, speaker, characters, inherited_share or first_uses.",
    ),
]
_Check = Annotated[
    bool,
    Option(
        "--check",
        rich_help_panel=_CORRECT,
        help="List what is missing, doubtful or only inferred instead, one row each.",
    ),
]
_WriteCsv = Annotated[
    bool,
    Option(
        "--write-csv",
        rich_help_panel=_CORRECT,
        help="Write a speeches.csv to correct by hand: to FILE, or into the folder that was scanned.",
    ),
]
_Force = Annotated[
    bool,
    Option(
        "--force",
        rich_help_panel=_CORRECT,
        help="Replace a table that is there; its rows and further columns are kept.",
    ),
]


def speeches(
    table: Annotated[
        Path | None, Argument(metavar="FILE", help="Where --write-csv writes; - for stdout.", show_default=False)
    ] = None,
    period: InPeriod = "",
    not_period: NotInPeriod = "",
    speaker: By = None,
    not_speaker: NotBy = None,
    sort: _Sort = Order.SPEECH,
    reverse: Reverse = False,
    limit: Limit = None,
    check: _Check = False,
    write_csv: _WriteCsv = False,
    force: _Force = False,
    index: Index = Path("lineage.duckdb"),
    out: OutBeside = Path("reports"),
    output_format: OutputFormat = Format.TABLE,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """List the speeches of an index, with what each of them inherits and says first.

    For example:

        lineage speeches --period 2012/ --sort inherited_share

        lineage speeches --check

        lineage speeches --write-csv corpus/speeches.csv

    In the table that --write-csv makes, what is stated stands in its column.
    What was only inferred stands beside it, in _inferred_date and the like,
    which no scan reads: once moved over, it counts as stated.
    """
    from lineage.export import SPEECH_COLUMNS, speech_rows
    from lineage.pipeline import check_speeches, list_speeches

    wanted = speech_filter(period, not_period, speaker, not_speaker)
    asked: dict[str, Any] = {"index": index, "out": out, "config": config}
    if table and not write_csv:
        raise UsageError(f"{table}: is named, but nothing is written there", "Say --write-csv, too.")
    if write_csv and (check or limit):
        other = "--check" if check else "--limit"
        raise UsageError(f"{other} and --write-csv do not go together", "Run one without the other.")
    with TerminalProgress(quiet=quiet) as progress:
        if write_csv:
            _write_csv(table, wanted, progress, asked, force=force, quiet=quiet)
            return
        checked = check_speeches(wanted, progress=progress, **asked) if check else None
        told = checked.listed if checked else list_speeches(wanted, progress=progress, **asked)
    every = list(speech_rows(told.found, told.heritage))
    rows = in_order(SPEECH_COLUMNS, (every[number] for number in told.numbers), sort, reverse=reverse)
    if checked:
        from lineage.cli.checked import in_short, write_doubts

        order = {str(row[0]): place for place, row in enumerate(rows)}
        write_doubts(checked.doubts, order, output_format, limit)
        summary = in_short(checked.doubts, len(rows))
    else:
        write_rows(SPEECH_COLUMNS, rows[:limit], output_format, shown=_SHOWN, most=len(rows))
        summary = f"{counted(len(rows), 'speech', 'speeches')} of {len(every):,}"
    if not quiet:
        note(summary)


def _write_csv(
    table: Path | None,
    wanted: SpeechFilter,
    progress: TerminalProgress,
    asked: Mapping[str, Any],
    *,
    force: bool,
    quiet: bool,
) -> None:
    from lineage.cli.checked import write_table
    from lineage.pipeline import draft_speech_table

    to_stdout = table == Path("-")
    draft = draft_speech_table(wanted, None if to_stdout else table, progress=progress, **asked)
    write_table(draft, to_stdout=to_stdout, force=force, quiet=quiet)
