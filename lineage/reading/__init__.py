"""The reading room: a file → text as read, furniture, metadata.

`discover` finds the speeches and the tables beside them; `content_of` fetches the bytes of one, and `read_bytes` turns
them into a `ReadText`;
`find_furniture` says what in a text is not the speech; `infer`, `from_file_name` and `resolve` make its metadata;
`parse_edtf` checks a date. Which words a text holds is the business of `lineage.text`.
"""

from __future__ import annotations

from lineage.edtf import EdtfDate, parse_edtf
from lineage.reading.containers import holds_many
from lineage.reading.contents import content_of
from lineage.reading.dates import find_dates, resolve_day
from lineage.reading.decode import Decoded, decode
from lineage.reading.discover import Discovery, discover, discover_further
from lineage.reading.formats import likely_suffix, read_bytes
from lineage.reading.furniture import find_furniture
from lineage.reading.identity import in_order, normal, own_name, speech_ids
from lineage.reading.ignore import Ignore, load_ignore
from lineage.reading.metadata import Resolution, from_command, from_file_name, infer, resolve, text_of_option
from lineage.reading.reasons import TRANSPARENT, Reason
from lineage.reading.suffixes import TABLE_NAME, is_silent
from lineage.reading.table import NOTE, Row, SpeechTable, can_name, read_cells

__all__ = [
    "NOTE",
    "TABLE_NAME",
    "TRANSPARENT",
    "Decoded",
    "Discovery",
    "EdtfDate",
    "Ignore",
    "Reason",
    "Resolution",
    "Row",
    "SpeechTable",
    "can_name",
    "content_of",
    "decode",
    "discover",
    "discover_further",
    "find_dates",
    "find_furniture",
    "from_command",
    "from_file_name",
    "holds_many",
    "in_order",
    "infer",
    "is_silent",
    "likely_suffix",
    "load_ignore",
    "normal",
    "own_name",
    "parse_edtf",
    "read_bytes",
    "read_cells",
    "resolve",
    "resolve_day",
    "speech_ids",
    "text_of_option",
]
