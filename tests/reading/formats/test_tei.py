"""Editions in TEI, and XML that is none."""

import time

import pytest

from lineage.errors import InputError
from lineage.models import Provenance
from lineage.reading import TRANSPARENT, read_bytes
from lineage.reading.formats.tei import read_tei
from lineage.text import canonicalise

SENTENCES = [f"第{number}，各国人民要和睦相处、共同发展，这是第{number}个道理。" for number in range(1, 11)]
HEADER = """<teiHeader><fileDesc><titleStmt><title>在会上的讲话</title><author>王五</author>
<respStmt><resp>录入</resp><name>李四</name></respStmt></titleStmt>
<publicationStmt><date when="2020-01-02">2020</date></publicationStmt>
<sourceDesc><bibl><date when="1956-09-16">九月</date></bibl></sourceDesc></fileDesc></teiHeader>"""


def edition(body: str, header: str = HEADER, prolog: str = "") -> bytes:
    return f'{prolog}<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'.encode()


def furniture(data: bytes) -> list[tuple[str, str]]:
    read = read_tei(data)
    return [(read.text[span.begin : span.end], span.reason) for span in read.furniture]


def test_every_paragraph_is_a_line():
    body = "<div><head>题目</head>" + "".join(f"\n  <p>{sentence}</p>" for sentence in SENTENCES) + "</div>"
    assert read_tei(edition(body)).text.split("\n") == ["题目", *SENTENCES]


def test_the_header_states_title_and_speaker_and_when_the_source_appeared():
    facts = read_bytes(edition(f"<p>{SENTENCES[0]}</p>"), suffix=".xml").facts
    stated = {field: fact.value for field, fact in facts.items() if fact.provenance is Provenance.DOCUMENT}
    assert stated == {"title": "在会上的讲话", "speaker": "王五", "published": "1956-09-16"}
    assert "1956-09-16" in facts["published"].evidence


def test_where_the_source_has_no_day_the_edition_has_one():
    header = HEADER.replace(' when="1956-09-16"', "")
    assert read_tei(edition("<p>各国人民</p>", header)).facts["published"].value == "2020-01-02"


@pytest.mark.parametrize("place", ["creation", "settingDesc"])
def test_the_day_of_making_is_that_of_the_speech(place: str):
    header = HEADER.replace(
        "</teiHeader>", f'<profileDesc><{place}><date when="1956-09-15T10:00:00"/></{place}></profileDesc></teiHeader>'
    )
    assert read_tei(edition("<p>各国人民</p>", header)).facts["date"].value == "1956-09-15"


def test_a_date_that_is_none_is_told():
    made = '<profileDesc><creation><date when="昨天"/></creation></profileDesc></teiHeader>'
    read = read_bytes(edition("<p>各国人民</p>", HEADER.replace("</teiHeader>", made)), suffix=".xml")
    assert "date" not in read.facts
    assert "昨天" in read.warnings[0]


def test_line_and_page_ends_of_the_source_leave_nothing():
    assert read_tei(edition('<p>各国<lb/>\n   人民<pb n="2"/>要和睦相处，\n  The <hi>UN</hi> too。</p>')).text == (
        "各国人民要和睦相处， The UN too。"
    )


def test_the_reading_of_the_editor_is_taken():
    body = (
        "<p>各<choice><sic>国国</sic><corr>国</corr></choice>人<choice><orig>囻</orig><reg>民</reg></choice>"
        "<choice><abbr>联大</abbr><expan>联合国大会</expan></choice><del>不</del><add>要</add><sic>和睦</sic></p>"
    )
    assert read_tei(edition(body)).text == "各国人民联合国大会要和睦"


@pytest.mark.parametrize(
    "readings",
    [
        "<lem>人民</lem><rdg>民人</rdg><rdg>平民</rdg>",
        "<rdg wit='#a'>人民</rdg><wit>甲</wit><rdg wit='#b'>民人</rdg>",
        "<rdgGrp><rdg>人民</rdg><rdg>民人</rdg></rdgGrp><rdgGrp><rdg>平民</rdg></rdgGrp>",
    ],
)
def test_one_witness_is_read(readings: str):
    body = f"<p>各国<app>{readings}</app>要和睦。<note>即<app>{readings}</app></note></p>"
    assert read_tei(edition(body)).text == "各国人民要和睦。\n即人民"


