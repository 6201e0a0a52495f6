"""Where a phrase stands in a speech: as a plain substring of canonical text, and where something near to it stands.

Neither script nor marks nor the cutting into words matter; no place crosses a hard mark, for then it is not one
wording. Which places cut a word, and what stands around all of them, is told in `lineage.tracing.surroundings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from math import ceil
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from lineage.models import CanonicalText, Flags, Int64, Mask, SpeechColumns
from lineage.text.marks import HARD

#: A near wording keeps this share of the longer one, by edits.
_LIKE: Final = 0.7
#: A near wording is longer or shorter by no more than this share of the phrase.
_SLACK: Final = 0.3

#: A place in a canonical text, half open.
Place = tuple[int, int]


def find_exact(canonical: CanonicalText, phrase: str) -> Iterator[Place]:
    """The places of a canonical phrase; they may overlap."""
    at = canonical.text.find(phrase)
    while at >= 0:
        if _is_unbroken(canonical.boundary, at, at + len(phrase)):
            yield at, at + len(phrase)
        at = canonical.text.find(phrase, at + 1)


def find_near(own: SpeechColumns, phrase: str, edges: Collection[int]) -> Iterator[Place]:
    """The places of wordings near to a canonical phrase, the best of those that overlap; they begin and end with words.

    Near is what has nearly the same characters in nearly the same order, or the very same in another one. At its ends
    it may lack whole words of the phrase; a word of which it has but a part is altered, not left out: of 科技兴国
    科技兴贸 keeps three characters of four, and 科技兴 says nothing.

    Args:
        own: What a speech says.
        phrase: The phrase.
        edges: Where words of the phrase begin and end.
    """
    taken: list[Place] = []
    likely = _likely(own, phrase, edges)
    for _, _, begin, end in sorted((-like, abs(end - begin - len(phrase)), begin, end) for like, begin, end in likely):
        if all(end <= other[0] or begin >= other[1] for other in taken):
            taken.append((begin, end))
    yield from sorted(taken)


def _likely(own: SpeechColumns, phrase: str, edges: Collection[int]) -> Iterator[tuple[float, int, int]]:
    """Every stretch of whole words that is near to the phrase, and how near."""
    text, starts, slack = own.canonical.text, set(own.word_start.tolist()), int(_SLACK * len(phrase))
    held, lengths = Counter(phrase), range(len(phrase) - slack, len(phrase) + slack + 1)
    for begin in starts.intersection(_promising(text, phrase).tolist()):
        for end in starts.intersection(begin + length for length in lengths):
            stretch = text[begin:end]
            if not _is_unbroken(own.canonical.boundary, begin, end):
                continue
            likeness = Levenshtein.normalized_similarity(phrase, stretch, score_cutoff=_LIKE)
            if Counter(stretch) == held or (likeness and _ends_well(phrase, stretch, edges)):
                yield likeness, begin, end


def _ends_well(phrase: str, stretch: str, edges: Collection[int]) -> bool:
    """Whether both ends are the phrase's own: where they differ, whole words are left out, or parts are altered."""
    same = [edit for edit in Levenshtein.opcodes(phrase, stretch) if edit.tag == "equal"]
    if not same:
        return False
    first, last = same[0], same[-1]
    before = first.src_start in edges, first.dest_start == 0
    after = last.src_end in edges, last.dest_end == len(stretch)
    return before[0] == before[1] and after[0] == after[1]


def _promising(text: str, phrase: str) -> Int64:
    """Where a stretch near to the phrase may begin: enough of its characters stand in what follows."""
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    held: Mask = np.isin(points, np.frombuffer(phrase.encode("utf-32-le"), np.uint32))
    longest = len(phrase) + int(_SLACK * len(phrase))
    before = np.concatenate(([0], np.cumsum(held), np.full(longest, held.sum())))
    within = before[longest : longest + len(text)] - before[: len(text)]
    return np.flatnonzero(within >= ceil(_LIKE * len(phrase)))


def _is_unbroken(boundary: Flags, begin: int, end: int) -> bool:
    return not (boundary[begin + 1 : end] & HARD).any()
