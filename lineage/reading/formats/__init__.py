"""One speech, however it is wrapped: bytes → text as read, furniture and the metadata it holds itself.

`read_bytes` is a pure function of the bytes and the settings. A format is a row in `_READERS`: a function from bytes to
`Extracted`. What holds many speeches is taken apart before, in `lineage.reading.containers`: each record, and each file
of an archive, comes here as bytes of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lineage.edtf import parse_stated
from lineage.models import Fact, ReadText, Span
from lineage.reading.formats.docx import read_docx
from lineage.reading.formats.extracted import Extracted
from lineage.reading.formats.html import read_html
from lineage.reading.formats.likeness import likely_suffix
from lineage.reading.formats.pdf import read_pdf
from lineage.reading.formats.plain import read_markdown, read_plain
from lineage.reading.formats.records import Columns, read_json_record, read_row
from lineage.reading.formats.tei import read_tei
from lineage.reading.furniture import find_furniture
from lineage.reading.inference import examine
from lineage.reading.reasons import Reason

if TYPE_CHECKING:
    from lineage.reading.ignore import Ignore

__all__ = ["READ", "likely_suffix", "read_bytes"]

#: From the bytes of one speech, their encoding, where that is known, and what columns of records mean.
Reader = Callable[[bytes, str | None, Columns], Extracted]

_DOUBTFUL: Mapping[Reason, str] = {
    Reason.STORY: "the story before a transcript",
    Reason.RIGHTS: "notices of copyright and licence",
    Reason.NAVIGATION: "the navigation of a page",
}
_LARGE_SHARE = 0.2

_READERS: Final[Mapping[str, Reader]] = {
    ".txt": lambda data, encoding, _: read_plain(data, encoding),
    ".md": lambda data, encoding, _: read_markdown(data, encoding),
    ".html": lambda data, encoding, _: read_html(data, encoding),
    ".htm": lambda data, encoding, _: read_html(data, encoding),
    ".xhtml": lambda data, encoding, _: read_html(data, encoding),
    ".docx": lambda data, *_: read_docx(data),
    ".pdf": lambda data, *_: read_pdf(data),
    ".xml": lambda data, encoding, _: read_tei(data, encoding),
    ".jsonl": lambda data, _, columns: read_json_record(data, columns),
    ".csv": lambda data, _, columns: read_row(data, columns),
}
#: The suffixes of what has a reader of its own, records of many included.
READ: Final = frozenset(_READERS)


def read_bytes(
    data: bytes,
    *,
    encoding: str | None = None,
    ignore: Ignore | None = None,
    suffix: str = ".txt",
    columns: Sequence[str] = (),
) -> ReadText:
    """What the bytes of one speech say.

    Args:
        data: All of them.
        encoding: Their encoding, where it is known.
        ignore: The user's own furniture.
        suffix: The format; what has no reader of its own is read as plain text.
        columns: What columns of records mean, where they are called otherwise: `text=content`.

    Raises:
        InputError: The bytes cannot be read as a text.
        UsageError: The given encoding is not known.
    """
    found = _READERS.get(suffix, _READERS[".txt"])(data, encoding, Columns.of(columns))
    unlike = [] if suffix in READ - {".txt"} else _unlike_text(data)
    furniture = find_furniture(found.text, ignore, found.furniture)
    stated, wrong = _checked(found.facts)
    inferred = examine(found.text, furniture)
    return ReadText(
        text=found.text,
        encoding=found.encoding,
        encoding_evidence=found.evidence,
        furniture=furniture,
        facts={**inferred.facts, **stated},
        content_hash=hashlib.sha256(data).hexdigest(),
        warnings=(*found.warnings, *_much_left_out(found.text, furniture), *inferred.warnings, *wrong, *unlike),
    )


def _unlike_text(data: bytes) -> Iterator[str]:
    """A sentence where what is read as plain text has the marks of another format."""
    suffix = likely_suffix(data)
    if suffix != ".txt":
        yield f"looks like {suffix} and is read as plain text, marks and all; name it {suffix} to have it read as that"


def _checked(facts: Mapping[str, Fact]) -> tuple[dict[str, Fact], list[str]]:
    """The facts that a file states of itself, without a date that is none; that is told."""
    if "date" not in facts:
        return dict(facts), []
    stated = facts["date"]
    others = {field: fact for field, fact in facts.items() if field != "date"}
    try:
        return others | {"date": replace(stated, value=str(parse_stated(stated.value)))}, []
    except ValueError as error:
        return others, [f"{stated.provenance}: {error}; the date is taken as unknown"]


def _much_left_out(text: str, furniture: Sequence[Span]) -> Iterator[str]:
    """A sentence for each reason that takes a large part of a text: a reader should look whether it is right."""
    for reason, name in _DOUBTFUL.items():
        length = sum(span.end - span.begin for span in furniture if span.reason == reason)
        if length > _LARGE_SHARE * len(text):
            yield f"{length:,} of {len(text):,} characters are taken for {name} and left out"
