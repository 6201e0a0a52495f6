"""The labelled candidates: what they are called, by whom, and how far two readers agree. See `GUIDELINE.md`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: What a candidate can be called.
LABELS: Final = ("formula", "ordinary", "ceremonial", "name", "figure", "fragment", "furniture")
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """A candidate with its label.

    Attributes:
        canonical: The wording.
        stands_for: How many candidates it speaks for.
        label: What the first reader calls it.
        second: What the second reader calls it, empty where none did.
    """

    canonical: str
    stands_for: int
    label: str
    second: str


def read_labels(corpus: str) -> list[Labelled]:
    """The labelled candidates of a corpus, `gwr` or `cpc_congress`."""
    with (_FOLDER / f"{corpus}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, dialect="excel-tab")
        return [Labelled(row["canonical"], int(row["stands_for"]), row["label"], row["second"]) for row in rows]


def agreement(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's κ (1960, "A coefficient of agreement for nominal scales") of two readers' labels."""
    one, other = (Counter(side) for side in zip(*pairs, strict=True))
    by_chance = sum(count * other[label] for label, count in one.items()) / len(pairs) ** 2
    agreed = sum(first == second for first, second in pairs) / len(pairs)
    return (agreed - by_chance) / (1 - by_chance)
