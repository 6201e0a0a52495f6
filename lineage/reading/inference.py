"""What a text itself says about its title, speaker, date, role and venue.

Everything here is inferred and carries the words it rests on. The rules keep silent when in doubt: a year inside a
speech is not its date, the day a page was printed or published is not the day it was given, a reporter is no speaker.
`infer` gives what is found; `examine` also says what was found and not believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from lineage.edtf import EdtfDate
from lineage.models import Fact, Provenance, Span
from lineage.reading import furniture_rules as rules
from lineage.reading.dates import FULL_DATE, find_dates, find_printed, resolve_day
from lineage.reading.glosses import without_glosses
from lineage.reading.names import OFFICE, PERSON, is_body, is_name, office_and_name, speaking_name
from lineage.reading.reasons import TRANSPARENT, Reason
from lineage.reading.writing import BLANKS, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

_HEAD_LINES = 8
_HEAD = 4_000  # a title stands within so many characters of the speech
_LEAD = 120  # the first sentence of a story
_TITLE_LENGTH = 80
_MONTH = timedelta(days=31)  # a newspaper prints a speech within that time
_TAIL_MARKS = "。；：，、;:,"

_SALUTATION = re.compile(rules.SALUTATION)
_ADDRESS = re.compile(rules.ADDRESS)
_NEWSPAPER = re.compile(r"《[^《》]{1,12}报\s?》")
_NO_TITLE = re.compile(
    r"[(\[《]?(?:目录|目次|序言?|前言|引言|摘要|导语|编者按|[一二三四五六七八九十]{1,3}[、.]?.{0,40})[)\]》]?|\(.*\)"
)
_DATED_TAIL = re.compile(rf"\s*(?:-{{1,4}}\s*|\()(?={FULL_DATE}).*")
_WIKI_TITLE = re.compile(r"(?P<title>.+?)\s*(?:\((?P<year>[12]\d{3})年?\))?")
_REPORTER = re.compile(r"记者|编辑|责编|通讯员|摄影|编译|审核|校对|来源")
_LABEL = re.compile(r"^(?:主讲人|演讲人|演讲者|报告人|发言人|讲话人|致辞人|作者|文)[:/]|^-+|^\(|\)$")
_AGENCY = re.compile(r"(?:电|讯|消息)\W*(?:\(.*)?$")
_PUBLISHED = re.compile(r"时间|日期|发布|发表|更新|\d:\d\d")
_ANNOUNCED = re.compile(
    rf"(?:以下|下面|现将|全文)?(?:是|为|系)?(?P<who>[^,。:]*?)(?:在.{{0,40}})?的?(?:{rules.KIND_OF_SPEECH}|全文|实录|原文).{{0,12}}"
)
_REPORTED = re.compile(
    rf"{OFFICE}(?P<name>{PERSON})(?:(?:\d{{1,2}}月)?\d{{1,2}}日|今天|今日|当天|当日|日前|近日)?(?:[在于就].{{0,40}}?)?(?:表示|指出|强调|说|称|认为|发表|致辞|呼吁|宣布)"
)
_DAY = re.compile(r"(?<![\d年月])(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日")
_SAME_DAY = re.compile(r"今天|今日|今晨|今晚|当天|当日")
_SOME_DAY = re.compile(r"日前|近日|此前|不久前|昨")
_IN_THE_MIDST = re.compile(r"在(?P<venue>[^,。]{4,60})上的?(?:.{0,6})$")


@dataclass(frozen=True, slots=True)
class Inference:
    """What a text yields: facts by field name, and a sentence for each that was found and not believed."""

    facts: Mapping[str, Fact]
    warnings: tuple[str, ...] = ()


def infer(text: str, furniture: Sequence[Span]) -> dict[str, Fact]:
    """The metadata that a text yields, by field name: title, speaker, role, date, venue."""
    return dict(examine(text, furniture).facts)


def examine(text: str, furniture: Sequence[Span]) -> Inference:
    """The metadata that a text yields, and what in it cannot be right."""
    page = _Page.of(text, furniture)
    facts: dict[str, Fact] = {}
    title = _title(page)
    if title:
        facts["title"] = _fact(title, title)
    facts |= _speaker(page, title)
    found = _date(page)
    doubt = _misprint(page, *found) if found else ""
    if found and not doubt:
        value, evidence = found
        facts["date"] = _fact(str(value), evidence)
    facts |= _venue(page, title)
    return Inference(facts, (doubt,) if doubt else ())


def _fact(value: str, evidence: str) -> Fact:
    return Fact(value, Provenance.TEXT, evidence.strip(BLANKS)[:_LEAD])


@dataclass(frozen=True, slots=True)
class _Page:
    """The few lines around a speech that can say something about it, without glosses and wraps.

    Attributes:
        head: The first lines of the speech itself.
        marked: What is furniture, as pairs of reason and words.
        story: What is told before the transcript, or empty.
    """

    head: Sequence[str]
    marked: Sequence[tuple[str, str]]
    story: str

    @classmethod
    def of(cls, text: str, furniture: Sequence[Span]) -> _Page:
        """The lines around the speech in a text."""
        hard = [span for span in furniture if span.reason not in TRANSPARENT]
        inner = [span for span in furniture if span.reason in TRANSPARENT]
        telling = [span for span in hard if span.reason in _TELLING]
        kept = telling[:60] + telling[60:][-20:]
        marked = [(span.reason, without_glosses(text[span.begin : span.end])) for span in kept]
        story = next((words for reason, words in marked if reason == Reason.STORY), "")
        return cls(list(islice(_speech_lines(text, hard, inner), _HEAD_LINES)), marked, story)

    def words(self, reason: Reason) -> Iterator[str]:
        """What is marked for this reason."""
        return (words for marked, words in self.marked if marked == reason)

    @property
    def lead(self) -> str:
        """The beginning of the news story, where the text is one: before a transcript, or the text itself."""
        if self.story:
            return self.story[: 2 * _LEAD]
        told = any(_PUBLISHED.search(fold(words)) for words in self.words(Reason.NAVIGATION)) or any(
            _AGENCY.search(fold(words)) for words in self.words(Reason.DATELINE)
        )
        running = (line for line in self.head if len(line) >= 30 and not _SALUTATION.fullmatch(fold(line)))
        addressed = any(_SALUTATION.fullmatch(fold(line)) or _ADDRESS.match(fold(line)) for line in self.head)
        return next(running, "")[: 2 * _LEAD] if told and not addressed else ""


_TELLING = {
    Reason.BYLINE.value,
    Reason.DATELINE.value,
    Reason.NAVIGATION.value,
    Reason.STORY.value,
    Reason.SOURCE.value,
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


def _title(page: _Page) -> str:
    """The headline: unmarked lines before the speech begins, down to a subtitle behind a dash."""
    lines = []
    for line in page.head:
        folded = fold(line)
        if len(line) > _TITLE_LENGTH or line[-1] in _TAIL_MARKS or _SALUTATION.fullmatch(folded):
            break
        lines.append(line)
    subtitle = next((place for place, line in enumerate(lines[:4]) if fold(line)[0] == "-"), 1)
    title = " ".join(lines[: max(subtitle, 1)]).strip(BLANKS + "#*")
    dated = _DATED_TAIL.search(fold(title))
    title = title[: dated.start()] if dated else title
    if len(title) >= 4 and not _NO_TITLE.fullmatch(fold(title)):
        return title
    return _wiki_title(page)[0]


def _wiki_title(page: _Page) -> tuple[str, str]:
    """The name of a Wikisource page and the year that it may give behind it."""
    for words in page.words(Reason.NAVIGATION):
        name, _, site = words.partition("\n")
        if "维基文库" in fold(site):
            match = _WIKI_TITLE.fullmatch(fold(name))
            return (name[: match.end("title")], match["year"] or "") if match else (name, "")
    return "", ""


def _speaker(page: _Page, title: str) -> dict[str, Fact]:
    """Speaker and role: from a byline, the line that announces a transcript, the title, or a story's first sentence."""
    for words in page.words(Reason.BYLINE):
        facts = _named(words)
        if facts:
            return facts
    announcing = page.story.rstrip(BLANKS).rpartition("\n")[2].strip(BLANKS)
    announced = _ANNOUNCED.fullmatch(fold(announcing)) if announcing else None
    if announced:
        facts = _named(announcing[slice(*announced.span("who"))])
        if facts:
            return {field: _fact(fact.value, announcing) for field, fact in facts.items()}
    facts = _reported(page.story[-2 * _LEAD :])
    name = speaking_name(fold(title)) if title and not facts else None
    if name:
        facts = {"speaker": _fact(title[name], title)}
    return facts or _reported(page.lead)


