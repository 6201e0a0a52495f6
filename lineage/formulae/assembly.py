"""From a corpus to its formulae with every place: one pure function of the set of speech columns.

Joins `weighing` (what speaks for each family) and `selection` (which of those that stand inside each other become
rows). What a user lists (score, kinds, limit) is cut last, so that it changes no row that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lineage.detect import Corpus, Level, Places
from lineage.formulae.features import Features
from lineage.formulae.score import score
from lineage.formulae.selection import Selection, select
from lineage.formulae.weighing import WEIGHING_STEPS, Weighed, by_places, weigh
from lineage.models import Float64, Int64, Mask
from lineage.settings import Settings
from lineage.text.lexicon import Lexicon

#: What a better formula holds is listed as its part if it is as free and as long beside it as this.
_PART_FREEDOM, _PART_LENGTH = 0.5, 0.5
#: What extends a better formula is listed as its variant if it makes up this share of its places, the most frequent
#: first, as long as all together leave the formula itself this share of them.
_EXTENSION_SHARE, _OWN_SHARE = 0.1, 0.2
#: In what order wordings are listed: the label, what says the same words, what alters them, parts.
_LABEL, _SAME, _BESIDE, _PART = range(4)
#: Into how many parts the work falls: those of weighing, choosing the rows, listing them.
STEPS = WEIGHING_STEPS + 2


@dataclass(frozen=True, slots=True)
class Variants:
    """The wordings of all formulae, ordered by formula, the label first.

    Attributes:
        wording: Canonical wordings, distinct.
        formula: int64. The formula (its rank, from 0) each belongs to.
        relation: How each stands to the label: `full` for the label itself, `shortened`, `extended`, `reordered` or
            `substituted` for other wordings of it, `part` for what it holds (its places on its own).
        attests: Whether its places are places of the formula: those of a part are not, nor are those of a wording that
            alters a word of the label and does not merely say the same words otherwise.
    """

    wording: list[str]
    formula: Int64
    relation: list[str]
    attests: list[bool]


@dataclass(frozen=True, slots=True)
class FormulaSet:
    """What a corpus yields: `F` formulae in rank order, their variants, every place.

    Attributes:
        label: Canonical wording of each formula.
        kind: One of `lineage.settings.KINDS`.
        score: float64 `(F,)`.
        features: The parts of the score, `(F,)` each.
        part_of: The label of the better formula that most of its places lie inside, empty where there is none.
        variants: The wordings.
        places: All places, ordered by variant, then place; `places.wording` counts along `variants`.
        counts: How many candidates and places there were, and what was left out, at each stage.
    """

    label: list[str]
    kind: list[str]
    score: Float64
    features: Features
    part_of: list[str]
    variants: Variants
    places: Places
    counts: dict[str, int]

    def label_places(self) -> tuple[Int64, Places]:
        """The formula of each place of a label itself, ascending, and those places."""
        formula = self.variants.formula
        is_label = np.append(True, formula[1:] != formula[:-1])[: len(formula)]
        own = is_label[self.places.wording]
        return formula[self.places.wording[own]], self.places.only(own)


def find_formulae(
    corpus: Corpus,
    levels: Sequence[Level],
    lexicon: Lexicon,
    days: Int64,
    settings: Settings,
    *,
    step: Callable[[], None] = lambda: None,
) -> FormulaSet:
    """All formulae that the settings let through.

    Args:
        corpus: The speeches.
        levels: Their shared grams.
        lexicon: General frequencies and word classes.
        days: When each speech was held; see `lineage.formulae.adoption.Periods.of`.
        settings: Thresholds.
        step: Called when a part of the work is done, `STEPS` times.
    """
    found = weigh(corpus, levels, lexicon, days, settings, step=step)
    labels = found.families.label
    eligible = found.whole & (found.standing[1] >= settings.min_speeches)
    chosen = select(labels, found.scores, eligible, found.nesting, found.standing, settings.min_speeches)
    step()
    features = _on_their_own(found, chosen.holder)
    scores = score(features, found.kinds)
    kept, counts = _cut(found, features, scores, chosen, settings)
    counts = {"candidates": found.families.candidates, "measured": len(labels)} | counts
    listing = _Listing(found, chosen, kept, settings.min_speeches)
    variants, places = listing.variants(), listing.places()
    step()
    return FormulaSet(
        label=[labels[number] for number in kept.tolist()],
        kind=[found.kinds[number] for number in kept.tolist()],
        score=scores[kept],
        features=features.only(kept),
        part_of=[labels[holder] if holder >= 0 else "" for holder in chosen.holder[kept].tolist()],
        variants=variants,
        places=places,
        counts=counts | {"formulae": len(kept), "variants": len(variants.wording), "places": len(places)},
    )


def _on_their_own(found: Weighed, holder: Int64) -> Features:
    """The features that rank the rows: those of rows that another holds by what they say outside it."""
    held = np.flatnonzero(holder >= 0)
    number = np.full(len(found.scores), -1, np.int64)
    number[held] = np.arange(len(held))
    own = _outside(found, holder) & (number[found.family] >= 0)
    places = replace(found.spoken, wording=number[found.family]).only(own)
    anew = by_places(found.features.only(held), places, found.periods)
    columns = {name: getattr(found.features, name).copy() for name in Features.names()}
    for name, column in columns.items():
        column[held] = getattr(anew, name)
    return Features(**columns)


def _outside(found: Weighed, holder: Int64) -> Mask:
    """Which places lie outside the holder of their family."""
    inner, outer = found.inside
    free = np.ones(len(found.spoken), bool)
    free[inner[holder[found.family[inner]] == found.family[outer]]] = False
    return free


def _cut(
    found: Weighed, features: Features, scores: Float64, chosen: Selection, settings: Settings
) -> tuple[Int64, dict[str, int]]:
    """The rows that are listed, in rank order, and how many were left out at each step.

    The kind moves a row down the list, but never off it: names and figures are what other settings leave out.
    """
    scored = chosen.kept & (score(features) >= settings.min_score)
    wanted = scored & np.array([not settings.kinds or kind in settings.kinds for kind in found.kinds], bool)
    # Families are ordered by label, so that of equal scores the first by characters comes first.
    ranked = np.flatnonzero(wanted)
    ranked = ranked[np.argsort(-scores[ranked], kind="stable")]
    counts = {
        "not_whole_words": int((~found.whole).sum()),
        "given_way": int((chosen.under >= 0).sum()),
        "below_score": int((chosen.kept & ~scored).sum()),
        "other_kinds": int((scored & ~wanted).sum()),
        "over_limit": max(len(ranked) - settings.limit, 0),
    }
    return ranked[: settings.limit], counts


class _Listing:
    """The wordings and places of the listed rows, numbered by rank."""

    def __init__(self, found: Weighed, chosen: Selection, kept: Int64, min_speeches: int) -> None:
        self._found, self._families = found, found.families
        self._rank = np.full(len(found.families.label) + 1, -1, np.int64)
        self._rank[kept] = np.arange(len(kept))
        #: The rank of the row that a family which gave way is listed under, -1 where it is not.
        self._under = np.where(chosen.under >= 0, self._rank[chosen.under], -1)
        self._better = chosen.under
        self._min_speeches = min_speeches
        self._length = np.array([len(label) for label in found.families.label], np.int64)
        self._extends = self._extensions()
        self._shown = self._shown_places()
        self._entries = sorted(self._listed())

    def _extensions(self) -> Mask:
        """Which families are listed as extensions of the better row that they gave way to."""
        found, better = self._found, np.where(self._better >= 0, self._better, 0)
        own = found.label_places()
        places = found.standing[0]
        many = (places >= _EXTENSION_SHARE * own[better]) & (found.standing[1] >= self._min_speeches)
        extends = np.flatnonzero((self._under >= 0) & (self._length > self._length[better]) & many)
        extends = extends[np.lexsort((extends, -places[extends], better[extends]))]
        so_far = np.cumsum(places[extends])
        first = np.flatnonzero(np.diff(better[extends], prepend=-1))
        before = np.repeat((so_far - places[extends])[first], np.diff(np.append(first, len(extends))))
        listed = np.zeros(len(places), bool)
        listed[extends[so_far - before <= (1 - _OWN_SHARE) * own[better[extends]]]] = True
        # One place of an extension may cover several of its label, which must not vanish.
        left = found.label_places(~self._inside_extensions(listed))
        return listed & (left > 0)[better]

    def _inside_extensions(self, extends: Mask) -> Mask:
        """Which places lie inside a place of what extends their family."""
        inner, outer = self._found.inside
        family = self._found.family
        covered = np.zeros(len(family), bool)
        covered[inner[extends[family[outer]] & (self._better[family[outer]] == family[inner])]] = True
        return covered

    def _is_part(self, family: int) -> bool:
        """Whether a family is listed as a part of the better row that it gave way to."""
        long_enough = _PART_LENGTH * self._length[self._better[family]] <= self._length[family]
        shorter = self._length[family] < self._length[self._better[family]]
        return bool(shorter and long_enough and self._found.features.freedom[family] >= _PART_FREEDOM)

    def _listed(self) -> list[tuple[int, int, str, int, str]]:
        """For every listed wording: rank, order within the row, wording, number, relation."""
        families = self._families
        listed = np.append(self._found.spoken.wording[self._shown], self._found.altered.wording)
        stands = np.bincount(listed, minlength=len(families.wording)) > 0
        entries = []
        for at, (family, relation) in enumerate(zip(families.family.tolist(), families.relation, strict=True)):
            own, under, wording = int(self._rank[family]), int(self._under[family]), families.wording[at]
            if own >= 0 and (relation == "full" or stands[at]):
                order = _LABEL if relation == "full" else _BESIDE if families.altered[at] else _SAME
                entries.append((own, order, wording, at, relation))
            elif under >= 0 and stands[at] and self._extends[family] and not families.altered[at]:
                entries.append((under, _SAME, wording, at, "extended"))
            elif under >= 0 and relation == "full" and stands[at] and self._is_part(family):
                entries.append((under, _PART, wording, at, "part"))
        return entries

    def _shown_places(self) -> Mask:
        """Which places are told, each once: where an extension stands, its label is not told again."""
        family = self._found.family
        parts = (self._rank[family] < 0) & ~self._extends[family]
        alone = ~parts | _outside(self._found, self._better)
        return np.asarray(alone & ~self._inside_extensions(self._extends))

    def variants(self) -> Variants:
        """The wordings in the order of the list."""
        return Variants(
            [entry[2] for entry in self._entries],
            np.array([entry[0] for entry in self._entries], np.int64),
            [entry[4] for entry in self._entries],
            [entry[1] < _BESIDE for entry in self._entries],
        )

    def places(self) -> Places:
        """The places of the listed wordings."""
        number = np.full(len(self._families.wording), -1, np.int64)
        number[[entry[3] for entry in self._entries]] = np.arange(len(self._entries))
        spoken, altered = self._found.spoken, self._found.altered
        listed = spoken.only(self._shown & (number[spoken.wording] >= 0))
        listed = listed.joined(altered.only(number[altered.wording] >= 0))
        listed = replace(listed, wording=number[listed.wording])
        return listed.only(listed.order(listed.wording))
