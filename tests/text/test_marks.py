"""How strong a boundary each mark leaves between the characters 国 and 际, in every width it comes in."""

import pytest

from lineage.models import Span
from lineage.text import canonicalise, fold_phrase
from lineage.text.marks import CLOSES, COMMA, HARD, LIGHT, OPENS

CLAUSE = LIGHT | COMMA
OPENING, CLOSING = LIGHT | OPENS, LIGHT | CLOSES

MARKS = {
    LIGHT: [*"、､（）()﹙【】［]·・／/～~ \u3000\t"],
    CLAUSE: [*"，,﹐︐：:﹕︓"],
    OPENING: [*"“‘「『｢﹁﹃《〈︽«〝"],
    CLOSING: [*"”’」』｣﹂﹄》〉︾»〞"],
    OPENING | CLOSING: [*"\"'＂＇"],
    HARD: [*"。｡︒！!﹗？?﹖；;﹔.．\n\u2028\f", "\r\n"],
}
DASHES = ["—", "―", "–", "-", "－", "﹣", "─", "︱"]
ELLIPSES = ["…", "……", "⋯", "‥", "︙", "...", "．．．", "。。。", "\u2026\ufe0e"]


def boundary(between: str) -> int:
    canonical = canonicalise(f"国{between}际")
    assert canonical.text == "国际"
    return int(canonical.boundary[1])


@pytest.mark.parametrize(("flags", "mark"), [(flags, mark) for flags, row in MARKS.items() for mark in row])
def test_a_mark_is_as_strong_in_every_width(flags: int, mark: str):
    assert boundary(mark) == flags


@pytest.mark.parametrize("dash", DASHES)
def test_one_dash_is_light_and_two_are_hard(dash: str):
    assert boundary(dash) == LIGHT
    assert boundary(dash * 2) == HARD
    assert boundary(f"{dash} {dash}") == LIGHT


@pytest.mark.parametrize("ellipsis", ELLIPSES)
def test_an_ellipsis_ends_a_sentence(ellipsis: str):
    assert boundary(ellipsis) == HARD


@pytest.mark.parametrize("trace", ["", "\u200b", "\ufeff", "\u00ad", "\u200d", "\ufe00", "\U000e0100", "\u0301"])
def test_what_cannot_be_seen_leaves_no_boundary(trace: str):
    assert boundary(trace) == 0


@pytest.mark.parametrize(
    ("between", "flags"),
    [
        ("。”", HARD | CLOSING),
        ("，“", CLAUSE | OPENING),
        ("）、（", LIGHT),
        ("：\n", CLAUSE | HARD),
        ("\u200b，\u200b", CLAUSE),
        ("”——“", CLOSING | OPENING | HARD),
    ],
)
def test_marks_in_a_row_add_up(between: str, flags: int):
    assert boundary(between) == flags


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("增长2.5个百分点", "增长2.5个百分点"),
        ("增长２．５个百分点", "增长2.5个百分点"),
        ("2014.9.18", "2014.9.18"),
        ("达到30%", "达到30%"),
        ("达到３０％", "达到30%"),
        ("互联网+", "互联网+"),
        ("互联网＋行动", "互联网+行动"),
        ("“互联网﹢”", "互联网+"),
        ("㈱东芝", "株东芝"),
        ("½", "12"),
        ("第①条", "第1条"),
        ("𠮷野", "𠮷野"),
        ("cafe\u0301", "café"),
    ],
)
def test_letters_numbers_and_what_belongs_to_them_are_kept(written: str, kept: str):
    assert fold_phrase(written) == kept


@pytest.mark.parametrize("written", ["1.尊重", "１．尊重", "1. 尊重", "1.\u200b尊重", ".1尊重"])
def test_a_full_stop_beside_one_digit_only_is_no_part_of_a_number(written: str):
    canonical = canonicalise(written)
    assert canonical.text == "1尊重"
    if not written.startswith("."):
        assert canonical.boundary[1] & HARD


def test_a_text_begins_and_ends_hard():
    for text in ("", "。", "国", "国际", "“国际”"):
        canonical = canonicalise(text)
        assert canonical.boundary[0] & HARD
        assert canonical.boundary[-1] & HARD
        assert len(canonical.boundary) == len(canonical.text) + 1


def test_transparent_furniture_leaves_no_boundary_and_other_furniture_a_hard_one():
    text = "国(guó)际"
    for reason, flags in (("gloss", 0), ("source", HARD)):
        canonical = canonicalise(text, [Span(1, 6, reason)], {"gloss"})
        assert canonical.text == "国际"
        assert canonical.boundary.tolist() == [HARD, flags, HARD]
        assert canonical.begin.tolist() == [0, 6]


def test_a_mark_beside_a_gloss_still_counts():
    canonical = canonicalise("国(guó)，际", [Span(1, 6, "gloss")], {"gloss"})
    assert canonical.boundary[1] == CLAUSE
