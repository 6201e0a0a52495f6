"""lineage: which phrasing of a Chinese speech is inherited, since when, and what was altered on the way.

Every command is a function here too: `scan`, `add`, `query`, `trace`, `compare`, `remove`; `list_speeches`,
`list_formulae`, `write_report`, `write_single_file` and `write_figures` for `lineage speeches`, `formulae` and
`report`; `check_speeches`, `draft_speech_table` and `write_speech_table` for `lineage speeches --check` and
`--write-csv`; `preview` for `lineage scan --dry-run`; `export_to`, with `ExportOptions`, for `lineage export`;
`list_settings` for `lineage settings`; with `SpeechFilter`, `FormulaFilter` and `Days` to say what is asked for, and
`Cluster` to say where Spark runs, for `scan`, `add` and `remove`. What they return is told in `lineage.models`; the
settings are `Settings`. Only `list_settings` reads files and variables of settings by itself: the others are told
theirs. Names are loaded when they are first used, so that `import lineage` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lineage.cluster import Cluster as Cluster
    from lineage.export import ExportOptions as ExportOptions
    from lineage.pipeline import add as add
    from lineage.pipeline import check_speeches as check_speeches
    from lineage.pipeline import compare as compare
    from lineage.pipeline import draft_speech_table as draft_speech_table
    from lineage.pipeline import export_to as export_to
    from lineage.pipeline import list_formulae as list_formulae
    from lineage.pipeline import list_speeches as list_speeches
    from lineage.pipeline import preview as preview
    from lineage.pipeline import query as query
    from lineage.pipeline import remove as remove
    from lineage.pipeline import scan as scan
    from lineage.pipeline import trace as trace
    from lineage.pipeline import write_figures as write_figures
    from lineage.pipeline import write_page as write_page
    from lineage.pipeline import write_report as write_report
    from lineage.pipeline import write_single_file as write_single_file
    from lineage.pipeline import write_speech_table as write_speech_table
    from lineage.settings import Settings as Settings
    from lineage.settings import list_settings as list_settings
    from lineage.tracing import Days as Days
    from lineage.tracing import FormulaFilter as FormulaFilter
    from lineage.tracing import SpeechFilter as SpeechFilter

__version__ = "0.1.0"
__all__ = [
    "Cluster",
    "Days",
    "ExportOptions",
    "FormulaFilter",
    "Settings",
    "SpeechFilter",
    "__version__",
    "add",
    "check_speeches",
    "compare",
    "draft_speech_table",
    "export_to",
    "list_formulae",
    "list_settings",
    "list_speeches",
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

_HOME = {name: "lineage.pipeline" for name in __all__ if name.islower() and not name.startswith("_")}
_HOME |= dict.fromkeys(("Days", "FormulaFilter", "SpeechFilter"), "lineage.tracing")
_HOME |= {
    "Cluster": "lineage.cluster",
    "ExportOptions": "lineage.export",
    "Settings": "lineage.settings",
    "list_settings": "lineage.settings",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOME:
        message = f"module 'lineage' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)
