"""The whole site as one file, made from the index, to be mailed."""

from __future__ import annotations

from pathlib import Path

from lineage.descent import heritage_of
from lineage.export import OutputFolder
from lineage.pipeline.paging import put_page, refuse_others
from lineage.pipeline.publishing import stored_result
from lineage.report import Bundle, check_language, embed_asked, render_bundle
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages

_HOW = "Name another file with --single-file."


def write_single_file(
    path: Path,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    language: str = "",
    embed: str = "",
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> Bundle:
    """Writes the site as one file that needs nothing beside it; what stood there before stays until it is complete.

    Args:
        path: Where it goes; nothing is ever replaced there but a file of this kind.
        index: The index that a scan wrote.
        out: Where the pages of the index stand, if they do; it is only read.
        language: Language of the pages, one of `lineage.report.LANGUAGES`; that of the pages in `out`, where empty.
        embed: How much of every text it holds, as in `scan`; so much as the pages in `out`, where empty.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Returns:
        The file, and how many speeches and pages of formulae it holds.

    Raises:
        InputError: If there is no index.
        OutputError: If it cannot be written, or something else stands there.
        UsageError: If the pages do not speak the language, or cannot hold so much of texts.
        IndexMismatch: If the index is another kind of file, or was made by other rules than those of this version.
    """
    pages = OutputFolder(out)
    language = language or pages.language
    check_language(language)
    asked = embed_asked(embed or pages.embed)
    refuse_others(path, _HOW)
    stages = Stages(progress or Silence())
    result, _ = stored_result(index, stages, config=config)
    with stages.run("telling what is inherited"):
        heritage = heritage_of(result)
    with stages.run("drawing the pages"):
        bundle = render_bundle(result, heritage, language, asked)
    put_page(path, bundle.content, _HOW)
    return bundle
