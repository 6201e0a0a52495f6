"""`lineage.data("formulae")`: what is known of the formulae, as columns, and who carries each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TypedDict

import numpy as np

from lineage.descent import temperature_of
from lineage.descent.course import last_period
from lineage.detect.counting import distinct, ranked, unranked
from lineage.models import Formula, Int32, Int64, Temperature
from lineage.report.caps import CARRIERS, FORMULA_PAGES, ROWS, SENTENCES
from lineage.report.site import Site
from lineage.settings import KINDS

#: How sure a first attestation is, a bit each.
DOUBTS = ("inferred", "coarse", "tied", "undated")


class FormulaColumns(TypedDict):
    """The leading formulae by rank, so many as `lineage.report.caps` allows.

    `all` says how many there are, `paged` how many have a page, `sentences` of how many one script holds the sentences,
    `spoken` how many characters the rates are over. `wordings`: canonical wordings, parted by spaces; `worded`: of each
    of them, where there are several, three numbers: the speech that has it first, -1 where none is dated, how many
    speeches have it, and 1 where it attests the formula, else 0; `variants`: how many attest it; `kind`: a place in
    `kinds`; `score`: in thousandths; `length`: characters of the canonical wording; `first`, `last`: speeches, -1 where
    none is dated; `doubts`: bits, in the order of `doubts_named`; `taken_up`, `laid_down`: 0 or 1; `part_of`: a
    formula, -1 where none is listed; `temperature`: a place in `temperatures`, -1 where speeches are too few;
    `carriers`: for each formula the numbers of speeches that attest it, by date.
    """

    all: int
    paged: int
    sentences: int
    spoken: int
    kinds: Sequence[str]
    doubts_named: Sequence[str]
    temperatures: list[str]
    id: list[str]
    label: list[str]
    wordings: list[str]
    worded: list[list[int]]
    kind: list[int]
    score: list[int]
    places: list[int]
    speakers: list[int]
    variants: list[int]
    length: list[int]
    first: list[int]
    last: list[int]
    doubts: list[int]
    taken_up: list[int]
    laid_down: list[int]
    part_of: list[int]
    temperature: list[int]
    carriers: list[list[int]]


def formula_data(site: Site) -> FormulaColumns:
    """What is known of the formulae."""
    edges, carriers = carriers_of(site)
    count = row_count(edges)
    every, formulae = carriers.tolist(), site.result.formulae[:count]
    numbers = {formula.formula_id: number for number, formula in enumerate(formulae)}
    speeches = {speech.speech_id: number for number, speech in enumerate(site.result.speeches)}
    return {
        "all": len(site.result.formulae),
        "paged": min(FORMULA_PAGES, count),
        "sentences": SENTENCES,
        "spoken": sum(characters for _, characters in site.spoken),
        "kinds": KINDS,
        "doubts_named": DOUBTS,
        "temperatures": [tier.value for tier in Temperature],
        "id": [formula.formula_id for formula in formulae],
        "label": [formula.label for formula in formulae],
        "wordings": [" ".join(variant.canonical for variant in formula.variants) for formula in formulae],
        "worded": [_worded(formula, speeches) for formula in formulae],
        "kind": [KINDS.index(formula.kind) for formula in formulae],
        "score": [round(1000 * formula.score) for formula in formulae],
        "places": [formula.occurrences for formula in formulae],
        "speakers": [formula.speakers for formula in formulae],
        "variants": [wordings_of(formula) for formula in formulae],
        "length": [len(formula.canonical) for formula in formulae],
        "first": [speeches.get(formula.first_speech, -1) for formula in formulae],
        "last": [speeches.get(formula.last_speech, -1) for formula in formulae],
        "doubts": [_doubts(formula.first_certainty) for formula in formulae],
        "taken_up": [int(formula.life.taken_up) for formula in formulae],
        "laid_down": [int(formula.life.laid_down) for formula in formulae],
        "part_of": [numbers.get(formula.part_of, -1) for formula in formulae],
        "temperature": _temperatures(site, edges[: count + 1], carriers),
        "carriers": [every[begin:end] for begin, end in pairwise(edges[: count + 1].tolist())],
    }


def carriers_of(site: Site) -> tuple[Int64, Int32]:
    """Who attests each formula: the speeches of formula `i` by date are `carriers[edges[i]:edges[i + 1]]`.

    Returns:
        `edges`, int64 `(F + 1,)`, and `carriers`, int32.
    """
    places, own = site.result.occurrences, site.attests
    rank = np.empty(len(site.in_time), np.int64)
    rank[list(site.in_time)] = np.arange(len(rank))
    formula, at = unranked(distinct(ranked(places.formula[own], rank[places.speech[own]])))
    edges = np.searchsorted(formula, np.arange(len(site.result.formulae) + 1))
    return edges, np.array(site.in_time, np.int32)[at]


def row_count(edges: Int64) -> int:
    """How many formulae pages load: as many as both caps allow."""
    return min(ROWS, len(edges) - 1, int(np.searchsorted(edges, CARRIERS, side="right")) - 1)


def wordings_of(formula: Formula) -> int:
    """How many wordings attest a formula: what alters it, and a part that stands alone, do not."""
    return sum(variant.attests for variant in formula.variants)


def _worded(formula: Formula, speeches: Mapping[str, int]) -> list[int]:
    """What `worded` tells of a formula; nothing where its label is its only wording."""
    if len(formula.variants) == 1:
        return []
    told = ((speeches.get(one.first_speech, -1), one.speeches, int(one.attests)) for one in formula.variants)
    return [number for each in told for number in each]


@cache
def _doubts(certainty: str) -> int:
    held = certainty.split()
    return sum(1 << bit for bit, doubt in enumerate(DOUBTS) if doubt in held)


def _temperatures(site: Site, edges: Int64, carriers: Int32) -> list[int]:
    """How warm each is in the last period."""
    now = last_period([one for one, _ in site.spoken])
    inside = np.array([one.speech_id in now for one in site.attestations], bool)
    # The carriers inside that come before each, so that formulae without any are counted, too.
    before = np.append(0, np.cumsum(inside[carriers]))
    tiers = [*Temperature, None]
    place = {count: tiers.index(temperature_of(count, len(now))) for count in range(len(now) + 1)}
    return [-1 if place[count] == len(tiers) - 1 else place[count] for count in np.diff(before[edges]).tolist()]
