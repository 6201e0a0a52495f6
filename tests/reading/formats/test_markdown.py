"""What Markdown adds to a text is not taken for words; plain text is left alone."""

import time

import pytest

from lineage.reading import TRANSPARENT, read_bytes
from lineage.text import canonicalise


def words(text: str, suffix: str = ".md") -> str:
    read = read_bytes(text.encode(), suffix=suffix)
    assert read.text == text
    return canonicalise(read.text, read.furniture, TRANSPARENT).text


@pytest.mark.parametrize(
    "written",
    [
        "各国人民要**和睦相处**、[共同发展](https://example.com/path_(x))，这是道理。",
        '各国人民要和睦相处、[共同发展](<https://example.com> "题目")，这是道理。',
        "各国人民要和睦相处、![图](a.png)共同发展，这是[道理][one]。\n\n[one]: https://example.com/c",
        "各国人民要和睦相处、共同发展，这是道理。\n\n![会场图片](https://example.com/a.png)",
        "各国人民要和睦相处、共同发展<https://example.com>，这是道理。",
        "<!-- 编者的话 -->\n各国人民要和睦相处、共同发展，这是道理。",
        "---\nsource: [网](https://example.com)\n---\n> 各国人民要和睦相处、共同发展，这是道理。",
    ],
)
def test_what_markdown_adds_is_no_word(written: str):
    assert words(written).strip() == "各国人民要和睦相处共同发展这是道理"


def test_plain_text_has_no_markdown():
    written = "数组[1](见后文)是这样。"
    assert words(written, ".txt") == "数组见后文是这样"
    assert words(written, ".md") == "数组是这样"


@pytest.mark.parametrize("piece", ["![", "](", "](a", "[a](", "<http://", "<!--", "[a]: ", "](("])
def test_marks_that_are_never_closed_take_no_square_of_time(piece: str):
    began = time.monotonic()
    read_bytes((piece * 20_000).encode(), suffix=".md")
    read_bytes((f"{piece}\n" * 20_000).encode(), suffix=".md")
    assert time.monotonic() - began < 10
