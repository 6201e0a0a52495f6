"""A progress bar on stderr, with counts, rate and the time that remains; silent without a terminal, or with --quiet."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lineage.cli.consoles import for_talk
from lineage.cli.talk import note

if TYPE_CHECKING:
    from rich.progress import TaskID


class TerminalProgress:
    """Shows the stage at work; fits `lineage.pipeline.Progress`."""

    def __init__(self, *, quiet: bool) -> None:
        from lineage.cli.bars import bars_on

        err = for_talk()
        watched = bool(sys.stderr) and sys.stderr.isatty()  # not only coloured, as FORCE_COLOR has it
        self._bars = bars_on(err, shown=watched and err.is_interactive and not quiet)
        self._task: TaskID | None = None
        self._quiet = quiet

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins; `total` steps where they can be counted."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(name, total=total)

    def advance(self) -> None:
        """One step of the stage is done."""
        if self._task is not None:
            self._bars.advance(self._task)

    def tell(self, sentence: str) -> None:
        """Something that a user should know of files, not of speeches."""
        if not self._quiet:
            note(sentence)
