"""The report room: results → pages that a scholar opens from disk.

`site` is what every page is made from, `files` says which files there are. `pages/` has a module for each kind of page,
`figures/` one for each figure; `corpus`, `places` and `links` gather what several of them show, `caps` says how much
that is at most, `embedding` how much of the texts, `packing` makes data that pages load when they need it (`data/`).
`wording` speaks (`catalogue/`, both languages), `typeset` fills `templates/`, `assets/` is what pages load. `single`
makes pages that are one file, `bundle` the whole site as one; `paper` says which figures are saved for a paper,
`images` draws them. Nothing here computes results, and corpus text reaches pages only as text.
"""

from lineage.report.bundle import Bundle, render_bundle
from lineage.report.embedding import Embed, embed_asked
from lineage.report.files import render_site
from lineage.report.images import check_drawing, draw_images
from lineage.report.paper import paper_figures, rates_of
from lineage.report.single import SINGLE_PAGE, render_comparison, render_trace
from lineage.report.wording import LANGUAGES, check_language

__all__ = [
    "LANGUAGES",
    "SINGLE_PAGE",
    "Bundle",
    "Embed",
    "check_drawing",
    "check_language",
    "draw_images",
    "embed_asked",
    "paper_figures",
    "rates_of",
    "render_bundle",
    "render_comparison",
    "render_site",
    "render_trace",
]
