"""Pages after the manner of the sites that speeches come from, and pages that are none."""

import contextlib
import time

import pytest

from lineage.errors import InputError
from lineage.models import Provenance
from lineage.reading import read_bytes
from lineage.reading.formats.html import read_html

SENTENCES = [
    f"　　第{number}，各国人民要和睦相处、共同发展，这是第{number}个道理，也是大家的心愿。" for number in range(1, 11)
]
BODY = "\n".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
TITLE = "在纪念大会上的讲话"


def page(body: str, head: str = "", charset: str = "utf-8") -> str:
    return f'<html><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'


GOVERNMENT = page(
    f"""<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">国务院</a></li></ul></div>
    <div class="article"><h1>{TITLE}</h1>
    <div class="pages-date">2014-09-18 10:05 <span class="font">来源： 新华社</span></div>
    <div class="pages_content" id="UCAP-CONTENT">{BODY}<p>谢谢大家！</p><p align="right">责任编辑：王五</p></div></div>
    <div class="footer"><p>版权所有：中国政府网</p></div>""",
    f"<title>{TITLE}_中国政府网</title>"
    '<meta name="PubDate" content="2014-09-18 10:05"><meta property="og:site_name" content="中国政府网">',
)
NEWSPAPER = page(
    f"""<div class="path"><a href="/">人民网</a>&gt;&gt;<a href="/p">时政</a></div>
    <h1 id="newstitle">{TITLE}</h1><div class="sou">2014年09月18日08:15　　来源：<a href="http://x">人民网</a></div>
    <div id="rwb_zw">{BODY}</div><div class="edit">(责编：王五、李四)</div>
    <div class="rel"><h2>相关新闻</h2>
    <ul><li><a href="1">另一条新闻</a></li><li><a href="2">又一条新闻</a></li></ul></div>""",
    f"<title>{TITLE}--时政--人民网</title>",
)
WIKI = page(
    f"""<h1 id="firstHeading">{TITLE}</h1><div id="bodyContent"><div id="siteSub">维基文库，自由的图书馆</div>
    <div class="mw-parser-output">{BODY}<h2>第二部分<span class="mw-editsection">[编辑]</span></h2>
    <p>这是<ruby>國<rp>(</rp><rt>guó</rt><rp>)</rp></ruby><ruby>際<rt>jì</rt></ruby>社會的共同責任，也是各國人民的願望。</p></div></div>
    <div id="mw-navigation"><ul><li><a href="/wiki/a">首页</a></li></ul></div>""",
    f'<title>{TITLE} - 维基文库，自由的图书馆</title><link rel="canonical" href="https://zh.wikisource.org/wiki/a">',
)
ACCOUNT = page(
    f"""<div id="img-content"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1>
    <div id="meta_content"><span class="rich_media_meta">某某</span><em id="publish_time">2021-07-02 20:00</em></div>
    <div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
    {"".join(f"<section><p><span style='font-size:16px'>{sentence}</span></p></section>" for sentence in SENTENCES)}
    </div></div><script>var ct = "1625227200";</script>""",
    f'<meta property="og:title" content="{TITLE}"><meta name="author" content="某某">',
)
TAIWAN = page(
    f"""<header><nav><ul><li>總統府</li><li>新聞與活動</li></ul></nav></header>
    <main><div class="date">113年05月20日</div>
    <h2>{TITLE}</h2><div class="content">{BODY}</div></main><footer>總統府地址</footer>""",
    f"<title>{TITLE}-新聞與活動-中華民國總統府</title>",
)
NATIONS = page(
    f"""<div id="main"><article><h1><span>{TITLE}</span></h1>
    <time datetime="2020-09-21T12:00:00Z" pubdate>2020年9月21日</time>
    <div class="field"><div class="item">{BODY}</div></div></article></div>""",
    f"<title>{TITLE} | 联合国新闻</title>",
)
OLD = page(
    f"""<table><tr><td><a href="/">首页</a></td></tr></table><table><tr><td><font size="5">{TITLE}</font><br>
    2003年3月18日<br><br>{"<br>".join(SENTENCES)}</td></tr></table>""",
    f"<title>{TITLE}</title>",
)
PAGES = {
    "government": GOVERNMENT,
    "newspaper": NEWSPAPER,
    "wiki": WIKI,
    "account": ACCOUNT,
    "taiwan": TAIWAN,
    "nations": NATIONS,
    "old": OLD,
}


