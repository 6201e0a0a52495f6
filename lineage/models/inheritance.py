"""What one speech takes from others: the formulae it carries on, what it alters, what it says first.

Direction comes from dates alone: who said it earlier in this corpus. It says nothing of intent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from lineage.models.columns import Float64, Int32, Int64, SpeechColumns
from lineage.models.findings import Formula, ScanResult
from lineage.models.speeches import Skipped, Speech
from lineage.models.traces import Edit

#: What is inherited is told by age: up to so many years, and more.
AGES: Final = (1, 5, 10, 20)


class Direction(StrEnum):
    """How the others stand to the speech in time, by the dates that are known."""

    EARLIER = "earlier"
    LATER = "later"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place in a speech.

    Attributes:
        begin, end: Code points of its text as read, half open.
        text: What stands there, glosses and line breaks included.
        shown: The same as a reader wants it: without furniture, on one line.
    """

    begin: int
    end: int
    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class Closest:
    """The place of an earlier speech that is most like a place of this one, by wording and surroundings.

    Attributes:
        speech_id, date: The earlier speech.
        place: Where it stands there.
        canonical: The wording there, simplified, without marks.
        likeness: Of both with twenty characters of canonical text on each side, 0 to 1.
    """

    speech_id: str
    date: str
    place: Stretch
    canonical: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Absent:
    """A formula that most of the last speeches before this one carry, and it does not.

    Attributes:
        formula: As the others have it.
        carriers: How many of these last speeches have it.
        among: How many last speeches were looked at.
        latest_date, latest_speech: The last one of them that has it.
    """

    formula: Formula
    carriers: int
    among: int
    latest_date: str
    latest_speech: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A formula of the others that stands in the speech, too.

    Attributes:
        formula: As the others have it.
        relation: How the wording of its first place here stands to the label; see `lineage.models.Variant`.
        attests: Whether that is a wording of the formula, and does not merely alter it.
        places: Where it stands here.
        speeches: How many of the others have it.
        direction: Whether they have it earlier, only later, or dates do not tell.
        years: From its earliest attestation to this speech; None where dates do not tell.
        first_date, first_speech: Earliest attestation among the others, empty where none of them is dated.
        latest_date, latest_speech: The last of the others that has it before this speech, empty where none is known.
        first_certainty: What limits the claim of the first to be the earliest: `inferred`, `coarse`, `tied`, `undated`.
        closest: For each place its closest earlier parallel; empty where none of the others is earlier.
        edits: The wording of its first place against that of the closest earlier parallel, or against the label where
            none of the others is earlier; canonical ones, character by character.
        change: How it alters that wording, `extended`, `shortened`, `reordered`, `substituted` or `reworded`; empty
            where both are the same.
    """

    formula: Formula
    relation: str
    attests: bool
    places: tuple[Stretch, ...]
    speeches: int
    direction: Direction
    years: float | None
    first_date: str
    first_speech: str
    latest_date: str
    latest_speech: str
    first_certainty: str
    closest: tuple[Closest, ...]
    edits: tuple[Edit, ...]
    change: str


@dataclass(frozen=True, slots=True)
class SharedWording:
    """A wording that others have, but that is no formula in the list: mostly one that only one of them has.

    Attributes:
        canonical: Simplified, without marks.
        places: Where it stands here.
        speeches: How many of the others have it.
        direction: Whether they have it earlier, only later, or dates do not tell.
        first_date, first_speech: Earliest attestation among them, empty where none is dated.
    """

    canonical: str
    places: tuple[Stretch, ...]
    speeches: int
    direction: Direction
    first_date: str
    first_speech: str


@dataclass(frozen=True, slots=True)
class Parallel:
    """A longer stretch that another speech has, too, the same or edited.

    Attributes:
        place: Where it stands here.
        speech_id, date: The other speech.
        other: Where it stands there.
        characters: Of canonical text, on the longer side.
        similarity: Edit similarity of the canonical texts, 0 to 1.
        direction: Whether the other is earlier, later, or dates do not tell.
    """

    place: Stretch
    speech_id: str
    date: str
    other: Stretch
    characters: int
    similarity: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class NewWording:
    """A wording that the speech says twice, or sets in quotation marks, and that none of the others has.

    Attributes:
        canonical: Simplified, without marks.
        places: Where it stands.
        quoted: Whether it stands in quotation marks or 《》.
    """

    canonical: str
    places: tuple[Stretch, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What one speech takes from the others, and what it says first.

    Attributes:
        speech: The speech.
        columns: Its own columns.
        carried: Formulae of the others, by score; also those that it alters, and those that it has earlier.
        shared: Other wordings that it shares with them, those with most characters first.
        parallels: Longer stretches that it shares with one of them, in the order of its text.
        new: What it says first, those with most places first.
        absent: What it leaves out, those of most of the last speeches first.
        by_age: Which share of its canonical characters stands in formulae or passages that some of the others have
            earlier, by years since the earliest attestation: up to each of `AGES`, and more.
        shared_characters: How many of its canonical characters stand in something shared.
        known_as: What it is called among the others, where it is one of them itself; empty where it is not.
        same_text: The speech whose text it has, and how much of the shorter one stands in the longer; None where there
            is none.
    """

    speech: Speech
    columns: SpeechColumns
    carried: tuple[Carried, ...]
    shared: tuple[SharedWording, ...]
    parallels: tuple[Parallel, ...]
    new: tuple[NewWording, ...]
    absent: tuple[Absent, ...]
    by_age: tuple[float, ...]
    shared_characters: int
    known_as: str
    same_text: tuple[str, float] | None

    @property
    def inherited(self) -> list[Carried]:
        """The formulae that others have earlier, in wordings of theirs."""
        return [one for one in self.carried if one.attests and one.direction is Direction.EARLIER]

    @property
    def altered(self) -> list[Carried]:
        """The formulae of others whose words it alters as none of them does."""
        return [one for one in self.carried if not one.attests]

    @property
    def first_uses(self) -> list[Carried]:
        """The formulae that others have only later."""
        return [one for one in self.carried if one.attests and one.direction is Direction.LATER]

    @property
    def undecided(self) -> list[Carried]:
        """The formulae that others have, too, where dates do not tell who was earlier."""
        return [one for one in self.carried if one.attests and one.direction is Direction.OPEN]

    @property
    def shared_share(self) -> float:
        """Which share of its characters stands in something shared, 0 to 1."""
        return self.shared_characters / max(len(self.columns.canonical.text), 1)


