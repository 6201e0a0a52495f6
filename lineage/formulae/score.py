"""How much of a formula a candidate is: the probability that it is one, times how prominent it is.

The probability is a weighted sum of the features and the kind through the logistic function. The weights stand in
`weights.toml`, one line a feature, so that a reader can check by hand why a row stands where it does; they are fitted
on labelled candidates. How often a wording stands, and in how many speeches, says nothing of whether it is a formula,
but much of what a reader wants first. The features are told in `lineage.formulae.features`, the kinds in
`lineage.formulae.kind`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from lineage.formulae.features import Features
from lineage.models import Float64

#: The features that make a formula prominent; all others make it a formula.
PROMINENT: Final = ("range", "frequency")


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Any]:
    """The weights: `intercept`, `weight` by name of the feature, `kind` by name of the kind."""
    table: Mapping[str, Any] = tomllib.loads(
        files("lineage.formulae").joinpath("weights.toml").read_text(encoding="utf-8")
    )
    return table


def probability(features: Features, kinds: Sequence[str] | None = None) -> Float64:
    """The probability that a reader calls each candidate a formula, `(N,)`.

    Args:
        features: What is measured of each.
        kinds: What each is, where it is known.
    """
    table = weights()
    total = np.full(len(features.range), float(table["intercept"]))
    for name, weight in table["weight"].items():
        total += weight * getattr(features, name)
    if kinds is not None:
        total += np.array([table["kind"].get(kind, 0.0) for kind in kinds])
    return np.asarray(1.0 / (1.0 + np.exp(-total)))


def prominence(features: Features) -> Float64:
    """How prominent each candidate is, 0 to 1, `(N,)`: the root of the mean of `PROMINENT`."""
    return np.asarray(np.sqrt(sum(getattr(features, name) for name in PROMINENT) / len(PROMINENT)))


def score(features: Features, kinds: Sequence[str] | None = None) -> Float64:
    """The score of each candidate, 0 to 1, `(N,)`, rounded to 6 digits so that ties are ties on every machine."""
    return np.asarray(np.round(probability(features, kinds) * prominence(features), 6))
