"""The header of a speech in TEI: what is known of it, where each value comes from, and how sure it is.

What the text itself or a copy of it yielded is inferred: `resp` points to the program, `cert` is medium. A date that is
not known to the day stands as precise as it is known; one that is approximate as the days that it can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage import __version__
from lineage.edtf import parse_edtf
from lineage.export.markup import said, tag, unheld
from lineage.models import Fact, Speech

#: How TEI names what a text is written in.
_LANGUAGES: Final = {"Hans": "zh-Hans", "Hant": "zh-Hant"}
#: Fields that have a place of their own in the header; others are notes.
_PLACED: Final = frozenset(("title", "speaker", "date", "role", "venue", "source"))
_LINK: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
#: A version as TEI takes it: up to three numbers.
_VERSION: Final = re.compile(r"\d+(?:\.\d+){0,2}")


def speech_header(speech: Speech, script: str, twin: tuple[str, str] | None, *, declares: bool) -> str:
    """The header.

    Args:
        speech: The speech.
        script: `Hans`, `Hant` or `mixed`.
        twin: `copy` or `reissue`, and the speech whose text it has; None where it has none.
        declares: Whether it says itself which program is responsible; else a header above it does.
    """
    notes = "".join(_notes(speech, twin))
    parts = (
        tag("titleStmt", inner=_title(speech)),
        tag("publicationStmt", inner=said("p", f"Exported by lineage {__version__}; the text belongs to its owners.")),
        tag("notesStmt", inner=notes) if notes else "",
        tag("sourceDesc", inner=_source(speech)),
    )
    encoding = "".join((_replaced(speech), application() if declares else ""))
    described = tag("fileDesc", inner="\n".join(filter(None, parts)))
    encoded = tag("encodingDesc", inner=encoding) if encoding else ""
    profile = tag("profileDesc", inner="\n".join(filter(None, _profile(speech, script))))
    return tag("teiHeader", inner="\n".join(filter(None, (described, encoded, profile)))) + "\n"


def application() -> str:
    """The program that is responsible for what is inferred."""
    version = _VERSION.match(__version__)
    attributes = {"xml:id": "lineage", "ident": "lineage", "version": version[0] if version else "0"}
    return tag("appInfo", inner=tag("application", attributes, said("label", "lineage")))


def _title(speech: Speech) -> str:
    title, speaker = speech.facts.get("title"), speech.facts.get("speaker")
    told = said("title", speech.value("title") or speech.speech_id, _sure(title))
    return told + said("author", speech.value("speaker"), _sure(speaker))


def _sure(fact: Fact | None) -> dict[str, str]:
    """Who says so, and how sure it is, where nothing that is stated beside the text does."""
    return {"resp": "#lineage", "cert": "medium"} if fact and fact.inferred else {}


def _source(speech: Speech) -> str:
    source = speech.value("source")
    links = _LINK.findall(source)
    told = (
        said("title", speech.value("title") or speech.speech_id),
        said("author", speech.value("speaker")),
        said("idno", speech.speech_id, {"type": "speech"}),
        said("idno", speech.file, {"type": "file"}),
        said("idno", speech.read.content_hash, {"type": "SHA-256"}),
        *(tag("ptr", {"target": link}) for link in links),
        said("note", source if [source] != links else ""),
    )
    return tag("bibl", inner="".join(told))


def _notes(speech: Speech, twin: tuple[str, str] | None) -> Iterator[str]:
    """Where values come from, what else is known, what is doubtful, whose text it is."""
    for name, fact in sorted(speech.facts.items()):
        if name not in _PLACED:
            yield said("note", fact.value, {"type": "metadata", "n": name}) + "\n"
        evidence = f": {fact.evidence}" if fact.evidence else ""
        yield said("note", f"{fact.provenance}{evidence}", {"type": "provenance", "n": name, **_sure(fact)}) + "\n"
    for doubt in speech.doubts():
        yield said("note", doubt, {"type": "doubt"}) + "\n"
    if twin:
        kind, of = twin
        yield said("note", of, {"type": kind}) + "\n"


def _replaced(speech: Speech) -> str:
    """What XML cannot hold of the text."""
    lost = unheld(speech.read.text)
    told = f"{lost} code points that XML cannot hold stand as U+FFFD, one for one."
    return tag("editorialDecl", inner=said("p", told)) if lost else ""


def _profile(speech: Speech, script: str) -> Iterator[str]:
    date = speech.facts.get("date")
    if date:
        yield tag("creation", inner=said("date", date.value, _days(date)))
    yield tag("langUsage", inner=said("language", "Chinese", {"ident": _LANGUAGES.get(script, "zh")}))
    if speech.value("role") and speech.value("speaker"):
        person = said("persName", speech.value("speaker")) + said("occupation", speech.value("role"))
        yield tag("particDesc", inner=tag("person", inner=person))
    if speech.value("venue"):
        yield tag("settingDesc", inner=said("p", speech.value("venue")))


def _days(fact: Fact) -> dict[str, str]:
    """The date as attributes: one day, month or year, or all days that it can mean; and how sure it is."""
    when = parse_edtf(fact.value)
    if when.qualifier in ("~", "%"):
        told = {"notBefore": when.first_possible().isoformat(), "notAfter": when.last_possible().isoformat()}
    else:
        told = {"when": str(when).rstrip("?")}
    sure = _sure(fact) | ({"evidence": "internal"} if fact.inferred else {})
    return {**told, **sure, **({"cert": "low"} if when.qualifier in ("?", "%") else {})}
