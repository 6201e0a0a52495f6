"""What a command and a group of commands are here: how they tell help and faults of a call, and how they end.

A fault of the call becomes a message with a next step like any other; a fault of lineage itself becomes one line, and
a traceback only where that is asked for; a reader who has left is no fault.
"""

from __future__ import annotations

import errno
import re
import sys
from typing import Any, Final

from typer import Abort, BadParameter
from typer.core import TyperCommand, TyperGroup

from lineage.cli.consoles import Color, prefer_color, use_color
from lineage.cli.talk import complain
from lineage.errors import ExitCode
from lineage.naming import did_you_mean, nearest

#: What all faults of a call are; Typer has it in every version, and a name for it in none that lasts.
_FAULT_OF_CALL: Final[type[Exception]] = BadParameter.__bases__[0]
#: What Typer says of a value that cannot be: of which option or argument, and why.
_INVALID: Final = re.compile(r"Invalid value for '(.*?)'(?: / '.*?')*(?: \(env var: '.*?'\))?: (.*)", re.DOTALL)


#: So like an option, between 0 and 1, is what was meant as one.
_LIKE: Final = 0.6


class _Asked:
    """What holds for one run of the command line."""

    tracebacks = False


def show_tracebacks(wanted: bool) -> None:
    """From now on, where lineage itself fails."""
    _Asked.tracebacks = wanted


class Command(TyperCommand):
    """A command that tells its help as `lineage.cli.help` writes it."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- Typer's classes of these are its own
        """Writes the help."""
        _write_help(self, ctx, formatter)


class Group(TyperGroup):
    """A group of commands; as the whole command line, it also decides how a run ends."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Writes the help."""
        _write_help(self, ctx, formatter)

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        """Runs a command line, and leaves with its exit code."""
        use_color(None)
        prefer_color(Color.AUTO)
        show_tracebacks(False)
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except _FAULT_OF_CALL as error:
            code = _tell_fault_of_call(error)
        except Abort:
            code = ExitCode.INTERRUPTED
        except SystemExit as leaving:
            # What writes help and the version ends with 1 where nobody reads on: `lineage --help | head -1`.
            code = ExitCode.OK if isinstance(leaving.__context__, BrokenPipeError) else leaving.code
        except Exception as error:
            if _Asked.tracebacks:
                raise
            code = _tell_fault_of_ours(error)
        sys.exit(code or ExitCode.OK)


def _write_help(command: Any, context: Any, formatter: Any) -> None:  # noqa: ANN401
    from lineage.cli.help import help_of

    formatter.write(help_of(command, context))
    context.color = True  # whether there are escapes is decided; Typer has nothing to strip


def _tell_fault_of_call(error: Any) -> ExitCode:  # noqa: ANN401
    """Tells what was wrong with the command line, and what was perhaps meant."""
    context = getattr(error, "ctx", None)
    if context is not None and type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{context.get_help()}\n")
        return ExitCode.USAGE
    message, hint = _fault(error, context) if context is not None else (_plainly(error.format_message()), "")
    path = context.command_path if context is not None else "lineage"
    complain(message, f"{hint} See `{path} --help`.".strip())
    return ExitCode.USAGE


def _fault(error: Any, context: Any) -> tuple[str, str]:  # noqa: ANN401
    """What is wrong, in the words of lineage where they are plainer, and what was perhaps meant."""
    message = error.format_message().replace("Value error, ", "").replace("Input should", "should")
    option = getattr(error, "option_name", "")
    if option and message.startswith("No such option"):
        return f"{option}: {context.command_path} has no such option", _meant_option(option, context)
    if unknown := re.match(r"No such command '(.*?)'", message):
        return f"{unknown[1]}: there is no such command", did_you_mean(unknown[1], context.command.commands)
    if missing := re.match(r"Missing argument '(.*?)'", message):
        return f"{context.command_path}: {missing[1].strip('{}.')} is missing", _example(context)
    if invalid := _INVALID.match(message):
        if choice := re.match(r"'(.*?)' is not one of (.*)", invalid[2]):
            known = re.findall(r"'([^']*)'", choice[2])
            hint = f"{did_you_mean(choice[1], known)} There are {', '.join(known)}."
            return f"{invalid[1]}: there is no {choice[1]!r}", hint
        return f"{invalid[1]}: {invalid[2]}", ""
    return _plainly(message), ""


def _plainly(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")


def _example(context: Any) -> str:  # noqa: ANN401
    from lineage.cli.help import examples_of

    return "".join(f"For example: `{example}`." for example in examples_of(context.command)[:1])


def _meant_option(option: str, context: Any) -> str:  # noqa: ANN401
    before = {name: each for each in context.find_root().command.params for name in each.opts}
    if option in before:
        value = "" if before[option].is_flag else f" {before[option].metavar}"
        return f"It stands before the command: `lineage {option}{value} {context.info_name} …`."
    if not option.startswith("--"):
        return ""  # one letter is like nothing
    known = [name.removeprefix("--") for each in context.command.params for name in each.opts if name[1:2] == "-"]
    near = nearest(option.removeprefix("--"), known, least=_LIKE, parts=False)
    return f"Did you mean {' or '.join(f'--{name}' for name in near)}?" if near else ""


def _tell_fault_of_ours(error: Exception) -> int:
    """One line; the traceback holds nothing for those who did not write the program."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        complain(f"no space is left ({error})", "Free some, or write to another place.")
        return ExitCode.FAILURE
    told = " ".join(str(error).split())
    notes = getattr(error, "__notes__", [])
    hint = f"This is a fault of lineage, not of the call. Tell its developers what `lineage --debug {_called()}` shows."
    complain(f"unexpected {type(error).__name__}: {told}".rstrip(": "), " ".join([hint, *notes]))
    return ExitCode.FAILURE


def _called() -> str:
    import shlex

    return shlex.join(sys.argv[1:])
