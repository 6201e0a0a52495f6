"""The things lineage speaks about, as frozen records; no behaviour beyond their own fields.

What is read: `Span`, `Fact`, `ReadText`, `Speech`. What is compared: `CanonicalText`, `SpeechColumns`.
What is found: `Twin`, `Occurrences`, `Variant`, `Formula`, `Passages`, `ScanResult`.

All offsets are code points in the text as read, half open `[begin, end)`.
How each is made is told in the rooms: `lineage.reading`, `lineage.text`, `lineage.detect`, `lineage.formulae`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text as read, `[begin, end)` in code points, and why it is marked."""

    begin: int
    end: int
    reason: str


class Provenance(StrEnum):
    """Where a value of the metadata comes from, strongest first."""

    COMMAND = "command line"
    TABLE = "speeches.csv"
    FRONT_MATTER = "front matter"
    FILE_NAME = "file name"
    TEXT = "text"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the metadata, where it comes from and the words it rests on.

    Facts that the text itself or a copy of it yields are inferred, and are shown as such.
    """

    value: str
    provenance: Provenance
    evidence: str = ""

    @property
    def inferred(self) -> bool:
        """Whether nothing that is stated beside this very text says so."""
        return self.provenance in (Provenance.TEXT, Provenance.TWIN)


@dataclass(frozen=True, slots=True)
class ReadText:
    """What the bytes of one file say, whatever stands beside it: a pure function of bytes and settings.

    Attributes:
        text: The text as read, whole; line ends are LF.
        encoding: The name of the encoding that was used.
        encoding_evidence: Why that encoding: "BOM", "given", "strict UTF-8", "guessed: …".
        furniture: Spans that are not the speech, sorted, not overlapping.
        facts: Metadata that the text itself yields (front matter or inferred), by field name.
        content_hash: Hex SHA-256 of the bytes.
        warnings: What a reader should know, one sentence each.
    """

    text: str
    encoding: str
    encoding_evidence: str
    furniture: tuple[Span, ...]
    facts: Mapping[str, Fact]
    content_hash: str
    warnings: tuple[str, ...] = ()

    def shown(self, begin: int, end: int) -> str:
        """The text of `[begin, end)` as a reader wants it: without furniture, and on one line."""
        pieces = []
        for span in self.furniture[bisect_right(self.furniture, begin, key=lambda span: span.end) :]:
            if span.begin >= end:
                break
            pieces.append(self.text[begin : max(span.begin, begin)])
            begin = span.end
        return " ".join("".join([*pieces, self.text[begin:end]]).split())


@dataclass(frozen=True, slots=True)
class Source:
    """A file that will be read as one speech: where it is, what it is called, how it is identified."""

    path: str
    file: str
    speech_id: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    file: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """One text with its metadata. `facts` holds the winning value of each field."""

    speech_id: str
    file: str
    read: ReadText
    facts: Mapping[str, Fact]

    def value(self, field: str) -> str:
        """The value of a metadata field, or the empty string where it is unknown."""
        fact = self.facts.get(field)
        return fact.value if fact else ""


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """What is compared of one speech, with the map back to the text as read.

    Attributes:
        text: The canonical text, `n` code points: simplified, width folded, no marks.
        begin, end: int32 `(n,)`. Character i stands for `[begin[i], end[i])` of the text as read. Characters that were
            folded as one unit (网际网路→互联网) share one span.
        boundary: uint8 `(n + 1,)`. Flags (`lineage.text.marks`) of the boundary before character i; the last one
        closes the text.
        script: `"Hans"`, `"Hant"` or `"mixed"`.
        region: `""`, `"Taiwan"` or `"Hong Kong"`.
    """

    text: str
    begin: Int32
    end: Int32
    boundary: Flags
    script: str
    region: str


@dataclass(frozen=True, slots=True)
class SpeechColumns:
    """The own columns of one speech: a pure function of its bytes and the settings, never rewritten.

    Attributes:
        canonical: What is compared.
        word_start: int32 `(words + 1,)`. Where each word begins in the canonical text; the last entry is its length.
    """

    canonical: CanonicalText
    word_start: Int32


@dataclass(frozen=True, slots=True)
class GramFrequency:
    """Grams that enough speeches share, ordered by hash: parallel columns `(grams,)`."""

    gram: Int64
    occurrences: Int64
    speeches: Int64


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
        first_certainty: What limits the claim to be first: `inferred`, `coarse`, `tied`.
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
class ScanResult:
    """What a scan finds.

    Attributes:
        speeches: By identifier.
        columns: The own columns of each speech, in the same order.
        formulae: By rank.
        occurrences: Their places.
        skipped: Files that were not read.
        warnings: What a reader should know of metadata and encodings, one sentence each.
        run: What `run.json` holds: settings, fingerprint, versions, counts, timing.
        passages: Longer stretches that two speeches share.
        twins: The speeches that have the text of another, by number. Copies are listed among the speeches, but have
            no places.
        repeated: What of each speech many files repeat and nobody said: masked, in code points of its text as read.
    """

    speeches: tuple[Speech, ...]
    columns: tuple[SpeechColumns, ...]
    formulae: tuple[Formula, ...]
    occurrences: Occurrences
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    run: Mapping[str, object]
    passages: Passages
    twins: Mapping[int, Twin] = field(default_factory=dict)
    repeated: tuple[tuple[Span, ...], ...] = ()

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
            repeated = self.repeated[number] if self.repeated else ()
            yield speech, sorted([*speech.read.furniture, *repeated])

    def furniture_counts(self) -> dict[str, int]:
        """How many spans were left out for each reason, most frequent first."""
        counts = Counter(span.reason for _, spans in self.left_out() for span in spans)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
