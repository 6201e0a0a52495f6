"""Word files that python-docx writes, with what it cannot write set in by hand, and files that are none."""

import io
import time
import zipfile
from datetime import datetime

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.parser import parse_xml

from lineage.errors import InputError
from lineage.models import Provenance
from lineage.reading import read_bytes
from lineage.reading.formats.docx import read_docx

SENTENCES = [f"第{number}，各国人民要和睦相处、共同发展，这是第{number}个道理。" for number in range(1, 11)]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def speech(*paragraphs: str):
    document = docx.Document()
    for paragraph in paragraphs or SENTENCES:
        document.add_paragraph(paragraph)
    return document


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The archive with something else in one of its files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.namelist():
            content = archive.read(entry)
            if entry == name:
                assert old in content
                content = content.replace(old, new, 1)
            copy.writestr(entry, content)
    return stream.getvalue()


def with_part(data: bytes, name: str, kind: str, content: bytes) -> bytes:
    """The archive with one more part of the document."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(f"word/{name}", content)
    relation = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{name}"/></Relationships>'
    )
    return changed(stream.getvalue(), "word/_rels/document.xml.rels", b"</Relationships>", relation.encode())


def test_every_paragraph_is_a_line():
    read = read_docx(saved(speech()))
    assert read.text.split("\n") == SENTENCES
    assert read.warnings == ()


def test_cells_breaks_and_tabs_come_in_order():
    document = speech("前面")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, "甲乙丙丁", strict=True):
        cell.text = words
    document.add_paragraph("后面\n还有\t一行")
    assert read_docx(saved(document)).text == "前面\n甲\n乙\n丙\n丁\n后面\n还有\t一行"


def test_tracked_changes_are_read_as_accepted():
    document = speech("各国人民")
    paragraph = document.paragraphs[0]._p
    paragraph.append(parse_xml(f'<w:del {W} w:id="1"><w:r><w:delText>不</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:moveFrom {W} w:id="2"><w:r><w:t>从前</w:t></w:r></w:moveFrom>'))
    paragraph.append(parse_xml(f'<w:ins {W} w:id="3"><w:r><w:t>要和睦相处</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f"<w:r {W}><w:t>。</w:t></w:r>"))
    read = read_docx(saved(document))
    assert read.text == "各国人民要和睦相处。"
    assert "tracked changes" in read.warnings[0]


def test_readings_over_characters_do_not_run_into_the_words():
    document = speech("中")
    ruby = "<w:rt><w:r><w:t>guó</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>国</w:t></w:r></w:rubyBase>"
    document.paragraphs[0]._p.append(parse_xml(f"<w:r {W}><w:ruby>{ruby}</w:ruby></w:r>"))
    assert read_docx(saved(document)).text == "中国"


@pytest.mark.parametrize("name", ["List Number", "based on it"])
def test_numbers_that_a_style_counts_are_told(name: str):
    document = speech("各国人民")
    document.styles.add_style("based on it", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["List Number"]
    document.add_paragraph("和睦相处", style=name)
    assert "numbers" in read_docx(saved(document)).warnings[0]


def test_styles_that_count_in_a_circle_are_no_trap():
    document = speech("各国人民")
    first, second = (document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("one", "two"))
    first.base_style, second.base_style = second, first
    document.add_paragraph("和睦相处", style="one")
    assert read_docx(saved(document)).warnings == ()


def test_hidden_words_are_left_out_and_told():
    document = speech("各国人民，")
    document.paragraphs[0].add_run("不要").font.hidden = True
    document.paragraphs[0].add_run("和睦").font.hidden = False
    read = read_docx(saved(document))
    assert read.text == "各国人民，和睦"
    assert "hidden" in read.warnings[0]


def test_the_strict_form_of_the_standard_is_told_by_name():
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    with pytest.raises(InputError, match="is Strict Open XML") as caught:
        read_docx(changed(saved(speech()), "_rels/.rels", relation, strict))
    assert "not Strict" in caught.value.hint


def test_numbers_that_word_counts_are_told():
    document = docx.Document()
    style = parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    document.add_paragraph(SENTENCES[0])._p.get_or_add_pPr().append(style)
    assert "numbers" in read_docx(saved(document)).warnings[0]


def test_notes_stand_behind_the_text_as_furniture():
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>编者后来的注。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = with_part(saved(speech()), "footnotes.xml", "footnotes", notes.encode())
    read = read_bytes(data, suffix=".docx")
    assert [(read.text[span.begin : span.end], span.reason) for span in read.furniture] == [("编者后来的注。", "note")]
    assert "线" not in read.text


def test_heads_and_feet_of_pages_stay_out():
    document = speech()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    assert "内部资料" not in read_docx(saved(document)).text


def test_properties_are_facts_but_no_date_and_no_speaker():
    document = speech()
    document.core_properties.title, document.core_properties.author = "在会上的讲话", "王五"
    document.core_properties.created = datetime(2014, 9, 18, 12, 0)
    facts = read_docx(saved(document)).facts
    assert {field: fact.value for field, fact in facts.items()} == {
        "title": "在会上的讲话",
        "author": "王五",
        "created": "2014-09-18",
    }
    assert {fact.provenance for fact in facts.values()} == {Provenance.DOCUMENT}


@pytest.mark.parametrize(
    "title", ["", "Microsoft Word - 讲话.doc", "文档1", "新建 Microsoft Word 文档", "Untitled", "a.docx"]
)
def test_what_a_program_has_filled_in_is_no_title(title: str):
    document = speech()
    document.core_properties.title, document.core_properties.author = title, "Administrator"
    assert not {"title", "author"} & set(read_docx(saved(document)).facts)


def test_reading_is_a_pure_function_of_the_bytes():
    data = saved(speech())
    assert read_bytes(data, suffix=".docx") == read_bytes(bytes(data), suffix=".docx")


def archive_of(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        ("各国人民要和睦相处。".encode(), "is no Word file"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file, or a locked one"),
        (b"PK\x03\x04" + bytes(60), "cannot be read as a Word file"),
        (saved(speech())[:4000], "cannot be read as a Word file"),
        (archive_of(a=b"b"), "cannot be read as a Word file"),
        (archive_of(xl__workbook=b"b"), "is a spreadsheet"),
        (archive_of(word__document=bytes(100 << 20)), "is longer than 64 MB"),
        (archive_of(word__document=bytes(40 << 20)), "200 times"),
        (saved(docx.Document()), "holds no text"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",  # the bytes of an archive tell the time of day
)
def test_what_is_no_word_file_with_words_is_told(data: bytes, message: str):
    with pytest.raises(InputError, match=message) as caught:
        read_bytes(data, suffix=".docx")
    assert caught.value.hint


def test_entities_do_not_explode():
    laughs = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 12))
    bomb = f"standalone='yes'?><!DOCTYPE d [<!ENTITY l0 '各国人民'>{laughs}]>".encode()
    data = changed(saved(speech("笑声")), "word/document.xml", b"standalone='yes'?>", bomb)
    data = changed(data, "word/document.xml", "笑声".encode(), b"&l11;")
    began = time.monotonic()
    with pytest.raises(InputError, match=r"entities|cannot be read"):
        read_docx(data)
    assert time.monotonic() - began < 5


def test_parts_that_are_nested_beyond_reason_are_told():
    deep = b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000
    data = changed(saved(speech()), "word/document.xml", b"<w:sectPr", deep + b"<w:sectPr")
    with pytest.raises(InputError, match="cannot be read"):
        read_docx(data)
