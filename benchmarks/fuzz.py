"""Bounded fuzzing of the readers: broken speeches in every format must be read or refused, and nothing else.

Each format is tried in a process of its own, so that one that dies is told, too. Broken inputs are made from whole ones
(`benchmarks.wrapped`) by hypothesis, which also finds the smallest that fails.
"""

from __future__ import annotations

import io
import multiprocessing
import re
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.wrapped import WRAPPINGS, wrapped
from lineage.errors import InputError
from lineage.models import ReadText
from lineage.reading import TRANSPARENT, content_of, discover, read_bytes
from lineage.text import canonicalise

#: No input may take longer than so many seconds, nor the process more than so many bytes of address space.
_LONGEST: Final = 10
_MOST_MEMORY: Final = 6 << 30
#: What readers of each format look for, set into the middle of things; blanks part them, `~` is a blank in one.
_TOKENS: Final = {
    ".html": (
        "<div> </div> <p> <table><tr><td> <!-- --> <![CDATA[ <script> <ruby><rt> &#x110000; &#0; <frameset> <svg> "
        "<math> </body> <meta~charset=utf-7> <?xml~encoding='x'?>"
    ),
    ".xml": (
        "<!DOCTYPE~x~[<!ENTITY~a~'b'>]> &a; <note> </note> <teiCorpus> &#x1F; ]]> <pb/> <lb/> <fw>3</fw> "
        "<p>a<p>b</p></p> <note>a</note> <choice><sic>a</sic><corr>b</corr></choice> <sp><speaker>a</speaker></sp> "
        "<ab><l>a</l></ab>"
    ),
    ".pdf": (
        "endobj obj stream endstream xref trailer startxref %%EOF << >> /Kids[1~0~R] /Parent~1~0~R /Length~-1 "
        "/Count~99999999 /Filter/LZWDecode 99999999999 -1"
    ),
    ".docx": "<w:p> </w:p> <w:t> <w:tbl> &#0; <!DOCTYPE~x> <w:footnoteReference~w:id='99'/>",
    ".csv": '" "" , \r~ ~\n \0 \ufeff',
    ".jsonl": '" { } [ ] \\u0000 \\ud800 null 1e999 ~\n',
    ".md": "--- ![ ]( ** # > ~\n\n",
    ".txt": "\0 \x1b[31m ~{ \ufffd \ufeff",
    ".zip": "PK\x03\x04 PK\x01\x02 PK\x05\x06 ../ \xff\xff\xff\xff",
}
_PACKED: Final = (".docx", ".zip")


@dataclass(slots=True)
class Tried:
    """What became of the inputs of one format."""

    suffix: str
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    failure: str = ""
    smallest: bytes = b""

    @property
    def inputs(self) -> int:
        """How many were tried."""
        return self.outcomes.total()


def print_fuzz(suffixes: Sequence[str], inputs: int, *, markdown: bool) -> int:
    """Prints what became of broken speeches of each format; returns 1 if a reader failed.

    Args:
        suffixes: The formats; all, where empty.
        inputs: How many of each.
        markdown: As the documents have it.
    """
    row = "| {} | {} | {} | {} | {} | {} |\n" if markdown else "{:<8}{:>8}{:>8}{:>9}{:>9}{:>10}\n"
    sys.stdout.write(row.format("format", "inputs", "read", "refused", "seconds", "slowest"))
    if markdown:
        sys.stdout.write("|---|---|---|---|---|---|\n")
    failed = 0
    for suffix in suffixes or WRAPPINGS:
        tried = fuzz(suffix, inputs)
        counts = (tried.inputs, tried.outcomes["read"], tried.outcomes["refused"])
        sys.stdout.write(row.format(suffix, *counts, f"{tried.seconds:.1f}", f"{tried.slowest:.2f}"))
        sys.stdout.flush()
        if tried.failure:
            failed = 1
            kept = Path(f"fails{suffix}")
            kept.write_bytes(tried.smallest)
            sys.stderr.write(f"{suffix}: {tried.failure}\nThe smallest that fails is kept as {kept}.\n")
    return failed


