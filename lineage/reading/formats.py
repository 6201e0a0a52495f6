"""One file → text as read, furniture and the metadata it holds itself.

`read_bytes` is a pure function of the bytes and the settings; `read_file` fetches the bytes. Formats other than
plain text join by a row in `_READERS`: a function from bytes to `Decoded`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lineage.edtf import parse_edtf
from lineage.errors import InputError, LineageError
from lineage.models import ReadText, Source, Span
from lineage.reading.decode import Decoded, decode
from lineage.reading.front_matter import read_front_matter
from lineage.reading.furniture import find_furniture
from lineage.reading.inference import examine
from lineage.reading.reasons import Reason

if TYPE_CHECKING:
    from lineage.reading.ignore import Ignore

Reader = Callable[[bytes, str | None], Decoded]

_DOUBTFUL: Mapping[Reason, str] = {
    Reason.STORY: "the story before a transcript",
    Reason.RIGHTS: "notices of copyright and licence",
    Reason.NAVIGATION: "the navigation of a page",
}
_LARGE_SHARE = 0.2

_READERS: Mapping[str, Reader] = {".txt": decode, ".md": decode}


def read_bytes(
    data: bytes, *, encoding: str | None = None, ignore: Ignore | None = None, suffix: str = ".txt"
) -> ReadText:
    """What the bytes of one file say.

    Args:
        data: The whole file.
        encoding: Its encoding, where it is known.
        ignore: The user's own furniture.
        suffix: The format; what has no reader of its own is read as plain text.

    Raises:
        InputError: The bytes cannot be read as a text.
        UsageError: The given encoding is not known.
    """
    decoded = _READERS.get(suffix, decode)(data, encoding)
    furniture = find_furniture(decoded.text, ignore)
    stated = read_front_matter(decoded.text)
    inferred = examine(decoded.text, furniture)
    warnings = [*decoded.warnings, *_much_left_out(decoded.text, furniture), *inferred.warnings]
    if "date" in stated:
        try:
            parse_edtf(stated["date"].value)
        except ValueError as error:
            warnings.append(f"front matter: {error}; the date is taken as unknown")
            del stated["date"]
    return ReadText(
        text=decoded.text,
        encoding=decoded.encoding,
        encoding_evidence=decoded.evidence,
        furniture=furniture,
        facts={**inferred.facts, **stated},
        content_hash=hashlib.sha256(data).hexdigest(),
        warnings=tuple(warnings),
    )


def _much_left_out(text: str, furniture: Sequence[Span]) -> Iterator[str]:
    """A sentence for each reason that takes a large part of a text: a reader should look whether it is right."""
    for reason, name in _DOUBTFUL.items():
        length = sum(span.end - span.begin for span in furniture if span.reason == reason)
        if length > _LARGE_SHARE * len(text):
            yield f"{length:,} of {len(text):,} characters are taken for {name} and left out"


def read_file(source: Source, *, encoding: str | None = None, ignore: Ignore | None = None) -> ReadText:
    """What the file of a source says.

    Raises:
        InputError: The file is gone, may not be read, or holds no text; the message names it.
        UsageError: The given encoding is not known.
    """
    path = Path(source.path)
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "Check that the file is still there and may be read."
        raise InputError(f"{source.file}: cannot be read ({error.strerror or error})", hint) from error
    try:
        return read_bytes(data, encoding=encoding, ignore=ignore, suffix=path.suffix.lower())
    except LineageError as error:
        raise type(error)(f"{source.file}: {error.message}", error.hint) from error
