"""How often texts in every encoding are read as they were written: whole, damaged, and garbled by somebody else.

The texts of a folder are cut into pieces of several lengths, in both scripts and with every kind of line end, written
in every encoding, and read by `lineage.reading.decode`. A text is right if it comes back character for character.
"""

from __future__ import annotations

import codecs
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.tables import plain, print_table
from lineage.errors import InputError
from lineage.reading import decode, read_bytes
from lineage.reading.garbling import garbling_of

LENGTHS: Final = (10, 20, 40, 60, 100, 200, 500, 1000, 2000)
_STRIDE: Final = 100  # characters from one piece to the next, at most
_LINE_ENDS: Final = ("\n", "\r\n", "\r", "mixed")
_BAD_BYTES: Final = (10_000, 1_000, 300, 200, 150, 100, 50)
#: Where Chinese characters follow, so that every piece has some: only Big5-HKSCS, and only GB18030, has them.
_CANTONESE: Final = "佢哋話嘅嘢我哋都知咗，喺度嘅啲人係咁講嚟。"
_RARE: Final = "㐀㑇䶮䲟𠀀𠮷𡈽𤭢𪚥𫖯"


#: Marks for which big5 and cp950 have the same bytes, so that no reading can tell them from each other.
_ONE_BYTE_FOR_TWO: Final = dict.fromkeys(map(ord, "•‧､﹑‾¯∼～♁⊕☉⊙／∕＼﹨¥￥¢￠£￡"))


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A way to write a text: the codec, the mark before it, and what is sown into the text that others do not have."""

    name: str
    codec: str
    scripts: str = "both"
    mark: bytes = b""
    sown: str = ""
    repertoire: str = ""

    def fitted(self, text: str) -> str:
        """The text, its sowing in it, as far as the encoding has its characters."""
        if self.sown:
            text = "".join(
                character + self.sown[place // 20 % len(self.sown)] * (place % 20 == 19)
                for place, character in enumerate(text)
            )[: len(text)]
        codec = self.repertoire or self.codec
        text = text.translate(_ONE_BYTE_FOR_TWO)
        return text.encode(codec, "ignore").decode(codec)

    def write(self, text: str) -> bytes:
        """The bytes of a fitted text."""
        return self.mark + text.encode(self.codec)


WRAPPINGS: Final = (
    Wrapping("UTF-8", "utf-8"),
    Wrapping("UTF-8 with mark", "utf-8", mark=codecs.BOM_UTF8),
    Wrapping("UTF-16 LE", "utf-16-le"),
    Wrapping("UTF-16 BE", "utf-16-be"),
    Wrapping("UTF-16 LE with mark", "utf-16-le", mark=codecs.BOM_UTF16_LE),
    Wrapping("UTF-16 BE with mark", "utf-16-be", mark=codecs.BOM_UTF16_BE),
    Wrapping("UTF-32 LE", "utf-32-le"),
    Wrapping("UTF-32 LE with mark", "utf-32-le", mark=codecs.BOM_UTF32_LE),
    Wrapping("UTF-32 BE with mark", "utf-32-be", mark=codecs.BOM_UTF32_BE),
    Wrapping("GB2312", "gb18030", "simplified", repertoire="gb2312"),
    Wrapping("GBK", "gbk"),
    Wrapping("GB18030, four-byte characters", "gb18030", sown=_RARE),
    Wrapping("Big5", "big5", "traditional"),
    Wrapping("CP950", "cp950", "traditional"),
    Wrapping("Big5-HKSCS, Cantonese", "big5hkscs", "traditional", sown=_CANTONESE),
    Wrapping("HZ", "hz", "simplified"),
)


def measure_encodings(folder: Path, only: Sequence[str], *, markdown: bool = False) -> None:
    """Prints the tables of the parts that are asked for.

    Args:
        folder: Texts in UTF-8, `*.txt`.
        only: Some of `PARTS`.
        markdown: As the documents have them.
    """
    texts = [path.read_text(encoding="utf-8-sig").strip() for path in sorted(folder.glob("*.txt"))]
    for part in only:
        PARTS[part](texts, markdown)


def in_scripts(texts: Sequence[str], scripts: str) -> list[str]:
    """The texts in one script, or in each."""
    from opencc import OpenCC

    conversions = {"simplified": ("t2s",), "traditional": ("s2t",), "both": ("t2s", "s2t")}[scripts]
    return [OpenCC(conversion).convert(text) for conversion in conversions for text in texts]


def pieces(text: str, length: int) -> Iterator[str]:
    """Pieces of so many characters, Chinese among them, that begin at most a hundred characters apart."""
    for begin in range(0, max(1, len(text) - length + 1), min(length, _STRIDE)):
        piece = text[begin : begin + length]
        if any("\u4e00" <= character <= "\u9fff" for character in piece):
            yield piece


def outcome(data: bytes, written: str) -> str:
    """What became of a text: right, warned (right, and doubted), wrong (told so), silent (wrong, not told), refused."""
    try:
        found = decode(data)
    except InputError:
        return "refused"
    if found.text == written:
        return "warned" if found.warnings else "right"
    return "wrong" if found.warnings else "silent"


def outcomes(texts: Sequence[str], wrapping: Wrapping, length: int) -> Counter[str]:
    """What became of the pieces of the texts, with every line end."""
    found: Counter[str] = Counter()
    for text in in_scripts(texts, wrapping.scripts):
        for piece in pieces(text, length):
            written = wrapping.fitted(piece)
            for end in _LINE_ENDS:
                found[outcome(wrapping.write(_with_line_ends(written, end)), written)] += 1
    return found


def _with_line_ends(text: str, end: str) -> str:
    if end != "mixed":
        return text.replace("\n", end)
    lines = text.split("\n")
    ends = [_LINE_ENDS[number % 3] for number in range(len(lines) - 1)]
    # An LF after a CR would be one line end with it, and an empty line lost.
    mixed = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    return mixed if mixed.replace("\r\n", "\n").replace("\r", "\n") == text else text


def _whole(texts: Sequence[str], markdown: bool) -> None:
    """Pieces as they were written."""
    found = {wrapping: {length: outcomes(texts, wrapping, length) for length in LENGTHS} for wrapping in WRAPPINGS}
    rows = [
        (wrapping.name, *(plain((counts["right"] + counts["warned"]) / counts.total()) for counts in by.values()))
        for wrapping, by in found.items()
    ]
    print_table("read right, by characters", ("encoding", *map(str, LENGTHS)), rows, markdown=markdown)
    print()
    kinds = ("warned", "wrong", "silent", "refused")
    spans = {"below 40": (0, 40), "40 to 99": (40, 100), "from 100": (100, 10**9)}
    told = []
    for wrapping, by in found.items():
        for span, (low, high) in spans.items():
            counts = sum((each for length, each in by.items() if low <= length < high), Counter[str]())
            if counts.total() > counts["right"]:
                told.append((wrapping.name, span, f"{counts.total():,}", *(f"{counts[kind]:,}" for kind in kinds)))
    columns = ("encoding", "characters", "texts", "right, doubted", "wrong, told", "wrong in silence", "refused")
    print_table("what else became of them, where anything did", columns, told, markdown=markdown)


def _damaged(texts: Sequence[str], markdown: bool) -> None:
    """Whole texts with one byte in so many replaced by another."""
    from rapidfuzz.distance import LCSseq

    chance, rows = random.Random(1), []
    for wrapping in (one for one in WRAPPINGS if one.codec in ("utf-8", "gbk", "big5", "utf-16-le") and not one.mark):
        for per in _BAD_BYTES:
            found, kept, silent = Counter[str](), [], 0
            for text in in_scripts(texts, wrapping.scripts) * 3:
                written = wrapping.fitted(text)
                data = bytearray(wrapping.write(written))
                for place in chance.sample(range(len(data)), max(1, len(data) // per)):
                    data[place] = (data[place] + chance.randrange(1, 256)) % 256
                found[outcome(bytes(data), written)] += 1
                try:
                    kept.append(LCSseq.normalized_similarity(written, decode(bytes(data)).text))
                except InputError:
                    continue
                silent += not decode(bytes(data)).warnings
            mean = plain(sum(kept) / len(kept)) if kept else ""
            rows.append((wrapping.name, f"1 in {per:,}", str(found.total()), str(found["refused"]), str(silent), mean))
    columns = ("encoding", "bad bytes", "texts", "refused", "read without a warning", "characters kept where read")
    print_table("damaged bytes", columns, rows, markdown=markdown)


def _garbled(texts: Sequence[str], markdown: bool) -> None:
    """Pieces that some program read in a wrong encoding and saved as UTF-8."""
    rows = []
    ways = (
        *(("utf-8", read_as) for read_as in ("gb18030", "cp1252", "latin-1")),
        *(("gb18030", "latin-1"), ("cp950", "latin-1"), ("utf-8", "utf-8")),
    )
    for written_in, read_as in ways:
        told: dict[int, Counter[bool]] = {}
        for length in LENGTHS:
            told[length] = Counter(
                bool(garbling_of(_misread(piece, written_in, read_as)))
                for text in in_scripts(texts, "traditional" if written_in == "cp950" else "both")
                for piece in pieces(text, length)
            )
        shares = (plain(counts[True] / counts.total()) for counts in told.values())
        rows.append((f"{written_in} read as {read_as}" if written_in != read_as else "not garbled", *shares))
    print_table("garbled before, and told", ("how", *map(str, LENGTHS)), rows, markdown=markdown)


def _misread(text: str, written_in: str, read_as: str) -> str:
    return text.encode(written_in, "ignore").decode(read_as, "replace")


def _seconds(texts: Sequence[str], markdown: bool) -> None:
    """The share of decoding in reading a UTF-8 file, and what other encodings cost."""
    rows = []
    for wrapping in WRAPPINGS:
        files = [wrapping.write(wrapping.fitted(text)) for text in in_scripts(texts, wrapping.scripts)]
        decoding = _best(lambda files=files: [decode(data) for data in files])  # type: ignore[misc]
        reading = _best(lambda files=files: [read_bytes(data) for data in files])  # type: ignore[misc]
        rows.append(
            (
                wrapping.name,
                *(f"{1000 * each / len(files):.2f}" for each in (decoding, reading)),
                plain(decoding / reading),
            )
        )
    columns = ("encoding", "decoding, ms a file", "reading, ms a file", "share")
    print_table("what decoding costs", columns, rows, markdown=markdown)


def _best(run: Callable[[], object]) -> float:
    """The least seconds of five runs."""
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


PARTS: Final[dict[str, Callable[[Sequence[str], bool], None]]] = {
    "encodings": _whole,
    "damage": _damaged,
    "garbled": _garbled,
    "seconds": _seconds,
}
