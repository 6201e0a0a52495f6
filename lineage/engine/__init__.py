"""Where the big joins run: in this process (`embedded`), or on a cluster that reads and sketches, too (`spark`).

The SQL stands in `*.sql`, written once for both; an engine takes columns and gives columns. Which cluster is meant is
said by `lineage.cluster`; it is reached by `session`, whose errors are told by `failures`. What workers do stands in
`mapped`, and what the stages exchange lies in `storage`. Nothing of Spark is loaded unless a cluster is asked for.
"""

from lineage.cluster import Cluster
from lineage.engine.embedded import DuckDBEngine

__all__ = ["Cluster", "DuckDBEngine"]
