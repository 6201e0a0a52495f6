"""`lineage speeches`: the speeches of an index. The edge of `lineage.list_speeches`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Option

from lineage.cli.filters import By, InPeriod, NotBy, NotInPeriod, speech_filter
from lineage.cli.options import AgreeingConfig, Index, Limit, Quiet
from lineage.cli.output import Format, write_rows
from lineage.cli.progress import TerminalProgress
from lineage.cli.settings_file import settings_beside
from lineage.cli.sorting import Reverse, in_order
from lineage.cli.summary import counted
from lineage.cli.talk import note

_SHOWN = {
    "speech_id": "speech",
    "date": "date",
    "speaker": "speaker",
    "characters": "characters",
    "inherited_share": "inherited",
    "first_uses": "first uses",
    "title": "title",
}


class Order(StrEnum):
    """The columns to sort by: texts upwards, figures downwards."""

    SPEECH = "speech_id"
    DATE = "date"
    SPEAKER = "speaker"
    CHARACTERS = "characters"
    INHERITED = "inherited_share"
    FIRST_USES = "first_uses"


def speeches(
    period: InPeriod = "",
    not_period: NotInPeriod = "",
    speaker: By = None,
    not_speaker: NotBy = None,
    sort: Annotated[Order, Option(help="Column to sort by.")] = Order.SPEECH,
    reverse: Reverse = False,
    limit: Limit = None,
    index: Index = Path("lineage.duckdb"),
    out: Annotated[Path, Option(help="Folder of its results.")] = Path("reports"),
    output_format: Annotated[Format, Option("--format", "-f", help="How they are written to stdout.")] = Format.TABLE,
    config: AgreeingConfig = None,
    quiet: Quiet = False,
) -> None:
    """List the speeches of an index, with what each of them inherits and says first.

    For example:

        lineage speeches --period 2012/ --sort inherited_share
    """
    from lineage.export import SPEECH_COLUMNS, speech_rows
    from lineage.pipeline import list_speeches as run

    wanted = speech_filter(period, not_period, speaker, not_speaker)
    with TerminalProgress(quiet=quiet) as progress:
        told = run(wanted, index=index, out=out, config=config or settings_beside(), progress=progress)
    every = list(speech_rows(told.found, told.heritage))
    rows = in_order(SPEECH_COLUMNS, (every[number] for number in told.numbers), sort, reverse=reverse)
    write_rows(SPEECH_COLUMNS, rows[:limit], output_format, shown=_SHOWN, most=len(rows))
    if not quiet:
        note(f"{counted(len(rows), 'speech', 'speeches')} of {len(every):,}")
