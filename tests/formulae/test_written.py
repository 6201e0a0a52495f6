"""Labels as a person would write them."""

import numpy as np
import pytest

from lineage.detect import Corpus, Places, find_places, lay_out
from lineage.formulae.written import labels_of, most_frequent, written_forms
from lineage.models import ReadText, Span, SpeechColumns
from lineage.text import Segmenter, canonicalise


def read(text: str, *furniture: Span) -> ReadText:
    return ReadText(text, "utf-8", "given", furniture, {}, "")


def laid_out(reads: list[ReadText]) -> Corpus:
    canonicals = [canonicalise(one.text, one.furniture, {"gloss", "wrap"}) for one in reads]
    # Every character a word: where a wording may begin is not the question here.
    return lay_out([SpeechColumns(text, np.arange(len(text.text) + 1, dtype=np.int32)) for text in canonicals])


def forms(wording: str, *reads: ReadText) -> list[str]:
    corpus = laid_out(list(reads))
    places = find_places(corpus, [wording], lambda words: np.zeros(len(words), bool))
    return list(written_forms(corpus, places, reads))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("你中有我，我中有你", "你中有我，我中有你"),
        ("「你中有我、我中有你」", "你中有我、我中有你"),
        ("你中有我,我中有你", "你中有我，我中有你"),
        ("你中有我 我中有你", "你中有我我中有你"),
        ("你中有我，\n我中有你", None),
        ("你中有我，\u3000我中有你", "你中有我，我中有你"),
        ("你中有我，\u200b我中有你", "你中有我，我中有你"),
        ("你中有我\u200b我中有你", "你中有我我中有你"),
        ("“你中有我，我中有你", "你中有我，我中有你"),
        ("“你中有我”，我中有你", "“你中有我”，我中有你"),
        ("你中有我“我中有你”", "你中有我“我中有你”"),
        ("“好，你中有我”，我中有你", "你中有我，我中有你"),
        ("你中有我“我中有你，好”", "你中有我我中有你"),
        ("《你中有我”，我中有你", "你中有我，我中有你"),
        ("你中“有我，我中”有你", "你中“有我，我中”有你"),
        ("你中「有我，我中」有你", "你中“有我，我中”有你"),
        ("你中有我（，）我中有你", "你中有我（，）我中有你"),
        ("你中有《我”，我中有你", "你中有我，我中有你"),
    ],
)
def test_marks_come_from_the_text_and_lone_partners_do_not(text: str, form: str | None):
    assert forms("你中有我我中有你", read(text)) == ([form] if form else [])


def test_letters_are_those_of_the_canonical_wording():
    assert forms("网络空间命运共同体", read("構建網絡「空間」，命運共同體")) == ["网络“空间”，命运共同体"]
    assert forms("增长30%发展", read("增长３０％、发展")) == ["增长30%、发展"]


def test_taiwan_wording_is_written_in_the_mainlands_letters():
    text = "網際網路，網路：推動網際網路、數位化轉型"
    assert forms("推动互联网数字化转型", read(text)) == ["推动互联网、数字化转型"]


def test_glosses_and_broken_lines_stay_hidden():
    text = "你中有我(wǒ)，\n我中(zhōng)有你"
    furniture = [Span(4, 8, "gloss"), Span(9, 10, "wrap"), Span(12, 19, "gloss")]
    assert [text[span.begin : span.end] for span in furniture] == ["(wǒ)", "\n", "(zhōng)"]
    assert forms("你中有我我中有你", read(text, *furniture)) == ["你中有我，我中有你"]


def test_the_form_that_stands_most_often_is_the_label():
    comma, list_mark = read("你中有我，我中有你。你中有我，我中有你"), read("你中有我、我中有你")
    reads = [list_mark, comma]
    corpus = laid_out(reads)
    places = find_places(corpus, ["你中有我我中有你", "有我"], lambda words: np.zeros(len(words), bool))
    assert labels_of(corpus, places.wording, places, reads) == ["你中有我，我中有你", "有我"]


def test_of_forms_as_frequent_the_first_by_characters_is_taken():
    assert most_frequent(["b", "a", "b", "a", "c"]) == "a"


def test_no_places_have_no_labels():
    corpus = lay_out([Segmenter().columns(canonicalise("你中有我"))])
    none = np.zeros(0, np.int64)
    places = Places(none, none.astype(np.int32), none, none)
    assert labels_of(corpus, none, places, [read("你中有我")]) == []
