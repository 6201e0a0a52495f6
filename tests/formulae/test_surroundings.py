"""What stands around the places of a wording."""

from collections.abc import Callable

import pytest

Measured = Callable[..., object]


def test_beside_marks_and_function_words_a_wording_is_free(measured: Measured):
    assert measured("山河|日月", "山河|日月").feature("freedom", "山河日月") == 1.0
    assert measured("的|山河|日月|和", "在|山河|日月，").feature("freedom", "山河日月") == 1.0


def test_always_the_same_neighbour_leaves_no_freedom(measured: Measured):
    # 天空 stands before two of the three places, a mark before the third.
    texts = ["天空|山河|日月", "天空|山河|日月。山河|日月"]
    assert 0 < measured(*texts).feature("freedom", "山河日月") < 1


@pytest.mark.parametrize(("years", "free"), [(("2013", "2014", "2015"), False), (("甲子", "乙丑", "丙寅"), True)])
def test_all_numbers_are_one_neighbour(measured: Measured, years: tuple[str, ...], free: bool):
    found = measured(*[f"{year}|年度|报告" for year in years])
    assert (found.feature("freedom", "年度报告") > 0) is free


@pytest.mark.parametrize(
    ("texts", "free"),
    [
        (("大家|坚持|发展，深化|改革|事业", "人民|坚持|发展，深化|改革|工作"), False),
        (("坚持|发展，深化|改革", "坚持|发展，深化|改革"), True),
        (("大家|坚持|发展，深化|改革", "人民|坚持|发展，深化|改革"), False),
        (("大家，坚持|发展，深化|改革。", "坚持|发展，深化|改革，好"), True),
        (("坚持|发展，深化|改革|的|好", "好，坚持|发展，深化|改革"), True),
        (("坚持|发展，深化|改革|和|好", "大家|坚持|发展，深化|改革"), False),
        (("大家|坚持|发展、深化|改革|事业", "人民|坚持|发展、深化|改革|工作"), True),
        (("大家|坚持|发展|深化|改革|事业", "人民|坚持|发展，深化|改革|工作"), True),
    ],
)
def test_what_runs_across_a_comma_is_free_only_from_clause_to_clause(
    measured: Measured, texts: tuple[str, ...], free: bool
):
    assert (measured(*texts).feature("freedom", "坚持发展深化改革") > 0) is free


@pytest.mark.parametrize(
    ("written", "closure"),
    [
        ("山河|日月。", 1),
        ("山河|日月，又", 1),
        ("山河|日月、又", 1),
        ("“山河|日月”又", 1),
        ("好。山河|日月", 1),  # the speech ends
        ("山河|日月|星海", 0),
        ("，山河|日月|星海", 0),
        ("山河|日月|的|星海", 0.5),
        ("山河|日月，的|星海", 1),
    ],
)
def test_closure_is_the_share_of_places_that_end_a_clause(measured: Measured, written: str, closure: float):
    found = measured(f"山河|日月|天空。{written}", "山河|日月|大地", "山河|日月|人间")
    assert found.feature("closure", "山河日月") == closure / 4


@pytest.mark.parametrize(
    ("written", "quotation"),
    [
        ("“山河|日月”", 1),
        ("《山河|日月》", 1),
        ("「山河|日月」", 1),
        ('"山河|日月"', 1),
        ("“山河，日月。”", 1),
        ("（山河|日月）", 0),
        ("“山河|日月", 0),
        ("山河|日月”", 0),
        ("“星辰”山河|日月“风云”", 0),
    ],
)
def test_quotation_is_the_share_in_quotation_marks(measured: Measured, written: str, quotation: int):
    found = measured(*[f"{written}。山河|日月|好"] * 2)
    assert found.feature("quotation", "山河日月") == quotation / 2


def test_quotation_marks_of_the_next_speech_are_not_those_of_this_one(measured: Measured):
    assert measured("“山河|日月", "“山河|日月", "“星辰”").feature("quotation", "山河日月") == 0
    assert measured("“星辰”", "“山河|日月”", "“山河|日月”").feature("quotation", "山河日月") == 1


def test_marks_at_the_edges_of_other_speeches_are_not_those_of_this_one(measured: Measured):
    assert measured("山河|日月|“", "山河|日月", "”|好").feature("quotation", "山河日月") == 0


# Nobody repeats what stands around these places, so that nothing but the wording itself is a candidate.
OTHERS = [f"{one}海|山河|日月|{one}川" for one in "天地玄黄宇宙洪荒日月盈昃"]


@pytest.mark.parametrize(
    ("written", "upheld"),
    [
        ("坚持|山河|日月", 1),
        ("坚持“山河|日月”", 1),
        ("山河|日月|战略", 1),
        ("山河|日月|的|方针", 1),
        ("“山河|日月”战略", 1),
        ("“山河|日月”的|战略", 1),
        ("实施|山河|日月|战略", 1),  # one place, whatever it is called by
        ("谈到|山河|日月|很", 0),
        ("坚持|谈到|山河|日月", 0),
        ("坚持，山河|日月", 0),
        ("坚持。山河|日月", 0),
        ("山河|日月，战略", 0),
        ("山河|日月|的，战略", 0),
        ("山河|日月|很|战略", 0),
        ("战略|山河|日月", 0),
        ("山河|日月|坚持", 0),
    ],
)
def test_upheld_is_the_share_of_places_that_the_text_calls_a_line(measured: Measured, written: str, upheld: int):
    # A third of the places is as much as counts: one of six is half of that.
    assert measured(written, *OTHERS[:5]).feature("upheld", "山河日月") == pytest.approx(upheld / 2)


def test_what_is_often_upheld_is_wholly_upheld(measured: Measured):
    found = [measured("坚持|山河|日月", *OTHERS[:others]).feature("upheld", "山河日月") for others in range(1, 12)]
    assert found == sorted(found, reverse=True)
    assert found[:2] == [1.0, 1.0]
    assert 0 < found[-1] < found[2] < 1


@pytest.mark.parametrize(
    "written", ["坚持。“山河|日月”", "坚持，“山河|日月”", "“山河|日月”。战略", "“山河|日月”，战略|好"]
)
def test_what_another_sentence_says_upholds_nothing(measured: Measured, written: str):
    assert measured(written, "山河|日月").feature("upheld", "山河日月") == 0


def test_what_another_speech_says_upholds_nothing(measured: Measured):
    # 坚持 is the last word of the speech before, and the first of the vocabulary.
    assert measured("山河|日月|坚持", "“山河|日月”", "战略").feature("upheld", "山河日月") == 0
    assert measured("“山河|日月”", "好。山河|日月|坚持").feature("upheld", "山河日月") == 0
