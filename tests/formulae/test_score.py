"""The score: between 0 and 1, and no worse for more of any feature."""

import tomllib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.features import Features
from lineage.formulae.score import score, weights_text

NAMES = Features.names()
SHARES = st.floats(0, 1)


def features(values: list[float]) -> Features:
    return Features(**{name: np.array([value]) for name, value in zip(NAMES, values, strict=True)})


@given(st.lists(SHARES, min_size=len(NAMES), max_size=len(NAMES)), st.sampled_from(NAMES), SHARES)
def test_more_of_a_feature_never_lowers_the_score(values: list[float], name: str, other: float):
    one = features(values)
    two = replace(one, **{name: np.array([other])})
    low, high = sorted((one, two), key=lambda row: getattr(row, name)[0])
    assert 0 <= score(low)[0] <= score(high)[0] <= 1


@given(st.lists(SHARES, min_size=len(NAMES), max_size=len(NAMES)))
def test_the_score_can_be_checked_by_hand(values: list[float]):
    weights = tomllib.loads(weights_text())
    total = weights["intercept"] + sum(
        weights["weight"][name] * value for name, value in zip(NAMES, values, strict=True)
    )
    assert score(features(values))[0] == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-6)


def test_every_feature_has_a_weight_and_every_weight_a_feature():
    assert set(tomllib.loads(weights_text())["weight"]) == set(NAMES)


def test_a_score_has_six_digits():
    rows = score(features([0.123456789] * len(NAMES)))
    assert rows[0] == round(float(rows[0]), 6)


def test_nothing_has_no_score():
    assert score(Features(**{name: np.zeros(0) for name in NAMES})).shape == (0,)
