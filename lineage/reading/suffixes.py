"""What the name of a file says: how it is read, why it is not, or that it is no speech at all.

How each format is read is told in `lineage.reading.formats`, how files of many speeches are taken apart in
`lineage.reading.containers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

#: Formats of which a file is one speech.
READABLE: Final = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".xml"})
#: Formats of which every record is one.
RECORDS: Final = frozenset({".jsonl", ".csv"})
#: Formats that hold files.
ARCHIVES: Final = frozenset({".zip"})

TABLE_NAME: Final = "speeches.csv"

_SILENT_BEGINNINGS = (".", "_")
_SILENT_NAMES = ("readme", "license", "licence")
_SILENT_SUFFIXES = (".duckdb", ".duckdb.wal", ".duckdb.readings")

_WHAT_TO_DO: Final[Mapping[str, str]] = {
    ".doc .dot .wps .rtf .odt .pages .ofd .caj .epub .mobi .ppt .pptx .odp": "Save it as .docx, or as text in UTF-8.",
    ".mht .mhtml .webarchive .url .webloc": "Save the page as HTML, or copy its text into a .txt.",
    ".xls .xlsx .ods .et .numbers .tsv .parquet .json .duckdb .sqlite .db": (
        "Save it as .csv in UTF-8 or as .jsonl, with the columns `id` and `text`."
    ),
    ".gz .bz2 .xz .7z .rar .tar .tgz": "Unpack it, or pack the files as .zip.",
    ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .heic .svg": "Recognise its text (OCR), and save that as .txt.",
    ".mp3 .m4a .wav .flac .mp4 .mov .avi .mkv .webm": "Write down what is said, as .txt.",
}
_ADVICE: Final = {suffix: advice for suffixes, advice in _WHAT_TO_DO.items() for suffix in suffixes.split()}
_OTHERWISE: Final = "lineage reads .txt, .md, .html, .docx, .pdf, TEI .xml, .jsonl, .csv and .zip."


def is_silent(name: str) -> bool:
    """Whether a file or folder of that name is passed over without a word, for it is no speech."""
    lower = name.lower()
    return (
        name.startswith(_SILENT_BEGINNINGS)
        or lower.startswith(_SILENT_NAMES)
        or lower.endswith(_SILENT_SUFFIXES)
        or name == TABLE_NAME
    )


def not_read(name: str, *, given: bool = False) -> tuple[str, str] | None:
    """Why a file of that name is not read, and what to do about it; None where it is read.

    Args:
        name: Its name.
        given: It was named by the user, so that any suffix will do but those of other formats.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in READABLE | RECORDS | ARCHIVES or (given and suffix not in _ADVICE):
        return None
    return f"{suffix or 'a file without a suffix'} is not read", _ADVICE.get(suffix, _OTHERWISE)
