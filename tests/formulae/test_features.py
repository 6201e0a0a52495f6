"""What is measured of a candidate lies between 0 and 1, and says what its name says."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.features import Features
from lineage.text import Lexicon

Measured = Callable[..., object]
WORDS = ["山河", "日月", "大力发展", "大力", "发展", "的", "在", "下", "和", "2014", "年"]
MARKS = ["，", "、", "。", "“", "”"]
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=14).map("|".join), min_size=2, max_size=4)


@given(TEXTS)
def test_features_lie_between_0_and_1(measured: Measured, texts: list[str]):
    found = measured(*texts, min_length=3)
    for name in Features.names():
        column = getattr(found.features, name)
        assert column.shape == (len(found.candidates),)
        assert ((column >= 0) & (column <= 1)).all(), name


def test_speeches_that_say_one_word_only_can_be_measured(measured: Measured):
    found = measured("大力发展", "大力发展")
    assert all(np.isfinite(getattr(found.features, name)).all() for name in Features.names())


def test_range_is_the_share_of_speeches_on_a_logarithmic_scale(measured: Measured):
    found = measured("山河|日月。星辰|风云", "山河|日月。星辰|风云", "山河|日月", "山河|日月")
    assert found.feature("range", "山河日月") == 1.0
    assert found.feature("range", "星辰风云") == pytest.approx(0.5)


def test_extent_grows_with_length_up_to_twenty_characters(measured: Measured):
    texts = ["一二三四。一二三四五六七八。" + "甲乙丙丁戊己庚辛壬癸" * 3] * 2
    found = measured(*[text.replace("。", "|。") for text in texts])
    extents = [found.feature("extent", wording) for wording in sorted(found.candidates.wording, key=len)]
    assert extents == sorted(extents)
    assert extents[0] > 0
    assert extents[-1] == 1.0


def test_words_that_always_meet_are_bound_and_words_that_meet_by_chance_are_not(measured: Measured):
    bound = "山河|日月。星辰。风云。"
    chance = "大家|发展。大家。大家。发展。发展。"
    found = measured(bound + chance, bound + chance)
    assert found.feature("cohesion", "山河日月") == pytest.approx(1.0)
    assert found.feature("cohesion", "大家发展") < found.feature("cohesion", "山河日月")


def test_a_compound_of_the_dictionary_is_measured_by_its_parts(measured: Measured, lexicon: Lexicon):
    found = measured(*["大力发展。发展。发展。自力更生。大力"] * 2, dictionary=lexicon)
    assert found.feature("cohesion", "自力更生") == 1.0
    assert found.feature("cohesion", "大力发展") < 1.0
    assert found.feature("rarity", "大力发展") < found.feature("rarity", "自力更生")


def test_beside_marks_and_function_words_a_wording_is_free(measured: Measured):
    assert measured("山河|日月", "山河|日月").feature("freedom", "山河日月") == 1.0
    assert measured("的|山河|日月|和", "在|山河|日月，").feature("freedom", "山河日月") == 1.0


def test_always_the_same_neighbour_leaves_no_freedom(measured: Measured):
    # 天空 stands before each of the four places but never in two speeches with the same word after.
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


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("山河|日月", 1.0),
        ("山河、日月", 1.0),
        ("山河|日月|星辰", 0.5),
        ("资源|共享、责任|共担、合作|共治", 1.0),
        ("资源|共享、责任|共担、共治", 0.0),
        ("你中有我，我中有你", 1.0),
        ("深化|改革、开放", 0.0),
        ("山河、日月、星辰、风云、雨雪、雷电、江海", 0.0),
    ],
)
def test_shape_is_four_characters_or_parallel_parts(measured: Measured, written: str, shape: float):
    found = measured(written, written)
    assert found.features.shape.tolist() == [shape]


def test_rare_words_are_rarer(measured: Measured, lexicon: Lexicon):
    found = measured(*["发展|工作。饕餮|魍魉。甲乙丙|丁戊己"] * 2, dictionary=lexicon)
    rarities = [found.feature("rarity", wording) for wording in ("发展工作", "饕餮魍魉", "甲乙丙丁戊己")]
    assert rarities == sorted(rarities)
    assert rarities[0] < 0.5 < rarities[1] < rarities[2] == 1.0
