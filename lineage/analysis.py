"""From the columns of a set of speeches to what they share: the one pure function that every command ends in.

Joins `detect`, `formulae` and `descent` over the copies among the speeches. Reading, keeping and writing are joined in
`lineage.pipeline`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lineage.beside import beside
from lineage.descent import (
    attestation_of,
    days_meant,
    formulae_with_carriers,
    occurrences_of,
    passages_of,
    twins_of,
    with_borrowed,
)
from lineage.detect import (
    BUCKET_CAP,
    SEED_CAP,
    Corpus,
    Level,
    SpeechMask,
    find_corpus_furniture,
    find_twins,
    lay_out,
    lay_over,
)
from lineage.evidence import TWO, evidence_alone, evidence_of, shared_grams
from lineage.formulae import STEPS, find_formulae
from lineage.formulae.written import labels_of
from lineage.gathering import Gathered
from lineage.machine import Machine
from lineage.models import Findings, Formula, Occurrences, Speech
from lineage.settings import Settings
from lineage.stages import Stages
from lineage.text import Lexicon

#: From so many characters on another process is worth its start.
_WORTH_ANOTHER = 500_000


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a set of speeches has in common.

    Attributes:
        findings: By number among all speeches.
        speeches: All of them, those whose copies know more of them completed.
        sketching: How near windows were looked for, with the probability that a pair is seen at each similarity.
        counts: How much there was at each stage.
        warnings: What a reader should know, one sentence each.
    """

    findings: Findings
    speeches: tuple[Speech, ...]
    sketching: dict[str, object]
    counts: dict[str, int]
    warnings: tuple[str, ...]

    def capped(self) -> str:
        """What was too common for all its pairs to be looked at, in words; empty where nothing was."""
        if not self.counts["starred_places"] and not self.counts["starred_buckets"]:
            return ""
        return (
            f"in the search for passages {self.counts['starred_places']} places of wording that more than {SEED_CAP} "
            f"places share, and {self.counts['starred_buckets']} buckets of more than {BUCKET_CAP} near windows, were "
            "linked to the first of their kind only; this affects no formula"
        )


def analyse(gathered: Gathered, settings: Settings, stages: Stages, machine: Machine) -> Analysis:
    """The formulae and passages of a set of speeches: a pure function of speeches and settings.

    Furniture of the corpus and copies are masks over the speeches: their columns stay as they are, but nothing looks
    at what is masked.

    Args:
        gathered: The speeches.
        settings: Thresholds.
        stages: Keeps the record of what takes how long.
        machine: What may be used of it; where two processes may run, passages are found in another one.
    """
    with stages.run("laying out the corpus"):
        masks = find_corpus_furniture(gathered.columns, [speech.read.text for speech in gathered.speeches])
        corpus = _laid_out(gathered, masks, range(len(masks)), machine)
    machine.give_back()
    with stages.run("looking for copies"):
        twins = twins_of(find_twins(corpus, gathered.keys, [days_meant(speech) for speech in gathered.speeches]))
        speeches = with_borrowed(gathered.speeches, twins)
        counted = [number for number in range(len(speeches)) if number not in twins or twins[number].counted]
        if len(counted) < len(speeches):
            corpus = _laid_out(gathered, masks, counted, machine)
    number = np.array(counted, np.int32)
    kept = [speeches[at] for at in counted]
    if machine.processes > 1 and len(corpus.text) >= _WORTH_ANOTHER:
        with beside(evidence_alone, (corpus, settings)) as evidence:
            formulae, occurrences, counts = _formulae(corpus, None, kept, settings, stages, machine)
            with stages.run("waiting for passages"):
                found = evidence()
        stages.include(found.timing)
    else:
        levels = shared_grams(corpus, TWO, settings, stages, machine)
        found = evidence_of(corpus, levels, stages, machine)
        formulae, occurrences, counts = _formulae(corpus, levels, kept, settings, stages, machine)
    repeated = tuple(mask.spans(own.canonical) for mask, own in zip(masks, gathered.columns, strict=True))
    places = replace(occurrences, speech=number[occurrences.speech])
    return Analysis(
        Findings(formulae, places, passages_of(found.passages, corpus, number), twins, repeated),
        speeches,
        found.sketching,
        {"twins": len(speeches) - len(counted), "reissues": sum(twin.counted for twin in twins.values())}
        | {"characters": len(corpus.text), "words": len(corpus.word), "distinct_words": len(corpus.vocabulary)}
        | _repeated_counts(masks)
        | counts
        | found.counts,
        _only_copies(speeches, counted),
    )


def _laid_out(gathered: Gathered, masks: Sequence[SpeechMask], chosen: Sequence[int], machine: Machine) -> Corpus:
    """The corpus of the chosen speeches, without what is masked."""
    columns = [lay_over(gathered.columns[number], masks[number]) for number in chosen]
    return lay_out(columns, machine.keep)


def _repeated_counts(masks: Sequence[SpeechMask]) -> dict[str, int]:
    return {
        "repeated_places": sum(len(mask.begin) for mask in masks),
        "repeated_characters": sum(mask.characters for mask in masks),
    }


def _only_copies(speeches: Sequence[Speech], counted: Sequence[int]) -> tuple[str, ...]:
    """Why nothing is shared where all speeches are one."""
    if len(counted) > 1 or len(speeches) < TWO:
        return ()
    kept = speeches[counted[0]].file
    return (f"all {len(speeches)} speeches are copies of one text, {kept}; formulae are what two speeches share",)


def _formulae(
    corpus: Corpus,
    levels: Sequence[Level] | None,
    speeches: Sequence[Speech],
    settings: Settings,
    stages: Stages,
    machine: Machine,
) -> tuple[tuple[Formula, ...], Occurrences, dict[str, int]]:
    """The formulae of these speeches, their places, and counts; `levels` are the grams of two speeches, if known."""
    if levels is None or settings.min_speeches > TWO:
        levels = shared_grams(corpus, settings.min_speeches, settings, stages, machine)
    days = np.array([attestation_of(speech).last_day for speech in speeches], np.int64)
    with stages.run("finding formulae", STEPS) as step:
        lexicon = Lexicon.general(settings.user_words)
        found = find_formulae(corpus, levels, lexicon, days, settings, step=step.advance)
    with stages.run("dating"):
        occurrences = occurrences_of(found, corpus)
        labels = labels_of(corpus, *found.label_places(), [speech.read for speech in speeches])
        formulae = formulae_with_carriers(found, labels, occurrences, speeches)
    return formulae, occurrences, found.counts
