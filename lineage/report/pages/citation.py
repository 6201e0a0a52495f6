"""How to cite: the software, and a report by what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from lineage.models import Speech
from lineage.report.site import Site

#: As CITATION.cff has them.
AUTHOR: Final = "The lineage developers"
TITLE: Final = "lineage: a text-reuse and phrase-lineage detector for Chinese speeches"
#: BibTeX counts braces, with a backslash before them too.
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
} | {mark: rf"\{mark}" for mark in "%&#_$"}


def corpus_digest(speeches: Iterable[Speech]) -> str:
    """Hex SHA-256 over the hashes of all speeches, sorted, one a line.

    Where every speech is a file of its own: `sha256sum FILES | cut -c1-64 | LC_ALL=C sort | sha256sum`.
    """
    lines = sorted(f"{speech.read.content_hash}\n" for speech in speeches)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def bibtex(site: Site, title: str, digest: str) -> str:
    """Two entries: the software, and the report of this title, whose author and year are left to be filled in."""
    version, fingerprint, generation = _state(site)
    entries = {
        "@software{lineage": {
            "author": "{" + AUTHOR + "}",
            "title": "{lineage}" + _escaped(TITLE.removeprefix("lineage")),
            "version": _escaped(version),
        },
        f"@misc{{lineage-{generation}": {
            "author": "{" + _escaped(site.say("cited_author")) + "}",
            "title": _escaped(title),
            "year": _escaped(site.say("cited_year")),
            "howpublished": f"Computed with lineage {_escaped(version)}",
            "note": f"Corpus sha256:{digest}; settings {fingerprint}; state {generation}",
        },
    }
    return "\n".join(_entry(head, fields) for head, fields in entries.items())


def plain(site: Site, title: str, digest: str) -> list[str]:
    """The same as sentences."""
    version, fingerprint, generation = _state(site)
    return [
        f"{AUTHOR}. {TITLE}. Version {version}.",
        f"{site.say('cited_author')} ({site.say('cited_year')}). {title}. Computed with lineage {version}. "
        f"Corpus sha256:{digest}; settings {fingerprint}; state {generation}.",
    ]


def _state(site: Site) -> tuple[str, str, str]:
    run = site.result.run
    versions = run["versions"]
    version = versions["lineage"] if isinstance(versions, dict) else ""
    return str(version), str(run["fingerprint"]), str(run["generation"])


def _entry(head: str, fields: dict[str, str]) -> str:
    return f"{head},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
