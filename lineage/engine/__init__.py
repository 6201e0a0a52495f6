"""Where the big joins run. The SQL stands in `*.sql`, written once; an engine takes columns and gives columns."""

from lineage.engine.cluster import Cluster
from lineage.engine.embedded import DuckDBEngine

__all__ = ["Cluster", "DuckDBEngine"]
