"""The index room: one DuckDB file that keeps what was read and what was found in it.

`store` opens, reads and writes it, `writer` lets one process do so at a time; `rows` and `findings` make its rows,
`schema.sql` says what it holds, `migrations` bring older formats to the present one. What is found is a pure function
of what was read (see `lineage.analysis`), and kept only to save work.
"""

from lineage.index.rows import StoredSpeech
from lineage.index.store import FORMAT_VERSION, IndexContent, check_index_place, read_index, write_index
from lineage.index.writer import only_writer

__all__ = [
    "FORMAT_VERSION",
    "IndexContent",
    "StoredSpeech",
    "check_index_place",
    "only_writer",
    "read_index",
    "write_index",
]
