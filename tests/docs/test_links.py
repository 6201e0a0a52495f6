"""Every link of every document leads to something that is there: a file, and a heading of it where one is named."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    {
        page
        for pattern in ("*.md", "docs/**/*.md", "benchmarks/**/*.md", "corpus/*.md", "reports/README.md")
        for page in ROOT.glob(pattern)
    }
)


@cache
def parsed(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def targets(page: Path) -> Iterator[str]:
    """Where links and pictures lead."""
    for token in parsed(page):
        for child in token.children or []:
            target = child.attrGet("href") or child.attrGet("src")
            if target:
                yield str(target)


@cache
def anchors(page: Path) -> frozenset[str]:
    """The names of the headings, as the sites that show Markdown make them."""
    tokens = parsed(page)
    headings = [inline for opening, inline in pairwise(tokens) if opening.type == "heading_open"]
    seen: Counter[str] = Counter()
    names = set()
    for heading in headings:
        said = "".join(child.content for child in heading.children or [])
        name = re.sub(r"[^\w\- ]", "", said.strip().lower()).replace(" ", "-")
        names.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return frozenset(names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path):
    lost = []
    for target in targets(page):
        path, _, anchor = unquote(target).partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(target)
    assert lost == []


def test_the_map_names_every_document():
    named = {(ROOT / "docs" / target).resolve() for target in targets(ROOT / "docs" / "README.md")}
    assert {page for page in (ROOT / "docs").rglob("*.md") if page.name != "README.md"} - named == set()
