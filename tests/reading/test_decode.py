"""Which encoding a file is in, and what is said when it cannot be told."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.encodings import LENGTHS, WRAPPINGS, Wrapping, outcome, outcomes
from lineage.errors import InputError, UsageError
from lineage.reading import decode
from lineage.text import canonicalise

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
    # The same bytes are • in Python's big5 and ‧ in cp950, which wrote most such files.
    assert decode(big5).text.replace("‧", "•") == big5.decode("big5")


def test_a_mark_settles_it():
    assert decode(b"\xef\xbb\xbf" + SIMPLIFIED.encode()).evidence == "BOM"
    assert decode(SIMPLIFIED.encode("utf-16")).text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("utf-16")).encoding == "utf-16"


def test_line_ends_become_lf():
    assert decode("一\r\n二\r三\n四\u2028五\u2029六\x85七".encode()).text == "一\n二\n三\n四\n五\n六\n七"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(str.strip))
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
    damaged = b"\xff".join([SIMPLIFIED.encode()] * 5).replace("网".encode(), b"\xff")
    with pytest.raises(InputError, match=r"byte 0xFF at offset \d+; it looks like utf-8 with damaged bytes"):
        decode(damaged)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "hz"])
@pytest.mark.parametrize("told", [True, False], ids=["given", "found"])
def test_a_little_damage_is_read_and_told(encoding: str, told: bool):
    lines = [TRADITIONAL if encoding == "big5" else SIMPLIFIED] * 20
    data = bytearray("\n".join(lines).encode(encoding))
    place = data.index(b"\n", 900) - 2
    data[place : place + 2] = b"\xff\xff"
    found = decode(bytes(data), encoding if told else None)
    (warning,) = found.warnings
    assert warning.endswith("(U+FFFD stands in their place)")
    assert f"at offset {place}" in warning or encoding == "utf-8"  # the character begins before
    assert 1 <= found.text.count("\ufffd") <= 6
    assert found.text.split("\n")[:5] == lines[:5]
    assert found.text.split("\n")[-2:] == lines[-2:]


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


def test_a_file_that_was_cut_off_is_read_and_told():
    for data in (SIMPLIFIED * 3).encode()[:-1], (SIMPLIFIED * 3).encode("utf-16")[:-1]:
        found = decode(data)
        assert found.text == (SIMPLIFIED * 3)[:-1] + "\ufffd"
        assert "1 characters are damaged" in found.warnings[0]


def test_a_few_nuls_are_left_out_and_told():
    data = f"{SIMPLIFIED * 3}\x00{SIMPLIFIED}".encode("gb18030")
    found = decode(data)
    assert found.text == SIMPLIFIED * 4
    assert found.warnings == ("1 NUL characters were left out",)
    assert decode(data + bytes(4096)).text == SIMPLIFIED * 4


def test_european_text_in_utf16_is_no_utf8_with_nuls():
    assert decode("A plain English text.".encode("utf-16-le")).text == "A plain English text."


@pytest.mark.parametrize("text", ['(format t "~{~a~^, ~}" list)', "use ~{ and ~} or ~~", f"~{{{SIMPLIFIED}~}}"])
def test_a_text_that_merely_holds_the_brackets_of_hz_is_utf8(text: str):
    found = decode(text.encode())
    assert (found.text, found.encoding, found.warnings) == (text, "utf-8", ())


def test_escape_sequences_are_read_where_there_is_a_codec():
    assert decode(SIMPLIFIED.encode("iso2022_jp_2")).text == SIMPLIFIED
    seven_bits = bytes(byte & 0x7F for byte in SIMPLIFIED.encode("gb2312"))
    with pytest.raises(InputError, match="ISO-2022-CN") as caught:
        decode(b"\x1b$)A\x0e" + seven_bits + b"\x0f")
    assert "UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    ("written_in", "read_as"),
    [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gb18030", "latin-1"), ("big5", "latin-1")],
)
def test_a_text_that_was_garbled_before_is_told(written_in: str, read_as: str):
    garbled = (TRADITIONAL * 3).encode(written_in).decode(read_as, "ignore")
    found = decode(garbled.encode())
    assert found.text == garbled.replace("\x85", "\n")
    (warning,) = found.warnings
    assert warning.startswith("looks garbled: ")


def test_losses_read_as_characters_are_told():
    (warning,) = decode(f"{SIMPLIFIED}锟斤拷锟斤拷".encode()).warnings
    assert warning.startswith("锟斤拷 stands 2 times")


@pytest.mark.parametrize("text", ["plain English, a café", "日本国民は、正当に選挙された国会", "Российская Федерация"])
def test_other_languages_are_not_called_garbled(text: str):
    assert decode((text * 20).encode()).warnings == ()
    assert decode((text * 20).encode("utf-16")).warnings == ()


def test_full_width_forms_are_kept_as_read_and_folded_in_canonical_text():
    found = decode(f"{SIMPLIFIED}ＡＰＥＣ２０１４".encode("gb18030"))
    assert found.text.endswith("ＡＰＥＣ２０１４")
    assert canonicalise(found.text).text.lower().endswith("apec2014")


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


@pytest.mark.parametrize("wrapping", WRAPPINGS, ids=lambda wrapping: wrapping.name)
def test_the_rates_in_the_documents_hold(corpus_folder, wrapping: Wrapping):
    text = next(corpus_folder.glob("*李保東*")).read_text(encoding="utf-8")
    by_length = {length: outcomes([text[:1100]], wrapping, length) for length in LENGTHS if length in {40, 100, 1000}}
    assert right(by_length[40]) >= 0.97
    for length in (100, 1000):
        assert right(by_length[length]) >= 0.995
        assert by_length[length]["silent"] == 0


def right(counts: Counter[str]) -> float:
    return (counts["right"] + counts["warned"]) / counts.total()


COMMON_BOTH = (
    "的一是不了在有人我他中大上国地到以说要就出会可也你生能而子那得年自之民家和平安全方面我們國家發展經濟政府，。；"
)


@given(st.lists(st.sampled_from(COMMON_BOTH), min_size=100, max_size=300), st.sampled_from(WRAPPINGS))
def test_prose_is_never_read_wrong_in_silence(characters: list[str], wrapping: Wrapping):
    text = wrapping.fitted("".join(characters))
    if text.strip():
        assert outcome(wrapping.write(text), text) != "silent"
