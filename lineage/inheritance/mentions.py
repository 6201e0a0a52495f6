"""Where a speech has formulae of the others: in wordings that they have, too, and in wordings that only it has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lineage.detect import Corpus, find_places
from lineage.formulae import find_alterations
from lineage.inheritance.earlier import Earlier
from lineage.models import SpeechColumns


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


def find_mentions(earlier: Earlier, own: SpeechColumns, corpus: Corpus) -> dict[int, list[Mention]]:
    """The mentions of each formula, by its number, in the order of the text; none inside another of the same formula.

    Args:
        earlier: The formulae.
        own: The speech.
        corpus: That speech alone.
    """
    found: dict[int, set[Mention]] = defaultdict(set)
    places = find_places(corpus, [variant.canonical for variant in earlier.variants], earlier.lexicon.has)
    columns = (places.wording, earlier.formula[places.wording], places.begin, places.end)
    for known, formula, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        variant = earlier.variants[known]
        if variant.relation != "part":
            found[formula].add(Mention(begin, end, variant.relation, variant.attests))
    for place in find_alterations(own, earlier.labels):
        # What others say, too, is a wording of its own.
        if corpus.text[place.begin : place.end] not in earlier.known:
            found[place.known].add(Mention(place.begin, place.end, place.relation, place.attests))
    return {formula: _outermost(mentions) for formula, mentions in sorted(found.items())}


def _outermost(mentions: set[Mention]) -> list[Mention]:
    """The mentions that lie inside no other: of two at one place the one that attests."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.begin, -each.end, not each.attests, each.relation)):
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept
