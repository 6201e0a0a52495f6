"""Laws of the canonical text: every character stands for exactly the span it claims."""

from collections.abc import Sequence
from itertools import groupby

import opencc
from hypothesis import given
from hypothesis import strategies as st

from lineage.models import CanonicalText, Span
from lineage.script import _tables, to_simplified
from lineage.text import canonicalise, fold_phrase

TRANSPARENT = {"gloss", "wrap"}
HAN = [*"国國际際网網络絡空间間体體发發展后後里裡和平的"]
ASTRAL = [*"𠮷𡈽𫝀", "㐀", "\uf900", "\U0002f800"]
COMPOSED = ["e\u0301", "u\u0308\u0304", "n\u0303", "\u0301", "葛\U000e0100", "字\ufe00", "3\ufe0f\u20e3", "か\u3099"]
WIDTHS = [*"Ａａ０９％＋．，、。！？；：（）「」『』《》｢｣､｡ｶ", *"Aa09%+.,!?;:()\"'<>[]"]
RUNS = ["2.5", "30%", "互联网+", "……", "…", "——", "--", "－－", "1.", "\n", "\r\n", " ", "\u3000"]
ODD = ["\u200b", "\ufeff", "\u00ad", "㈱", "½", "①", "Ⅷ", "㎡", "℃", "ﬁ", "²", "々", "〇", "·", "☆", "𝟘"]
UNITS = [*HAN, *ASTRAL, *COMPOSED, *WIDTHS, *RUNS, *ODD]

#: What may stand between: a unit of the text, or furniture with its reason.
FURNITURE = [("(guó)", "gloss"), ("\n", "wrap"), ("[1]", "gloss"), ("来源：新华社", "source"), ("登錄", "navigation")]
PIECES = st.one_of(st.sampled_from(UNITS).map(lambda unit: (unit, "")), st.sampled_from(FURNITURE))


def laid_out(pieces: Sequence[tuple[str, str]]) -> tuple[str, list[Span]]:
    """The text of the pieces, and where its furniture stands."""
    text, furniture = "", []
    for piece, reason in pieces:
        if reason:
            furniture.append(Span(len(text), len(text) + len(piece), reason))
        text += piece
    return text, furniture


def without(text: str, furniture: Sequence[Span], begin: int, end: int) -> str:
    return "".join(text[at] for at in range(begin, end) if not any(span.begin <= at < span.end for span in furniture))


def units_of(canonical: CanonicalText) -> list[tuple[int, int, str]]:
    """The spans, and the canonical characters that stand for each."""
    rows = zip(canonical.begin.tolist(), canonical.end.tolist(), canonical.text, strict=True)
    grouped = groupby(rows, key=lambda row: row[:2])
    return [(begin, end, "".join(row[2] for row in group)) for (begin, end), group in grouped]


def test_the_alphabet_forms_no_phrase_that_folds_otherwise_than_its_characters():
    # Such a phrase has laws of its own, below.
    letters = set("".join(UNITS))
    assert [phrase for phrase in _tables().phrases if set(phrase) <= letters] == []


@given(st.lists(PIECES, max_size=25))
def test_every_character_stands_for_the_span_it_claims(pieces: list[tuple[str, str]]):
    text, furniture = laid_out(pieces)
    canonical = canonicalise(text, furniture, TRANSPARENT)
    end_before = 0
    for begin, end, characters in units_of(canonical):
        assert end_before <= begin < end <= len(text)
        end_before = end
        if characters != ".":  # kept between digits only, so that it needs its neighbours
            assert fold_phrase(without(text, furniture, begin, end)) == characters


@given(st.lists(PIECES, max_size=25))
def test_nothing_but_marks_and_furniture_stands_between_the_spans(pieces: list[tuple[str, str]]):
    text, furniture = laid_out(pieces)
    units = units_of(canonicalise(text, furniture, TRANSPARENT))
    edges = [0, *(edge for begin, end, _ in units for edge in (begin, end)), len(text)]
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        assert fold_phrase(without(text, furniture, begin, end).replace(".", "。")) == ""


@given(st.lists(PIECES, max_size=25))
def test_what_is_canonical_stays_as_it_is(pieces: list[tuple[str, str]]):
    text, furniture = laid_out(pieces)
    once = canonicalise(text, furniture, TRANSPARENT).text
    assert fold_phrase(once) == once


@given(st.text(max_size=40))
def test_any_text_at_all_has_a_canonical_text_with_whole_columns(text: str):
    canonical = canonicalise(text)
    assert len(canonical.begin) == len(canonical.end) == len(canonical.boundary) - 1 == len(canonical.text)
    edges = [0, *(edge for begin, end, _ in units_of(canonical) for edge in (begin, end)), len(text)]
    assert edges == sorted(edges)


def test_phrases_keep_their_places():
    for phrase in _tables().phrases:
        canonical = canonicalise(f"（{phrase}）", ())
        assert canonical.text == opencc.OpenCC("t2s").convert(phrase)
        assert canonical.begin.tolist() == list(range(1, len(phrase) + 1))


def test_folding_a_phrase_twice_is_t2s_twice():
    # 乾綱 becomes 乾纲, which t2s itself would make 干纲: the package is not idempotent on a few phrases, nor are we.
    for phrase in _tables().phrases:
        assert fold_phrase(fold_phrase(phrase)) == to_simplified(to_simplified(phrase))


def test_a_unit_shares_one_span():
    canonical = canonicalise("共㎡ｃafe\u0301½")
    assert canonical.text == "共m2café12"
    assert canonical.begin.tolist() == [0, 1, 1, 2, 3, 4, 5, 7, 7]
    assert canonical.end.tolist() == [1, 2, 2, 3, 4, 5, 7, 8, 8]


def test_both_scripts_and_widths_of_a_wording_are_one():
    forms = ["網絡空間「命運共同體」", "网络空间“命运共同体”", "网络空间，命运共同体", "網\u200b絡空間命運共同體"]
    assert {fold_phrase(form) for form in forms} == {"网络空间命运共同体"}
