"""What dates and other metadata have to do with twins: which of them are only copies, and what a copy gives.

That two speeches are one text is found by their text alone, in `lineage.detect.twins`. The same text delivered twice
is two attestations; the same speech on two sites is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lineage.detect.twins import Interval, Twins
from lineage.edtf import parse_edtf
from lineage.models import Fact, Provenance, Speech, Twin

#: What a kept speech takes from its copies where it lacks it itself.
_BORROWED: Final = ("date", "speaker", "title", "venue")
_STRENGTH: Final = {provenance: rank for rank, provenance in enumerate(Provenance)}
_ANY_DAY: Final = (0, 10**7)


def days_meant(speech: Speech) -> Interval:
    """The first and last day that its date can mean, as ordinals; any day where it has none."""
    value = speech.value("date")
    if not value:
        return _ANY_DAY
    date = parse_edtf(value)
    return date.first_possible().toordinal(), date.last_possible().toordinal()


def twins_of(twins: Twins) -> dict[int, Twin]:
    """The twins by number of the speech, in that order."""
    columns = (twins.kept.tolist(), twins.share.tolist(), twins.folded.tolist())
    return {
        number: Twin(kept, share, not folded)
        for number, (kept, share, folded) in enumerate(zip(*columns, strict=True))
        if kept >= 0
    }


def with_borrowed(speeches: Sequence[Speech], twins: dict[int, Twin]) -> tuple[Speech, ...]:
    """The speeches, those that are kept with what they lack and a copy knows; a coarse date is made more precise.

    Of several copies the one whose value has the strongest provenance gives it, then the one most like the kept text.
    """
    copies = defaultdict(list)
    for number, twin in twins.items():
        if not twin.counted:
            copies[twin.of].append((speeches[number], twin))
    completed = list(speeches)
    for kept, given in copies.items():
        borrowed = _borrowed(speeches[kept], given)
        completed[kept] = replace(speeches[kept], facts={**speeches[kept].facts, **borrowed})
    return tuple(completed)


def _borrowed(kept: Speech, copies: Sequence[tuple[Speech, Twin]]) -> dict[str, Fact]:
    found = {}
    for field in _BORROWED:
        offers = [(copy, twin, copy.facts[field]) for copy, twin in copies if copy.value(field)]
        if kept.value(field):
            offers = [offer for offer in offers if field == "date" and _narrows(offer[2], kept.facts[field])]
        if offers:
            copy, _, fact = min(offers, key=_by_trust)
            found[field] = Fact(fact.value, Provenance.TWIN, f"{copy.speech_id} ({fact.provenance})")
    return found


def _narrows(offered: Fact, known: Fact) -> bool:
    """Whether a stated date lies within the known one and is more precise: 2017-03-05 within 2017."""
    if offered.inferred:
        return False
    finer, coarser = parse_edtf(offered.value), parse_edtf(known.value)
    within = coarser.earliest() <= finer.earliest() and finer.latest() <= coarser.latest()
    return (
        within and not finer.qualifier and (finer.earliest(), finer.latest()) != (coarser.earliest(), coarser.latest())
    )


def _by_trust(offer: tuple[Speech, Twin, Fact]) -> tuple[int, float, str, str]:
    copy, twin, fact = offer
    return _STRENGTH[fact.provenance], -twin.share, copy.read.content_hash, copy.speech_id
