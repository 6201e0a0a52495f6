"""The day a speech was given, from what stands around it.

Its own dateline comes first, then its headline, then the story around it. Words that count from another day (今天,
昨日, 本月3日, 18日) are resolved by the day of the agency's dateline, or else by the day the page was published; that
day alone is never taken for the day of the speech.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from lineage.edtf import EdtfDate, checked_date
from lineage.reading import furniture_rules as rules
from lineage.reading.dates import (
    FULL_DATE,
    MONTH_DAY,
    SHORT_DATE,
    SHORT_NUMERALS,
    YEAR,
    find_dates,
    find_printed,
    find_ranges,
    find_short_date,
    read_number,
    resolve_day,
)
from lineage.reading.heads import DATED_BEFORE, DATED_BEHIND
from lineage.reading.reasons import Reason
from lineage.reading.surroundings import LEAD, Surroundings, is_agency, is_information, is_published
from lineage.reading.writing import BLANKS, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = timedelta(days=31)  # a newspaper prints a speech within that time
_SMALL = r"(?:[0-3]?\d|[一二三四五六七八九十廿卅]{1,3})"
_SALUTATION = re.compile(rules.SALUTATION)
_NEWSPAPER = re.compile(r"《[^《》]{1,12}报\s?》")
_DATED_TAIL = re.compile(rf"\s*(?:-{{1,4}}\s*|\()(?={FULL_DATE}).*")
_OCCASION = (
    rf"[^,。]*(?:{rules.KIND_OF_SPEECH}|记者会|发布会|会议|答问|答记者问|座谈|论坛|在|告|书|致|贺"
    "|广播|[典庆]礼|开幕|闭幕|讲座)"
)
_NO_OCCASION = "纪念|自|从|关于|对|《|至|到|以来|[(（]"
_DATED_HEAD = re.compile(
    rf"(?:(?!{_NO_OCCASION})[^,。:;\d]){{0,20}}?(?P<date>{FULL_DATE})(?![至到以起前后])(?={_OCCASION})"
)
_HEAD_DAY = re.compile(
    rf"(?:(?!{_NO_OCCASION})[^,。:;\d]){{0,20}}?(?P<date>(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日)(?![至到以起前后])(?={_OCCASION})"
)
_BARE_DAY = re.compile(rf"[(\[]?(?P<date>{MONTH_DAY})[)\]]?")
_BARE_PARTS = re.compile(r"(?P<month>.+?)\s?月\s?(?P<day>.+?)\s?[日号]")
_BRACKETED_DAY = re.compile(rf"[(\[](?:{SHORT_DATE}|{SHORT_NUMERALS})[^()]{{0,40}}[)\]]|{SHORT_NUMERALS}.{{0,30}}")
_HELD = re.compile(
    r"(?:演讲|讲话|会议|活动|致[辞词]|举行|召开|访谈|采访|发言)(?:时间|日期)|时间\s?:.*(?:[上下中]午|晚|星期|\d时)"
)
_PLACE = re.compile(r"(?:演讲|讲话|会议|活动)?地点\s?:")
_WHEN_LABEL = re.compile(r"[\s(\[]{0,3}(?:时\s{0,4}间|日\s{0,4}期)\s?[:丨|](?!.*\d:\d)")
_WHO_SPEAKS = re.compile(
    r"\s*(?:[主演宣]讲[人者]|讲者|报告[人者]|演说[人者]|致[辞词][人者]|主持人|与谈人|主讲嘉宾|演讲嘉宾)\s?[:丨|]"
)
_SAID = re.compile(
    "举行|召开|出席|开幕|闭幕|发表|表示|指出|说|致辞|致词|演讲|讲话|会见|强调|发言|主持|作了|呼吁|宣布|谈话|介绍|参加|座谈|回应|称|报告|宣读|揭幕|访问|采访|专访|调研|考察|视察|走访|看望|接见|提问|答复|答覆|授课|主讲|开讲|见到|见面|面对面|做客|作客|对话|访谈|受访|请到|演说|谈到|透露|要求|书面"
)
_ABOUT_TEXT = re.compile("本文|此文|本篇|本稿|这是|此为|作者|整理|节选")
_SOME_DAY = re.compile("日前|近日|此前|不久前|前不久|早前|日昨")
_TOLD = rf"(?:\s?\((?:(?P<told_month>{_SMALL})月)?(?P<told>{_SMALL})日?\))?"
_RELATIVE_TO_REPORT = re.compile(
    r"(?P<back>今[天日晨早晚]|今(?=\s?\(\d{1,2}\s?日?\))|当[天日]|昨[天日晚晨]|昨(?=\s?\(\d{1,2}\s?日?\))|前天|前日)"
    rf"(?:[上下中]午)?{_TOLD}"
    rf"|(?P<which>本月|这个月|上月|上个月)(?:\s?(?P<of_month>{_SMALL})[日号])?"
    r"|(?P<eve>新年前夕)"
    rf"|(?P<year>今年|去年)\s?(?P<year_month>{_SMALL})月(?:份|(?P<year_day>{_SMALL})[日号])?"
)
_NAMED_DAY = re.compile(
    rf"(?<![\d年月一二三四五六七八九十])(?:(?P<month>{_SMALL})月)?(?P<day>{_SMALL})日(?!本|报|电|常|益|前|夜|子)"
)
_DAY_OF_RANGE = re.compile(
    rf"今[天日](?:\s?\(|,?也?就?是)?\D{{0,4}}?(?P<told>{_SMALL})日|第(?P<nth>[一二三四五六七八九\d])[天日]|(?P<first>首)日"
    rf"|[于在](?:\d{{1,2}}月)?(?P<held>{_SMALL})日[上下]?[午晚]"
)
_NOTED = re.compile(
    rf"(?:此|本文|这|本篇|该文|本稿|全文)(?:文|篇|稿)?(?:是|为|系|乃)[^。;]{{0,20}}?(?:{FULL_DATE}|{YEAR})[^。;]{{0,60}}?(?:{rules.KIND_OF_SPEECH})"
)
_BACK = {"昨": 1, "前": 2}
_RANGE = re.compile(rf"\s?[至到~-]{{1,2}}\s?(?:{_SMALL}月)?{_SMALL}日")
_AGENCY_DAY = re.compile(r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日")
_WEEKDAY = re.compile("^(?!.*今天是).*日[\\s,]{1,4}(?:星期|礼拜|周)[一二三四五六日天]")
_MENU = re.compile("首页|主页|登录|注册|导航")
_SENTENCE = re.compile("[^。!?;]*[。!?;]?")


def find_date(page: Surroundings) -> tuple[EdtfDate, str] | None:
    """The day the speech was given and the words it rests on."""
    own = _own_dateline(page)
    if own:
        return _narrowed(page, own)
    headline = _in_headline(page)
    if headline and headline[0].precision == "day":
        return headline
    return _bare_day(page) or headline or _told(page) or _noted(page)


def _noted(page: Surroundings) -> tuple[EdtfDate, str] | None:
    """The year that an editors' note gives a speech: 此为…在民国二十五年年会上之报告."""
    for words in page.words(Reason.NOTE):
        match = _NOTED.search(fold(words[: 2 * LEAD]))
        dates = find_dates(words[slice(*match.span())]) if match else ()
        if dates:
            return dates[0].value, words
    return None


