"""Where the big joins run. The SQL stands in `*.sql`, written once; an engine only hands columns to it and takes columns back."""

from lineage.engine.embedded import DuckDBEngine

__all__ = ["DuckDBEngine"]
