"""What a speech leaves out: formulae that most of the last speeches before it carry, and it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain

from lineage.descent import BEFORE, MISSED_FROM, Attestation, by_latest_day
from lineage.inheritance.earlier import Earlier
from lineage.models import Absent, Int64


def absent_from(earlier: Earlier, speech: Attestation, others: Int64, said: Collection[int]) -> Iterator[Absent]:
    """The formulae that it leaves out: those of most of the last speeches first, then by rank.

    Args:
        earlier: The others, and their formulae.
        speech: When the speech was held; of an undated one nobody can say what it leaves out.
        others: Numbers of those that it is held against.
        said: Numbers of the formulae that it says or alters.
    """
    last = _last_before(earlier, speech, others)
    if len(last) < MISSED_FROM:
        return
    formula, carrier = earlier.carrying
    carried = {number: set(formula[carrier == number].tolist()) for number in last}
    count = Counter(chain.from_iterable(carried.values()))
    missing = [number for number, carriers in count.items() if carriers >= MISSED_FROM and number not in said]
    for number in sorted(missing, key=lambda each: (-count[each], each)):
        latest = next(each for each in reversed(last) if number in carried[each])
        attested = earlier.attestations[latest]
        yield Absent(earlier.found.formulae[number], count[number], len(last), attested.date, attested.speech_id)


def _last_before(earlier: Earlier, speech: Attestation, others: Int64) -> list[int]:
    """The last speeches that are surely before it, in order."""
    dated = [number for number in others.tolist() if earlier.attestations[number].when]
    before = [number for number in dated if speech.when and earlier.attestations[number].last_day < speech.first_day]
    return sorted(before, key=lambda number: by_latest_day(earlier.attestations[number]))[-BEFORE:]
