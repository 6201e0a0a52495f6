"""Which files the site has, and their bytes: the same result gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Final

import orjson

from lineage.models import Heritage, ScanResult
from lineage.report.data.coverage import coverage_data
from lineage.report.data.formulae import FormulaColumns, formula_data
from lineage.report.data.sentences import sentences
from lineage.report.data.speeches import speech_data
from lineage.report.data.texts import speech_texts
from lineage.report.embedding import Embed
from lineage.report.packing import data_scripts
from lineage.report.pages.compare import compare_page
from lineage.report.pages.downloads import downloads_page
from lineage.report.pages.first import first_page
from lineage.report.pages.formulae import formula_pages
from lineage.report.pages.method import method_page
from lineage.report.pages.speeches import speech_pages
from lineage.report.plotly_code import plotly_code
from lineage.report.site import Site
from lineage.report.wording import browser_words

#: What only a site that is one file runs.
ROUTER: Final = "router.js"


def render_site(
    result: ScanResult, heritage: Heritage, language: str, embed: Embed | None
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file of the site, by its path below the output folder.

    Args:
        result: What a scan found.
        heritage: What its speeches have from each other.
        language: One of `lineage.report.LANGUAGES`.
        embed: How much of the texts pages hold; None where the table of each speech says.
    """
    yield from files_of(Site.of(result, heritage, language, embed))


def files_of(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every file of a site."""
    listed = formula_data(site)
    yield from first_page(site, listed)
    yield from formula_pages(site)
    yield from speech_pages(site)
    yield from compare_page(site)
    yield from method_page(site)
    yield from downloads_page(site)
    yield from data_scripts(_data(site, listed))
    yield from assets(site.language)
    yield PurePosixPath("assets", site.plotly), plotly_code()


def _data(site: Site, listed: FormulaColumns) -> Iterator[tuple[str, object]]:
    """What scripts load, by name."""
    yield "formulae", listed
    yield "coverage", coverage_data(site)
    yield "speeches", speech_data(site)
    yield from sentences(site, listed)
    yield from speech_texts(site, listed)


@lru_cache
def assets(language: str) -> tuple[tuple[PurePosixPath, bytes], ...]:
    """Style and scripts of all pages, plotly apart: the same for every site in a language."""
    return tuple(_assets(language))


def _assets(language: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    for file in sorted(files("lineage.report").joinpath("assets").iterdir(), key=lambda file: file.name):
        if file.name != ROUTER:
            yield PurePosixPath("assets", file.name), file.read_bytes()
    words = orjson.dumps(browser_words(language)).decode()
    yield PurePosixPath("assets", "words.js"), f'"use strict";\nwindow.lineageWords = {words};\n'.encode()
    yield PurePosixPath("assets", "folding.js"), _folding().encode()


def router_code() -> str:
    """What swaps the pages of a site that is one file."""
    return files("lineage.report").joinpath("assets", ROUTER).read_text(encoding="utf-8")


def _folding() -> str:
    """The character table of the search box, so that it finds 網絡 by 网络 as the detection does."""
    from lineage.script import character_pairs

    traditional, simplified = character_pairs()
    return f'"use strict";\nwindow.lineageFolding = {{ from: "{traditional}", to: "{simplified}" }};\n'
