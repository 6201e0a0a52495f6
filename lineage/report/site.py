"""Which files the site has, and their bytes: the same result gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import PurePosixPath

from lineage.models import ScanResult
from lineage.report.data import gather
from lineage.report.pages import Pages

_ASSETS = ("page.css", "page.js", "figures.js")


def render_site(result: ScanResult, language: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file of the site, by its path below the output folder.

    Args:
        result: What a scan found.
        language: One of `lineage.report.LANGUAGES`.
    """
    data = gather(result)
    plotly_name = _plotly_name()
    pages = Pages(data, language, plotly_name)
    yield PurePosixPath("index.html"), pages.index().encode()
    for number, entry in enumerate(data.entries):
        yield PurePosixPath("formulae", f"{entry.formula.formula_id}.html"), pages.formula(number).encode()
    for name in _ASSETS:
        yield PurePosixPath("assets", name), files("lineage.report").joinpath("assets", name).read_bytes()
    yield PurePosixPath("assets", "folding.js"), _folding().encode()
    yield PurePosixPath("assets", plotly_name), plotly_code().encode()


def plotly_code() -> str:
    """plotly.js of the installed package."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())


def _plotly_name() -> str:
    """What its file is called: another version is another file."""
    from plotly.offline import get_plotlyjs_version

    return f"plotly-{get_plotlyjs_version()}.min.js"


def _folding() -> str:
    """The character table of the search box, so that it finds 網絡 by 网络 as the detection does."""
    from lineage.script import character_pairs

    traditional, simplified = character_pairs()
    return f'"use strict";\nwindow.lineageFolding = {{ from: "{traditional}", to: "{simplified}" }};\n'
