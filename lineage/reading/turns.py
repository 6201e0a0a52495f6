"""Who speaks now: the labels of an interview, a press conference or a panel (问：, 主持人：, a name before an answer).

The labels are furniture, what is asked and answered is text. Who of them answers is read in
`lineage.reading.speakers`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading.names import is_body, is_name, is_office, office_and_name
from lineage.reading.reasons import Reason
from lineage.reading.writing import HAN, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lineage.reading.page import Line
    from lineage.reading.sheet import Sheet

_LABEL = re.compile(r"[【\[*]{0,2}(?P<who>[^\s,。:;!?\[\]【】*][^,。:;!?\[\]【】*]{0,29}?)[】\]*]{0,2}\s?:[*]{0,2}\s?")
_ASKING = re.compile(
    r"(?:追问|Q\d*|主持|司仪|问题|质询|提问[人者]?|本[刊报网台社站]|小编|编者|观众|听众|网友|学生|同学|主播|编辑部?)|.{0,20}(?:问|提问)|.{0,20}(?:记者|主持人|采访[者人]|访谈[者人]|提问[者人]|访者|观众|听众|网友|学生|同学)"
    r"|.{0,16}(?:社|报|台|网|电视|周刊|杂志|通讯社|广播|新闻|时报)|《.{1,16}》"
)
_ANSWERING = re.compile(r".{0,10}(?:答|回答|答复|答覆)|(?:A\d*|受访者|被访者|嘉宾|发言人)")
_CREDIT = re.compile("责|编|校|审|来源|摄|策划|监制|整理|翻译|时间|地点|日期|关键|标签|热词|链接|附件|电话|题$")
_BRACKET = re.compile(r"\([^()]{0,20}\)|(?:同志|先生|女士|阁下)$")
_TELLS = re.compile("^有|[我你他她]|大家|人们")  # somebody tells of a question: 有人问：
_PLAIN = frozenset({"问", "问题", "提问"})
_FEWEST = 3  # so many turns make a conversation, where the labels are not the plainest
_SHORT_NAME = re.compile(rf"[{HAN}]{{2,8}}")


def find_turns(sheet: Sheet) -> Iterator[tuple[int, Span]]:
    """The labels at the beginnings of lines, with the index of the line, if they are a conversation's."""
    labels = [(index, line, match) for index, line in sheet.free() for match in [_label(line)] if match]
    counts = Counter(_bare(match["who"]) for _, _, match in labels)
    turns = [
        (index, line, match, kind) for index, line, match in labels for kind in [_kind(match["who"], counts)] if kind
    ]
    kinds = Counter(kind for *_, kind in turns)
    persons = Counter(bare for bare in (_bare(match["who"]) for _, _, match, _ in turns) if is_name(bare))
    repeated = {who for who, count in persons.items() if count > 1}
    if len(repeated) > 1 and not kinds["asks"]:
        yield from ((index, _span(line, match)) for index, line, match, _ in turns if _bare(match["who"]) in repeated)
    plain = any(_bare(match["who"]) in _PLAIN for _, _, match, _ in turns)
    if kinds["asks"] and kinds["answers"] and (plain or len(turns) >= _FEWEST):
        first = next(index for index, *_, kind in turns if kind == "asks")
        for index, line, match, _ in turns:
            if index >= first:
                yield index, _span(line, match)


def _span(line: Line, match: re.Match[str]) -> Span:
    return Span(line.begin, line.at(match.end()), Reason.BYLINE.value)


def _label(line: Line) -> re.Match[str] | None:
    """The label that a line begins with, if something is said behind it that is not just a name."""
    match = _LABEL.match(line.folded[:60]) if ":" in line.folded[:40] else None
    return match if match and not is_name(line.folded[match.end() :][:20]) and not _CREDIT.match(match["who"]) else None


def asks(label: str) -> bool:
    """Whether the label is that of one who asks or leads, and is no speaker."""
    return bool(_ASKING.fullmatch(_bare(fold(label))))


def answering_name(label: str) -> str:
    """The name that the label of an answer tells; empty where it tells none."""
    who = _bare(fold(label))
    if asks(label) or _ANSWERING.fullmatch(who):
        return ""
    both = office_and_name(who)
    return who[both[1]] if both else who if is_name(who) else ""


def _bare(who: str) -> str:
    return squeeze(_BRACKET.sub("", who.rstrip(": ").strip("【】[]*")))


def _kind(who: str, counts: Counter[str]) -> str:
    """`asks`, `answers`, or empty for what is no label of a turn."""
    bare = _bare(who)
    if _TELLS.search(bare):
        return ""
    if asks(who):
        return "asks"
    office = is_office(bare) and counts[bare] > 1  # 主席：once is an address
    named = is_name(bare) or office or is_body(bare) or office_and_name(bare) is not None
    again = counts[bare] > 1 and _SHORT_NAME.fullmatch(bare)
    return "answers" if _ANSWERING.fullmatch(bare) or (named and len(bare) <= 20) or again else ""
