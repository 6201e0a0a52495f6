"""What kind of wording a formula is: formula, ceremonial, idiom, name or figure.

First rules, from the wording and from word classes of jieba's dictionary, which are often wrong; where they leave
doubt it is a formula. Kinds only sort and filter, they change no score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from lineage.formulae.compounds import find_compounds
from lineage.text.lexicon import Lexicon

_NUMBER = "[一二三四五六七八九十百千万亿〇零○两]"
_MEASURE = "(?:亿元|万元|元|美元|万吨|亿吨|吨|公里|平方公里|公顷|亩|万亩|亿亩|斤|亿斤|个百分点|倍|人次|万人)"
#: Digits anywhere; a sum or a full year in Chinese numerals at an edge. 三个代表, 二元结构 and 百年 are no figures.
_FIGURE = re.compile(
    f"[0-9]|百分之|^{_NUMBER}+多?{_MEASURE}|{_NUMBER}+多?{_MEASURE}$|[一二][〇零○九八七][{_NUMBER[1:-1]}]{{2}}年"
)
#: What is said to an audience, or for it: address, thanks, wishes, the request to deliberate.
_CEREMONY = re.compile(
    "女士们|先生们|朋友们|同志们|各位代表|各位来宾|各位嘉宾|各位委员|各位同事|大家好|谢谢|请予审议|提出意见|阁下|圆满成功"
    "|我代表国务院|表示.{0,6}感谢|致以.{0,8}(?:问候|敬意|祝贺)|表示.{0,6}祝贺|同胞.{0,12}(?:侨胞|同胞)"
)
_NAME_CLASSES = ("nr", "ns", "nt")
_NOT_NAMES = re.compile("(?:主义|思想|理论|精神|政策|战略|道路)$")
#: The dictionary tags shorter words as names that are none (港人治港, 依法治国); a person's name is shorter still.
_SHORTEST_NAME, _LONGEST_PERSON = 5, 3


def kinds_of(wordings: Sequence[str], words: Sequence[Sequence[str]], lexicon: Lexicon) -> list[str]:
    """The kind of each wording, one of `lineage.settings.KINDS`.

    Args:
        wordings: Canonical wordings, `N`.
        words: The jieba words of each.
        lexicon: Word classes.
    """
    distinct = pa.array(sorted({word for row in words for word in row}), pa.string())
    compounds = {distinct[at].as_py() for at in find_compounds(distinct, lexicon).word.tolist()}
    word_class = dict(zip(distinct.to_pylist(), lexicon.word_class(distinct), strict=True))
    return [
        _kind(wording, [(word, "" if word in compounds else word_class[word]) for word in row])
        for wording, row in zip(wordings, words, strict=True)
    ]


def _kind(wording: str, words: Sequence[tuple[str, str]]) -> str:
    if _CEREMONY.search(wording):
        return "ceremonial"
    if _FIGURE.search(wording):
        return "figure"
    if len(words) == 1 and len(wording) == 4 and words[0][1] == "i":
        return "idiom"
    return "name" if _is_name(wording, words) else "formula"


def _is_name(wording: str, words: Sequence[tuple[str, str]]) -> bool:
    """Whether it is made of nouns, the last of them or the first a person, a place or a body."""
    if _NOT_NAMES.search(wording) or (len(words) == 1 and len(wording) < _SHORTEST_NAME):
        return False
    nouns = all(word_class.startswith("n") for _, word_class in words)
    named = [word_class.startswith(_NAME_CLASSES) and not _is_misnamed(word, word_class) for word, word_class in words]
    return nouns and named[-1] and (len(words) > 1 or len(wording) >= _SHORTEST_NAME)


def _is_misnamed(word: str, word_class: str) -> bool:
    return word_class.startswith("nr") and len(word) > _LONGEST_PERSON