def _reported(words: str) -> dict[str, Fact]:
    """The speaker that a sentence of a news story names."""
    reported = _REPORTED.search(fold(words))
    if not reported:
        return {}
    return {"speaker": _fact(words[slice(*reported.span("name"))], words[reported.start() : reported.end()])}


def _named(words: str) -> dict[str, Fact]:
    """What a byline says, if it names a person or a body that speaks."""
    squeezed = squeeze(words)
    if _REPORTER.search(fold(squeezed)):
        return {}
    while label := _LABEL.search(fold(squeezed)):
        squeezed = squeezed[: label.start()] + squeezed[label.end() :]
    both = office_and_name(fold(squeezed))
    if both:
        office, name = both
        return {"speaker": _fact(squeezed[name], words), "role": _fact(squeezed[office], words)}
    if is_name(fold(squeezed)) or is_body(fold(squeezed)) or fold(words).lstrip()[:1] == "-":
        return {"speaker": _fact(squeezed, words)}
    return {}


def _date(page: _Page) -> tuple[EdtfDate, str] | None:
    """The day the speech was given: from its own dateline, its headline, the story around it, or its page's name."""
    for words in page.words(Reason.DATELINE):
        found = find_dates(words)
        if found and not _AGENCY.search(fold(words)):
            return found[0].value, words
    for line in page.head[:3]:
        dated = _DATED_TAIL.search(fold(line))
        if dated and not _SALUTATION.fullmatch(fold(line)):
            return find_dates(line[dated.start() :])[0].value, line[dated.start() :]
    told = _told_date(page)
    if told:
        return told
    year = _wiki_title(page)[1]
    return (EdtfDate(int(year)), next(page.words(Reason.NAVIGATION))) if year else None


