"""Formulae with their carriers: who has each first and last, how often, in what written form.

Joins what `lineage.formulae` found with the dates and speakers of the speeches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from lineage.descent.attestation import Attestation, Attestations, attest
from lineage.detect import Corpus
from lineage.edtf import parse_edtf
from lineage.formulae import FormulaSet
from lineage.formulae.written import most_frequent
from lineage.models import Formula, Occurrences, Speech, Variant


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
    attestations = [attestation_of(speech) for speech in speeches]
    first_variant = np.searchsorted(found.variants.formula, np.arange(len(found.label) + 1)).tolist()
    first_place = np.searchsorted(occurrences.formula, np.arange(len(found.label) + 1)).tolist()
    columns = [
        column.tolist() for column in (occurrences.variant, occurrences.speech, occurrences.begin, occurrences.end)
    ]
    formulae = []
    for number in range(len(found.label)):
        begin, end = first_place[number : number + 2]
        places = list(zip(*(column[begin:end] for column in columns), strict=True))
        names = slice(*first_variant[number : number + 2])
        variants = found.variants
        wordings = list(zip(variants.wording[names], variants.relation[names], variants.attests[names], strict=True))
        formulae.append(_formula(found, number, labels[number], wordings, places, speeches, attestations))
    return tuple(formulae)


def attestation_of(speech: Speech) -> Attestation:
    """What the speech can attest."""
    fact = speech.facts.get("date")
    if fact is None:
        return Attestation(speech.speech_id, "", None, inferred=False)
    return Attestation(speech.speech_id, fact.value, parse_edtf(fact.value), fact.inferred)


_Place = tuple[int, int, int, int]


def _formula(
    found: FormulaSet,
    number: int,
    label: str,
    wordings: Sequence[tuple[str, str, bool]],
    places: Sequence[_Place],
    speeches: Sequence[Speech],
    attestations: Sequence[Attestation],
) -> Formula:
    variants = tuple(
        _variant(*wording, [place for place in places if place[0] == at], speeches, attestations)
        for at, wording in enumerate(wordings)
    )
    places = [place for place in places if variants[place[0]].attests]
    carriers = sorted({speech for _, speech, _, _ in places})
    attested = attest([attestations[speech] for speech in carriers])
    first, last = attested.first, attested.last
    canonical = found.label[number]
    return Formula(
        rank=number + 1,
        formula_id=formula_id(canonical),
        label=label,
        canonical=canonical,
        kind=found.kind[number],
        score=float(found.score[number]),
        parts={name: float(getattr(found.features, name)[number]) for name in found.features.names()},
        speeches=len(carriers),
        occurrences=len(places),
        speakers=len({speeches[speech].value("speaker") for speech in carriers} - {""}),
        first_date=first.date if first else "",
        first_speech=first.speech_id if first else "",
        last_date=last.date if last else "",
        last_speech=last.speech_id if last else "",
        first_certainty=attested.certainty,
        part_of=formula_id(found.part_of[number]) if found.part_of[number] else "",
        variants=variants,
    )


def _variant(
    wording: str,
    relation: str,
    attests: bool,
    places: Sequence[_Place],
    speeches: Sequence[Speech],
    attestations: Sequence[Attestation],
) -> Variant:
    carriers = {speech for _, speech, _, _ in places}
    attested: Attestations = attest([attestations[speech] for speech in carriers])
    return Variant(
        canonical=wording,
        surface=most_frequent(speeches[speech].read.text[begin:end] for _, speech, begin, end in places),
        relation=relation,
        attests=attests,
        speeches=len(carriers),
        occurrences=len(places),
        first_date=attested.first.date if attested.first else "",
        first_speech=attested.first.speech_id if attested.first else "",
    )
