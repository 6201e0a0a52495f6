"""Corpus furniture: what many files repeat word for word at one position, and nobody ever said.

Site footers and licence boxes at the edges of texts, the label before every item of a broadcast, the rubric above it.
Found by repetition and position, over all speeches at once; what a single text betrays is marked before, in
`lineage.reading.furniture`. The answer is a mask (`lineage.detect.masking`), a pure function of the set of speeches.

A wording is furniture only if every one of these holds:
- Many bear it: at least five files, and more than half of all, or a quarter at the edges; for an opener it is enough
  that in five files or more it opens line after line. Copies do not add up: a file weighs what it holds of its own.
- It keeps its place: nearly wherever these words stand, they stand as such a line, or open one before a colon.
- It is little of the texts that bear it.
- It says something of its publication: see `_PUBLISHED`. Slogans and headings, too, are repeated where labels are.
- Nobody is speaking in it: see `_SPOKEN`. Salutations and thanks are as frequent and stand at the same places, but a
  page never addresses a hearer, says I, wishes or exclaims. Titles and numbered headings belong to the speech.
- A line within the text, not at its edge, does not end as a sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from lineage.detect.lines import Lines, lines_of, speeches_with
from lineage.detect.masking import SpeechMask, masks_of, no_mask
from lineage.models import Int64, Mask, SpeechColumns


class Repetition(StrEnum):
    """What is repeated in many files. The values are stored in `Span.reason` and shown to readers."""

    EDGE = "repeated at an edge"  # a line at the head or the tail of the text
    OPENER = "repeated opener"  # the words before a colon that open a line
    LINE = "repeated line"  # a line anywhere


#: So many files at least bear what is masked, and so much of them is their own; a weight of 1000 is a whole file.
_FILES, _WEIGHT = 5, 4000
#: Half of all files and two more: in small corpora nearly all. What keeps to the edges needs no more than a quarter of
#: all and four more, as several sites may stand in one folder.
_MANY, _MANY_AT_EDGES = (0.5, 2000), (0.25, 4000)
#: An opener that fewer files bear opens so many of their lines, and this share of them.
_LINES_EACH, _LINES_SHARE = 3, 0.1
#: Of the places where the words stand, this share keeps the position.
_PURE: Final = 0.95
#: Characters; shorter ones are no wording, and may stand anywhere.
_SHORTEST: Final = 4
#: The edges of a text: so many lines, and a third of it. No more than a third of a text is furniture, but of a few.
_EDGE_LINES, _PART, _FEW = 20, 1 / 3, 0.1

#: Signs that somebody is speaking or spoken to, in canonical wording. Reviewed on the Work Reports, the congress
#: reports, the resolutions and the broadcasts; a sign too many only leaves furniture in.
_SPOKEN: Final = re.compile(
    # first and second person
    "我|咱|本人|您|你们"
    # addresses
    "|各位|诸位|大家|同志|代表|委员|女士|先生|朋友|来宾|嘉宾|同胞|乡亲|阁下|同学们|战友们|老师们|孩子们"
    # thanks, wishes, calls
    "|谢谢|感谢|致敬|敬礼|祝|愿|万岁|奋斗|再见|请(?!注明|勿|点击|联系|参阅|关注|扫描|登录)"
    # titles
    "|(?:讲话|演讲|致辞|致词|贺词|发言|报告|决议|公报|声明|宣言|谈话|答词|祝酒词|开幕词|闭幕词)$"
)
#: Signs that a publisher is speaking, in canonical wording: who made the text public, how, and by what right. Without
#: one of them nothing is masked: slogans and headings are repeated at the edges of many speeches, too.
_PUBLISHED: Final = re.compile(
    "https?|www|com|org|ICP|copyright|licen[cs]e|网(?!络|民|信|约|购)|本站|站点|首页|频道|栏目|客户端|公众号|微信|微博|二维码|扫码"
    "|版权|著作权|公有领域|公共领域|许可|授权|知识共享|转载|本作品|作者|出版|发行|编辑|校对|审核|供稿|记者|通讯员|摄影|责编"
    "|来源|消息|快讯|报道|新华社|央视|联播|电视台|广播电台|点击|下载|打印|分享|收藏|评论|浏览|上一篇|下一篇|返回|关闭"
    "|备案|电话|传真|邮箱|邮编|地址|主办|承办|录入|扫描|页码|文库|汇编|复制|快报|日报|晚报",
    re.IGNORECASE,
)
#: What tells somebody's words opens as many lines of the news as a label does: 会议指出.
_TELLING: Final = re.compile("指出|强调|表示|认为|要求|提出|号召|宣布|决定|介绍|透露|[说称问答]$")
_NUMBER: Final = re.compile("第?[0-9一二三四五六七八九十百零〇]+[章节条篇部分编]*")


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording that may be furniture: its places, as columns of the lines that bear it."""

    wording: str
    reason: Repetition
    line: Int64
    begin: Int64
    end: Int64


