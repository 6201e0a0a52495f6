"""Formulae with their carriers: who has each first and last, how often, in what written form.

Joins what `lineage.formulae` found with the dates and speakers of the speeches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise, starmap
from typing import Any

import numpy as np

from lineage.descent.attestation import Attestation, by_latest_day, certainty
from lineage.descent.life import Timeline
from lineage.detect import Corpus
from lineage.detect.counting import distinct
from lineage.edtf import parse_edtf
from lineage.formulae import FormulaSet
from lineage.formulae.written import most_frequent
from lineage.models import Formula, Int64, Life, Occurrences, Speech, Variant


def formula_id(canonical: str) -> str:
    """The identifier of a formula: it depends on the label's wording and nothing else."""
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def occurrences_of(found: FormulaSet, corpus: Corpus) -> Occurrences:
    """Every place in code points of the text as read, ordered by formula, speech, place."""
    places, variants = found.places, found.variants
    formula = variants.formula[places.wording]
    first_variant = np.searchsorted(variants.formula, np.arange(len(found.label)))
    order = np.lexsort((places.end, places.begin, places.speech, formula))
    chosen = places.only(order)
    return Occurrences(
        formula[order],
        chosen.wording - first_variant[formula[order]],
        chosen.speech,
        corpus.begin[chosen.begin],
        corpus.end[chosen.end - 1],
    )


def formulae_with_carriers(
    found: FormulaSet, labels: Sequence[str], occurrences: Occurrences, speeches: Sequence[Speech]
) -> tuple[Formula, ...]:
    """The formulae in rank order, with variants, carriers and attestations.

    Args:
        found: What was found.
        labels: The written form of each formula.
        occurrences: Every place.
        speeches: The speeches, in the order of the corpus.
    """
    in_time = _InTime.of(speeches)
    standing = _Standing.of(found, occurrences, in_time)
    variants = _variants(found, occurrences, standing, speeches, in_time)
    bounds = pairwise(_bounds(found.variants.formula, len(found.label)))
    columns = _carried(found, standing, in_time) | {
        "rank": range(1, len(found.label) + 1),
        "formula_id": list(map(formula_id, found.label)),
        "label": labels,
        "canonical": found.label,
        "kind": found.kind,
        "score": found.score.tolist(),
        "parts": _parts(found),
        "part_of": [formula_id(holder) if holder else "" for holder in found.part_of],
        "variants": [tuple(variants[begin:end]) for begin, end in bounds],
    }
    return tuple(starmap(Formula, zip(*(columns[field.name] for field in fields(Formula)), strict=True)))


def attestation_of(speech: Speech) -> Attestation:
    """What the speech can attest."""
    fact = speech.facts.get("date")
    if fact is None:
        return Attestation(speech.speech_id, "", None, inferred=False)
    return Attestation(speech.speech_id, fact.value, parse_edtf(fact.value), fact.inferred)


@dataclass(frozen=True, slots=True)
class _InTime:
    """The speeches by their rank in time, so that the first of some is the least; undated ones come last.

    Attributes:
        attestations: What each can attest.
        speaker: Number of each one's speaker; 0 where it is unknown.
        rank: Of each speech of the corpus.
        dated: How many speeches are dated.
    """

    attestations: list[Attestation]
    speaker: Int64
    rank: Int64
    dated: int

    @classmethod
    def of(cls, speeches: Sequence[Speech]) -> _InTime:
        attestations = [attestation_of(speech) for speech in speeches]
        order = sorted(range(len(speeches)), key=lambda at: by_latest_day(attestations[at]))
        speakers = [speeches[at].value("speaker") for at in order]
        number = {speaker: at for at, speaker in enumerate(dict.fromkeys(["", *speakers]))}
        return cls(
            [attestations[at] for at in order],
            np.array([number[speaker] for speaker in speakers], np.int64),
            np.argsort(np.array(order, np.int64)),
            sum(attestation.when is not None for attestation in attestations),
        )

    def at(self, ranks: Int64) -> list[Attestation]:
        """What the speeches at these ranks can attest."""
        return [self.attestations[rank] for rank in ranks.tolist()]

    def days(self) -> tuple[Int64, Int64]:
        """The first and the last day that each can mean."""
        days = [(one.first_day, one.last_day) for one in self.attestations]
        first, last = np.array(days, np.int64).reshape(-1, 2).T
        return first, last


@dataclass(frozen=True, slots=True)
class _Standing:
    """Which speech has which wording.

    Attributes:
        variant: Number of the variant at each occurrence, along all variants.
        pair_variant, pair_rank: Each variant with each speech that it stands in, by variant.
        formula, carrier: The same for the formulae; only variants that attest a formula bring it carriers.
    """

    variant: Int64
    pair_variant: Int64
    pair_rank: Int64
    formula: Int64
    carrier: Int64

    @classmethod
    def of(cls, found: FormulaSet, occurrences: Occurrences, in_time: _InTime) -> _Standing:
        first_variant = np.array(_bounds(found.variants.formula, len(found.label)))
        variant = first_variant[occurrences.formula] + occurrences.variant
        attests = np.array(found.variants.attests, bool)[variant]
        by_variant = _once(found.places.wording, in_time.rank[found.places.speech])
        by_formula = _once(occurrences.formula[attests], in_time.rank[occurrences.speech[attests]])
        return cls(variant, *by_variant, *by_formula)


