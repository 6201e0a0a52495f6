"""What an HTML page says of itself in its tags: title, author, day of publication, address.

The day is when the page was published, not when the speech was given; the author is often a reporter. So they are the
facts `published` and `author`, and never `date` and `speaker`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from lxml import etree

from lineage.models import Fact, Provenance
from lineage.reading.dates import find_dates
from lineage.reading.writing import BLANKS, squeeze

if TYPE_CHECKING:
    from trafilatura.settings import Document

_PUBLISHED: Final = (
    *("article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "publish-date"),
    *("firstpublishedtime", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued"),
    *("dc.date", "dcterms.date", "date"),
)
_TITLES: Final = ("articletitle", "citation_title", "dc.title", "dcterms.title", "og:title")
_AUTHORS: Final = ("citation_author", "dc.creator", "dcterms.creator", "article:author", "author")
_SITES: Final = ("og:site_name", "sitename", "application-name")
_DAY: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
#: What stands between the title of a text and the name of its site.
_SEPARATOR: Final = re.compile(r"\s*[_|｜]+\s*|\s+[–—·]+\s+|\s*-+\s*")
_TITLE_LENGTH: Final = 300  # what is longer is no title
_EVIDENCE_LENGTH: Final = 200


def page_facts(tree: etree._Element, document: Document | None, lines: Sequence[str]) -> dict[str, Fact]:
    """The facts that the tags of a page state.

    Args:
        tree: The page.
        document: What trafilatura found in it.
        lines: The lines of its text, by which the name of a site is told from a title.
    """
    metas = _metas(tree)
    values = {
        "title": _title(tree, metas, document, lines),
        "author": _first(metas, _AUTHORS) or _found(document.author if document else None, "author"),
        "published": _published(tree, metas, document),
        "source": _address(tree, metas),
    }
    return {field: _fact(*value) for field, value in values.items() if value}


def _fact(value: str, evidence: str) -> Fact:
    return Fact(value, Provenance.DOCUMENT, evidence[:_EVIDENCE_LENGTH])


def _metas(tree: etree._Element) -> dict[str, tuple[str, str]]:
    """The first value of each `<meta>`, by its name in lower case, and the tag as evidence."""
    found: dict[str, tuple[str, str]] = {}
    for meta in tree.iter("meta"):
        content = _clean(meta.get("content", ""))
        for attribute in ("name", "property", "itemprop"):
            name = meta.get(attribute, "").strip()
            if name and content:
                found.setdefault(name.lower(), (content, f'<meta {attribute}="{name}" content="{content}">'))
    return found


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(BLANKS)


def _first(metas: Mapping[str, tuple[str, str]], names: Sequence[str]) -> tuple[str, str] | None:
    return next((metas[name] for name in names if name in metas), None)


def _found(value: str | None, what: str) -> tuple[str, str] | None:
    return (_clean(value), f"{what} of the page, as trafilatura finds it") if value and _clean(value) else None


def _title(
    tree: etree._Element, metas: Mapping[str, tuple[str, str]], document: Document | None, lines: Sequence[str]
) -> tuple[str, str] | None:
    """The title of the page without the name of its site."""
    sites = {metas[name][0] for name in _SITES if name in metas}
    sites |= {document.sitename} if document and document.sitename else set()
    for title, evidence in _titles(tree, metas, document):
        words = _without_site(title, sites, lines) if len(title) <= _TITLE_LENGTH else ""
        if words:
            return words, evidence
    return None


def _titles(
    tree: etree._Element, metas: Mapping[str, tuple[str, str]], document: Document | None
) -> Iterator[tuple[str, str]]:
    """What may be the title of a page, surest first."""
    if told := _first(metas, _TITLES):
        yield told
    headings = [_clean("".join(heading.itertext())) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        yield headings[0], f"<h1>{headings[0]}</h1>"
    for title in tree.iter("title"):
        yield _clean(title.text or ""), f"<title>{_clean(title.text or '')}</title>"
    if told := _found(document.title if document else None, "title"):
        yield told


def _without_site(title: str, sites: set[str], lines: Sequence[str]) -> str:
    """The title without the name of a site behind it, where that is known or the text has the title without it."""
    ends = [match.span() for match in _SEPARATOR.finditer(title)]
    texts = {squeeze(line) for line in lines}
    for begin, _ in ends:
        if squeeze(title[:begin]) in texts:
            return title[:begin]
    for begin, end in ends:
        if any(squeeze(title[end:]).startswith(squeeze(site)) for site in sites if site):
            return title[:begin]
    return title


def _published(
    tree: etree._Element, metas: Mapping[str, tuple[str, str]], document: Document | None
) -> tuple[str, str] | None:
    """The day on which a page says that it was published."""
    for name in _PUBLISHED:
        if name in metas and (day := _day(metas[name][0])):
            return day, metas[name][1]
    for time in tree.iter("time"):
        stamp = time.get("datetime", "")
        if (time.get("pubdate") is not None or time.get("itemprop") == "datePublished") and (day := _day(stamp)):
            return day, f'<time datetime="{stamp}">'
    guess = document.date if document else None
    return (guess, "day of the page, as htmldate finds it; no tag names it") if guess else None


def _day(value: str) -> str:
    """The day in a value, as YYYY-MM-DD; empty if there is none."""
    if match := _DAY.match(value):
        value = "-".join(match.groups())
    dates = find_dates(value)
    return str(dates[0].value) if dates and dates[0].value.precision == "day" else ""


def _address(tree: etree._Element, metas: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """The address that the page calls its own."""
    for link in tree.iter("link"):
        address = link.get("href", "").strip()
        if "canonical" in link.get("rel", "").lower().split() and address.startswith(("http://", "https://")):
            return address, f'<link rel="canonical" href="{address}">'
    told = metas.get("og:url")
    return told if told and told[0].startswith(("http://", "https://")) else None
