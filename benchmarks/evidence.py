"""The families of a folder of speeches as the score sees them: wordings, features, kinds, places, years.

Copies are not looked for: the corpora that labels are made from hold none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lineage.descent import attestation_of
from lineage.detect import Corpus, Places, lay_out, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae.weighing import Weighed, weigh
from lineage.gathering import gather
from lineage.models import Int64, Speech
from lineage.reading import discover
from lineage.settings import Settings
from lineage.stages import Silence
from lineage.text import Lexicon


@dataclass(frozen=True, slots=True)
class Evidence:
    """All families of some speeches, also those that no list would show.

    Attributes:
        speeches: By identifier.
        corpus: Their columns, in the same order.
        weighed: The families, their features and scores.
        places: Every place of a label, ordered by family, year of the speech, place; `places.wording` is the family.
        bound: int64 `(F + 1,)`. Where the places of each family begin.
    """

    speeches: tuple[Speech, ...]
    corpus: Corpus
    weighed: Weighed
    places: Places
    bound: Int64

    @property
    def labels(self) -> list[str]:
        """The wordings, sorted."""
        return self.weighed.families.label

    def places_at(self, family: int) -> range:
        """The places of a family's label, the earliest first."""
        return range(int(self.bound[family]), int(self.bound[family + 1]))

    def year(self, place: int) -> str:
        """The year of a place, empty where it is unknown."""
        speech: Speech = self.speeches[int(self.places.speech[place])]
        return speech.value("date")[:4]

    def context(self, place: int, characters: int) -> str:
        """A place with so many characters of the text as read on both sides, the wording between brackets 【】."""
        read = self.speeches[self.places.speech[place]].read
        begin = int(self.corpus.begin[self.places.begin[place]])
        end = int(self.corpus.end[self.places.end[place] - 1])
        left, right = read.shown(max(begin - characters, 0), begin), read.shown(end, end + characters)
        return f"{left}【{read.shown(begin, end)}】{right}"


def gather_evidence(folder: Path) -> Evidence:
    """Reads the speeches and weighs all their families."""
    settings = Settings()
    gathered = gather(discover([folder]), settings, {}, None, Silence())
    corpus = lay_out(gathered.columns)
    with DuckDBEngine() as engine:
        levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=settings.max_words)
    days = np.array([attestation_of(speech).last_day for speech in gathered.speeches], np.int64)
    weighed = weigh(corpus, levels, Lexicon.general(), days, settings, all_candidates=True)
    return Evidence(gathered.speeches, corpus, weighed, *_label_places(weighed, days))


def _label_places(weighed: Weighed, days: Int64) -> tuple[Places, Int64]:
    """The places of the labels themselves in the order told above, and where those of each family begin."""
    families = weighed.families
    first = np.flatnonzero(np.diff(families.family, prepend=-1))
    own = weighed.spoken.wording == first[weighed.family]
    places, family = weighed.spoken.only(own), weighed.family[own]
    order = np.lexsort((places.begin, days[places.speech], family))
    places = Places(family[order], places.speech[order], places.begin[order], places.end[order])
    return places, np.searchsorted(places.wording, np.arange(len(families.label) + 1))
