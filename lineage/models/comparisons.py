"""Two speeches side by side: the formulae and passages they share, and what only one of them has."""

from __future__ import annotations

from dataclasses import dataclass

from lineage.models.findings import Formula
from lineage.models.inheritance import Direction, Stretch
from lineage.models.speeches import Speech
from lineage.models.traces import Edit


@dataclass(frozen=True, slots=True)
class SharedFormula:
    """A formula that both speeches say.

    Attributes:
        formula: As the corpus has it.
        first, second: Where each of them says it, in the order of its text.
    """

    formula: Formula
    first: tuple[Stretch, ...]
    second: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A longer stretch that both speeches have, the same or edited.

    Attributes:
        first, second: Where it stands in each of them.
        characters: Of canonical text, on the longer side.
        similarity: Edit similarity of the canonical texts, 0 to 1.
        edits: From the first as a reader sees it to the second, character by character.
    """

    first: Stretch
    second: Stretch
    characters: int
    similarity: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two speeches side by side.

    Attributes:
        first, second: The speeches, as they were asked for.
        direction: Whether the first is earlier, later, or dates do not tell.
        shared: Formulae of both, by rank.
        passages: In the order of the first speech.
        only_first, only_second: Formulae of one alone, by rank.
        shares: Which share of the canonical characters of each stands in what both have, 0 to 1.
    """

    first: Speech
    second: Speech
    direction: Direction
    shared: tuple[SharedFormula, ...]
    passages: tuple[SharedPassage, ...]
    only_first: tuple[Formula, ...]
    only_second: tuple[Formula, ...]
    shares: tuple[float, float]
