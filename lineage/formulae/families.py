"""The families of a corpus: candidates that are worth a second look, folded, each measured around its label.

Joins `candidates` (closed grams), `folding` (what says the same words) and `features`. Where the families stand, and
which of them are listed, is told in `assembly`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.detect import Corpus, Level, find_edits, find_rewordings
from lineage.formulae.candidates import Candidates, find_candidates, places_of, texts_of
from lineage.formulae.edges import EdgeWords
from lineage.formulae.features import Features, Measures, measure
from lineage.formulae.folding import Reworded, Star, as_candidates, fold, relation, usable_wordings, with_edits
from lineage.formulae.holding import speeches_of
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
    wordings = [star.wordings for star in stars]
    wording = [text for of_star in wordings for text in of_star]
    family = np.repeat(np.arange(len(stars)), [len(of_star) for of_star in wordings])
    first = np.flatnonzero(np.diff(family, prepend=-1))
    words = _words_of(corpus, wording, labels, folded.near, altered)
    joining = frozenset(corpus.vocabulary.filter(pa.array(edges.joining)).to_pylist())
    same = np.array([len(star.same) for star in stars], np.int64)
    return Families(
        label=labels.wording,
        words=[words[at] for at in first.tolist()],
        features=folded.features,
        wording=wording,
        family=family,
        relation=[
            "full" if at == label else relation(words[label], words[at], joining)
            for at, label in enumerate(first[family].tolist())
        ],
        altered=np.arange(len(wording)) - first[family] > same[family],
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
    exact, exact_features, measured = _closed(corpus, levels, by, settings, floor)
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
    return _Folded(stars, labels.only(chosen), features.only(chosen), near, measured + len(loose))


def _closed(
    corpus: Corpus, levels: Sequence[Level], by: Measures, settings: Settings, floor: float
) -> tuple[Candidates, Features, int]:
    """The closed grams that are worth a second look, and how many there were: most are not, and not held any longer."""
    closed = find_candidates(corpus, levels, by.edges, settings.min_length)
    features = measure(corpus, levels, closed, places_of(corpus, levels, closed), by)
    return *_promising(closed, features, floor), len(closed)


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
    """The alterations that too few speeches repeat, in whole words, to be wordings of their own, once a family."""
    found = find_edits(corpus, edges.joining, edges.numeral, labels.first, labels.length)
    encoded = pc.dictionary_encode(pa.array(texts_of(corpus, found.first, found.length), pa.string()))
    code, texts = np.asarray(encoded.indices, np.int64), encoded.dictionary
    rare = np.flatnonzero(speeches_of(code, corpus.speech[found.first], len(texts))[code] < min_speeches)
    pair = found.wording[rare] * len(texts) + code[rare]
    # Of the places of one text the last tells its words.
    rare = rare[np.sort(len(rare) - 1 - np.unique(pair[::-1], return_index=True)[1])]
    return _Altered(
        found.wording[rare].tolist(),
        texts.take(pa.array(code[rare])).to_pylist(),
        found.first[rare],
        found.length[rare],
    )


def _words_of(
    corpus: Corpus, wording: Sequence[str], labels: Candidates, near: Reworded, altered: _Altered
) -> list[list[str]]:
    """The words of wordings that were found at whole words, looked up at one of the places of each."""
    place_of = {text: at for at, text in enumerate(chain(altered.text, near.text, labels.wording))}
    place = np.array([place_of[text] for text in wording], np.int64)
    first = np.concatenate((altered.first, near.first, labels.first))[place]
    length = np.concatenate((altered.length, near.length, labels.length))[place]
    end = np.cumsum(length)
    word = corpus.word[np.arange(int(length.sum())) + np.repeat(first - end + length, length)]
    # Each word is one string, wherever it stands: to make a string for every place takes several times as long.
    words = list(map(corpus.vocabulary.to_pylist().__getitem__, word.tolist()))
    return [words[a:b] for a, b in zip((end - length).tolist(), end.tolist(), strict=True)]