def fuzz(suffix: str, inputs: int) -> Tried:
    """What becomes of so many broken speeches of a format, in a process of their own."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_fuzz_here, args=(suffix, inputs, sending.send))
    process.start()
    sending.close()
    try:
        tried = receiving.recv()
    except EOFError:
        process.join()
        tried = Tried(suffix, failure=f"the process died ({process.exitcode})")
    process.join()
    assert isinstance(tried, Tried)
    return tried


def _fuzz_here(suffix: str, inputs: int, send: Callable[[Tried], None]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    tried = Tried(suffix)

    latest: list[bytes] = []

    def attempt(data: bytes) -> None:
        latest[:] = [data]  # when hypothesis gives up, the last one is the smallest that fails
        _attempt(tried, data)

    unhurried = settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    began = time.perf_counter()
    try:
        unhurried(given(broken(suffix))(attempt))()
    except BaseException as error:
        tried.failure = f"{''.join(traceback.format_tb(error.__traceback__)[-2:])}{type(error).__name__}: {error}"[
            -2_000:
        ]
        tried.smallest = latest[-1] if latest else b""
    tried.seconds = time.perf_counter() - began
    send(tried)


def _attempt(tried: Tried, data: bytes) -> None:
    began = time.perf_counter()
    with _alarm():
        tried.outcomes[_outcome(tried.suffix, data)] += 1
    tried.slowest = max(tried.slowest, time.perf_counter() - began)


@contextmanager
def _alarm() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"took longer than {_LONGEST} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _outcome(suffix: str, data: bytes) -> str:
    """`read` or `refused`; anything else is an error.

    Raises:
        Exception: The reader failed, or what it gave is no text with its spans.
    """
    try:
        texts = list(_texts(suffix, data))
    except InputError as error:
        if not (error.message and error.hint):
            raise AssertionError("a refusal says why, and what to do") from error
        return "refused"
    for read in texts:
        _check(read)
    return "read" if texts else "refused"


def _texts(suffix: str, data: bytes) -> Iterator[ReadText]:
    """What is read of a file; where it holds many speeches, of each."""
    if suffix not in (".csv", ".jsonl", ".zip"):
        yield read_bytes(data, suffix=suffix)
        return
    with TemporaryDirectory() as folder:
        Path(folder, f"file{suffix}").write_bytes(data)
        for source in discover([Path(folder)]).sources:
            try:
                yield read_bytes(content_of(source), suffix=source.suffix)
            except InputError:
                continue


def _check(read: ReadText) -> None:
    read.text.encode()  # no half of a character
    assert "\x00" not in read.text
    assert "\r" not in read.text
    at = 0
    for span in read.furniture:
        assert at <= span.begin < span.end <= len(read.text), span
        at = span.end
    canonicalise(read.text, read.furniture, TRANSPARENT)


def broken(suffix: str) -> st.SearchStrategy[bytes]:
    """Files of that format with something wrong in them, packed ones inside or outside."""
    whole = wrapped(suffix)
    if suffix not in _PACKED:
        return _mutations(whole, suffix)
    inner = ".xml" if suffix == ".docx" else ".html"
    return st.one_of(_mutations(whole, suffix), _inside(whole, inner), _inside(whole, suffix))


@st.composite
def _inside(draw: st.DrawFn, whole: bytes, suffix: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        names = archive.namelist()
        chosen = draw(st.sampled_from(names))
        for name in names:
            content = archive.read(name)
            copy.writestr(name, draw(_mutations(content, suffix)) if name == chosen else content)
    return stream.getvalue()


@st.composite
def _mutations(draw: st.DrawFn, whole: bytes, suffix: str) -> bytes:
    """A few cuts, repetitions, flips and strange words, each at a place of its own."""
    data = bytearray(whole)
    # A tag between tags leaves more to read than one in the middle of a word.
    between = [at.end() for at in re.finditer(rb"[>\n]", whole)] or [0]
    tokens = [token.replace("~", " ").encode() for token in _TOKENS[suffix].split(" ")]
    for mutate in draw(st.lists(st.sampled_from([_say, _cut, _repeat, _flip, _set, _swap]), min_size=1, max_size=6)):
        begin = min(len(data), draw(st.one_of(st.sampled_from(between), st.integers(0, len(data)))))
        end = min(len(data), begin + draw(st.sampled_from([1, 2, 8, 64, 1_000, 1 << 20])))
        strange = draw(st.one_of(st.sampled_from(tokens), st.binary(max_size=16)))
        mutate(data, slice(begin, end), strange, draw(st.sampled_from([1, 3, 1_000])))
    return bytes(data)


def _cut(data: bytearray, place: slice, _strange: bytes, _times: int) -> None:
    del data[place]


def _repeat(data: bytearray, place: slice, _strange: bytes, times: int) -> None:
    data[place.start : place.start] = data[place][:4_096] * min(times, 50)


def _flip(data: bytearray, place: slice, _strange: bytes, times: int) -> None:
    if place.start < len(data):
        data[place.start] ^= 1 << (times % 8)


def _say(data: bytearray, place: slice, strange: bytes, times: int) -> None:
    data[place.start : place.start] = strange * times


def _set(data: bytearray, place: slice, strange: bytes, _times: int) -> None:
    data[place] = strange


def _swap(data: bytearray, place: slice, _strange: bytes, _times: int) -> None:
    data[:] = data[place.start :] + data[: place.start]
