"""The first page: the corpus in figures, what to know before reading, the table of formulae, their timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from lineage.models import Formula
from lineage.report.caps import LINES, ROWS_WRITTEN
from lineage.report.corpus import twins_told
from lineage.report.data.formulae import FormulaColumns
from lineage.report.figures import Figure
from lineage.report.figures.births import births
from lineage.report.figures.coverage import coverage
from lineage.report.figures.map import inheritance_map
from lineage.report.figures.network import network
from lineage.report.figures.timeline import timeline
from lineage.report.pages.formulae import entries_of
from lineage.report.site import Site

#: Salutations and sums of money would fill the timeline, and tell nothing.
_TIMELINE_KINDS: Final = ("formula", "idiom", "name")
#: Every column of the table, whether it holds figures, and whether it is shown at once.
_COLUMNS: Final = (
    ("rank", True, True),
    ("label", False, True),
    ("course", False, True),
    ("carriers", True, True),
    ("uses", True, True),
    ("per_million", True, True),
    ("first", False, True),
    ("last", False, True),
    ("span", True, True),
    ("variants", True, True),
    ("temperature", False, True),
    ("speakers", True, False),
    ("kind", False, False),
    ("length", True, False),
    ("score", True, False),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table as it stands in the page itself.

    Attributes:
        formula: What it tells of.
        page: The page of the formula; empty where it has none.
        first, last: The pages of the speeches that attest it first and last; empty where none is dated.
        per_million: Places in a million characters that count, as `lineage.report.spoken` has them.
        span: Years from the first to the last attestation; None where none is dated.
        temperature: In the last period; empty where speeches are too few.
        variants: Wordings that attest it.
    """

    formula: Formula
    page: str
    first: str
    last: str
    per_million: float
    span: int | None
    temperature: str
    variants: int


def first_page(site: Site, listed: FormulaColumns) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The first page; `listed` are the formulae of its table."""
    yield site.page(
        "index.html",
        "index.html",
        listed=listed,
        columns=_COLUMNS,
        rows=list(_rows(site, listed)),
        figures=figures_of(site, listed),
        furniture=_furniture(site),
        skipped=[f"{file}: {reason}" for file, reason in site.corpus.skipped],
        copies=twins_told(site.corpus.copies, "copy", site.say),
        reissues=twins_told(site.corpus.reissues, "reissue", site.say),
    )


def _rows(site: Site, listed: FormulaColumns) -> Iterator[Row]:
    """The lines that stand in the page itself; its script draws these and all others from the data."""
    for number in range(min(ROWS_WRITTEN, len(listed["id"]))):
        formula = site.result.formulae[number]
        first, last, tier = listed["first"][number], listed["last"][number], listed["temperature"][number]
        yield Row(
            formula=formula,
            page=f"formulae/{formula.formula_id}.html" if number < listed["paged"] else "",
            first=f"speeches/{site.names[first]}.html#f={number}" if first >= 0 else "",
            last=f"speeches/{site.names[last]}.html#f={number}" if last >= 0 else "",
            per_million=1e6 * formula.occurrences / max(listed["spoken"], 1),
            span=site.attestations[last].year - site.attestations[first].year if first >= 0 else None,
            temperature=listed["temperatures"][tier] if tier >= 0 else "",
            variants=listed["variants"][number],
        )


def figures_of(site: Site, listed: FormulaColumns) -> dict[str, Figure | None]:
    """The figures of the first page, None where there is nothing to draw; they are saved for a paper, too."""
    formulae = site.result.formulae
    drawn = [number for number, formula in enumerate(formulae) if formula.kind in _TIMELINE_KINDS][:LINES]
    return {
        "coverage": coverage(site),
        "timeline": timeline(site, list(entries_of(site, drawn))),
        "births": births(site, listed),
        "map": inheritance_map(site),
        "network": network(site),
    }


def _furniture(site: Site) -> str:
    """What was left out, as a list in words."""
    counts = site.corpus.furniture.items()
    named = [f"{site.say('furniture_' + reason.replace(' ', '_'))} {count:,}" for reason, count in counts]
    return site.say("comma").join(named)