def find_corpus_furniture(columns: Sequence[SpeechColumns], texts: Sequence[str]) -> tuple[SpeechMask, ...]:
    """What is masked of each speech; neither order nor number of processes shows in it.

    Args:
        columns: The own columns of each speech.
        texts: The text as read of each.
    """
    if len(columns) < _FILES:
        return no_mask(len(columns))
    lines = lines_of(columns, texts)
    found = [*_openers(lines), *_lines(lines)]
    if found:
        weight = _weights(lines, found)
        found = [one for one in found if _is_borne(one, lines, weight)]
    kept = _little_of_its_texts(_keeping_their_place(found, lines), lines)
    return _masks(kept, lines) if kept else no_mask(len(columns))


def _candidates(lines: Lines, number: Int64, enough: Mask, end: Int64, reason: Repetition) -> Iterator[_Wording]:
    """The wordings of these numbers, as far as they are long enough and nobody is speaking in them."""
    order = np.argsort(number, kind="stable")
    ranked = number[order]
    for one in np.flatnonzero(enough).tolist():
        low, high = np.searchsorted(ranked, (one, one + 1)).tolist()
        places = order[low:high]
        begin = lines.begin[places]
        wording = lines.text[begin[0] : end[places[0]]]
        published = _PUBLISHED.search(wording) and not _SPOKEN.search(wording)
        if len(wording) >= _SHORTEST and published and not _numbered(wording, int(begin[0]), lines):
            yield _Wording(wording, reason, places, begin, end[places])


def _openers(lines: Lines) -> Iterator[_Wording]:
    """The words that open lines in so many files."""
    number = lines.opener_numbers()
    one_each = np.ones(len(lines.character_of) - 1, np.int64)
    enough = speeches_with(number, lines.speech, one_each) >= _FILES
    for found in _candidates(lines, number, enough, lines.opener_end, Repetition.OPENER):
        if not _TELLING.search(found.wording):
            yield found


def _lines(lines: Lines) -> Iterator[_Wording]:
    """The lines that so many files bear: at an edge, or anywhere if they do not end as a sentence does."""
    number = lines.numbers()
    speeches = len(lines.character_of) - 1
    files = speeches_with(number, lines.speech, np.full(speeches, 1000, np.int64))
    edge = lines.near_edge(_EDGE_LINES, _PART)
    enough = (files >= _FILES * 1000) & (files >= _needed(speeches * 1000, Repetition.EDGE))
    for found in _candidates(lines, number, enough, lines.end, Repetition.LINE):
        if lines.called[found.line].mean() > 1 - _PURE:
            continue
        if edge[found.line].mean() >= _PURE:
            yield replace(found, reason=Repetition.EDGE)
        elif lines.ended[found.line].mean() <= 1 - _PURE and not _TELLING.search(found.wording):
            yield found


def _needed(weight: int, reason: Repetition) -> float:
    """How much of files of this weight must bear what is masked."""
    ways = (_MANY, _MANY_AT_EDGES) if reason is Repetition.EDGE else (_MANY,)
    return min(share * weight + more for share, more in ways)


