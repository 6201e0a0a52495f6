"""PDFs with a text layer, and files that are none, locked, damaged or endless."""

import io
import time
import zlib
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from lineage.errors import InputError
from lineage.reading import TRANSPARENT, read_bytes
from lineage.reading.formats import pdf
from lineage.reading.formats.pdf import read_pdf
from lineage.reading.formats.pdf_pages import page_furniture
from lineage.text import canonicalise

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    b" /Supplement 4 >> /DW 1000 >>] >>"
)


def content(lines: Sequence[str]) -> bytes:
    """The drawing of a page: each line one step below the other."""
    drawn = [
        f"BT /F1 12 Tf 72 {760 - 18 * at} Td <{line.encode('utf-16-be').hex()}> Tj ET" for at, line in enumerate(lines)
    ]
    return "\n".join(drawn).encode()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def pdf_of(pages: Sequence[Sequence[str]], info: bytes = b"<< >>", trailer: bytes = b"") -> bytes:
    """A PDF of so many pages of lines."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        _FONT,
        info,
    ]
    for at, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (6 + 2 * at)
        )
        objects.append(stream(content(lines)))
    return document_of(objects, trailer)


def document_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue, the fourth the information."""
    data = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


SENTENCES = [f"第{number}，各国人民要和睦相处、共同发展，这是道理。" for number in "一二三四五六七八九十"]
HEAD = "在纪念大会上的讲话"


def marked(pages: list[list[str]]) -> list[str]:
    text = "\n".join(line for page in pages for line in page)
    return [text[span.begin : span.end] for span in page_furniture(pages)]


def test_every_sentence_comes_out_in_order():
    read = read_pdf(pdf_of([SENTENCES[:4], SENTENCES[4:8], SENTENCES[8:]]))
    assert read.text.split("\n") == SENTENCES
    assert (read.furniture, read.warnings) == ((), ())


def test_a_sentence_goes_on_across_a_page():
    pages = [
        [HEAD, *SENTENCES[:3], "我们要把人民对美好生活的向往作为", "- 1 -"],
        [HEAD, "奋斗目标，坚持不懈，努力工作。", *SENTENCES[3:6], "- 2 -"],
        [HEAD, *SENTENCES[6:], "- 3 -"],
    ]
    read = read_bytes(pdf_of(pages), suffix=".pdf")
    text = canonicalise(read.text, read.furniture, TRANSPARENT).text
    assert "我们要把人民对美好生活的向往作为奋斗目标坚持不懈努力工作" in text
    assert [text.count(HEAD), text.count("-")] == [1, 0]
    assert list(read.furniture) == sorted(read.furniture)


@pytest.mark.parametrize(
    "number", ["- {} -", "—{}—", "第{}页", "第 {} 页 共 10 页", "{}/10", "Page {} of 10", "{}", "－{}－"]
)
def test_page_numbers_are_found(number: str):
    pages = [[*SENTENCES[at : at + 3], number.format(at + 5)] for at in range(3)]
    assert [line.strip("\n") for line in marked(pages)] == [number.format(at + 5) for at in range(3)]


@pytest.mark.parametrize("line", ["2014", "7", "三", "（一）", "5亿"])
def test_a_number_that_no_other_page_goes_with_is_speech(line: str):
    assert marked([[*SENTENCES[:3], line], SENTENCES[3:6], [*SENTENCES[6:], "谢谢"]]) == []


def test_heads_that_differ_in_digits_or_from_left_to_right_are_found():
    pages = [[f"{at} {HEAD}" if at % 2 else f"人民日报 2014年 {at}", *SENTENCES[at : at + 3]] for at in range(1, 8)]
    assert [line.strip("\n") for line in marked(pages)] == [page[0] for page in pages]


def test_a_line_that_stands_on_two_pages_or_ends_a_sentence_is_speech():
    assert marked([[HEAD, *SENTENCES[:3]], [HEAD, *SENTENCES[3:6]]]) == []
    assert marked([["同志们！", *SENTENCES[:3]]] * 5) == []
    assert marked([[*SENTENCES[:3], "共同发展", *SENTENCES[3:6]]] * 5) == []


def test_radicals_and_blanks_between_characters_are_mended():
    read = read_bytes(pdf_of([["⼈ ⺠ 民 大 会 abc def"]]), suffix=".pdf")
    assert read.text == "⼈⺠民大会 abc def"
    assert canonicalise("⼈民⼤会").text == "人民大会"


def test_pages_without_words_are_told():
    read = read_pdf(pdf_of([SENTENCES, [], SENTENCES, []]))
    assert read.warnings == ("2 pages have (2, 4) no text layer (a picture, or empty)",)
    with pytest.raises(InputError, match="no text layer") as caught:
        read_pdf(pdf_of([[], []]))
    assert "OCR" in caught.value.hint