@pytest.mark.parametrize("name", PAGES)
def test_every_sentence_comes_out_once_and_in_order_under_its_title(name: str):
    lines = read_html(PAGES[name].encode()).text.split("\n")
    assert [line for line in lines if line in SENTENCES] == SENTENCES
    assert TITLE in lines[: lines.index(SENTENCES[0])]


@pytest.mark.parametrize(
    "wrapping",
    [
        "<section>{}</section>",
        '<section style="margin: 2em"><span leaf="">{}</span></section><section><span leaf=""><br></span></section>',
        "<article>{}</article>",
        "<div><section>{}</section></div>",
        "<section><section><span>{}</span></section></section>",
    ],
)
def test_a_paragraph_may_be_an_element_of_its_own(wrapping: str):
    sentences = [f"第{number}，各国人民要和睦相处、共同发展，这是第{number}个道理。" * 3 for number in range(40)]
    broken = [line for sentence in sentences for line in (sentence[:50], sentence[50:])]
    paragraphs = ["同志们：", "第一，坚持合作共赢的原则", *sentences[:9], *broken, "谢谢大家！"]
    body = "".join(wrapping.format(paragraph) for paragraph in paragraphs)
    menu = "<div><ul><li><a href='/'>首页</a></li></ul></div>"
    read = read_html(page(f'{menu}<div><h1>{TITLE}</h1><div id="js_content">{body}</div></div>{menu}').encode())
    assert read.text.split("\n")[-len(paragraphs) :] == paragraphs
    assert "首页" not in read.text
    assert read.warnings == ()


def test_lines_that_the_main_text_lacks_are_kept_between_others_of_it_but_no_links():
    between = "<div>图为会场</div><aside>编者的话</aside><div><a href='/x'>另一条新闻</a></div>"
    read = read_html(page(f"<div>{BODY}</div>{between}<div>{BODY.replace('道理', '说法')}</div>").encode())
    assert "图为会场" in read.text
    assert not {"另一条新闻", "编者的话"} & set(read.text.split("\n"))


def test_a_main_text_that_is_not_found_again_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lineage.reading.formats.html_lines.main_lines", lambda *_: [TITLE])
    assert "characters of its main text are kept" in read_html(GOVERNMENT.encode()).warnings[-1]


def test_the_marks_between_cells_are_not_missed():
    rows = "".join(f"<tr><td>第{number}年</td><td>{number}吨</td></tr>" for number in range(200))
    assert read_html(page(f"<h1>{TITLE}</h1><table>{rows}</table>").encode()).warnings == ()


def test_a_page_of_many_lines_takes_no_square_of_time():
    lines = "".join(f"<section>第{number}条{'各国人民' * 10}</section>" for number in range(9_000))
    began = time.monotonic()
    assert len(read_html(page(lines).encode()).text.split("\n")) == 9_000
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"old"}))
def test_the_menus_of_a_page_stay_out(name: str):
    assert not {"首页", "总统府", "總統府", "国务院", "又一条新闻"} & set(
        read_html(PAGES[name].encode()).text.split("\n")
    )


@pytest.mark.parametrize("name", PAGES)
def test_the_title_is_without_the_name_of_the_site(name: str):
    title = read_bytes(PAGES[name].encode(), suffix=".html").facts["title"]
    assert title.value == TITLE
    assert title.provenance is Provenance.DOCUMENT
    assert TITLE in title.evidence


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("government", "2014-09-18 10:05 来源： 新华社"),
        ("government", "责任编辑：王五"),
        ("newspaper", "2014年09月18日08:15　　来源：人民网"),
        ("taiwan", "113年05月20日"),
        ("old", "2003年3月18日"),
        ("account", "某某2021-07-02 20:00"),
    ],
)
def test_what_stands_around_the_text_is_left_to_the_rules_of_reading(name: str, line: str):
    assert line in read_html(PAGES[name].encode()).text.split("\n")


@pytest.mark.parametrize(
    ("name", "published", "tag"), [("government", "2014-09-18", "PubDate"), ("nations", "2020-09-21", "<time")]
)
def test_the_day_of_publication_is_no_date_of_the_speech(name: str, published: str, tag: str):
    facts = read_html(PAGES[name].encode()).facts
    assert facts["published"].value == published
    assert tag in facts["published"].evidence
    assert "date" not in facts


