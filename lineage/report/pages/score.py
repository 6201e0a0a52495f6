"""Each part of a formula's score in words: what was counted, in which share of its places, how much it adds.

Shares are told as percentages, indices as low, middling or high; the features themselves are told in
`lineage.formulae.features`, the life of a formula in `lineage.descent.life`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lineage.formulae.adoption import ABSTAINS
from lineage.formulae.score import PROMINENT, weights
from lineage.formulae.surroundings import OFTEN_UPHELD
from lineage.models import Formula

#: A sentence of the catalogue, filled in.
Say = Callable[..., str]

_SHARES: Final = ("completeness", "quotation")
#: A lead sentence always tells the first, and the others from these values on.
_LEAD: Final = ("range", "frequency", "completeness")
_LEAD_IF: Final = {"quotation": 0.25, "upheld": 0.75}
#: Below these an index is low, or middling.
_LEVELS: Final = ((1 / 3, "low"), (2 / 3, "middling"), (float("inf"), "high"))


@dataclass(frozen=True, slots=True)
class Part:
    """One row of what the score is made of.

    Attributes:
        name: Of the part, in the language of the page.
        words: What it says of this formula.
        value: 0 to 1; None for the kind, and for what every wording begins with.
        adds: What it adds to the probability, in log-odds; None for what makes it prominent.
    """

    name: str
    words: str
    value: float | None
    adds: float | None

    @property
    def shown(self) -> str:
        """The value as print sets it; empty for None."""
        return "" if self.value is None else f"{self.value:.2f}"

    @property
    def added(self) -> str:
        """What it adds as print sets it, with its sign; what rounds to nothing has none."""
        if self.adds is None:
            return ""
        return f"{self.adds:+.2f}".replace("-", "−") if round(self.adds, 2) else "0.00"


class Teller:
    """Says of one formula what each part of its score means.

    Args:
        formula: The formula.
        speeches: How many speeches are counted.
        say: Fills in a sentence of the catalogue.
    """

    def __init__(self, formula: Formula, speeches: int, say: Say) -> None:
        self._formula, self._speeches, self._say = formula, speeches, say
        shares: dict[str, Callable[[str], str]] = dict.fromkeys(_SHARES, self._share)
        self._how = shares | {
            "range": self._range,
            "frequency": self._frequency,
            "adoption": self._adoption,
            "upheld": self._upheld,
            "policy": self._yes_or_no,
            "shape": self._shape,
            "coinage": self._yes_or_no,
            "extent": self._extent,
        }

    def parts(self) -> list[Part]:
        """The rows of the table: what makes a formula, their sum as a probability, and what makes it prominent."""
        say, table, values = self._say, weights(), self._formula.parts
        rows = [Part(say("part_intercept"), say("told_intercept"), None, float(table["intercept"]))]
        rows += [self._part(name, float(weight) * values[name]) for name, weight in table["weight"].items()]
        if kind := float(table["kind"].get(self._formula.kind, 0.0)):
            rows.append(Part(say("part_kind"), say(f"kind_{self._formula.kind}"), None, kind))
        total = sum(part.adds or 0.0 for part in rows)
        rows.append(Part(say("part_probability"), say("told_probability"), 1 / (1 + math.exp(-total)), total))
        return rows + [self._part(name, None) for name in PROMINENT]

    def _part(self, name: str, adds: float | None) -> Part:
        return Part(self._say(f"part_{name}"), self.words(name), self._formula.parts[name], adds)

    def lead(self) -> str:
        """The most telling parts in one sentence."""
        held = [name for name, least in _LEAD_IF.items() if self._formula.parts[name] >= least]
        clauses = [self.words(name) for name in (*_LEAD, *held)]
        return self._say("sentence", clauses=self._say("semicolon").join(clauses))

    def words(self, name: str) -> str:
        """What one part says of the formula."""
        return self._how.get(name, self._index)(name)

    def _range(self, name: str) -> str:
        told = self._say(f"told_{name}", speeches=self._formula.speeches, all=self._speeches)
        life = self._formula.life
        if not life.first_year:
            return told
        key = {
            (False, False): "life" if life.first_year < life.last_year else "life_year",
            (False, True): "life_laid_down",
            (True, False): "life_taken_up",
            (True, True): "life_whole",
        }[life.taken_up, life.laid_down]
        return told + self._say(key, first=str(life.first_year), last=str(life.last_year))

    def _frequency(self, name: str) -> str:
        return self._counted(f"told_{name}", self._formula.occurrences)

    def _extent(self, name: str) -> str:
        return self._counted(f"told_{name}", len(self._formula.canonical))

    def _counted(self, key: str, count: int) -> str:
        return self._say(f"{key}_one" if count == 1 else key, count=count)

    def _share(self, name: str) -> str:
        share = self._formula.parts[name]
        if 0 < share < 1:
            # What is neither never nor always is not told as if it were.
            return self._say(f"told_{name}", share=f"{min(max(round(100 * share), 1), 99)} %")
        return self._say(f"told_{name}_always" if share >= 1 else f"told_{name}_never")

    def _upheld(self, name: str) -> str:
        value = self._formula.parts[name]
        if 0 < value < 1:
            return self._say(f"told_{name}", share=f"{max(round(100 * OFTEN_UPHELD * value), 1)} %")
        return self._say(f"told_{name}_often" if value else f"told_{name}_never")

    def _yes_or_no(self, name: str) -> str:
        return self._say(f"told_{name}" if self._formula.parts[name] else f"told_{name}_not")

    def _shape(self, name: str) -> str:
        shape = {0.0: "unlike", 1.0: "parallel"}.get(self._formula.parts[name], "plain")
        return self._say(f"told_{name}_{shape}")

    def _adoption(self, name: str) -> str:
        return self._say("told_adoption_untold") if self._formula.parts[name] == ABSTAINS else self._index(name)

    def _index(self, name: str) -> str:
        level = next(level for below, level in _LEVELS if self._formula.parts[name] < below)
        return self._say(f"told_{name}", level=self._say(f"level_{level}"))
