"""Speeches as TEI P5, to be read in any edition: the text as it was read, and everything found in it beside it.

`<body>` holds the text code point for code point, a paragraph for each line, and nothing else: what its text nodes say,
blanks between paragraphs included, is the text as read, so that `#string-range(text,12,4)` is the 4 code points from
offset 12, counted from 0 as the TEI Guidelines count. What XML cannot hold is replaced one for one, and told. Furniture
and formulae are annotations in `<standOff>`, passages are links between two speeches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from lineage import __version__
from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.markup import PROLOGUE, opened, said, tag, unheld, written
from lineage.export.names import distinct, file_stem
from lineage.export.tables import in_blocks
from lineage.export.tei_header import application, speech_header
from lineage.models import Int64, ScanResult, Span

_TEI: Final = {"xmlns": "http://www.tei-c.org/ns/1.0"}
_LINKS: Final = (
    "Stretches that this speech shares with another one: here, there. n is the edit similarity of their wording."
)


def export_tei(material: Material, options: ExportOptions) -> Produced:
    """A file for each speech, or one for all."""
    edition = _Edition.of(material.result, single=options.single)
    numbers = range(len(material.result.speeches))
    told = tuple(edition.losses())
    if options.single:
        return Produced([("lineage.tei.xml", in_blocks(edition.corpus()))], told)
    return Produced(((edition.names[number], in_blocks(edition.document(number))) for number in numbers), told)


@dataclass(frozen=True, slots=True)
class _Edition:
    """What is found, by speech.

    Attributes:
        result: All of it.
        single: Whether all speeches stand in one file, so that identifiers begin with the number of the speech.
        names: Of the files.
        left_out: What is furniture of each speech.
        places: Which occurrences stand in each speech, by formula and place.
        passages: Which passages it is the first or second speech of.
    """

    result: ScanResult
    single: bool
    names: list[str]
    left_out: list[list[Span]]
    places: list[Int64]
    passages: list[Int64]

    @classmethod
    def of(cls, result: ScanResult, *, single: bool) -> _Edition:
        names = distinct(file_stem(speech.speech_id) for speech in result.speeches)
        numbers = range(len(names))
        order = np.argsort(result.occurrences.speech, kind="stable")
        edges = np.searchsorted(result.occurrences.speech[order], numbers)
        found = result.passages
        return cls(
            result,
            single,
            [f"{name}.xml" for name in names],
            [spans for _, spans in result.left_out()],
            np.split(order, edges[1:]) if names else [],
            [np.flatnonzero((found.first == number) | (found.second == number)) for number in numbers],
        )

    def losses(self) -> Iterator[str]:
        """Which speeches hold what XML cannot."""
        for speech in self.result.speeches:
            if lost := unheld(speech.read.text):
                yield f"{speech.file}: {lost:,} code points that XML cannot hold stand as U+FFFD, one for one"

    def corpus(self) -> Iterator[str]:
        """All speeches in one file."""
        title = tag("titleStmt", inner=said("title", "Speeches and what they share"))
        statement = tag("publicationStmt", inner=said("p", f"Exported by lineage {__version__}."))
        source = tag("sourceDesc", inner=said("p", "The sources are told with each speech."))
        described = tag("fileDesc", inner=title + statement + source) + tag("encodingDesc", inner=application())
        yield PROLOGUE + opened("teiCorpus", _TEI) + "\n" + tag("teiHeader", inner=described) + "\n"
        for number in range(len(self.names)):
            yield from self._speech(number)
        yield "</teiCorpus>\n"

    def document(self, number: int) -> Iterator[str]:
        """One speech as a file of its own."""
        yield PROLOGUE
        yield from self._speech(number)

    def _speech(self, number: int) -> Iterator[str]:
        speech, own = self.result.speeches[number], self.result.columns[number].canonical
        twin = self.result.twins.get(number)
        of = (twin.kind, self.result.speeches[twin.of].speech_id) if twin else None
        yield opened("TEI", {} if self.single else _TEI) + "\n"
        yield speech_header(speech, own.script, of, declares=not self.single)
        lines = written(speech.read.text).split("\n")
        paragraphs = "\n".join(f"<p>{line}</p>" for line in lines)
        body = tag("body", {"xml:id": self._name(number, "text"), "xml:space": "preserve"}, paragraphs)
        yield tag("text", inner=body) + "\n"
        beside = "".join([*self._furniture(number), *self._formulae(number), *self._links(number)])
        if beside:
            yield f"<standOff>\n{beside}</standOff>\n"
        yield "</TEI>\n"

    def _name(self, number: int, name: str) -> str:
        return f"s{number + 1}.{name}" if self.single else name

    def _at(self, number: int, begin: int, end: int, seen_from: int) -> str:
        """The pointer to a stretch of a speech."""
        file = "" if self.single or number == seen_from else self.names[number]
        return f"{file}#string-range({self._name(number, 'text')},{begin},{end - begin})"

    def _furniture(self, number: int) -> Iterator[str]:
        told = [
            tag(
                "annotation",
                {
                    "xml:id": self._name(number, f"left-out-{at}"),
                    "motivation": "classifying",
                    "target": self._at(number, span.begin, span.end, number),
                },
                said("note", span.reason),
            )
            for at, span in enumerate(self.left_out[number], 1)
        ]
        yield from _listed("furniture", "", "What is not the speech itself, and why", told)

    def _formulae(self, number: int) -> Iterator[str]:
        found, at = self.result.occurrences, self.places[number]
        columns = (found.formula, found.variant, found.begin, found.end)
        rows = zip(range(1, len(at) + 1), *(column[at].tolist() for column in columns), strict=True)
        for formula, places in groupby(rows, key=lambda row: row[1]):
            listed = self.result.formulae[formula]
            told = []
            for count, _, wording, begin, end in places:
                variant = listed.variants[wording]
                attributes = {
                    "xml:id": self._name(number, f"place-{count}"),
                    "motivation": "identifying",
                    "target": self._at(number, begin, end, number),
                }
                kind = {"type": "attests" if variant.attests else "alters", "subtype": variant.relation}
                told.append(tag("annotation", attributes, said("note", variant.canonical, kind)))
            yield from _listed("formula", listed.formula_id, listed.label, told)

    def _links(self, number: int) -> Iterator[str]:
        found, links = self.result.passages, []
        sides = (
            (found.first, found.first_begin, found.first_end),
            (found.second, found.second_begin, found.second_end),
        )
        for at in self.passages[number].tolist():
            both = [(int(speech[at]), int(begin[at]), int(end[at])) for speech, begin, end in sides]
            both.sort(key=lambda side: side[0] != number)
            target = " ".join(self._at(*side, number) for side in both)
            links.append(tag("link", {"n": f"{found.similarity[at]:.6f}", "target": target}) + "\n")
        if links:
            yield tag("linkGrp", {"type": "passages"}, said("desc", _LINKS) + "\n" + "".join(links)) + "\n"


def _listed(kind: str, name: str, head: str, annotations: Iterable[str]) -> Iterator[str]:
    """A list of annotations, if there are any."""
    if told := "".join(f"{annotation}\n" for annotation in annotations):
        yield tag("listAnnotation", {"type": kind, "n": name}, said("head", head) + "\n" + told) + "\n"
