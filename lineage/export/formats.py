"""Every format of `lineage export`, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.clusters import export_jsonl
from lineage.export.separated import export_csv

_MAKERS: Final[Mapping[str, Callable[[Material, ExportOptions], Produced]]] = {
    "csv": export_csv,
    "jsonl": export_jsonl,
}


def produce(form: str, material: Material, options: ExportOptions) -> Produced:
    """The export in one of `FORMATS`; what is asked for is checked before, by `check_asked`."""
    return _MAKERS[form](material, options)
