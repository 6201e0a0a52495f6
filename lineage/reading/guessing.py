"""Which encoding bytes are in that bear no mark and are no UTF-8.

Each encoding is judged by what it would make of the bytes: GB18030 decodes Big5 without an error, so that an encoding
decodes proves little. What it makes is taken as prose (`lineage.reading.likelihood`), damaged bytes counting as rare
characters, so that one bad byte does not rule an encoding out. charset-normalizer is asked only where none of these
encodings fits, for a better error message.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lineage.errors import InputError
from lineage.reading.likelihood import PLAUSIBLE, common_share, log_likelihood, mean_log_likelihood

# One row per family. Its members make the same of nearly all bytes; where they make the same of the whole file, the
# first gives the name.
_FAMILIES = (
    ("utf-8",),
    ("gb18030",),
    ("big5", "cp950", "big5hkscs"),
    ("utf-16-le",),
    ("utf-16-be",),
    ("utf-32-le",),
    ("utf-32-be",),
)
_JUDGED = 20_000  # bytes; a hundred characters leave no doubt, but markup may stand between them
#: Share of characters that may be damaged: at one in a hundred every second sentence is hurt, no text to compare.
TOLERATED = 0.01
_LIKE = 0.25  # share of common characters; right guesses reach .5, wrong ones stay below .1
_ESCAPE = re.compile(rb"\x1b\$(?:[@AB]|[()*+][@-H])")
_SHIFTS = re.compile(r"[\x0e\x0f\x1b]")  # what a codec leaves that does not know them
_ESCAPED = ("iso2022_jp_2", "iso2022_jp_3", "iso2022_kr")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding that makes Chinese of the bytes.

    Attributes:
        encoding: Python's name of it.
        share: Common characters among those that are not ASCII.
    """

    encoding: str
    share: float

    @property
    def evidence(self) -> str:
        """What a reader is told."""
        return "damaged UTF-8" if self.encoding == "utf-8" else f"guessed: {self.share:.0%} common characters"


def guess(data: bytes) -> list[Guess]:
    """The encodings that make prose of the bytes, one of each family; the likeliest first."""
    found: list[tuple[float, Guess]] = []
    for family in _FAMILIES:
        texts = [text for encoding in family if _fits(text := _judged_text(data, encoding))]
        if texts:
            likeliest = max(texts, key=log_likelihood)
            found.append((log_likelihood(likeliest), Guess(_member(data, family), common_share(likeliest))))
    return [each for _, each in sorted(found, key=lambda one: -one[0])]


def _member(data: bytes, family: tuple[str, ...]) -> str:
    """The encoding of the family that fits the whole file best, the first among equals."""
    if len(family) == 1:
        return family[0]
    texts = {encoding: data.decode(encoding, "replace") for encoding in family}
    return max(family, key=lambda encoding: (-texts[encoding].count("\ufffd"), log_likelihood(texts[encoding])))


def _judged_text(data: bytes, encoding: str, telling: bytes = rb"[^\x01-\x7f]") -> str:
    """What is judged: the text from the first telling byte on, or a little before, where any encoding may begin."""
    first = re.search(telling, data)
    begin = first.start() // 4 * 4 if first else 0
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(data[begin : begin + _JUDGED], final=begin + _JUDGED >= len(data))


def _fits(text: str) -> bool:
    text = text.rstrip("\x00")
    damaged = text.count("\ufffd") + text.count("\x00")
    return damaged <= TOLERATED * len(text) and mean_log_likelihood(text) >= PLAUSIBLE


def shifted_encoding(data: bytes) -> Guess | None:
    """HZ, which hides GB2312 between `~{` and `~}` in ASCII; None where that makes no Chinese of the bytes."""
    if b"~{" not in data:
        return None
    text, plain = _judged_text(data, "hz", b"~{"), _judged_text(data, "utf-8", b"~{")
    chinese = _fits(text) and common_share(text) and log_likelihood(text) > log_likelihood(plain)
    return Guess("hz", common_share(text)) if chinese else None


def escaped_encoding(data: bytes) -> str | None:
    """The encoding that shifts by escape sequences; None where there is none.

    Raises:
        InputError: There is one, but Python does not know it.
    """
    escape = _ESCAPE.search(data) if b"\x1b$" in data and data.isascii() else None
    if not escape:
        return None
    for encoding in _ESCAPED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _SHIFTS.search(text):
            return encoding
    raise InputError(
        f"is in ISO-2022-CN or another encoding that shifts by escape sequences (offset {escape.start()}), not read",
        "Convert it to UTF-8 first: iconv -f ISO-2022-CN-EXT -t UTF-8.",
    )


def likeness(data: bytes) -> str:
    """The encoding that damaged bytes look like most, or what charset-normalizer takes them for."""
    texts = {name: _judged_text(data, name) for name in ("utf-8", "gb18030", "big5hkscs")}
    best = max(texts, key=lambda name: common_share(texts[name]))
    if common_share(texts[best]) >= _LIKE:
        return best if "\ufffd" not in texts[best] else f"{best} with damaged bytes"
    from charset_normalizer import from_bytes  # here: only a file that cannot be read pays for it

    match = from_bytes(data[:_JUDGED]).best()
    return match.encoding if match else ""
