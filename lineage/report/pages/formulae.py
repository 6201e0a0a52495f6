"""A page for each of the leading formulae."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from lineage.models import Speech
from lineage.report.caps import FORMULA_PAGES, PLACES
from lineage.report.pages.score import Teller
from lineage.report.places import Entry, Place, entry_of
from lineage.report.site import Site


def entries_of(site: Site, numbers: Iterable[int]) -> Iterator[Entry]:
    """The formulae of these numbers with their places."""
    known = {formula.formula_id: formula for formula in site.result.formulae}
    dates = [attestation.when for attestation in site.attestations]
    for number in numbers:
        yield entry_of(site.result, number, dates, known.get(site.result.formulae[number].part_of))


def formula_pages(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The pages of the leading formulae."""
    formulae = site.result.formulae[:FORMULA_PAGES]
    paged = {formula.formula_id for formula in formulae}
    for number, entry in enumerate(entries_of(site, range(len(formulae)))):
        told = Teller(entry.formula, site.corpus.counted, site.say)
        yield site.page(
            f"formulae/{entry.formula.formula_id}.html",
            "formula.html",
            entry=entry,
            before=formulae[number - 1] if number else None,
            after=formulae[number + 1] if number + 1 < len(formulae) else None,
            holder_has_page=bool(entry.holder and entry.holder.formula_id in paged),
            shown=min(PLACES, len(entry.attesting)),
            groups=_by_speech(entry.attesting[:PLACES]),
            beside=_by_speech(entry.beside[:PLACES]),
            lead=told.lead(),
            parts=told.parts(),
        )


def _by_speech(places: Sequence[Place]) -> list[tuple[Speech, str, list[Place]]]:
    """The places of each speech under its date, in the order they come."""
    groups = (list(group) for _, group in groupby(places, key=lambda place: place.speech.speech_id))
    return [(group[0].speech, str(group[0].when or ""), group) for group in groups]
