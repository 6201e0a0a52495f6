"""The speeches as BibTeX, to be cited, and the report with them; for biblatex, whose dates are EDTF.

Keys are ASCII and stay: they are made of the identifier of a speech and nothing else. Names stand in braces of their
own, so that no program looks for a family name in them. What TeX would act upon is written so that it is printed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from lineage import __version__
from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.names import distinct
from lineage.export.tables import in_blocks
from lineage.models import ScanResult, Speech

#: Braces are spelled out, as BibTeX counts those that are escaped, too.
_PRINTED: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "%$#&_"},
    }
)
#: What no line of a bibliography can hold: line ends, controls, halves of surrogate pairs.
_UNPRINTED: Final = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_URL: Final = re.compile(r"https?://\S+")


def export_bibtex(material: Material, options: ExportOptions) -> Produced:  # noqa: ARG001 -- it takes none
    """An entry for each speech, and one for the report."""
    return Produced([("lineage.bib", in_blocks(_entries(material.result)))])


def _entries(result: ScanResult) -> Iterator[str]:
    for key, speech in zip(distinct(map(_key, result.speeches)), result.speeches, strict=True):
        yield _entry(key, _of_speech(speech))
    yield _entry("lineage-report", _of_report(result))


def _entry(key: str, told: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in told if value)
    return f"@misc{{{key},\n{lines}}}\n\n"


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


def _of_report(result: ScanResult) -> Iterator[tuple[str, str]]:
    dates = sorted(speech.value("date") for speech in result.speeches if speech.value("date"))
    years = dict.fromkeys((dates[0][:4], dates[-1][:4])) if dates else ()
    speeches = f"{len(result.speeches):,} speeches" + (f", {'–'.join(years)}" if years else "")
    yield "author", "{The lineage developers}"
    yield "title", f"{{Formulae and their lineage in {speeches}}}"
    yield "howpublished", f"Report by lineage {__version__}"
    counts = f"{len(result.formulae):,} formulae, {len(result.passages):,} passages"
    yield "note", printed(f"{counts}; speeches and settings {result.run.get('generation', '')}")


def printed(text: str) -> str:
    """The text as TeX prints it."""
    return _UNPRINTED.sub(" ", text).strip().translate(_PRINTED)


def printed_name(name: str) -> str:
    """Who spoke; several are parted by 、."""
    return " and ".join(f"{{{printed(one)}}}" for one in name.split("、") if one.strip())


def _address(link: str) -> str:
    """A link as it stands in a field that is taken to the letter."""
    return quote(link, safe=":/?#[]@!$&'()*+,;=%~-._", errors="replace")
