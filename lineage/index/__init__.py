"""The index room: one DuckDB file that keeps what a scan has read, so that unchanged speeches are not read and cut again.

`store` opens, reads and writes it, `schema.sql` says what it holds. What is computed from the speeches is not kept here: it is a
pure function of them (see `lineage.pipeline`).
"""

from lineage.index.store import FORMAT_VERSION, IndexContent, StoredSpeech, read_index, write_index

__all__ = ["FORMAT_VERSION", "IndexContent", "StoredSpeech", "read_index", "write_index"]
