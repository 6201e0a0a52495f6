"""Two speeches side by side: the most related pairs as a table, and the view that a script makes of any two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from lineage.report.caps import PAIRS
from lineage.report.links import Links, drawn_day, label_of, links_of
from lineage.report.site import Site


def compare_page(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The page of pairs."""
    links = links_of(site)
    rows = [_row(site, links, at) for at in _most_related(links)]
    yield site.page("compare/index.html", "compare.html", rows=rows, all=len(links))


def _most_related(links: Links) -> list[int]:
    """The first of both orders in turn, by share and by weight, until there are enough; then by share."""
    by_share, by_weight = links.by_share()[:PAIRS].tolist(), links.by_weight()[:PAIRS].tolist()
    in_turn = chain.from_iterable(zip(by_share, by_weight, strict=True))
    chosen = set(list(dict.fromkeys(in_turn))[:PAIRS])
    return [at for at in by_share if at in chosen] + [at for at in by_weight if at in chosen - set(by_share)]


def _row(site: Site, links: Links, at: int) -> dict[str, object]:
    later, earlier = links.pair(at)
    days = drawn_day(site, later) - drawn_day(site, earlier)
    return {
        "later": label_of(site, later),
        "earlier": label_of(site, earlier),
        "a": site.names[later],
        "b": site.names[earlier],
        "share": float(links.share[at]),
        "formulae": int(links.formulae[at]),
        "weight": float(links.weight[at]),
        "years": days.days / 365.25,
    }