@dataclass(frozen=True, slots=True)
class Heritage:
    """What every speech of a corpus has from earlier ones.

    The first five are columns `(links,)`: a row for each speech with an earlier one that it shares formulae or passages
    with, ordered by speech, then weight, then characters, then the latest first; of each speech the first 64 of all
    that there are. The others go by speech, `(S,)`.

    Attributes:
        speech, earlier: Numbers of the two.
        formulae: How many formulae both carry; 0 where passages alone tie them.
        characters: How many characters of canonical text of the later speech stand in these, or in passages that the
            two share.
        weight: What these formulae weigh together, in bits; see `lineage.descent.heritage`.
        by_age: `(S, ages)`. Share of its characters that stand in formulae or passages that some earlier speech has,
            too, by years since the earliest attestation: up to each of `AGES`, and more.
        first_uses: How many formulae have their earliest attestation in this speech alone; those that an undated speech
            carries, too, are among them.
    """

    speech: Int32
    earlier: Int32
    formulae: Int32
    characters: Int32
    weight: Float64
    by_age: Float64
    first_uses: Int64

    @property
    def inherited_share(self) -> Float64:
        """Which share of the characters of each speech stands in what some earlier speech has, too; 0 to 1."""
        return np.asarray(self.by_age.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Addition:
    """What came of adding speeches.

    Attributes:
        speeches: Those that were added.
        columns: Their columns.
        skipped: Files that were not read.
        warnings: What is wrong with the tables beside them, one sentence each.
        inheritances: What each of them takes from those that were there before; empty where too many came at once.
        result: What all speeches share now; None after a dry run.
    """

    speeches: tuple[Speech, ...]
    columns: tuple[SpeechColumns, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    inheritances: tuple[Inheritance, ...]
    result: ScanResult | None
