"""`lineage.data("sentences/N")`: the sentence of the earliest attestation of formulae, `SENTENCES` of them a script.

Each is `[before, here, after]`, or nothing where no carrier is dated.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lineage.report.caps import SENTENCES
from lineage.report.data.formulae import FormulaColumns
from lineage.report.embedding import Embed
from lineage.report.site import Site


def sentences(site: Site, listed: FormulaColumns) -> Iterator[tuple[str, object]]:
    """The sentences of the formulae that pages load, by the name of their script."""
    every = list(_sentences(site, listed))
    for begin in range(0, len(every), SENTENCES):
        yield f"sentences/{begin // SENTENCES}", every[begin : begin + SENTENCES]


def _sentences(site: Site, listed: FormulaColumns) -> Iterator[tuple[str, ...]]:
    """The sentence of each formula; of texts that pages do not hold the wording alone."""
    found, first = site.result.occurrences, np.array([*listed["first"], -1])
    formula = np.minimum(found.formula, len(first) - 1)
    # Places come by formula, speech and begin, so that the first of each is that of the least begin.
    own = np.flatnonzero(site.attests & (found.speech == first[formula]))
    known, at = np.unique(found.formula[own], return_index=True)
    place = dict(zip(known.tolist(), own[at].tolist(), strict=True))
    for number in range(len(listed["id"])):
        if number not in place:
            yield ()
            continue
        speech, begin, end = (int(column[place[number]]) for column in (found.speech, found.begin, found.end))
        read = site.result.speeches[speech].read
        held = site.embeds[speech] is not Embed.NONE
        yield read.sentence(begin, end) if held else ("", read.shown(begin, end), "")
