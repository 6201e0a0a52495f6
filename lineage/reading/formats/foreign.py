"""What readers that lean on a library share: no other format under a wrong name, and nothing but an `InputError` out.

Each reader does its work inside `at_work`, the one place where what a library raises, warns or logs is held.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from lineage.errors import InputError, LineageError

#: How other formats begin, what they are, and what to do with them.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF", "Give it the suffix .pdf."),
    (b"PK\x03\x04", "a zip archive or an Office file", "Give it the suffix of what it is: .docx or .zip."),
    (b"\xd0\xcf\x11\xe0", "an old Word file, or a locked one", "Save it as .docx without a password."),
    (b"{\\rtf", "a rich text file", "Save it as .docx or as plain text."),
    (b"\x89PNG", "an image", "Only words are read: run it through OCR first."),
    (b"\xff\xd8\xff", "an image", "Only words are read: run it through OCR first."),
    (b"GIF8", "an image", "Only words are read: run it through OCR first."),
    (b"\x1f\x8b", "a gzip file", "Unpack it."),
)
_PLACE_IN_MEMORY: Final = re.compile(r" at 0x[0-9a-f]+")  # what is told must not differ from run to run
_SILENT: Final = logging.NullHandler()


def refuse_disguised(data: bytes, own: bytes = b"") -> None:
    """Refuse what is empty, and what begins as another format does.

    Args:
        data: All bytes of a file.
        own: How the right format begins.

    Raises:
        InputError: It is empty, or of another format.
    """
    if not data.strip():
        raise InputError("holds no text", "Remove the file, or leave it out.")
    start = data[:64].lstrip()
    for signature, name, hint in _SIGNATURES:
        if start.startswith(signature) and signature != own:
            raise InputError(f"is {name}, whatever its name says", hint)


@contextmanager
def at_work(form: str, hint: str, *libraries: str) -> Iterator[None]:
    """A library at work on bytes that anybody may have written.

    Args:
        form: What the bytes are meant to be: "a PDF".
        hint: What to do where they are not.
        libraries: Whose log is held back; what they have to say is said by the reader, in its own words.

    Raises:
        InputError: Whatever the library raised.
    """
    for library in libraries:
        # Without a handler of its own, what a library logs is printed to the terminal.
        logging.getLogger(library).addHandler(_SILENT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (LineageError, MemoryError):
        raise
    except Exception as error:
        # Parsers of large formats raise whatever their innards raise (KeyError, struct.error, RecursionError …) on
        # damaged bytes. No list of it would be complete, and none of it may end a run over a thousand files.
        raise InputError(f"cannot be read as {form} ({type(error).__name__}: {_short(error)})", hint) from error


def _short(error: Exception) -> str:
    """The first line of what a library says, without characters that a terminal would obey."""
    first = _PLACE_IN_MEMORY.sub("", next(iter(str(error).splitlines()), ""))[:100]
    return "".join(character for character in first if character.isprintable())
