"""The index room: one DuckDB file that keeps what a scan has read, so that nothing is read and cut twice.

`store` opens, reads and writes it, `rows` makes its rows, `schema.sql` says what it holds. What is computed from the
speeches is not kept here: it is a pure function of them (see `lineage.pipeline`).
"""

from lineage.index.rows import StoredSpeech
from lineage.index.store import FORMAT_VERSION, IndexContent, check_index_place, read_index, write_index

__all__ = ["FORMAT_VERSION", "IndexContent", "StoredSpeech", "check_index_place", "read_index", "write_index"]
