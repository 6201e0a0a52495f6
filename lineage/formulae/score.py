"""How much of a formula a candidate is: a weighted sum of its features through the logistic function.

The weights stand in `weights.toml`, one line a feature, so that a reader can check by hand why a row stands where it
does. The features are told in `lineage.formulae.features`.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

import numpy as np

from lineage.formulae.features import Features
from lineage.models import Float64


@lru_cache(maxsize=1)
def weights_text() -> str:
    """The file of weights as it is, for the settings' fingerprint."""
    return files("lineage.formulae").joinpath("weights.toml").read_text(encoding="utf-8")


def score(features: Features) -> Float64:
    """The score of every candidate, 0 to 1, `(N,)`, rounded to 6 digits so that ties are ties on every machine."""
    weights = tomllib.loads(weights_text())
    total = np.full(len(features.range), float(weights["intercept"]))
    for name in Features.names():
        total += weights["weight"][name] * getattr(features, name)
    return np.asarray(np.round(1.0 / (1.0 + np.exp(-total)), 6))
