"""From a corpus to its formulae with every place: one pure function of the set of speech columns.

Candidates are measured twice: by whole words, which is cheap and leaves out what cannot be a formula, then by every
place, which decides. What a user lists (score, kinds, limit) is cut last, so that it changes no row that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lineage.detect import Corpus, Level, Places, find_places
from lineage.formulae.families import Families, find_families
from lineage.formulae.features import Features
from lineage.formulae.holding import Holding, find_holders, nested, speeches_of
from lineage.formulae.kind import kinds_of
from lineage.formulae.score import score
from lineage.models import Float64, Int64, Mask
from lineage.settings import Settings
from lineage.text.lexicon import Lexicon

#: A formula stands at whole words in this share of its places (全国人大 in 全国人大常委会, one word to
#: jieba, does not).
_WHOLE_WORDS: Final = 0.5
#: What a longer formula holds is listed as its part if it is as free and as long beside it as this.
_PART_FREEDOM, _PART_LENGTH = 0.5, 0.5
#: In what order wordings are listed: the label, what says the same words, what alters them, parts.
_LABEL, _SAME, _BESIDE, _PART = range(4)


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
        part_of: The label of the formula that most of its places lie inside, empty where there is none.
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
    settings: Settings,
) -> FormulaSet:
    """All formulae that the settings let through.

    Args:
        corpus: The speeches.
        levels: Their shared grams.
        lexicon: General frequencies and word classes.
        settings: Thresholds.
    """
    families = find_families(corpus, levels, lexicon, settings)
    every = _spoken(find_places(corpus, families.wording, lexicon.has), families)
    # What alters a formula is listed with it, but does not make it any more of a fixed wording.
    altered = families.altered[every.wording]
    spoken = every.only(~altered)
    places = replace(spoken, wording=families.family[spoken.wording])
    holding = find_holders(places, families.label)
    features = _by_every_place(families.features, places, holding, len(corpus.character_of) - 1)
    kinds = kinds_of(families.label, families.words, lexicon)
    own = speeches_of(places.wording[holding.free], places.speech[holding.free], len(families.label))
    whole = _stands_at_whole_words(corpus, places, holding)
    kept, counts = _cut(families.label, score(features), kinds, whole, own >= settings.min_speeches, settings)
    counts = {"candidates": families.candidates, "measured": len(families.label)} | counts
    parts = whole & (own < settings.min_speeches) & (features.freedom >= _PART_FREEDOM)
    return _assemble(families, kept, parts, features, kinds, spoken, every.only(altered), holding, counts)


def _spoken(places: Places, families: Families) -> Places:
    """The places ordered by family, without those inside a longer wording of the same family."""
    family = families.family[places.wording]
    places = places.only(np.lexsort((places.end, places.begin, family)))
    family = families.family[places.wording]
    many = np.flatnonzero(np.bincount(families.family, minlength=len(families.label))[family] > 1)
    inner, outer = nested(places.only(many))
    doubled = many[inner[family[many[inner]] == family[many[outer]]]]
    single = np.ones(len(places), bool)
    single[doubled] = False
    return places.only(single)


def _by_every_place(features: Features, places: Places, holding: Holding, speeches: int) -> Features:
    """The features with range and completeness by every place; a held wording's range is what it has on its own."""
    count = len(holding.holder)
    counted = holding.free | (holding.holder[places.wording] < 0)
    carried = speeches_of(places.wording[counted], places.speech[counted], count)
    total = np.maximum(np.bincount(places.wording, minlength=count), 1)
    return replace(
        features,
        range=np.log(np.maximum(carried, 1)) / np.log(max(speeches, 2)),
        completeness=1.0 - holding.largest / total,
    )


def _stands_at_whole_words(corpus: Corpus, places: Places, holding: Holding) -> Mask:
    """Which wordings stand at whole words where no longer wording is about; anywhere, where one always is."""
    edge = np.zeros(len(corpus.text) + 1, bool)
    edge[corpus.word_start] = True
    whole = edge[places.begin] & edge[places.end]
    count = len(holding.holder)
    outside, total = (np.bincount(places.wording[mask], minlength=count) for mask in (holding.outside, slice(None)))
    whole_outside, whole_total = (
        np.bincount(places.wording[mask], minlength=count) for mask in (whole & holding.outside, whole)
    )
    enough = np.where(outside > 0, whole_outside >= _WHOLE_WORDS * outside, whole_total >= _WHOLE_WORDS * total)
    return np.asarray(enough & (total > 0))