def _own_dateline(page: Surroundings) -> tuple[EdtfDate, str] | None:
    return next(_own_datelines(page), None)


def contradiction(page: Surroundings, value: EdtfDate, evidence: str) -> str:
    """What tells another day than this one with the same right, such as a signature; empty if nothing does."""
    for other, words in _own_datelines(page):
        if other.precision == value.precision == "day" and other != value and not find_ranges(words):
            both = f"{value} ({evidence.strip(BLANKS)[:LEAD]}) and {other} ({words.strip(BLANKS)[:LEAD]})"
            return f"tells two days, {both}: the first is taken"
    return ""


def _own_datelines(page: Surroundings) -> Iterator[tuple[EdtfDate, str]]:
    """The days that lines of their own tell, first those of place and time, then those of who speaks."""
    lines = list(page.lines(Reason.DATELINE))
    announced = any(_WHO_SPEAKS.match(fold(line)) for line in page.lines(Reason.BYLINE))
    for place, words in enumerate(lines):
        folded = fold(words)
        beside_place = any(_PLACE.match(fold(line)) for line in lines[max(place - 1, 0) : place + 2])
        held = _HELD.search(folded) or (_WHEN_LABEL.match(folded) and (beside_place or announced))
        if is_agency(folded) or (is_published(folded) and not held):
            continue
        found = find_dates(words)
        if found:
            yield found[0].value, words
            continue
        short = find_short_date(words) if page.taiwanese else None
        if short and (held or _BRACKETED_DAY.fullmatch(folded.strip())):
            yield short, words
    for words in page.lines(Reason.BYLINE):
        folded = fold(words).strip(BLANKS)
        dated = DATED_BEHIND.search(folded) or DATED_BEFORE.match(folded)
        dates = find_dates(words) if dated and not is_published(folded) and not is_agency(folded) else ()
        if dates:
            yield dates[-1].value, words


