"""The command `lineage`: its commands, its version, and how errors become messages and exit codes.

0 ok · 1 failure · 2 usage · 3 some inputs skipped under --strict · 4 index incompatible · 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from lineage import __version__
from lineage.cli.scan import scan
from lineage.cli.talk import complain
from lineage.errors import ExitCode, LineageError

app = typer.Typer(
    name="lineage",
    help="Finds the formulae (提法) that Chinese speeches share: where each stands, who carries it, since when.",
    epilog="Exit codes: 0 ok · 1 failure · 2 usage · 3 inputs skipped under --strict · 4 index incompatible · 130 interrupted",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(scan)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lineage {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")] = False,
) -> None:
    """Options that stand before the command."""


def main() -> None:
    """Runs the command line; what a user can act upon becomes a message, never a traceback."""
    try:
        app()
    except LineageError as error:
        complain(error.message, error.hint)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of stdout has gone; closing it again at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
    except KeyboardInterrupt:
        complain("interrupted", "What was there before is unchanged; run the command again.")
        sys.exit(ExitCode.INTERRUPTED)
