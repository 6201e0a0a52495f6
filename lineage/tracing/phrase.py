"""A phrase through time: its places, carriers, wordings and life, from what the speeches say and what is listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import Final

from rapidfuzz import fuzz, process

from lineage.descent import Wording, attest, attestation_of, by_latest_day, course_of, ladder_of
from lineage.detect import lay_over, mask_of
from lineage.errors import UsageError
from lineage.formulae.written import most_frequent
from lineage.models import Carrier, Coverage, Formula, PlaceOrder, Rung, ScanResult, SpeechColumns, Trace, TracedPlace
from lineage.text import fold_phrase
from lineage.tracing.places import PhrasePlaces, Spot
from lineage.tracing.surroundings import common_around

#: Code points shown on each side of a place.
CONTEXT: Final = 30
#: So many listed wordings are named where a phrase is unknown, and how like it they must be, 0 to 100.
_NAMED, _ALIKE = 8, 45
#: Of a phrase that no speech has so many listed wordings that stand within it are named.
_WITHIN: Final = 3
#: What the places of a concordance are sorted by: what stands beside them, outwards.
_BESIDE: Final[Mapping[PlaceOrder, Callable[[TracedPlace], str]]] = {
    PlaceOrder.LEFT: lambda place: place.left[::-1],
    PlaceOrder.RIGHT: lambda place: place.right,
}


def trace_of(
    found: ScanResult,
    phrase: str,
    *,
    near: bool = False,
    order: PlaceOrder = PlaceOrder.DATE,
    user_words: tuple[str, ...] = (),
) -> Trace:
    """A phrase through time.

    Args:
        found: The speeches, and what they share.
        phrase: In any script, with any marks.
        near: Whether wordings that are only near to it count, too.
        order: The order of its places.
        user_words: Words that the segmentation knows beside the dictionary.

    Raises:
        UsageError: If the phrase holds fewer than two characters that are compared.
    """
    return _Traced(found, phrase, canonical_phrase(phrase), user_words).trace(order, near=near)


def canonical_phrase(phrase: str) -> str:
    """The phrase as it is compared: simplified, without marks.

    Raises:
        UsageError: If it holds fewer than two characters that are compared.
    """
    canonical = fold_phrase(phrase)
    if len(canonical) < 2:
        raise UsageError(f"{phrase!r}: holds too little to be traced", "Name a phrase of two characters or more.")
    return canonical


class _Traced:
    """One phrase, looked for in all speeches that are counted."""

    def __init__(self, found: ScanResult, phrase: str, canonical: str, user_words: tuple[str, ...]) -> None:
        self._found, self._phrase, self._canonical = found, phrase, canonical
        twins = found.twins
        counted = [n for n in range(len(found.speeches)) if n not in twins or twins[n].counted]
        self._spoken = {number: _spoken(found, number) for number in counted}
        self._attestations = {number: attestation_of(found.speeches[number]) for number in counted}
        self._formulae = [
            number
            for number, formula in enumerate(found.formulae)
            if any(variant.attests and variant.canonical == canonical for variant in formula.variants)
        ]
        self._looked_for = PhrasePlaces(found, self._spoken, phrase, user_words)

    def trace(self, order: PlaceOrder, *, near: bool) -> Trace:
        """All that is told of it."""
        spots = self._looked_for.find(self._formulae, near=near)
        ordered = sorted(spots, key=lambda number: by_latest_day(self._attestations[number]))
        places = [place for number in ordered for place in self._places(number, spots[number])]
        if order in _BESIDE:
            places.sort(key=_BESIDE[order])  # where the same stands beside, the order of dates stays
        counts = _attesting(spots)
        ordered = [number for number in ordered if counts[number]]
        carriers = [self._carrier(number, counts[number]) for number in ordered]
        attested = attest(self._attestations[number] for number in ordered)
        return Trace(
            phrase=self._phrase,
            canonical=self._canonical,
            formulae=tuple(self._found.formulae[number] for number in self._formulae),
            holders=() if self._formulae else tuple(islice(self._holders(), _NAMED)),
            places=tuple(places),
            order=order,
            within=self._within(spots),
            carriers=tuple(carriers),
            first=tuple(self._firsts(ordered, carriers)),
            first_certainty=attested.certainty,
            before=self._before(ordered),
            ladder=self._ladder(spots),
            course=course_of(
                [(self._attestations[number], len(own.canonical.text)) for number, own in self._spoken.items()],
                Counter({carrier.speech_id: carrier.places for carrier in carriers}),
            ),
            nearest=() if ordered else tuple(self._nearest()),
            reason="" if ordered else self._reason(),
        )

    def _places(self, number: int, spots: Sequence[Spot]) -> Iterator[TracedPlace]:
        speech, canonical = self._found.speeches[number], self._spoken[number].canonical
        text = speech.read.text
        for spot in spots:
            begin, end = int(canonical.begin[spot.begin]), int(canonical.end[spot.end - 1])
            yield TracedPlace(
                speech_id=speech.speech_id,
                date=speech.value("date"),
                speaker=speech.value("speaker"),
                begin=begin,
                end=end,
                text=text[begin:end],
                left=text[max(0, begin - CONTEXT) : begin],
                right=text[end : end + CONTEXT],
                sentence=speech.read.sentence(begin, end),
                canonical=canonical.text[spot.begin : spot.end],
                how=spot.how,
                embed=speech.embed,
            )

    def _carrier(self, number: int, places: int) -> Carrier:
        speech = self._found.speeches[number]
        return Carrier(speech.speech_id, speech.value("date"), speech.value("speaker"), speech.value("title"), places)

    def _firsts(self, ordered: Sequence[int], carriers: Sequence[Carrier]) -> Iterator[Carrier]:
        """The earliest carrier, and all that may be as early."""
        for number, carrier in zip(ordered, carriers, strict=True):
            own, earliest = self._attestations[number], self._attestations[ordered[0]]
            if own.when and own.first_day <= earliest.last_day:
                yield carrier

    def _before(self, ordered: Sequence[int]) -> Coverage:
        """What the corpus holds of earlier speeches: the less, the less it says that none of them has the phrase."""
        first = self._attestations[ordered[0]].first_day if ordered else 0
        earlier = [
            len(self._spoken[number].canonical.text)
            for number, own in self._attestations.items()
            if own.when and own.last_day < first
        ]
        return Coverage(len(earlier), sum(earlier))

    def _within(self, spots: Mapping[int, Sequence[Spot]]) -> str:
        """The longer wording that all places of the phrase itself stand in; empty where they stand in no such one."""
        how = "exact" if any(spot.how == "exact" for own in spots.values() for spot in own) else "inside"
        places = {
            number: stands
            for number, own in spots.items()
            if (stands := [(spot.begin, spot.end) for spot in own if spot.how == how])
        }
        if len(places) < 2:
            return ""
        before, after = common_around(self._spoken, places)
        wording = f"{before}{self._canonical}{after}"
        listed = (formula.label for formula in self._found.formulae if formula.canonical == wording)
        return next(listed, wording) if before or after else ""

    def _ladder(self, spots: Mapping[int, Sequence[Spot]]) -> tuple[Rung, ...]:
        """The wordings, oldest first; where a phrase is but cut out of longer words, it is no wording beside others."""
        standing: dict[str, list[tuple[int, str]]] = defaultdict(list)
        told = [place for number, own in spots.items() for place in zip(repeat(number), own, strict=False)]
        whole = [place for place in told if place[1].how != "inside"]
        for number, spot in whole or told:
            canonical, text = self._spoken[number].canonical, self._found.speeches[number].read.text
            surface = text[canonical.begin[spot.begin] : canonical.end[spot.end - 1]]
            standing[canonical.text[spot.begin : spot.end]].append((number, surface))
        return ladder_of(
            Wording(
                wording,
                most_frequent([surface for _, surface in places]),
                len(places),
                sorted((self._attestations[number] for number in {number for number, _ in places}), key=by_latest_day),
            )
            for wording, places in standing.items()
        )

    def _holders(self) -> Iterator[Formula]:
        """The listed formulae of which a wording holds it, by rank."""
        for formula in self._found.formulae:
            if any(variant.attests and self._canonical in variant.canonical for variant in formula.variants):
                yield formula

    def _nearest(self) -> list[str]:
        """The listed wordings that stand within it, the longest ones, and those that look most like it."""
        listed = {formula.canonical: formula.label for formula in self._found.formulae}
        held = sorted((known for known in listed if known in self._canonical), key=len, reverse=True)
        like = process.extract(self._canonical, list(listed), scorer=fuzz.ratio, limit=_NAMED, score_cutoff=_ALIKE)
        named = dict.fromkeys([*held[:_WITHIN], *(wording for wording, _, _ in like)])
        return [listed[wording] for wording in islice(named, _NAMED)]

    def _reason(self) -> str:
        """Why no speech has it: it stands nowhere, or where it does not count."""
        if any(self._canonical in own.canonical.text for own in self._spoken.values()):
            return "across_sentences"
        if any(self._canonical in fold_phrase(speech.read.text) for speech in self._found.speeches):
            return "left_out"
        return "nowhere"


def _spoken(found: ScanResult, number: int) -> SpeechColumns:
    """What a speech says, without what many files repeat."""
    own, repeated = found.columns[number], found.repeated[number]
    return lay_over(own, mask_of(own.canonical, repeated)) if repeated else own


def _attesting(spots: Mapping[int, Sequence[Spot]]) -> Counter[int]:
    """How often each speech has the phrase or a listed wording of it.

    What is only near to it attests nothing of it, nor does what is cut out of longer words: 新发展理念 is not said
    where 创新发展理念 is. A phrase that stands nowhere but in longer words is attested by these.
    """
    for attests in (("exact", "variant"), ("inside",)):
        counts = Counter({number: sum(spot.how in attests for spot in own) for number, own in spots.items()})
        if counts.total():
            return counts
    return Counter()
