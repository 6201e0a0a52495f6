"""What is found in a set of speeches: copies, formulae with their variants and places, passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from lineage.models.columns import Float64, Int32, Int64, SpeechColumns
from lineage.models.speeches import Skipped, Span, Speech


@dataclass(frozen=True, slots=True)
class Twin:
    """That a speech has the text of another one.

    Attributes:
        of: Number of the other speech, which is counted.
        share: How much of the shorter text stands in the longer, 0 to 1.
        counted: Whether it is counted nevertheless: the same text at another date, and no mere copy.
    """

    of: int
    share: float
    counted: bool

    @property
    def kind(self) -> str:
        """`copy` or `reissue`."""
        return "reissue" if self.counted else "copy"


#: How a wording stands to the label of its formula.
RELATIONS: Final = ("full", "shortened", "extended", "reordered", "substituted", "part")


@dataclass(frozen=True, slots=True)
class Variant:
    """One canonical wording of a formula.

    Attributes:
        canonical: Simplified, without marks.
        surface: The most frequent form in the texts as read.
        relation: `full` for the label itself, else how it stands to the label: `shortened`, `extended`, `reordered`,
            `substituted`, or `part` for what it holds.
        attests: Whether its places are places of the formula. What alters a word of the label, and a part that stands
            alone, are listed beside it, but attest nothing for it.
        speeches, occurrences: In how many speeches it stands, and how often.
        first_date, first_speech: Earliest attestation in this corpus, empty where no carrier is dated.
    """

    canonical: str
    surface: str
    relation: str
    attests: bool
    speeches: int
    occurrences: int
    first_date: str
    first_speech: str


@dataclass(frozen=True, slots=True)
class Life:
    """When a formula is carried in this corpus, by the carriers that are dated.

    Attributes:
        first_year, last_year: Of the first and the last of them; 0 where there is none.
        taken_up, laid_down: Whether so many speeches before the first (after the last) lack it that chance hardly
            explains it; see `lineage.descent.life`.
    """

    first_year: int = 0
    last_year: int = 0
    taken_up: bool = False
    laid_down: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A family of variants with one label, and who carries it.

    Attributes:
        rank: From 1, by score.
        formula_id: First 12 hex digits of the SHA-256 of `canonical`.
        label: The written form of the label, in simplified characters with its marks.
        canonical: The label's canonical wording.
        kind: One of `lineage.settings.KINDS`.
        score: 0 to 1.
        parts: The features the score is made of, by name, 0 to 1 each.
        speeches, occurrences, speakers: How many carry it, how often, and how many known speakers among them.
        first_date, first_speech, last_date, last_speech: Attestations in this corpus, empty where no carrier is dated.
        first_certainty: What limits the claim to be first: `inferred`, `coarse`, `tied`, `undated`.
        life: Since when, until when, and whether that was a beginning and an end.
        part_of: The formula_id of the longer wording that holds most of its places, listed or not; empty where none.
        variants: Its wordings, the label first.
    """

    rank: int
    formula_id: str
    label: str
    canonical: str
    kind: str
    score: float
    parts: Mapping[str, float]
    speeches: int
    occurrences: int
    speakers: int
    first_date: str
    first_speech: str
    last_date: str
    last_speech: str
    first_certainty: str
    life: Life
    part_of: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every place of every formula, as columns `(places,)`, ordered by formula, speech, place.

    Attributes:
        formula: Number of the formula (its rank less one).
        variant: Number of the variant within the formula.
        speech: Number of the speech, in the order of the scan's speeches.
        begin, end: Code points in the text as read, half open.
    """

    formula: Int64
    variant: Int64
    speech: Int32
    begin: Int32
    end: Int32

    def __len__(self) -> int:
        return len(self.formula)


@dataclass(frozen=True, slots=True)
class Passages:
    """Pairs of stretches in two speeches that are the same or edited, as columns `(passages,)`, ordered by place.

    Attributes:
        first, second: Numbers of the two speeches.
        first_begin, first_end, second_begin, second_end: Code points in the texts as read, half open.
        characters: Of canonical text, on the longer side.
        similarity: Edit similarity of the canonical texts, 0 to 1; parts that changed places count as edits.
        bits: How much of a coincidence it would be, by the words of this corpus, less what the edits cost.
    """

    first: Int32
    first_begin: Int32
    first_end: Int32
    second: Int32
    second_begin: Int32
    second_end: Int32
    characters: Int32
    similarity: Float64
    bits: Float64

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a set of speeches has in common; speeches go by number, in the order of their identifiers.

    Attributes:
        formulae: By rank.
        occurrences: Their places.
        passages: Longer stretches that two speeches share.
        twins: The speeches that have the text of another. Copies have no places.
        repeated: What of each speech many files repeat and nobody said: masked, in code points of its text as read.
    """

    formulae: tuple[Formula, ...]
    occurrences: Occurrences
    passages: Passages
    twins: Mapping[int, Twin]
    repeated: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class ScanResult(Findings):
    """What is found, and what it is found in.

    Attributes:
        speeches: By identifier.
        columns: The own columns of each speech, in the same order.
        skipped: Files that were not read.
        warnings: What a reader should know of metadata and encodings, one sentence each.
        run: What `run.json` holds: settings, fingerprint, versions, counts.
    """

    speeches: tuple[Speech, ...]
    columns: tuple[SpeechColumns, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    run: Mapping[str, object]

    @classmethod
    def of(cls, found: Findings, **rest: Any) -> ScanResult:  # noqa: ANN401 -- the fields above
        """These findings, with what they were found in."""
        return cls(**{field.name: getattr(found, field.name) for field in fields(Findings)}, **rest)

    def counted(self) -> tuple[Speech, ...]:
        """The speeches without those that only copy another one."""
        return tuple(
            speech
            for number, speech in enumerate(self.speeches)
            if number not in self.twins or self.twins[number].counted
        )

    def twins_by_kind(self, kind: str) -> list[tuple[Speech, Speech, float]]:
        """The copies, or the reissues: each speech, the one whose text it has, and their share."""
        return [
            (self.speeches[number], self.speeches[twin.of], twin.share)
            for number, twin in self.twins.items()
            if twin.kind == kind
        ]

    def left_out(self) -> Iterator[tuple[Speech, list[Span]]]:
        """Each speech, and what is furniture of it: by its own text, or as many files repeat it; in order."""
        for number, speech in enumerate(self.speeches):
            yield speech, sorted([*speech.read.furniture, *self.repeated[number]])

    def furniture_counts(self) -> dict[str, int]:
        """How many spans were left out for each reason, most frequent first."""
        counts = Counter(span.reason for _, spans in self.left_out() for span in spans)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
