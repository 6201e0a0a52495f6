"""What kind of wording a formula is: formula, ceremonial, idiom, name or figure.

Rules from the wording and from word classes of jieba's dictionary, which are often wrong; where they leave doubt it is
a formula. Kinds sort and filter; what each takes from the score is fitted with the other weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineage.formulae.compounds import find_compounds
from lineage.models import Int64, Mask
from lineage.text.lexicon import Lexicon

_NUMBER = "[一二三四五六七八九十百千万亿〇零○两]"
_MEASURE = "(?:亿元|万元|元|美元|万吨|亿吨|吨|公里|平方公里|公顷|亩|万亩|亿亩|斤|亿斤|个百分点|倍|人次|万人)"
_UNIT = f"(?:%|[年月日个项户套人件辆]|{_MEASURE}|万|亿|左右|以上|以下|以内)"
#: Digits before a unit, or left over at the end; shares; numerals alone, a sum or a full year in numerals, at an edge.
#: 三个代表, 二元结构, 百年 and 中国制造2025 are no figures.
_FIGURE = (
    f"[0-9]{_UNIT}|[长幅达到为至于占近约][0-9]+(?:[.][0-9]+)?$|分之|翻[了一两]*番"
    f"|^第?{_NUMBER}+(?:点{_NUMBER}*)?$|^{_NUMBER}{{2,}}多?{_MEASURE}|{_NUMBER}+多?{_MEASURE}$"
    f"|[一二][〇零○九八七][{_NUMBER[1:-1]}]{{1,2}}年|本?世纪末|{_NUMBER}年时间"
)
#: What is said to an audience, or for it: address, thanks, wishes, the request to deliberate.
_CEREMONY = (
    "女士们|先生们|朋友们|同志们|各位代表|各位来宾|各位嘉宾|各位委员|各位同事|大家好|谢谢|请予审议|大会审议|提出意见|阁下"
    "|圆满成功|我代表国务院|向大会作|表示.{0,6}感谢|致以.{0,8}(?:问候|敬意|祝贺)|表示.{0,6}祝贺"
    "|同胞.{0,12}(?:侨胞|同胞)|特别行政区同胞|各人民团体和各界人士"
)
_PLACE, _BODY = "ns", "nt"
#: Words that close the name of a meeting, a treaty, a law, a body, however the rest of it is tagged,
_CLOSES_NAME = (
    "(?:全会|二十大|代表大会|第.{1,3}次会议|峰会|论坛|博览会|世博会|奥运会|残奥会|运动会|非正式会议|系列会议|首脑会议|会晤"
    "|基本法|自治法|宪法|条例|纲要|草案|协定|条约|公约|宪章|宣言|公报|备忘录|共和国|委员会|理事会|铁路|运河|海峡|枢纽工程"
    "|[一二三四五六七八九十]五(?:计划|规划)|第[一二三四五六七八九十]+个五年计划|中长期.{2,12}规划)$"
    "|^关于.+的(?:决定|决议|问题|意见|建议|通知|说明)$"
)
#: and the titles behind a person's name.
_TITLES = ("同志", "主席", "总书记", "总理", "先生", "总统", "首相")
_NOT_NAMES = "(?:主义|思想|理论|精神|政策|战略|道路|.中国)$"
#: Shorter single words are tagged as names that are none. Everyday words are tagged as names of persons, too (文明,
#: 美丽), so that a person is known by the title alone.
_SHORTEST_NAME = 5


def kinds_of(wordings: Sequence[str], words: Sequence[Sequence[str]], lexicon: Lexicon) -> list[str]:
    """The kind of each wording, one of `lineage.settings.KINDS`.

    Args:
        wordings: Canonical wordings, `N`.
        words: The jieba words of each.
        lexicon: Word classes.
    """
    text, rows = pa.array(wordings, pa.string()), _Words.of(words, lexicon)
    told = (
        (_holds(text, _CEREMONY), "ceremonial"),
        (_titled(text, rows), "name"),
        (_holds(text, _FIGURE), "figure"),
        (_single(text, rows, 4) & rows.classed("i$")[rows.first], "idiom"),
        (_named(text, rows), "name"),
    )
    kinds: list[str] = np.select([mask for mask, _ in told], [kind for _, kind in told], "formula").tolist()
    return kinds


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of `N` wordings, one after the other.

    Attributes:
        word: The place of each in the vocabulary.
        vocabulary, classes: The distinct words, and the class of each; compounds have none.
        size: `(N,)`. How many words each wording has.
    """

    word: Int64
    vocabulary: pa.Array
    classes: pa.Array
    size: Int64

    @classmethod
    def of(cls, words: Sequence[Sequence[str]], lexicon: Lexicon) -> _Words:
        """Looks every word up."""
        encoded = pc.dictionary_encode(pa.array(chain.from_iterable(words), pa.string()))
        vocabulary = encoded.dictionary
        classes = np.array(lexicon.word_class(vocabulary), object)
        classes[find_compounds(vocabulary, lexicon).word] = ""
        size = np.array([len(row) for row in words], np.int64)
        return cls(np.asarray(encoded.indices, np.int64), vocabulary, pa.array(classes, pa.string()), size)

    @property
    def first(self) -> Int64:
        """The first word of each wording."""
        return np.cumsum(self.size) - self.size

    @property
    def last(self) -> Int64:
        """The last word of each wording."""
        return np.cumsum(self.size) - 1

    def classed(self, pattern: str) -> Mask:
        """Which words are of a class that begins so."""
        return np.asarray(_holds(self.classes, "^" + pattern)[self.word])

    def are(self, *those: str) -> Mask:
        """Which words are among those."""
        return np.asarray(np.asarray(pc.is_in(self.vocabulary, value_set=pa.array(those)))[self.word])


def _titled(text: pa.Array, words: _Words) -> Mask:
    """Which close as names of meetings, laws and bodies do; what is done to one (修改宪法) is no name."""
    closes = words.are("法")[words.last] | _holds(text, _CLOSES_NAME)
    told = np.logical_or.reduceat(words.are("的"), words.first) & ~_holds(text, "^关于")
    return np.asarray(closes & ~told & ~words.classed("v$")[words.first])


def _named(text: pa.Array, words: _Words) -> Mask:
    """Which name a body, places and nothing else (北京上海, but not 平安中国), or a person with a title."""
    person = (words.size == 2) & words.classed("nr")[words.first] & words.are(*_TITLES)[words.last]
    body = words.classed(_BODY)
    fits = np.where(np.repeat(body[words.last], words.size), words.classed("n"), body | words.classed(_PLACE))
    named = person | np.logical_and.reduceat(fits, words.first)
    short = np.logical_or.reduce([_single(text, words, length) for length in range(1, _SHORTEST_NAME)])
    return np.asarray(named & ~_holds(text, _NOT_NAMES) & ~short)


def _single(text: pa.Array, words: _Words, length: int) -> Mask:
    """Which are one word of so many characters."""
    return np.asarray((words.size == 1) & np.asarray(pc.equal(pc.utf8_length(text), length)))


def _holds(text: pa.Array, pattern: str) -> Mask:
    return np.asarray(pc.match_substring_regex(text, pattern))