@pytest.mark.parametrize(
    "body",
    [
        "<sp><speaker>王五</speaker><p>各国人民</p></sp>" * 40_000,
        f"<p><app>{'<rdg>各国人民</rdg>' * 40_000}</app></p>",
        f"<p><choice>{'<sic>各国人民</sic>' * 40_000}</choice></p>",
    ],
)
def test_a_file_of_one_piece_repeated_takes_no_square_of_time(body: str):
    began = time.monotonic()
    assert read_tei(edition(body)).text
    assert time.monotonic() - began < 10


def test_notes_stand_behind_the_text_and_break_no_sentence():
    data = edition("<p>各国人民<note place='bottom'>编者的注。</note>要和睦相处。</p><p>谢谢大家。</p>")
    assert read_tei(data).text == "各国人民要和睦相处。\n谢谢大家。\n编者的注。"
    assert furniture(data) == [("编者的注。", "note")]


def test_a_sentence_goes_on_across_the_foot_of_a_page():
    read = read_bytes(
        edition(
            "<p>我们的奋斗目标是各国人民要<fw type='pageNum'>12</fw><pb/>和睦相处、共同发展。</p>"
            "<fw>13</fw><p>谢谢大家。</p>"
        ),
        suffix=".xml",
    )
    assert "各国人民要和睦相处共同发展" in canonicalise(read.text, read.furniture, TRANSPARENT).text
    assert [span.reason for span in read.furniture] == ["page", "page"]


def test_who_speaks_and_where_is_furniture():
    body = (
        "<dateline>1956年9月16日，北京</dateline><sp><speaker>王五：</speaker><p>各国人民</p></sp><signed>王五</signed>"
    )
    assert furniture(edition(body)) == [
        ("1956年9月16日，北京\n", "dateline"),
        ("王五：\n", "byline"),
        ("王五", "byline"),
    ]


def test_another_encoding_is_declared():
    data = edition("<p>各国人民</p>", prolog='<?xml version="1.0" encoding="gb2312"?>').decode().encode("gbk")
    read = read_tei(data)
    assert (read.text, read.encoding) == ("各国人民", "gb18030")


def test_reading_is_a_pure_function_of_the_bytes():
    data = edition("".join(f"<p>{sentence}<note>注</note></p>" for sentence in SENTENCES))
    assert read_bytes(data, suffix=".xml") == read_bytes(bytes(data), suffix=".xml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        ("各国人民".encode(), "cannot be read as XML"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"<rss><channel/></rss>", "its root is <rss>"),
        (edition("<p>各国人民</p>")[:-20], "cannot be read as XML"),
        (edition("<p> </p>"), "holds no text"),
        (edition("<p/><note>只有注</note>"), "holds no text"),
        (b"<teiCorpus>" + edition("<p>a</p>") + b"</teiCorpus>", "several TEI texts"),
        (edition("<p/>" * 2_000_001), "tags"),
        (edition("<div>" * 1000 + "</div>" * 1000), "cannot be read as XML"),
    ],
)
def test_what_is_no_edition_of_a_speech_is_told(data: bytes, message: str):
    with pytest.raises(InputError, match=message) as caught:
        read_bytes(data, suffix=".xml")
    assert caught.value.hint


def test_entities_are_told_and_not_replaced():
    prolog = "<!DOCTYPE TEI [<!ENTITY a '哈'><!ENTITY b '&a;&a;'><!ENTITY file SYSTEM 'file:///etc/hostname'>]>"
    read = read_tei(edition("<p>前&b;后&file;完<hi>&amp;</hi></p>", prolog=prolog))
    assert read.text == "前后完&"
    assert read.warnings == ("&b; is not replaced, and left out", "&file; is not replaced, and left out")


def test_entities_do_not_explode():
    laughs = "".join(f"<!ENTITY l{level} '{f'&l{level - 1};' * 10}'>" for level in range(1, 12))
    prolog = f"<!DOCTYPE TEI [<!ENTITY l0 '哈'>{laughs}]>"
    began = time.monotonic()
    with pytest.raises(InputError, match="cannot be read as XML"):
        read_tei(edition("<p>&l11;</p>", prolog=prolog))
    assert time.monotonic() - began < 5
