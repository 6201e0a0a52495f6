"""The speeches as BibTeX, to be cited, and the report with them; for biblatex, whose dates are EDTF.

Keys are ASCII and stay: they are made of the identifier of a speech and nothing else. Names stand in braces of their
own, so that no program looks for a family name in them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.citation import corpus_digest, entry, printed, report_entry, software_entry
from lineage.export.names import distinct
from lineage.export.tables import in_blocks
from lineage.models import ScanResult, Speech

_URL: Final = re.compile(r"https?://\S+")
#: What no index knows of a report, to be filled in.
_LEFT_OPEN: Final = {"author": "[who made this report]", "year": "[year]"}


def export_bibtex(material: Material, options: ExportOptions) -> Produced:  # noqa: ARG001 -- it takes none
    """An entry for each speech, one for the software, one for the report."""
    return Produced([("lineage.bib", in_blocks(_entries(material.result)))])


def _entries(result: ScanResult) -> Iterator[str]:
    for key, speech in zip(distinct(map(_key, result.speeches)), result.speeches, strict=True):
        yield entry("misc", key, _of_speech(speech)) + "\n"
    yield software_entry(result.run) + "\n"
    digest = corpus_digest(result.speeches)
    yield report_entry(result.run, digest, key="lineage-report", title=_title(result), **_LEFT_OPEN) + "\n"


def _key(speech: Speech) -> str:
    return f"speech-{hashlib.sha256(speech.speech_id.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _of_speech(speech: Speech) -> Iterator[tuple[str, str]]:
    source, date = speech.value("source"), speech.facts.get("date")
    link = _URL.search(source)
    yield "author", printed_name(speech.value("speaker"))
    yield "title", f"{{{printed(speech.value('title') or speech.speech_id)}}}"
    yield "date", speech.value("date")
    yield "howpublished", printed(speech.value("venue"))
    yield "url", _address(link[0]) if link else ""
    notes = (
        speech.value("role"),
        source if not link or link[0] != source else "",
        f"date inferred from the {date.provenance}" if date and date.inferred else "",
        f"speech_id {speech.speech_id}",
    )
    yield "note", printed("; ".join(filter(None, notes)))


def _title(result: ScanResult) -> str:
    dates = sorted(speech.value("date") for speech in result.speeches if speech.value("date"))
    period = " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""
    count = len(result.speeches)
    return ", ".join(filter(None, (f"Formulae in {count:,} speech{'' if count == 1 else 'es'}", period)))


def printed_name(name: str) -> str:
    """Who spoke; several are parted by 、."""
    return " and ".join(f"{{{printed(one)}}}" for one in name.split("、") if one.strip())


def _address(link: str) -> str:
    """A link as it stands in a field that is taken to the letter."""
    return quote(link, safe=":/?#[]@!$&'()*+,;=%~-._", errors="replace")
