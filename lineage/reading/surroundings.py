"""The few lines around a speech that can say something about it.

What they say is read in `lineage.reading.inference` (title, venue), `lineage.reading.speakers` and
`lineage.reading.occasions` (the day).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from lineage.models import Fact, Provenance, Span
from lineage.reading import furniture_rules as rules
from lineage.reading.glosses import without_glosses
from lineage.reading.reasons import TRANSPARENT, Reason
from lineage.reading.writing import BLANKS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAD = 120
"""The first sentence of a story has hardly more characters."""

_FEW_STORIES = 2  # an agency opens a story and may end it
_BESIDE = 6  # things that are told in one line stand so near
_RUNNING = 30
_HEAD_LINES = 8
_BODY_LINES = 40
_HEAD = 4_000  # a title stands within so many characters of the speech
_SALUTATION = re.compile(rules.SALUTATION)
_ADDRESS = re.compile(rules.ADDRESS)
_GREETING = re.compile(rules.GREETING)
_PUBLISHED = re.compile(
    r"时间|日期|发[布表稿佈]|更新|刊[登出发]|张贴|贴文|上版|上[架传线]|登载|公[布佈告]|录入|播出|建[立档]|新闻稿|\d:\d\d|\d时\d|\([星礼周]"
    r"|来源|作者|编辑|字[号体]|浏览|点击|点阅|版$|\d版"
)
_INFORMATION = re.compile(
    r"www\.|https?:|\.(?:gov|com|org|edu|net|cn)\b|(?:来源|发布[者人]|发布单位|发布机构|责任编辑|编辑|作者|供稿|审核|责编|撰稿|浏览次数|点击数)\s?:"
)
_TAIWAN = re.compile(
    r"中華民國|民國\s?[\d一二三四五六七八九十百○〇零]{1,6}\s?年|總統府|行政院|立法院|監察院|[臺台][灣北中南東]|\.tw\b|中央社"
    r"|[新花宜桃苗彰南雲嘉高屏澎金基][北蓮蘭園竹栗化投林義雄東湖門隆][縣市]|學年度|鄉公所|縣政府|財團法人"
    r"|(?<![\d.])1[0-3]\d[./-]\d{1,2}[./-]\d{1,2}(?![\d./-])"
)
_TRADITIONAL = re.compile("[國發會議與這個來對於們時務總經業]")
_AGENCY = re.compile(r"(?:电|讯|消息)\W*(?:\(.*)?$")


def fact(value: str, evidence: str) -> Fact:
    """What the text says of itself, with the words that it rests on."""
    return Fact(value, Provenance.TEXT, evidence.strip(BLANKS)[:LEAD])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The few lines around a speech that can say something about it, without glosses and wraps.

    Attributes:
        head: The first lines of the speech itself.
        marked: What is furniture, as pairs of reason and words.
        story: What is told before the transcript, or empty.
        body: The first paragraphs of the speech, or of the report that stands for it.
        taiwanese: Whether the page shows that it is of Taiwan, where years are counted from 1912.
    """

    head: Sequence[str]
    marked: Sequence[tuple[str, str]]
    story: str
    body: str = ""
    taiwanese: bool = False

    @classmethod
    def of(cls, text: str, furniture: Sequence[Span]) -> Surroundings:
        """The lines around the speech in a text."""
        hard = [span for span in furniture if span.reason not in TRANSPARENT]
        inner = [span for span in furniture if span.reason in TRANSPARENT]
        telling = [span for span in hard if span.reason in _TELLING]
        kept = telling[:60] + telling[60:][-20:]
        ends = [_reach(text, span, following) for span, following in zip_longest(kept, kept[1:])]
        marked = [(span.reason, without_glosses(text[span.begin : end])) for span, end in zip(kept, ends, strict=True)]
        story = "\n".join(words for reason, words in marked if reason == Reason.STORY)
        lines = list(islice(_speech_lines(text, hard, inner), _BODY_LINES))
        head, body = lines[:_HEAD_LINES], "\n".join(lines)[:_HEAD]
        return cls(head, marked, story, body, taiwanese=_is_taiwanese(text))

    def words(self, reason: Reason) -> Iterator[str]:
        """What is marked for this reason."""
        return (words for marked, words in self.marked if marked == reason)

    def lines(self, *reasons: Reason) -> Iterator[str]:
        """The lines that are marked for one of these reasons."""
        return (line for marked, words in self.marked if marked in reasons for line in words.split("\n"))

    @property
    def addressed(self) -> bool:
        """Whether somebody addresses his hearers in the first lines."""
        return any(
            _SALUTATION.fullmatch(folded) or _ADDRESS.match(folded) or _GREETING.match(folded)
            for folded in map(fold, self.head)
        )

    @property
    def lead(self) -> str:
        """The beginning of the news story, where the text is one: before a transcript, or the text itself."""
        if self.story:
            return self.story[: 2 * LEAD]
        folded = [fold(words) for words in self.lines(Reason.NAVIGATION, Reason.DATELINE)]
        if sum(map(is_agency, folded)) > _FEW_STORIES:
            return ""  # a broadcast of many stories has no speaker and no day of its own
        told = any(is_published(words) or is_agency(words) for words in folded) or any(
            "记者" in fold(words) for words in self.words(Reason.BYLINE)
        )
        running = (line for line in self.head if _is_sentence(line) and not _SALUTATION.fullmatch(fold(line)))
        return next(running, "")[: 2 * LEAD] if told and not self.addressed else ""


