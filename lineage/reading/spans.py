"""Arithmetic of spans: layers of marks, the stronger laid over the weaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lineage.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def settle(layers: Iterable[Iterable[Span]]) -> tuple[Span, ...]:
    """One sorted row of spans that do not overlap; where layers meet, the earlier layer has its way."""
    settled: list[Span] = []
    for layer in layers:
        settled = sorted([*settled, *_outside(_disjoint(layer), settled)], key=_begin)
    return tuple(settled)


def _begin(span: Span) -> int:
    return span.begin


def _disjoint(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans of one layer without overlaps: the earlier begin has its way."""
    end = 0
    for span in sorted(spans, key=lambda span: (span.begin, -span.end)):
        begin = max(span.begin, end)
        if begin < span.end:
            yield Span(begin, span.end, span.reason)
            end = span.end


def _outside(spans: Iterable[Span], covered: Sequence[Span]) -> Iterator[Span]:
    """The parts of sorted spans that lie outside the covered ones, which are sorted and disjoint."""
    first = 0
    for span in spans:
        begin = span.begin
        while first < len(covered) and covered[first].end <= begin:
            first += 1
        index = first
        while index < len(covered) and covered[index].begin < span.end:
            if begin < covered[index].begin:
                yield Span(begin, covered[index].begin, span.reason)
            begin = max(begin, covered[index].end)
            index += 1
        if begin < span.end:
            yield Span(begin, span.end, span.reason)
