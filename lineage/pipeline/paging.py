"""A phrase through time, or two speeches side by side, as one page that needs nothing beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lineage.errors import OutputError
from lineage.models import Comparison, Trace
from lineage.replacing import replacement
from lineage.report import SINGLE_PAGE, check_language, embed_asked, render_comparison, render_trace

_HOW: Final = "Name another file with --page."
#: A page says within so many bytes that it is one of ours.
_HEAD: Final = 2000


def write_page(told: Trace | Comparison, path: Path, *, language: str = "en", embed: str = "") -> None:
    """Writes what `trace` or `compare` told as one page; what stood there before stays until it is complete.

    Args:
        told: The phrase, or the two speeches.
        path: Where the page goes.
        language: One of `lineage.report.LANGUAGES`.
        embed: How much of every text it holds, as in `scan`; what the table of each speech says, where empty.

    Raises:
        OutputError: If it cannot be written, or something else stands there.
        UsageError: If the pages do not speak the language, or `embed` is none that is known.
    """
    check_language(language)
    asked = embed_asked(embed)
    check_page(path)
    page = render_trace(told, language, asked) if isinstance(told, Trace) else render_comparison(told, language, asked)
    put_page(path, page, _HOW)


def check_page(path: Path) -> None:
    """Refuses a place where a page would take that of something else, before it is made.

    Raises:
        OutputError: If something stands there that lineage did not write as a page.
    """
    refuse_others(path, _HOW)


def refuse_others(path: Path, how: str) -> None:
    """The same, with another next step.

    Raises:
        OutputError: If something stands there that lineage did not write as a page, or it cannot be told.
    """
    if path.is_dir() or not path.name:
        raise OutputError(f"{path}: is a folder, and the page is a file", how)
    try:
        ours = not path.exists() or _is_single_page(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be read ({error.strerror or error})", how) from error
    if not ours:
        raise OutputError(f"{path}: would be replaced, but is no page that lineage wrote", how)


def put_page(path: Path, page: bytes, how: str) -> None:
    """Puts a page in place, whole.

    Raises:
        OutputError: If it cannot be written.
    """
    try:
        with replacement(path) as new:
            new.write_bytes(page)
            new.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: the page cannot be written ({error.strerror or error})", how) from error


def _is_single_page(path: Path) -> bool:
    with path.open("rb") as handle:
        return SINGLE_PAGE in handle.read(_HEAD)
