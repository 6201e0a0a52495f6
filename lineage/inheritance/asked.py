"""One speech held against others: formulae, passages, further wording, and what is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import islice, pairwise
from typing import Final

import numpy as np

from lineage.descent import Others, Standing, attestation_of, by_age, change_between, edits_between, passages_of
from lineage.detect import Corpus, Overlap, lay_out, look_up
from lineage.engine import DuckDBEngine
from lineage.formulae import LEAST_HAN, EdgeWords, clauses_of, find_emphasised
from lineage.inheritance.absence import absent_from
from lineage.inheritance.closest import closest_parallels
from lineage.inheritance.earlier import Earlier
from lineage.inheritance.mentions import Mention, find_mentions
from lineage.models import (
    Carried,
    Inheritance,
    Int64,
    Mask,
    NewWording,
    Parallel,
    SharedWording,
    Speech,
    SpeechColumns,
    Stretch,
)

#: Two speeches are one text if passages cover this share of the shorter one, and this share of the longer.
_SAME_TEXT, _OF_THE_LONGER = 0.85, 0.4
#: Passages that are less alike say something else.
_ALIKE: Final = 0.8
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
#: So many wordings that it says first are told.
_MOST_NEW: Final = 50


def inheritance_of(earlier: Earlier, speech: Speech, own: SpeechColumns, *, known_as: int | None = None) -> Inheritance:
    """What a speech takes from the others.

    Args:
        earlier: The others.
        speech: The speech.
        own: Its columns.
        known_as: Its number among them, where it is one of them itself.
    """
    return _Asked(earlier, speech, own, known_as).answer()


class _Asked:
    """One speech held against the others."""

    def __init__(self, earlier: Earlier, speech: Speech, own: SpeechColumns, known_as: int | None) -> None:
        self._earlier, self._speech, self._own, self._known_as = earlier, speech, own, known_as
        self._number = earlier.counted(known_as)
        self._others = Others(earlier.attestations, attestation_of(speech))
        self._covered: Mask = np.zeros(len(own.canonical.text), bool)
        self._days: Int64 = np.zeros(len(own.canonical.text), np.int64)
        self._said: set[int] = set()
        self._overlap: Overlap

    def answer(self) -> Inheritance:
        """All that is told of it. What is known comes first, then what it holds no more is left to be told."""
        with ThreadPoolExecutor(1) as thread:
            overlap = thread.submit(self._look_up)
            carried = tuple(
                sorted(self._carried(), key=lambda one: (-one.formula.score, one.formula.rank, not one.attests))
            )
            new = tuple(islice(self._new(), _MOST_NEW))
            absent = tuple(absent_from(self._earlier, attestation_of(self._speech), self._number, self._said))
            self._overlap = overlap.result()
        parallels = tuple(self._parallels())
        shared = tuple(self._shared())
        characters = int(self._covered.sum())
        known_as = "" if self._known_as is None else self._earlier.found.speeches[self._known_as].speech_id
        return Inheritance(
            speech=self._speech,
            columns=self._own,
            carried=carried,
            shared=shared,
            parallels=parallels,
            new=new,
            absent=absent,
            by_age=self._by_age(),
            shared_characters=characters,
            known_as=known_as,
            same_text=self._same_text(),
        )

    def _by_age(self) -> tuple[float, ...]:
        """Which share of its characters is inherited, by age."""
        shares = by_age(self._days[self._days > 0]) / max(len(self._days), 1)
        return tuple(shares.tolist())

    @cached_property
    def _corpus(self) -> Corpus:
        return lay_out([self._own])

    @cached_property
    def _edges(self) -> EdgeWords:
        return EdgeWords.of(self._corpus.vocabulary)

    @cached_property
    def _texts(self) -> str:
        """All that the others say."""
        return "\n".join(self._earlier.found.columns[number].canonical.text for number in self._number.tolist())

    def _look_up(self) -> Overlap:
        others = [self._earlier.columns(number) for number in self._number.tolist()]
        return look_up(self._own, others, max_words=self._earlier.settings.max_words)

    def _carried(self) -> Iterator[Carried]:
        """Its mentions of formulae: those that say them, and those that alter them."""
        for number, mentions in find_mentions(self._earlier, self._own, self._corpus, self._texts).items():
            standing = self._others.standing(np.intersect1d(self._earlier.carriers(number), self._number))
            self._said.add(number)
            for attests in (True, False):
                places = [mention for mention in mentions if mention.attests is attests]
                if places and standing.speeches:
                    yield self._one_carried(number, places, standing)

    def _one_carried(self, number: int, mentions: Sequence[Mention], standing: Standing) -> Carried:
        first, latest = standing.first, standing.latest
        places = [(mention.begin, mention.end) for mention in mentions]
        if mentions[0].attests:
            self._cover(places, standing)
        closest = tuple(closest_parallels(self._earlier, number, standing.earlier, self._corpus.text, places))
        formula, (begin, end) = self._earlier.found.formulae[number], places[0]
        older, own = closest[0].canonical if closest else formula.canonical, self._corpus.text[begin:end]
        return Carried(
            formula=formula,
            relation=mentions[0].relation,
            attests=mentions[0].attests,
            places=tuple(self._stretch(*place) for place in places),
            speeches=standing.speeches,
            direction=standing.direction,
            years=standing.years,
            first_date=first.date if first else "",
            first_speech=first.speech_id if first else "",
            latest_date=latest.date if latest else "",
            latest_speech=latest.speech_id if latest else "",
            first_certainty=standing.certainty,
            closest=closest,
            edits=edits_between(older, own),
            change=change_between(older, own) if older != own else "",
        )

    def _parallels(self) -> Iterator[Parallel]:
        """Its passages, in the order of its text."""
        overlap = self._overlap
        found = passages_of(overlap.passages, overlap.corpus, np.append(self._number, -1).astype(np.int32))
        offset = overlap.corpus.character_of[-2]
        edges = (overlap.passages.second_begin - offset, overlap.passages.second_end - offset)
        begins, ends = (edge.tolist() for edge in edges)
        speeches = self._earlier.found.speeches
        for at in np.lexsort((found.first_begin, found.second_end, found.second_begin)).tolist():
            number = int(found.first[at])
            standing = self._others.standing(np.array([number]))
            self._cover([(begins[at], ends[at])], standing)
            other, begin, end = speeches[number], int(found.first_begin[at]), int(found.first_end[at])
            yield Parallel(
                self._as_read(int(found.second_begin[at]), int(found.second_end[at])),
                other.speech_id,
                other.value("date"),
                _stretch_of(other, begin, end),
                int(found.characters[at]),
                float(found.similarity[at]),
                standing.direction,
            )

    def _shared(self) -> Iterator[SharedWording]:
        """Other wordings that it shares, the longest first; what those above hold is not told again."""
        told: list[tuple[str, list[tuple[int, int]]]] = []
        for wording, found in sorted(self._clauses().items(), key=lambda item: (-len(item[0]), item[0])):
            places = [place for place in found if not self._covered[place[0] : place[1]].all()]
            if places and self._is_wording(wording):
                self._cover(places)
                told.append((wording, places))
        first, end = np.searchsorted(self._own.word_start, np.array([places[0] for _, places in told]).reshape(-1, 2).T)
        carriers = self._overlap.carriers(first, end - first)
        edges = np.searchsorted(carriers.run, np.arange(len(told) + 1)).tolist()
        for (wording, places), (low, high) in zip(told, pairwise(edges), strict=True):
            standing = self._others.standing(self._number[carriers.speech[low:high]])
            yield SharedWording(
                wording,
                tuple(self._stretch(*place) for place in places),
                standing.speeches,
                standing.direction,
                standing.first.date if standing.first else "",
                standing.first.speech_id if standing.first else "",
            )

    def _clauses(self) -> dict[str, list[tuple[int, int]]]:
        """The places of the clauses that others have, too, in its canonical text, by wording."""
        start, wordings, corpus = self._own.word_start, self._overlap.wordings, self._corpus
        begin, end = (np.searchsorted(start, edge) for edge in (wordings.begin, wordings.end))
        found: dict[str, list[tuple[int, int]]] = {}
        for place in np.stack([start[edge] for edge in clauses_of(corpus, self._edges, begin, end)], axis=1).tolist():
            found.setdefault(corpus.text[place[0] : place[1]], []).append((place[0], place[1]))
        return found

    def _is_wording(self, canonical: str) -> bool:
        """Whether it may be a formula, and is none of the list."""
        long = len(canonical) >= self._earlier.settings.min_length and len(_HAN.findall(canonical)) >= LEAST_HAN
        return long and canonical not in self._earlier.known

    def _new(self) -> Iterator[NewWording]:
        """What it says twice or sets in quotation marks, and what no other speech says, however cut into words."""
        settings = self._earlier.settings
        with DuckDBEngine() as engine:
            found = find_emphasised(
                self._corpus, self._edges, engine, min_length=settings.min_length, max_words=settings.max_words
            )
        start = self._own.word_start
        told: list[str] = []
        for each in found:
            if any(each.canonical in wording for wording in told) or each.canonical in self._texts:
                continue
            told.append(each.canonical)
            places = [self._stretch(int(start[word]), int(start[word + each.length])) for word in each.first]
            yield NewWording(each.canonical, tuple(places), each.quoted)

    def _same_text(self) -> tuple[str, float] | None:
        """The speech whose text it has nearly whole, by the characters that alike passages cover."""
        overlap, own = self._overlap, len(self._own.canonical.text)
        found, offset = overlap.passages, int(overlap.corpus.character_of[-2])
        alike = np.flatnonzero(found.similarity >= _ALIKE)
        other = np.searchsorted(overlap.corpus.character_of, found.first_begin[alike], side="right") - 1
        for number in np.unique(other).tolist():
            covered = np.zeros(own, bool)
            of_it = alike[other == number]
            for begin, end in zip(found.second_begin[of_it].tolist(), found.second_end[of_it].tolist(), strict=True):
                covered[begin - offset : end - offset] = True
            speech = int(self._number[number])
            shorter, longer = sorted((own, len(self._earlier.found.columns[speech].canonical.text)))
            if covered.sum() >= _SAME_TEXT * shorter and covered.sum() >= _OF_THE_LONGER * longer:
                return self._earlier.found.speeches[speech].speech_id, min(float(covered.sum() / shorter), 1.0)
        return None

    def _cover(self, places: Iterable[tuple[int, int]], standing: Standing | None = None) -> None:
        """Notes that these stretches of its canonical text are shared, and how long others have had them."""
        for begin, end in places:
            self._covered[begin:end] = True
            if standing:
                np.maximum(self._days[begin:end], standing.days, out=self._days[begin:end])

    def _stretch(self, begin: int, end: int) -> Stretch:
        """A place in its canonical text as it stands in the text as read."""
        canonical = self._own.canonical
        return self._as_read(int(canonical.begin[begin]), int(canonical.end[end - 1]))

    def _as_read(self, begin: int, end: int) -> Stretch:
        return _stretch_of(self._speech, begin, end)


def _stretch_of(speech: Speech, begin: int, end: int) -> Stretch:
    return Stretch(begin, end, speech.read.text[begin:end], speech.read.shown(begin, end))
