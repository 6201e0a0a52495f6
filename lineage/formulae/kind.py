"""What kind of wording a formula is: formula, ceremonial, idiom, name or figure.

First rules, from word classes of jieba's dictionary and from where a wording stands in its speeches. Kinds only sort
and filter; they change no score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from lineage.detect import Corpus, Places
from lineage.models import Mask
from lineage.text.lexicon import Lexicon

_FIGURE = re.compile(
    r"[0-9]|百分之|[一二三四五六七八九十百千万亿〇零两几]+(?:年|月|日|亿|万|元|吨|公里|公顷|亩|斤|个百分点|倍|人次)"
)
#: Words of address and courtesy; a wording that holds one is said to an audience.
_COURTESY = re.compile(
    "女士们|先生们|朋友们|同志们|各位代表|各位来宾|各位嘉宾|各位委员|各位同事|谢谢|请予审议|提出意见|阁下|圆满成功"
)
#: A wording belongs to the ceremony if this share of its places lies within so many characters of a speech's head or
#: tail.
_CEREMONIAL_SHARE, _HEAD_AND_TAIL, _CEREMONIAL_SPEECHES = 0.8, 120, 3
_NAME_CLASSES = ("nr", "ns", "nt")
#: A person's name has at most three characters; longer "nr" entries of the dictionary are ordinary phrases.
_LONGEST_PERSON = 3


def kinds_of(
    corpus: Corpus, wordings: Sequence[str], words: Sequence[Sequence[str]], places: Places, lexicon: Lexicon
) -> list[str]:
    """The kind of each wording, one of `lineage.settings.KINDS`.

    Args:
        corpus: The speeches.
        wordings: Canonical wordings, `N`.
        words: The jieba words of each.
        places: Their places; `places.wording` counts along `wordings`.
        lexicon: Word classes.
    """
    framing = _at_head_or_tail(corpus, places, len(wordings))
    flat = pa.array(sorted({word for row in words for word in row}), pa.string())
    word_class = dict(zip(flat.to_pylist(), lexicon.word_class(flat), strict=True))
    return [
        _kind(wording, [(word, word_class[word]) for word in row], ceremonial)
        for wording, row, ceremonial in zip(wordings, words, framing.tolist(), strict=True)
    ]


def _kind(wording: str, words: Sequence[tuple[str, str]], framing: bool) -> str:
    if framing or _COURTESY.search(wording):
        return "ceremonial"
    if _FIGURE.search(wording):
        return "figure"
    if len(words) == 1 and words[0][1] == "i":
        return "idiom"
    return "name" if all(_is_name(*words[edge]) for edge in (0, -1)) else "formula"


def _is_name(word: str, word_class: str) -> bool:
    return word_class.startswith(_NAME_CLASSES) and (word_class[:2] != "nr" or len(word) <= _LONGEST_PERSON)


def _at_head_or_tail(corpus: Corpus, places: Places, count: int) -> Mask:
    """Which wordings mostly stand where a speech begins or ends, in several speeches."""
    head, tail = corpus.character_of[places.speech], corpus.character_of[places.speech + 1]
    # In a speech shorter than ten times the stretch, everything would be head or tail.
    stretch = np.minimum(_HEAD_AND_TAIL, (tail - head) // 10)
    beside = (places.end - head <= stretch) | (tail - places.begin <= stretch)
    total = np.maximum(np.bincount(places.wording, minlength=count), 1)
    pairs = np.unique(np.column_stack((places.wording, places.speech)), axis=0)
    speeches = np.bincount(pairs[:, 0], minlength=count)
    return (np.bincount(places.wording, beside, count) >= _CEREMONIAL_SHARE * total) & (
        speeches >= _CEREMONIAL_SPEECHES
    )
