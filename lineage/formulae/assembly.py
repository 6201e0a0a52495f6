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
from lineage.formulae.candidates import Candidates, find_candidates
from lineage.formulae.edges import EdgeWords
from lineage.formulae.families import Holding, find_holders, speeches_of
from lineage.formulae.features import Features, measure
from lineage.formulae.kind import kinds_of
from lineage.formulae.score import score
from lineage.models import Float64, Int64, Mask
from lineage.settings import Settings
from lineage.text.lexicon import Lexicon

#: Candidates that score less by whole words are never looked at again.
_FLOOR: Final = 0.3
#: A formula stands at whole words in this share of its places (全国人大 in 全国人大常委会, one word to jieba, does
#: not).
_WHOLE_WORDS: Final = 0.5
#: What a longer formula holds is listed as its part if it is as free and as long beside it as this.
_PART_FREEDOM, _PART_LENGTH = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Variants:
    """The wordings of all formulae, ordered by formula, the label first.

    Attributes:
        wording: Canonical wordings, distinct.
        formula: int64. The formula (its rank, from 0) each belongs to.
        relation: How each stands to the label: `full` for the label itself, `part` for what it holds (its places on its
            own; they attest nothing for the label).
    """

    wording: list[str]
    formula: Int64
    relation: list[str]


@dataclass(frozen=True, slots=True)
class FormulaSet:
    """What a corpus yields: `F` formulae in rank order, their variants, every place.

    Attributes:
        label: Canonical wording of each formula.
        kind: One of `lineage.settings.KINDS`.
        score: float64 `(F,)`.
        features: The parts of the score, `(F,)` each.
        part_of: int64 `(F,)`. The formula (its rank, from 0) that most of its places lie inside, -1 where there is
        none.
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
    edges = EdgeWords.of(corpus.vocabulary)
    candidates = find_candidates(corpus, levels, edges, settings.min_length)
    features = measure(corpus, levels, candidates, edges, lexicon)
    promising = (features.freedom > 0) & (score(features) >= _FLOOR)
    chosen = _in_order(np.flatnonzero(promising), candidates.wording)
    wordings = [candidates.wording[number] for number in chosen.tolist()]
    places = find_places(corpus, wordings, lexicon.has)
    holding = find_holders(places, wordings)
    features = _by_every_place(features.only(chosen), places, holding, len(corpus.character_of) - 1)
    kinds = kinds_of(wordings, _words(corpus, candidates, chosen), lexicon)
    own = speeches_of(places.wording[holding.free], places.speech[holding.free], len(wordings))
    whole = _stands_at_whole_words(corpus, places, holding)
    kept, counts = _cut(wordings, score(features), kinds, whole, own >= settings.min_speeches, settings)
    counts = {"candidates": len(candidates), "measured": len(chosen)} | counts
    parts = whole & (own < settings.min_speeches) & (features.freedom >= _PART_FREEDOM)
    return _assemble(wordings, kept, parts, features, kinds, places, holding, counts)


def _in_order(numbers: Int64, wordings: Sequence[str]) -> Int64:
    """The numbers in the order of their wordings."""
    return np.array(sorted(numbers.tolist(), key=wordings.__getitem__), np.int64)


def _words(corpus: Corpus, candidates: Candidates, chosen: Int64) -> list[list[str]]:
    vocabulary = corpus.vocabulary.to_pylist()
    first, length = candidates.first[chosen].tolist(), candidates.length[chosen].tolist()
    return [[vocabulary[word] for word in corpus.word[a : a + n].tolist()] for a, n in zip(first, length, strict=True)]


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
    wordings: Sequence[str],
    kept: Int64,
    parts: Mask,
    features: Features,
    kinds: Sequence[str],
    places: Places,
    holding: Holding,
    counts: dict[str, int],
) -> FormulaSet:
    """The listed formulae with their parts and places, numbered by rank."""
    rank = np.full(len(wordings) + 1, -1, np.int64)
    rank[kept] = np.arange(len(kept))
    outer = np.where(holding.holder >= 0, rank[holding.holder], -1)
    variants, number = _variants(wordings, kept, np.where(parts, outer, -1), holding, places)
    shown = (number[places.wording] >= 0) & ((rank[places.wording] >= 0) | holding.free)
    listed = replace(places.only(shown), wording=number[places.wording[shown]])
    listed = listed.only(np.lexsort((listed.end, listed.begin, listed.wording)))
    chosen = features.only(kept)
    return FormulaSet(
        label=[wordings[number] for number in kept.tolist()],
        kind=[kinds[number] for number in kept.tolist()],
        score=score(chosen),
        features=chosen,
        part_of=[wordings[holder] if holder >= 0 else "" for holder in holding.holder[kept].tolist()],
        variants=variants,
        places=listed,
        counts=counts | {"formulae": len(kept), "variants": len(variants.wording), "places": len(listed)},
    )


def _variants(
    wordings: Sequence[str], kept: Int64, part_of: Int64, holding: Holding, places: Places
) -> tuple[Variants, Int64]:
    """The labels and their parts, and for every wording its number among them, -1 for the others."""
    free = np.bincount(places.wording[holding.free], minlength=len(wordings)) > 0
    entries = [(rank, 0, wordings[number], number) for rank, number in enumerate(kept.tolist())]
    for part in np.flatnonzero((part_of >= 0) & free).tolist():
        rank = int(part_of[part])
        if len(wordings[part]) >= _PART_LENGTH * len(wordings[kept[rank]]):
            entries.append((rank, 1, wordings[part], part))
    entries.sort()
    number = np.full(len(wordings), -1, np.int64)
    number[[entry[3] for entry in entries]] = np.arange(len(entries))
    formula = np.array([entry[0] for entry in entries], np.int64)
    relations = ["part" if is_part else "full" for _, is_part, _, _ in entries]
    return Variants([entry[2] for entry in entries], formula, relations), number
