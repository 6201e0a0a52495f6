"""What is measured of a candidate lies between 0 and 1, and says what its name says."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.adoption import ABSTAINS
from lineage.formulae.features import Features
from lineage.text import Lexicon

Measured = Callable[..., object]
WORDS = ["山河", "日月", "大力发展", "大力", "发展", "坚持", "方针", "的", "在", "下", "和", "2014", "年"]
MARKS = ["，", "、", "。", "“", "”"]
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=14).map("|".join), min_size=2, max_size=4)


@given(TEXTS, st.randoms(use_true_random=False))
def test_features_lie_between_0_and_1(measured: Measured, texts: list[str], random: Random):
    found = measured(*texts, min_length=3, days=[random.randrange(3) for _ in texts])
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


def test_frequency_counts_places_on_a_logarithmic_scale_up_to_a_thousand(measured: Measured):
    often = [("山河|日月。" * count).rstrip("。") for count in (1, 999)]
    found = measured(*often, "星辰|风云", "星辰|风云", "雨雪|雷电。" * 31, "雨雪|雷电")
    assert found.feature("frequency", "山河日月") == pytest.approx(1.0)
    assert found.feature("frequency", "雨雪雷电") == pytest.approx(0.5, abs=0.01)
    assert found.feature("frequency", "星辰风云") == pytest.approx(0.1, abs=0.01)


def test_adoption_is_measured_where_days_are_known(measured: Measured):
    some, always = "山河|日月", "星辰|风云"
    texts = [f"{always}。{some if 5 <= number < 9 else '雨雪'}" for number in range(20)]
    undated, dated = measured(*texts), measured(*texts, days=range(1, 21))
    assert undated.feature("adoption", "山河日月") == undated.feature("adoption", "星辰风云") == ABSTAINS
    assert dated.feature("adoption", "山河日月") > 0.3
    assert dated.feature("adoption", "星辰风云") < 0.1


def test_the_order_of_speeches_changes_no_adoption(measured: Measured):
    texts = [f"星辰|风云。{'山河|日月' if 5 <= number < 9 else '雨雪'}" for number in range(20)]
    days = [3 * number + 1 for number in range(20)]
    there, back = measured(*texts, days=days), measured(*reversed(texts), days=days[::-1])
    for wording in ("山河日月", "星辰风云"):
        assert there.feature("adoption", wording) == back.feature("adoption", wording)


@pytest.mark.parametrize(
    ("wording", "policy"),
    [
        ("坚持|山河|日月", 1),
        ("山河|日月|方针", 1),
        ("坚持|山河|方针", 1),
        ("山河|坚持|日月", 0),
        ("方针|山河|日月", 0),
        ("山河|日月|坚持", 0),
        ("山河|日月|星辰", 0),
        ("贯彻落实", 0),  # a single word has no rest that it could call a line
    ],
)
def test_policy_asks_whether_a_word_at_an_edge_calls_the_rest_a_line(measured: Measured, wording: str, policy: int):
    assert measured(wording, wording).features.policy.tolist() == [policy]


def test_a_word_of_the_dictionary_is_not_coined(measured: Measured):
    found = measured(*["大力发展。山河|日月"] * 2)
    assert found.feature("coinage", "大力发展") == 0
    assert found.feature("coinage", "山河日月") == 1


def test_extent_grows_with_length_up_to_twenty_characters(measured: Measured):
    texts = ["一二三四。一二三四五六七八。" + "甲乙丙丁戊己庚辛壬癸" * 3] * 2
    found = measured(*[text.replace("。", "|。") for text in texts])
    extents = [found.feature("extent", wording) for wording in sorted(found.candidates.wording, key=len)]
    assert extents == sorted(extents)
    assert extents[0] > 0
    assert extents[-1] == 1.0


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


def test_a_compound_of_the_dictionary_is_as_rare_as_its_parts(measured: Measured, lexicon: Lexicon):
    found = measured(*["大力发展。发展。发展。自力更生。大力"] * 2, dictionary=lexicon)
    assert found.feature("rarity", "大力发展") < found.feature("rarity", "自力更生")


def test_columns_are_chosen_and_joined_by_row(measured: Measured):
    features = measured(*["大力发展。山河|日月。坚持|星辰|风云"] * 2).features
    last_first = features.only(np.array([2, 0]))
    for name in Features.names():
        column = getattr(features, name).tolist()
        assert getattr(last_first, name).tolist() == [column[2], column[0]]
        assert getattr(features.joined(last_first), name).tolist() == [*column, column[2], column[0]]
