"""Words by which a text treats a wording as a line that is held, or names it one (`policy_words.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.models import Mask


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """For every word of a vocabulary, `(V,)` each.

    Attributes:
        upholds: It says that one holds to what follows (坚持, 实施, 打赢).
        names: It calls what stands before it a line, a goal, a campaign (方针, 战略, 运动).
    """

    upholds: Mask
    names: Mask

    @classmethod
    def of(cls, vocabulary: pa.Array) -> PolicyWords:
        """Looks every word of the vocabulary up."""
        return cls(*(np.asarray(pc.is_in(vocabulary, value_set=_words_of(name))) for name in ("upholds", "names")))


@lru_cache(maxsize=2)
def _words_of(name: str) -> pa.Array:
    text = files("lineage.formulae").joinpath("policy_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return pa.array(sorted(word for row in rows if row[0] == name for word in row[1].split()), pa.string())
