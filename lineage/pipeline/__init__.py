"""Joins the rooms. Every command's public function stands here, and nothing else joins more than two rooms.

`scanning` reads a folder, `previewing` tells what it would read, `growing` adds speeches to an index and removes
them, `asking` tells what a speech inherits without adding it, `tracing` follows one phrase through time, `comparing`
lays two speeches side by side, `listing` lists what is asked for, `checking` tells what of it is doubtful,
`correcting` makes a table to correct it by, `exporting` writes results for other tools, `opening` reads an index for
all these, `paging` makes single pages, `mailing` the whole site as one file, `picturing` images for a paper,
`publishing` turns a result into data files and pages, `keeping` into an index and back. All of them end in
`lineage.analysis`, the one pure function from a set of speeches to what they share.
"""

from lineage.pipeline.asking import query
from lineage.pipeline.checking import check_speeches
from lineage.pipeline.comparing import compare
from lineage.pipeline.correcting import draft_speech_table, write_speech_table
from lineage.pipeline.exporting import export_to, prepare_export
from lineage.pipeline.growing import add, remove
from lineage.pipeline.listing import list_formulae, list_speeches
from lineage.pipeline.mailing import write_single_file
from lineage.pipeline.paging import check_page, write_page
from lineage.pipeline.picturing import write_figures
from lineage.pipeline.previewing import preview
from lineage.pipeline.publishing import write_report
from lineage.pipeline.scanning import scan
from lineage.pipeline.tracing import trace

__all__ = [
    "add",
    "check_page",
    "check_speeches",
    "compare",
    "draft_speech_table",
    "export_to",
    "list_formulae",
    "list_speeches",
    "prepare_export",
    "preview",
    "query",
    "remove",
    "scan",
    "trace",
    "write_figures",
    "write_page",
    "write_report",
    "write_single_file",
    "write_speech_table",
]
