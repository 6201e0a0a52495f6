"""The first page: the corpus in figures, what to know before reading, the timeline, the table of formulae."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from lineage.report.caps import FORMULA_PAGES, LINES
from lineage.report.corpus import Twins
from lineage.report.figures.map import inheritance_map
from lineage.report.figures.network import network
from lineage.report.figures.timeline import timeline
from lineage.report.pages.formulae import entries_of
from lineage.report.site import Site

#: Salutations and sums of money would fill the timeline, and tell nothing.
_TIMELINE_KINDS: Final = ("formula", "idiom", "name")
_ROWS: Final = 1000


def first_page(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The first page."""
    formulae = site.result.formulae
    drawn = [number for number, formula in enumerate(formulae) if formula.kind in _TIMELINE_KINDS][:LINES]
    yield site.page(
        "index.html",
        "index.html",
        rows=formulae[:_ROWS],
        paged=min(FORMULA_PAGES, len(formulae)),
        links=(("map", inheritance_map(site)), ("network", network(site))),
        figure=timeline(site, list(entries_of(site, drawn))),
        furniture=_furniture(site),
        skipped=[f"{file}: {reason}" for file, reason in site.corpus.skipped],
        copies=_twins(site, "copy", site.corpus.copies),
        reissues=_twins(site, "reissue", site.corpus.reissues),
    )


def _twins(site: Site, key: str, twins: Sequence[Twins]) -> list[str]:
    """Which speech has the text of which other, and what follows from it."""
    return [
        site.say(key, speech=speech.speech_id, other=other.speech_id, share=f"{int(100 * share)} %")
        for speech, other, share in twins
    ]


def _furniture(site: Site) -> str:
    """What was left out, as a list in words."""
    counts = site.corpus.furniture.items()
    named = [f"{site.say('furniture_' + reason.replace(' ', '_'))} {count:,}" for reason, count in counts]
    return site.say("comma").join(named)
