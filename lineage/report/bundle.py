"""The whole site as one file, to be mailed: pages, data, style and scripts, packed; nothing is loaded from outside.

The first page stands in it as it is, the others lie in elements that run nothing: `assets/router.js` unpacks a page
when somebody goes there. What would make the file larger than `caps.MAILED` stays out: speeches come first, the newest
of them foremost, each with its text; then the pages of formulae by rank; then the sentences of the table of formulae.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

import orjson
from markupsafe import Markup

from lineage.models import Heritage, ScanResult
from lineage.report.caps import MAILED
from lineage.report.embedding import Embed
from lineage.report.files import files_of, router_code
from lineage.report.packing import compressed, from_data_script, packed
from lineage.report.single import InlineScript
from lineage.report.site import Site
from lineage.report.typeset import typeset

#: The style that all pages have.
_COMMON: Final = "page.css"
#: What a page loads of its own.
_LOADED: Final = re.compile(r"assets/([\w.-]+\.(?:css|js))")
#: What may stay out, in the order in which it comes in.
_SPEECHES, _FORMULAE, _SENTENCES = "speeches", "formulae", "sentences"
#: The sentences of the leading formulae, which are in it in any case.
_LEADING: Final = "0.js"
#: Bytes that the sentences on what stays out may take.
_TOLD: Final = 1_000
_ELEMENT: Final = b'<script type="application/x-lineage" data-name="%s">%s</script>\n'


@dataclass(frozen=True, slots=True)
class Held:
    """How much a bundle holds of one kind.

    Attributes:
        count, every: How many it holds, and how many there are.
        years: Of the earliest and the latest speech that stays out; empty where none does, or none of them is dated.
    """

    count: int
    every: int
    years: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A site as one file.

    Attributes:
        content: The file.
        held: How much it holds of `speeches` (each a page and its text), of the pages of `formulae`, and of the
            further `sentences`, a script of them each.
    """

    content: bytes
    held: Mapping[str, Held]

    @property
    def cut(self) -> dict[str, Held]:
        """Of what it does not hold all."""
        return {kind: held for kind, held in self.held.items() if held.count < held.every}


def render_bundle(
    result: ScanResult, heritage: Heritage, language: str, embed: Embed | None, most: int = MAILED
) -> Bundle:
    """The site as one file.

    Args:
        result: What a scan found.
        heritage: What its speeches have from each other.
        language: One of `lineage.report.LANGUAGES`.
        embed: How much of the texts it holds; None where the table of each speech says.
        most: Bytes that it is to have at most; the pages that lead to all others are in it however large they are.
    """
    site = Site.of(result, heritage, language, embed, "bare.html")
    parts = _Parts()
    for path, content in files_of(site):
        parts.take(path, content)
    newest = _newest_first(site)
    units = {
        _SPEECHES: [parts.speeches[site.names[number]] for number in newest],
        _FORMULAE: parts.formulae,
        _SENTENCES: parts.sentences,
    }
    chosen = _fitting(units, most - len(_typeset(site, parts, parts.always, {})) - _TOLD)
    left = newest[len(chosen[_SPEECHES]) :]
    held = {
        kind: Held(len(chosen[kind]), len(every), _years(site, left) if kind == _SPEECHES else "")
        for kind, every in units.items()
    }
    elements = [*parts.always, *(element for each in chosen.values() for element in each)]
    return Bundle(_typeset(site, parts, elements, held), held)


def _newest_first(site: Site) -> list[int]:
    """Numbers of the speeches, the latest first, undated ones last."""
    dated = [number for number in site.in_time if site.attestations[number].when]
    return [*reversed(dated), *site.in_time[len(dated) :]]


def _years(site: Site, numbers: Sequence[int]) -> str:
    """The first and the last year of these speeches."""
    years = sorted(site.attestations[number].year for number in numbers if site.attestations[number].when)
    return "–".join(map(str, dict.fromkeys([years[0], years[-1]]))) if years else ""


@dataclass(slots=True)
class _Parts:
    """What a bundle is made of.

    Attributes:
        first: The first page.
        always: Elements of the pages that all others are found by, and of the data of all.
        speeches: By name the page of each speech and its text, which is nothing without the other.
        formulae: The pages of formulae, by rank.
        sentences: The sentences of the formulae beyond the leading ones, by rank.
        loaded: What pages load of their own, in the order it is first named.
        files: Style and scripts, by name.
    """

    first: dict[str, Any] = field(default_factory=dict)
    always: list[bytes] = field(default_factory=list)
    speeches: dict[str, bytes] = field(default_factory=dict)
    formulae: list[bytes] = field(default_factory=list)
    sentences: list[bytes] = field(default_factory=list)
    loaded: dict[str, None] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def take(self, path: PurePosixPath, content: bytes) -> None:
        """Takes one file of the site."""
        if path.suffix == ".html":
            self._take_page(path, orjson.loads(content))
        elif path.parts[:2] == ("assets", "data"):
            self._keep(path, *from_data_script(content))
        else:
            self.files[path.name] = content

    def _take_page(self, path: PurePosixPath, page: dict[str, Any]) -> None:
        loaded = dict.fromkeys(_LOADED.findall(page.pop("loaded")))
        self.loaded |= loaded
        page["styles"] = [name for name in loaded if name.endswith(".css")]
        if str(path) == "index.html":
            self.first = page
        else:
            self._keep(path, f"page/{path}", packed(page))

    def _keep(self, path: PurePosixPath, name: str, value: bytes) -> None:
        element = _ELEMENT % (name.encode(), value)
        match path.parts:
            case ("speeches", page) if page != "index.html":
                self._keep_speech(path, element)
            case ("assets", "data", "speech", _):
                self._keep_speech(path, element)
            case ("formulae", _):
                self.formulae.append(element)
            case ("assets", "data", "sentences", script) if script != _LEADING:
                self.sentences.append(element)
            case _:
                self.always.append(element)

    def _keep_speech(self, path: PurePosixPath, element: bytes) -> None:
        self.speeches[path.stem] = self.speeches.get(path.stem, b"") + element


def _fitting(units: Mapping[str, Sequence[bytes]], room: int) -> dict[str, list[bytes]]:
    """Of each kind the first, so many as have room beside all kinds before it."""
    chosen: dict[str, list[bytes]] = {}
    for kind, every in units.items():
        chosen[kind] = []
        for unit in every:
            if len(unit) > room:
                break
            room -= len(unit)
            chosen[kind].append(unit)
    return chosen


def _typeset(site: Site, parts: _Parts, elements: Sequence[bytes], held: Mapping[str, Held]) -> bytes:
    """The file. The router comes before what pages run, which find what it puts in place."""
    own = [name for name in parts.loaded if name.endswith(".js")]
    names = [*(f"{name}.js" for name in site.scripts), *own, "start.js"]
    codes = [parts.files[name].decode() for name in names]
    codes.insert(names.index("page.js") + 1, router_code())
    first = {name: Markup(text) if name != "styles" else text for name, text in parts.first.items()}  # noqa: S704 -- typeset
    styles = [(name, Markup(parts.files[name].decode())) for name in parts.loaded if name.endswith(".css")]  # noqa: S704
    plotly = parts.files[site.plotly]
    return typeset(
        "bundle.html",
        site.language,
        site=site,
        path="index.html",
        root=".",
        first=first,
        style=Markup(parts.files[_COMMON].decode()),  # noqa: S704 -- a file of ours
        styles=styles,
        told=list(_told(site, held)),
        packed=Markup(b"".join([*elements, _ELEMENT % (b"plotly", compressed(plotly))]).decode()),  # noqa: S704 -- base64
        scripts=[InlineScript.of(code) for code in codes],
        plotly=InlineScript.of(plotly.decode()).digest,
    )


def _told(site: Site, held: Mapping[str, Held]) -> Iterator[str]:
    for kind, own in held.items():
        if own.count == own.every:
            continue
        values = {"held": own.count, "all": own.every, "left": own.every - own.count, "years": own.years}
        yield site.say(f"bundle_cut_{kind}{'_years' if own.years else ''}", **values)
