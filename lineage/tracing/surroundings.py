"""What stands around the places of a phrase: whether they cut a word, and what all of them have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

import numpy as np
import pyarrow as pa

from lineage.detect import IsWord, splits
from lineage.models import SpeechColumns
from lineage.text.marks import HARD
from lineage.tracing.spoken import Place

#: Characters on each side that may be told as standing around all places.
_MOST: Final = 30

#: Places by the number of the speech.
PlacesBySpeech = Mapping[int, Sequence[Place]]


def find_whole(
    spoken: Mapping[int, SpeechColumns], places: PlacesBySpeech, is_word: Callable[[], IsWord]
) -> set[tuple[int, Place]]:
    """Those places that cut no word, with the number of their speech: by the rule of `lineage.detect.places`.

    Args:
        spoken: What the speeches say.
        places: Where a phrase stands in them.
        is_word: Gives what tells the words of the general dictionary; it is asked for only where a word is cut.
    """
    cut = {
        (number, place): tuple(_parted(spoken[number], place)) for number, stands in places.items() for place in stands
    }
    parts = sorted({pair for pairs in cut.values() for pair in pairs})
    allowed: Collection[tuple[str, str]] = ()
    if parts:
        left, right = (pa.array(side, pa.string()) for side in zip(*parts, strict=True))
        allowed = {pair for pair, whole in zip(parts, splits(left, right, is_word()).tolist(), strict=True) if whole}
    return {place for place, pairs in cut.items() if all(pair in allowed for pair in pairs)}


def _parted(own: SpeechColumns, place: Place) -> Iterator[tuple[str, str]]:
    """The words that the edges of a place cut, in two parts each."""
    text, start = own.canonical.text, own.word_start
    for edge in place:
        word = int(np.searchsorted(start, edge, side="right")) - 1
        if start[word] != edge:
            yield text[start[word] : edge], text[edge : start[word + 1]]


def common_around(spoken: Mapping[int, SpeechColumns], places: PlacesBySpeech) -> tuple[str, str]:
    """What stands before all of these places, and what after them; no hard mark lies between."""
    beside = [_beside(spoken[number], place) for number, stands in places.items() for place in stands]
    before, after = ([pair[side] for pair in beside] for side in (0, 1))
    return _common_beginning([text[::-1] for text in before])[::-1], _common_beginning(after)


def _common_beginning(texts: Sequence[str]) -> str:
    """What all begin with: what the first and the last of them in alphabetical order do."""
    pairs = zip(min(texts), max(texts), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _beside(own: SpeechColumns, place: Place) -> tuple[str, str]:
    """What stands before and after a place, as far as the next hard mark."""
    (begin, end), canonical = place, own.canonical
    before, after = max(0, begin - _MOST), min(len(canonical.text), end + _MOST)
    hard_before = np.flatnonzero(canonical.boundary[before + 1 : begin + 1] & HARD)
    hard_after = np.flatnonzero(canonical.boundary[end:after] & HARD)
    if len(hard_before):
        before += 1 + int(hard_before[-1])
    if len(hard_after):
        after = end + int(hard_after[0])
    return canonical.text[before:begin], canonical.text[end:after]
