"""The export room: results → files for other tools.

`tables` says which data files and columns there are, and fills them; `folder` puts them in place whole or not at all,
`pages` the pages beside them. `asked` says what may be asked of `lineage export`, `formats` knows who makes it (a
module each), `destination` where it goes. Pages for people are made in `lineage.report`.
"""

from lineage.export.asked import (
    FORMATS,
    ExportOptions,
    Material,
    Produced,
    check_asked,
    check_named,
    default_name,
    is_folder,
    is_text,
)
from lineage.export.destination import ExportFile, ExportFolder
from lineage.export.folder import OutputFolder
from lineage.export.formats import produce
from lineage.export.pages import SITE_FOLDERS
from lineage.export.tables import FORMULA_COLUMNS, SPEECH_COLUMNS, TABLES, formula_rows, speech_rows, write_data

__all__ = [
    "FORMATS",
    "FORMULA_COLUMNS",
    "SITE_FOLDERS",
    "SPEECH_COLUMNS",
    "TABLES",
    "ExportFile",
    "ExportFolder",
    "ExportOptions",
    "Material",
    "OutputFolder",
    "Produced",
    "check_asked",
    "check_named",
    "default_name",
    "formula_rows",
    "is_folder",
    "is_text",
    "produce",
    "speech_rows",
    "write_data",
]
