"""How well the heads and tails of pages are read: metadata and furniture, against pages that people have marked.

A title or speaker is right if it is the marked one up to blanks, marks and script; a title without its subtitle too.
A date is right if it is the same EDTF date.
Furniture is counted in letters and numbers, since a blank or a mark more is no matter; readings and note marks count
too. How the marked pages are written is told in `benchmarks.labelled_pages`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from benchmarks.labelled_pages import FIELDS, LabelledPage, read_pages
from benchmarks.tables import plain, print_table
from lineage.models import ReadText, Span
from lineage.reading import Reason, read_bytes
from lineage.script import to_simplified

#: Rules are made on the first two, which two wrote, and judged on the last.
PARTS: Final = ("development", "second", "test")
_PAGES: Final = Path(__file__).parent / "labels" / "pages"
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Tally:
    """How often something was found, was there to be found, and both.

    Attributes:
        found: What the reader says.
        there: What people say.
        right: What both say.
    """

    found: int = 0
    there: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was there that was found; 1 where nothing was there."""
        return self.right / self.there if self.there else 1.0


@dataclass(slots=True)
class Reached:
    """What was reached on some pages.

    Attributes:
        pages: How many pages there were.
        fields: Titles, speakers and dates, counted.
        furniture: Letters and numbers of furniture, whatever its reason.
        reasons: The same by the reason that people give and readers must give too.
        seen: Letters and numbers of a reason that were taken for furniture of any reason.
        speech: Letters and numbers of the speeches.
        lost: Those of them that were taken for furniture.
    """

    pages: int = 0
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    furniture: Tally = field(default_factory=Tally)
    reasons: dict[str, Tally] = field(default_factory=lambda: {reason.value: Tally() for reason in Reason})
    seen: Counter[str] = field(default_factory=Counter)
    speech: int = 0
    lost: int = 0

    def add(self, page: LabelledPage, read: ReadText) -> None:
        """Count one page."""
        self.pages += 1
        for name, tally in self.fields.items():
            there, found = page.facts[name], value_of(read, name)
            tally.there += bool(there)
            tally.found += bool(found)
            tally.right += bool(there) and same(name, found, there)
        for there, found in _letters(page.text, page.furniture, read.furniture):
            self.furniture.there += bool(there)
            self.furniture.found += bool(found)
            self.furniture.right += bool(there and found)
            self.speech += not there
            self.lost += bool(found and not there)
            if there:
                self.reasons[there].there += 1
                self.seen[there] += bool(found)
            if found:
                self.reasons[found].found += 1
                self.reasons[found].right += there == found


def measure(pages: Iterable[LabelledPage]) -> Reached:
    """What the reader reaches on pages that people have marked."""
    reached = Reached()
    for page in pages:
        reached.add(page, read_bytes(page.text.encode()))
    return reached


def same(name: str, found: str, there: str) -> bool:
    """Whether two values of a field say the same."""
    if name == "date":
        return found == there
    return _bare(found) == _bare(there) or (name == "title" and bool(found) and _bare(found) == _bare(_headline(there)))


def value_of(read: ReadText, name: str) -> str:
    """What a reader says of a field; empty where it keeps silent."""
    return read.facts[name].value if name in read.facts else ""


def _headline(title: str) -> str:
    """The title without the subtitle behind a dash."""
    return title.partition("——")[0]


def _bare(words: str) -> str:
    return _NO_WORDS.sub("", to_simplified(words)).casefold()


def _letters(text: str, there: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """For each letter or number of the text, the reason that people give and the one that the reader gives."""
    for character, *reasons in zip(text, _each(there, len(text)), _each(found, len(text)), strict=True):
        if character.isalnum():
            yield reasons[0], reasons[1]


def _each(spans: Sequence[Span], length: int) -> list[str]:
    """The reason of each code point, empty where it is speech."""
    reasons = [""] * length
    for span in spans:
        reasons[span.begin : span.end] = [span.reason] * (span.end - span.begin)
    return reasons


def print_heads(part: str, folder: Path | None = None, *, wrong: bool = False, markdown: bool = False) -> None:
    """Prints the tables of a part.

    Args:
        part: One of `PARTS`.
        folder: What holds the parts; the labels of this package where not given.
        wrong: List each page with what is wrong on it instead.
        markdown: Print the tables as the documents have them.
    """
    pages = list(read_pages((folder or _PAGES) / part))
    if wrong:
        print("\n".join(line for page in pages for line in wrong_lines(page, read_bytes(page.text.encode()))))
        return
    reached = measure(pages)
    columns = ("", "there", "found", "right", "precision", "recall")
    print_table(f"{reached.pages} pages, {part}", columns, _rows(reached), markdown=markdown)
    print()
    columns = ("furniture", "there", "found", "found for this reason", "marked so", "precision")
    print_table("furniture by reason", columns, _reason_rows(reached), markdown=markdown)
    share = reached.lost / max(reached.speech, 1)
    print(f"\nspeech lost: {reached.lost:,} of {reached.speech:,} letters and numbers ({100 * share:.2f} %)")


def _rows(reached: Reached) -> list[tuple[str, ...]]:
    tallies: Mapping[str, Tally] = {**reached.fields, "furniture, letters": reached.furniture}
    return [
        (name, f"{t.there:,}", f"{t.found:,}", f"{t.right:,}", plain(t.precision), plain(t.recall))
        for name, t in tallies.items()
    ]


def _reason_rows(reached: Reached) -> list[tuple[str, ...]]:
    return [
        (
            reason,
            f"{tally.there:,}",
            plain(reached.seen[reason] / tally.there) if tally.there else "",
            plain(tally.recall) if tally.there else "",
            f"{tally.found:,}",
            plain(tally.precision) if tally.found else "",
        )
        for reason, tally in reached.reasons.items()
        if tally.there or tally.found
    ]


def wrong_lines(page: LabelledPage, read: ReadText) -> Iterator[str]:
    """What is wrong on a page: fields, and each stretch of furniture that was missed, lost or given another reason."""
    lines = [
        f"  {name}: {value_of(read, name) or '-'} for {page.facts[name] or '-'}"
        for name in FIELDS
        if not same(name, value_of(read, name), page.facts[name])
    ]
    there, found = (_each(spans, len(page.text)) for spans in (page.furniture, read.furniture))
    pairs = enumerate(zip(there, found, strict=True))
    for (mine, theirs), group in groupby(pairs, key=lambda pair: pair[1]):
        places = [place for place, _ in group]
        words = page.text[places[0] : places[-1] + 1]
        if mine != theirs and any(character.isalnum() for character in words):
            lines.append(f"  {theirs or 'speech'} for {mine or 'SPEECH'}: {words!r}")
    if lines:
        yield f"{page.name} ({page.about})"
        yield from lines
        yield from (f"  told: {warning}" for warning in read.warnings)
