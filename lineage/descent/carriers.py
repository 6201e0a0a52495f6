"""Formulae with their carriers: who has each first and last, how often, in what written form.

Joins what `lineage.formulae` found with the dates and speakers of the speeches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from lineage.descent.attestation import Attestation, attest, by_latest_day
from lineage.descent.life import Timeline
from lineage.detect import Corpus
from lineage.edtf import parse_edtf
from lineage.formulae import FormulaSet
from lineage.formulae.written import most_frequent
from lineage.models import Formula, Int64, Occurrences, Speech, Variant


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
    # Speeches go by their rank in time, so that the first of some is the least.
    carriers = [_Carrier(attestation_of(speech), speech.value("speaker")) for speech in speeches]
    in_time = sorted(range(len(speeches)), key=lambda at: by_latest_day(carriers[at].attestation))
    carriers = [carriers[at] for at in in_time]
    timeline = Timeline.of(carrier.attestation for carrier in carriers)
    standing = _by_variant(found, occurrences, speeches, np.argsort(in_time))
    parts = {name: getattr(found.features, name).tolist() for name in found.features.names()}
    formulae = []
    for number, (begin, end) in enumerate(pairwise(_bounds(found.variants.formula, len(found.label)))):
        variants, attesting = [], set()
        for at, (ranks, surfaces) in enumerate(islice(standing, end - begin), begin):
            variants.append(_variant(found, at, ranks, surfaces, carriers))
            attesting |= ranks if variants[-1].attests else set()
        measured = {name: column[number] for name, column in parts.items()}
        own = [carriers[rank] for rank in sorted(attesting)]
        formulae.append(_formula(found, number, labels[number], measured, tuple(variants), own, timeline))
    return tuple(formulae)


def attestation_of(speech: Speech) -> Attestation:
    """What the speech can attest."""
    fact = speech.facts.get("date")
    if fact is None:
        return Attestation(speech.speech_id, "", None, inferred=False)
    return Attestation(speech.speech_id, fact.value, parse_edtf(fact.value), fact.inferred)


class _Carrier(NamedTuple):
    """What a speech can attest, and who speaks in it."""

    attestation: Attestation
    speaker: str


def _by_variant(
    found: FormulaSet, occurrences: Occurrences, speeches: Sequence[Speech], rank: Int64
) -> Iterator[tuple[set[int], list[str]]]:
    """Of each variant the ranks of the speeches that it stands in, and its form at each place."""
    texts = [speech.read.text for speech in speeches]
    first_variant = _bounds(found.variants.formula, len(found.label))
    variant = np.array(first_variant)[occurrences.formula] + occurrences.variant
    order = np.argsort(variant, kind="stable")
    columns = [column[order].tolist() for column in (occurrences.speech, occurrences.begin, occurrences.end)]
    surfaces = [texts[speech][begin:end] for speech, begin, end in zip(*columns, strict=True)]
    ranks = rank[occurrences.speech[order]].tolist()
    for begin, end in pairwise(_bounds(variant[order], len(found.variants.wording))):
        yield set(ranks[begin:end]), surfaces[begin:end]


def _bounds(ascending: Int64, groups: int) -> list[int]:
    """Where each group of a column begins, and where the last one ends."""
    bounds: list[int] = np.searchsorted(ascending, np.arange(groups + 1)).tolist()
    return bounds


def _variant(
    found: FormulaSet, number: int, ranks: set[int], surfaces: Sequence[str], carriers: Sequence[_Carrier]
) -> Variant:
    first = carriers[min(ranks)].attestation
    return Variant(
        canonical=found.variants.wording[number],
        surface=most_frequent(surfaces),
        relation=found.variants.relation[number],
        attests=found.variants.attests[number],
        speeches=len(ranks),
        occurrences=len(surfaces),
        first_date=first.date,
        first_speech=first.speech_id if first.when else "",
    )


def _formula(
    found: FormulaSet,
    number: int,
    label: str,
    parts: Mapping[str, float],
    variants: tuple[Variant, ...],
    carriers: Sequence[_Carrier],
    timeline: Timeline,
) -> Formula:
    """A formula of these variants; its carriers are those of the variants that attest it."""
    attestations = [carrier.attestation for carrier in carriers]
    attested = attest(attestations)
    first, last = attested.first, attested.last
    canonical = found.label[number]
    return Formula(
        rank=number + 1,
        formula_id=formula_id(canonical),
        label=label,
        canonical=canonical,
        kind=found.kind[number],
        score=float(found.score[number]),
        parts=parts,
        speeches=len(carriers),
        occurrences=sum(variant.occurrences for variant in variants if variant.attests),
        speakers=len({carrier.speaker for carrier in carriers} - {""}),
        first_date=first.date if first else "",
        first_speech=first.speech_id if first else "",
        last_date=last.date if last else "",
        last_speech=last.speech_id if last else "",
        first_certainty=attested.certainty,
        life=timeline.life(attestations),
        part_of=formula_id(found.part_of[number]) if found.part_of[number] else "",
        variants=variants,
    )