def _misprint(page: _Page, value: EdtfDate, evidence: str) -> str:
    """What is wrong with a date that lies more than a month from the day of the newspaper; empty if nothing is."""
    for words in page.words(Reason.SOURCE):
        printed = find_printed(words) if _NEWSPAPER.search(words) else None
        if printed and max(printed.earliest() - value.latest(), value.earliest() - printed.latest()) > _MONTH:
            own, source = evidence.strip(BLANKS)[:_LEAD], words.strip(BLANKS)
            return f"dates itself {value} ({own}) but was printed {printed} ({source}): no date is taken from the text"
    return ""


def _told_date(page: _Page) -> tuple[EdtfDate, str] | None:
    """The day that the first sentence of a news story names, resolved by the day the story was published."""
    published = _published(page)
    lead = page.lead[:_LEAD]
    if not published or not lead or _SOME_DAY.search(fold(lead)):
        return None
    agency = next((words for words in page.words(Reason.DATELINE) if _AGENCY.search(fold(words))), "")
    for words in (lead, agency):
        day = _DAY.search(fold(words))
        if day:
            value = resolve_day(published, int(day["day"]), int(day["month"]) if day["month"] else None)
            return (value, f"{words[: day.end()]} ({published.isoformat()})") if value else None
    if _SAME_DAY.search(fold(lead)):
        return EdtfDate(published.year, published.month, published.day), f"{lead} ({published.isoformat()})"
    return None


def _published(page: _Page) -> date | None:
    """The day the page says it was published; a day that merely stands at its top is the day it was printed."""
    for words in page.words(Reason.NAVIGATION):
        found = find_dates(words) if _PUBLISHED.search(fold(words)) else ()
        if found and found[0].value.precision == "day":
            return found[0].value.earliest()
    return None


def _venue(page: _Page, title: str) -> dict[str, Fact]:
    """Where it was given: behind the date of a dateline, or in the title."""
    for words in page.words(Reason.DATELINE):
        found = find_dates(words)
        place = words[found[0].end :].strip(BLANKS + ",，)）]—-") if found and not _AGENCY.search(fold(words)) else ""
        place = re.sub(r"^[在于於](.*?)上?$", r"\1", place)
        if len(place) >= 2 and not re.search(r"通[过過]$|星期|周.$", place):
            return {"venue": _fact(place, words)}
    match = _IN_THE_MIDST.search(fold(title))
    return {"venue": _fact(title[slice(*match.span("venue"))], title)} if match else {}
