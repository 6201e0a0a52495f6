"""Where a speech has formulae of the others: in wordings that they have, too, and in wordings that only it has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import add
from typing import Final

from lineage.detect import Corpus, find_places
from lineage.formulae import find_alterations
from lineage.inheritance.earlier import Earlier
from lineage.models import SpeechColumns

#: No wording has fewer characters.
_HEAD: Final = 3
#: A label of which one word of four is altered, or whose parts are turned, keeps this share of its pairs of characters.
_PAIRS: Final = 0.4


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place where a speech has a formula.

    Attributes:
        begin, end: Characters of its canonical text, half open.
        relation: How the wording stands to the label; see `lineage.models.Variant`.
        attests: Whether it says the formula, and does not merely alter it.
    """

    begin: int
    end: int
    relation: str
    attests: bool


def find_mentions(earlier: Earlier, own: SpeechColumns, corpus: Corpus, said: str) -> dict[int, list[Mention]]:
    """The mentions of each formula, by its number, in the order of the text; none inside another of the same formula.

    Args:
        earlier: The formulae.
        own: The speech.
        corpus: That speech alone.
        said: All that the others say.
    """
    found: dict[int, set[Mention]] = defaultdict(set)
    likely = _likely(earlier, corpus.text)
    places = find_places(corpus, [earlier.variants[known].canonical for known in likely], earlier.lexicon.has)
    for at, begin, end in zip(places.wording.tolist(), places.begin.tolist(), places.end.tolist(), strict=True):
        variant = earlier.variants[likely[at]]
        found[int(earlier.formula[likely[at]])].add(Mention(begin, end, variant.relation, variant.attests))
    alterable = _alterable(earlier, corpus.text)
    for place in find_alterations(own, earlier.labels(alterable)) if alterable else ():
        # What others say, too, this speech did not alter.
        if corpus.text[place.begin : place.end] not in said:
            found[alterable[place.known]].add(Mention(place.begin, place.end, place.relation, place.attests))
    return {formula: _outermost(mentions) for formula, mentions in sorted(found.items())}


def _likely(earlier: Earlier, text: str) -> list[int]:
    """The variants that say a formula, and whose first characters stand in the text: few of very many."""
    heads = {text[at : at + _HEAD] for at in range(len(text))}
    return [
        number
        for number, variant in enumerate(earlier.variants)
        if variant.attests and variant.canonical[:_HEAD] in heads
    ]


def _alterable(earlier: Earlier, text: str) -> list[int]:
    """The formulae that the text may say otherwise: it has enough of the pairs of characters of their labels."""
    pairs = set(map(add, text, text[1:]))
    return [
        number
        for number, formula in enumerate(earlier.found.formulae)
        if sum(map(pairs.__contains__, map(add, formula.canonical, formula.canonical[1:])))
        >= _PAIRS * (len(formula.canonical) - 1)
    ]


def _outermost(mentions: set[Mention]) -> list[Mention]:
    """The mentions that lie inside no other: of two at one place the one that attests."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.begin, -each.end, not each.attests, each.relation)):
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept
