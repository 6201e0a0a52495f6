"""The whole site as one file, to be mailed: pages, data, style and scripts, packed; nothing is loaded from outside.

The first page stands in it as it is, the others lie in elements that run nothing: `assets/router.js` unpacks a page
when somebody goes there. What makes the file larger than `caps.MAILED` stays out: the last pages of every folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any, Final

import orjson
from markupsafe import Markup

from lineage.models import Heritage, ScanResult
from lineage.report.caps import MAILED
from lineage.report.embedding import Embed
from lineage.report.files import files_of, router_code
from lineage.report.packing import from_data_script, packed
from lineage.report.single import InlineScript
from lineage.report.site import Site
from lineage.report.typeset import typeset

#: The style that all pages have.
_COMMON: Final = "page.css"
#: What a page loads of its own.
_LOADED: Final = re.compile(r"assets/([\w.-]+\.(?:css|js))")
_TOLD_FOLDERS: Final = ("formulae", "speeches")
#: Bytes that the sentences on what stays out may take.
_TOLD: Final = 1_000
_ELEMENT: Final = b'<script type="application/x-lineage" data-name="%s">%s</script>\n'

#: By folder: how many of its pages, or parts of data, are held, and how many there are.
_Held = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A site as one file.

    Attributes:
        content: The file.
        held: How many pages, or parts of data, of each folder it holds, and how many there are.
    """

    content: bytes
    held: _Held

    @property
    def cut(self) -> _Held:
        """The folders of which it does not hold all."""
        return _cut(self.held)


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
    room = most - len(_typeset(site, parts, parts.always, {})) - _TOLD
    chosen = _fitting(parts.folders, room)
    held = {folder: (len(chosen[folder]), len(every)) for folder, every in parts.folders.items()}
    elements = [*parts.always, *(element for each in chosen.values() for element in each)]
    return Bundle(_typeset(site, parts, elements, held), held)


@dataclass(slots=True)
class _Parts:
    """What a bundle is made of.

    Attributes:
        first: The first page.
        always: Elements of the pages that all others are found by, and of the data of all.
        folders: Elements of the other pages and data, by folder, in the order they come.
        loaded: What pages load of their own, in the order it is first named.
        files: Style and scripts, by name.
    """

    first: dict[str, Any] = field(default_factory=dict)
    always: list[bytes] = field(default_factory=list)
    folders: dict[str, list[bytes]] = field(default_factory=dict)
    loaded: dict[str, None] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def take(self, path: PurePosixPath, content: bytes) -> None:
        """Takes one file of the site."""
        if path.suffix == ".html":
            self._take_page(path, orjson.loads(content))
        elif path.parts[:2] == ("assets", "data"):
            self._keep(path, len(path.parts) == 3, *from_data_script(content))
        else:
            self.files[path.name] = content

    def _take_page(self, path: PurePosixPath, page: dict[str, Any]) -> None:
        loaded = dict.fromkeys(_LOADED.findall(page.pop("loaded")))
        self.loaded |= loaded
        page["styles"] = [name for name in loaded if name.endswith(".css")]
        if str(path) == "index.html":
            self.first = page
        else:
            self._keep(path, len(path.parts) == 1 or path.name == "index.html", f"page/{path}", packed(page))

    def _keep(self, path: PurePosixPath, always: bool, name: str, value: bytes) -> None:
        kept = self.always if always else self.folders.setdefault(str(path.parent), [])
        kept.append(_ELEMENT % (name.encode(), value))


def _fitting(folders: Mapping[str, Sequence[bytes]], room: int) -> dict[str, list[bytes]]:
    """Of each folder the first elements, so many that all together have room: one of each in turn."""
    chosen: dict[str, list[bytes]] = {folder: [] for folder in folders}
    full = set[str]()
    for row in zip_longest(*folders.values()):
        for folder, element in zip(folders, row, strict=True):
            if element is None or folder in full:
                continue
            if len(element) > room:
                full.add(folder)
                continue
            room -= len(element)
            chosen[folder].append(element)
    return chosen


def _typeset(site: Site, parts: _Parts, elements: Sequence[bytes], held: _Held) -> bytes:
    """The file. The router comes before what pages run, which find what it puts in place; plotly comes last."""
    own = [name for name in parts.loaded if name.endswith(".js")]
    names = [*(f"{name}.js" for name in site.scripts), *own, "start.js"]
    codes = [parts.files[name].decode() for name in names]
    codes.insert(names.index("page.js") + 1, router_code())
    first = {name: Markup(text) if name != "styles" else text for name, text in parts.first.items()}  # noqa: S704 -- typeset
    styles = [(name, Markup(parts.files[name].decode())) for name in parts.loaded if name.endswith(".css")]  # noqa: S704
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
        packed=Markup(b"".join(elements).decode()),  # noqa: S704 -- base64
        scripts=[InlineScript.of(code) for code in (*codes, parts.files[site.plotly].decode())],
    )


def _told(site: Site, held: _Held) -> Iterator[str]:
    for folder, (count, every) in _cut(held).items():
        key = folder if folder in _TOLD_FOLDERS else "other"
        yield site.say(f"bundle_cut_{key}", held=count, all=every, folder=folder)


def _cut(held: _Held) -> _Held:
    return {folder: (count, every) for folder, (count, every) in held.items() if count < every}
