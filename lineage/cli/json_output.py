"""What every command that writes rows to stdout has: `--json` and `--ascii`, beside its own `--format`.

It also tells which columns its tables had no room for.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from typer import Option

from lineage.cli.options import RESULTS
from lineage.cli.output import Format, spelled_in_ascii, telling_left_out
from lineage.errors import UsageError

_Json = Annotated[bool, Option("--json", rich_help_panel=RESULTS, help="The same as --format json.")]
_Ascii = Annotated[
    bool, Option("--ascii", rich_help_panel=RESULTS, help=r"Write json and jsonl in ASCII, Chinese as \u547d.")
]
_ADDED = {"as_json": _Json, "in_ascii": _Ascii}
_FORMAT = "output_format"


def with_json(command: Callable[..., None]) -> Callable[..., None]:
    """The command with both options, if it has a format; else as it is."""
    signature = inspect.signature(command, eval_str=True)
    if _FORMAT not in signature.parameters:
        return command

    @wraps(command)
    def writing(*, as_json: bool, in_ascii: bool, **options: Any) -> None:  # noqa: ANN401
        options[_FORMAT] = form = _format(options[_FORMAT], as_json=as_json)
        if in_ascii and form not in (Format.JSON, Format.JSONL):
            raise UsageError(
                f"--ascii: {form} has no way to spell other characters", "Say --json or --format jsonl, too."
            )
        with spelled_in_ascii(in_ascii), telling_left_out(not options.get("quiet")):
            command(**options)

    writing.__signature__ = signature.replace(parameters=_parameters(signature))  # type: ignore[attr-defined]
    writing.__annotations__ = {**command.__annotations__, **_ADDED}
    return writing


def _parameters(signature: inspect.Signature) -> list[inspect.Parameter]:
    """Those of the command; the two follow its format."""
    parameters = []
    for name, each in signature.parameters.items():
        parameters.append(each.replace(kind=inspect.Parameter.KEYWORD_ONLY))
        if name == _FORMAT:
            parameters += [
                inspect.Parameter(added, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=annotation)
                for added, annotation in _ADDED.items()
            ]
    return parameters


def _format(stated: Format, *, as_json: bool) -> Format:
    if as_json and stated not in (Format.TABLE, Format.JSON):
        raise UsageError(f"--json and --format {stated}: are two formats", "Say one of them.")
    return Format.JSON if as_json else stated
