"""Bytes to text: which encoding a file is in, and the evidence for it.

A byte order mark or valid UTF-8 settles it. What is left is judged by what each encoding would make of the bytes:
GB18030 decodes Big5 without an error, so that an encoding decodes proves little. Chinese text in the right encoding
consists mostly of a few hundred common characters, in the wrong one of rare ones. charset-normalizer is asked only
where none of these encodings fits, for a better error message.
What comes out is valid Unicode: half a surrogate pair, which some programs write, is replaced and told.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lineage.errors import InputError, UsageError
from lineage.reading.common_characters import COMMON

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One row per family, the plainest encoding of the family first: the first that decodes speaks for all of them.
_FAMILIES = (("gb18030",), ("big5", "cp950", "big5hkscs"), ("utf-16-le",), ("utf-16-be",))
_SAMPLE = 200_000  # code points are judged by so many at most
_PLAUSIBLE = 0.25  # share of common characters; right guesses reach .5, wrong ones stay below .1
_RIVAL = 0.5  # a rival with half the winner's share is worth a warning
_HINT = "If you know the encoding, say so with --encoding, or in an `encoding` column of speeches.csv."
_HAN = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_END = re.compile(r"\r\n?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was decoded.

    Attributes:
        text: The text; line ends are LF, a byte order mark is left out.
        encoding: The encoding used.
        evidence: "BOM", "given", "strict UTF-8" or "guessed: …".
        warnings: What a reader should know, one sentence each.
    """

    text: str
    encoding: str
    evidence: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text that the bytes hold.

    Raises:
        UsageError: The given encoding is not known.
        InputError: The bytes hold no text, are not text at all, or do not fit the encoding.
    """
    if encoding:
        return _finish(_decode_given(data, encoding), encoding, "given")
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _finish(_decode_given(data, name), name, "BOM")
    try:
        return _finish(_decode_lone_halves(data, "utf-8"), "utf-8", "strict UTF-8")
    except UnicodeDecodeError as error:
        return _guess(data, error)


def _finish(text: str, encoding: str, evidence: str, warnings: tuple[str, ...] = ()) -> Decoded:
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    if "\x00" in text or len(_CONTROL.findall(text, 0, _SAMPLE)) > 0.02 * min(len(text), _SAMPLE):
        raise InputError(
            "looks like binary data, not text", "Only plain text and Markdown are read; export it as text."
        )
    if not text.strip():
        raise InputError("holds no text", "Remove the file, or leave it out.")
    lost = text.count("\ufffd")
    text, halves = _without_surrogates(text)
    if halves:
        warnings += (f"{halves} halves of surrogate pairs are no characters (U+FFFD stands in their place)",)
    if lost:
        warnings += (f"{lost} characters were lost before the file came here (U+FFFD stands in their place)",)
    return Decoded(text, encoding, evidence, warnings)


def _decode_given(data: bytes, encoding: str) -> str:
    try:
        return _decode_lone_halves(data, encoding)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise _undecodable(data, error) from error
        if isinstance(error, UnicodeError):
            raise InputError(f"cannot be read as {encoding}: {error}", _HINT) from error
        hint = "Known are utf-8, gb18030, big5, big5hkscs, utf-16 and the other names of Python's codecs."
        raise UsageError(f"there is no text encoding {encoding!r}", hint) from error


def _decode_lone_halves(data: bytes, encoding: str) -> str:
    """The text, with halves of surrogate pairs that stand alone; anything else that is wrong raises."""
    return data.decode(encoding, "surrogatepass")


def _without_surrogates(text: str) -> tuple[str, int]:
    """The text with pairs joined and U+FFFD for the halves that stand alone, and how many these are."""
    if not _SURROGATE.search(text):
        return text, 0
    lost = text.count("\ufffd")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, text.count("\ufffd") - lost


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    encoding: str
    share: float


def _guess(data: bytes, utf8_error: UnicodeDecodeError) -> Decoded:
    """The reading with the largest share of common characters, if it is plausible at all."""
    candidates = sorted(filter(None, (_try(data, family) for family in _FAMILIES)), key=lambda one: -one.share)
    if not candidates or candidates[0].share < _PLAUSIBLE:
        if b"\x00" in data[:_SAMPLE] or _looks_binary(data):
            raise InputError(
                "looks like binary data, not text", "Only plain text and Markdown are read; export it as text."
            )
        raise _undecodable(data, utf8_error)
    best, *others = candidates
    warnings = tuple(
        f"may also be {other.encoding} (common characters: {best.encoding} {best.share:.0%}, {other.encoding} "
        f"{other.share:.0%}); if it reads wrong, give --encoding {other.encoding}"
        for other in others[:1]
        if other.share >= _RIVAL * best.share
    )
    return _finish(best.text, best.encoding, f"guessed: {best.share:.0%} common characters", warnings)


def _try(data: bytes, family: tuple[str, ...]) -> _Candidate | None:
    for encoding in family:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _Candidate(text, encoding, _common_share(text))
    return None


def _common_share(text: str) -> float:
    """The share of common characters among those that are not ASCII."""
    characters = _HAN.findall(text, 0, _SAMPLE)
    if not characters:
        return 0.0
    return sum(character in COMMON for character in characters) / len(characters)


def _looks_binary(data: bytes) -> bool:
    """Whether bytes that no text holds make up more than a fiftieth."""
    sample = data[:_SAMPLE]
    return 50 * len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample)) > len(sample)


def _undecodable(data: bytes, error: UnicodeDecodeError) -> InputError:
    """Say where it fails, what it looks like and what to do."""
    message = f"cannot be read as {error.encoding}: byte 0x{data[error.start]:02X} at offset {error.start}"
    guess = _likeness(data)
    return InputError(f"{message}; it looks like {guess}" if guess else message, _HINT)


def _likeness(data: bytes) -> str:
    """The encoding that damaged bytes look like most, or what charset-normalizer takes them for."""
    shares = {name: _common_share(data[:_SAMPLE].decode(name, "ignore")) for name in ("utf-8", "gb18030", "big5")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= _PLAUSIBLE:
        return f"{best} with damaged bytes"
    from charset_normalizer import from_bytes  # here: only a file that cannot be read pays for it

    match = from_bytes(data[:_SAMPLE]).best()
    return match.encoding if match else ""
