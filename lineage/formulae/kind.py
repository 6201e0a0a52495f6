"""What kind of wording a formula is: formula, ceremonial, idiom, name or figure.

Rules from the wording and from word classes of jieba's dictionary, which are often wrong; where they leave doubt it is
a formula. Kinds sort and filter; what each takes from the score is fitted with the other weights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from lineage.formulae.compounds import find_compounds
from lineage.text.lexicon import Lexicon

_NUMBER = "[一二三四五六七八九十百千万亿〇零○两]"
_MEASURE = "(?:亿元|万元|元|美元|万吨|亿吨|吨|公里|平方公里|公顷|亩|万亩|亿亩|斤|亿斤|个百分点|倍|人次|万人)"
_UNIT = f"(?:%|[年月日个项户套人件辆]|{_MEASURE}|万|亿|左右|以上|以下|以内)"
#: Digits before a unit, or left over at the end; shares; numerals alone, a sum or a full year in numerals, at an edge.
#: 三个代表, 二元结构, 百年 and 中国制造2025 are no figures.
_FIGURE = re.compile(
    f"[0-9]{_UNIT}|(?<=[长幅达到为至于占近约])[0-9]+(?:[.][0-9]+)?$|分之|翻[了一两]*番"
    f"|^第?{_NUMBER}+(?:点{_NUMBER}*)?$|^{_NUMBER}{{2,}}多?{_MEASURE}|{_NUMBER}+多?{_MEASURE}$"
    f"|[一二][〇零○九八七][{_NUMBER[1:-1]}]{{1,2}}年|本?世纪末|{_NUMBER}年时间"
)
#: What is said to an audience, or for it: address, thanks, wishes, the request to deliberate.
_CEREMONY = re.compile(
    "女士们|先生们|朋友们|同志们|各位代表|各位来宾|各位嘉宾|各位委员|各位同事|大家好|谢谢|请予审议|大会审议|提出意见|阁下"
    "|圆满成功|我代表国务院|向大会作|表示.{0,6}感谢|致以.{0,8}(?:问候|敬意|祝贺)|表示.{0,6}祝贺"
    "|同胞.{0,12}(?:侨胞|同胞)|特别行政区同胞|各人民团体和各界人士"
)
_PLACE, _BODY = "ns", "nt"
#: Words that close the name of a meeting, a treaty, a law, a body, however the rest of it is tagged,
_CLOSES_NAME = re.compile(
    "(?:全会|二十大|代表大会|第.{1,3}次会议|峰会|论坛|博览会|世博会|奥运会|残奥会|运动会|非正式会议|系列会议|首脑会议|会晤"
    "|基本法|自治法|宪法|条例|纲要|草案|协定|条约|公约|宪章|宣言|公报|备忘录|共和国|委员会|理事会|铁路|运河|海峡|枢纽工程"
    "|[一二三四五六七八九十]五(?:计划|规划)|第[一二三四五六七八九十]+个五年计划|中长期.{2,12}规划)$"
    "|^关于.+的(?:决定|决议|问题|意见|建议|通知|说明)$"
)
#: and the titles behind a person's name.
_TITLE = re.compile("^(?:同志|主席|总书记|总理|先生|总统|首相)$")
_NOT_NAMES = re.compile("(?:主义|思想|理论|精神|政策|战略|道路|.中国)$")
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
    if _is_titled(wording, words):
        return "name"
    if _FIGURE.search(wording):
        return "figure"
    if len(words) == 1 and len(wording) == 4 and words[0][1] == "i":
        return "idiom"
    return "name" if _is_name(wording, words) else "formula"


def _is_titled(wording: str, words: Sequence[tuple[str, str]]) -> bool:
    """Whether it closes as names of meetings, laws and bodies do; what is done to one (修改宪法) is no name."""
    closes = words[-1][0] == "法" or _CLOSES_NAME.search(wording)
    told = "的" in {word for word, _ in words} and not wording.startswith("关于")
    return bool(closes) and not told and words[0][1] != "v"


def _is_name(wording: str, words: Sequence[tuple[str, str]]) -> bool:
    """Whether it names a body, places and nothing else (北京上海, but not 平安中国), or a person with a title."""
    if _NOT_NAMES.search(wording) or (len(words) == 1 and len(wording) < _SHORTEST_NAME):
        return False
    if len(words) == 2 and words[0][1].startswith("nr") and _TITLE.search(words[1][0]):
        return True
    if words[-1][1].startswith(_BODY):
        return all(word_class.startswith("n") for _, word_class in words)
    return all(word_class.startswith((_BODY, _PLACE)) for _, word_class in words)
