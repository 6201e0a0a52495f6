"""Text as read → canonical text, with the map back.

The order of the steps is part of the contract, for it decides what counts as the same wording: leave out furniture,
fold width,
fold script, fold regional wording, drop the marks and remember their strength. Each step is a function on `_Stream`,
parallel columns of code points and of the spans they stand for. Cutting into words is the business of
`lineage.text.segment`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lineage import script
from lineage.models import CanonicalText, Int32, Span
from lineage.text import marks, regional

Points = npt.NDArray[np.uint32]

_FOLLOWING = "\u0300-\u036f\u1160-\u11ff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
#: A base character with the combining marks, variation selectors or conjoining Hangul that follow it.
_COMPOSED = re.compile(f"[^{_FOLLOWING}][{_FOLLOWING}]+")
_VARIATION_SELECTORS = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


class _Stream(NamedTuple):
    """Code points on their way, and for each the span `[begin, end)` of the text as read that it stands for."""

    points: Points
    begin: Int32
    end: Int32

    @property
    def text(self) -> str:
        return self.points.tobytes().decode("utf-32-le", "surrogatepass")

    def cut(self, begin: int, end: int) -> _Stream:
        """A stretch of the stream."""
        return _Stream(self.points[begin:end], self.begin[begin:end], self.end[begin:end])


def canonicalise(
    text: str, furniture: Iterable[Span] = (), transparent: Collection[str] = (), region: str | None = None
) -> CanonicalText:
    """The canonical text of a speech.

    Args:
        text: The text as read.
        furniture: Spans to leave out, sorted and not overlapping.
        transparent: Reasons of furniture across which a sentence goes on (a gloss, a broken line). Any other furniture
            is a hard boundary.
        region: Whose wording to fold; None to judge by the text itself.
    """
    stream = _fold_width(_leave_out(text, tuple(furniture), transparent))
    stream = stream._replace(points=_points(script.to_simplified(written := stream.text)))
    simplified = stream.text
    region = regional.region_of(simplified) if region is None else region
    stream = _replace(stream, [(*found[:2], found.wording) for found in regional.replacements(simplified, region)])
    return _drop_marks(stream, script.script_of(written), region)


def fold_phrase(phrase: str, region: str = "") -> str:
    """The canonical wording of a phrase that a user gives: folded as a speech is, marks dropped.

    A phrase is too short to show a region, so its regional wording is folded only where `region` says whose it is.
    """
    return canonicalise(phrase, region=region).text


def _points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _leave_out(text: str, furniture: tuple[Span, ...], transparent: Collection[str]) -> _Stream:
    """The text without furniture; where the sentence does not go on across it, a line break stands instead."""
    points = _points(text).copy()
    kept = np.ones(len(points), bool)
    for span in furniture:
        kept[span.begin : span.end] = False
        if span.reason not in transparent and span.begin < span.end:
            kept[span.begin] = True
            points[span.begin] = ord("\n")
    where = np.flatnonzero(kept).astype(np.int32)
    return _Stream(points[where], where, where + np.int32(1))


def _fold_width(stream: _Stream) -> _Stream:
    """NFKC per unit: one code point, or a base character with its combining marks."""
    distinct, where = np.unique(stream.points, return_inverse=True)
    folded = [marks.fold_width(chr(point)) for point in distinct.tolist()]
    single = np.array(
        [ord(fold) if len(fold) == 1 else point for fold, point in zip(folded, distinct.tolist(), strict=True)],
        np.uint32,
    )
    changes = [
        (match.start(), match.end(), marks.fold_width(match.group().translate(_VARIATION_SELECTORS)))
        for match in _COMPOSED.finditer(stream.text)
    ]
    composed = np.zeros(len(stream.points), bool)
    for begin, end, _ in changes:
        composed[begin:end] = True
    longer = np.array([len(fold) != 1 for fold in folded], bool)
    changes += [(at, at + 1, folded[where[at]]) for at in np.flatnonzero(longer[where] & ~composed).tolist()]
    return _replace(stream._replace(points=single[where]), sorted(changes))


def _replace(stream: _Stream, changes: list[tuple[int, int, str]]) -> _Stream:
    """The stream with each `[begin, end)` replaced by a wording whose characters all stand for the whole span."""
    if not changes:
        return stream
    pieces: list[_Stream] = []
    position = 0
    for begin, end, wording in changes:
        first, last = (np.full(len(wording), edge, np.int32) for edge in (stream.begin[begin], stream.end[end - 1]))
        pieces += [stream.cut(position, begin), _Stream(_points(wording), first, last)]
        position = end
    pieces.append(stream.cut(position, len(stream.points)))
    return _Stream(
        np.concatenate([piece.points for piece in pieces]),
        np.concatenate([piece.begin for piece in pieces]),
        np.concatenate([piece.end for piece in pieces]),
    )


def _drop_marks(stream: _Stream, written_in: str, region: str) -> CanonicalText:
    """Keeps letters and numbers; every run of other characters becomes the flags of the boundary that stands there."""
    flags = marks.flags(stream.points)
    kept = np.flatnonzero(flags == marks.KEPT)
    # Kept characters carry no flag, so the run that begins at one kept character gathers the marks up to the next.
    traces = np.append(flags & ~np.uint8(marks.DROPPED), np.uint8(0))
    boundary = np.bitwise_or.reduceat(traces, np.concatenate(([0], kept))).astype(np.uint8)
    boundary[[0, -1]] |= marks.HARD
    only_kept = stream._replace(points=stream.points[kept])
    return CanonicalText(only_kept.text, stream.begin[kept], stream.end[kept], boundary, written_in, region)