def _is_sentence(line: str) -> bool:
    """Whether a line is running text: a long one, or a short one that tells a day and ends in a full stop."""
    return len(line) >= _RUNNING or (len(line) >= _RUNNING // 2 and line[-1] == "。" and "日" in line)


def _reach(text: str, span: Span, after: Span | None) -> int:
    """Where the words about a day end: what stands beside it in its line says whose day it is (来源：…)."""
    if after is None:
        return span.end
    same_line = after.begin - span.end <= _BESIDE and "\n" not in text[span.begin : after.begin]
    if span.reason != Reason.DATELINE or not same_line or is_agency(fold(text[span.begin : span.end])):
        return span.end
    end = text.find("\n", after.begin, after.end)
    return after.end if end < 0 else end


def is_published(folded: str) -> bool:
    """Whether words about a day tell when a page was made."""
    return bool(_PUBLISHED.search(folded))


def is_information(folded: str) -> bool:
    """Whether a line tells of the page: addresses, and labels of those who made it."""
    return len(folded) <= LEAD and bool(_INFORMATION.search(folded))


def is_agency(folded: str) -> bool:
    """Whether the words are how an agency opens or ends a story: 新华社北京9月18日电."""
    return bool(_AGENCY.search(folded))


def _is_taiwanese(text: str) -> bool:
    """Whether head or tail of a text are in traditional script and name what is named in Taiwan alone."""
    edges = text[:_HEAD] + text[-_HEAD:] if len(text) > 2 * _HEAD else text
    return bool(_TRADITIONAL.search(edges)) and bool(_TAIWAN.search(edges))


_TELLING = {
    Reason.BYLINE.value,
    Reason.DATELINE.value,
    Reason.NAVIGATION.value,
    Reason.STORY.value,
    Reason.SOURCE.value,
    Reason.NOTE.value,
    Reason.CAPTION.value,
}


def _plain(text: str, begin: int, end: int, inner: Sequence[Span]) -> str:
    """The text of a stretch without the transparent spans in it."""
    parts = []
    for span in inner:
        if begin <= span.begin and span.end <= end:
            parts.append(text[begin : span.begin])
            begin = span.end
        elif span.begin >= end:
            break
    return "".join(parts) + text[begin:end]


def _speech_lines(text: str, hard: Sequence[Span], inner: Sequence[Span]) -> Iterator[str]:
    """The lines of the speech itself, near its head."""
    begin = 0
    for span in [*hard, Span(len(text), len(text), "")]:
        for line in _plain(text, begin, min(span.begin, begin + _HEAD), inner).split("\n"):
            if line.strip(BLANKS):
                yield line.strip(BLANKS)
        begin = span.end
