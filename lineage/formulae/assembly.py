"""From a corpus to its formulae with every place: the one way that scan, add and any other command go.

A pure function of the set of speech columns: the order of speeches is that of their identifiers, ties are broken by
wording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lineage.detect import Corpus, Level, Places, find_places
from lineage.formulae.candidates import Candidates, find_candidates
from lineage.formulae.containment import find_containment
from lineage.formulae.edges import EdgeWords
from lineage.formulae.families import LIKENESS, fold, fold_by_places, nested
from lineage.formulae.features import Features, measure
from lineage.formulae.kind import kinds_of
from lineage.formulae.score import score
from lineage.models import Float64, Int32, Int64, Mask
from lineage.settings import Settings
from lineage.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Variants:
    """The wordings of all formulae, ordered by formula, the label first.

    Attributes:
        wording: Canonical wordings, distinct.
        formula: int64. The formula (its rank, from 0) each belongs to.
        relation: `full` for the label, `shortened` for what lies inside it.
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
        variants: The wordings.
        places: All places, ordered by variant, then place; `places.wording` counts along `variants`.
        counts: How many candidates, families and places there were at each stage.
    """

    label: list[str]
    kind: list[str]
    score: Float64
    features: Features
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
    step: Callable[[str], None] = lambda _: None,
) -> FormulaSet:
    """All formulae that the settings let through.

    Args:
        corpus: The speeches.
        levels: Their shared grams.
        lexicon: General frequencies and word classes.
        settings: Thresholds.
        step: Told the name of each stage when it begins.
    """
    step("measuring candidates")
    edges = EdgeWords.of(corpus.vocabulary)
    candidates = find_candidates(corpus, levels, edges, settings.min_length)
    contained = find_containment(candidates, levels)
    features = measure(corpus, levels, candidates, contained, edges, lexicon)
    scores = score(features)
    eligible = (scores >= settings.min_score) & (features.freedom > 0) & (candidates.speeches >= settings.min_speeches)
    step("folding variants")
    label = fold(candidates, contained, scores, eligible)
    chosen = _listed(candidates, label, scores, settings.limit)
    step("finding every place")
    wordings = [candidates.wording[number] for number in chosen.tolist()]
    places = find_places(corpus, wordings, lexicon.has)
    label_row = np.searchsorted(chosen, label[chosen])
    label_row = _fold_again(places, label_row)
    step("ranking")
    kinds = kinds_of(corpus, wordings, _words(corpus, candidates, chosen), places, lexicon)
    counts = {
        "candidates": len(candidates),
        "eligible": int(eligible.sum()),
        "families": len(np.unique(label[label >= 0])),
    }
    return _rank(wordings, label_row, places, scores[chosen], kinds, _pick(features, chosen), settings, counts)


def _listed(candidates: Candidates, label: Int64, scores: Float64, limit: int) -> Int64:
    """The best labels and their variants, as ascending numbers of candidates."""
    labels = np.flatnonzero(label == np.arange(len(label)))
    # Some rows may still fold when every place is known: a tenth more than the limit makes up for them.
    best = sorted(labels.tolist(), key=lambda number: (-scores[number], candidates.wording[number]))
    best = best[: limit + limit // 10 + 1]
    length = np.array([len(wording) for wording in candidates.wording], np.int64)
    of_best = np.isin(label, best)
    alike = of_best & (length >= LIKENESS * length[np.where(of_best, label, 0)])
    return np.flatnonzero(alike)


def _words(corpus: Corpus, candidates: Candidates, chosen: Int64) -> list[list[str]]:
    vocabulary = corpus.vocabulary.to_pylist()
    first, length = candidates.first[chosen].tolist(), candidates.length[chosen].tolist()
    return [[vocabulary[word] for word in corpus.word[a : a + n].tolist()] for a, n in zip(first, length, strict=True)]


def _pick(features: Features, chosen: Int64) -> Features:
    return Features(**{name: getattr(features, name)[chosen] for name in Features.names()})


def _fold_again(places: Places, label_row: Int64) -> Int64:
    """Folds rows that mostly lie inside another now that every place is known, not only those at whole words."""
    row_of = fold_by_places(places, label_row[places.wording], len(label_row))
    return row_of[label_row]


def _rank(
    wordings: list[str],
    label_row: Int64,
    places: Places,
    scores: Float64,
    kinds: list[str],
    features: Features,
    settings: Settings,
    counts: dict[str, int],
) -> FormulaSet:
    """Leaves out what the settings exclude, orders the rest by score, then wording, and numbers it anew."""
    places = _outermost(places, label_row)
    carried = _speeches(label_row[places.wording], places.speech, len(wordings)) >= settings.min_speeches
    stands = np.bincount(places.wording, minlength=len(wordings)) > 0
    own = label_row == np.arange(len(label_row))
    wanted = np.array([not settings.kinds or kind in settings.kinds for kind in kinds], bool)
    rows = np.flatnonzero(own & carried & stands & wanted)
    rows = rows[sorted(range(len(rows)), key=lambda at: (-scores[rows[at]], wordings[rows[at]]))][: settings.limit]
    rank = np.full(len(wordings), -1, np.int64)
    rank[rows] = np.arange(len(rows))
    kept = np.flatnonzero(stands & (rank[label_row] >= 0))
    kept = kept[
        sorted(range(len(kept)), key=lambda at: (rank[label_row[kept[at]]], not own[kept[at]], wordings[kept[at]]))
    ]
    number = np.full(len(wordings), -1, np.int64)
    number[kept] = np.arange(len(kept))
    variants = Variants(
        [wordings[at] for at in kept.tolist()],
        rank[label_row[kept]],
        ["full" if own[at] else "shortened" for at in kept.tolist()],
    )
    places = places.only(number[places.wording] >= 0)
    places = replace(places, wording=number[places.wording])
    places = places.only(np.lexsort((places.end, places.begin, places.wording)))
    counts = counts | {"formulae": len(rows), "variants": len(kept), "places": len(places)}
    return FormulaSet(
        [wordings[row] for row in rows.tolist()],
        [kinds[row] for row in rows.tolist()],
        scores[rows],
        _pick(features, rows),
        variants,
        places,
        counts,
    )


def _outermost(places: Places, label_row: Int64) -> Places:
    """The places that do not lie inside a longer variant of the same formula."""
    inner, outer = nested(places)
    same = label_row[places.wording[inner]] == label_row[places.wording[outer]]
    keep: Mask = np.ones(len(places), bool)
    keep[inner[same]] = False
    return places.only(keep)


def _speeches(row: Int64, speech: Int32, rows: int) -> Int64:
    """How many speeches each row stands in."""
    pairs = np.unique(np.column_stack((row, speech)), axis=0)
    return np.bincount(pairs[:, 0], minlength=rows)
