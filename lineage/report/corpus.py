"""The corpus in figures: what was read, what was left out, what a reader should know before reading on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lineage.edtf import parse_edtf
from lineage.models import ScanResult, Speech

#: A speech, the one whose text it has, and how much of the shorter text stands in the longer.
Twins = tuple[Speech, Speech, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The corpus in figures, and what a reader should know of it.

    Attributes:
        period: First and last date, empty where no speech is dated.
        speeches, characters: Of all speeches, copies among them.
        counted: Speeches without copies.
        places: That attest a formula; what alters it, and a part that stands alone, attest nothing.
        undated, inferred: Speeches without a date, and with a date that only the text or a copy of it tells; copies
            are not counted.
        guessed: Speeches whose encoding was guessed.
        furniture: Spans left out, by reason.
        copies, reissues: Speeches with the text of another, that one, and their share: those that are not counted, and
            those that are, since their dates differ.
    """

    speeches: int
    counted: int
    characters: int
    formulae: int
    places: int
    passages: int
    period: tuple[str, str]
    undated: int
    inferred: int
    guessed: int
    furniture: Mapping[str, int]
    skipped: Sequence[tuple[str, str]]
    warnings: Sequence[str]
    copies: Sequence[Twins]
    reissues: Sequence[Twins]


def corpus_of(result: ScanResult) -> Corpus:
    """The figures of a result."""
    counted = result.counted()
    dates = [speech.facts["date"] for speech in counted if "date" in speech.facts]
    values = sorted((fact.value for fact in dates), key=lambda value: (*parse_edtf(value).order(), value))
    return Corpus(
        speeches=len(result.speeches),
        counted=len(counted),
        characters=sum(len(own.canonical.text) for own in result.columns),
        formulae=len(result.formulae),
        places=sum(formula.occurrences for formula in result.formulae),
        passages=len(result.passages),
        period=(values[0], values[-1]) if values else ("", ""),
        undated=len(counted) - len(dates),
        inferred=sum(fact.inferred for fact in dates),
        guessed=sum(speech.read.encoding_evidence.startswith("guess") for speech in result.speeches),
        furniture=result.furniture_counts(),
        skipped=[(skip.file, skip.reason) for skip in result.skipped],
        warnings=result.warnings,
        copies=result.twins_by_kind("copy"),
        reissues=result.twins_by_kind("reissue"),
    )


def twins_told(twins: Sequence[Twins], kind: str, say: Callable[..., str]) -> list[str]:
    """Which speech has the text of which other, and what follows from it: a sentence each.

    Args:
        twins: The copies, or the reissues.
        kind: `copy` or `reissue`.
        say: Tells a sentence in a language.
    """
    return [
        say(kind, speech=speech.speech_id, other=other.speech_id, share=f"{int(100 * share)} %")
        for speech, other, share in twins
    ]