def _once(wording: Int64, speech: Int64) -> tuple[Int64, Int64]:
    """Each speech of each wording once; places come ordered by both, so that one pair stands in one run."""
    begins = (np.diff(wording, prepend=-1) != 0) | (np.diff(speech, prepend=-1) != 0)
    return wording[begins], speech[begins]


def _bounds(ascending: Int64, groups: int) -> list[int]:
    """Where each group of a column begins, and where the last one ends."""
    bounds: list[int] = np.searchsorted(ascending, np.arange(groups + 1)).tolist()
    return bounds


def _variants(
    found: FormulaSet, occurrences: Occurrences, standing: _Standing, speeches: Sequence[Speech], in_time: _InTime
) -> list[Variant]:
    variants = len(found.variants.wording)
    begins = _bounds(standing.pair_variant, variants)
    firsts = in_time.at(_least(standing.pair_rank, standing.pair_variant))
    surfaces = _surfaces(standing.variant, variants, occurrences, speeches)
    columns: dict[str, Iterable[Any]] = {
        "canonical": found.variants.wording,
        "surface": map(most_frequent, surfaces),
        "relation": found.variants.relation,
        "attests": found.variants.attests,
        "speeches": np.diff(begins).tolist(),
        "occurrences": map(len, surfaces),
        "first_date": [first.date for first in firsts],
        "first_speech": [first.speech_id if first.when else "" for first in firsts],
    }
    return list(starmap(Variant, zip(*(columns[field.name] for field in fields(Variant)), strict=True)))


def _surfaces(variant: Int64, variants: int, occurrences: Occurrences, speeches: Sequence[Speech]) -> list[list[str]]:
    """The form of each variant at each of its places."""
    texts = [speech.read.text for speech in speeches]
    order = np.argsort(variant, kind="stable")
    columns = [column[order].tolist() for column in (occurrences.speech, occurrences.begin, occurrences.end)]
    surfaces = [texts[speech][begin:end] for speech, begin, end in zip(*columns, strict=True)]
    return [surfaces[begin:end] for begin, end in pairwise(_bounds(variant[order], variants))]


def _parts(found: FormulaSet) -> list[dict[str, float]]:
    """The features of each formula, by name."""
    names = found.features.names()
    columns = [getattr(found.features, name).tolist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _carried(found: FormulaSet, standing: _Standing, in_time: _InTime) -> dict[str, Iterable[Any]]:
    """Who carries each formula, as columns by the names of `Formula`."""
    formulae = len(found.label)
    attests = np.array(found.variants.attests, bool)[standing.variant]
    speaker = in_time.speaker[standing.carrier]
    speakers = int(speaker.max(initial=0)) + 1
    counts = {
        "speeches": standing.formula,
        "occurrences": found.variants.formula[standing.variant[attests]],
        "speakers": distinct((standing.formula * speakers + speaker)[speaker > 0]) // speakers,
    }
    counted = {name: np.bincount(formula, minlength=formulae).tolist() for name, formula in counts.items()}
    return counted | _dated(formulae, standing, in_time)


def _dated(formulae: int, standing: _Standing, in_time: _InTime) -> dict[str, Iterable[Any]]:
    """The first and last attestation of each formula, how certain the first is, and its life; empty where undated."""
    dated = standing.carrier < in_time.dated
    formula, carrier = standing.formula[dated], standing.carrier[dated]
    count = np.bincount(formula, minlength=formulae)
    places = np.flatnonzero(count)
    first, last = _least(carrier, formula), -_least(-carrier, formula)
    first_day, last_day = in_time.days()
    earliest = _least(first_day[carrier], formula)
    others = np.where(carrier == np.repeat(first, count[places]), np.iinfo(np.int64).max, first_day[carrier])
    tied = (_least(others, formula) <= last_day[first]).tolist()
    undated = (np.bincount(standing.formula, minlength=formulae) > count)[places].tolist()
    firsts, lasts = in_time.at(first), in_time.at(last)
    timeline = Timeline.of(in_time.attestations)
    year = np.array([one.year for one in in_time.attestations], np.int64)[carrier]
    lives = timeline.lives(count[places], earliest, last_day[last], _least(year, formula), -_least(-year, formula))
    known: dict[str, Sequence[Any]] = {
        "first_date": [one.date for one in firsts],
        "first_speech": [one.speech_id for one in firsts],
        "last_date": [one.date for one in lasts],
        "last_speech": [one.speech_id for one in lasts],
        "first_certainty": [certainty(one, tied=t, undated=u) for one, t, u in zip(firsts, tied, undated, strict=True)],
    }
    spread = {name: _spread(column, places, formulae, "") for name, column in known.items()}
    return spread | {"life": _spread(lives, places, formulae, Life())}


def _least(numbers: Int64, group: Int64) -> Int64:
    """The least number of each group; those of one group stand side by side."""
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    least: Int64 = np.minimum.reduceat(numbers, begins) if len(begins) else numbers
    return least


def _spread(values: Sequence[Any], places: Int64, length: int, other: object) -> list[Any]:
    """A column of so many rows with these values at these places, and another value everywhere else."""
    column = [other] * length
    for place, value in zip(places.tolist(), values, strict=True):
        column[place] = value
    return column
