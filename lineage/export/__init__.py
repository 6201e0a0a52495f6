"""The export room: results → files for other tools.

`tables` says which files and columns there are, and fills them; `folder` puts them in place whole or not at all,
`pages` the pages beside them. Pages for people are made in `lineage.report`.
"""

from lineage.export.folder import OutputFolder
from lineage.export.pages import SITE_FOLDERS
from lineage.export.tables import FORMULA_COLUMNS, SPEECH_COLUMNS, formula_rows, speech_rows, write_data

__all__ = [
    "FORMULA_COLUMNS",
    "SITE_FOLDERS",
    "SPEECH_COLUMNS",
    "OutputFolder",
    "formula_rows",
    "speech_rows",
    "write_data",
]