def test_properties_are_facts_but_no_date():
    title = b"\xfe\xff" + HEAD.encode("utf-16-be")
    info = b"<< /Title <%s> /Author (Administrator) /CreationDate (D:20140918120000+08'00') >>" % title.hex().encode()
    facts = read_pdf(pdf_of([SENTENCES], info)).facts
    assert {field: fact.value for field, fact in facts.items()} == {"title": HEAD, "created": "2014-09-18"}


@pytest.mark.parametrize(
    "info", [b"<< /CreationDate (D:20140231) >>", b"<< /CreationDate /No /Title 7 >>", b"[]", b"null"]
)
def test_properties_that_are_none_do_not_stop_the_reading(info: bytes):
    assert read_pdf(pdf_of([SENTENCES], info)).text.split("\n") == SENTENCES


def test_reading_is_a_pure_function_of_the_bytes():
    data = pdf_of([SENTENCES])
    assert read_bytes(data, suffix=".pdf") == read_bytes(bytes(data), suffix=".pdf")


def encrypted(user: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([SENTENCES]))))
    writer.encrypt(user, "owner", algorithm=algorithm)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_password_is_told_and_an_empty_one_is_none(algorithm: str):
    assert SENTENCES[0] in read_pdf(encrypted("", algorithm)).text
    with pytest.raises(InputError, match="password") as caught:
        read_pdf(encrypted("secret", algorithm))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        ("各国人民要和睦相处。".encode(), "is no PDF"),
        (b"PK\x03\x04" + bytes(40), "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"%PDF-1.7", "cannot be read as a PDF"),
        (b"%PDF-1.7\n" + bytes(1000), "cannot be read as a PDF"),
        (pdf_of([SENTENCES])[:300], "cannot be read as a PDF|no text layer"),
    ],
)
def test_what_is_no_pdf_with_words_is_told(data: bytes, message: str):
    with pytest.raises(InputError, match=message) as caught:
        read_bytes(data, suffix=".pdf")
    assert caught.value.hint


FONTS = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
ROOT, FONT = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(drawing: bytes, resources: bytes = FONTS, *more: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R %s /Contents 6 0 R >>" % resources
    return document_of([ROOT, b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>", FONT, b"<< >>", page, drawing, *more])


def tree(pages: bytes, *more: bytes) -> bytes:
    return document_of([ROOT, pages, FONT, b"<< >>", *more])


DRAWN = b"BT /F1 12 Tf 72 700 Td (a) Tj ET\n"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> /Font << /F1 3 0 R >> >>"
HOSTILE = {
    "a page tree that is its own child": tree(b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"),
    "a page tree with an absurd count": tree(b"<< /Type /Pages /Count 99999999999 /Kids [] >>"),
    "a page many times": tree(
        b"<< /Type /Pages /Count 90000 /Kids [%s] >>" % (b"5 0 R " * 90_000), b"<< /Type /Page /Parent 2 0 R >>"
    ),
    "a cross reference table that leads to itself": pdf_of([SENTENCES], trailer=b"/Prev 9"),
    "a stream that grows to 1 GB": one_page(stream(zlib.compress(bytes(1 << 30)), b"/Filter /FlateDecode")),
    "a stream packed many times": one_page(
        stream(zlib.compress(zlib.compress(b" " * (64 << 20))), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "drawing without end": one_page(stream(zlib.compress(DRAWN * 200_000), b"/Filter /FlateDecode")),
    "the same drawing on many pages": tree(
        b"<< /Type /Pages /Count 1500 /Kids [%s] >>" % (b"5 0 R " * 1_500),
        b"<< /Type /Page /Parent 2 0 R %s /Contents 6 0 R >>" % FONTS,
        stream(zlib.compress(DRAWN * 10_000), b"/Filter /FlateDecode"),
    ),
    "a form that draws itself": one_page(
        stream(b"/X Do"), b"/Resources << /XObject << /X 7 0 R >> >>", stream(DRAWN + b"/X Do /X Do", FORM)
    ),
    "arrays in arrays": one_page(stream(b"[" * 100_000)),
    "dictionaries in dictionaries": document_of([b"<< /A " * 50_000]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_take_forever_takes_little(
    name: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pdf, "_MOST_STEPS", 100_000)  # the limit itself takes a quarter of a minute
    began = time.monotonic()
    try:
        text = read_pdf(HOSTILE[name]).text
    except InputError as error:
        text = error.message
    assert text
    assert time.monotonic() - began < 20
    assert capfd.readouterr() == ("", "")


def test_a_damaged_page_is_told_and_the_rest_goes_on():
    data = pdf_of([SENTENCES[:5], SENTENCES[5:]])
    damaged = data.replace(content(SENTENCES[:5])[:30], b"[" * 30)
    assert SENTENCES[9] in read_pdf(damaged).text
