"""The index room: one DuckDB file that keeps what was read and what was found in it.

`store` opens, reads and writes it, `writer` lets one process do so at a time, `journal` keeps beside it what a run has
read that is not done; `rows` and `findings` make its rows, `schema.sql` says what it holds, `migrations` bring older
formats to the present one. What is found is a pure function
of what was read (see `lineage.analysis`), and kept only to save work.
"""

from lineage.index.journal import journal_beside, journal_path
from lineage.index.rows import StoredSpeech
from lineage.index.store import FORMAT_VERSION, IndexContent, check_index_place, read_index, write_index
from lineage.index.writer import only_writer

__all__ = [
    "FORMAT_VERSION",
    "IndexContent",
    "StoredSpeech",
    "check_index_place",
    "journal_beside",
    "journal_path",
    "only_writer",
    "read_index",
    "write_index",
]
