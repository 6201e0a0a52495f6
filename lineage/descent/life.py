"""The life of a formula in this corpus: from when to when it is carried, and whether it was taken up and laid down.

That the last speeches do not carry a wording says little if it was rare all the time, and much if it was frequent. It
is laid down if chance hardly explains that its carriers all stand as early as they do. With `k` carriers, the first of
them given, `m` speeches from the first to the last and `n` after it, the chance that none of the others falls among
those after is C(m-1, k-1) / C(m+n-1, k-1); it must be less than .05. Taken up is the same with time reversed.

This is how palaeontologists ask whether a fossil is missing or gone (Strauss & Sadler 1989, "Classical confidence
intervals and Bayesian probability estimates for ends of local taxon ranges"), for speeches instead of metres of rock.
For many carriers it is nearly (1-r)**n with the rate r = k/m; for few that would take the rate from the very ends it
asks about, and call two of five evenly used pairs laid down. So few carriers, or few speeches, never do: a pair side
by side needs twenty speeches without it.

Undated speeches are left out. Of partial dates only what is surely before every carrier, or after, counts as `n`: a
speech of 2014 is not surely before one of 2014-09-18. It all is said of this corpus, and of no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import comb

from lineage.descent.attestation import Attestation, earliest_day
from lineage.models import Life

#: One in so many is a chance that hardly explains anything.
_RARELY = 20


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that the dated speeches of a corpus can mean, as ordinals, both ascending."""

    first_days: Sequence[int]
    last_days: Sequence[int]

    @classmethod
    def of(cls, speeches: Iterable[Attestation]) -> Timeline:
        """The timeline of all speeches that are counted; undated ones are left out."""
        dated = [speech for speech in speeches if speech.when]
        return cls(sorted(speech.first_day for speech in dated), sorted(speech.last_day for speech in dated))

    def life(self, carriers: Iterable[Attestation]) -> Life:
        """The life of a formula with these carriers, which come ordered `by_latest_day`."""
        dated = [carrier for carrier in carriers if carrier.when]
        if not dated:
            return Life()
        before = bisect_left(self.last_days, earliest_day(dated))
        after = len(self.first_days) - bisect_right(self.first_days, dated[-1].last_day)
        among = len(self.first_days) - before - after
        return Life(
            date.fromordinal(dated[0].first_day).year,
            date.fromordinal(dated[-1].last_day).year,
            _missing(len(dated), among, before),
            _missing(len(dated), among, after),
        )


@lru_cache(maxsize=1 << 16)
def _missing(carriers: int, among: int, beyond: int) -> bool:
    """Whether chance hardly explains that none of the speeches beyond those carries it; exact in integers."""
    return _RARELY * comb(among - 1, carriers - 1) < comb(among + beyond - 1, carriers - 1)
