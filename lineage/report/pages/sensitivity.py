"""What would change at neighbouring thresholds, as far as what was found can tell without another scan.

A higher `min_score` leaves exactly the listed formulae that reach it, since it is asked last. A higher `min_speeches`
or `min_length` is asked first: a wording that it removes makes room for others, so that its figures are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

import numpy as np

from lineage.formulae.features import Features
from lineage.formulae.score import score
from lineage.models import Float64, Formula, Mask
from lineage.report.site import Site

#: Among so many of the first formulae it is told how many stay.
_LEADING: Final = (100, 1000)
_FACTORS: Final = (1.25, 1.5, 2.0)
#: Instead of multiples of a `min_score` of 0.
_SCORES: Final = (0.02, 0.04, 0.08)
_SIMILARITIES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: What limits the claim to be first, as `Formula.first_certainty` has it.
DOUBTS: Final = ("inferred", "coarse", "tied", "undated")


@dataclass(frozen=True, slots=True)
class Held:
    """How many of the listed formulae something holds of.

    Attributes:
        key: What is asked: the name of a setting, or of a doubt.
        value: The threshold; empty where there is none.
        all: How many of all.
        leading: How many of the first 100, of the first 1,000, as far as there are more formulae than that.
    """

    key: str
    value: str
    all: int
    leading: tuple[int, ...]


def leading_of(formulae: Sequence[Formula]) -> tuple[int, ...]:
    """Among how many of the first formulae it is told, too, how many stay."""
    return tuple(count for count in _LEADING if count < len(formulae))


def thresholds(site: Site) -> list[Held]:
    """How many of the listed formulae reach higher thresholds than those of the scan."""
    formulae, settings = site.result.formulae, _settings(site)
    speeches = np.array([formula.speeches for formula in formulae], np.int64)
    length = np.array([len(formula.canonical) for formula in formulae], np.int64)
    reached = scores_before_kinds(formulae)
    least, shortest, score_now = settings["min_speeches"], settings["min_length"], settings["min_score"]
    scores = [score_now * factor for factor in _FACTORS] if score_now else _SCORES
    asked = [
        *(("min_speeches", str(value), speeches >= value) for value in (least + 1, least + 2)),
        *(("min_score", f"{value:g}", reached >= value) for value in scores),
        *(("min_length", str(value), length >= value) for value in (shortest + 1, shortest + 2)),
    ]
    return [_held(key, value, holds, formulae) for key, value, holds in asked]


def scores_before_kinds(formulae: Sequence[Formula]) -> Float64:
    """The scores that `min_score` is held against: what the kind takes off comes later."""
    parts = itemgetter(*Features.names())
    table = np.array([parts(formula.parts) for formula in formulae], float).reshape(-1, len(Features.names()))
    return score(Features(*table.T))


def doubts(site: Site) -> list[Held]:
    """How many first attestations rest on what may be wrong; `firm` where nothing limits them.

    `first_year`: the first attestation stands in the first year of the corpus, before which nothing is known.
    """
    formulae = site.result.formulae
    certainty = [set(formula.first_certainty.split()) for formula in formulae]
    dated = [bool(formula.first_date) for formula in formulae]
    opening = min((one.year for one in site.attestations if one.when), default=0)
    asked = {
        "firm": [on and not held for on, held in zip(dated, certainty, strict=True)],
        **{doubt: [doubt in held for held in certainty] for doubt in DOUBTS},
        "first_year": [bool(opening) and formula.life.first_year == opening for formula in formulae],
        "none_dated": [not on for on in dated],
    }
    return [_held(key, "", np.array(holds, bool), formulae) for key, holds in asked.items()]


def passages_alike(site: Site) -> list[tuple[str, int]]:
    """How many passages there are from each similarity on."""
    similarity = site.result.passages.similarity
    return [(f"{least:.1f}", int((similarity >= least).sum())) for least in _SIMILARITIES]


def _held(key: str, value: str, holds: Mask, formulae: Sequence[Formula]) -> Held:
    return Held(key, value, int(holds.sum()), tuple(int(holds[:count].sum()) for count in leading_of(formulae)))


def _settings(site: Site) -> dict[str, Any]:
    settings: Any = site.result.run["settings"]
    return dict(settings)
