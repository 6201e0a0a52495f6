"""Broken speeches of every format: the readers read or refuse them, and do nothing else.

`python -m benchmarks fuzz --inputs N` tries more of the same.
"""

import os

import pytest

pytest.importorskip("resource", reason="limits of memory are POSIX")

from benchmarks import fuzz
from benchmarks.wrapped import SPEECH, WRAPPINGS, wrapped
from lineage.models import ReadText, Span
from lineage.reading import likely_suffix
from lineage.reading.formats import READ
from lineage.reading.suffixes import ARCHIVES, READABLE, RECORDS

INPUTS = 300 if os.environ.get("CI") else 100


@pytest.mark.parametrize("suffix", WRAPPINGS)
def test_no_reader_fails(suffix: str):
    tried = fuzz.fuzz(suffix, INPUTS)
    assert tried.failure == ""
    assert tried.inputs >= INPUTS
    assert tried.outcomes["read"] > 0, "broken beyond anything that a reader would get to see"


@pytest.mark.parametrize("suffix", WRAPPINGS)
def test_what_is_whole_is_read_whole(suffix: str):
    texts = list(fuzz._texts(suffix, wrapped(suffix)))
    assert texts
    for read in texts:
        words = "".join(read.shown(0, len(read.text)).split())
        assert all("".join(line.split()) in words for line in SPEECH.split("\n"))


@pytest.mark.parametrize("suffix", sorted({*WRAPPINGS} - {".txt", ".md"}))
def test_the_format_of_what_has_no_name_is_told_from_its_bytes(suffix: str):
    assert likely_suffix(wrapped(suffix)) == suffix


def test_every_format_that_is_read_has_a_reader_and_is_tried():
    assert READ == READABLE | RECORDS
    assert {".htm": ".html", ".xhtml": ".html"}.keys() | WRAPPINGS.keys() == READ | ARCHIVES


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("a\x00b", ()),
        ("a\rb", ()),
        ("\ud800", ()),
        ("ab", (Span(1, 3, "x"),)),
        ("ab", (Span(1, 2, "x"), Span(0, 1, "x"))),
    ],
)
def test_what_is_no_text_with_its_spans_would_be_noticed(text: str, furniture: tuple[Span, ...]):
    with pytest.raises((AssertionError, UnicodeEncodeError)):
        fuzz._check(ReadText(text, "utf-8", "given", furniture, {}, ""))
