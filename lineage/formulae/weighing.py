"""Every family with all its places, what is measured of it, its kind and its score: what rows are chosen from.

Candidates are measured twice: by whole words, which is cheap and leaves out what cannot be a formula
(`lineage.formulae.families`), then here, by every place, which decides. Which families become rows is told in
`selection`, how they are listed in `assembly`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lineage.detect import Corpus, Level, Places, find_places
from lineage.formulae.adoption import Periods, adoption_of
from lineage.formulae.families import Families, find_families
from lineage.formulae.features import Features, Measures, frequency_of, range_of
from lineage.formulae.holding import Nesting, find_nesting, nested, speeches_of
from lineage.formulae.kind import kinds_of
from lineage.formulae.score import score
from lineage.models import Float64, Int64, Mask
from lineage.settings import Settings
from lineage.text.lexicon import Lexicon

#: A wording of so many characters is a tail if a noun stands right before it in most of its places, and few of them lie
#: outside every longer wording (体系建设 in 社会保障体系建设, 公共服务体系建设).
_LONGEST_TAIL, _MOSTLY, _ALONE = 4, 0.5, 0.15
#: A formula stands at whole words in this share of its places (全国人大 in 全国人大常委会, one word to
#: jieba, does not).
_WHOLE_WORDS: Final = 0.5
#: Into how many parts the work falls.
WEIGHING_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Weighed:
    """`F` families, their places and what speaks for them.

    Attributes:
        families: Their wordings.
        spoken: The places of what says the label's words, ordered by family, place; none inside a longer one of its
            family. `spoken.wording` counts along `families.wording`.
        family: int64. The family of each of these places.
        altered: The places of what alters a word of a label.
        periods: When the speeches were held.
        inside: Pairs of places in `spoken`, the first inside the second.
        nesting: The same by family.
        standing: How many places and speeches each family has, int64 `(F,)` both.
        whole: bool `(F,)`. Whether it stands at whole words, and is no tail of longer wordings.
        features, kinds, scores: `(F,)`.
    """

    families: Families
    spoken: Places
    family: Int64
    altered: Places
    periods: Periods
    inside: tuple[Int64, Int64]
    nesting: Nesting
    standing: tuple[Int64, Int64]
    whole: Mask
    features: Features
    kinds: list[str]
    scores: Float64

    def label_places(self, among: Mask | None = None) -> Int64:
        """How many of these places (all, where None) are places of the label itself, `(F,)`."""
        first = np.flatnonzero(np.diff(self.families.family, prepend=-1))
        own = self.spoken.wording == first[self.family]
        chosen = own if among is None else own & among
        return np.bincount(self.family[chosen], minlength=len(first))


def weigh(
    corpus: Corpus,
    levels: Sequence[Level],
    lexicon: Lexicon,
    days: Int64,
    settings: Settings,
    *,
    all_candidates: bool = False,
    step: Callable[[], None] = lambda: None,
) -> Weighed:
    """Weighs all families.

    Args:
        corpus: The speeches.
        levels: Their shared grams.
        lexicon: General frequencies and word classes.
        days: When each speech was held; see `lineage.formulae.adoption.Periods.of`.
        settings: Thresholds.
        all_candidates: Whether those are weighed, too, that whole words tell to be no formulae.
        step: Called when a part of the work is done, `WEIGHING_STEPS` times.
    """
    by = Measures.of(corpus, lexicon, days)
    step()
    families = find_families(corpus, levels, by, settings, all_candidates=all_candidates)
    step()
    every = _by_family(find_places(corpus, families.wording, lexicon.has), families)
    step()
    # What alters a formula is listed with it, but does not make it any more of a fixed wording.
    altered = families.altered[every.wording]
    spoken = every.only(~altered)
    family, count = families.family[spoken.wording], len(families.label)
    places = replace(spoken, wording=family)
    inside = nested(places)
    nesting, outside = find_nesting(places, inside, count)
    step()
    standing = np.bincount(family, minlength=count), speeches_of(family, spoken.speech, count)
    features = by_places(families.features, places, by.periods)
    features = replace(features, completeness=1.0 - nesting.largest(count) / np.maximum(standing[0], 1))
    step()
    kinds = kinds_of(families.label, families.words, lexicon)
    step()
    return Weighed(
        families,
        spoken,
        family,
        every.only(altered),
        by.periods,
        inside,
        nesting,
        standing,
        _stands_at_whole_words(corpus, places, outside, count) & ~_is_tail(corpus, places, outside, by, families.label),
        features,
        kinds,
        score(features, kinds),
    )


def _by_family(places: Places, families: Families) -> Places:
    """The places ordered by family, without those inside a longer wording of the same family."""
    family = families.family[places.wording]
    places = places.only(places.order(family))
    family = families.family[places.wording]
    many = np.flatnonzero(np.bincount(families.family, minlength=len(families.label))[family] > 1)
    inner, outer = nested(places.only(many))
    doubled = many[inner[family[many[inner]] == family[many[outer]]]]
    single = np.ones(len(places), bool)
    single[doubled] = False
    return places.only(single)


def by_places(features: Features, places: Places, periods: Periods) -> Features:
    """The features with those that count places and speeches counted anew.

    Args:
        features: Of each family, `F`.
        places: Every place that counts; `places.wording` is the family.
        periods: When the speeches were held.
    """
    count = len(features.range)
    return replace(
        features,
        range=range_of(speeches_of(places.wording, places.speech, count), len(periods.of_speech)),
        frequency=frequency_of(np.bincount(places.wording, minlength=count)),
        adoption=adoption_of(places.wording, places.speech, count, periods),
    )


def _stands_at_whole_words(corpus: Corpus, places: Places, outside: Mask, count: int) -> Mask:
    """Which families stand at whole words, in all their places and in those where no longer wording is about."""
    edge = np.zeros(len(corpus.text) + 1, bool)
    edge[corpus.word_start] = True
    whole = edge[places.begin] & edge[places.end]
    outer, total = (np.bincount(places.wording[mask], minlength=count) for mask in (outside, slice(None)))
    whole_outer, whole_total = (np.bincount(places.wording[mask], minlength=count) for mask in (whole & outside, whole))
    enough = (whole_outer >= _WHOLE_WORDS * outer) & (whole_total >= _WHOLE_WORDS * total)
    return np.asarray(enough & (total > 0))


def _is_tail(corpus: Corpus, places: Places, outside: Mask, by: Measures, labels: Sequence[str]) -> Mask:
    """Which families are only the tails of longer wordings, each of which says something else."""
    count = len(labels)
    short = np.array([len(label) <= _LONGEST_TAIL for label in labels], bool)
    asked = np.flatnonzero(short[places.wording] & (corpus.boundary[places.begin] == 0))
    noun = np.array([name.startswith("n") for name in by.lexicon.word_class(corpus.vocabulary)], bool)
    noun &= ~by.policy.upholds
    before = np.searchsorted(corpus.word_start, places.begin[asked], side="right") - 2
    modified = asked[noun[corpus.word[before]]]
    total = np.bincount(places.wording, minlength=count)
    mostly = np.bincount(places.wording[modified], minlength=count) >= _MOSTLY * total
    seldom = np.bincount(places.wording, outside, count) <= _ALONE * total
    return np.asarray(mostly & seldom & short)
