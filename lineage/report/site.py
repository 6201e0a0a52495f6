"""What every page of a site is made from: the result, and how it is to be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np

from lineage.descent import Attestation, attestation_of, attesting, by_latest_day
from lineage.models import Heritage, Mask, ScanResult, Speech
from lineage.report.corpus import Corpus, corpus_of
from lineage.report.embedding import Embed, embed_of
from lineage.report.places import Place
from lineage.report.plotly_code import plotly_name
from lineage.report.spoken import spoken_in
from lineage.report.typeset import typeset
from lineage.report.wording import say

#: What every page runs, in this order; its own scripts follow, then `start`.
SCRIPTS: Final = ("words", "folding", "page", "data", "wordings", "tables", "figures")


@dataclass(frozen=True, slots=True)
class Site:
    """A result as it is shown. Speeches and formulae go by number: their place in the result.

    Attributes:
        result: What a scan found.
        heritage: What its speeches have from each other.
        language: Of the pages.
        asked: How much of every text pages hold, whatever its table says; None where that decides.
        embeds: How much of each speech's text pages hold.
        corpus: The result in figures.
        attestations: When each speech was held.
        counted: Which speeches are no mere copies of others, `(S,)`.
        attests: Which places attest their formula, `(places,)`.
        spoken: What rates are over: when each speech that is counted was held, and how many of its characters count.
        in_time: Numbers of the speeches by date, undated ones last.
        named: What tells each speech beside its date: speaker and title, as far as not all speeches share them; its
            identifier where that is nothing.
        names: What the page of each speech is called: identifiers may hold any characters, and names of files may not.
        plotly: What the file of plotly.js is called.
        layout: The template that pages are set into.
    """

    result: ScanResult
    heritage: Heritage
    language: str
    asked: Embed | None
    embeds: tuple[Embed, ...]
    corpus: Corpus
    attestations: tuple[Attestation, ...]
    counted: Mask
    attests: Mask
    spoken: tuple[tuple[Attestation, int], ...]
    in_time: tuple[int, ...]
    named: tuple[str, ...]
    names: tuple[str, ...]
    plotly: str
    layout: str

    @classmethod
    def of(
        cls,
        result: ScanResult,
        heritage: Heritage,
        language: str,
        embed: Embed | None,
        layout: str = "frame.html",
    ) -> Site:
        """A result in this language; of each text so much as its table says where `embed` is None."""
        attestations, twins = tuple(map(attestation_of, result.speeches)), result.twins
        counted = np.array([at not in twins or twins[at].counted for at in range(len(attestations))], bool)
        return cls(
            result=result,
            heritage=heritage,
            language=language,
            asked=embed,
            embeds=tuple(embed_of(speech, embed) for speech in result.speeches),
            corpus=corpus_of(result),
            attestations=attestations,
            counted=counted,
            attests=attesting(result),
            spoken=tuple(spoken_in(result, attestations, counted)),
            in_time=tuple(sorted(range(len(attestations)), key=lambda number: by_latest_day(attestations[number]))),
            named=tuple(_named(result.speeches)),
            names=tuple(name_of(speech.speech_id) for speech in result.speeches),
            plotly=plotly_name(),
            layout=layout,
        )

    @property
    def scripts(self) -> tuple[str, ...]:
        """What every page runs."""
        return SCRIPTS

    def say(self, key: str, **values: object) -> str:
        """A sentence in the language of the site."""
        return say(self.language, key, **values)

    def page(self, path: str, template: str, **values: object) -> tuple[PurePosixPath, bytes]:
        """A page, and where it stands below the folder of the site.

        The template knows the site as `site`, the way back to its first page as `root`, and its own path as `path`.
        """
        place = PurePosixPath(path)
        root = "/".join([".."] * (len(place.parts) - 1)) or "."
        content = typeset(template, self.language, site=self, root=root, path=path, layout=self.layout, **values)
        return place, content

    def sentence(self, place: Place) -> tuple[str, str, str]:
        """The sentence around a place, so much of it as pages may hold."""
        if self.embeds[place.number] is Embed.NONE:
            return "", place.text, ""
        return place.sentence


def _named(speeches: Sequence[Speech]) -> Iterator[str]:
    differing = [field for field in ("speaker", "title") if len({speech.value(field) for speech in speeches}) > 1]
    for speech in speeches:
        yield " · ".join(filter(None, map(speech.value, differing))) or speech.speech_id


def name_of(speech_id: str) -> str:
    """What the page of a speech is called: the first 12 hex digits of the SHA-256 of its identifier."""
    return hashlib.sha256(speech_id.encode()).hexdigest()[:12]
