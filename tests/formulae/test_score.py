"""The score: between 0 and 1, as much as its weights say, whatever they are."""

from dataclasses import replace
from math import exp, isfinite, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.features import Features
from lineage.formulae.score import PROMINENT, probability, prominence, score, weights
from lineage.settings import KINDS

NAMES = Features.names()
SHARES = st.floats(0, 1)
ROWS = st.lists(SHARES, min_size=len(NAMES), max_size=len(NAMES))


def features(*rows: list[float]) -> Features:
    return Features(**{name: np.array(column) for name, column in zip(NAMES, zip(*rows, strict=True), strict=True)})


@given(ROWS, st.sampled_from(NAMES), SHARES)
def test_more_of_a_feature_never_lowers_the_score(values: list[float], name: str, other: float):
    one = features(values)
    low, high = sorted((one, replace(one, **{name: np.array([other])})), key=lambda row: getattr(row, name)[0])
    assert 0 <= score(low)[0] <= score(high)[0] <= 1


@pytest.mark.parametrize("name", ["adoption", "cohesion", "closure", "quotation", "upheld", "frequency"])
def test_what_speaks_for_a_formula_raises_the_score(name: str):
    without = features([0.5] * len(NAMES))
    half, whole = (replace(without, **{name: np.array([value])}) for value in (0.5, 1.0))
    assert score(half)[0] < score(whole)[0]


@given(ROWS, st.sampled_from(KINDS))
def test_the_score_can_be_checked_by_hand(values: list[float], kind: str):
    table, row, by_name = weights(), features(values), dict(zip(NAMES, values, strict=True))
    total = table["intercept"] + table["kind"].get(kind, 0)
    total += sum(weight * by_name[name] for name, weight in table["weight"].items())
    likely, prominent = 1 / (1 + exp(-total)), sqrt((by_name["range"] + by_name["frequency"]) / 2)
    assert probability(row, [kind])[0] == pytest.approx(likely)
    assert prominence(row)[0] == pytest.approx(prominent)
    assert score(row, [kind])[0] == pytest.approx(likely * prominent, abs=1e-6)


@given(ROWS, ROWS)
def test_prominence_says_nothing_of_whether_it_is_a_formula(one: list[float], other: list[float]):
    changed = replace(features(one), **{name: getattr(features(other), name) for name in PROMINENT})
    assert probability(changed)[0] == probability(features(one))[0]
    assert prominence(changed)[0] == prominence(features(other))[0]


@given(ROWS, st.sampled_from(KINDS))
def test_no_kind_raises_the_score_and_a_formula_is_none(values: list[float], kind: str):
    row = features(values)
    assert score(row, [kind])[0] <= score(row)[0] == score(row, ["formula"])[0]


@pytest.mark.parametrize("kind", ["ceremonial", "name", "figure"])
def test_what_is_no_formula_scores_less(kind: str):
    row = features([0.5] * len(NAMES))
    assert score(row, [kind])[0] < score(row, ["formula"])[0]


@given(st.permutations(range(3)), st.lists(ROWS, min_size=3, max_size=3))
def test_rows_are_scored_each_by_itself(order: list[int], rows: list[list[float]]):
    kinds = ["formula", "name", "figure"]
    whole = score(features(*rows), kinds).tolist()
    assert score(features(*(rows[at] for at in order)), [kinds[at] for at in order]).tolist() == [
        whole[at] for at in order
    ]


def test_every_feature_and_kind_has_a_weight_or_makes_prominent():
    table = weights()
    assert set(table) == {"intercept", "weight", "kind"}
    assert set(table["weight"]) == set(NAMES) - set(PROMINENT)
    assert set(table["kind"]) == set(KINDS) - {"formula"}  # from which the others differ
    assert all(isfinite(weight) for weight in (*table["weight"].values(), *table["kind"].values(), table["intercept"]))


def test_the_scale_is_used():
    low, high = (score(features([value] * len(NAMES)))[0] for value in (0, 1))
    assert low < 0.05
    assert high > 0.95


@given(ROWS)
def test_a_score_has_six_digits(values: list[float]):
    (value,) = score(features(values)).tolist()
    assert value == round(value, 6)


def test_nothing_has_no_score():
    assert score(Features(**{name: np.zeros(0) for name in NAMES})).shape == (0,)
    assert score(Features(**{name: np.zeros(0) for name in NAMES}), []).shape == (0,)