def test_a_year_in_the_speech_is_no_day_of_publication():
    assert "published" not in read_html(page(f"<h1>{TITLE}</h1>{BODY}<p>2011年1月1日，我们来了。</p>").encode()).facts


def test_an_author_is_no_speaker():
    facts = read_html(ACCOUNT.encode()).facts
    assert facts["author"].value == "某某"
    assert "speaker" not in facts


def test_the_address_that_a_page_calls_its_own():
    assert read_html(WIKI.encode()).facts["source"].value == "https://zh.wikisource.org/wiki/a"


def test_readings_over_characters_do_not_run_into_the_words():
    assert "这是國際社會的共同責任，也是各國人民的願望。" in read_html(WIKI.encode()).text


def test_a_hyphenated_title_stays_whole():
    title = "开放 - 共享 - 未来"
    assert read_html(page(BODY, f"<title>{title}</title>").encode()).facts["title"].value == title


def test_source_lines_are_no_lines_of_the_text():
    assert "大家好，各国人民" in read_html(page(f"<div><p>大家好，\n   各国人民要和睦。</p>{BODY}</div>").encode()).text


def test_cells_of_a_table_are_kept():
    table = "<table><tr><td>年份与产量的对照</td><td>六千五百万吨粮食</td></tr></table>"
    text = read_html(page(f"<div><h1>{TITLE}</h1>{BODY}{table}{BODY.replace('道理', '说法')}</div>").encode()).text
    assert "年份与产量的对照\n六千五百万吨粮食" in text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5"), ("utf-8", "utf-8"), ("gb18030", "gb18030")],
)
def test_a_declared_encoding_is_believed_where_it_fits(declared: str, encoding: str):
    words = "各國人民要和睦相處。"
    read = read_html(page(f"<p>{words}</p>", charset=declared).encode(encoding))
    assert (read.text, read.encoding) == (words, encoding)
    assert read.evidence.startswith("declared")


def test_big5_of_hong_kong_is_declared_as_big5():
    read = read_html(page("<p>我哋喺香港講嘢。各國人民要和睦相處。</p>", charset="big5").encode("big5hkscs"))
    assert read.text == "我哋喺香港講嘢。各國人民要和睦相處。"


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("klingon", "utf-8")])
def test_a_declaration_that_does_not_fit_is_told(declared: str, encoding: str):
    read = read_html(page(BODY, charset=declared).encode(encoding))
    assert SENTENCES[9] in read.text
    assert read.encoding == encoding
    assert declared in read.warnings[-1]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "big5"),
        ("gbk", "big5"),
        ("iso-8859-1", "gb18030"),
        ("windows-1252", "gb18030"),
        ("latin-1", "big5"),
        ("us-ascii", "gb18030"),
        ("koi8-r", "gb18030"),
        ("big5", "gb18030"),
    ],
)
def test_an_encoding_that_makes_no_chinese_is_not_believed(declared: str, encoding: str):
    words = "女士們、先生們：各國人民要和睦相處，共同維護網絡空間的和平與安全。"
    read = read_html(page(f"<p>{words}</p>", charset=declared).encode(encoding))
    assert (read.text, read.encoding) == (words, encoding)
    assert f"declares {declared}, but its bytes are {encoding}" in read.warnings[-1]


def test_a_page_without_chinese_is_read_as_it_declares():
    read = read_html(page("<p>Élysée, déjà vu, où êtes-vous</p>", charset="iso-8859-1").encode("latin-1"))
    assert read.text == "Élysée, déjà vu, où êtes-vous"
    assert (read.evidence, read.warnings[:-1]) == ("declared: iso-8859-1", ())


def test_one_bad_byte_does_not_belie_a_declaration():
    read = read_html(page(BODY, charset="gbk").encode("gb18030") + b"<p>\xff</p>")
    assert read.evidence == "declared: gbk"
    assert [warning for warning in read.warnings if "declares" in warning] == []


def test_a_given_encoding_goes_before_the_declared_one():
    assert read_html(page(BODY, charset="utf-8").encode("gb18030"), "gb18030").evidence == "given"


