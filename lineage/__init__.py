"""lineage: which phrasing of a Chinese speech is inherited, since when, and what was altered on the way.

Every command is a function here too: `scan`, `add`, `query`, `remove`, and `write_report` for `lineage report`. What
they return is told in `lineage.models`; the settings are `lineage.settings.Settings`. Names are loaded when they are
first used, so that `import lineage` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lineage.pipeline import add as add
    from lineage.pipeline import query as query
    from lineage.pipeline import remove as remove
    from lineage.pipeline import scan as scan
    from lineage.pipeline import write_report as write_report
    from lineage.settings import Settings as Settings

__version__ = "0.1.0"
__all__ = ["Settings", "__version__", "add", "query", "remove", "scan", "write_report"]

_HOME = dict.fromkeys(("add", "query", "remove", "scan", "write_report"), "lineage.pipeline") | {
    "Settings": "lineage.settings"
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOME:
        message = f"module 'lineage' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)
