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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np

from lineage.descent.attestation import Attestation, earliest_day
from lineage.models import Int64, Life

#: One in so many is a chance that hardly explains anything.
RARELY = 20


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that the dated speeches of a corpus can mean, as ordinals.

    Attributes:
        first_days, last_days: Both ascending, each by itself.
        days: `(2, S)`. First and last day of each speech.
    """

    first_days: Int64
    last_days: Int64
    days: Int64

    @classmethod
    def of(cls, speeches: Iterable[Attestation]) -> Timeline:
        """The timeline of all speeches that are counted; undated ones are left out."""
        days = [(speech.first_day, speech.last_day) for speech in speeches if speech.when]
        both = np.array(days, np.int64).reshape(-1, 2).T
        first, last = np.sort(both, axis=1)
        return cls(first, last, both)

    def life(self, carriers: Iterable[Attestation]) -> Life:
        """The life of a formula with these carriers, which come ordered `by_latest_day`."""
        dated = [carrier for carrier in carriers if carrier.when]
        if not dated:
            return Life()
        years = [carrier.year for carrier in dated]
        told = (len(dated), earliest_day(dated), dated[-1].last_day, min(years), max(years))
        return self.lives(*(np.array([number]) for number in told))[0]

    def gaps(self, carriers: Sequence[Attestation]) -> list[int]:
        """How many speeches are surely after each carrier and before the next; they come ordered `by_latest_day`."""
        after = np.array([carrier.last_day for carrier in carriers[:-1]], np.int64)
        before = np.array([carrier.first_day for carrier in carriers[1:]], np.int64)
        # Those that end before the next, less those that begin no later than the one, unless they reach over both:
        # which only a rough date does, where the one comes before the next at all.
        rough = self.days[:, self.days[0] < self.days[1]]
        over = ((rough[0] <= after[:, None]) & (rough[1] >= before[:, None])).sum(axis=1)
        begun = np.searchsorted(self.first_days, after, "right")
        gaps: list[int] = np.where(after < before, np.searchsorted(self.last_days, before) - begun + over, 0).tolist()
        return gaps

    def lives(self, dated: Int64, earliest: Int64, latest: Int64, first_year: Int64, last_year: Int64) -> list[Life]:
        """The lives of formulae that have dated carriers.

        Args:
            dated: How many there are of each, `(formulae,)`, as all columns.
            earliest: The first day that any of them can mean.
            latest: The last one.
            first_year: The first that any of them names.
            last_year: The last one.
        """
        before = np.searchsorted(self.last_days, earliest)
        after = len(self.first_days) - np.searchsorted(self.first_days, latest, "right")
        among = len(self.first_days) - before - after
        taken_up, laid_down = (
            map(_missing, dated.tolist(), among.tolist(), beyond.tolist()) for beyond in (before, after)
        )
        return list(map(Life, first_year.tolist(), last_year.tolist(), taken_up, laid_down))


@lru_cache(maxsize=1 << 16)
def _missing(carriers: int, among: int, beyond: int) -> bool:
    """Whether chance hardly explains that none of the speeches beyond those carries it; exact in integers."""
    return RARELY * comb(among - 1, carriers - 1) < comb(among + beyond - 1, carriers - 1)
