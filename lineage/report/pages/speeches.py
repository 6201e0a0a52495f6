"""The list of the speeches, and a page for each: what it has from earlier ones, what it says first, its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np

from lineage.descent import BEFORE, MISSED_FROM
from lineage.models import Fact, Formula, Provenance, Speech
from lineage.report.caps import EARLIER_IN_PAGE, FIRST_USES, FORMULA_PAGES, PASSAGES, SPEECH_ROWS
from lineage.report.data.formulae import DOUBTS
from lineage.report.figures import percent
from lineage.report.figures.inherited import age_names, inherited
from lineage.report.site import Site
from lineage.report.told import evidence_told

#: Told first, in this order; further fields by name.
_FIELDS: Final = ("date", "speaker", "title", "role", "venue", "place", "source", "url")
_NAMED: Final = frozenset(_FIELDS)
_STATED: Final = {
    Provenance.COMMAND: "by_command",
    Provenance.TABLE: "by_table",
    Provenance.FRONT_MATTER: "by_front_matter",
    Provenance.DOCUMENT: "by_document",
    Provenance.FILE_NAME: "by_file_name",
    Provenance.TEXT: "by_text",
    Provenance.TWIN: "by_twin",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A speech as another page names it: where its page is, and what it is called."""

    number: int
    name: str
    date: str
    speaker: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. What an undated speech has from earlier ones, and what it says first, is not known."""

    link: Link
    script: str
    characters: int
    inherited: float | None
    first_uses: int | None
    copy_of: Link | None


@dataclass(frozen=True, slots=True)
class Ancestor:
    """An earlier speech, and what the speech has from it."""

    link: Link
    formulae: int
    characters: int
    weight: float


def speech_pages(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The list, and the page of each speech."""
    links = [_link(site, number) for number in range(len(site.names))]
    rows = [_row(site, links, number) for number in site.in_time]
    yield site.page(
        "speeches/index.html", "speeches.html", rows=rows[:SPEECH_ROWS], all=len(rows), figure=inherited(site)
    )
    place = {number: at for at, number in enumerate(site.in_time)}
    firsts, copies = _first_uses(site), _copies(site)
    ancestors = _Ancestors(site, links)
    ages = age_names(site.say)
    told = site.result.passages
    passages = np.bincount(np.append(told.first, told.second), minlength=len(links))
    for number, (speech, furniture) in enumerate(site.result.left_out()):
        at = place[number]
        yield site.page(
            f"speeches/{site.names[number]}.html",
            "speech.html",
            row=rows[at],
            speech=speech,
            facts=list(_facts(site, speech)),
            before=links[site.in_time[at - 1]] if at else None,
            after=links[site.in_time[at + 1]] if at + 1 < len(rows) else None,
            twins=[(key, links[other], percent(share)) for key, other, share in copies[number]],
            shares=[
                (age, name, 100 * share, percent(share))
                for age, (name, share) in enumerate(zip(ages, site.heritage.by_age[number].tolist(), strict=True))
            ],
            total=percent(rows[at].inherited or 0.0),
            furniture=len(furniture),
            evidence=evidence_told(site.say, speech.read.encoding_evidence),
            firsts=[(rank, formula) for rank, formula in firsts[number][:FIRST_USES]],
            ancestors=ancestors.of(number),
            all_ancestors=ancestors.count(number),
            embed=site.embeds[number].value,
            paged=FORMULA_PAGES,
            carriers=MISSED_FROM,
            last_before=BEFORE,
            doubts=DOUBTS,
            passages=int(passages[number]),
            passages_shown=PASSAGES,
        )


def _link(site: Site, number: int) -> Link:
    speech = site.result.speeches[number]
    title = speech.value("title") or speech.speech_id
    return Link(number, site.names[number], site.attestations[number].date, speech.value("speaker"), title)


def _row(site: Site, links: list[Link], number: int) -> Row:
    canonical = site.result.columns[number].canonical
    twin = site.result.twins.get(number)
    is_dated = bool(site.attestations[number].when)
    return Row(
        link=links[number],
        script=site.say(f"script_{canonical.script}")
        + (f" · {site.say('region_' + canonical.region.replace(' ', '_'))}" if canonical.region else ""),
        characters=len(canonical.text),
        inherited=float(site.heritage.inherited_share[number]) if is_dated else None,
        first_uses=int(site.heritage.first_uses[number]) if is_dated else None,
        copy_of=links[twin.of] if twin and not twin.counted else None,
    )


def _facts(site: Site, speech: Speech) -> Iterator[tuple[str, str, str]]:
    """Each field, its value, and where that comes from, in words."""
    further = sorted(field for field in speech.facts if field not in _NAMED)
    for field in (*_FIELDS, *further):
        if field in speech.facts:
            fact = speech.facts[field]
            yield site.say(f"field_{field}") if field in _NAMED else field, fact.value, _stated(site, fact)


def _stated(site: Site, fact: Fact) -> str:
    return site.say(_STATED[fact.provenance], words=fact.evidence)


def _first_uses(site: Site) -> Mapping[int, list[tuple[int, Formula]]]:
    """The formulae whose earliest attestation is in one speech alone, by speech and rank, each with its number."""
    numbers = {speech.speech_id: number for number, speech in enumerate(site.result.speeches)}
    found: dict[int, list[tuple[int, Formula]]] = defaultdict(list)
    for rank, formula in enumerate(site.result.formulae):
        if formula.first_speech and "tied" not in formula.first_certainty:
            found[numbers[formula.first_speech]].append((rank, formula))
    return found


def _copies(site: Site) -> Mapping[int, list[tuple[str, int, float]]]:
    """Of each speech, which others have its text, and whose it has."""
    found: dict[int, list[tuple[str, int, float]]] = defaultdict(list)
    for number, twin in sorted(site.result.twins.items()):
        found[number].append((f"has_{twin.kind}", twin.of, twin.share))
        found[twin.of].append((f"is_{twin.kind}", number, twin.share))
    return found


class _Ancestors:
    """The earlier speeches that each shares most with."""

    def __init__(self, site: Site, links: list[Link]) -> None:
        self._heritage, self._links = site.heritage, links
        self._edges = np.searchsorted(site.heritage.speech, np.arange(len(links) + 1))

    def count(self, number: int) -> int:
        """How many of them are told."""
        return int(self._edges[number + 1] - self._edges[number])

    def of(self, number: int) -> list[Ancestor]:
        """The first of them, those it shares most with."""
        begin, end = self._edges[number : number + 2].tolist()
        some, told = slice(begin, min(end, begin + EARLIER_IN_PAGE)), self._heritage
        columns = (column[some].tolist() for column in (told.earlier, told.formulae, told.characters, told.weight))
        return [Ancestor(self._links[earlier], *rest) for earlier, *rest in zip(*columns, strict=True)]
