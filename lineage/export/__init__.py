"""The export room: results → files for other tools.

`contract` promises which files and columns there are, `tables` fills them, `folder` puts them in place whole or not
at all. Pages for people are made in `lineage.report`.
"""

from lineage.export.folder import OutputFolder
from lineage.export.tables import FORMULA_COLUMNS, SPEECH_COLUMNS, formula_rows, speech_rows, write_data

__all__ = ["FORMULA_COLUMNS", "SPEECH_COLUMNS", "OutputFolder", "formula_rows", "speech_rows", "write_data"]
