"""The families of a corpus: candidates that are worth a second look, folded, each measured around its label.

Joins `candidates` (closed grams), `folding` (what says the same words) and `features`. Where the families stand, and
which of them are listed, is told in `assembly`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from lineage.detect import Corpus, Level, find_edits, find_rewordings
from lineage.formulae.candidates import Candidates, find_candidates, places_of
from lineage.formulae.edges import EdgeWords
from lineage.formulae.features import Features, Measures, measure
from lineage.formulae.folding import Reworded, Star, as_candidates, fold, relation, usable_wordings, with_edits
from lineage.formulae.score import score
from lineage.models import Int64, Mask
from lineage.settings import Settings

#: Candidates that score less by whole words are never looked at again.
_FLOOR: Final = 0.04


@dataclass(frozen=True, slots=True)
class Families:
    """`F` families and their `N` wordings.

    Attributes:
        label: The labels, sorted.
        words: The words of each label.
        features: By whole words, `(F,)` each.
        wording: All wordings, distinct, ordered by family, the label first.
        family: int64 `(N,)`.
        relation: How each wording stands to its label: `full`, `shortened`, `extended`, `reordered`, `substituted`.
        altered: bool `(N,)`. Wordings that alter a word of their label, and do not merely say the same words otherwise.
        candidates: How many wordings were measured for them.
    """

    label: list[str]
    words: list[list[str]]
    features: Features
    wording: list[str]
    family: Int64
    relation: list[str]
    altered: Mask
    candidates: int


def find_families(
    corpus: Corpus, levels: Sequence[Level], by: Measures, settings: Settings, *, all_candidates: bool = False
) -> Families:
    """All families that score at least `_FLOOR`.

    Args:
        corpus: The speeches.
        levels: Their shared grams.
        by: What candidates are measured by.
        settings: Thresholds.
        all_candidates: Whether those that score less are wanted, too.
    """
    edges = by.edges
    folded = _folded(corpus, levels, by, settings, 0.0 if all_candidates else _FLOOR)
    labels = folded.labels
    altered = _altered(corpus, labels, edges, settings.min_speeches)
    stars = with_edits(folded.stars, labels.speeches.tolist(), list(zip(altered.family, altered.text, strict=True)))
    words = _Words(corpus, labels, folded.near, altered)
    joining = frozenset(corpus.vocabulary.filter(pa.array(edges.joining)).to_pylist())
    return Families(
        label=labels.wording,
        words=[words[label] for label in labels.wording],
        features=folded.features,
        wording=[text for star in stars for text in star.wordings],
        family=np.repeat(np.arange(len(stars)), [len(star.wordings) for star in stars]),
        relation=[told for star in stars for told in words.relations(star, joining)],
        altered=np.array([at > len(star.same) for star in stars for at in range(len(star.wordings))], bool),
        candidates=folded.candidates,
    )


@dataclass(frozen=True, slots=True)
class _Folded:
    """The families before their alterations are known: stars, labels and features in the same order, by label."""

    stars: list[Star]
    labels: Candidates
    features: Features
    near: Reworded
    candidates: int


def _folded(corpus: Corpus, levels: Sequence[Level], by: Measures, settings: Settings, floor: float) -> _Folded:
    """Closed grams and what says the same words; families that only rewording brings together must score as well."""
    edges = by.edges
    closed = find_candidates(corpus, levels, edges, settings.min_length)
    exact, exact_features = _promising(closed, measure(corpus, levels, closed, places_of(levels, closed), by), floor)
    found = find_rewordings(corpus, edges.joining, edges.parting, settings.min_speeches)
    near = Reworded.of(corpus, found)
    usable = usable_wordings(corpus, near, edges, settings.min_length, settings.min_speeches)
    stars = fold(exact.wording, exact.speeches.tolist(), near, usable)
    known = set(exact.wording)
    loose, places = as_candidates(corpus, near, [star for star in stars if star.label not in known], found)
    fresh, fresh_features = _promising(loose, measure(corpus, levels, loose, places, by), floor)
    labels, features = exact.joined(fresh), exact_features.joined(fresh_features)
    number = {label: at for at, label in enumerate(labels.wording)}
    stars = sorted((star for star in stars if star.label in number), key=lambda star: star.label)
    chosen = np.array([number[star.label] for star in stars], np.int64)
    return _Folded(stars, labels.only(chosen), features.only(chosen), near, len(closed) + len(loose))


def _promising(candidates: Candidates, features: Features, floor: float) -> tuple[Candidates, Features]:
    """The candidates that are worth a second look."""
    worth = np.flatnonzero((features.freedom > 0) & (score(features) >= floor))
    return candidates.only(worth), features.only(worth)


@dataclass(frozen=True, slots=True)
class _Altered:
    """Wordings that alter one word of a label: the family, the text, and a place, as words of the corpus."""

    family: list[int]
    text: list[str]
    first: Int64
    length: Int64


def _altered(corpus: Corpus, labels: Candidates, edges: EdgeWords, min_speeches: int) -> _Altered:
    """The alterations that too few speeches repeat, in whole words, to be wordings of their own."""
    found = find_edits(corpus, edges.joining, edges.numeral, labels.first, labels.length)
    begin, end = corpus.word_start[found.first].tolist(), corpus.word_start[found.first + found.length].tolist()
    texts = [corpus.text[a:b] for a, b in zip(begin, end, strict=True)]
    carriers: dict[str, set[int]] = {}
    for text, speech in zip(texts, corpus.speech[found.first].tolist(), strict=True):
        carriers.setdefault(text, set()).add(speech)
    rare = np.array([at for at, text in enumerate(texts) if len(carriers[text]) < min_speeches], np.int64)
    return _Altered(
        found.wording[rare].tolist(), [texts[at] for at in rare.tolist()], found.first[rare], found.length[rare]
    )


class _Words:
    """The words of every wording that was found at whole words, looked up at one of its places."""

    def __init__(self, corpus: Corpus, labels: Candidates, near: Reworded, altered: _Altered) -> None:
        self._corpus = corpus
        self._vocabulary = corpus.vocabulary.to_pylist()
        self._place = {
            text: (first, length)
            for texts, firsts, lengths in (
                (altered.text, altered.first, altered.length),
                (near.text, near.first, near.length),
                (labels.wording, labels.first, labels.length),
            )
            for text, first, length in zip(texts, firsts.tolist(), lengths.tolist(), strict=True)
        }

    def __getitem__(self, wording: str) -> list[str]:
        first, length = self._place[wording]
        return [self._vocabulary[word] for word in self._corpus.word[first : first + length].tolist()]

    def relations(self, star: Star, joining: frozenset[str]) -> list[str]:
        """How each wording of a star stands to its label."""
        label = self[star.label]
        return ["full", *(relation(label, self[variant], joining) for variant in star.wordings[1:])]
