"""The report room: results → pages that a scholar opens from disk.

`data` gathers what the pages show, `figures` draws, `parts` tells scores in words, `pages` sets all of it into the
templates, `site` says which files there are, `single` makes pages that are one file. `catalogue.toml` holds every
sentence in English and Chinese, `templates/` the pages, `assets/` what they load.
Nothing here computes results, and corpus text reaches a page only as text.
"""

from lineage.report.pages import LANGUAGES, check_language
from lineage.report.single import SINGLE_PAGE, render_comparison, render_trace
from lineage.report.site import render_site

__all__ = ["LANGUAGES", "SINGLE_PAGE", "check_language", "render_comparison", "render_site", "render_trace"]
