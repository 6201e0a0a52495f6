"""How a progress bar looks: counts, rate and the time that remains. When there is one: `lineage.cli.progress`."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _RateColumn(ProgressColumn):
    """Steps a second, of stages whose steps can be counted."""

    def render(self, task: Task) -> Text:
        """The rate of the last seconds; nothing while there is none."""
        if task.total is None or not task.speed:
            return Text()
        return Text(f"{task.speed:,.0f}/s" if task.speed >= 10 else f"{task.speed:.1f}/s", "progress.data.speed")


def bars_on(console: Console, *, shown: bool) -> Progress:
    """Bars that leave nothing behind; none where they are not to be shown."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not shown,
    )
