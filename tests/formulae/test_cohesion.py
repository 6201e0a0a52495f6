"""Cohesion: how firmly a wording is bound at its weakest split."""

from collections.abc import Callable

import pytest

from lineage.text import Lexicon

Measured = Callable[..., object]


def test_words_that_always_meet_are_bound_and_words_that_meet_by_chance_are_not(measured: Measured):
    bound = "山河|日月。星辰。风云。"
    chance = "大家|发展。大家。大家。发展。发展。"
    found = measured(bound + chance, bound + chance)
    assert found.feature("cohesion", "山河日月") == pytest.approx(1.0)
    assert found.feature("cohesion", "大家发展") < found.feature("cohesion", "山河日月")


def test_the_weakest_split_decides(measured: Measured):
    # 星辰 stands alone as often as after the two others, which always meet.
    found = measured(*["山河|日月|星辰。星辰。山河|日月。风云。雨雪。"] * 3)
    assert found.feature("cohesion", "山河日月星辰") < found.feature("cohesion", "山河日月") == pytest.approx(1.0)


def test_a_compound_of_the_dictionary_is_measured_by_its_parts(measured: Measured, lexicon: Lexicon):
    found = measured(*["大力发展。发展。发展。自力更生。大力"] * 2, dictionary=lexicon)
    assert found.feature("cohesion", "自力更生") == 1.0
    assert found.feature("cohesion", "大力发展") < 1.0