def _cut(
    wordings: Sequence[str], scores: Float64, kinds: Sequence[str], whole: Mask, free: Mask, settings: Settings
) -> tuple[Int64, dict[str, int]]:
    """The wordings that are listed, in rank order, and how many were left out at each step."""
    stands = whole & free
    scored = stands & (scores >= settings.min_score)
    wanted = scored & np.array([not settings.kinds or kind in settings.kinds for kind in kinds], bool)
    ranked = sorted(np.flatnonzero(wanted).tolist(), key=lambda number: (-scores[number], wordings[number]))
    counts = {
        "not_whole_words": int((~whole).sum()),
        "held_by_longer": int((whole & ~free).sum()),
        "below_score": int((stands & ~scored).sum()),
        "other_kinds": int((scored & ~wanted).sum()),
        "over_limit": max(len(ranked) - settings.limit, 0),
    }
    return np.array(ranked[: settings.limit], np.int64), counts


def _assemble(
    families: Families,
    kept: Int64,
    parts: Mask,
    features: Features,
    kinds: Sequence[str],
    spoken: Places,
    altered: Places,
    holding: Holding,
    counts: dict[str, int],
) -> FormulaSet:
    """The listed formulae with their variants, parts and places, numbered by rank."""
    rank = np.full(len(families.label) + 1, -1, np.int64)
    rank[kept] = np.arange(len(kept))
    outer = np.where(holding.holder >= 0, rank[holding.holder], -1)
    variants, number = _variants(families, rank, np.where(parts, outer, -1), holding, spoken, altered)
    shown = (number[spoken.wording] >= 0) & ((rank[families.family[spoken.wording]] >= 0) | holding.free)
    listed = spoken.only(shown).joined(altered.only(number[altered.wording] >= 0))
    listed = replace(listed, wording=number[listed.wording])
    listed = listed.only(np.lexsort((listed.end, listed.begin, listed.wording)))
    chosen = features.only(kept)
    return FormulaSet(
        label=[families.label[number] for number in kept.tolist()],
        kind=[kinds[number] for number in kept.tolist()],
        score=score(chosen),
        features=chosen,
        part_of=[families.label[holder] if holder >= 0 else "" for holder in holding.holder[kept].tolist()],
        variants=variants,
        places=listed,
        counts=counts | {"formulae": len(kept), "variants": len(variants.wording), "places": len(listed)},
    )


def _variants(
    families: Families, rank: Int64, part_of: Int64, holding: Holding, spoken: Places, altered: Places
) -> tuple[Variants, Int64]:
    """The labels, their variants and their parts, and for every wording its number among them, -1 for the others."""
    stands = np.bincount(np.append(spoken.wording, altered.wording), minlength=len(families.wording)) > 0
    free = np.bincount(spoken.wording[holding.free], minlength=len(families.wording)) > 0
    length = {int(rank[family]): len(label) for family, label in enumerate(families.label)}
    entries = []
    for at, (family, relation) in enumerate(zip(families.family.tolist(), families.relation, strict=True)):
        own, outer = int(rank[family]), int(part_of[family])
        wording = families.wording[at]
        if own >= 0 and (relation == "full" or stands[at]):
            place = _LABEL if relation == "full" else _BESIDE if families.altered[at] else _SAME
            entries.append((own, place, wording, at, relation))
        elif outer >= 0 and relation == "full" and free[at] and len(wording) >= _PART_LENGTH * length[outer]:
            entries.append((outer, _PART, wording, at, "part"))
    entries.sort()
    number = np.full(len(families.wording), -1, np.int64)
    number[[entry[3] for entry in entries]] = np.arange(len(entries))
    formula = np.array([entry[0] for entry in entries], np.int64)
    wordings, relations = [entry[2] for entry in entries], [entry[4] for entry in entries]
    return Variants(wordings, formula, relations, [entry[1] < _BESIDE for entry in entries]), number
