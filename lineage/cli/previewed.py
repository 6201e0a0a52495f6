"""What a scan would read, on stdout: a row for each speech, with how sure what is known of it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lineage.cli.output import Format, Row, write_rows
from lineage.cli.summary import counted
from lineage.cli.talk import note, warn

if TYPE_CHECKING:
    from lineage.gathering import Gathered

COLUMNS: Final = (
    *("speech_id", "file", "encoding", "encoding_evidence", "script", "characters", "furniture"),
    *("date", "date_provenance", "speaker", "speaker_provenance", "title", "title_provenance"),
)
_SHOWN: Final = {
    "file": "file",
    "date": "date",
    "date_provenance": "from",
    "speaker": "speaker",
    "encoding": "encoding",
    "characters": "characters",
    "title": "title",
}


def write_preview(read: Gathered, form: Format) -> None:
    """Writes what would be read."""
    write_rows(COLUMNS, _rows(read), form, shown=_SHOWN, most=len(read.speeches))


def tell_preview(read: Gathered, *, in_full: bool) -> None:
    """Warnings, files that cannot be read, and the sum of it."""
    warn(read.warnings, all_of_them=in_full)
    warn([f"{skip.file}: not read, {skip.reason}. {skip.hint}".strip() for skip in read.skipped], all_of_them=in_full)
    undated = sum(1 for speech in read.speeches if not speech.value("date"))
    note(
        f"Dry run: {counted(len(read.speeches), 'speech', 'speeches')}, {undated:,} of them undated, "
        f"{counted(len(read.skipped), 'file')} skipped; nothing was compared or written."
    )


def _rows(read: Gathered) -> Iterator[Row]:
    for speech, own in zip(read.speeches, read.columns, strict=True):
        known = [part for field in ("date", "speaker", "title") for part in _fact(speech.facts.get(field))]
        furniture = sum(span.end - span.begin for span in speech.read.furniture)
        evidence = speech.read.encoding_evidence
        how = (speech.read.encoding, evidence, own.canonical.script, len(own.canonical.text), furniture)
        yield speech.speech_id, speech.file, *how, *known


def _fact(fact: object) -> tuple[str, str]:
    return (str(getattr(fact, "value", "")), str(getattr(fact, "provenance", ""))) if fact else ("", "")