def test_reading_is_a_pure_function_of_the_bytes_and_spans_lie_in_the_text():
    for source in PAGES.values():
        read = read_bytes(source.encode(), suffix=".html")
        assert read == read_bytes(source.encode(), suffix=".html")
        assert list(read.furniture) == sorted(read.furniture)
        assert all(0 <= span.begin < span.end <= len(read.text) for span in read.furniture)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        (b"<html><body></body></html>", "holds no text"),
        (b"<!-- nothing -->", "holds no text"),
        (b"<script>document.write('x')</script>", "holds no text"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (b"PK\x03\x04" + bytes(40), "zip archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is an image"),
        (b"\x00\x01\x02\x03" * 40, "binary"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n<p>a</p>", "web archive"),
        (b'<frameset><frame src="main.html"></frameset>', "frame around other pages"),
        (b"<form><p>Login</p><input type=Password></form>", "asks for a password"),
    ],
)
def test_what_is_no_page_with_a_speech_is_told(data: bytes, message: str):
    with pytest.raises(InputError, match=message) as caught:
        read_bytes(data, suffix=".html")
    assert caught.value.hint


def test_a_frame_beside_little_text_is_told():
    assert "frame" in read_html("<p>各国人民</p><iframe src='http://x/speech.html'></iframe>".encode()).warnings[0]


def test_words_for_readers_without_scripts_are_read_where_there_are_no_others():
    around = f"<div><a href='/'>首页</a></div><h1>{TITLE}</h1>"
    read = read_html(page(f"{around}<noscript>{BODY}</noscript><div>版权所有</div>").encode())
    assert [line for line in read.text.split("\n") if line in SENTENCES] == SENTENCES
    assert "without scripts" in read.warnings[0]


def test_words_for_readers_without_scripts_are_else_left_out():
    read = read_html(page(f"<h1>{TITLE}</h1>{BODY}<noscript>{BODY.replace('道理', '说法')}</noscript>").encode())
    assert "说法" not in read.text
    assert read.warnings == ()


@pytest.mark.parametrize("tag", ["aside", "textarea"])
def test_a_long_box_that_is_left_out_is_told(tag: str):
    box = f"<{tag}>{'编者的话，' * 50}</{tag}>"
    rest = BODY.replace("道理", "说法")
    read = read_html(page(f"<h1>{TITLE}</h1>{BODY}{box}{rest}").encode())
    assert "编者" not in read.text
    assert read.warnings == (f"an <{tag}> of 250 characters is left out: {'编者的话，' * 4}…",)
    assert read_html(page(f"<h1>{TITLE}</h1>{BODY}<{tag}>编者的话</{tag}>{rest}").encode()).warnings == ()


def test_a_truncated_page_gives_what_it_holds():
    assert SENTENCES[0] in read_html(GOVERNMENT[: GOVERNMENT.index(SENTENCES[4]) + 4].encode()).text


@pytest.mark.parametrize("tag", ["div", "font"])
def test_what_is_nested_beyond_reason_is_kept_and_told(tag: str):
    began = time.monotonic()
    read = read_html(f"<style>p</style>{f'<{tag}>' * 100_000}{BODY}".encode())
    assert [line for line in read.text.split("\n") if line in SENTENCES] == SENTENCES
    assert "nested too deep" in read.warnings[0]
    assert time.monotonic() - began < 10
    with pytest.raises(InputError, match="holds no text"):
        read_html(f"<{tag}>".encode() * 100_000)


@pytest.mark.parametrize(
    "piece",
    ["<table><tr><td>a</td></tr></table>", "<div>a<br>b</div>", "<p>a", "<a", "<!--", "<title>_ ", "<h1>_ ", "&lt;"],
)
def test_a_page_of_one_piece_repeated_takes_no_square_of_time(piece: str):
    began = time.monotonic()
    with contextlib.suppress(InputError):
        read_html(piece.encode() * 40_000)
    assert time.monotonic() - began < 10


def test_a_page_of_too_many_tags_is_read_without_a_tree():
    read = read_html(f"{'<b></b>' * 300_000}{BODY}".encode())
    assert [line for line in read.text.split("\n") if line in SENTENCES] == SENTENCES
    assert "too large" in read.warnings[0]


def test_nothing_is_printed_or_logged_to_the_terminal(capfd: pytest.CaptureFixture[str]):
    read_html(page("<p>a</p>").encode())
    assert capfd.readouterr() == ("", "")
