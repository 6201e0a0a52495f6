"""A formula in context: the first places as the page holds them, the others as its script puts them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lineage.report.caps import PLACES, WRITTEN
from lineage.report.embedding import Embed
from lineage.report.pages.carriers import Named
from lineage.report.places import Place
from lineage.report.site import Site


@dataclass(frozen=True, slots=True)
class Line:
    """A place, and what stands around it."""

    speech: Named
    begin: int
    left: str
    text: str
    right: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """Places by date.

    Attributes:
        places: How many there are.
        written: The first ones.
        packed: The others: number of the speech, where the place begins, what stands before, there, and after.
    """

    places: int
    written: Sequence[Line]
    packed: Sequence[tuple[int, int, str, str, str]]

    @property
    def shown(self) -> int:
        """How many of them the page shows."""
        return len(self.written) + len(self.packed)


def concordance_of(site: Site, named: Sequence[Named], places: Sequence[Place]) -> Concordance:
    """These places in context, so much of it as pages may hold."""
    written = [Line(named[place.number], place.begin, *_around(site, place)) for place in places[:WRITTEN]]
    packed = [(place.number, place.begin, *_around(site, place)) for place in places[WRITTEN:PLACES]]
    return Concordance(len(places), written, packed)


def _around(site: Site, place: Place) -> tuple[str, str, str]:
    if site.embeds[place.number] is Embed.NONE:
        return "", place.text, ""
    return place.left, place.text, place.right
