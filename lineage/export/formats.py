"""Every format of `lineage export`, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.bibliography import export_bibtex
from lineage.export.clusters import export_jsonl
from lineage.export.columnar import export_parquet
from lineage.export.concordance import export_kwic
from lineage.export.graphs import export_gexf, export_graphml
from lineage.export.separated import export_csv
from lineage.export.tei import export_tei

_MAKERS: Final[Mapping[str, Callable[[Material, ExportOptions], Produced]]] = {
    "csv": export_csv,
    "jsonl": export_jsonl,
    "parquet": export_parquet,
    "tei": export_tei,
    "gexf": export_gexf,
    "graphml": export_graphml,
    "bibtex": export_bibtex,
    "kwic": export_kwic,
}


def produce(form: str, material: Material, options: ExportOptions) -> Produced:
    """The export in one of `FORMATS`; what is asked for is checked before, by `check_asked`."""
    return _MAKERS[form](material, options)
