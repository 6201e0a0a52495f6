"""Which encoding a file is in, and what is said when it cannot be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.errors import InputError, UsageError
from lineage.reading import decode

SIMPLIFIED = (
    "中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分，并置于优先地位。我们愿同各国一道努力。"
)
TRADITIONAL = (
    "中國政府高度重視網絡空間安全，把維護網絡安全作為國家戰略的重要組成部分，並置於優先地位。我們願同各國一道努力。"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
    ],
)
@pytest.mark.parametrize("length", [40, 55])
def test_short_text_is_decoded_by_evidence(text: str, encoding: str, length: int):
    found = decode(text[:length].encode(encoding))
    assert (found.text, found.encoding) == (text[:length], encoding)
    assert found.evidence.startswith("guessed: ")
    assert found.warnings == ()


@pytest.mark.parametrize("name", ["*李保東*", "*組委會*", "*傅聰*"])
def test_the_speeches_survive_big5(corpus_folder, name: str):
    text = next(corpus_folder.glob(name)).read_text(encoding="utf-8")
    big5 = text.encode("big5", "ignore")
    assert decode(big5).text == big5.decode("big5")


def test_a_mark_settles_it():
    assert decode(b"\xef\xbb\xbf" + SIMPLIFIED.encode()).evidence == "BOM"
    assert decode(SIMPLIFIED.encode("utf-16")).text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("utf-16")).encoding == "utf-16"


def test_line_ends_become_lf():
    assert decode("一\r\n二\r三\n".encode()).text == "一\n二\n三\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_went(text: str):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.lists(st.sampled_from(SIMPLIFIED), min_size=40, max_size=80))
def test_any_words_come_back_from_gb18030(characters: list[str]):
    text = "".join(characters)
    assert decode(text.encode("gb18030")).text == text


def test_a_given_encoding_is_obeyed():
    found = decode(TRADITIONAL.encode("big5"), "big5")
    assert (found.text, found.evidence) == (TRADITIONAL, "given")


@pytest.mark.parametrize("name", ["klingon", "base64", "a\x00b"])
def test_an_unknown_encoding_is_a_wrong_call(name: str):
    with pytest.raises(UsageError, match="no text encoding"):
        decode(SIMPLIFIED.encode(), name)


def test_a_given_encoding_that_does_not_fit_names_the_place():
    with pytest.raises(InputError, match=r"cannot be read as utf-8: byte 0xD6 at offset 0") as caught:
        decode(SIMPLIFIED.encode("gb18030"), "utf-8")
    assert "gb18030" in caught.value.message
    assert "--encoding" in caught.value.hint


def test_damaged_bytes_name_the_place_and_the_likeness():
    damaged = SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()
    with pytest.raises(InputError, match=r"byte 0xFF at offset \d+; it looks like utf-8"):
        decode(damaged)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01" * 9, bytes(range(256)) * 4, b"ab\x00cd"]
)
def test_binary_data_is_refused(data: bytes):
    with pytest.raises(InputError, match="binary"):
        decode(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\u3000\n".encode()])
def test_a_file_without_words_holds_no_text(data: bytes):
    with pytest.raises(InputError, match="holds no text"):
        decode(data)


def test_lost_characters_are_told():
    (warning,) = decode(f"{SIMPLIFIED}\ufffd\ufffd".encode()).warnings
    assert warning.startswith("2 characters were lost")


@pytest.mark.parametrize(
    ("data", "encoding", "end"),
    [
        (SIMPLIFIED.encode() + b"\xed\xa0\xbd\xed\xb8\x80\xed\xa0\x80", None, "😀\ufffd"),
        (SIMPLIFIED.encode("utf-16") + b"\x00\xd8", None, "\ufffd"),
        (SIMPLIFIED.encode("utf-16-le") + b"\x00\xdc", "utf-16-le", "\ufffd"),
        (SIMPLIFIED.encode("utf-7") + b"+2AA-", "utf-7", "\ufffd"),
        (SIMPLIFIED.encode("unicode_escape") + b"\\ud83d\\ude00\\ud800", "unicode_escape", "😀\ufffd"),
    ],
    ids=["utf-8", "utf-16 with a mark", "utf-16-le", "utf-7", "escapes"],
)
def test_what_is_read_is_valid_unicode(data: bytes, encoding: str | None, end: str):
    found = decode(data, encoding)
    assert found.text == SIMPLIFIED + end
    (warning,) = found.warnings
    assert warning.startswith("1 halves of surrogate pairs")
