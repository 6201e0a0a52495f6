"""How to cite: the software, and a report by what it was made from; for the page of the method and the bibliography.

What TeX would act upon is written so that it is printed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from lineage.models import Speech

#: As CITATION.cff has them.
AUTHOR: Final = "The lineage developers"
TITLE: Final = "lineage: a text-reuse and phrase-lineage detector for Chinese speeches"

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


def corpus_digest(speeches: Iterable[Speech]) -> str:
    """Hex SHA-256 over the hashes of all speeches, sorted, one a line.

    Where every speech is a file of its own: `sha256sum FILES | cut -c1-64 | LC_ALL=C sort | sha256sum`.
    """
    lines = sorted(f"{speech.read.content_hash}\n" for speech in speeches)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def software_entry(run: Mapping[str, Any]) -> str:
    """The program, of the version that made a run."""
    told = {
        "author": f"{{{AUTHOR}}}",
        "title": "{lineage}" + printed(TITLE.removeprefix("lineage")),
        "version": printed(_version(run)),
    }
    return entry("software", "lineage", told.items())


def report_entry(run: Mapping[str, Any], digest: str, *, key: str, title: str, author: str, year: str) -> str:
    """A report, by what it was made from; who made it, and when, no index knows."""
    told = {
        "author": f"{{{printed(author)}}}",
        "title": f"{{{printed(title)}}}",
        "year": printed(year),
        "howpublished": f"Computed with lineage {printed(_version(run))}",
        "note": made_from(run, digest),
    }
    return entry("misc", key, told.items())


def sentences(run: Mapping[str, Any], digest: str, *, title: str, author: str, year: str) -> list[str]:
    """Both in words."""
    version = _version(run)
    return [
        f"{AUTHOR}. {TITLE}. Version {version}.",
        f"{author} ({year}). {title}. Computed with lineage {version}. {made_from(run, digest)}.",
    ]


def made_from(run: Mapping[str, Any], digest: str) -> str:
    """The bytes of the speeches, the settings with the rules, and the state of all that is known of them."""
    return f"Corpus sha256:{digest}; settings {run.get('fingerprint', '')}; state {run.get('generation', '')}"


def entry(kind: str, key: str, told: Iterable[tuple[str, str]]) -> str:
    """An entry of BibTeX; fields that say nothing are left out."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in told if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def printed(text: str) -> str:
    """The text as TeX prints it."""
    return _UNPRINTED.sub(" ", text).strip().translate(_PRINTED)


def _version(run: Mapping[str, Any]) -> str:
    versions = run.get("versions")
    return str(versions["lineage"]) if isinstance(versions, dict) else ""
