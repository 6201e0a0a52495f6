"""Joins the rooms. Every command's public function stands here, and nothing else joins more than two rooms.

`scanning` reads a folder, `growing` adds speeches to an index and removes them, `asking` tells what a speech inherits
without adding it, `publishing` turns a result into data files and pages, `keeping` into an index and back. All of them
end in `lineage.analysis`, the one pure function from a set of speeches to what they share.
"""

from lineage.pipeline.asking import query
from lineage.pipeline.growing import add, remove
from lineage.pipeline.publishing import write_report
from lineage.pipeline.scanning import scan

__all__ = ["add", "query", "remove", "scan", "write_report"]
