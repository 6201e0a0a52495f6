"""Formulae that have to do with a formula: what it is part of, what is part of it, the same words in another order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lineage.models import Formula
from lineage.report.caps import RELATED


@dataclass(frozen=True, slots=True)
class Kin:
    """Formulae that stand to another in one way.

    Attributes:
        how: `holder`: it lies mostly inside; `longer`: they hold its label; `parts`: they lie mostly inside it;
            `reordered`: they have the same characters in another order.
        formulae: By rank, as many as pages show; each with whether it has a page.
        more: How many others there are.
    """

    how: str
    formulae: Sequence[tuple[Formula, bool]]
    more: int


class Related:
    """Knows what has to do with a formula.

    Args:
        formulae: All, by rank.
        paged: How many of them have a page; only these are looked through for longer ones.
    """

    def __init__(self, formulae: Sequence[Formula], paged: int) -> None:
        self._paged = formulae[:paged]
        self._known = {formula.formula_id: formula for formula in formulae}
        self._parts: dict[str, list[Formula]] = defaultdict(list)
        self._reordered: dict[str, list[Formula]] = defaultdict(list)
        for formula in formulae:
            self._reordered["".join(sorted(formula.canonical))].append(formula)
            if formula.part_of:
                self._parts[formula.part_of].append(formula)
        self._joined = "\n".join(formula.canonical for formula in self._paged)

    def to(self, formula: Formula) -> list[Kin]:
        """What has to do with this formula."""
        holder = self._known.get(formula.part_of)
        parts = self._parts.get(formula.formula_id, [])
        near = {formula.formula_id, formula.part_of, *(part.formula_id for part in parts)}
        found = {
            "holder": [holder] if holder else [],
            "longer": [other for other in self._longer(formula) if other.formula_id not in near],
            "parts": parts,
            "reordered": [
                other for other in self._reordered["".join(sorted(formula.canonical))] if other is not formula
            ],
        }
        return [self._kin(how, formulae) for how, formulae in found.items() if formulae]

    def _longer(self, formula: Formula) -> list[Formula]:
        """The formulae with a page that hold its label, by rank."""
        found, at = [], self._joined.find(formula.canonical)
        while at >= 0:
            found.append(self._paged[self._joined.count("\n", 0, at)])
            end = self._joined.find("\n", at)
            at = self._joined.find(formula.canonical, end) if end >= 0 else -1
        return found

    def _kin(self, how: str, formulae: Sequence[Formula]) -> Kin:
        shown = [(formula, formula.rank <= len(self._paged)) for formula in formulae[:RELATED]]
        return Kin(how, shown, len(formulae) - len(shown))
