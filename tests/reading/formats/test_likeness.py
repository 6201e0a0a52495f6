"""What bytes without a name are taken for."""

import pytest

from lineage.reading import likely_suffix, read_bytes

PAGE = "<!DOCTYPE html><html><body><p>各国人民</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_page_is_known_in_any_encoding(encoding: str):
    assert likely_suffix(PAGE.encode(encoding)) == ".html"


def test_an_edition_in_wide_characters_is_known_and_read():
    edition = '<?xml version="1.0" encoding="utf-16"?><TEI><text><body><p>各国人民</p></body></text></TEI>'.encode(
        "utf-16"
    )
    assert likely_suffix(edition) == ".xml"
    assert read_bytes(edition, suffix=".xml").text == "各国人民"


def test_a_page_in_wide_characters_of_the_other_order():
    assert likely_suffix(b"\xfe\xff" + PAGE.encode("utf-16-be")) == ".html"


@pytest.mark.parametrize(
    "beginning", ["<div class='a'>", "<p>", "<META charset=utf-8>", "<title>", "\n<table>", "<!-- saved --> <div>"]
)
def test_a_piece_of_a_page_is_a_page(beginning: str):
    assert likely_suffix(f"{beginning}各国人民".encode()) == ".html"


@pytest.mark.parametrize(
    "header", ["id,text", "url,content,date", '"id","text"', "题目,Text\r", "text,id", "id,title,date,text"]
)
def test_a_table_is_known_by_its_column_of_texts(header: str):
    assert likely_suffix(f"{header}\n1,各国人民\n".encode()) == ".csv"


@pytest.mark.parametrize(
    "words",
    [
        "各国人民",
        "# 题目\n\n<div>各国人民</div>",
        '<p align="center"><img src="a.png"></p>\n\n# 题目\n\n各国人民',
        "text\n各国人民",
        "各国人民,要和睦相处\n",
        "context,textual\n",
        "<讲话>",
        "<peace>",
        "\ufeff各国人民",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_nothing_speaks_for_is_text(words: str, encoding: str):
    assert likely_suffix(words.encode(encoding)) == ".txt"
