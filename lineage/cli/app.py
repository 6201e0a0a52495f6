"""The command `lineage`: its commands, its version, and how errors become messages and exit codes.

0 ok · 1 failure · 2 usage · 3 some inputs skipped under --strict · 4 index incompatible · 130 interrupted.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec

import typer

from lineage import __version__
from lineage.cli.add import add
from lineage.cli.compare import compare
from lineage.cli.export import COMMANDS as EXPORTS
from lineage.cli.formulae import formulae
from lineage.cli.interrupts import interrupts_heard
from lineage.cli.query import query
from lineage.cli.remove import remove
from lineage.cli.report import report
from lineage.cli.scan import scan
from lineage.cli.speeches import speeches
from lineage.cli.talk import complain
from lineage.cli.trace import trace
from lineage.errors import ExitCode, Interrupted, LineageError

Arguments = ParamSpec("Arguments")

app = typer.Typer(
    name="lineage",
    help="Finds the formulae (提法) that Chinese speeches share: where each stands, who carries it, since when.",
    epilog="Exit codes: 0 ok · 1 failure · 2 usage · 3 inputs skipped under --strict · 4 index incompatible "
    "· 130 interrupted",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _answering(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The command, whose errors that a user can act upon become a message and an exit code, never a traceback."""

    @wraps(command)
    def answering(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        with interrupts_heard() as heard:
            try:
                command(*args, **options)
            except (KeyboardInterrupt, Exception) as error:
                notes = getattr(error, "__notes__", [])  # of what is kept for another run
                if not isinstance(error, Interrupted) and (isinstance(error, KeyboardInterrupt) or heard.is_set()):
                    hint = "Nothing that was there is lost; run the command again, or `lineage report`."
                    complain("interrupted", " ".join(notes) or hint)
                    raise typer.Exit(ExitCode.INTERRUPTED) from error
                if not isinstance(error, LineageError):
                    raise
                complain(error.message, " ".join([error.hint, *notes]))
                raise typer.Exit(error.exit_code) from error

    return answering


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lineage {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options that stand before the command."""


for _command in (scan, add, query, trace, compare, speeches, formulae, remove, report):
    app.command()(_answering(_command))

_exports = typer.Typer(no_args_is_help=True, help="""Write the results of an index for another tool.""")
for _command in EXPORTS:
    _exports.command()(_answering(_command))
app.add_typer(_exports, name="export")


def main() -> None:
    """Runs the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Data is UTF-8 with LF wherever it goes; where Windows redirects it, Python would take the code page.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    # Hundreds of thousands of rows live until the end and hold no cycles; looking for some all the while takes time.
    gc.set_threshold(200_000, 50, 100)
    app(prog_name="lineage")  # not `python -m lineage`: usage, completion and hints name the command
