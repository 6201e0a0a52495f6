"""Who inherits from whom, as figures and tables show it: links of counted, dated speeches with earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from lineage.models import Float64, Int64
from lineage.report.figures.timeline import middle_of
from lineage.report.site import Site


@dataclass(frozen=True, slots=True)
class Links:
    """Columns `(links,)`, ordered by later speech, and then as `Heritage` is; mere copies are left out.

    Attributes:
        later, earlier: Numbers of the two speeches.
        formulae: How many both carry.
        characters: How many of the later one stand in what both have.
        share: That of all its characters.
        weight: What the formulae weigh together, in bits.
    """

    later: Int64
    earlier: Int64
    formulae: Int64
    characters: Int64
    share: Float64
    weight: Float64

    def __len__(self) -> int:
        return len(self.later)

    def pair(self, at: int) -> tuple[int, int]:
        """Later and earlier speech of one link."""
        return int(self.later[at]), int(self.earlier[at])

    def by_weight(self) -> Int64:
        """Places of the links, the heaviest first."""
        return np.lexsort((self.earlier, self.later, -self.share, -self.weight))

    def by_share(self) -> Int64:
        """Places of the links, the largest share first."""
        return np.lexsort((self.earlier, self.later, -self.weight, -self.share))

    def best(self) -> Int64:
        """For each later speech, in order, the place of the link with the largest share."""
        order = np.lexsort((self.earlier, -self.weight, -self.share, self.later))
        return order[np.unique(self.later[order], return_index=True)[1]]


def links_of(site: Site) -> Links:
    """All links that the heritage tells, between speeches that are counted."""
    told, kept = site.heritage, site.counted
    own = kept[told.speech] & kept[told.earlier]
    length = np.array([max(len(each.canonical.text), 1) for each in site.result.columns], np.int64)
    later = told.speech[own].astype(np.int64)
    characters = told.characters[own].astype(np.int64)
    return Links(
        later,
        told.earlier[own].astype(np.int64),
        told.formulae[own].astype(np.int64),
        characters,
        characters / length[later] if len(later) else np.zeros(0),
        told.weight[own],
    )


def dated_of(site: Site) -> list[int]:
    """Numbers of the speeches that are counted and dated, by date."""
    return [number for number in site.in_time if site.counted[number] and site.attestations[number].when]


def label_of(site: Site, number: int) -> str:
    """A speech in one line: its date, and what tells it beside that."""
    return f"{site.attestations[number].date or site.say('undated')} · {site.named[number]}"


def drawn_day(site: Site, number: int) -> date:
    """The day that a dated speech is drawn at: a month or a year in its middle."""
    when = site.attestations[number].when
    return date.fromisoformat(middle_of(when)) if when else date.min


def compare_path(site: Site, later: int, earlier: int) -> str:
    """Where two speeches stand side by side."""
    return f"compare/index.html#a={site.names[later]}&b={site.names[earlier]}"


def links_cut(site: Site, shown: int, total: int) -> str:
    """That a table of links holds the first of them only; nothing where it holds all."""
    return site.say("links_cut", shown=shown, all=total, file="data/inheritance.csv") if shown < total else ""
