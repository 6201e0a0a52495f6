"""What speeches share, from their columns alone: recurrent grams and passages, with how long it took.

The passages may be found in another process (`lineage.beside`); this module is all that it needs, so that it starts
soon and stays small. What is made of the evidence stands in `lineage.analysis`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final, NamedTuple

from lineage.detect import Corpus, Level, PassagePlaces, Sketching, find_passages, near_windows, recurrent_grams
from lineage.formulae.edges import content_words
from lineage.machine import Machine, let_arrow_give_back
from lineage.settings import Settings
from lineage.stages import Silence, Stages

#: Passages join two speeches, however many a formula needs.
TWO: Final = 2


class Evidence(NamedTuple):
    """The passages of a set of speeches.

    Attributes:
        passages: Their places.
        counts: How much led to them.
        sketching: How near windows were looked for, with the probability that a pair is seen at each similarity.
        timing: How long it took, as `Stages.record`.
    """

    passages: PassagePlaces
    counts: dict[str, int]
    sketching: dict[str, object]
    timing: Mapping[str, Mapping[str, float]]


def shared_grams(
    corpus: Corpus, min_speeches: int, settings: Settings, stages: Stages, machine: Machine
) -> list[Level]:
    """The grams that at least so many of the speeches share, by length."""
    with stages.run("counting shared grams", settings.max_words + 1) as step, machine.engine() as engine:
        return recurrent_grams(
            corpus,
            engine,
            min_speeches=min_speeches,
            max_words=settings.max_words,
            step=lambda _: step.advance(),
        )


def evidence_of(corpus: Corpus, levels: Sequence[Level], stages: Stages, machine: Machine) -> Evidence:
    """The passages of a corpus."""
    sketching = Sketching()
    with stages.run("looking for near matches", sketching.bands) as step, machine.engine() as engine:
        near = near_windows(corpus, content_words(corpus.vocabulary), engine, sketching, step=step.advance)
    machine.give_back()
    with stages.run("aligning passages", len(corpus.character_of) - 1) as step:
        found, counts = find_passages(corpus, levels, near, step=step.advance)
    machine.give_back()
    counts |= near.counts() | {"passages": len(found)}
    record = asdict(sketching) | {"bands": sketching.bands, "rows": sketching.rows, "s_curve": sketching.s_curve()}
    return Evidence(found, counts, record, stages.record)


def evidence_alone(call: tuple[Corpus, Settings]) -> Evidence:
    """The passages of a corpus from its columns on: what is done in another process."""
    let_arrow_give_back()
    corpus, settings = call
    stages, machine = Stages(Silence()), Machine()
    return evidence_of(corpus, shared_grams(corpus, TWO, settings, stages, machine), stages, machine)
