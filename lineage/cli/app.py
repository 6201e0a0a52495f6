"""The command `lineage`: its commands, its version, and how errors become messages and exit codes."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, Final, ParamSpec

import typer
from typer import Option

from lineage import __version__
from lineage.cli.add import add
from lineage.cli.commands import Command, Group, show_tracebacks
from lineage.cli.compare import compare
from lineage.cli.configured import tell_unknown
from lineage.cli.consoles import Color, use_color
from lineage.cli.export import COMMANDS as EXPORTS
from lineage.cli.formulae import formulae
from lineage.cli.interrupts import interrupts_heard
from lineage.cli.json_output import with_json
from lineage.cli.query import query
from lineage.cli.remove import remove
from lineage.cli.report import report
from lineage.cli.scan import scan
from lineage.cli.settings import settings
from lineage.cli.speeches import speeches
from lineage.cli.talk import complain
from lineage.cli.trace import trace
from lineage.errors import ExitCode, Interrupted, LineageError

Arguments = ParamSpec("Arguments")

#: When a command leaves with which, as help and reference tell it.
EXIT_CODES: Final[Mapping[ExitCode, str]] = {
    ExitCode.OK: "done; also where nothing was found, which is told on stderr",
    ExitCode.FAILURE: "failure to read, write or reach what is needed, or a fault of lineage",
    ExitCode.USAGE: "the call is wrong: an unknown option or setting, a value out of range",
    ExitCode.SKIPPED: "done, but some inputs were skipped (only with --strict)",
    ExitCode.INCOMPATIBLE_INDEX: "the index cannot be used: made with other settings or by another version",
    ExitCode.INTERRUPTED: "interrupted with Ctrl-C",
}

app = typer.Typer(
    name="lineage",
    cls=Group,
    epilog="\n".join(["", "Exit codes:", *(f"  {code.value:<3}  {means}" for code, means in EXIT_CODES.items())]),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _answering(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The command, whose errors that a user can act upon become a message and an exit code, never a traceback."""

    @wraps(command)
    def answering(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        with interrupts_heard() as interrupts:
            try:
                tell_unknown(options.get("config"), quiet=bool(options.get("quiet")))
                command(*args, **options)
            except (KeyboardInterrupt, Exception) as error:
                interrupts.settle()
                notes = getattr(error, "__notes__", [])  # of what is kept for another run
                if not isinstance(error, Interrupted) and (isinstance(error, KeyboardInterrupt) or interrupts.heard):
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
    color: Annotated[
        Color | None,
        Option(
            metavar="WHEN",
            callback=use_color,
            is_eager=True,
            show_default="auto",
            help="Colour: auto, on a terminal that has it; always; never. NO_COLOR and FORCE_COLOR are heard, too.",
        ),
    ] = None,
    debug: Annotated[
        bool,
        Option(
            "--debug",
            envvar="LINEAGE_DEBUG",
            callback=show_tracebacks,
            help="Where lineage itself fails, show the traceback.",
        ),
    ] = False,
    version: Annotated[
        bool, Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Finds the formulae (提法) that Chinese speeches share: where each stands, who carries it, since when.

    For example:

        lineage scan corpus

        lineage trace 命运共同体

        lineage --color never formulae | less
    """


for _command in (scan, add, query, trace, compare, speeches, formulae, remove, report, settings):
    app.command(cls=Command)(_answering(with_json(_command)))

_exports = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="""Write the results of an index for another tool.

    For example:

        lineage export csv --excel

        lineage export gexf
    """,
)
for _command in EXPORTS:
    _exports.command(cls=Command)(_answering(_command))
app.add_typer(_exports, name="export")


def main() -> None:
    """Runs the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Data is UTF-8 with LF wherever it goes; where Windows redirects it, Python would take the code page.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    # Hundreds of thousands of rows live until the end and hold no cycles; looking for some all the while takes time.
    gc.set_threshold(200_000, 50, 100)
    app(prog_name="lineage")  # not `python -m lineage`: usage, completion and hints name the command
