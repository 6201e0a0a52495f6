"""Which figures are saved for a paper: of the first page, what is inherited, the S-curve, the rates of a phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from lineage.models import Course, Heritage, ScanResult
from lineage.report.data.formulae import formula_data
from lineage.report.figures import Figure
from lineage.report.figures.inherited import inherited
from lineage.report.figures.rates import rates
from lineage.report.figures.s_curve import s_curve
from lineage.report.pages.first import figures_of
from lineage.report.site import Site
from lineage.report.wording import say


def paper_figures(result: ScanResult, heritage: Heritage, language: str) -> Iterator[Figure]:
    """The figures of a site that speak of the whole corpus."""
    site = Site.of(result, heritage, language, None)
    yield from filter(None, (*figures_of(site, formula_data(site)).values(), inherited(site)))
    sketching: Any = result.run["sketching"]
    yield s_curve(sketching, site.say)


def rates_of(phrase: str, name: str, course: Course, language: str) -> Figure:
    """How often a phrase is said by year; the figure is named and titled by it.

    Args:
        phrase: As it is written.
        name: What its files are called.
        course: Its life.
        language: One of `lineage.report.LANGUAGES`.
    """
    figure = rates(course, partial(say, language))
    layout = dict(figure.spec["layout"])
    # On a page the sentence beside it tells what is drawn; on paper it may stand apart from it.
    for axis, key in (("yaxis", "column_per_million"), ("yaxis2", "paper_coverage")):
        layout[axis] = layout[axis] | {"title": {"text": say(language, key)}}
    return replace(figure, name=name, title=f"{phrase} · {figure.title}", spec=dict(figure.spec) | {"layout": layout})
