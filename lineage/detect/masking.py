"""A mask over the columns of speeches: spans that no later stage sees, laid over them and never written into them.

What is masked, and why, is decided in `lineage.detect.corpus_furniture`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineage.models import CanonicalText, Flags, Int64, Mask, Span, SpeechColumns
from lineage.text.marks import HARD


@dataclass(frozen=True, slots=True)
class SpeechMask:
    """What is masked of one speech: columns, ordered by place; spans do not touch unless their reasons differ.

    Attributes:
        begin, end: int64. Characters of its canonical text, half open; edges of words.
        reason: Why.
    """

    begin: Int64
    end: Int64
    reason: tuple[str, ...]

    def spans(self, canonical: CanonicalText) -> tuple[Span, ...]:
        """The masked stretches in code points of the text as read, from the first character's begin to the last's end.

        Args:
            canonical: Of this very speech.
        """
        begins, ends = canonical.begin[self.begin].tolist(), canonical.end[self.end - 1].tolist()
        return tuple(map(Span, begins, ends, self.reason))

    @property
    def characters(self) -> int:
        """How many canonical characters are masked."""
        return int((self.end - self.begin).sum())


def lay_over(columns: SpeechColumns, mask: SpeechMask) -> SpeechColumns:
    """The columns without what is masked; a hard boundary stands wherever something was cut out."""
    if not len(mask.begin):
        return columns
    canonical = columns.canonical
    hidden = _hidden(mask, len(canonical.text))
    kept = np.flatnonzero(~hidden)
    word_kept = ~hidden[columns.word_start[:-1]]
    place = np.cumsum(np.append(0, ~hidden))
    starts = place[np.append(columns.word_start[:-1][word_kept], columns.word_start[-1])]
    points = np.frombuffer(canonical.text.encode("utf-32-le"), np.uint32)[kept]
    text = points.tobytes().decode("utf-32-le")
    left = CanonicalText(
        text,
        canonical.begin[kept],
        canonical.end[kept],
        _boundary(canonical, kept),
        canonical.script,
        canonical.region,
    )
    return SpeechColumns(left, starts.astype(np.int32))


def _hidden(mask: SpeechMask, length: int) -> Mask:
    edges = np.zeros(length + 1, np.int64)
    np.add.at(edges, mask.begin, 1)
    np.add.at(edges, mask.end, -1)
    return np.asarray(np.cumsum(edges[:-1]) > 0)


def _boundary(canonical: CanonicalText, kept: Int64) -> Flags:
    """The flags before each kept character and after the last; what was cut out leaves those at its two edges."""
    before = np.append(kept, len(canonical.text))
    boundary = canonical.boundary[before]
    first = np.append(0, kept + 1)  # the gap behind the kept character before
    cut = np.flatnonzero(first != before)
    boundary[cut] |= canonical.boundary[first[cut]] | HARD
    return np.asarray(boundary)


def mask_of(canonical: CanonicalText, spans: Sequence[Span]) -> SpeechMask:
    """The mask that hides these spans of the text as read: the reverse of `SpeechMask.spans`.

    Args:
        canonical: Of the speech.
        spans: In order.
    """
    begin = np.searchsorted(canonical.begin, [span.begin for span in spans])
    end = np.searchsorted(canonical.end, [span.end for span in spans], side="right")
    return SpeechMask(begin, end, tuple(span.reason for span in spans))


def no_mask(speeches: int) -> tuple[SpeechMask, ...]:
    """A mask that hides nothing."""
    nothing = np.zeros(0, np.int64)
    return (SpeechMask(nothing, nothing, ()),) * speeches


def masks_of(begin: Int64, end: Int64, reason: Sequence[str], character_of: Int64) -> tuple[SpeechMask, ...]:
    """The masks of all speeches from places in their joined texts, ordered and not overlapping."""
    cuts = np.searchsorted(begin, character_of)
    return tuple(
        SpeechMask(begin[low:high] - offset, end[low:high] - offset, tuple(reason[low:high]))
        for low, high, offset in zip(cuts[:-1].tolist(), cuts[1:].tolist(), character_of[:-1].tolist(), strict=True)
    )