def _bare_day(page: Surroundings) -> tuple[EdtfDate, str] | None:
    """A day without a year in a line of its own, in the year that the title or the page tells."""
    published = published_day(page)
    for words in page.lines(Reason.DATELINE):
        match = _BARE_DAY.fullmatch(fold(words).strip(BLANKS))
        parts = _BARE_PARTS.fullmatch(match["date"]) if match else None
        if not parts:
            continue
        month, day = (read_number(parts[name].replace("元", "一")) for name in ("month", "day"))
        years = {found.value.year for line in page.head[:3] for found in find_dates(line)}
        try:
            value = checked_date(years.pop(), month, day) if len(years) == 1 else None
        except ValueError:
            continue
        value = value or (resolve_day(published, day, month) if published else None)
        if value:
            return value, words
    return None


def _narrowed(page: Surroundings, found: tuple[EdtfDate, str]) -> tuple[EdtfDate, str]:
    """The day inside a range of days, where the text tells which of them it is."""
    ranged = find_ranges(found[1])
    if not ranged:
        return found
    first, last = ranged[0]
    for words in [*page.words(Reason.NOTE), page.story[: 2 * LEAD], page.body[: 4 * LEAD]]:
        for match in _DAY_OF_RANGE.finditer(fold(words)):
            day = _day_of_range(match, first, last)
            if day:
                return EdtfDate(day.year, day.month, day.day), f"{match[0]} ({found[1].strip(BLANKS)})"
    return found


def _day_of_range(match: re.Match[str], first: date, last: date) -> date | None:
    """The day that a word means, if it is one of a range."""
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    if match["first"]:
        return first
    if match["nth"]:
        place = read_number(match["nth"]) - 1
        return days[place] if 0 <= place < len(days) else None
    told = [day for day in days if day.day == read_number(match["told"] or match["held"])]
    return told[0] if len(told) == 1 else None


def _in_headline(page: Surroundings) -> tuple[EdtfDate, str] | None:
    for line in page.head[:3]:
        folded = fold(line)
        if _SALUTATION.fullmatch(folded):
            return None
        for dated in (_DATED_TAIL.search(folded), _DATED_HEAD.match(folded) if len(line) <= 80 else None):
            words = line[dated.start() :] if dated else ""
            dates = find_dates(words)
            if dates:
                return dates[0].value, words
        day = _HEAD_DAY.match(folded.lstrip("- ")) if len(line) <= 80 else None
        published = published_day(page) if day else None
        if day and published:
            value = resolve_day(published, int(day["day"]), int(day["month"]))
            if value:
                return value, f"{day['date']} ({published.isoformat()})"
    return None


def misprint(page: Surroundings, value: EdtfDate, evidence: str) -> str:
    """What is wrong with a date that lies more than a month from the day of the newspaper; empty if nothing is."""
    for words in page.words(Reason.SOURCE):
        printed = find_printed(words) if _NEWSPAPER.search(words) else None
        if printed and max(printed.earliest() - value.latest(), value.earliest() - printed.latest()) > _MONTH:
            own, source = evidence.strip(BLANKS)[:LEAD], words.strip(BLANKS)
            return f"dates itself {value} ({own}) but was printed {printed} ({source}): no date is taken from the text"
    return ""


def _told(page: Surroundings) -> tuple[EdtfDate, str] | None:
    """The day that the story around a speech names, or the story that is the speech."""
    counted_from = _reporting_day(page)
    sentences = list(_telling_sentences(page))
    if any(_SOME_DAY.search(fold(sentence)) for sentence in sentences[:1]):
        return None
    for sentence in sentences:
        day = _RELATIVE_TO_REPORT.search(fold(sentence)) if counted_from else None
        if day and counted_from and not _is_vague(day):
            return _counted(day, sentence, counted_from)
    for sentence in sentences:
        dates = find_dates(sentence)
        if dates and dates[0].value.precision != "year" and dates[0].begin <= _EARLY:
            return dates[0].value, sentence[: dates[0].end]
        day = _NAMED_DAY.search(fold(sentence))
        if day and counted_from:
            return _counted(day, sentence, counted_from)
    return None


def _is_vague(day: re.Match[str]) -> bool:
    """Whether words that tell a month alone, or any day of a year, may tell of something else than the speech."""
    vague = day["year"] or (day["which"] and not day["of_month"])
    return bool(vague) and not (_ABOUT_TEXT.search(day.string) and day.string[day.end() :][:1] in ("在", "于"))


def _counted(day: re.Match[str], sentence: str, counted_from: date) -> tuple[EdtfDate, str] | None:
    value = _resolved(day, fold(sentence), counted_from)
    return (value, f"{sentence[: day.end()]} ({counted_from.isoformat()})") if value else None


