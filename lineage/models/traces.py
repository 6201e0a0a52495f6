"""One phrase through time: its places, who carries it, its wordings and their edits, its life."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lineage.models.findings import Formula, Life
from lineage.models.speeches import Embed


class Temperature(StrEnum):
    """How many of the speeches of a period carry a phrase, in the six tiers of 语温 (China Media Project)."""

    BOILING = "沸"
    SCALDING = "烫"
    HOT = "热"
    WARM = "暖"
    LUKEWARM = "温"
    COLD = "冷"


class PlaceOrder(StrEnum):
    """The order of places: by date, or by what stands before or after them, as in a concordance."""

    DATE = "date"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a wording that an older one has, too (`same`), has not (`added`), or of that one (`dropped`).

    Attributes:
        kind: Which of these.
        text: The stretch.
        older: How the older wording writes it: another script may stand there; empty where it is added.
    """

    kind: str
    text: str
    older: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One wording of a phrase, and what it alters of the most similar wording that is older.

    Attributes:
        canonical: Simplified, without marks.
        surface: The most frequent form in the texts as read.
        speeches, occurrences: In how many speeches it stands, and how often.
        first_date, first_speech, first_certainty: Its earliest attestation in this corpus, and what limits that claim.
        last_date: Its last.
        older: The canonical wording it is compared with; empty where none is surely older.
        change: `extended`, `shortened`, `reordered`, `substituted` or `reworded`; empty where none is older.
        edits: That wording and this one in one, character by character.
    """

    canonical: str
    surface: str
    speeches: int
    occurrences: int
    first_date: str
    first_speech: str
    first_certainty: str
    last_date: str
    older: str
    change: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """What is said in some years, and how much of it carries a phrase.

    Attributes:
        first_year, last_year: The years, both included.
        speeches, characters: Of all dated speeches of these years: the coverage. Characters are canonical ones.
        carriers, occurrences: How many of these speeches carry the phrase, and how often.
        temperature: By the share of carriers; None where the speeches are too few to tell.
    """

    first_year: int
    last_year: int
    speeches: int
    characters: int
    carriers: int
    occurrences: int
    temperature: Temperature | None

    @property
    def per_million(self) -> float:
        """Occurrences in a million characters; 0 where there are none."""
        return 1e6 * self.occurrences / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class Course:
    """The life of a phrase in this corpus, by the carriers that are dated; see `lineage.descent.course`.

    Attributes:
        life: Since when, until when, and whether that was a beginning and an end.
        years: A period for each year from the first dated speech of the corpus to the last, as the rates are drawn.
        periods: Longer ones that hold speeches enough to tell a temperature; they end with the last year.
        peak: The one of these with the largest share of carriers, of equal ones that with the highest rate, the first
            of several; None where none that has a temperature has a carrier.
        dormant: Stretches within its life without it, so long that chance hardly explains them: the years of the
            carrier before and of the one that revives it.
    """

    life: Life
    years: tuple[Period, ...]
    periods: tuple[Period, ...]
    peak: Period | None
    dormant: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TracedPlace:
    """A place where a phrase stands, or a wording near to it.

    Attributes:
        speech_id, date, speaker: The speech; empty where unknown.
        begin, end: Code points of its text as read, half open.
        text: What stands there.
        left, right: The 30 code points before and after.
        sentence: The sentence it stands in, as a reader wants it: what stands before, there, and after.
        canonical: The wording.
        how: `exact` for the phrase itself, `variant` for another wording of the listed formula, `near` for what is only
            similar, `inside` for the phrase where it is cut out of longer words.
        embed: How much of the speech pages show, as its table says.
    """

    speech_id: str
    date: str
    speaker: str
    begin: int
    end: int
    text: str
    left: str
    right: str
    sentence: tuple[str, str, str]
    canonical: str
    how: str
    embed: Embed


@dataclass(frozen=True, slots=True)
class Carrier:
    """A speech that has the phrase, and how often."""

    speech_id: str
    date: str
    speaker: str
    title: str
    places: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many speeches there are, and how many canonical characters they hold."""

    speeches: int
    characters: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A phrase through time.

    Attributes:
        phrase: As it was asked for.
        canonical: The same simplified, without marks.
        formulae: The listed formulae it is a wording of, by rank.
        holders: Where there is none, those that say it within a longer wording.
        places: Also those that are only near to it, if these were asked for.
        order: The order of the places: by date, undated ones last, then by place; or first by what stands on one side.
        within: The longer wording that all places of the phrase itself stand in, as it is listed, else canonical; empty
            where there is none, or where one speech alone has the phrase.
        carriers: The speeches that have it, by date, undated ones last. What is only near to it carries nothing, nor do
            places inside longer words, unless there are no others.
        first: The speeches of which none can be told to be later than the earliest attestation: one, or a tie.
        first_certainty: What limits the claim of the first of them: `inferred`, `coarse`, `tied`, `undated`.
        before: The dated speeches that are surely earlier than the first of them, all without the phrase.
        ladder: Its wordings, oldest first.
        course: Its life, rates and temperature.
        nearest: Listed wordings that look like the phrase, where no speech has it.
        reason: Why no speech has it: it stands `nowhere`, only `across_sentences`, or in what is `left_out`, furniture
            or a copy; empty where one has it.
    """

    phrase: str
    canonical: str
    formulae: tuple[Formula, ...]
    holders: tuple[Formula, ...]
    places: tuple[TracedPlace, ...]
    order: PlaceOrder
    within: str
    carriers: tuple[Carrier, ...]
    first: tuple[Carrier, ...]
    first_certainty: str
    before: Coverage
    ladder: tuple[Rung, ...]
    course: Course
    nearest: tuple[str, ...]
    reason: str

    @property
    def first_place(self) -> TracedPlace:
        """Where the earliest attestation stands first.

        Raises:
            IndexError: If none is known.
        """
        named = self.first[0].speech_id
        own = [place for place in self.places if place.speech_id == named]
        return min(own, key=lambda place: (place.how == "near", place.how == "inside", place.begin))

    def standing(self, how: str) -> int:
        """How many places stand in one of the ways of `TracedPlace.how`."""
        return sum(place.how == how for place in self.places)

    @property
    def cut_out(self) -> bool:
        """Whether it stands nowhere but inside longer words."""
        return bool(self.carriers) and not self.standing("exact") + self.standing("variant")
