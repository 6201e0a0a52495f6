"""Bytes to text: which encoding a file is in, and the evidence for it.

A byte order mark or valid UTF-8 settles it; what is left is judged by `lineage.reading.guessing`. A text with a few
damaged bytes is read, U+FFFD in their place, and the damage told; so are the traces of damage that was done before.
What comes out is valid Unicode without NUL, and every line of it ends in LF.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lineage.errors import InputError, UsageError
from lineage.reading.garbling import garbling_of
from lineage.reading.guessing import TOLERATED, Guess, escaped_encoding, guess, likeness, shifted_encoding

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # so many are looked at for what no text holds
_RIVAL = 0.5  # a rival with half the winner's share of common characters is worth a warning
_HINT = "If you know the encoding, say so with --encoding, or in an `encoding` column of speeches.csv."
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was decoded.

    Attributes:
        text: The text; line ends are LF, a byte order mark and NULs are left out.
        encoding: The encoding used.
        evidence: "BOM", "given", "strict UTF-8", "damaged UTF-8", "escape sequences" or "guessed: …".
        warnings: What a reader should know, one sentence each.
    """

    text: str
    encoding: str
    evidence: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Damage:
    """What of a file is no character: how often, and the first byte of it at its offset in bytes."""

    count: int
    encoding: str
    byte: int
    offset: int

    @property
    def told(self) -> str:
        return (
            f"{self.count} characters are damaged: bytes that are no {self.encoding}, the first 0x{self.byte:02X} at "
            f"offset {self.offset} (U+FFFD stands in their place)"
        )


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text that the bytes hold.

    Raises:
        UsageError: The given encoding is not known.
        InputError: The bytes hold no text, are not text at all, or do not fit the encoding.
    """
    mark = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if known := encoding or mark:
        return _read(data, known, "given" if encoding else "BOM")
    if shifted := shifted_encoding(data):
        return _read(data, shifted.encoding, shifted.evidence)
    if escaped := escaped_encoding(data):
        return _read(data, escaped, "escape sequences")
    return _read_unmarked(data)


def _read_unmarked(data: bytes) -> Decoded:
    """UTF-8 where the bytes are valid, else the likeliest encoding."""
    try:
        text = _decode_lone_halves(data, "utf-8")
    except UnicodeDecodeError as error:
        return _read_guessed(data, error)
    # UTF-16 of European text is valid UTF-8 too, with a NUL beside every letter.
    if "\x00" in text and (found := guess(data)) and found[0].encoding != "utf-8":
        return _read(data, found[0].encoding, found[0].evidence)
    return settled(text, "utf-8", "strict UTF-8")


def _read_guessed(data: bytes, utf8_error: UnicodeDecodeError) -> Decoded:
    """The likeliest reading, with a warning where another fits too."""
    best, *others = guess(data) or (None,)
    if best is None:
        if _looks_binary(data):
            raise _binary()
        raise _undecodable(data, utf8_error)
    warnings = tuple(_rivalry(best, other) for other in others[:1] if other.share > _RIVAL * best.share)
    return _read(data, best.encoding, best.evidence, warnings)


def _rivalry(best: Guess, other: Guess) -> str:
    return (
        f"may also be {other.encoding} (common characters: {best.encoding} {best.share:.0%}, {other.encoding} "
        f"{other.share:.0%}); if it reads wrong, give --encoding {other.encoding}"
    )


def _read(data: bytes, encoding: str, evidence: str, warnings: tuple[str, ...] = ()) -> Decoded:
    """The bytes in a known encoding, a little damage allowed for."""
    try:
        text = _decode_lone_halves(data, encoding)
    except UnicodeDecodeError as error:
        text, damaged = _decode_damaged(data, encoding, error)
        return settled(text, encoding, evidence, warnings, damaged)
    except UnicodeError as error:
        raise InputError(f"cannot be read as {encoding}: {error}", _HINT) from error
    except (LookupError, ValueError) as error:
        hint = "Known are utf-8, gb18030, big5, big5hkscs, utf-16 and the other names of Python's codecs."
        raise UsageError(f"there is no text encoding {encoding!r}", hint) from error
    return settled(text, encoding, evidence, warnings)


def _decode_lone_halves(data: bytes, encoding: str) -> str:
    """The text, with halves of surrogate pairs that stand alone; anything else that is wrong raises."""
    return data.decode(encoding, "surrogatepass")


def _decode_damaged(data: bytes, encoding: str, error: UnicodeDecodeError) -> tuple[str, _Damage]:
    """The text with U+FFFD for what is no character, and how often; too much of it raises."""
    text = data.decode(encoding, "replace")
    damage = _Damage(text.count(_LOST) - _lost_before(data, encoding), encoding, data[error.start], error.start)
    if damage.count > TOLERATED * len(text):
        raise _undecodable(data, error) from error
    return text, damage


def _lost_before(data: bytes, encoding: str) -> int:
    """How many U+FFFD the bytes themselves hold."""
    try:
        return data.count(_LOST.encode(encoding).removeprefix("".encode(encoding)))
    except UnicodeEncodeError:
        return 0


def settled(
    text: str, encoding: str, evidence: str, warnings: tuple[str, ...] = (), damage: _Damage | None = None
) -> Decoded:
    """The text without what belongs to the file alone, and what is to be told of it: any text that was just decoded.

    Raises:
        InputError: There is no text, or it is none.
    """
    text = text.removeprefix("\ufeff")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    text, nuls = _without_nuls(text)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > 0.02 * min(len(text), _SAMPLE):
        raise _binary()
    if not text.strip():
        raise InputError("holds no text", "Remove the file, or leave it out.")
    lost = text.count(_LOST) - (damage.count if damage else 0)
    text, halves = _without_surrogates(text)
    if damage:
        warnings += (damage.told,)
    if nuls:
        warnings += (f"{nuls} NUL characters were left out",)
    if halves:
        warnings += (f"{halves} halves of surrogate pairs are no characters (U+FFFD stands in their place)",)
    if lost:
        warnings += (f"{lost} characters were lost before the file came here (U+FFFD stands in their place)",)
    if garbling := garbling_of(text):
        warnings += (garbling,)
    return Decoded(text, encoding, evidence, warnings)


def _without_nuls(text: str) -> tuple[str, int]:
    """The text without NUL, and how many there were; many of them inside the text are no accident."""
    if "\x00" not in text:
        return text, 0
    if text.rstrip("\x00").count("\x00") > TOLERATED * len(text):
        raise _binary()
    return text.replace("\x00", ""), text.count("\x00")


def _without_surrogates(text: str) -> tuple[str, int]:
    """The text with pairs joined and U+FFFD for the halves that stand alone, and how many these are."""
    if not _SURROGATE.search(text):
        return text, 0
    lost = text.count(_LOST)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, text.count(_LOST) - lost


def _looks_binary(data: bytes) -> bool:
    """Whether there is a NUL, or other bytes that no text holds make up more than a fiftieth."""
    sample = data[:_SAMPLE]
    return b"\x00" in sample or 50 * len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample)) > len(sample)


def _binary() -> InputError:
    return InputError(
        "looks like binary data, not text", "If it is a document, give it the suffix of its format; else leave it out."
    )


def _undecodable(data: bytes, error: UnicodeDecodeError) -> InputError:
    """Say where it fails, what it looks like and what to do."""
    message = f"cannot be read as {error.encoding}: byte 0x{data[error.start]:02X} at offset {error.start}"
    likely = likeness(data)
    return InputError(f"{message}; it looks like {likely}" if likely else message, _HINT)