_EARLY = 40  # a story tells its day within so many characters of a sentence


def _telling_sentences(page: Surroundings) -> Iterator[str]:
    """The first sentences of the story around a speech that tell what somebody did or said."""
    lead = page.lead
    notes = [(words, 4) for words in page.words(Reason.NOTE)]
    for part, most in [(lead, 2), (page.story.rstrip(BLANKS).rpartition("\n")[2], 1), *notes]:
        sentences = (found[0] for found in _SENTENCE.finditer(part) if found[0].strip(BLANKS))
        for sentence in islice(sentences, most):
            if _SAID.search(fold(sentence)):
                yield sentence[: 2 * LEAD]


def _resolved(day: re.Match[str], folded: str, counted_from: date) -> EdtfDate | None:
    """The day that a word means which counts from another day."""
    parts = day.groupdict()
    if parts.get("told") or parts.get("day"):
        month = parts.get("told_month") or parts.get("month")
        number = read_number(parts.get("told") or parts["day"])
        value = resolve_day(counted_from, number, read_number(month) if month else None)
        ranged = value and parts.get("day") and _RANGE.match(folded, day.end())
        return EdtfDate(value.year, value.month) if value and ranged else value
    if parts["back"]:
        found = counted_from - timedelta(days=_BACK.get(parts["back"][0], 0))
        return EdtfDate(found.year, found.month, found.day)
    if parts["eve"]:
        return resolve_day(counted_from, 31, 12)
    return _of_year(parts, counted_from) if parts["year"] else _of_month(parts, counted_from)


def _of_year(parts: dict[str, str | None], counted_from: date) -> EdtfDate | None:
    """The month or day of this year or the last one: 今年5月, 去年9月18日."""
    year = counted_from.year - (parts["year"] == "去年")
    month, day = (read_number(parts[name] or "") or None for name in ("year_month", "year_day"))
    try:
        return checked_date(year, month, day)
    except ValueError:
        return None


def _of_month(parts: dict[str, str | None], counted_from: date) -> EdtfDate | None:
    """This month or the last one, or a day of it: 上月, 本月3日."""
    month_of = counted_from.replace(day=1)
    if (parts["which"] or "").startswith("上"):
        month_of = (month_of - timedelta(days=1)).replace(day=1)
    if not parts["of_month"]:
        return EdtfDate(month_of.year, month_of.month)
    return resolve_day(_end(month_of), read_number(parts["of_month"]), month_of.month)


def uncounted(page: Surroundings) -> str:
    """The words of a report that count from a day which the page does not tell; empty where there are none."""
    if published_day(page):
        return ""
    for sentence in _telling_sentences(page):
        day = _RELATIVE_TO_REPORT.search(fold(sentence))
        if day:
            return sentence[day.start() : day.end()]
    return ""


def _end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _reporting_day(page: Surroundings) -> date | None:
    """The day of the agency's dateline if the page tells its year, or the day the page was published."""
    published = published_day(page)
    for words in page.lines(Reason.DATELINE, Reason.BYLINE, Reason.NAVIGATION):
        dates = find_dates(words) if is_agency(fold(words)) else ()
        if dates and dates[0].value.precision == "day":
            return dates[0].value.earliest()
    if published is None:
        return None
    for words in page.lines(Reason.DATELINE, Reason.BYLINE):
        day = _AGENCY_DAY.search(fold(words)) if is_agency(fold(words)) else None
        if day:
            value = resolve_day(published, int(day["day"]), int(day["month"]) if day["month"] else None)
            return value.earliest() if value else published
    return published


def published_day(page: Surroundings) -> date | None:
    """The day the page says it was published; a day that merely stands at its top is the day it was printed."""
    unmarked = (line for line in page.head[:3] if is_information(fold(line)))
    for words in chain(page.lines(Reason.DATELINE, Reason.NAVIGATION), unmarked):
        folded = fold(words)
        if not is_published(folded) and not page.taiwanese:
            continue
        found = find_dates(words)
        value = found[0].value if found else find_short_date(words) if is_published(folded) or page.taiwanese else None
        if value and value.precision == "day":
            return value.earliest()
    return _issue_day(page)


def _issue_day(page: Surroundings) -> date | None:
    """The day of the week's issue, below the menus of a newspaper; above them it is the day the page was printed."""
    lines = [fold(line) for line in page.lines(Reason.DATELINE, Reason.NAVIGATION)]
    for place, folded in enumerate(lines):
        found = find_dates(folded) if place and _WEEKDAY.search(folded) else ()
        if found and found[0].value.precision == "day" and not any(map(_MENU.search, lines[place + 1 : place + 4])):
            return found[0].value.earliest()
    return None
