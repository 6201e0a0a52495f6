"""What Markdown adds to a text is not taken for words; plain text is left alone."""

import time

import pytest

from lineage.reading import TRANSPARENT, read_bytes
from lineage.reading.formats.plain import read_markdown
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
        '<div align="center">\n\n各国人民要<b>和睦</b>相处、共同<font color=red>发展</font>，这是道理。\n\n</div>',
        '<p style="text-indent: 2em">各国人民要<!-- 原文如此 -->和睦相处、共同发展，<br/>这是道理。</p>',
        "# 各国人民要和睦相处、 {#harmony .title}\n共同发展，这是道理。{: .last lang=zh}",
        "```text\n各国人民要和睦相处、共同发展，这是道理。\n```",
        "~~~ {.text}\n各国人民要和睦相处、共同发展，这是道理。\n~~~",
        "&nbsp;&nbsp;各国人民要&#8203;和睦相处、&ldquo;共同发展&rdquo;，&#x3000;这是道理。",
        "各国人民要和<ruby>睦<rp>(</rp><rt>mù</rt><rp>)</rp></ruby>相处、共同发展，这是道理。",
        '各国人民要和睦相处、<img src="a.png" alt="图">共同发展，<A HREF="/x">这是</A>道理。',
        "---\nsource: [网](https://example.com)\n---\n> 各国人民要和睦相处、共同发展，这是道理。",
    ],
)
def test_what_markdown_adds_is_no_word(written: str):
    assert words(written).strip() == "各国人民要和睦相处共同发展这是道理"


def test_words_go_on_across_a_tag_of_the_line_and_end_at_one_of_a_paragraph():
    inside = read_bytes("各国人民要<b>和睦</b>&nbsp;相处".encode(), suffix=".md").furniture
    assert {span.reason for span in inside} <= TRANSPARENT
    between = read_bytes("各国人民<br>和睦相处<hr />共同发展".encode(), suffix=".md").furniture
    assert not {span.reason for span in between} & TRANSPARENT


@pytest.mark.parametrize(
    "written", ["甲<乙且丙>丁", "若a<b 而且c>d", "取{.5}与{一}", "AT&T;及R&D", "``一``", "<讲话>", "~~~谢谢大家~~~"]
)
def test_what_only_looks_like_a_mark_is_kept(written: str):
    assert read_markdown(f"各国人民。\n{written}\n谢谢大家。".encode()).furniture == ()


def test_plain_text_has_no_markdown():
    written = "数组[1](见后文)是这样。"
    assert words(written, ".txt") == "数组见后文是这样"
    assert words(written, ".md") == "数组是这样"


@pytest.mark.parametrize(
    "piece",
    [
        "![",
        "](",
        "](a",
        "[a](",
        "<http://",
        "<!--",
        "[a]: ",
        "]((",
        "<b ",
        "<b a='",
        "<br",
        "{.a ",
        "{#a",
        "&a",
        "&#1",
        "```",
        "<rt>",
    ],
)
def test_marks_that_are_never_closed_take_no_square_of_time(piece: str):
    began = time.monotonic()
    read_bytes((piece * 20_000).encode(), suffix=".md")
    read_bytes((f"{piece}\n" * 20_000).encode(), suffix=".md")
    assert time.monotonic() - began < 10