def _numbered(wording: str, begin: int, lines: Lines) -> bool:
    """Whether it begins as a numbered heading does: 一、, （二）, 第三章."""
    number = _NUMBER.match(wording)
    if not number:
        return False
    at = begin + number.end()
    return bool(lines.marked[np.searchsorted(lines.marked, at) : np.searchsorted(lines.marked, at, "right")].size)


def _weights(lines: Lines, found: Sequence[_Wording]) -> Int64:
    """How much of each text is its own, in thousandths: a sentence that n files have is each one's by an nth.

    What may be furniture is left out of account.
    """
    length = np.diff(np.append(lines.hard, len(lines.text)))
    number = lines.sentence_numbers()
    speech = np.searchsorted(lines.character_of, lines.hard, "right") - 1
    speeches = len(lines.character_of) - 1
    files = speeches_with(number, speech, np.ones(speeches, np.int64))[number]
    counted = ~_hidden(found, len(lines.text))[lines.hard]
    total = np.bincount(speech[counted], length[counted], speeches).astype(np.int64)
    own = np.bincount(speech[counted], (length * 1000 // files)[counted], speeches).astype(np.int64)
    return own // np.maximum(total, 1)


def _hidden(found: Sequence[_Wording], length: int) -> Mask:
    """Which characters the places of these wordings cover."""
    hidden = np.zeros(length, bool)
    for one in found:
        hidden[_characters(one)] = True
    return hidden


def _characters(found: _Wording) -> Int64:
    """All characters at its places, one place a row."""
    return np.add.outer(found.begin, np.arange(len(found.wording)))


def _is_borne(found: _Wording, lines: Lines, weight: Int64) -> bool:
    """Whether enough files bear it, or it opens line after line of them."""
    speeches = np.unique(lines.speech[found.line])
    borne = int(weight[speeches].sum())
    if borne < _WEIGHT:
        return False
    if borne >= _needed(int(weight.sum()), found.reason):
        return True
    places = len(found.line)
    all_lines = int(lines.lines_in(speeches).sum())
    opener = found.reason is Repetition.OPENER
    return opener and places >= _LINES_EACH * len(speeches) and places >= _LINES_SHARE * all_lines


def _keeping_their_place(found: Sequence[_Wording], lines: Lines) -> list[_Wording]:
    """Those whose words stand nearly nowhere else; what a longer one holds is not counted against a shorter."""
    taken = np.zeros(len(lines.text), bool)
    kept = []
    for one in sorted(found, key=lambda one: (-len(one.wording), one.wording, one.reason is not Repetition.OPENER)):
        everywhere = np.fromiter((match.start() for match in re.finditer(re.escape(one.wording), lines.text)), np.int64)
        free = ~taken[one.begin]
        if free.any() and free.sum() >= _PURE * (~taken[everywhere]).sum():
            own = replace(one, line=one.line[free], begin=one.begin[free], end=one.end[free])
            kept.append(own)
            taken[_characters(own)] = True
    return kept


def _little_of_its_texts(found: Sequence[_Wording], lines: Lines) -> list[_Wording]:
    """Those whose files are mostly something else."""
    masked = np.zeros(len(lines.character_of) - 1)
    for one in found:
        masked += np.bincount(lines.speech[one.line], minlength=len(masked)) * len(one.wording)
    much = masked > _PART * np.diff(lines.character_of)
    return [one for one in found if much[np.unique(lines.speech[one.line])].mean() <= _FEW]


def _masks(found: Sequence[_Wording], lines: Lines) -> tuple[SpeechMask, ...]:
    begin = np.concatenate([one.begin for one in found])
    end = np.concatenate([one.end for one in found])
    reason = np.repeat([one.reason.value for one in found], [len(one.begin) for one in found])
    order = np.argsort(begin, kind="stable")
    return masks_of(begin[order], end[order], reason[order].tolist(), lines.character_of)
